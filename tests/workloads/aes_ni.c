// SPDX-License-Identifier: GPL-2.0-only
/* AES-256 in counter mode with the AES instructions, four blocks at a time. */
#include "primitives.h"

#include <stdlib.h>

#ifdef __x86_64__

#include <immintrin.h>

#define LANES	4

static __always_inline void encrypt_lanes(const u32 rk[AES256_ROUND_KEYS][4],
					  __m128i *b, unsigned int lanes)
{
	unsigned int i, l;
	__m128i k = _mm_loadu_si128((const __m128i *)rk[0]);

	for (l = 0; l < lanes; l++)
		b[l] = _mm_xor_si128(b[l], k);
	for (i = 1; i < AES256_ROUND_KEYS - 1; i++) {
		k = _mm_loadu_si128((const __m128i *)rk[i]);
		for (l = 0; l < lanes; l++)
			b[l] = _mm_aesenc_si128(b[l], k);
	}
	k = _mm_loadu_si128((const __m128i *)rk[i]);
	for (l = 0; l < lanes; l++)
		b[l] = _mm_aesenclast_si128(b[l], k);
}

void aes256_encrypt_ni(const u32 rk[AES256_ROUND_KEYS][4], const u8 in[16],
		       u8 out[16])
{
	__m128i b = _mm_loadu_si128((const __m128i *)in);

	encrypt_lanes(rk, &b, 1);
	_mm_storeu_si128((__m128i *)out, b);
}

void aes256_ctr_ni(const u32 rk[AES256_ROUND_KEYS][4], u64 ctr, u8 *buf,
		   size_t len)
{
	__m128i b[LANES], *p = (__m128i *)buf;
	unsigned int l;

	for (; len >= LANES * 16; len -= LANES * 16, p += LANES) {
		for (l = 0; l < LANES; l++)
			b[l] = _mm_set_epi64x(0, ctr++);
		encrypt_lanes(rk, b, LANES);
		for (l = 0; l < LANES; l++) {
			b[l] = _mm_xor_si128(b[l], _mm_loadu_si128(p + l));
			_mm_storeu_si128(p + l, b[l]);
		}
	}
}

#else /* never called: cpu_has_aes() is false */

void aes256_encrypt_ni(const u32 rk[AES256_ROUND_KEYS][4], const u8 in[16],
		       u8 out[16])
{
	abort();
}

void aes256_ctr_ni(const u32 rk[AES256_ROUND_KEYS][4], u64 ctr, u8 *buf,
		   size_t len)
{
	abort();
}

#endif
