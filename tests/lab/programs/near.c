// SPDX-License-Identifier: GPL-2.0-only
/*
 * Benign programs that come near to miners of memory-hard algorithms: filters
 * and sketches keyed by SipHash, an index of digests, a store with FNV and
 * SHA-3, an archiver. "near NAME" does one of them for ever.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t seed = 0x853c49e6748fea9b;

static uint64_t next(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

static inline uint64_t rotl(uint64_t x, int n) { return x << n | x >> (64 - n); }
static inline uint32_t rotl32(uint32_t x, int n) { return x << n | x >> (32 - n); }

#define ROUND do { v0 += v1; v2 += v3; v1 = rotl(v1, 13); v3 = rotl(v3, 16); \
	v1 ^= v0; v3 ^= v2; v0 = rotl(v0, 32); v2 += v1; v0 += v3; \
	v1 = rotl(v1, 17); v3 = rotl(v3, 21); v1 ^= v2; v3 ^= v0; \
	v2 = rotl(v2, 32); } while (0)

static uint64_t siphash(uint64_t k0, uint64_t k1, uint64_t m)
{
	uint64_t v0 = k0 ^ 0x736f6d6570736575, v1 = k1 ^ 0x646f72616e646f6d;
	uint64_t v2 = k0 ^ 0x6c7967656e657261, v3 = k1 ^ 0x7465646279746573 ^ m;

	ROUND; ROUND;
	v0 ^= m;
	v3 ^= 8ull << 56;
	ROUND; ROUND;
	v0 ^= 8ull << 56;
	v2 ^= 0xff;
	ROUND; ROUND; ROUND; ROUND;
	return v0 ^ v1 ^ v2 ^ v3;
}

/* a Bloom filter of 16 MiB; "have we seen this address?" */
static void bloom(int k)
{
	static uint64_t bits[1 << 21];
	uint64_t hits = 0, i;
	int n;

	for (i = 0;; i++) {
		uint64_t h = siphash(1, 2, next() % 5000000), step = h >> 31 | 1, all = 1;

		for (n = 0; n < k; n++, h += step) {
			uint64_t bit = h & ((1ull << 27) - 1);

			all &= bits[bit / 64] >> bit % 64;
			bits[bit / 64] |= 1ull << bit % 64;
		}
		hits += all & 1;
		if (!(i & 0x3fffff))
			memset(bits, 0, sizeof(bits));
		if (hits == ~0ull)
			return;
	}
}

static void bloom1(void) { bloom(1); }
static void bloom4(void) { bloom(4); }
static void bloom9(void) { bloom(9); }

/* one bit a member, hashed twice, as a sieve of duplicates in two passes */
static void duplicates(void)
{
	static uint64_t once[1 << 19], twice[1 << 19];
	uint64_t i, found = 0;

	for (;;) {
		memset(once, 0, sizeof(once));
		memset(twice, 0, sizeof(twice));
		for (i = 0; i < 1 << 20; i++) {
			uint64_t bit = siphash(3, 4, i * i % 1000003) & ((1 << 25) - 1);

			if (once[bit >> 6] >> (bit & 63) & 1)
				twice[bit >> 6] |= 1ull << (bit & 63);
			once[bit >> 6] |= 1ull << (bit & 63);
		}
		for (i = 0; i < 1 << 20; i++) {
			uint64_t bit = siphash(3, 4, i * i % 1000003) & ((1 << 25) - 1);

			found += twice[bit >> 6] >> (bit & 63) & 1;
		}
		if (found == ~0ull)
			return;
	}
}

/* distinct visitors by HyperLogLog */
static void visitors(void)
{
	static uint8_t reg[1 << 16];
	uint64_t h;

	for (;;) {
		h = siphash(5, 6, next() >> 20);
		uint8_t rank = h >> 16 ? __builtin_ctzll(h >> 16) + 1 : 49;

		if (reg[h & 0xffff] < rank)
			reg[h & 0xffff] = rank;
		if (!(next() & 0xffffff))
			memset(reg, 0, sizeof(reg));
	}
}

static const uint64_t iv[8] = {
	0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
	0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
	0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};
static const uint8_t sigma[10][16] = {
	{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
	{ 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3 },
	{ 11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4 },
	{ 7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8 },
	{ 9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13 },
	{ 2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9 },
	{ 12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11 },
	{ 13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10 },
	{ 6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5 },
	{ 10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0 },
};

#define G(a, b, c, d, x, y) do { v[a] += v[b] + (x); v[d] = rotl(v[d] ^ v[a], 32); \
	v[c] += v[d]; v[b] = rotl(v[b] ^ v[c], 40); v[a] += v[b] + (y); \
	v[d] = rotl(v[d] ^ v[a], 48); v[c] += v[d]; v[b] = rotl(v[b] ^ v[c], 1); } while (0)

static void blake2b(uint64_t h[8], const uint64_t m[16])
{
	uint64_t v[16];
	int r, i;

	memcpy(v, h, 64);
	memcpy(v + 8, iv, 64);
	v[12] ^= 128;
	v[14] = ~v[14];
	for (r = 0; r < 12; r++) {
		const uint8_t *s = sigma[r % 10];

		G(0, 4, 8, 12, m[s[0]], m[s[1]]);
		G(1, 5, 9, 13, m[s[2]], m[s[3]]);
		G(2, 6, 10, 14, m[s[4]], m[s[5]]);
		G(3, 7, 11, 15, m[s[6]], m[s[7]]);
		G(0, 5, 10, 15, m[s[8]], m[s[9]]);
		G(1, 6, 11, 12, m[s[10]], m[s[11]]);
		G(2, 7, 8, 13, m[s[12]], m[s[13]]);
		G(3, 4, 9, 14, m[s[14]], m[s[15]]);
	}
	for (i = 0; i < 8; i++)
		h[i] ^= v[i] ^ v[i + 8];
}

struct entry { uint64_t digest[2]; uint32_t at, length; };

static void fill(struct entry *e, uint32_t n)
{
	uint64_t m[16] = { 0 }, h[8];
	uint32_t i;

	for (i = 0; i < n; i++) {
		m[0] = next() % (n / 2);
		memcpy(h, iv, 64);
		h[0] ^= 0x01010010;
		blake2b(h, m);
		e[i] = (struct entry){ { h[0], h[1] }, i, 4096 };
	}
}

static int by_digest(const void *a, const void *b)
{
	return memcmp(a, b, 16);
}

/* an index of a backup's blocks: digests sorted, merged with the last ones */
static void backup(int radix)
{
	enum { N = 1 << 17 };
	static struct entry e[N], f[N];
	static uint32_t count[65537];
	uint64_t twice = 0;
	uint32_t i, pass;

	for (;;) {
		fill(e, N);
		if (!radix) {
			qsort(e, N, sizeof(*e), by_digest);
		} else for (pass = 0; pass < 64; pass += 16) {
			memset(count, 0, sizeof(count));
			for (i = 0; i < N; i++)
				count[(e[i].digest[0] >> pass & 0xffff) + 1]++;
			for (i = 0; i < 65536; i++)
				count[i + 1] += count[i];
			for (i = 0; i < N; i++)
				f[count[e[i].digest[0] >> pass & 0xffff]++] = e[i];
			memcpy(e, f, sizeof(e));
		}
		for (i = 1; i < N; i++)
			twice += e[i].digest[0] == e[i - 1].digest[0];
		if (twice == ~0ull)
			return;
	}
}

static void backup_qsort(void) { backup(0); }
static void backup_radix(void) { backup(1); }

static void keccak(uint64_t a[25])
{
	static const uint8_t turn[24] = { 1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14,
		27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44 };
	static const uint8_t lane[24] = { 10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4,
		15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1 };
	int r, x, y;

	for (r = 0; r < 24; r++) {
		uint64_t c[5], t, u;

		for (x = 0; x < 5; x++)
			c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
		for (x = 0; x < 5; x++)
			for (y = 0; y < 25; y += 5)
				a[x + y] ^= c[(x + 4) % 5] ^ rotl(c[(x + 1) % 5], 1);
		for (t = a[1], x = 0; x < 24; x++) {
			u = a[lane[x]];
			a[lane[x]] = rotl(t, turn[x]);
			t = u;
		}
		for (y = 0; y < 25; y += 5) {
			memcpy(c, a + y, 40);
			for (x = 0; x < 5; x++)
				a[x + y] = c[x] ^ (~c[(x + 1) % 5] & c[(x + 2) % 5]);
		}
		a[0] ^= 0x8000000080008081 >> r;
	}
}

/* blocks found by FNV in an index of 256 MiB, checked by SHA-3 */
static void store(int often)
{
	uint32_t *index = calloc(1 << 26, 4), h, i;
	uint64_t state[25] = { 0 }, n;

	for (n = 0;; n++) {
		uint64_t name = next();

		h = 0x811c9dc5;
		for (i = 0; i < 16; i++)
			h = (h ^ (uint8_t)(name >> i % 8 * 8)) * 0x01000193;
		for (i = 0; i < 40 && index[h & 0x3ffffff] != (uint32_t)name; i++)
			h = h * 0x01000193 ^ i;
		index[h & 0x3ffffff] = name;
		if (n % often == 0) {
			state[0] ^= h;
			keccak(state);
		}
	}
}

static void store_seldom(void) { store(50); }
static void store_often(void) { store(4); }

static const uint8_t *text;
static int by_suffix(const void *a, const void *b)
{
	return memcmp(text + *(const uint32_t *)a, text + *(const uint32_t *)b, 64);
}

static void salsa(uint32_t *out, const uint32_t *in)
{
	uint32_t x[16];
	int i;

#define Q(a, b, c, d) do { x[b] ^= rotl32(x[a] + x[d], 7); x[c] ^= rotl32(x[b] + x[a], 9); \
	x[d] ^= rotl32(x[c] + x[b], 13); x[a] ^= rotl32(x[d] + x[c], 18); } while (0)
	memcpy(x, in, 64);
	for (i = 0; i < 10; i++) {
		Q(0, 4, 8, 12); Q(5, 9, 13, 1); Q(10, 14, 2, 6); Q(15, 3, 7, 11);
		Q(0, 1, 2, 3); Q(5, 6, 7, 4); Q(10, 11, 8, 9); Q(15, 12, 13, 14);
	}
	for (i = 0; i < 16; i++)
		out[i] = x[i] + in[i];
}

/* blocks sorted by Burrows and Wheeler, encrypted by Salsa20, signed by SHA-3 */
static void archive(void)
{
	enum { N = 1 << 15 };
	static uint8_t block[N + 64];
	static uint32_t at[N];
	uint64_t state[25] = { 0 };
	uint32_t key[16] = { 1, 2, 3 }, out[16], i, j;

	text = block;
	for (;;) {
		for (i = 0; i < N; i++) {
			block[i] = "etaoin shrdlu"[next() % 13];
			at[i] = i;
		}
		qsort(at, N, 4, by_suffix);
		for (i = 0; i < N; i += 64) {
			key[8] = i;
			salsa(out, key);
			for (j = 0; j < 16; j++)
				state[j] ^= out[j] ^ block[at[i + j]];
			keccak(state);
		}
	}
}

static const struct { const char *name; void (*run)(void); } programs[] = {
	{ "bloom1", bloom1 }, { "bloom4", bloom4 }, { "bloom9", bloom9 },
	{ "duplicates", duplicates }, { "visitors", visitors },
	{ "backup-qsort", backup_qsort }, { "backup-radix", backup_radix },
	{ "store-seldom", store_seldom }, { "store-often", store_often },
	{ "archive", archive },
};

int main(int argc, char **argv)
{
	size_t i;

	for (i = 0; i < sizeof(programs) / sizeof(*programs); i++)
		if (argc > 1 && !strcmp(argv[1], programs[i].name))
			programs[i].run();
	fprintf(stderr, "usage: near NAME\n");
	return 2;
}
