// SPDX-License-Identifier: GPL-2.0-only
/* Something harmless that the detector must find. */
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include "live.h"
#include "tool.h"

#ifdef __x86_64__
#include <immintrin.h>

#define PAD		(2 << 20)
#define ROUNDS		(1 << 16)	/* between two looks at the clock */

bool live_possible(void)
{
	return __builtin_cpu_supports("aes");
}

static inline __m128i *at(unsigned char *pad, uint64_t where)
{
	return (__m128i *)(pad + (where & (PAD - 16)));
}

__attribute__((target("aes,sse4.1")))
static void loop(unsigned char *pad, uint64_t state[4])
{
	__m128i b = _mm_set_epi64x(state[3], state[2]);
	uint64_t low = state[0], high = state[1];
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		__m128i *p = at(pad, low);
		__m128i c = _mm_aesenc_si128(_mm_load_si128(p),
					     _mm_set_epi64x(high, low));
		unsigned __int128 product;
		uint64_t *q;

		_mm_store_si128(p, _mm_xor_si128(b, c));
		b = c;
		q = (uint64_t *)at(pad, _mm_cvtsi128_si64(c));
		product = (unsigned __int128)(uint64_t)_mm_cvtsi128_si64(c) *
			  q[0];
		low += product >> 64;
		high += product;
		low ^= q[0];
		high ^= q[1];
		q[0] = low ^ q[0];
		q[1] = high ^ q[1];
	}
	state[0] = low;
	state[1] = high;
	state[2] = _mm_cvtsi128_si64(b);
	state[3] = _mm_extract_epi64(b, 1);
}

void live_run(unsigned int seconds)
{
	clock_t end = clock() + (clock_t)seconds * CLOCKS_PER_SEC;
	uint64_t state[4] = { 1, 2, 3, 4 };
	unsigned char *pad = aligned_alloc(16, PAD);
	unsigned int i;

	for (i = 0; pad && i < PAD; i++)
		pad[i] = i * 167 >> 3;
	while (pad && clock() < end)
		loop(pad, state);
	free(pad);
}
#else
bool live_possible(void)
{
	return false;
}

void live_run(unsigned int seconds)
{
	(void)seconds;
}
#endif
