/* SPDX-License-Identifier: GPL-2.0-only */
/* Lyra2 as proof of work: lyra2.c, and lyra2_avx2.c where cpu_has_avx2(). */
#ifndef _CW_WORKLOAD_LYRA2_H
#define _CW_WORKLOAD_LYRA2_H

#include "bits.h"

#define LYRA2_BLOCK_BYTES	96

/**
 * struct lyra2_shape - the parameters of one proof of work
 * @passes: over the matrix, T
 * @rows:   of the matrix, a power of two
 * @cols:   of the matrix
 * @far:    pick the word that picks the row by another word, as Lyra2REv3 does
 */
struct lyra2_shape {
	u64 passes;
	u64 rows;
	u64 cols;
	bool far;
};

/**
 * typedef lyra2_fn - 32 bytes of Lyra2 with @in as password and as salt
 * @shape:  parameters
 * @matrix: rows * cols * LYRA2_BLOCK_BYTES, 32-byte aligned
 * @in:     input
 * @out:    result; may be @in
 */
typedef void (*lyra2_fn)(const struct lyra2_shape *shape, void *matrix,
			 const u8 in[32], u8 out[32]);

void lyra2(const struct lyra2_shape *shape, void *matrix, const u8 in[32],
	   u8 out[32]);
void lyra2_avx2(const struct lyra2_shape *shape, void *matrix,
		const u8 in[32], u8 out[32]);

/* lyra2re.c: proofs of work over a block header, with either of them */
#define LYRA2RE_PAD_BYTES	(4 * 4 * LYRA2_BLOCK_BYTES)
#define LYRA2Z_PAD_BYTES	(8 * 8 * LYRA2_BLOCK_BYTES)

void lyra2re_v2(lyra2_fn f, const u8 header[80], void *pad, u8 out[32]);
void lyra2re_v3(lyra2_fn f, const u8 header[80], void *pad, u8 out[32]);
void lyra2z(lyra2_fn f, const u8 header[80], void *pad, u8 out[32]);

#endif /* _CW_WORKLOAD_LYRA2_H */
