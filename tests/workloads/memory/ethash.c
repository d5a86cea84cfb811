// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ethash (Ethereum until 2022; as Etchash, with longer epochs, Ethereum
 * Classic). Source: appendix J of the Ethereum yellow paper and the wiki page
 * "Ethash". Words are little endian, as is the machine.
 */
#include "dag.h"
#include "primitives.h"

#define CACHE_ROUNDS	3
#define ACCESSES	64	/* pages of the dataset in a hash */
#define PAGE_NODES	2	/* one access */
#define PAGE_WORDS	(PAGE_NODES * NODE_WORDS)

static void hash_node(struct dag_node *n)
{
	keccak512(n, sizeof(*n), (u8 *)n);
}

void ethash_make_cache(struct dag *d, const u8 seed[32])
{
	struct dag_node *c = d->cache, x;
	u32 n = d->cache_nodes, i, k, a, b;
	unsigned int round;

	keccak512(seed, 32, (u8 *)&c[0]);
	for (i = 1; i < n; i++) {
		c[i] = c[i - 1];
		hash_node(&c[i]);
	}
	for (round = 0; round < CACHE_ROUNDS; round++)
		for (i = 0; i < n; i++) {
			a = c[i].w[0] % n;
			b = (i + n - 1) % n;
			for (k = 0; k < NODE_WORDS; k++)
				x.w[k] = c[a].w[k] ^ c[b].w[k];
			hash_node(&x);
			c[i] = x;
		}
}

void ethash_node(const struct dag *d, u32 index, struct dag_node *out)
{
	struct dag_node mix = d->cache[index % d->cache_nodes];
	const struct dag_node *parent;
	u32 i, k;

	mix.w[0] ^= index;
	hash_node(&mix);
	for (i = 0; i < d->parents; i++) {
		parent = &d->cache[fnv1(index ^ i, mix.w[i % NODE_WORDS]) %
				   d->cache_nodes];
		for (k = 0; k < NODE_WORDS; k++)
			mix.w[k] = fnv1(mix.w[k], parent->w[k]);
	}
	hash_node(&mix);
	*out = mix;
}

static __always_inline void mix_page(u32 mix[PAGE_WORDS],
				     const struct dag_node page[PAGE_NODES])
{
	unsigned int n, k;

	for (n = 0; n < PAGE_NODES; n++)
		for (k = 0; k < NODE_WORDS; k++)
			mix[n * NODE_WORDS + k] =
				fnv1(mix[n * NODE_WORDS + k], page[n].w[k]);
}

/* @full: look the pages up, or else compute them */
static __always_inline void hashimoto(const struct dag *d, const u8 header[32],
				      u64 nonce, bool full,
				      struct ethash_result *r)
{
	u32 pages = d->full_nodes / PAGE_NODES, i, k, p;
	u32 seed[NODE_WORDS], mix[PAGE_WORDS], cmix[8];
	struct dag_node node[PAGE_NODES];
	u8 buf[96];

	memcpy(buf, header, 32);
	put_le64(buf + 32, nonce);
	keccak512(buf, 40, (u8 *)seed);
	for (k = 0; k < PAGE_WORDS; k++)
		mix[k] = seed[k % NODE_WORDS];

	for (i = 0; i < ACCESSES; i++) {
		p = fnv1(i ^ seed[0], mix[i % PAGE_WORDS]) % pages;
		if (full) {
			mix_page(mix, d->full + p * PAGE_NODES);
			continue;
		}
		for (k = 0; k < PAGE_NODES; k++)
			ethash_node(d, p * PAGE_NODES + k, &node[k]);
		mix_page(mix, node);
	}

	for (k = 0; k < PAGE_WORDS; k += 4)
		cmix[k / 4] = fnv1(fnv1(fnv1(mix[k], mix[k + 1]), mix[k + 2]),
				   mix[k + 3]);
	memcpy(r->mix, cmix, sizeof(cmix));
	memcpy(buf, seed, 64);
	memcpy(buf + 64, cmix, 32);
	keccak256(buf, sizeof(buf), r->final);
}

void ethash_light(const struct dag *d, const u8 header[32], u64 nonce,
		  struct ethash_result *r)
{
	hashimoto(d, header, nonce, false, r);
}

void ethash_full(const struct dag *d, const u8 header[32], u64 nonce,
		 struct ethash_result *r)
{
	hashimoto(d, header, nonce, true, r);
}
