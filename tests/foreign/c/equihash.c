// SPDX-License-Identifier: GPL-2.0-only
/*
 * Equihash 96,5 whose BLAKE2b has a row of its state in a vector of AVX2, as
 * hand-written solvers do: rotations by byte shuffles, by doublewords swapped,
 * and by 63 as a shift and a sum. Rows are sorted by radix. Checks itself, says
 * "ready", then hashes for ever. Sources: RFC 7693; Biryukov, Khovratovich,
 * "Equihash"; Zcash protocol specification, 7.7.1.
 */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BITS = 16, ROWS = 2 << BITS, WORDS = 6, HASH = 12, PER = 5 };

typedef __m256i v4;

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

struct row {
	uint16_t rest[WORDS];
	uint32_t a, b;
};

static struct row *level[WORDS];
static unsigned int count[WORDS];

static inline v4 half(v4 a, v4 *b, v4 *c, v4 *d, v4 m, int second)
{
	const v4 by24 = _mm256_setr_epi8(3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10,
		3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10);
	const v4 by16 = _mm256_setr_epi8(2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9,
		2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9);

	a = _mm256_add_epi64(_mm256_add_epi64(a, *b), m);
	*d = _mm256_xor_si256(*d, a);
	*d = second ? _mm256_shuffle_epi8(*d, by16) : _mm256_shuffle_epi32(*d, 0xb1);
	*c = _mm256_add_epi64(*c, *d);
	*b = _mm256_xor_si256(*b, *c);
	*b = second ? _mm256_xor_si256(_mm256_srli_epi64(*b, 63), _mm256_add_epi64(*b, *b)) :
		      _mm256_shuffle_epi8(*b, by24);
	return a;
}

static inline v4 words(const uint64_t *m, const uint8_t *s)
{
	return _mm256_set_epi64x(m[s[6]], m[s[4]], m[s[2]], m[s[0]]);
}

/* 144 bytes: the second block, all else of which is zero, is done at once */
static void blake2b(const uint64_t h[8], const uint8_t *block, uint64_t bytes, int last,
		    uint64_t out[8])
{
	uint64_t m[16];
	v4 a = _mm256_loadu_si256((void *)h), b = _mm256_loadu_si256((void *)(h + 4));
	v4 c = _mm256_loadu_si256((void *)iv), d = _mm256_loadu_si256((void *)(iv + 4));
	const v4 a0 = a, b0 = b;
	int round;

	memcpy(m, block, 128);
	d = _mm256_xor_si256(d, _mm256_set_epi64x(0, last ? -1 : 0, 0, bytes));
	for (round = 0; round < 12; round++) {
		const uint8_t *s = sigma[round % 10];

		a = half(a, &b, &c, &d, words(m, s), 0);
		a = half(a, &b, &c, &d, words(m, s + 1), 1);
		b = _mm256_permute4x64_epi64(b, 0x39);
		c = _mm256_permute4x64_epi64(c, 0x4e);
		d = _mm256_permute4x64_epi64(d, 0x93);
		a = half(a, &b, &c, &d, words(m, s + 8), 0);
		a = half(a, &b, &c, &d, words(m, s + 9), 1);
		b = _mm256_permute4x64_epi64(b, 0x93);
		c = _mm256_permute4x64_epi64(c, 0x4e);
		d = _mm256_permute4x64_epi64(d, 0x39);
	}
	_mm256_storeu_si256((void *)out, _mm256_xor_si256(a0, _mm256_xor_si256(a, c)));
	_mm256_storeu_si256((void *)(out + 4), _mm256_xor_si256(b0, _mm256_xor_si256(b, d)));
}

static void first(const uint8_t header[44])
{
	uint8_t block[128] = { 0 }, *hash;
	uint64_t h[8], out[8];
	uint32_t i, k, w, n = 96, order = 5, made = 0;

	memcpy(h, iv, sizeof(h));
	h[0] ^= 0x01010000 ^ PER * HASH;
	memcpy(block, "ZcashPoW", 8);
	memcpy(block + 8, &n, 4);
	memcpy(block + 12, &order, 4);
	for (i = 0; i < 2; i++) {
		uint64_t person;

		memcpy(&person, block + 8 * i, 8);
		h[6 + i] ^= person;
	}
	memset(block, 0, sizeof(block));
	memcpy(block, header, 44);
	for (i = 0; made < ROWS; i++) {
		memcpy(block + 44, &i, 4);
		blake2b(h, block, 48, 1, out);
		for (k = 0; k < PER && made < ROWS; k++, made++) {
			hash = (uint8_t *)out + HASH * k;
			for (w = 0; w < WORDS; w++)
				level[0][made].rest[w] = hash[2 * w] << 8 | hash[2 * w + 1];
			level[0][made].a = made;
		}
	}
	count[0] = ROWS;
}

static void collide(unsigned int l)
{
	static uint32_t start[(1 << BITS) + 1], order[2 * ROWS];
	struct row *from = level[l], *to = level[l + 1];
	unsigned int i, j, k, w, made = 0;

	memset(start, 0, sizeof(start));
	for (i = 0; i < count[l]; i++)
		start[from[i].rest[l] + 1]++;
	for (i = 0; i < 1 << BITS; i++)
		start[i + 1] += start[i];
	for (i = count[l]; i--;)
		order[--start[from[i].rest[l] + 1]] = i;
	/* each bucket's start has moved to the place before it */
	for (i = 0; i < 1 << BITS; i++) {
		unsigned int end = i + 2 <= 1 << BITS ? start[i + 2] : count[l];

		for (j = start[i + 1]; j < end; j++) {
			for (k = j + 1; k < end && made < 2 * ROWS; k++) {
				const struct row *x = from + order[j], *y = from + order[k];
				struct row *r = to + made;

				for (w = l + 1; w < WORDS; w++)
					r->rest[w] = x->rest[w] ^ y->rest[w];
				if (l == WORDS - 2 && r->rest[WORDS - 1])
					continue;
				r->a = order[j];
				r->b = order[k];
				made++;
			}
		}
	}
	count[l + 1] = made;
}

static uint32_t *leaves(unsigned int l, uint32_t at, uint32_t *out)
{
	uint32_t *mid, *end, copy[32];

	if (!l) {
		*out = at;
		return out + 1;
	}
	mid = leaves(l - 1, level[l][at].a, out);
	end = leaves(l - 1, level[l][at].b, mid);
	if (*out > *mid) {
		memcpy(copy, out, (end - out) * 4);
		memcpy(out, copy + (mid - out), (end - mid) * 4);
		memcpy(out + (end - mid), copy, (mid - out) * 4);
	}
	return end;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(uint32_t *)a, y = *(uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* Return: how many; the first one's leaves. */
static unsigned int solve(const uint8_t header[44], uint32_t out[32])
{
	unsigned int l, i, k, found = 0;
	uint32_t have[32], sorted[32];

	first(header);
	for (l = 0; l + 1 < WORDS; l++)
		collide(l);
	for (i = 0; i < count[WORDS - 1]; i++) {
		leaves(WORDS - 1, i, have);
		memcpy(sorted, have, sizeof(have));
		qsort(sorted, 32, 4, by_number);
		for (k = 1; k < 32 && sorted[k] != sorted[k - 1]; k++)
			;
		if (k == 32 && !found++)
			memcpy(out, have, sizeof(have));
	}
	return found;
}

int main(void)
{
	uint8_t header[44] = "block header";
	uint32_t out[32], nonce;
	unsigned int l, n;

	for (l = 0; l < WORDS; l++)
		level[l] = malloc(2 * ROWS * sizeof(struct row));
	n = solve(header, out);
	header[12] = 2;
	if (n != 5 || solve(header, out) != 1 || out[0] != 165 || out[1] != 27290 ||
	    out[2] != 87424 || out[3] != 123403) {
		fprintf(stderr, "wrong result\n");
		return 1;
	}
	puts("ready");
	fflush(stdout);
	for (nonce = 0;; nonce++) {
		memcpy(header + 20, &nonce, 4);
		solve(header, out);
	}
}
