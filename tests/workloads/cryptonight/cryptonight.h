/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_WORKLOAD_CRYPTONIGHT_H
#define _CW_WORKLOAD_CRYPTONIGHT_H

#include "cn_r.h"
#include "primitives.h"

#define CN_MAX_PAD	(4ul << 20)	/* the scratchpad of CN_HEAVY */
#define CN_MIN_INPUT_V1	43	/* v1 takes its tweak from bytes 35 … 42 */

enum cn_variant {
	CN_V0,
	CN_V1,
	CN_V2,
	CN_LITE_V0,
	CN_LITE_V1,
	CN_HEAVY,
	CN_PICO,
	CN_R,
	/* GhostRider's, all of them variants of v1; CN_LITE_V1 is another */
	CN_FAST,
	CN_DARK,
	CN_DARK_LITE,
	CN_TURTLE,
	CN_TURTLE_LITE,
};

/* How to do AES: tables, or the instructions (where cpu_has_aes()). */
enum cn_aes { CN_AES_TABLE, CN_AES_NI };

/**
 * cn_hash() - one hash
 * @variant: which CryptoNight
 * @aes:     how
 * @in:      what to hash, at least CN_MIN_INPUT_V1 bytes for the v1 variants
 * @len:     its length
 * @pad:     scratchpad, CN_MAX_PAD bytes, aligned to 64
 * @out:     digest
 */
void cn_hash(enum cn_variant variant, enum cn_aes aes, const void *in,
	     size_t len, void *pad, u8 out[32]);

/*
 * CryptoNight-R for a block @height; @compile: its program by machine code
 * rather than interpreted. Return: 0 or a negative errno (no memory that is
 * writable and executable).
 */
int cn_r_hash(u64 height, enum cn_aes aes, bool compile, const void *in,
	      size_t len, void *pad, u8 out[32]);

/* The scratchpad part: between keccak_f1600() of the input and of the end. */
struct cn_extra {
	u64 tweak;				/* v1 */
	const struct cn_r_program *program;	/* CN_R */
};

void cn_scratchpad_table(enum cn_variant variant, u64 st[KECCAK_WORDS],
			 const struct cn_extra *extra, void *pad);
void cn_scratchpad_ni(enum cn_variant variant, u64 st[KECCAK_WORDS],
		      const struct cn_extra *extra, void *pad);

#endif /* _CW_WORKLOAD_CRYPTONIGHT_H */
