// SPDX-License-Identifier: GPL-2.0-only
/* CryptoNight with the AES instructions of x86 or arm64. */
#include "cryptonight.h"

#include <stdlib.h>

#ifdef __x86_64__

#include <immintrin.h>

static __always_inline v2u64 aes_round(v2u64 x, v2u64 key)
{
	return (v2u64)_mm_aesenc_si128((__m128i)x, (__m128i)key);
}

#define CN_SCRATCHPAD	cn_scratchpad_ni
#include "cn_template.h"

#elif defined(__aarch64__)

#include <arm_neon.h>

/* AESE adds its key first; x86's AESENC, which CryptoNight is made of, last. */
static __always_inline v2u64 aes_round(v2u64 x, v2u64 key)
{
	return (v2u64)vaesmcq_u8(vaeseq_u8((uint8x16_t)x, vdupq_n_u8(0))) ^ key;
}

#define CN_SCRATCHPAD	cn_scratchpad_ni
#include "cn_template.h"

#else /* never called: cpu_has_aes() is false */

void cn_scratchpad_ni(enum cn_variant variant, u64 st[KECCAK_WORDS],
		      const struct cn_extra *extra, void *pad)
{
	abort();
}

#endif
