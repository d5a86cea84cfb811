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

/* the states that 10 * ROUNDS rounds make of the parameters */
static const v4u32 initial256[VECTORS] = {
	{ 0xea2bd4b4, 0xccd6f29f, 0x63117e71, 0x35481eae },
	{ 0x22512d5b, 0xe5d94e63, 0x7e624131, 0xf4cc12be },
	{ 0xc2d0b696, 0x42af2070, 0xd0720c35, 0x3361da8c },
	{ 0x28cceca4, 0x8ef8ad83, 0x4680ac00, 0x40e5fbab },
	{ 0xd89041c3, 0x6107fbd5, 0x6c859d41, 0xf0b26679 },
	{ 0x09392549, 0x5fa25603, 0x65c892fd, 0x93cb6285 },
	{ 0x2af2b5ae, 0x9e4b4e60, 0x774abfdd, 0x85254725 },
	{ 0x15815aeb, 0x4ab6aad6, 0x9cdaf8af, 0xd6032c0a },
};

static const v4u32 initial512[VECTORS] = {
	{ 0x2aea2a61, 0x50f494d4, 0x2d538b8b, 0x4167d83e },
	{ 0x3fee2313, 0xc701cf8c, 0xcc39968e, 0x50ac5695 },
	{ 0x4d42c787, 0xa647a8b3, 0x97cf0bef, 0x825b4537 },
	{ 0xeef864d2, 0xf22090c4, 0xd0e5cd33, 0xa23911ae },
	{ 0xfcd398d9, 0x148fe485, 0x1b017bef, 0xb6444532 },
	{ 0x6a536159, 0x2ff5781c, 0x91fa7934, 0x0dbadea9 },
	{ 0xd65c8a2b, 0xa5a70e75, 0xb1c62456, 0xbc796576 },
	{ 0x1921c8f7, 0xe7989af1, 0x7795d246, 0xd43e3b44 },
};

static void cubehash(const v4u32 initial[VECTORS], const u8 *in, size_t len,
		     u8 *out, size_t outlen)
{
	v4u32 x[VECTORS];
	u8 last[BLOCK] = { 0 };
	size_t i;

	memcpy(x, initial, sizeof(x));
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
	cubehash(initial256, in, len, out, 32);
}

void cubehash512(const void *in, size_t len, u8 out[64])
{
	cubehash(initial512, in, len, out, 64);
}
