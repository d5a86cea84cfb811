// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lyra2REv2 (Vertcoin until 2019, Monacoin), Lyra2REv3 (Vertcoin until 2021)
 * and Lyra2Z (Zcoin until 2018, Gincoin) of block headers. Source: the chains
 * in Vertcoin's, Zcoin's and cpuminer-opt's sources; there is no paper.
 */
#include "lyra2.h"
#include "primitives.h"
#include "x11.h"

#define HEADER	80

void lyra2re_v2(lyra2_fn f, const u8 header[80], void *pad, u8 out[32])
{
	static const struct lyra2_shape shape = { 1, 4, 4, false };
	u8 a[32], b[32];

	blake256(header, HEADER, a);
	keccak256(a, 32, b);
	cubehash256(b, 32, a);
	f(&shape, pad, a, b);
	skein512_256(b, 32, a);
	cubehash256(a, 32, b);
	bmw256(b, 32, out);
}

void lyra2re_v3(lyra2_fn f, const u8 header[80], void *pad, u8 out[32])
{
	static const struct lyra2_shape shape = { 1, 4, 4, true };
	u8 a[32], b[32];

	blake256(header, HEADER, a);
	f(&shape, pad, a, b);
	cubehash256(b, 32, a);
	f(&shape, pad, a, b);
	bmw256(b, 32, out);
}

void lyra2z(lyra2_fn f, const u8 header[80], void *pad, u8 out[32])
{
	static const struct lyra2_shape shape = { 8, 8, 8, false };
	u8 a[32];

	blake256(header, HEADER, a);
	f(&shape, pad, a, out);
}
