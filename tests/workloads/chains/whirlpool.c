// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whirlpool by eight tables of 256 words. Source: Barreto, Rijmen: "The
 * Whirlpool hashing function", revised 2003 (ISO/IEC 10118-3). The tables are
 * computed from the mini-boxes of its appendix B.
 */
#include "x11.h"

#define BLOCK	64
#define WORDS	8
#define ROUNDS	10

static u8 sbox[256];
static u64 table[8][256];

/* modulo x^8 + x^4 + x^3 + x^2 + 1 */
static u8 times(u8 x, u8 y)
{
	u8 r = 0;

	for (; y; y >>= 1) {
		if (y & 1)
			r ^= x;
		x = x << 1 ^ (x & 0x80 ? 0x1d : 0);
	}
	return r;
}

static void sbox_init(void)
{
	static const u8 e[16] = {
		1, 11, 9, 12, 13, 6, 15, 3, 14, 8, 7, 4, 10, 2, 5, 0
	};
	static const u8 r[16] = {
		7, 12, 11, 13, 14, 4, 9, 15, 6, 3, 8, 10, 2, 5, 1, 0
	};
	u8 inverse[16];
	unsigned int i;

	for (i = 0; i < 16; i++)
		inverse[e[i]] = i;
	for (i = 0; i < 256; i++) {
		u8 u = e[i >> 4], v = inverse[i & 15], w = r[u ^ v];

		sbox[i] = e[u ^ w] << 4 | inverse[v ^ w];
	}
}

void whirlpool_table_init(void)
{
	static const u8 circ[8] = { 1, 1, 4, 1, 8, 5, 2, 9 };
	unsigned int x, i;

	sbox_init();
	for (x = 0; x < 256; x++) {
		u64 row = 0;

		for (i = 0; i < 8; i++)
			row |= (u64)times(sbox[x], circ[i]) << 8 * i;
		for (i = 0; i < 8; i++)
			table[i][x] = rol64(row, 8 * i);
	}
}

static __always_inline u64 element(const u64 n[WORDS], unsigned int i)
{
	return table[0][n[i] & 0xff] ^
	       table[1][n[(i + 7) % WORDS] >> 8 & 0xff] ^
	       table[2][n[(i + 6) % WORDS] >> 16 & 0xff] ^
	       table[3][n[(i + 5) % WORDS] >> 24 & 0xff] ^
	       table[4][n[(i + 4) % WORDS] >> 32 & 0xff] ^
	       table[5][n[(i + 3) % WORDS] >> 40 & 0xff] ^
	       table[6][n[(i + 2) % WORDS] >> 48 & 0xff] ^
	       table[7][n[(i + 1) % WORDS] >> 56];
}

static __always_inline void one_round(u64 n[WORDS], const u64 key[WORDS])
{
	u64 t[WORDS];

	t[0] = element(n, 0) ^ key[0];
	t[1] = element(n, 1) ^ key[1];
	t[2] = element(n, 2) ^ key[2];
	t[3] = element(n, 3) ^ key[3];
	t[4] = element(n, 4) ^ key[4];
	t[5] = element(n, 5) ^ key[5];
	t[6] = element(n, 6) ^ key[6];
	t[7] = element(n, 7) ^ key[7];
	memcpy(n, t, sizeof(t));
}

static void compress(u64 h[WORDS], const u8 block[BLOCK])
{
	u64 n[WORDS], k[WORDS], constant[WORDS] = { 0 };
	unsigned int i;

	for (i = 0; i < WORDS; i++) {
		k[i] = h[i];
		n[i] = get_le64(block + 8 * i) ^ h[i];
	}
	for (i = 0; i < ROUNDS; i++) {
		constant[0] = get_le64(sbox + 8 * i);
		one_round(k, constant);
		one_round(n, k);
	}
	for (i = 0; i < WORDS; i++)
		h[i] ^= n[i] ^ get_le64(block + 8 * i);
}

void whirlpool(const void *in, size_t len, u8 out[64])
{
	const u8 *p = in;
	size_t rest = len % BLOCK, i;
	u8 last[2 * BLOCK] = { 0 };
	size_t padded = rest < BLOCK - 32 ? BLOCK : 2 * BLOCK;
	u64 h[WORDS] = { 0 };

	for (i = 0; i < len / BLOCK; i++)
		compress(h, p + i * BLOCK);
	memcpy(last, p + len - rest, rest);
	last[rest] = 0x80;
	put_be64(last + padded - 8, (u64)len * 8);
	for (i = 0; i < padded; i += BLOCK)
		compress(h, last + i);
	for (i = 0; i < WORDS; i++)
		put_le64(out + 8 * i, h[i]);
}
