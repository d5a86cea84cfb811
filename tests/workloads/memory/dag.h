/* SPDX-License-Identifier: GPL-2.0-only */
/* Proofs of work that mix words of a large table: Ethash and its kin. */
#ifndef _CW_WORKLOAD_DAG_H
#define _CW_WORKLOAD_DAG_H

#include "bits.h"

#define FNV_PRIME	0x01000193u

/* FNV-1, on words as Ethash has it */
static __always_inline u32 fnv1(u32 a, u32 b)
{
	return (a * FNV_PRIME) ^ b;
}

static __always_inline u32 fnv1a(u32 a, u32 b)
{
	return (a ^ b) * FNV_PRIME;
}

#define ETHASH_PARENTS	256
#define KAWPOW_PARENTS	512

/* A node of the cache or of the dataset: one Keccak-512. */
#define NODE_WORDS	16

struct dag_node {
	u32 w[NODE_WORDS];
};

/**
 * struct dag - Ethash's tables
 * @cache:       what light clients keep
 * @cache_nodes: their number, a prime
 * @full:        the dataset, NULL for light clients
 * @full_nodes:  number of its nodes, two times a prime
 * @l1:          its first PROGPOW_L1_NODES nodes, for ProgPoW
 * @parents:     nodes of the cache in a node of the dataset
 */
struct dag {
	struct dag_node *cache;
	u32 cache_nodes;
	struct dag_node *full;
	u32 full_nodes;
	const struct dag_node *l1;
	u32 parents;
};

/* ethash.c */
struct ethash_result {
	u8 mix[32];
	u8 final[32];
};

/* RandMemoHash over @cache_nodes nodes */
void ethash_make_cache(struct dag *d, const u8 seed[32]);
void ethash_node(const struct dag *d, u32 index, struct dag_node *out);
void ethash_light(const struct dag *d, const u8 header[32], u64 nonce,
		  struct ethash_result *r);
void ethash_full(const struct dag *d, const u8 header[32], u64 nonce,
		 struct ethash_result *r);

/* progpow.c */
#define PROGPOW_L1_NODES	256	/* 16 KiB */

/**
 * struct progpow_shape - a variant of ProgPoW
 * @period:      blocks with the same program
 * @cache_steps: reads from the 16 KiB in a loop
 * @math_steps:  instructions of random arithmetic in a loop
 * @letters:     what pads the input of Keccak, NULL: zeroes
 */
struct progpow_shape {
	u32 period;
	unsigned int cache_steps;
	unsigned int math_steps;
	const char *letters;
};

extern const struct progpow_shape progpow_092, kawpow;

#define PROGPOW_REGS	32	/* of a lane */

void keccak_f800(u32 st[25]);
void progpow_fill(u64 seed, u32 lane, u32 reg[PROGPOW_REGS]);
void progpow(const struct progpow_shape *s, const struct dag *d, u32 block,
	     const u8 header[32], u64 nonce, struct ethash_result *r);

/* verthash.c; @data of @bytes bytes, aligned to 4 */
#define VERTHASH_HEADER_BYTES	80
#define VERTHASH_NODE_BYTES	32
#define VERTHASH_INDEX		17	/* of Vertcoin's data file, 1.3 GB */

void verthash(const u8 header[VERTHASH_HEADER_BYTES], const void *data,
	      size_t bytes, u8 out[32]);

/**
 * verthash_make_data() - what the data file holds
 * @index: size of the graph
 * @data:  result, verthash_nodes() * VERTHASH_NODE_BYTES
 */
void verthash_make_data(unsigned int index, void *data);
u64 verthash_nodes(unsigned int index);

#endif /* _CW_WORKLOAD_DAG_H */
