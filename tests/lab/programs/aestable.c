// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hash tables of random keys whose hash is made of AES rounds, as Go's and
 * Rust's are, and whose buckets and keys come by wide products (wyrand, and
 * Lemire's reduction): an AES round beside a product, and no miner.
 *
 * usage: aestable ROUNDS   AES rounds of a hash, 1 to 3
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <wmmintrin.h>

#define BUCKETS	((1u << 20) - 3)

static uint32_t count[BUCKETS];
static uint64_t seed = 1;

static uint64_t wyrand(void)
{
	__uint128_t p;

	seed += 0xa0761d6478bd642full;
	p = (__uint128_t)seed * (seed ^ 0xe7037ed1a0b428dbull);
	return (uint64_t)p ^ (uint64_t)(p >> 64);
}

static inline uint64_t hash(uint64_t key, int rounds)
{
	__m128i k = _mm_set_epi64x(0x243f6a8885a308d3, 0x13198a2e03707344);
	__m128i x = _mm_xor_si128(_mm_set_epi64x(rounds, key), k);

	for (int i = 0; i < rounds; i++)
		x = _mm_aesenc_si128(x, k);
	return _mm_cvtsi128_si64(x);
}

int main(int argc, char **argv)
{
	int rounds = argc > 1 ? atoi(argv[1]) : 1;
	uint32_t longest = 0;

	for (uint64_t i = 0; i < 4000000000ull; i++) {
		uint64_t h = hash(wyrand(), rounds);
		uint32_t *c = &count[(uint64_t)((__uint128_t)h * BUCKETS >> 64)];

		if (++*c > longest)
			longest = *c;
	}
	printf("%u\n", longest);
	return 0;
}
