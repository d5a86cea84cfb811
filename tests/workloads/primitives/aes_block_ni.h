/* SPDX-License-Identifier: GPL-2.0-only */
/* What aes_block.h has, by the AES instructions of x86 or arm64. */
#ifndef _CW_WORKLOAD_AES_BLOCK_NI_H
#define _CW_WORKLOAD_AES_BLOCK_NI_H

#include "bits.h"

#ifdef __x86_64__

#include <immintrin.h>

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

#else /* __aarch64__ */

#include <arm_neon.h>

struct aes_block {
	uint8x16_t v;
};

static __always_inline struct aes_block block_get(const void *p)
{
	return (struct aes_block){ vld1q_u8(p) };
}

static __always_inline void block_put(void *p, struct aes_block b)
{
	vst1q_u8(p, b.v);
}

static __always_inline struct aes_block block_of(u32 a, u32 b, u32 c, u32 d)
{
	return (struct aes_block){ (uint8x16_t)(v4u32){ a, b, c, d } };
}

static __always_inline struct aes_block block_xor(struct aes_block a,
						  struct aes_block b)
{
	return (struct aes_block){ veorq_u8(a.v, b.v) };
}

static __always_inline struct aes_block block_twice(struct aes_block b)
{
	uint8x16_t top = vcltzq_s8(vreinterpretq_s8_u8(b.v));

	top = vandq_u8(top, vdupq_n_u8(0x1b));
	return (struct aes_block){ veorq_u8(vshlq_n_u8(b.v, 1), top) };
}

static __always_inline struct aes_block block_next(struct aes_block a,
						   struct aes_block b)
{
	return (struct aes_block){ vextq_u8(a.v, b.v, 4) };
}

/* AESE adds its key first; x86's AESENC, which these are made of, last. */
static __always_inline struct aes_block block_aes(struct aes_block b,
						  struct aes_block key)
{
	uint8x16_t x = vaesmcq_u8(vaeseq_u8(b.v, vdupq_n_u8(0)));

	return (struct aes_block){ veorq_u8(x, key.v) };
}

#endif

#endif /* _CW_WORKLOAD_AES_BLOCK_NI_H */
