// SPDX-License-Identifier: GPL-2.0-only
/*
 * Luffa-512, version 2: five permutations of eight words. Source: "Hash
 * function Luffa: specification 2.0.1", 2009.
 */
#include "x11.h"

#define LANES	5
#define WORDS	8
#define ROUNDS	8
#define BLOCK	32

static const u32 initial[LANES][WORDS] = {
	{ 0x6d251e69, 0x44b051e0, 0x4eaa6fb4, 0xdbf78465,
	  0x6e292011, 0x90152df4, 0xee058139, 0xdef610bb },
	{ 0xc3b44b95, 0xd9d2f256, 0x70eee9a0, 0xde099fa3,
	  0x5d9b0557, 0x8fc944b3, 0xcf1ccf0e, 0x746cd581 },
	{ 0xf7efc89d, 0x5dba5781, 0x04016ce5, 0xad659c05,
	  0x0306194f, 0x666d1836, 0x24aa230a, 0x8b264ae7 },
	{ 0x858075d5, 0x36d79cce, 0xe571f7d7, 0x204b1f67,
	  0x35870c6a, 0x57e9e923, 0x14bcb808, 0x7cde72ce },
	{ 0x6c68e9be, 0x5ec41e22, 0xc825b7c7, 0xaffb4363,
	  0xf5df3999, 0x0fc688f1, 0xb07224cc, 0x03e86cea },
};

/* for words 0 and 4 */
static const u32 constant[LANES][ROUNDS][2] = {
	{ { 0x303994a6, 0xe0337818 }, { 0xc0e65299, 0x441ba90d },
	  { 0x6cc33a12, 0x7f34d442 }, { 0xdc56983e, 0x9389217f },
	  { 0x1e00108f, 0xe5a8bce6 }, { 0x7800423d, 0x5274baf4 },
	  { 0x8f5b7882, 0x26889ba7 }, { 0x96e1db12, 0x9a226e9d } },
	{ { 0xb6de10ed, 0x01685f3d }, { 0x70f47aae, 0x05a17cf4 },
	  { 0x0707a3d4, 0xbd09caca }, { 0x1c1e8f51, 0xf4272b28 },
	  { 0x707a3d45, 0x144ae5cc }, { 0xaeb28562, 0xfaa7ae2b },
	  { 0xbaca1589, 0x2e48f1c1 }, { 0x40a46f3e, 0xb923c704 } },
	{ { 0xfc20d9d2, 0xe25e72c1 }, { 0x34552e25, 0xe623bb72 },
	  { 0x7ad8818f, 0x5c58a4a4 }, { 0x8438764a, 0x1e38e2e7 },
	  { 0xbb6de032, 0x78e38b9d }, { 0xedb780c8, 0x27586719 },
	  { 0xd9847356, 0x36eda57f }, { 0xa2c78434, 0x703aace7 } },
	{ { 0xb213afa5, 0xe028c9bf }, { 0xc84ebe95, 0x44756f91 },
	  { 0x4e608a22, 0x7e8fce32 }, { 0x56d858fe, 0x956548be },
	  { 0x343b138f, 0xfe191be2 }, { 0xd0ec4e3d, 0x3cb226e5 },
	  { 0x2ceb4882, 0x5944a28e }, { 0xb3ad2208, 0xa1c4c355 } },
	{ { 0xf0d2e9e3, 0x5090d577 }, { 0xac11d7fa, 0x2d1925ab },
	  { 0x1bcb66f2, 0xb46496ac }, { 0x6f2d9bc9, 0xd1925ab0 },
	  { 0x78602649, 0x29131ab6 }, { 0x8edae952, 0x0fc053c3 },
	  { 0x3b6ba548, 0x3f014f0c }, { 0xedae9520, 0xfc053c31 } },
};

static __always_inline void sub_crumb(u32 *a0, u32 *a1, u32 *a2, u32 *a3)
{
	u32 t = *a0;

	*a0 |= *a1;
	*a2 ^= *a3;
	*a1 = ~*a1;
	*a0 ^= *a3;
	*a3 &= t;
	*a1 ^= *a3;
	*a3 ^= *a2;
	*a2 &= *a0;
	*a0 = ~*a0;
	*a2 ^= *a1;
	*a1 |= *a3;
	t ^= *a1;
	*a3 ^= *a2;
	*a2 &= *a1;
	*a1 ^= *a0;
	*a0 = t;
}

static __always_inline void mix_word(u32 *u, u32 *v)
{
	*v ^= *u;
	*u = rol32(*u, 2) ^ *v;
	*v = rol32(*v, 14) ^ *u;
	*u = rol32(*u, 10) ^ *v;
	*v = rol32(*v, 1);
}

static void permute(u32 v[WORDS], unsigned int lane)
{
	u32 x[WORDS];
	unsigned int i;

	memcpy(x, v, sizeof(x));
	for (i = 4; i < WORDS; i++)
		x[i] = rol32(x[i], lane);
	for (i = 0; i < ROUNDS; i++) {
		sub_crumb(x, x + 1, x + 2, x + 3);
		sub_crumb(x + 5, x + 6, x + 7, x + 4);
		mix_word(x, x + 4);
		mix_word(x + 1, x + 5);
		mix_word(x + 2, x + 6);
		mix_word(x + 3, x + 7);
		x[0] ^= constant[lane][i][0];
		x[4] ^= constant[lane][i][1];
	}
	memcpy(v, x, sizeof(x));
}

/* times 2 in the ring of the message injection */
static __always_inline void twice(u32 d[WORDS], const u32 s[WORDS])
{
	u32 t = s[7];

	d[7] = s[6];
	d[6] = s[5];
	d[5] = s[4];
	d[4] = s[3] ^ t;
	d[3] = s[2] ^ t;
	d[2] = s[1];
	d[1] = s[0] ^ t;
	d[0] = t;
}

static __always_inline void xor_into(u32 d[WORDS], const u32 s[WORDS])
{
	unsigned int i;

	for (i = 0; i < WORDS; i++)
		d[i] ^= s[i];
}

static void inject(u32 v[LANES][WORDS], u32 m[WORDS])
{
	u32 sum[WORDS] = { 0 }, first[WORDS];
	unsigned int i;

	for (i = 0; i < LANES; i++)
		xor_into(sum, v[i]);
	twice(sum, sum);
	for (i = 0; i < LANES; i++)
		xor_into(v[i], sum);
	memcpy(first, v[0], sizeof(first));
	for (i = 0; i < LANES; i++) {
		twice(v[i], v[i]);
		xor_into(v[i], i + 1 < LANES ? v[i + 1] : first);
	}
	memcpy(first, v[LANES - 1], sizeof(first));
	for (i = LANES; i-- > 0;) {
		twice(v[i], v[i]);
		xor_into(v[i], i ? v[i - 1] : first);
	}
	for (i = 0; i < LANES; i++) {
		xor_into(v[i], m);
		twice(m, m);
	}
}

static void absorb(u32 v[LANES][WORDS], const u8 block[BLOCK])
{
	u32 m[WORDS];
	unsigned int i;

	for (i = 0; i < WORDS; i++)
		m[i] = get_be32(block + 4 * i);
	inject(v, m);
	for (i = 0; i < LANES; i++)
		permute(v[i], i);
}

static void squeeze(u32 v[LANES][WORDS], u8 out[BLOCK])
{
	static const u8 blank[BLOCK];
	unsigned int i;

	absorb(v, blank);
	for (i = 0; i < WORDS; i++)
		put_be32(out + 4 * i, v[0][i] ^ v[1][i] ^ v[2][i] ^ v[3][i] ^
				      v[4][i]);
}

void luffa512(const void *in, size_t len, u8 out[64])
{
	u32 v[LANES][WORDS];
	const u8 *p = in;
	u8 last[BLOCK] = { 0 };

	memcpy(v, initial, sizeof(v));
	for (; len >= BLOCK; len -= BLOCK, p += BLOCK)
		absorb(v, p);
	memcpy(last, p, len);
	last[len] = 0x80;
	absorb(v, last);
	squeeze(v, out);
	squeeze(v, out + BLOCK);
}
