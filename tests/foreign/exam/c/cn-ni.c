// SPDX-License-Identifier: GPL-2.0-only
/*
 * CryptoNight by AES instructions the way pool miners' C was written: key
 * expansion by aeskeygenassist, the text in eight variables, ten rounds in a
 * loop, vectors of GCC for the rest.
 */
#include <immintrin.h>
#include <stdint.h>

struct block {
	uint64_t lo, hi;
} __attribute__((aligned(16)));

static inline struct block aes_round(struct block in, struct block key)
{
	__m128i x = _mm_aesenc_si128(_mm_load_si128((__m128i *)&in),
				     _mm_load_si128((__m128i *)&key));

	_mm_store_si128((__m128i *)&in, x);
	return in;
}

static uint32_t aes_sub_word(uint32_t x)
{
	return _mm_cvtsi128_si32(_mm_aeskeygenassist_si128(_mm_set1_epi32(x), 0));
}

static void aes_prepare(void)
{
}

#include "cn.h"
