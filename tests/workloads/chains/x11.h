/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hash functions, most of them candidates of the SHA-3 contest, that X11,
 * Lyra2RE and GhostRider are chained of. Each hashes @len bytes to a digest of
 * as many bits as its name says, whirlpool() to 512.
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

void hamsi512(const void *in, size_t len, u8 out[64]);
void fugue512(const void *in, size_t len, u8 out[64]);
void shabal512(const void *in, size_t len, u8 out[64]);
void whirlpool(const void *in, size_t len, u8 out[64]);

/* once before the functions that have tables, after aes_table_init() */
void x11_table_init(void);
void groestl_table_init(void);
void simd_table_init(void);
void fugue_table_init(void);
void hamsi_table_init(void);
void whirlpool_table_init(void);

/* with the AES instructions; only where cpu_has_aes() */
void shavite512_ni(const void *in, size_t len, u8 out[64]);
void echo512_ni(const void *in, size_t len, u8 out[64]);

/* x11.c: the chain, cut to 256 bits */
void x11(const void *in, size_t len, u8 out[32]);
void x11_ni(const void *in, size_t len, u8 out[32]);

#endif /* _CW_WORKLOAD_X11_H */
