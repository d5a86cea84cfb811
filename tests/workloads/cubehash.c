// SPDX-License-Identifier: GPL-2.0-only
/*
 * CubeHash16/32, 256 and 512 bits. Source: Bernstein, "CubeHash specification
 * (2.B.1)", 2009; four words per vector, as miners have it with SSE2.
 */
#include "x11.h"

#define WORDS		32
#define VECTORS		(WORDS / 4)
#define ROUNDS		16
#define BLOCK		32	/* bytes */

static __always_inline v4u32 rol(v4u32 x, unsigned int n)
{
	return x << n | x >> (32 - n);
}

static __always_inline void swap(v4u32 *a, v4u32 *b)
{
	v4u32 t = *a;

	*a = *b;
	*b = t;
}

/* @low and @high: the halves of the state */
static __always_inline void one_round(v4u32 low[4], v4u32 high[4])
{
	unsigned int i;

	for (i = 0; i < 4; i++) {
		high[i] += low[i];
		low[i] = rol(low[i], 7);
	}
	swap(low, low + 2);
	swap(low + 1, low + 3);
	for (i = 0; i < 4; i++) {
		low[i] ^= high[i];
		high[i] = __builtin_shufflevector(high[i], high[i], 2, 3, 0, 1);
	}
	for (i = 0; i < 4; i++) {
		high[i] += low[i];
		low[i] = rol(low[i], 11);
	}
	swap(low, low + 1);
	swap(low + 2, low + 3);
	for (i = 0; i < 4; i++) {
		low[i] ^= high[i];
		high[i] = __builtin_shufflevector(high[i], high[i], 1, 0, 3, 2);
	}
}

static void rounds(v4u32 x[VECTORS], unsigned int count)
{
	for (; count; count--)
		one_round(x, x + 4);
}

static void absorb(v4u32 x[VECTORS], const u8 *block)
{
	unsigned int i;

	for (i = 0; i < BLOCK / 4; i++)
		x[i / 4][i % 4] ^= get_le32(block + 4 * i);
	rounds(x, ROUNDS);
}

static void cubehash(const u8 *in, size_t len, u8 *out, size_t outlen)
{
	v4u32 x[VECTORS] = { { outlen, BLOCK, ROUNDS, 0 } };
	u8 last[BLOCK] = { 0 };
	size_t i;

	rounds(x, 10 * ROUNDS);
	for (; len >= BLOCK; len -= BLOCK, in += BLOCK)
		absorb(x, in);
	memcpy(last, in, len);
	last[len] = 0x80;
	absorb(x, last);
	x[VECTORS - 1][3] ^= 1;
	rounds(x, 10 * ROUNDS);
	for (i = 0; i < outlen / 4; i++)
		put_le32(out + 4 * i, x[i / 4][i % 4]);
}

void cubehash256(const void *in, size_t len, u8 out[32])
{
	cubehash(in, len, out, 32);
}

void cubehash512(const void *in, size_t len, u8 out[64])
{
	cubehash(in, len, out, 64);
}
