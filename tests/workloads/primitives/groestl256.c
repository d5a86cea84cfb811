// SPDX-License-Identifier: GPL-2.0-only
/*
 * Grøstl-256. Source: "Grøstl – a SHA-3 candidate", 2011, chapter 3. The state
 * is a matrix of 8 x 8 bytes, stored column by column: byte (row, col) is
 * s[8 * col + row].
 */
#include "primitives.h"

#define BLOCK	64
#define ROUNDS	10

static const u8 shift_p[8] = { 0, 1, 2, 3, 4, 5, 6, 7 };
static const u8 shift_q[8] = { 1, 3, 5, 7, 0, 2, 4, 6 };

/* SubBytes and ShiftBytes in one: @to gets the shifted matrix */
static void sub_shift(const u8 from[BLOCK], u8 to[BLOCK], const u8 shift[8])
{
	unsigned int row, col;

	for (col = 0; col < 8; col++)
		for (row = 0; row < 8; row++)
			to[8 * col + row] = aes_sub(from[8 * ((col + shift[row])
							 % 8) + row]);
}

static void mix_bytes(const u8 from[BLOCK], u8 to[BLOCK])
{
	static const u8 circ[8] = { 2, 2, 3, 4, 5, 3, 5, 7 };
	unsigned int col, row, i;

	for (col = 0; col < 8; col++)
		for (row = 0; row < 8; row++) {
			u8 x = 0;

			for (i = 0; i < 8; i++)
				x ^= aes_field_mul(from[8 * col + i],
					 circ[(i - row) % 8]);
			to[8 * col + row] = x;
		}
}

static void permute(u8 s[BLOCK], bool q)
{
	u8 t[BLOCK];
	unsigned int r, i;

	for (r = 0; r < ROUNDS; r++) {
		for (i = 0; q && i < BLOCK; i++)
			s[i] ^= 0xff;
		for (i = 0; i < 8; i++)
			s[8 * i + (q ? 7 : 0)] ^= i << 4 ^ r;
		sub_shift(s, t, q ? shift_q : shift_p);
		mix_bytes(t, s);
	}
}

static void compress(u8 h[BLOCK], const u8 m[BLOCK])
{
	u8 p[BLOCK], q[BLOCK];
	unsigned int i;

	for (i = 0; i < BLOCK; i++)
		p[i] = h[i] ^ m[i];
	memcpy(q, m, BLOCK);
	permute(p, false);
	permute(q, true);
	for (i = 0; i < BLOCK; i++)
		h[i] ^= p[i] ^ q[i];
}

void groestl256(const void *in, size_t len, u8 out[32])
{
	const u8 *m = in;
	size_t rest = len % BLOCK, i;
	u8 last[2 * BLOCK] = { 0 };
	size_t padded = rest < BLOCK - 8 ? BLOCK : 2 * BLOCK;
	u8 h[BLOCK] = { [62] = 0x01 };	/* the digest's bits, big endian */
	u8 p[BLOCK];

	for (i = 0; i < len / BLOCK; i++)
		compress(h, m + i * BLOCK);
	memcpy(last, m + len - rest, rest);
	last[rest] = 0x80;
	put_be64(last + padded - 8, (len - rest + padded) / BLOCK);
	for (i = 0; i < padded; i += BLOCK)
		compress(h, last + i);
	memcpy(p, h, BLOCK);
	permute(p, false);
	for (i = 0; i < 32; i++)
		out[i] = p[32 + i] ^ h[32 + i];
}
