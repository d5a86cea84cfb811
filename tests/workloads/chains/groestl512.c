// SPDX-License-Identifier: GPL-2.0-only
/*
 * Grøstl-512 by eight tables of 256 words, as programs without AES
 * instructions do it. Source: "Grøstl – a SHA-3 candidate", 2011, chapter 3. A
 * column is a word, its first row the lowest byte.
 */
#include "primitives.h"
#include "x11.h"

#define BLOCK	128
#define COLUMNS	16
#define ROUNDS	14

static u64 table[8][256];	/* [row]: SubBytes and MixBytes of one byte */

void groestl_table_init(void)
{
	static const u8 circ[8] = { 2, 2, 3, 4, 5, 3, 5, 7 };
	unsigned int x, row;

	for (x = 0; x < 256; x++) {
		u64 column = 0;

		for (row = 0; row < 8; row++)
			column |= (u64)aes_field_mul(aes_sub(x), circ[-row % 8]) <<
				  8 * row;
		for (row = 0; row < 8; row++)
			table[row][x] = rol64(column, 8 * row);
	}
}

/* Column @c of a round, its bytes taken from columns moved by @s. */
static __always_inline u64 column(const u64 x[COLUMNS], unsigned int c,
				  const u8 s[8])
{
	return table[0][x[(c + s[0]) % COLUMNS] & 0xff] ^
	       table[1][x[(c + s[1]) % COLUMNS] >> 8 & 0xff] ^
	       table[2][x[(c + s[2]) % COLUMNS] >> 16 & 0xff] ^
	       table[3][x[(c + s[3]) % COLUMNS] >> 24 & 0xff] ^
	       table[4][x[(c + s[4]) % COLUMNS] >> 32 & 0xff] ^
	       table[5][x[(c + s[5]) % COLUMNS] >> 40 & 0xff] ^
	       table[6][x[(c + s[6]) % COLUMNS] >> 48 & 0xff] ^
	       table[7][x[(c + s[7]) % COLUMNS] >> 56];
}

static __always_inline void one_round(u64 x[COLUMNS], const u8 s[8])
{
	u64 t[COLUMNS];

	t[0] = column(x, 0, s);
	t[1] = column(x, 1, s);
	t[2] = column(x, 2, s);
	t[3] = column(x, 3, s);
	t[4] = column(x, 4, s);
	t[5] = column(x, 5, s);
	t[6] = column(x, 6, s);
	t[7] = column(x, 7, s);
	t[8] = column(x, 8, s);
	t[9] = column(x, 9, s);
	t[10] = column(x, 10, s);
	t[11] = column(x, 11, s);
	t[12] = column(x, 12, s);
	t[13] = column(x, 13, s);
	t[14] = column(x, 14, s);
	t[15] = column(x, 15, s);
	memcpy(x, t, sizeof(t));
}

static void permute_p(u64 x[COLUMNS])
{
	static const u8 shift[8] = { 0, 1, 2, 3, 4, 5, 6, 11 };
	unsigned int r, c;

	for (r = 0; r < ROUNDS; r++) {
		for (c = 0; c < COLUMNS; c++)
			x[c] ^= c << 4 ^ r;
		one_round(x, shift);
	}
}

static void permute_q(u64 x[COLUMNS])
{
	static const u8 shift[8] = { 1, 3, 5, 11, 0, 2, 4, 6 };
	unsigned int r, c;

	for (r = 0; r < ROUNDS; r++) {
		for (c = 0; c < COLUMNS; c++)
			x[c] ^= ~((u64)(c << 4 ^ r) << 56);
		one_round(x, shift);
	}
}

static void compress(u64 h[COLUMNS], const u8 block[BLOCK])
{
	u64 p[COLUMNS], q[COLUMNS];
	unsigned int i;

	for (i = 0; i < COLUMNS; i++) {
		q[i] = get_le64(block + 8 * i);
		p[i] = q[i] ^ h[i];
	}
	permute_p(p);
	permute_q(q);
	for (i = 0; i < COLUMNS; i++)
		h[i] ^= p[i] ^ q[i];
}

void groestl512(const void *in, size_t len, u8 out[64])
{
	const u8 *m = in;
	size_t rest = len % BLOCK, i;
	u8 last[2 * BLOCK] = { 0 };
	size_t padded = rest < BLOCK - 8 ? BLOCK : 2 * BLOCK;
	u64 h[COLUMNS] = { [15] = 0x02ull << 48 };	/* 512, big endian */
	u64 p[COLUMNS];

	for (i = 0; i < len / BLOCK; i++)
		compress(h, m + i * BLOCK);
	memcpy(last, m + len - rest, rest);
	last[rest] = 0x80;
	put_be64(last + padded - 8, (len - rest + padded) / BLOCK);
	for (i = 0; i < padded; i += BLOCK)
		compress(h, last + i);
	memcpy(p, h, sizeof(p));
	permute_p(p);
	for (i = 0; i < 8; i++)
		put_le64(out + 8 * i, p[8 + i] ^ h[8 + i]);
}
