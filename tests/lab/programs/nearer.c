// SPDX-License-Identifier: GPL-2.0-only
/*
 * Benign programs that come nearest to the rules for CryptoNight, RandomX and
 * Cuckoo Cycle: tables and sketches hashed by AES rounds or wide products,
 * Monte Carlo, interval arithmetic, filters keyed by SipHash. "nearer NAME"
 * does one of them for ever.
 */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))
#define CELLS		(1u << 17)
#define CELL_MASK	0x1ffff0
#define TABLE_BYTES	(1u << 21)

struct entry {
	uint64_t key;
	uint64_t count;
};

static volatile uint64_t sink;
static uint64_t seed = 0x139408dcbbf7a44;

static inline uint64_t next(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static inline uint64_t rotl(uint64_t x, int n) { return x << n | x >> (64 - n); }

static void *zeroed(size_t bytes)
{
	void *p = aligned_alloc(64, bytes);

	if (!p)
		exit(1);
	return memset(p, 0, bytes);
}

static inline uint64_t folded(uint64_t a, uint64_t b)
{
	__uint128_t p = (__uint128_t)a * b;

	return (uint64_t)p ^ (uint64_t)(p >> 64);
}

static inline uint64_t slot(uint64_t key)
{
	return folded(key ^ 0xa0761d6478bd642f, 0xe7037ed1a0b428db) & (CELLS - 1);
}

/* a hash table of the Robin Hood kind, by wyhash */
static void robin(void)
{
	struct entry *t = zeroed(CELLS * sizeof(*t));
	uint64_t i, at, far, theirs;

	for (;;) {
		memset(t, 0, CELLS * sizeof(*t));
		for (i = 0; i < CELLS / 2; i++) {
			struct entry e = { next() | 1, 1 };

			far = 0;
			for (at = slot(e.key); t[at].key; at = (at + 1) & (CELLS - 1)) {
				theirs = (at - slot(t[at].key)) & (CELLS - 1);
				if (theirs < far) {
					struct entry poorer = t[at];

					t[at] = e;
					e = poorer;
					far = theirs;
				}
				far++;
			}
			t[at] = e;
		}
		sink += t[5].key;
	}
}

/* a count-sketch of cells of 16 bytes, hashed by three AES rounds */
static void aessketch(void)
{
	char *t = zeroed(TABLE_BYTES);
	__m128i k = _mm_set_epi64x(0x243f6a8885a308d3, 0x13198a2e03707344), s = k;

	for (;;) {
		__m128i x = _mm_set_epi64x(next(), sink), *cell;

		x = _mm_aesenc_si128(x, k);
		x = _mm_aesenc_si128(x, s);
		x = _mm_aesenc_si128(x, k);
		cell = (__m128i *)(t + (_mm_cvtsi128_si64(x) & CELL_MASK));
		*cell = _mm_add_epi64(*cell, _mm_xor_si128(x, s));
		s = *cell;
		sink += _mm_cvtsi128_si64(s);
	}
}

/* a sketch of two rows: one by two AES rounds, one by a product of 128 bits */
static void aesmul(void)
{
	char *t = zeroed(2 * TABLE_BYTES);
	__m128i k = _mm_set_epi64x(0x243f6a8885a308d3, 0x13198a2e03707344);
	uint64_t i, h, g, *first, *second;

	for (i = 0;; i++) {
		__m128i x = _mm_set_epi64x(i, i * 3);

		x = _mm_aesenc_si128(x, k);
		x = _mm_aesenc_si128(x, k);
		h = _mm_cvtsi128_si64(x);
		first = (uint64_t *)(t + (h & CELL_MASK));
		first[0] += h;
		g = folded(h, first[1] | 1);
		second = (uint64_t *)(t + TABLE_BYTES + (g & CELL_MASK));
		second[0]++;
		second[1] ^= g;
	}
}

/* 8 MiB of numbers shuffled by a generator of two AES rounds */
static void aesrng(void)
{
	const int n = 2 << 20;
	uint32_t *t = zeroed(n * sizeof(*t)), j, kept;
	__m128i c = _mm_setzero_si128(), x;
	__m128i inc = _mm_set_epi64x(0x9e3779b97f4a7c15, 0xbf58476d1ce4e5b9);
	__m128i k = _mm_set_epi64x(0x2545f4914f6cdd1d, 0x1d8e4e27c47d124f);
	int i;

	for (i = 0; i < n; i++)
		t[i] = i;
	for (;;) {
		for (i = n - 1; i > 0; i--) {
			c = _mm_add_epi64(c, inc);
			x = _mm_aesenc_si128(_mm_aesenc_si128(c, k), k);
			j = ((uint64_t)_mm_cvtsi128_si64(x) >> 32) *
			    (uint64_t)(i + 1) >> 32;
			kept = t[i];
			t[i] = t[j];
			t[j] = kept;
		}
	}
}

/* bootstrap: 32 MiB of samples drawn by four xoshiro256+ in vectors */
static void boot(void)
{
	double *t = zeroed(32 << 20), sum = 0;
	__m256i a = _mm256_set_epi64x(1, 2, 3, 4), b = _mm256_set_epi64x(5, 6, 7, 8);
	__m256i c = _mm256_set_epi64x(9, 10, 11, 12);
	__m256i d = _mm256_set_epi64x(13, 14, 15, 17);
	uint64_t z[4];
	int i;

	for (i = 0; i < 4 << 20; i++)
		t[i] = i * .5;
	for (;;) {
		__m256i r = _mm256_add_epi64(a, d), w = _mm256_slli_epi64(b, 17);

		c = _mm256_xor_si256(c, a);
		d = _mm256_xor_si256(d, b);
		b = _mm256_xor_si256(b, c);
		a = _mm256_xor_si256(a, d);
		c = _mm256_xor_si256(c, w);
		d = _mm256_or_si256(_mm256_slli_epi64(d, 45), _mm256_srli_epi64(d, 19));
		_mm256_storeu_si256((__m256i *)z, r);
		for (i = 0; i < 4; i++)
			sum += t[z[i] >> 42];
		sink = sum;
	}
}

/* parity of rows drawn from 64 MiB by xoshiro256++ */
static void rows(void)
{
	uint64_t *t = zeroed(64 << 20), a = 1, b = 2, c = 3, d = 4, r, w;
	__m256i s = _mm256_setzero_si256();
	int i;

	for (i = 0; i < 8 << 20; i++)
		t[i] = next();
	for (;;) {
		r = rotl(a + d, 23) + a;
		w = b << 17;
		c ^= a;
		d ^= b;
		b ^= c;
		a ^= d;
		c ^= w;
		d = rotl(d, 45);
		s = _mm256_xor_si256(s, _mm256_loadu_si256(
				     (__m256i *)(t + ((r >> 41) & ~3ull))));
		if (!(r & 0xfffff))
			sink = _mm256_extract_epi64(s, 0);
	}
}

/* chess: Zobrist keys, attacks by pext, a transposition table of 2 MiB */
static void chess(void)
{
	static uint64_t keys[12][64], attacks[64][4096];
	struct entry *t = zeroed(CELLS * sizeof(*t)), *e;
	uint64_t key, occupied, to;
	int i, j, from, square;

	for (i = 0; i < 12; i++)
		for (j = 0; j < 64; j++)
			keys[i][j] = next();
	for (i = 0; i < 64; i++)
		for (j = 0; j < 4096; j++)
			attacks[i][j] = next() & next();
	key = next();
	occupied = next();
	for (;;) {
		from = occupied & 63;
		to = attacks[from][_pext_u64(occupied, keys[3][from] &
					     0x7e7e7e7e7e7e00) & 4095];
		for (; to; to &= to - 1) {
			square = __builtin_ctzll(to);
			key ^= keys[from % 12][square] ^ keys[from % 12][from];
			e = (struct entry *)((char *)t + (key & CELL_MASK));
			if (e->key == key) {
				sink++;
				break;
			}
			e->key = key;
			e->count += square;
			occupied ^= 1ull << square;
		}
	}
}

/* arithmetic tried in all four rounding modes, denormals flushed, on 1 MiB */
static void interval(void)
{
	static const unsigned int modes[4] = { 0, 0x2000, 0x4000, 0x6000 };
	__m128d low = _mm_set1_pd(1), high = _mm_set1_pd(2), x;
	int *q = zeroed(1 << 20), i;
	uint64_t w;

	_MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON);
	for (i = 0; i < 1 << 18; i++)
		q[i] = next();
	for (;;) {
		_mm_setcsr((_mm_getcsr() & ~0x6000) | modes[next() & 3]);
		for (i = 0; i < 20; i++) {
			w = next();
			x = _mm_cvtepi32_pd(_mm_loadl_epi64(
				(__m128i *)((char *)q + (w & 0xffff8))));
			low = _mm_add_pd(_mm_mul_pd(low, _mm_set1_pd(.5)), x);
			high = _mm_div_pd(_mm_sub_pd(high, x), _mm_set1_pd(3));
			if (!(w & 0x7f8000))
				low = _mm_sqrt_pd(_mm_mul_pd(high, high));
		}
		sink = _mm_cvtsd_f64(low);
	}
}

#define ROUND do { v0 += v1; v2 += v3; v1 = rotl(v1, 13); v3 = rotl(v3, 16); \
	v1 ^= v0; v3 ^= v2; v0 = rotl(v0, 32); v2 += v1; v0 += v3; \
	v1 = rotl(v1, 17); v3 = rotl(v3, 21); v1 ^= v2; v3 ^= v0; \
	v2 = rotl(v2, 32); } while (0)

static inline uint64_t siphash(uint64_t m)
{
	uint64_t v0 = 7 ^ 0x736f6d6570736575, v1 = 9 ^ 0x646f72616e646f6d;
	uint64_t v2 = 7 ^ 0x6c7967656e657261, v3 = 9 ^ 0x7465646279746573 ^ m;

	ROUND; ROUND;
	v0 ^= m;
	v2 ^= 0xff;
	ROUND; ROUND; ROUND; ROUND;
	return v0 ^ v1 ^ v2;
}

/* a cuckoo filter of 2 MiB: fingerprints of 16 bits that push each other out */
static void cuckoofilter(void)
{
	uint16_t *t = zeroed(TABLE_BYTES), print, other;
	uint64_t i, h;
	uint32_t at;
	int n;

	for (i = 1;; i++) {
		h = siphash(next() + i);
		print = h >> 48 | 1;
		at = h & 0xfffff;
		for (n = 0; n < 8; n++) {
			other = t[at];
			t[at] = print;
			if (!other)
				break;
			print = other;
			at ^= siphash(print) & 0xfffff;
		}
		if (!(i & 0xfffff))
			memset(t, 0, TABLE_BYTES);
	}
}

/* how many of consecutive numbers are distinct, by one bit for each */
static void distinct(void)
{
	uint64_t *t = zeroed(TABLE_BYTES), i, h, n = 0;

	for (i = 1;; i++) {
		h = siphash(i) & 0xffffff;
		if (!(t[h / 64] >> h % 64 & 1)) {
			t[h / 64] |= 1ull << h % 64;
			n++;
		}
		if (!(i & 0xffffff)) {
			memset(t, 0, TABLE_BYTES);
			sink = n;
		}
	}
}

static const struct {
	const char *name;
	void (*run)(void);
} programs[] = {
	{ "robin", robin }, { "aessketch", aessketch }, { "aesmul", aesmul },
	{ "aesrng", aesrng }, { "boot", boot }, { "rows", rows },
	{ "chess", chess }, { "interval", interval },
	{ "cuckoofilter", cuckoofilter }, { "distinct", distinct },
};

int main(int argc, char **argv)
{
	unsigned int i;

	for (i = 0; argc == 2 && i < ARRAY_SIZE(programs); i++)
		if (!strcmp(argv[1], programs[i].name))
			programs[i].run();
	fprintf(stderr, "usage: nearer NAME\n");
	return 1;
}
