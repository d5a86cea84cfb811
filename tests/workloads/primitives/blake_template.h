/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The compression function of BLAKE, "SHA-3 proposal BLAKE", version 1.4, 2.1
 * and 2.2, rounds written out as in miners. The including file defines word
 * (u32 or u64), BLAKE_ROR(x, n), BLAKE_ROT (four amounts), BLAKE_ROUNDS (14 or
 * 16), BLAKE_GET (big endian) and BLAKE_PI (16 words).
 */
#include "blake_sigma.h"

#define BLAKE_BLOCK	(16 * sizeof(word))

static const word blake_pi[16] = BLAKE_PI;
static const u8 blake_rot[4] = BLAKE_ROT;

static __always_inline void blake_g(word v[16], unsigned int a, unsigned int b,
				    unsigned int c, unsigned int d,
				    const word m[16], const u8 s[2])
{
	v[a] += v[b] + (m[s[0]] ^ blake_pi[s[1]]);
	v[d] = BLAKE_ROR(v[d] ^ v[a], blake_rot[0]);
	v[c] += v[d];
	v[b] = BLAKE_ROR(v[b] ^ v[c], blake_rot[1]);
	v[a] += v[b] + (m[s[1]] ^ blake_pi[s[0]]);
	v[d] = BLAKE_ROR(v[d] ^ v[a], blake_rot[2]);
	v[c] += v[d];
	v[b] = BLAKE_ROR(v[b] ^ v[c], blake_rot[3]);
}

static __always_inline void blake_round(word v[16], const word m[16],
					const u8 s[16])
{
	blake_g(v, 0, 4, 8, 12, m, s);
	blake_g(v, 1, 5, 9, 13, m, s + 2);
	blake_g(v, 2, 6, 10, 14, m, s + 4);
	blake_g(v, 3, 7, 11, 15, m, s + 6);
	blake_g(v, 0, 5, 10, 15, m, s + 8);
	blake_g(v, 1, 6, 11, 12, m, s + 10);
	blake_g(v, 2, 7, 8, 13, m, s + 12);
	blake_g(v, 3, 4, 9, 14, m, s + 14);
}

/* @bits: message bits hashed so far, 0 for a block of padding only */
static void blake_compress(word h[8], const u8 *block, u64 bits)
{
	const u8 (*s)[16] = blake_sigma;
	word m[16], v[16];
	unsigned int i;

	for (i = 0; i < 16; i++)
		m[i] = BLAKE_GET(block + sizeof(word) * i);
	memcpy(v, h, 8 * sizeof(word));
	memcpy(v + 8, blake_pi, 8 * sizeof(word));
	v[12] ^= (word)bits;
	v[13] ^= (word)bits;
	if (sizeof(word) == 4) {
		v[14] ^= bits >> 32;
		v[15] ^= bits >> 32;
	}
	blake_round(v, m, s[0]);
	blake_round(v, m, s[1]);
	blake_round(v, m, s[2]);
	blake_round(v, m, s[3]);
	blake_round(v, m, s[4]);
	blake_round(v, m, s[5]);
	blake_round(v, m, s[6]);
	blake_round(v, m, s[7]);
	blake_round(v, m, s[8]);
	blake_round(v, m, s[9]);
	blake_round(v, m, s[0]);
	blake_round(v, m, s[1]);
	blake_round(v, m, s[2]);
	blake_round(v, m, s[3]);
	if (BLAKE_ROUNDS == 16) {
		blake_round(v, m, s[4]);
		blake_round(v, m, s[5]);
	}
	for (i = 0; i < 8; i++)
		h[i] ^= v[i] ^ v[i + 8];
}

static void blake_hash(word h[8], const u8 *in, size_t len)
{
	u64 bits = (u64)len * 8;
	size_t rest = len % BLAKE_BLOCK, i;
	size_t length = 2 * sizeof(word);	/* its field */
	u8 last[2 * BLAKE_BLOCK] = { 0 };
	size_t padded = rest < BLAKE_BLOCK - length ? BLAKE_BLOCK :
						      2 * BLAKE_BLOCK;

	for (i = 0; i < len / BLAKE_BLOCK; i++)
		blake_compress(h, in + i * BLAKE_BLOCK,
			       (i + 1) * BLAKE_BLOCK * 8ull);
	memcpy(last, in + len - rest, rest);
	last[rest] = 0x80;
	last[padded - length - 1] |= 0x01;
	put_be64(last + padded - 8, bits);
	blake_compress(h, last, rest ? bits : 0);
	if (padded > BLAKE_BLOCK)
		blake_compress(h, last + BLAKE_BLOCK, 0);
}
