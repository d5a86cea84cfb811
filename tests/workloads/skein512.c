// SPDX-License-Identifier: GPL-2.0-only
/* Skein-512-256. Source: "The Skein Hash Function Family", version 1.3. */
#include "primitives.h"

#define BLOCK		64
#define WORDS		8
#define ROUNDS		72
#define KEY_PARITY	0x1bd11bdaa9fc1a22	/* C240, 3.3.2 */

#define TYPE_CONFIG	4ull	/* 3.5.1, table 6 */
#define TYPE_MESSAGE	48ull
#define TYPE_OUTPUT	63ull
#define TWEAK_TYPE(t)	((t) << 56)
#define TWEAK_FIRST	0x4000000000000000
#define TWEAK_FINAL	0x8000000000000000

#define SCHEMA		0x133414853	/* "SHA3", version 1 */

static const u8 rotation[8][4] = {
	{ 46, 36, 19, 37 }, { 33, 27, 14, 42 }, { 17, 49, 36, 39 },
	{ 44, 9, 54, 56 }, { 39, 30, 34, 24 }, { 13, 50, 10, 17 },
	{ 25, 29, 39, 43 }, { 8, 35, 56, 22 },
};

static void add_subkey(u64 x[WORDS], const u64 k[WORDS + 1], const u64 t[3],
		       unsigned int s)
{
	unsigned int i;

	for (i = 0; i < WORDS; i++)
		x[i] += k[(s + i) % (WORDS + 1)];
	x[5] += t[s % 3];
	x[6] += t[(s + 1) % 3];
	x[7] += s;
}

static void mix_permute(u64 x[WORDS], unsigned int round)
{
	static const u8 from[WORDS] = { 2, 1, 4, 7, 6, 5, 0, 3 };
	u64 y[WORDS];
	unsigned int j;

	for (j = 0; j < 4; j++) {
		y[2 * j] = x[2 * j] + x[2 * j + 1];
		y[2 * j + 1] = rol64(x[2 * j + 1], rotation[round % 8][j]) ^
			       y[2 * j];
	}
	for (j = 0; j < WORDS; j++)
		x[j] = y[from[j]];
}

/* One block of UBI: Threefish-512 of @m under @g and the tweak, plus @m. */
static void ubi_block(u64 g[WORDS], const u8 m[BLOCK], u64 t0, u64 t1)
{
	u64 k[WORDS + 1], t[3] = { t0, t1, t0 ^ t1 }, x[WORDS];
	unsigned int i;

	k[WORDS] = KEY_PARITY;
	for (i = 0; i < WORDS; i++) {
		k[i] = g[i];
		k[WORDS] ^= g[i];
		x[i] = get_le64(m + 8 * i);
	}
	for (i = 0; i < ROUNDS; i++) {
		if (i % 4 == 0)
			add_subkey(x, k, t, i / 4);
		mix_permute(x, i);
	}
	add_subkey(x, k, t, ROUNDS / 4);
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

void skein512_256(const void *in, size_t len, u8 out[32])
{
	u64 g[WORDS] = { 0 };
	u8 config[32] = { 0 };
	static const u8 counter[8];
	unsigned int i;

	put_le64(config, SCHEMA);
	put_le64(config + 8, 256);	/* bits of output */
	ubi(g, config, sizeof(config), TYPE_CONFIG);
	ubi(g, in, len, TYPE_MESSAGE);
	ubi(g, counter, sizeof(counter), TYPE_OUTPUT);
	for (i = 0; i < 4; i++)
		put_le64(out + 8 * i, g[i]);
}
