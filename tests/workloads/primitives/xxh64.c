// SPDX-License-Identifier: GPL-2.0-only
/* XXH64 with seed 0. Source: Y. Collet, xxHash, doc/xxhash_spec.md. */
#include "primitives.h"

#define PRIME1	0x9e3779b185ebca87ull
#define PRIME2	0xc2b2ae3d27d4eb4full
#define PRIME3	0x165667b19e3779f9ull
#define PRIME4	0x85ebca77c2b2ae63ull
#define PRIME5	0x27d4eb2f165667c5ull
#define STRIPE	32

static __always_inline u64 xxh_round(u64 acc, u64 lane)
{
	return rol64(acc + lane * PRIME2, 31) * PRIME1;
}

static __always_inline u64 merge_lane(u64 acc, u64 lane)
{
	return (acc ^ xxh_round(0, lane)) * PRIME1 + PRIME4;
}

/* whole stripes of @p; moves it behind them */
static u64 stripes(const u8 **p, size_t len)
{
	u64 a = PRIME1 + PRIME2, b = PRIME2, c = 0, d = -PRIME1, acc;

	for (; len >= STRIPE; len -= STRIPE, *p += STRIPE) {
		a = xxh_round(a, get_le64(*p));
		b = xxh_round(b, get_le64(*p + 8));
		c = xxh_round(c, get_le64(*p + 16));
		d = xxh_round(d, get_le64(*p + 24));
	}
	acc = rol64(a, 1) + rol64(b, 7) + rol64(c, 12) + rol64(d, 18);
	acc = merge_lane(acc, a);
	acc = merge_lane(acc, b);
	acc = merge_lane(acc, c);
	return merge_lane(acc, d);
}

u64 xxh64(const void *in, size_t len)
{
	const u8 *p = in;
	u64 acc = len >= STRIPE ? stripes(&p, len) : PRIME5;
	size_t rest = len % STRIPE;

	acc += len;
	for (; rest >= 8; rest -= 8, p += 8)
		acc = rol64(acc ^ xxh_round(0, get_le64(p)), 27) * PRIME1 +
		      PRIME4;
	for (; rest >= 4; rest -= 4, p += 4)
		acc = rol64(acc ^ get_le32(p) * PRIME1, 23) * PRIME2 + PRIME3;
	for (; rest; rest--, p++)
		acc = rol64(acc ^ *p * PRIME5, 11) * PRIME1;
	acc = (acc ^ acc >> 33) * PRIME2;
	acc = (acc ^ acc >> 29) * PRIME3;
	return acc ^ acc >> 32;
}
