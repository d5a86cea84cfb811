/* SPDX-License-Identifier: GPL-2.0-only */
/* G of BLAKE2b, RFC 7693, 3.1. */
#ifndef _CW_WORKLOAD_BLAKE2B_G_H
#define _CW_WORKLOAD_BLAKE2B_G_H

#include "bits.h"

static __always_inline void blake2b_g(u64 v[16], unsigned int a,
				      unsigned int b, unsigned int c,
				      unsigned int d, u64 x, u64 y)
{
	v[a] += v[b] + x;
	v[d] = ror64(v[d] ^ v[a], 32);
	v[c] += v[d];
	v[b] = ror64(v[b] ^ v[c], 24);
	v[a] += v[b] + y;
	v[d] = ror64(v[d] ^ v[a], 16);
	v[c] += v[d];
	v[b] = ror64(v[b] ^ v[c], 63);
}

#endif /* _CW_WORKLOAD_BLAKE2B_G_H */
