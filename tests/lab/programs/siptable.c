// SPDX-License-Identifier: GPL-2.0-only
/* A hash table keyed by SipHash-2-4 of small integers: nothing but SipHash,
 * cut to a bucket, and no miner.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define BUCKETS (1u << 20)
#define ROTL(x, b) (((x) << (b)) | ((x) >> (64 - (b))))

static uint32_t count[BUCKETS];

static inline void sipround(uint64_t v[4])
{
	v[0] += v[1]; v[1] = ROTL(v[1], 13); v[1] ^= v[0];
	v[0] = ROTL(v[0], 32);
	v[2] += v[3]; v[3] = ROTL(v[3], 16); v[3] ^= v[2];
	v[0] += v[3]; v[3] = ROTL(v[3], 21); v[3] ^= v[0];
	v[2] += v[1]; v[1] = ROTL(v[1], 17); v[1] ^= v[2];
	v[2] = ROTL(v[2], 32);
}

static uint64_t siphash(uint64_t k0, uint64_t k1, const uint64_t *in, int words)
{
	uint64_t v[4] = { k0 ^ 0x736f6d6570736575ull,
			  k1 ^ 0x646f72616e646f6dull,
			  k0 ^ 0x6c7967656e657261ull,
			  k1 ^ 0x7465646279746573ull };
	uint64_t last = (uint64_t)words << 59;

	for (int i = 0; i <= words; i++) {
		uint64_t m = i < words ? in[i] : last;

		v[3] ^= m;
		sipround(v);
		sipround(v);
		v[0] ^= m;
	}
	v[2] ^= 0xff;
	for (int i = 0; i < 4; i++)
		sipround(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

int main(void)
{
	uint64_t key[2] = { 0, 0 };
	uint64_t longest = 0;

	for (uint64_t i = 0; i < 4000000000ull; i++) {
		uint32_t *c;

		key[0] = i % 3000000;
		c = &count[siphash(1, 2, key, 2) & (BUCKETS - 1)];
		if (++*c > longest)
			longest = *c;
	}
	printf("%llu\n", (unsigned long long)longest);
	return 0;
}
