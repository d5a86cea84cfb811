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

/* vectors-primitives.c: hash functions and ciphers that others are made of */
extern const struct vector_set primitive_vectors;
/* vectors-cryptonight.c: CryptoNight and its variants */
extern const struct vector_set cryptonight_vectors;
/* vectors-memory.c: what is bound by memory, but for large tables */
extern const struct vector_set memory_vectors;
/* vectors-dag.c: what mixes words of a large table */
extern const struct vector_set dag_vectors;
/* also there: those that take too much memory and time to be checked always */
extern const struct vector_set large_vectors;
/* vectors-crack.c: what crackers of passwords compute */
extern const struct vector_set crack_vectors;
/* vectors-chains.c: chains of hash functions, and what they are chained of */
extern const struct vector_set chain_vectors;

/* the block that XMRig tests itself with */
#define XMRIG_INPUT \
	"0305a0dbd6bf05cf16e503f3a66f78007cbf34144332ecbfc22ed95c8700383b309ace1923a0964b00000008ba939a62724c0d7581fce5761e9d8a0e6a1c3f924fdd8493d1115649c05eb601"

/* Memory for a digest to work in, as much as the largest of them needs. */
#define VECTOR_PAD_BYTES	(20ul << 20)	/* Equihash 96,5 */

extern v8u64 vector_pad[];

#endif /* _CW_WORKLOAD_VECTORS_H */
