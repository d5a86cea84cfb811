// SPDX-License-Identifier: GPL-2.0-only
/*
 * AES-256 by four tables of 256 words, as programs without AES instructions
 * do it. Source: FIPS 197. The tables are computed from the field arithmetic
 * rather than written down.
 */
#include "primitives.h"

u32 aes_table[4][256];
static u8 sbox[256];

static u8 rol8(u8 x, unsigned int n)
{
	return x << n | x >> (8 - n);
}

/*
 * Walk the multiplicative group by its generator 3 and, in step, by 3^-1, so
 * that p and q are always inverses of each other.
 */
static void sbox_init(void)
{
	u8 p = 1, q = 1;

	do {
		p ^= aes_xtime(p);
		q ^= q << 1;
		q ^= q << 2;
		q ^= q << 4;
		if (q & 0x80)
			q ^= 0x09;
		sbox[p] = q ^ rol8(q, 1) ^ rol8(q, 2) ^ rol8(q, 3) ^
			  rol8(q, 4) ^ 0x63;
	} while (p != 1);
	sbox[0] = 0x63;
}

void aes_table_init(void)
{
	unsigned int i, t;

	sbox_init();
	for (i = 0; i < 256; i++) {
		u32 s = sbox[i], s2 = aes_xtime(sbox[i]);

		/* MixColumns of a column with s in its first byte */
		aes_table[0][i] = s2 | s << 8 | s << 16 | (s ^ s2) << 24;
		for (t = 1; t < 4; t++)
			aes_table[t][i] = rol32(aes_table[0][i], 8 * t);
	}
}

u8 aes_sub(u8 x)
{
	return sbox[x];
}

static u32 sub_word(u32 x)
{
	return sbox[x & 0xff] | sbox[x >> 8 & 0xff] << 8 |
	       sbox[x >> 16 & 0xff] << 16 | (u32)sbox[x >> 24] << 24;
}

void aes256_expand(const u8 key[32], u32 rk[AES256_ROUND_KEYS][4])
{
	u32 *w = &rk[0][0];
	u8 rcon = 1;
	unsigned int i;

	for (i = 0; i < 8; i++)
		w[i] = get_le32(key + 4 * i);
	for (; i < AES256_ROUND_KEYS * 4; i++) {
		u32 t = w[i - 1];

		if (i % 8 == 0) {
			t = sub_word(ror32(t, 8)) ^ rcon;
			rcon = aes_xtime(rcon);
		} else if (i % 8 == 4) {
			t = sub_word(t);
		}
		w[i] = w[i - 8] ^ t;
	}
}

static void table_round(u32 s[4], const u32 rk[4])
{
	u32 t[4];
	unsigned int i;

	for (i = 0; i < 4; i++)
		t[i] = aes_table[0][s[i] & 0xff] ^
		       aes_table[1][s[(i + 1) % 4] >> 8 & 0xff] ^
		       aes_table[2][s[(i + 2) % 4] >> 16 & 0xff] ^
		       aes_table[3][s[(i + 3) % 4] >> 24] ^ rk[i];
	memcpy(s, t, sizeof(t));
}

void aes256_encrypt(const u32 rk[AES256_ROUND_KEYS][4], const u8 in[16],
		    u8 out[16])
{
	u32 s[4], t;
	unsigned int i;

	for (i = 0; i < 4; i++)
		s[i] = get_le32(in + 4 * i) ^ rk[0][i];
	for (i = 1; i < AES256_ROUND_KEYS - 1; i++)
		table_round(s, rk[i]);
	for (i = 0; i < 4; i++) {
		t = sbox[s[i] & 0xff] | sbox[s[(i + 1) % 4] >> 8 & 0xff] << 8 |
		    sbox[s[(i + 2) % 4] >> 16 & 0xff] << 16 |
		    (u32)sbox[s[(i + 3) % 4] >> 24] << 24;
		put_le32(out + 4 * i, t ^ rk[AES256_ROUND_KEYS - 1][i]);
	}
}
