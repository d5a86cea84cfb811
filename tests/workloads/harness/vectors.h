/* SPDX-License-Identifier: GPL-2.0-only */
/* The tables of published test vectors that vectors.c runs. */
#ifndef _CW_WORKLOAD_VECTORS_H
#define _CW_WORKLOAD_VECTORS_H

#include "bits.h"

/**
 * struct vector - one published input and its digest
 * @group:  what it vouches for, struct workload.group
 * @source: who published it
 * @digest: computes it
 * @in:     input in hex
 * @out:    digest in hex
 */
struct vector {
	const char *group;
	const char *source;
	void (*digest)(const u8 *in, size_t len, u8 *out);
	const char *in;
	const char *out;
};

struct vector_set {
	const struct vector *vectors;
	size_t count;
};

/* vectors-dag.c: what mixes words of a large table */
extern const struct vector_set dag_vectors;
/* also there: those that take too much memory and time to be checked always */
extern const struct vector_set large_vectors;
/* vectors-crack.c: what crackers of passwords compute */
extern const struct vector_set crack_vectors;
/* vectors-chains.c: chains of hash functions, and what they are chained of */
extern const struct vector_set chain_vectors;

/* Memory for a digest to work in, as much as the largest of them needs. */
#define VECTOR_PAD_BYTES	(20ul << 20)	/* Equihash 96,5 */

extern v8u64 vector_pad[];

#endif /* _CW_WORKLOAD_VECTORS_H */
