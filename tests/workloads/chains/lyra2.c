// SPDX-License-Identifier: GPL-2.0-only
/* Lyra2 with registers of 64 bits */
#include "lyra2.h"
#include "blake2b_g.h"

typedef u64 __attribute__((may_alias)) lane;

#define BLOCK	12
#define STATE	16

static __always_inline void lyra2_round(lane s[STATE])
{
	blake2b_g(s, 0, 4, 8, 12, 0, 0);
	blake2b_g(s, 1, 5, 9, 13, 0, 0);
	blake2b_g(s, 2, 6, 10, 14, 0, 0);
	blake2b_g(s, 3, 7, 11, 15, 0, 0);
	blake2b_g(s, 0, 5, 10, 15, 0, 0);
	blake2b_g(s, 1, 6, 11, 12, 0, 0);
	blake2b_g(s, 2, 7, 8, 13, 0, 0);
	blake2b_g(s, 3, 4, 9, 14, 0, 0);
}

static __always_inline void lyra2_rotate(const lane s[STATE], lane out[BLOCK])
{
	unsigned int i;

	for (i = 0; i < BLOCK; i++)
		out[(i + 1) % BLOCK] = s[i];
}

#include "lyra2_template.h"

void lyra2(const struct lyra2_shape *shape, void *matrix, const u8 in[32],
	   u8 out[32])
{
	lyra2_hash(shape, matrix, in, out);
}
