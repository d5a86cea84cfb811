// SPDX-License-Identifier: GPL-2.0-only
/*
 * SHA-256 compression with the SHA instructions. Source: Intel SDM, volume 2,
 * SHA256RNDS2, SHA256MSG1, SHA256MSG2: the state is kept as {A,B,E,F} and
 * {C,D,G,H}, the highest word first. On arm64: Arm ARM, SHA256H, SHA256H2,
 * SHA256SU0, SHA256SU1: {D,C,B,A} and {H,G,F,E}.
 */
#include "primitives.h"

#include <stdlib.h>

#ifdef __x86_64__

#include <immintrin.h>

static __always_inline __m128i load(const void *p)
{
	return _mm_loadu_si128((const __m128i *)p);
}

/* Rows of four rounds; w[] is a window of the last four rows. */
static __always_inline __m128i next_row(const __m128i w[4], unsigned int i)
{
	__m128i w0 = w[i % 4], w1 = w[(i + 1) % 4], w2 = w[(i + 2) % 4],
		w3 = w[(i + 3) % 4];
	__m128i t = _mm_sha256msg1_epu32(w0, w1);

	t = _mm_add_epi32(t, _mm_alignr_epi8(w3, w2, 4));
	return _mm_sha256msg2_epu32(t, w3);
}

void sha256_compress_ni(u32 h[8], const u8 block[64])
{
	const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b,
					    0x0405060700010203);
	__m128i dcba = load(h);
	__m128i hgfe = load(h + 4);
	__m128i cdab = _mm_shuffle_epi32(dcba, 0xb1);
	__m128i efgh = _mm_shuffle_epi32(hgfe, 0x1b);
	__m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
	__m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
	const __m128i abef0 = abef, cdgh0 = cdgh;
	__m128i w[4], k;
	unsigned int i;

	for (i = 0; i < 16; i++) {
		if (i < 4)
			w[i] = _mm_shuffle_epi8(load(block + 16 * i), swap);
		else
			w[i % 4] = next_row(w, i);
		k = _mm_add_epi32(w[i % 4], load(sha256_k + 4 * i));
		cdgh = _mm_sha256rnds2_epu32(cdgh, abef, k);
		abef = _mm_sha256rnds2_epu32(abef, cdgh,
					     _mm_shuffle_epi32(k, 0x0e));
	}
	abef = _mm_add_epi32(abef, abef0);
	cdgh = _mm_add_epi32(cdgh, cdgh0);
	cdab = _mm_shuffle_epi32(abef, 0x1b);	/* to F,E,B,A */
	efgh = _mm_shuffle_epi32(cdgh, 0xb1);	/* to D,C,H,G */
	_mm_storeu_si128((__m128i *)h, _mm_blend_epi16(cdab, efgh, 0xf0));
	_mm_storeu_si128((__m128i *)(h + 4), _mm_alignr_epi8(efgh, cdab, 8));
}

#elif defined(__aarch64__)

#include <arm_neon.h>

void sha256_compress_ni(u32 h[8], const u8 block[64])
{
	uint32x4_t dcba = vld1q_u32(h), hgfe = vld1q_u32(h + 4);
	const uint32x4_t dcba0 = dcba, hgfe0 = hgfe;
	uint32x4_t w[4], k, old;
	unsigned int i;

	for (i = 0; i < 16; i++) {
		if (i < 4)
			w[i] = vreinterpretq_u32_u8(
				vrev32q_u8(vld1q_u8(block + 16 * i)));
		else
			w[i % 4] = vsha256su1q_u32(
				vsha256su0q_u32(w[i % 4], w[(i + 1) % 4]),
				w[(i + 2) % 4], w[(i + 3) % 4]);
		k = vaddq_u32(w[i % 4], vld1q_u32(sha256_k + 4 * i));
		old = dcba;
		dcba = vsha256hq_u32(dcba, hgfe, k);
		hgfe = vsha256h2q_u32(hgfe, old, k);
	}
	vst1q_u32(h, vaddq_u32(dcba, dcba0));
	vst1q_u32(h + 4, vaddq_u32(hgfe, hgfe0));
}

#else /* never called: cpu_has_sha() is false */

void sha256_compress_ni(u32 h[8], const u8 block[64])
{
	abort();
}

#endif
