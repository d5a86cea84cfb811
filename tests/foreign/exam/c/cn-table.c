// SPDX-License-Identifier: GPL-2.0-only
/* CryptoNight by one table of words, turned, as small cores do. */
#include <stdint.h>

struct block {
	uint64_t lo, hi;
};

static uint32_t table[256];

static inline uint32_t turn(uint32_t x, int n)
{
	return x << n | x >> (32 - n);
}

static inline struct block aes_round(struct block in, struct block key)
{
	uint32_t x[4], y[4];

	__builtin_memcpy(x, &in, 16);
	__builtin_memcpy(y, &key, 16);
	for (int c = 0; c < 4; c++)
		y[c] ^= table[x[c] & 0xff] ^
			turn(table[x[(c + 1) & 3] >> 8 & 0xff], 8) ^
			turn(table[x[(c + 2) & 3] >> 16 & 0xff], 16) ^
			turn(table[x[(c + 3) & 3] >> 24], 24);
	__builtin_memcpy(&in, y, 16);
	return in;
}

static uint32_t aes_sub_word(uint32_t x)
{
	uint32_t y = 0;

	for (int i = 0; i < 32; i += 8)
		y |= (table[x >> i & 0xff] >> 8 & 0xff) << i;
	return y;
}

static void aes_prepare(void)
{
	uint8_t p = 1, q = 1;

	do {
		p = p ^ p << 1 ^ (p & 0x80 ? 0x1b : 0);
		q ^= q << 1;
		q ^= q << 2;
		q ^= q << 4;
		if (q & 0x80)
			q ^= 9;
		uint8_t s = q ^ (q << 1 | q >> 7) ^ (q << 2 | q >> 6) ^
			    (q << 3 | q >> 5) ^ (q << 4 | q >> 4) ^ 0x63;
		uint8_t d = s << 1 ^ (s & 0x80 ? 0x1b : 0);

		table[p] = d | s << 8 | s << 16 | (uint32_t)(uint8_t)(d ^ s) << 24;
	} while (p != 1);
	table[0] = 0xc6 | 0x63 << 8 | 0x63 << 16 | 0xa5u << 24;
}

#include "cn.h"
