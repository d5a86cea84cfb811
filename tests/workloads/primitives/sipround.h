/* SPDX-License-Identifier: GPL-2.0-only */
/* The round of SipHash, shared by SipHash-2-4 and the Cuckoo family. */
#ifndef _CW_WORKLOAD_SIPROUND_H
#define _CW_WORKLOAD_SIPROUND_H

#include "bits.h"

#define SIP_ROTE	21	/* Cuckaroo 29 uses 25 in its place */

static __always_inline void sipround(u64 v[4], unsigned int rote)
{
	v[0] += v[1];
	v[2] += v[3];
	v[1] = rol64(v[1], 13) ^ v[0];
	v[3] = rol64(v[3], 16) ^ v[2];
	v[0] = rol64(v[0], 32);
	v[2] += v[1];
	v[0] += v[3];
	v[1] = rol64(v[1], 17) ^ v[2];
	v[3] = rol64(v[3], rote) ^ v[0];
	v[2] = rol64(v[2], 32);
}

/* Absorbs the last word @m (two rounds) and finalises (four rounds). */
static __always_inline u64 sip_finish(u64 v[4], u64 m, unsigned int rote)
{
	unsigned int i;

	v[3] ^= m;
	for (i = 0; i < 2; i++)
		sipround(v, rote);
	v[0] ^= m;
	v[2] ^= 0xff;
	for (i = 0; i < 4; i++)
		sipround(v, rote);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

#endif /* _CW_WORKLOAD_SIPROUND_H */
