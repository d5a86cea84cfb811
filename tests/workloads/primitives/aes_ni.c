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

#elif defined(__aarch64__)

#include <arm_neon.h>

#define LANES	4

/* AESE adds the key before SubBytes: the last key is added by itself. */
static __always_inline void encrypt_lanes(const u32 rk[AES256_ROUND_KEYS][4],
					  uint8x16_t *b, unsigned int lanes)
{
	unsigned int i, l;
	uint8x16_t k;

	for (i = 0; i < AES256_ROUND_KEYS - 2; i++) {
		k = vld1q_u8((const u8 *)rk[i]);
		for (l = 0; l < lanes; l++)
			b[l] = vaesmcq_u8(vaeseq_u8(b[l], k));
	}
	k = vld1q_u8((const u8 *)rk[i]);
	for (l = 0; l < lanes; l++)
		b[l] = vaeseq_u8(b[l], k);
	k = vld1q_u8((const u8 *)rk[i + 1]);
	for (l = 0; l < lanes; l++)
		b[l] = veorq_u8(b[l], k);
}

void aes256_encrypt_ni(const u32 rk[AES256_ROUND_KEYS][4], const u8 in[16],
		       u8 out[16])
{
	uint8x16_t b = vld1q_u8(in);

	encrypt_lanes(rk, &b, 1);
	vst1q_u8(out, b);
}

void aes256_ctr_ni(const u32 rk[AES256_ROUND_KEYS][4], u64 ctr, u8 *buf,
		   size_t len)
{
	uint8x16_t b[LANES];
	unsigned int l;

	for (; len >= LANES * 16; len -= LANES * 16, buf += LANES * 16) {
		for (l = 0; l < LANES; l++)
			b[l] = vreinterpretq_u8_u64(
				vcombine_u64(vcreate_u64(ctr++),
					     vcreate_u64(0)));
		encrypt_lanes(rk, b, LANES);
		for (l = 0; l < LANES; l++)
			vst1q_u8(buf + 16 * l,
				 veorq_u8(b[l], vld1q_u8(buf + 16 * l)));
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
