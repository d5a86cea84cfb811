// SPDX-License-Identifier: GPL-2.0-only
/* CryptoNight on a CPU without AES instructions: four tables, FIPS 197. */
#include "bits.h"
#include "primitives.h"

static __always_inline v2u64 aes_round(v2u64 x, v2u64 key)
{
	v4u32 s = (v4u32)x;
	v4u32 t = {
		aes_table[0][s[0] & 0xff] ^ aes_table[1][s[1] >> 8 & 0xff] ^
		aes_table[2][s[2] >> 16 & 0xff] ^ aes_table[3][s[3] >> 24],
		aes_table[0][s[1] & 0xff] ^ aes_table[1][s[2] >> 8 & 0xff] ^
		aes_table[2][s[3] >> 16 & 0xff] ^ aes_table[3][s[0] >> 24],
		aes_table[0][s[2] & 0xff] ^ aes_table[1][s[3] >> 8 & 0xff] ^
		aes_table[2][s[0] >> 16 & 0xff] ^ aes_table[3][s[1] >> 24],
		aes_table[0][s[3] & 0xff] ^ aes_table[1][s[0] >> 8 & 0xff] ^
		aes_table[2][s[1] >> 16 & 0xff] ^ aes_table[3][s[2] >> 24],
	};

	return (v2u64)t ^ key;
}

#define CN_SCRATCHPAD	cn_scratchpad_table
#include "cn_template.h"
