// SPDX-License-Identifier: GPL-2.0-only
/* SHA-512 of four candidates, one in each lane of the registers. */
#include "crack.h"

typedef u64 v4u64 __attribute__((vector_size(32)));

static __always_inline v4u64 splat(u64 x)
{
	return (v4u64){ x, x, x, x };
}

static __always_inline bool any_equal(v4u64 a, v4u64 b)
{
	v4u64 x = (v4u64)(a == b);

	return x[0] | x[1] | x[2] | x[3];
}

#define sha512_word		v4u64
#define sha512_lanes		4
#define sha512_word_of(x)	splat(x)
#define sha512_first(n)		(splat(n) + (v4u64){ 0, 1, 2, 3 })
#define sha512_any(a, b)	any_equal(a, b)

#include "sha512_rounds.h"

bool sha512_scan_avx2(u32 first, u32 count, u64 target)
{
	return sha512_scan_words(first, count, target);
}
