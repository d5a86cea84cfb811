// SPDX-License-Identifier: GPL-2.0-only
/* BLAKE-256, 14 rounds. Source: "SHA-3 proposal BLAKE", version 1.4, 2.1. */
#include "primitives.h"

#define BLOCK	64
#define ROUNDS	14

/* the first digits of pi */
static const u32 pi[16] = {
	0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344,
	0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89,
	0x452821e6, 0x38d01377, 0xbe5466cf, 0x34e90c6c,
	0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5, 0xb5470917,
};

static void g(u32 v[16], const u8 idx[4], const u32 m[16], const u8 s[2])
{
	u32 x[4] = { v[idx[0]], v[idx[1]], v[idx[2]], v[idx[3]] };
	unsigned int i;

	x[0] += x[1] + (m[s[0]] ^ pi[s[1]]);
	x[3] = ror32(x[3] ^ x[0], 16);
	x[2] += x[3];
	x[1] = ror32(x[1] ^ x[2], 12);
	x[0] += x[1] + (m[s[1]] ^ pi[s[0]]);
	x[3] = ror32(x[3] ^ x[0], 8);
	x[2] += x[3];
	x[1] = ror32(x[1] ^ x[2], 7);
	for (i = 0; i < 4; i++)
		v[idx[i]] = x[i];
}

/* @bits: message bits hashed so far, 0 for a block of padding only */
static void compress(u32 h[8], const u8 block[BLOCK], u64 bits)
{
	static const u8 idx[8][4] = {	/* four columns, four diagonals */
		{ 0, 4, 8, 12 }, { 1, 5, 9, 13 }, { 2, 6, 10, 14 },
		{ 3, 7, 11, 15 }, { 0, 5, 10, 15 }, { 1, 6, 11, 12 },
		{ 2, 7, 8, 13 }, { 3, 4, 9, 14 },
	};
	u32 m[16], v[16];
	unsigned int r, i;

	for (i = 0; i < 16; i++)
		m[i] = get_be32(block + 4 * i);
	memcpy(v, h, 32);
	memcpy(v + 8, pi, 32);
	v[12] ^= (u32)bits;
	v[13] ^= (u32)bits;
	v[14] ^= bits >> 32;
	v[15] ^= bits >> 32;
	for (r = 0; r < ROUNDS; r++)
		for (i = 0; i < 8; i++)
			g(v, idx[i], m, &blake_sigma[r % 10][2 * i]);
	for (i = 0; i < 8; i++)
		h[i] ^= v[i] ^ v[i + 8];
}

void blake256(const void *in, size_t len, u8 out[32])
{
	const u8 *p = in;
	u64 bits = (u64)len * 8;
	size_t rest = len % BLOCK;
	u8 last[2 * BLOCK] = { 0 };
	size_t padded = rest < BLOCK - 8 ? BLOCK : 2 * BLOCK;
	u32 h[8];
	unsigned int i;

	memcpy(h, sha256_iv, sizeof(h));	/* BLAKE-256 shares it */
	for (i = 0; i < len / BLOCK; i++)
		compress(h, p + i * BLOCK, (i + 1) * BLOCK * 8ull);
	memcpy(last, p + len - rest, rest);
	last[rest] = 0x80;
	last[padded - 9] |= 0x01;
	put_be64(last + padded - 8, bits);
	compress(h, last, rest ? bits : 0);
	if (padded > BLOCK)
		compress(h, last + BLOCK, 0);
	for (i = 0; i < 8; i++)
		put_be32(out + 4 * i, h[i]);
}
