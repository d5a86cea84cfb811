/* SPDX-License-Identifier: GPL-2.0-only */
/* Keccak-f[1600] and its sponge, after FIPS 202; the compact form in loops. */
#ifndef EXAM_KECCAK_H
#define EXAM_KECCAK_H
#include <stdint.h>
#include <string.h>

static const uint64_t keccak_rc[24] = {
	0x0000000000000001, 0x0000000000008082, 0x800000000000808a,
	0x8000000080008000, 0x000000000000808b, 0x0000000080000001,
	0x8000000080008081, 0x8000000000008009, 0x000000000000008a,
	0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
	0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
	0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
	0x000000000000800a, 0x800000008000000a, 0x8000000080008081,
	0x8000000000008080, 0x0000000080000001, 0x8000000080008008
};
static const uint8_t keccak_rho[24] = {
	1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14,
	27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
};
static const uint8_t keccak_pi[24] = {
	10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4,
	15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
};

static inline uint64_t rotl64(uint64_t x, int n)
{
	return x << n | x >> (64 - n);
}

static void keccak_rounds(uint64_t *s, int rounds)
{
	for (int r = 24 - rounds; r < 24; r++) {
		uint64_t c[5];

		for (int i = 0; i < 5; i++)
			c[i] = s[i] ^ s[i + 5] ^ s[i + 10] ^ s[i + 15] ^ s[i + 20];
		for (int i = 0; i < 5; i++) {
			uint64_t d = c[(i + 4) % 5] ^ rotl64(c[(i + 1) % 5], 1);

			for (int j = 0; j < 25; j += 5)
				s[i + j] ^= d;
		}
		uint64_t t = s[1];

		for (int i = 0; i < 24; i++) {
			uint64_t u = s[keccak_pi[i]];

			s[keccak_pi[i]] = rotl64(t, keccak_rho[i]);
			t = u;
		}
		for (int j = 0; j < 25; j += 5) {
			for (int i = 0; i < 5; i++)
				c[i] = s[j + i];
			for (int i = 0; i < 5; i++)
				s[j + i] = c[i] ^ (~c[(i + 1) % 5] & c[(i + 2) % 5]);
		}
		s[0] ^= keccak_rc[r];
	}
}

static void keccak_sponge(const void *in, size_t n, int rate, int pad,
			  int rounds, void *out, size_t out_n)
{
	uint64_t s[25] = { 0 };
	uint8_t *b = (uint8_t *)s;
	const uint8_t *p = in;
	size_t at = 0;

	for (; n; n--) {
		b[at++] ^= *p++;
		if (at == (size_t)rate) {
			keccak_rounds(s, rounds);
			at = 0;
		}
	}
	b[at] ^= pad;
	b[rate - 1] ^= 0x80;
	keccak_rounds(s, rounds);
	while (out_n > (size_t)rate) {
		memcpy(out, s, rate);
		out = (uint8_t *)out + rate;
		out_n -= rate;
		keccak_rounds(s, rounds);
	}
	memcpy(out, s, out_n);
}
#endif
