// SPDX-License-Identifier: GPL-2.0-only
/*
 * SIMD-512: a number theoretic transform modulo 257 expands the message, then
 * four rounds on four vectors of eight words. Source: Leurent, Bouillaguet,
 * Fouque: "SIMD is a message digest", 2009.
 */
#include "x11.h"

#define BLOCK	128
#define POINTS	256
#define MODULUS	257
#define ALPHA	41	/* of order 256 */
#define BETA	163	/* its inverse */
#define LANES	8

static s32 power[POINTS];
static s32 offset[2][POINTS];	/* added to the transform; [1]: last block */

void simd_table_init(void)
{
	unsigned int i, a = 1, b = 1, b3 = 1;

	for (i = 0; i < POINTS; i++) {
		power[i] = a;
		offset[0][i] = b;
		offset[1][i] = (b + b3) % MODULUS;
		a = a * ALPHA % MODULUS;
		b = b * BETA % MODULUS;
		b3 = b3 * BETA % MODULUS * BETA % MODULUS * BETA % MODULUS;
	}
}

/* Partial reductions: 256 is -1, 65536 is 1. */
static __always_inline s32 fold8(s32 x)
{
	return (x & 0xff) - (x >> 8);
}

static __always_inline s32 fold16(s32 x)
{
	return (x & 0xffff) + (x >> 16);
}

/* Eight points of four bytes, @s apart; the other four are zero. */
static __always_inline void ntt8(const u8 *x, unsigned int s, s32 d[8])
{
	s32 x0 = x[0], x1 = x[s], x2 = x[2 * s], x3 = x[3 * s];
	s32 a0 = x0 + x2, a1 = x0 + (x2 << 4);
	s32 a2 = x0 - x2, a3 = x0 - (x2 << 4);
	s32 b0 = x1 + x3, b1 = fold8((x1 << 2) + (x3 << 6));
	s32 b2 = (x1 << 4) - (x3 << 4), b3 = fold8((x1 << 6) + (x3 << 2));

	d[0] = a0 + b0;
	d[1] = a1 + b1;
	d[2] = a2 + b2;
	d[3] = a3 + b3;
	d[4] = a0 - b0;
	d[5] = a1 - b1;
	d[6] = a2 - b2;
	d[7] = a3 - b3;
}

/* The root of order 16 is 2. */
static __always_inline void ntt16(const u8 *x, unsigned int s, s32 *q)
{
	s32 d[8], e[8];
	unsigned int i;

	ntt8(x, 2 * s, d);
	ntt8(x + s, 2 * s, e);
	for (i = 0; i < 8; i++) {
		q[i] = d[i] + e[i] * (1 << i);
		q[i + 8] = d[i] - e[i] * (1 << i);
	}
}

static __always_inline void butterflies(s32 *q, unsigned int half)
{
	unsigned int i;
	s32 m, t;

	for (i = 0; i < half; i++) {
		m = q[i];
		t = fold16(q[i + half] * power[i * (POINTS / 2 / half)]);
		q[i] = m + t;
		q[i + half] = m - t;
	}
}

static void ntt64(const u8 *x, s32 *q)
{
	ntt16(x, 16, q);
	ntt16(x + 8, 16, q + 16);
	butterflies(q, 16);
	ntt16(x + 4, 16, q + 32);
	ntt16(x + 12, 16, q + 48);
	butterflies(q + 32, 16);
	butterflies(q, 32);
}

static void ntt256(const u8 block[BLOCK], s32 q[POINTS], bool last)
{
	unsigned int i;
	s32 t;

	ntt64(block, q);
	ntt64(block + 2, q + 64);
	butterflies(q, 64);
	ntt64(block + 1, q + 128);
	ntt64(block + 3, q + 192);
	butterflies(q + 128, 64);
	butterflies(q, 128);
	for (i = 0; i < POINTS; i++) {
		t = fold8(fold8(fold16(q[i] + offset[last][i])));
		q[i] = t <= 128 ? t : t - MODULUS;
	}
}

/* Eight expanded words: @lo and @hi halves, times @factor. */
static __always_inline void expand(const s32 *lo, const s32 *hi, s32 factor,
				   u32 w[LANES])
{
	unsigned int i;

	for (i = 0; i < LANES; i++)
		w[i] = ((u32)(lo[2 * i] * factor) & 0xffff) |
		       (u32)(hi[2 * i] * factor) << 16;
}

struct state {
	u32 a[LANES], b[LANES], c[LANES], d[LANES];
};

static __always_inline void step(struct state *s, const u32 w[LANES], bool maj,
				 unsigned int r, unsigned int t,
				 unsigned int swap)
{
	u32 rotated[LANES], f;
	unsigned int i;

	for (i = 0; i < LANES; i++)
		rotated[i] = rol32(s->a[i], r);
	for (i = 0; i < LANES; i++) {
		f = maj ? (s->a[i] & s->b[i]) |
			  ((s->a[i] | s->b[i]) & s->c[i]) :
			  ((s->b[i] ^ s->c[i]) & s->a[i]) ^ s->c[i];
		s->a[i] = rol32(s->d[i] + w[i] + f, t) + rotated[i ^ swap];
		s->d[i] = s->c[i];
		s->c[i] = s->b[i];
		s->b[i] = rotated[i];
	}
}

/* Where the words of each step come from in the transform, by 16 points. */
static const u8 order[4][8] = {
	{ 4, 6, 0, 2, 7, 5, 3, 1 }, { 15, 11, 12, 8, 9, 13, 10, 14 },
	{ 17, 18, 23, 20, 22, 21, 16, 19 },
	{ 30, 24, 25, 31, 27, 29, 28, 26 },
};

static __always_inline void eight_steps(struct state *s, const s32 q[POINTS],
					unsigned int round, const u8 swap[8],
					const u8 p[4])
{
	/* the first rounds take pairs, the others points half a block apart */
	static const s16 lo[4] = { 0, 0, -256, -383 };
	static const s16 hi[4] = { 1, 1, -128, -255 };
	s32 factor = round < 2 ? 185 : 233;
	u32 w[8][LANES];
	unsigned int i;

	for (i = 0; i < 8; i++) {
		int from = 16 * order[round][i];

		expand(q + from + lo[round], q + from + hi[round], factor,
		       w[i]);
	}
	step(s, w[0], false, p[0], p[1], swap[0]);
	step(s, w[1], false, p[1], p[2], swap[1]);
	step(s, w[2], false, p[2], p[3], swap[2]);
	step(s, w[3], false, p[3], p[0], swap[3]);
	step(s, w[4], true, p[0], p[1], swap[4]);
	step(s, w[5], true, p[1], p[2], swap[5]);
	step(s, w[6], true, p[2], p[3], swap[6]);
	step(s, w[7], true, p[3], p[0], swap[7]);
}

static void compress(struct state *h, const u8 block[BLOCK], bool last)
{
	static const u8 swap[11] = { 1, 6, 2, 3, 5, 7, 4, 1, 6, 2, 3 };
	static const u8 p[4][4] = {
		{ 3, 23, 17, 27 }, { 28, 19, 22, 7 }, { 29, 9, 15, 5 },
		{ 4, 13, 10, 25 },
	};
	struct state s = *h;
	s32 q[POINTS];
	unsigned int i;

	ntt256(block, q, last);
	for (i = 0; i < LANES; i++) {
		s.a[i] ^= get_le32(block + 4 * i);
		s.b[i] ^= get_le32(block + 32 + 4 * i);
		s.c[i] ^= get_le32(block + 64 + 4 * i);
		s.d[i] ^= get_le32(block + 96 + 4 * i);
	}
	eight_steps(&s, q, 0, swap, p[0]);
	eight_steps(&s, q, 1, swap + 1, p[1]);
	eight_steps(&s, q, 2, swap + 2, p[2]);
	eight_steps(&s, q, 3, swap + 3, p[3]);
	step(&s, h->a, false, 4, 13, swap[4]);
	step(&s, h->b, false, 13, 10, swap[5]);
	step(&s, h->c, false, 10, 25, swap[6]);
	step(&s, h->d, false, 25, 4, swap[0]);
	*h = s;
}

void simd512(const void *in, size_t len, u8 out[64])
{
	struct state h = {
		{ 0x0ba16b95, 0x72f999ad, 0x9fecc2ae, 0xba3264fc,
		  0x5e894929, 0x8e9f30e5, 0x2f1daa37, 0xf0f2c558 },
		{ 0xac506643, 0xa90635a5, 0xe25b878b, 0xaab7878f,
		  0x88817f7a, 0x0a02892b, 0x559a7550, 0x598f657e },
		{ 0x7eef60a1, 0x6b70e3e8, 0x9c1714d1, 0xb958e2a8,
		  0xab02675e, 0xed1c014f, 0xcd8d65bb, 0xfdb7a257 },
		{ 0x09254899, 0xd699c7bc, 0x9019b6dc, 0x2b9022e4,
		  0x8fa14956, 0x21bf9bd3, 0xb94d0943, 0x6ffddc22 },
	};
	const u8 *p = in;
	size_t rest = len % BLOCK;
	u8 last[BLOCK] = { 0 };
	unsigned int i;

	for (i = 0; i < len / BLOCK; i++)
		compress(&h, p + i * BLOCK, false);
	if (rest) {
		memcpy(last, p + len - rest, rest);
		compress(&h, last, false);
		memset(last, 0, sizeof(last));
	}
	put_le64(last, (u64)len * 8);
	compress(&h, last, true);
	for (i = 0; i < LANES; i++) {
		put_le32(out + 4 * i, h.a[i]);
		put_le32(out + 32 + 4 * i, h.b[i]);
	}
}
