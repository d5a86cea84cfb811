// SPDX-License-Identifier: GPL-2.0-only
/*
 * A test of a generator: xoshiro128++ (Blackman, Vigna) draws numbers, which
 * are hashed by BLAKE2b. It rotates words by 7 and by 11, as CubeHash does, and
 * beside it is what Lyra2 is made of.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint32_t s[4] = { 0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x85ebca6b };

static uint32_t rol(uint32_t x, int n)
{
	return x << n | x >> (32 - n);
}

static uint32_t next(void)
{
	uint32_t result = rol(s[0] + s[3], 7) + s[0], t = s[1] << 9;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rol(s[3], 11);
	return result;
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

static uint64_t ror64(uint64_t x, int n)
{
	return x >> n | x << (64 - n);
}

static void g(uint64_t *v, int a, int b, int c, int d, uint64_t x, uint64_t y)
{
	v[a] += v[b] + x;
	v[d] = ror64(v[d] ^ v[a], 32);
	v[c] += v[d];
	v[b] = ror64(v[b] ^ v[c], 24);
	v[a] += v[b] + y;
	v[d] = ror64(v[d] ^ v[a], 16);
	v[c] += v[d];
	v[b] = ror64(v[b] ^ v[c], 63);
}

/* One block of a chain of them. */
static void blake2b(uint64_t *h, const uint64_t *m)
{
	uint64_t v[16];

	memcpy(v, h, 64);
	memcpy(v + 8, iv, 64);
	for (int i = 0; i < 12; i++) {
		const uint8_t *p = sigma[i % 10];

		for (int k = 0; k < 4; k++)
			g(v, k, k + 4, k + 8, k + 12, m[p[2 * k]],
			  m[p[2 * k + 1]]);
		for (int k = 0; k < 4; k++)
			g(v, k, (k + 1) % 4 + 4, (k + 2) % 4 + 8,
			  (k + 3) % 4 + 12, m[p[2 * k + 8]],
			  m[p[2 * k + 9]]);
	}
	for (int i = 0; i < 8; i++)
		h[i] ^= v[i] ^ v[i + 8];
}

int main(void)
{
	uint64_t h[8], m[16];
	uint32_t words[1024];

	memcpy(h, iv, 64);
	for (;;) {
		for (int i = 0; i < 1024; i++)
			words[i] = next();
		for (int i = 0; i < 1024; i += 32) {
			memcpy(m, words + i, sizeof(m));
			if (!(i & 127))
				blake2b(h, m);
		}
		if (!h[0])
			printf("%llx\n", (unsigned long long)h[1]);
	}
}
