// SPDX-License-Identifier: GPL-2.0-only
/*
 * CryptoNight: what is before and after the scratchpad. Source: CryptoNote
 * standard CNS008; variants 1 and 2 from Monero's published descriptions.
 */
#include "cryptonight.h"

typedef void (*final_fn)(const void *in, size_t len, u8 out[32]);

static bool has_tweak(enum cn_variant variant)
{
	switch (variant) {
	case CN_V1:
	case CN_LITE_V1:
	case CN_FAST:
	case CN_DARK:
	case CN_DARK_LITE:
	case CN_TURTLE:
	case CN_TURTLE_LITE:
		return true;
	default:
		return false;
	}
}

static void hash(enum cn_variant variant, enum cn_aes aes, const void *in,
		 size_t len, const struct cn_r_program *program, void *pad,
		 u8 out[32])
{
	static const final_fn final[4] = {
		blake256, groestl256, jh256, skein512_256
	};
	struct cn_extra extra = { .program = program };
	u64 st[KECCAK_WORDS];
	u8 bytes[KECCAK_WORDS * 8];
	unsigned int i;

	keccak1600(in, len, st);
	if (has_tweak(variant))
		extra.tweak = get_le64((const u8 *)in + 35) ^ st[24];
	if (aes == CN_AES_NI)
		cn_scratchpad_ni(variant, st, &extra, pad);
	else
		cn_scratchpad_table(variant, st, &extra, pad);
	keccak_f1600(st);
	for (i = 0; i < KECCAK_WORDS; i++)
		put_le64(bytes + 8 * i, st[i]);
	final[st[0] & 3](bytes, sizeof(bytes), out);
}

void cn_hash(enum cn_variant variant, enum cn_aes aes, const void *in,
	     size_t len, void *pad, u8 out[32])
{
	hash(variant, aes, in, len, NULL, pad, out);
}

int cn_r_hash(u64 height, enum cn_aes aes, bool compile, const void *in,
	      size_t len, void *pad, u8 out[32])
{
	struct cn_r_program program;
	int err = 0;

	cn_r_generate(&program, height);
	if (compile)
		err = cn_r_compile(&program);
	if (err)
		return err;
	hash(CN_R, aes, in, len, &program, pad, out);
	cn_r_release(&program);
	return 0;
}
