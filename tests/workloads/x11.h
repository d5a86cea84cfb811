/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Candidates of the SHA-3 contest that X11 and Lyra2RE are chained of. Each
 * hashes @len bytes to a digest of as many bits as its name says.
 */
#ifndef _CW_WORKLOAD_X11_H
#define _CW_WORKLOAD_X11_H

#include "bits.h"

void bmw256(const void *in, size_t len, u8 out[32]);
void cubehash256(const void *in, size_t len, u8 out[32]);

void bmw512(const void *in, size_t len, u8 out[64]);
void skein512_512(const void *in, size_t len, u8 out[64]);
void cubehash512(const void *in, size_t len, u8 out[64]);

#endif /* _CW_WORKLOAD_X11_H */
