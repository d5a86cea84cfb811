// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fugue-512 by four tables of 256 words. Source: Halevi, Hall, Jutla: "The
 * hash function Fugue", 2009, 2 and 4. The state turns by moving its origin.
 */
#include "primitives.h"
#include "x11.h"

#define WORDS	36

static u32 table[4][256];	/* S-box and the matrix of Super-Mix */

/* by 1, 4 and 7 in the field of AES */
void fugue_table_init(void)
{
	unsigned int x, i;

	for (x = 0; x < 256; x++) {
		u8 s = aes_sub(x), s2 = aes_xtime(s), s4 = aes_xtime(s2);

		table[0][x] = (u32)s << 24 | s << 16 | (s ^ s2 ^ s4) << 8 | s4;
		for (i = 1; i < 4; i++)
			table[i][x] = ror32(table[0][x], 8 * i);
	}
}

/* One of the four words; what each row adds to the others goes into @r. */
static __always_inline u32 column(u32 x, unsigned int col, u32 r[4])
{
	u32 t[4] = {
		table[0][x >> 24], table[1][x >> 16 & 0xff],
		table[2][x >> 8 & 0xff], table[3][x & 0xff],
	};

	r[0] ^= col == 0 ? 0 : t[0];
	r[1] ^= col == 1 ? 0 : t[1];
	r[2] ^= col == 2 ? 0 : t[2];
	r[3] ^= col == 3 ? 0 : t[3];
	return t[0] ^ t[1] ^ t[2] ^ t[3];
}

/* Super-Mix of four words. */
static __always_inline void smix(u32 *x0, u32 *x1, u32 *x2, u32 *x3)
{
	u32 r[4] = { 0 };
	u32 c0 = column(*x0, 0, r), c1 = column(*x1, 1, r);
	u32 c2 = column(*x2, 2, r), c3 = column(*x3, 3, r);

	*x0 = ((c0 ^ r[0]) & 0xff000000) | ((c1 ^ r[1]) & 0x00ff0000) |
	      ((c2 ^ r[2]) & 0x0000ff00) | ((c3 ^ r[3]) & 0x000000ff);
	*x1 = ((c1 ^ r[0] << 8) & 0xff000000) |
	      ((c2 ^ r[1] << 8) & 0x00ff0000) |
	      ((c3 ^ r[2] << 8) & 0x0000ff00) |
	      ((c0 ^ r[3] >> 24) & 0x000000ff);
	*x2 = ((c2 ^ r[0] << 16) & 0xff000000) |
	      ((c3 ^ r[1] << 16) & 0x00ff0000) |
	      ((c0 ^ r[2] >> 16) & 0x0000ff00) |
	      ((c1 ^ r[3] >> 16) & 0x000000ff);
	*x3 = ((c3 ^ r[0] << 24) & 0xff000000) |
	      ((c0 ^ r[1] >> 8) & 0x00ff0000) |
	      ((c1 ^ r[2] >> 8) & 0x0000ff00) |
	      ((c2 ^ r[3] >> 8) & 0x000000ff);
}

/* Word @i of the state with its origin at @o. */
#define S(i)	s[((o) + (i)) % WORDS]

/* Turn by three words, mix columns, Super-Mix. */
static __always_inline void sub_round(u32 s[WORDS], unsigned int o)
{
	S(0) ^= S(4);
	S(1) ^= S(5);
	S(2) ^= S(6);
	S(18) ^= S(4);
	S(19) ^= S(5);
	S(20) ^= S(6);
	smix(&S(0), &S(1), &S(2), &S(3));
}

/* Take in a word; the origin moves back by twelve words. */
static __always_inline void take_in(u32 s[WORDS], unsigned int o, u32 word)
{
	S(22) ^= S(0);
	S(0) = word;
	S(8) ^= S(0);
	S(1) ^= S(24);
	S(4) ^= S(27);
	S(7) ^= S(30);
	sub_round(s, o + 33);
	sub_round(s, o + 30);
	sub_round(s, o + 27);
	sub_round(s, o + 24);
}

/* The origin depends on how many @words there were before. */
static void take_in_next(u32 s[WORDS], size_t words, u32 word)
{
	switch (words % 3) {
	case 0:
		take_in(s, 0, word);
		break;
	case 1:
		take_in(s, 24, word);
		break;
	case 2:
		take_in(s, 12, word);
		break;
	}
}

#undef S

/* Move the words up by @n, those at the end to the beginning. */
static void turn(u32 s[WORDS], unsigned int n)
{
	u32 t[WORDS];

	memcpy(t, s + WORDS - n, n * sizeof(u32));
	memcpy(t + n, s, (WORDS - n) * sizeof(u32));
	memcpy(s, t, sizeof(t));
}

/* Xor word 0 into four others, turn, Super-Mix. */
static __always_inline void final_round(u32 s[WORDS], unsigned int b,
					unsigned int c, unsigned int d,
					unsigned int n)
{
	s[4] ^= s[0];
	s[b] ^= s[0];
	s[c] ^= s[0];
	s[d] ^= s[0];
	turn(s, n);
	smix(s, s + 1, s + 2, s + 3);
}

static void finish(u32 s[WORDS], u8 out[64])
{
	static const u8 from[4] = { 1, 9, 18, 27 };
	unsigned int i;

	for (i = 0; i < 32; i++) {
		turn(s, 3);
		sub_round(s, 0);
	}
	for (i = 0; i < 13; i++) {
		final_round(s, 9, 18, 27, 9);
		final_round(s, 10, 18, 27, 9);
		final_round(s, 10, 19, 27, 9);
		final_round(s, 10, 19, 28, 8);
	}
	s[4] ^= s[0];
	s[9] ^= s[0];
	s[18] ^= s[0];
	s[27] ^= s[0];
	for (i = 0; i < 16; i++)
		put_be32(out + 4 * i, s[from[i / 4] + i % 4]);
}

void fugue512(const void *in, size_t len, u8 out[64])
{
	u32 s[WORDS] = {
		[20] = 0x8807a57e, 0xe616af75, 0xc5d3e4db, 0xac9ab027,
		0xd915f117, 0xb6eecc54, 0x06e8020b, 0x4a92efd1,
		0xaac6e2c9, 0xddb21398, 0xcae65838, 0x437f203f,
		0x25ea78e7, 0x951fddd6, 0xda6ed11d, 0xe13e3567,
	};
	const u8 *p = in;
	size_t words = 0;
	u64 bits = (u64)len * 8;
	u8 last[4] = { 0 };

	for (; len >= 4; len -= 4, p += 4)
		take_in_next(s, words++, get_be32(p));
	if (len) {
		memcpy(last, p, len);
		take_in_next(s, words++, get_be32(last));
	}
	take_in_next(s, words++, bits >> 32);
	take_in_next(s, words++, bits);
	turn(s, words % 3 * 12);
	finish(s, out);
}
