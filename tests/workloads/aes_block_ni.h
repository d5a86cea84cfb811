/* SPDX-License-Identifier: GPL-2.0-only */
/* What aes_block.h has, by instructions. */
#ifndef _CW_WORKLOAD_AES_BLOCK_NI_H
#define _CW_WORKLOAD_AES_BLOCK_NI_H

#include <immintrin.h>

#include "bits.h"

struct aes_block {
	__m128i v;
};

static __always_inline struct aes_block block_get(const void *p)
{
	return (struct aes_block){ _mm_loadu_si128(p) };
}

static __always_inline void block_put(void *p, struct aes_block b)
{
	_mm_storeu_si128(p, b.v);
}

static __always_inline struct aes_block block_of(u32 a, u32 b, u32 c, u32 d)
{
	return (struct aes_block){ _mm_set_epi32(d, c, b, a) };
}

static __always_inline struct aes_block block_xor(struct aes_block a,
						  struct aes_block b)
{
	return (struct aes_block){ _mm_xor_si128(a.v, b.v) };
}

static __always_inline struct aes_block block_twice(struct aes_block b)
{
	__m128i top = _mm_cmpgt_epi8(_mm_setzero_si128(), b.v);

	top = _mm_and_si128(top, _mm_set1_epi8(0x1b));
	return (struct aes_block){ _mm_xor_si128(_mm_add_epi8(b.v, b.v),
						 top) };
}

static __always_inline struct aes_block block_next(struct aes_block a,
						   struct aes_block b)
{
	return (struct aes_block){ _mm_alignr_epi8(b.v, a.v, 4) };
}

static __always_inline struct aes_block block_aes(struct aes_block b,
						  struct aes_block key)
{
	return (struct aes_block){ _mm_aesenc_si128(b.v, key.v) };
}

#endif /* _CW_WORKLOAD_AES_BLOCK_NI_H */
