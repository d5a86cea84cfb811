// SPDX-License-Identifier: GPL-2.0-only
/* Lyra2 with AVX2: a row of BLAKE2b's matrix per register, as cpuminer-opt */
#include "lyra2.h"

#include <stdlib.h>

#ifdef __x86_64__

#include <immintrin.h>

typedef u64 __attribute__((vector_size(32), may_alias)) lane;

#define BLOCK	3
#define STATE	4

static __always_inline lane ror(lane x, unsigned int n)
{
	return x >> n | x << (64 - n);
}

/* the words in another order */
#define MOVE(x, imm)	((lane)_mm256_permute4x64_epi64((__m256i)(x), imm))

static __always_inline void half_round(lane s[STATE])
{
	s[0] += s[1];
	s[3] ^= s[0];
	s[3] = (lane)_mm256_shuffle_epi32((__m256i)s[3], 0xb1);
	s[2] += s[3];
	s[1] = ror(s[1] ^ s[2], 24);
	s[0] += s[1];
	s[3] = ror(s[3] ^ s[0], 16);
	s[2] += s[3];
	s[1] = ror(s[1] ^ s[2], 63);
}

static __always_inline void lyra2_round(lane s[STATE])
{
	half_round(s);
	s[1] = MOVE(s[1], 0x39);
	s[2] = MOVE(s[2], 0x4e);
	s[3] = MOVE(s[3], 0x93);
	half_round(s);
	s[1] = MOVE(s[1], 0x93);
	s[2] = MOVE(s[2], 0x4e);
	s[3] = MOVE(s[3], 0x39);
}

static __always_inline void lyra2_rotate(const lane s[STATE], lane out[BLOCK])
{
	__m256i t[BLOCK];
	unsigned int i;

	for (i = 0; i < BLOCK; i++)
		t[i] = _mm256_permute4x64_epi64((__m256i)s[i], 0x93);
	out[0] = (lane)_mm256_blend_epi32(t[0], t[2], 0x03);
	out[1] = (lane)_mm256_blend_epi32(t[1], t[0], 0x03);
	out[2] = (lane)_mm256_blend_epi32(t[2], t[1], 0x03);
}

#include "lyra2_template.h"

void lyra2_avx2(const struct lyra2_shape *shape, void *matrix,
		const u8 in[32], u8 out[32])
{
	lyra2_hash(shape, matrix, in, out);
}

#else /* never called: cpu_has_avx2() is false */

void lyra2_avx2(const struct lyra2_shape *shape, void *matrix,
		const u8 in[32], u8 out[32])
{
	abort();
}

#endif
