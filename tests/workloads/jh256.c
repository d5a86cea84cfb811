// SPDX-License-Identifier: GPL-2.0-only
/*
 * JH-256 with 42 rounds. Source: "The Hash Function JH", 16 January 2011. The
 * plain form of the paper, one byte for each of its 4-bit elements: it runs
 * once per CryptoNight hash and need not be fast.
 */
#include "primitives.h"

#define BLOCK		64
#define STATE		128	/* bytes */
#define ELEMENTS	256	/* of 4 bits; d = 8 */
#define C_ELEMENTS	64	/* the round constant's; d = 6 */
#define ROUNDS		42

static const u8 sbox[2][16] = {
	{ 9, 0, 4, 11, 13, 12, 3, 15, 1, 10, 2, 6, 7, 5, 8, 14 },
	{ 3, 12, 6, 13, 5, 7, 1, 9, 15, 2, 0, 4, 11, 10, 14, 8 },
};

/* the fraction of the square root of 2 */
static const u8 constant0[C_ELEMENTS / 2] = {
	0x6a, 0x09, 0xe6, 0x67, 0xf3, 0xbc, 0xc9, 0x08,
	0xb2, 0xfb, 0x13, 0x66, 0xea, 0x95, 0x7d, 0x3e,
	0x3a, 0xde, 0xc1, 0x75, 0x12, 0x77, 0x50, 0x99,
	0xda, 0x2f, 0x59, 0x0b, 0x06, 0x67, 0x32, 0x2a,
};

/* times x modulo x^4 + x + 1 */
static u8 times2(u8 a)
{
	return (a << 1 & 15) ^ a >> 3 ^ (a >> 3) << 1;
}

/* Bit @i of @constant, elements of 4 bits, the first bit the highest. */
static unsigned int constant_bit(const u8 *constant, unsigned int i)
{
	return constant[i / 4] >> (3 - i % 4) & 1;
}

/* R_d on @n = 2^d elements; @constant NULL: all its bits are zero. */
static void round_d(u8 *a, unsigned int n, const u8 *constant)
{
	u8 t[ELEMENTS];
	unsigned int i;

	for (i = 0; i < n; i++)
		t[i] = sbox[constant ? constant_bit(constant, i) : 0][a[i]];
	for (i = 0; i < n; i += 2) {
		t[i + 1] ^= times2(t[i]);
		t[i] ^= times2(t[i + 1]);
	}
	/* P_d: pi_d, then P'_d, then phi_d */
	for (i = 0; i < n; i += 4) {
		u8 x = t[i + 2];

		t[i + 2] = t[i + 3];
		t[i + 3] = x;
	}
	for (i = 0; i < n / 2; i++) {
		a[i] = t[2 * i];
		a[(n / 2 + i) ^ 1] = t[2 * i + 1];
	}
}

static unsigned int get_bit(const u8 *s, unsigned int i)
{
	return s[i / 8] >> (7 - i % 8) & 1;
}

static void put_bit(u8 *s, unsigned int i, unsigned int bit)
{
	s[i / 8] |= bit << (7 - i % 8);
}

/* Element 2i takes bits i, i+256, i+512, i+768; element 2i+1 those + 128. */
static unsigned int element_bit(unsigned int element, unsigned int bit)
{
	return element / 2 + 128 * (element % 2) + 256 * bit;
}

static void e8(u8 s[STATE])
{
	u8 a[ELEMENTS] = { 0 }, c[C_ELEMENTS];
	unsigned int i, b, r;

	for (i = 0; i < ELEMENTS; i++)
		for (b = 0; b < 4; b++)
			a[i] |= get_bit(s, element_bit(i, b)) << (3 - b);
	for (i = 0; i < C_ELEMENTS; i++)
		c[i] = constant0[i / 2] >> (i % 2 ? 0 : 4) & 15;
	for (r = 0; r < ROUNDS; r++) {
		round_d(a, ELEMENTS, c);
		round_d(c, C_ELEMENTS, NULL);
	}
	memset(s, 0, STATE);
	for (i = 0; i < ELEMENTS; i++)
		for (b = 0; b < 4; b++)
			put_bit(s, element_bit(i, b), a[i] >> (3 - b) & 1);
}

static void f8(u8 s[STATE], const u8 m[BLOCK])
{
	unsigned int i;

	for (i = 0; i < BLOCK; i++)
		s[i] ^= m[i];
	e8(s);
	for (i = 0; i < BLOCK; i++)
		s[BLOCK + i] ^= m[i];
}

void jh256(const void *in, size_t len, u8 out[32])
{
	const u8 *p = in;
	size_t rest = len % BLOCK, i;
	u8 last[2 * BLOCK] = { 0 };
	size_t padded = rest ? 2 * BLOCK : BLOCK;
	u8 s[STATE] = { 0x01, 0x00 };	/* the digest's bits, big endian */
	static const u8 zero[BLOCK];

	f8(s, zero);
	for (i = 0; i < len / BLOCK; i++)
		f8(s, p + i * BLOCK);
	memcpy(last, p + len - rest, rest);
	last[rest] = 0x80;
	put_be64(last + padded - 8, (u64)len * 8);
	for (i = 0; i < padded; i += BLOCK)
		f8(s, last + i);
	memcpy(out, s + STATE - 32, 32);
}
