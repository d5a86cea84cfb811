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

void blake512(const void *in, size_t len, u8 out[64]);
void bmw512(const void *in, size_t len, u8 out[64]);
void groestl512(const void *in, size_t len, u8 out[64]);
void skein512_512(const void *in, size_t len, u8 out[64]);
void jh512(const void *in, size_t len, u8 out[64]);
void luffa512(const void *in, size_t len, u8 out[64]);
void cubehash512(const void *in, size_t len, u8 out[64]);
void shavite512(const void *in, size_t len, u8 out[64]);
void simd512(const void *in, size_t len, u8 out[64]);
void echo512(const void *in, size_t len, u8 out[64]);

/* once before groestl512() and simd512(), after aes_table_init() */
void x11_table_init(void);
void groestl_table_init(void);
void simd_table_init(void);

/* with the AES instructions; only where cpu_has_aes() */
void shavite512_ni(const void *in, size_t len, u8 out[64]);
void echo512_ni(const void *in, size_t len, u8 out[64]);

/* x11.c: the chain, cut to 256 bits */
void x11(const void *in, size_t len, u8 out[32]);
void x11_ni(const void *in, size_t len, u8 out[32]);

#endif /* _CW_WORKLOAD_X11_H */
