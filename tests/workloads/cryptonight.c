// SPDX-License-Identifier: GPL-2.0-only
/*
 * CryptoNight: what is before and after the scratchpad. Source: CryptoNote
 * standard CNS008; variants 1 and 2 from Monero's published descriptions.
 */
#include "cryptonight.h"

typedef void (*final_fn)(const void *in, size_t len, u8 out[32]);

void cn_hash(enum cn_variant variant, enum cn_aes aes, const void *in,
	     size_t len, void *pad, u8 out[32])
{
	static const final_fn final[4] = {
		blake256, groestl256, jh256, skein512_256
	};
	u64 st[KECCAK_WORDS], tweak = 0;
	u8 bytes[KECCAK_WORDS * 8];
	unsigned int i;

	keccak1600(in, len, st);
	if (variant == CN_V1 || variant == CN_LITE_V1)
		tweak = get_le64((const u8 *)in + 35) ^ st[24];
	if (aes == CN_AES_NI)
		cn_scratchpad_ni(variant, st, tweak, pad);
	else
		cn_scratchpad_table(variant, st, tweak, pad);
	keccak_f1600(st);
	for (i = 0; i < KECCAK_WORDS; i++)
		put_le64(bytes + 8 * i, st[i]);
	final[st[0] & 3](bytes, sizeof(bytes), out);
}
