// SPDX-License-Identifier: GPL-2.0-only
/*
 * Skein-512, 256 and 512 bits. Source: "The Skein Hash Function Family",
 * version 1.3.
 */
#include "primitives.h"
#include "x11.h"

#define BLOCK		64
#define WORDS		8
#define ROUNDS		72
#define SUBKEYS		(ROUNDS / 4 + 1)
#define KEY_PARITY	0x1bd11bdaa9fc1a22	/* C240, 3.3.2 */

#define TYPE_MESSAGE	48ull	/* 3.5.1, table 6 */
#define TYPE_OUTPUT	63ull
#define TWEAK_TYPE(t)	((t) << 56)
#define TWEAK_FIRST	0x4000000000000000
#define TWEAK_FINAL	0x8000000000000000

static const u8 rotation[8][4] = {
	{ 46, 36, 19, 37 }, { 33, 27, 14, 42 }, { 17, 49, 36, 39 },
	{ 44, 9, 54, 56 }, { 39, 30, 34, 24 }, { 13, 50, 10, 17 },
	{ 25, 29, 39, 43 }, { 8, 35, 56, 22 },
};

/* Subkey @s of the key schedule @k and the tweaks @t, both repeated. */
static __always_inline void add_subkey(u64 x[WORDS], const u64 *k, const u64 *t,
				       unsigned int s)
{
	x[0] += k[s];
	x[1] += k[s + 1];
	x[2] += k[s + 2];
	x[3] += k[s + 3];
	x[4] += k[s + 4];
	x[5] += k[s + 5] + t[s];
	x[6] += k[s + 6] + t[s + 1];
	x[7] += k[s + 7] + s;
}

static __always_inline void mix(u64 x[WORDS], unsigned int a, unsigned int b,
				unsigned int rot)
{
	x[a] += x[b];
	x[b] = rol64(x[b], rot) ^ x[a];
}

/* The words stay where they are instead of being permuted after each round. */
static __always_inline void four_rounds(u64 x[WORDS], const u8 r[4][4])
{
	mix(x, 0, 1, r[0][0]);
	mix(x, 2, 3, r[0][1]);
	mix(x, 4, 5, r[0][2]);
	mix(x, 6, 7, r[0][3]);
	mix(x, 2, 1, r[1][0]);
	mix(x, 4, 7, r[1][1]);
	mix(x, 6, 5, r[1][2]);
	mix(x, 0, 3, r[1][3]);
	mix(x, 4, 1, r[2][0]);
	mix(x, 6, 3, r[2][1]);
	mix(x, 0, 5, r[2][2]);
	mix(x, 2, 7, r[2][3]);
	mix(x, 6, 1, r[3][0]);
	mix(x, 0, 7, r[3][1]);
	mix(x, 2, 5, r[3][2]);
	mix(x, 4, 3, r[3][3]);
}

/* One block of UBI: Threefish-512 of @m under @g and the tweak, plus @m. */
static void ubi_block(u64 g[WORDS], const u8 m[BLOCK], u64 t0, u64 t1)
{
	u64 k[SUBKEYS + WORDS], t[SUBKEYS + 2] = { t0, t1, t0 ^ t1 }, x[WORDS];
	unsigned int i;

	k[WORDS] = KEY_PARITY;
	for (i = 0; i < WORDS; i++) {
		k[i] = g[i];
		k[WORDS] ^= g[i];
		x[i] = get_le64(m + 8 * i);
	}
	for (i = WORDS + 1; i < SUBKEYS + WORDS; i++)
		k[i] = k[i - WORDS - 1];
	for (i = 3; i < SUBKEYS + 2; i++)
		t[i] = t[i - 3];
	for (i = 0; i < SUBKEYS - 1; i += 2) {
		add_subkey(x, k, t, i);
		four_rounds(x, rotation);
		add_subkey(x, k, t, i + 1);
		four_rounds(x, rotation + 4);
	}
	add_subkey(x, k, t, SUBKEYS - 1);
	for (i = 0; i < WORDS; i++)
		g[i] = x[i] ^ get_le64(m + 8 * i);
}

static void ubi(u64 g[WORDS], const u8 *m, size_t len, u64 type)
{
	u64 flags = TWEAK_TYPE(type) | TWEAK_FIRST;
	u8 last[BLOCK] = { 0 };
	u64 done = 0;

	for (; len > BLOCK; len -= BLOCK, m += BLOCK) {
		done += BLOCK;
		ubi_block(g, m, done, flags);
		flags &= ~TWEAK_FIRST;
	}
	memcpy(last, m, len);
	ubi_block(g, last, done + len, flags | TWEAK_FINAL);
}

/*
 * What the configuration block (table 7: schema "SHA3", version 1, and 256 or
 * 512 bits of output) makes of a chain of zeroes.
 */
static const u64 initial256[WORDS] = {
	0xccd044a12fdb3e13, 0xe83590301a79a9eb,
	0x55aea0614f816e6f, 0x2a2767a4ae9b94db,
	0xec06025e74dd7683, 0xe7a436cdc4746251,
	0xc36fbaf9393ad185, 0x3eedba1833edfc13,
};

static const u64 initial512[WORDS] = {
	0x4903adff749c51ce, 0x0d95de399746df03,
	0x8fd1934127c79bce, 0x9a255629ff352cb1,
	0x5db62599df6ca7b0, 0xeabe394ca9d5c3f4,
	0x991112c71a75b523, 0xae18a40b660fcc33,
};

static void skein512(const u64 initial[WORDS], const u8 *in, size_t len,
		     u8 *out, size_t outlen)
{
	static const u8 counter[8];
	u64 g[WORDS];
	unsigned int i;

	memcpy(g, initial, sizeof(g));
	ubi(g, in, len, TYPE_MESSAGE);
	ubi(g, counter, sizeof(counter), TYPE_OUTPUT);
	for (i = 0; i < outlen / 8; i++)
		put_le64(out + 8 * i, g[i]);
}

void skein512_256(const void *in, size_t len, u8 out[32])
{
	skein512(initial256, in, len, out, 32);
}

void skein512_512(const void *in, size_t len, u8 out[64])
{
	skein512(initial512, in, len, out, 64);
}
