// SPDX-License-Identifier: GPL-2.0-only
/* CryptoNight by an S-box of bytes and doublings, eight bits at a time. */
#include <stdint.h>

struct block {
	uint64_t lo, hi;
};

static uint8_t sbox[256];

static inline uint8_t twice(uint8_t x)
{
	return x << 1 ^ (x >> 7) * 0x1b;
}

static struct block aes_round(struct block in, struct block key)
{
	const uint8_t *x = (const uint8_t *)&in;
	uint8_t *y = (uint8_t *)&key;

	for (int c = 0; c < 4; c++) {
		uint8_t s0 = sbox[x[4 * c]];
		uint8_t s1 = sbox[x[(4 * c + 5) & 15]];
		uint8_t s2 = sbox[x[(4 * c + 10) & 15]];
		uint8_t s3 = sbox[x[(4 * c + 15) & 15]];
		uint8_t all = s0 ^ s1 ^ s2 ^ s3;

		y[4 * c] ^= s0 ^ all ^ twice(s0 ^ s1);
		y[4 * c + 1] ^= s1 ^ all ^ twice(s1 ^ s2);
		y[4 * c + 2] ^= s2 ^ all ^ twice(s2 ^ s3);
		y[4 * c + 3] ^= s3 ^ all ^ twice(s3 ^ s0);
	}
	return key;
}

static uint32_t aes_sub_word(uint32_t x)
{
	return sbox[x & 0xff] | sbox[x >> 8 & 0xff] << 8 |
	       sbox[x >> 16 & 0xff] << 16 | (uint32_t)sbox[x >> 24] << 24;
}

static void aes_prepare(void)
{
	uint8_t log[256], power[256], x = 1;

	for (int i = 0; i < 255; i++) {
		power[i] = x;
		log[x] = i;
		x ^= twice(x);
	}
	for (int i = 0; i < 256; i++) {
		uint8_t v = i ? power[(255 - log[i]) % 255] : 0, s = 0x63;

		for (int k = 0; k < 5; k++)
			s ^= v << k | v >> (8 - k);
		sbox[i] = s;
	}
}

#include "cn.h"
