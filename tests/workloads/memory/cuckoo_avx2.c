// SPDX-License-Identifier: GPL-2.0-only
/* Cuckatoo's edges, four at a time in AVX2 registers. */
#include "primitives.h"

#define LANES	4

typedef u64 v4u64 __attribute__((vector_size(8 * LANES)));

static __always_inline v4u64 rol(v4u64 x, unsigned int n)
{
	return x << n | x >> (64 - n);
}

static __always_inline void round4(v4u64 v[4])
{
	v[0] += v[1];
	v[2] += v[3];
	v[1] = rol(v[1], 13) ^ v[0];
	v[3] = rol(v[3], 16) ^ v[2];
	v[0] = rol(v[0], 32);
	v[2] += v[1];
	v[0] += v[3];
	v[1] = rol(v[1], 17) ^ v[2];
	v[3] = rol(v[3], 21) ^ v[0];
	v[2] = rol(v[2], 32);
}

void cuckoo_nodes_avx2(const u64 keys[4], u64 edge, unsigned int side,
		       u64 mask, u64 node[CUCKOO_BATCH])
{
	const v4u64 step = { 0, 2, 4, 6 };
	unsigned int i, r;

	for (i = 0; i < CUCKOO_BATCH; i += LANES) {
		v4u64 m = step + (2 * (edge + i) + side);
		v4u64 v[4] = { step * 0 + keys[0], step * 0 + keys[1],
			       step * 0 + keys[2], step * 0 + keys[3] };

		v[3] ^= m;
		for (r = 0; r < 2; r++)
			round4(v);
		v[0] ^= m;
		v[2] ^= 0xff;
		for (r = 0; r < 4; r++)
			round4(v);
		v[0] = (v[0] ^ v[1] ^ v[2] ^ v[3]) & mask;
		memcpy(node + i, &v[0], sizeof(v[0]));
	}
}
