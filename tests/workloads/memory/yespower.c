// SPDX-License-Identifier: GPL-2.0-only
/*
 * yespower 1.0, without personalisation. Source: Openwall's yespower, whose
 * reference is its specification. B is kept as 64-byte blocks of 16 words in
 * the order in which Salsa20's SIMD form wants them: word i at i * 5 % 16.
 */
#include "primitives.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define WORDS		16		/* in a 64-byte block */
#define ROUNDS		3		/* of pwxform */
#define GATHER		4		/* parallel lanes of 16 bytes */
#define SBOX_LANES	2048u		/* of 16 bytes; Swidth is 11 */
#define SBOXES		3
#define SMASK		((SBOX_LANES - 1) * 16)
#define SALSA_ROUNDS	2

/* The three S-boxes change places after every pwxform; @w: next to write. */
struct sboxes {
	v2u64 *s0, *s1, *s2;
	size_t w;
};

static __always_inline void salsa20_shuffled(u32 b[WORDS])
{
	u32 x[WORDS];
	unsigned int i;

	for (i = 0; i < WORDS; i++)
		x[i * 5 % 16] = b[i];
	salsa20_core(x, SALSA_ROUNDS);
	for (i = 0; i < WORDS; i++)
		b[i] = x[i * 5 % 16];
}

/* Both halves: high word times low word, plus S0, xor S1. */
static __always_inline v2u64 multiply_lookup(v2u64 x, v2u64 s0, v2u64 s1)
{
	v2u64 high = x >> 32;

#ifdef __SSE2__
	x = (v2u64)_mm_mul_epu32((__m128i)high, (__m128i)x);
#else
	x = high * (x & 0xffffffff);
#endif
	return (x + s0) ^ s1;
}

static __always_inline v2u64 *lane(v2u64 *sbox, u32 x)
{
	return (v2u64 *)((u8 *)sbox + (x & SMASK));
}

static __always_inline void pwxform(v2u64 x[GATHER], struct sboxes *s)
{
	v2u64 *s1 = s->s1;
	unsigned int i, j;

	for (i = 0; i < ROUNDS; i++)
		for (j = 0; j < GATHER; j++) {
			x[j] = multiply_lookup(x[j], *lane(s->s0, x[j][0]),
					       *lane(s1, x[j][0] >> 32));
			if (i && j >= GATHER / 2)
				continue;
			if (j % 2)
				s1[s->w++] = x[j];
			else
				s->s0[s->w] = x[j];
		}
	s->s1 = s->s0;
	s->s0 = s->s2;
	s->s2 = s1;
	s->w %= SBOX_LANES;
}

/* @b: 2 r blocks */
static void block_mix(u32 *b, u32 r, struct sboxes *s)
{
	v2u64 x[GATHER], in[GATHER];
	u32 i, j;

	memcpy(x, b + (2 * r - 1) * WORDS, sizeof(x));
	for (i = 0; i < 2 * r; i++) {
		memcpy(in, b + i * WORDS, sizeof(in));
		for (j = 0; j < GATHER; j++)
			x[j] ^= in[j];
		pwxform(x, s);
		memcpy(b + i * WORDS, x, sizeof(x));
	}
	salsa20_shuffled(b + (2 * r - 1) * WORDS);
}

/* The plain BlockMix of scrypt with r = 1, which fills the S-boxes. */
static void block_mix_salsa(u32 b[2 * WORDS])
{
	u32 *x = b + WORDS, *y = b;
	u32 i, k;

	for (i = 0; i < 2; i++) {
		for (k = 0; k < WORDS; k++)
			y[k] ^= x[k];
		salsa20_shuffled(y);
		x = y;
		y = b + WORDS;
	}
}

static void load(u32 *x, const u8 *b, u32 blocks)
{
	u32 k, i;

	for (k = 0; k < blocks; k++)
		for (i = 0; i < WORDS; i++)
			x[k * WORDS + i] = get_le32(b + 64 * k +
						    4 * (i * 5 % 16));
}

static void store(u8 *b, const u32 *x, u32 blocks)
{
	u32 k, i;

	for (k = 0; k < blocks; k++)
		for (i = 0; i < WORDS; i++)
			put_le32(b + 64 * k + 4 * (i * 5 % 16),
				 x[k * WORDS + i]);
}

static void xor_words(u32 *x, const u32 *y, u32 words)
{
	u32 i;

	for (i = 0; i < words; i++)
		x[i] ^= y[i];
}

/* wrap() of the specification: @x to a block before @i, the newest likelier */
static u32 wrap(u32 x, u32 i)
{
	u32 n = 1u << (31 - __builtin_clz(i));

	return (x & (n - 1)) + (i - n);
}

/* SMix1: fill @v with @n rows; @s NULL: by plain Salsa20 */
static void smix1(u32 *x, u32 r, u32 n, u32 *v, struct sboxes *s)
{
	u32 words = 2 * r * WORDS, i;

	for (i = 0; i < n; i++) {
		memcpy(v + (size_t)i * words, x, words * sizeof(*x));
		if (i > 1)
			xor_words(x, v + (size_t)words *
				  wrap(x[words - WORDS], i), words);
		if (s)
			block_mix(x, r, s);
		else
			block_mix_salsa(x);
	}
}

static void smix2(u32 *x, u32 r, u32 n, u32 loops, u32 *v, struct sboxes *s)
{
	u32 words = 2 * r * WORDS, i;

	for (i = 0; i < loops; i++) {
		u32 *row = v + (size_t)words * (x[words - WORDS] & (n - 1));

		xor_words(x, row, words);
		memcpy(row, x, words * sizeof(*x));
		block_mix(x, r, s);
	}
}

size_t yespower_pad_bytes(u32 n, u32 r)
{
	return 128ul * r * (n + 2) + SBOXES * SBOX_LANES * 16;
}

void yespower(const void *in, size_t len, u32 n, u32 r, void *pad, u8 out[32])
{
	size_t bytes = 128ul * r;
	v2u64 *sbox = pad;
	struct sboxes s = { sbox, sbox + SBOX_LANES, sbox + 2 * SBOX_LANES, 0 };
	u8 *b = (u8 *)(sbox + SBOXES * SBOX_LANES);
	u32 *x = (u32 *)(b + bytes), *v = x + bytes / 4;
	u8 seed[32];
	u32 k;

	sha256(in, len, seed);
	pbkdf2_sha256(seed, sizeof(seed), NULL, 0, 1, b, bytes);
	memcpy(seed, b, sizeof(seed));

	load(x, b, 2);
	smix1(x, 1, SBOXES * SBOX_LANES * 16 / 128, (u32 *)sbox, NULL);
	store(b, x, 2);

	load(x, b, 2 * r);
	for (k = 1; k < r; k++) {
		memcpy(x + 2 * k * WORDS, x + 2 * (k - 1) * WORDS, 128);
		block_mix(x + 2 * k * WORDS, 1, &s);
	}
	smix1(x, r, n, v, &s);
	smix2(x, r, n, ((n + 2) / 3 + 1) & ~1u, v, &s);
	store(b, x, 2 * r);
	hmac_sha256(b + bytes - 64, 64, seed, sizeof(seed), out);
}
