// SPDX-License-Identifier: GPL-2.0-only
/*
 * Verthash, Vertcoin's proof of work: FNV-1a over random reads from a data
 * file, and that file, a stack of butterfly graphs of SHA-3. Source: Vertcoin
 * Core, crypto/verthash, and gertjaap/verthash-go.
 */
#include "dag.h"
#include "primitives.h"

#define SUBSETS		8	/* SHA3-512 digests that seek */
#define SUBSET_WORDS	16
#define SEEK_WORDS	(SUBSETS * SUBSET_WORDS)
#define ROTATIONS	32
#define SEEKS		(SEEK_WORDS * ROTATIONS)
#define READ_WORDS	8
#define ALIGN_BYTES	16
#define FNV_OFFSET	0x811c9dc5u

void verthash(const u8 header[VERTHASH_HEADER_BYTES], const void *data,
	      size_t bytes, u8 out[32])
{
	u32 places = (bytes - 4 * READ_WORDS) / ALIGN_BYTES + 1;
	u32 seek[SEEK_WORDS], result[READ_WORDS], sum = FNV_OFFSET, r, i, k;
	u8 in[VERTHASH_HEADER_BYTES];

	sha3_256(header, VERTHASH_HEADER_BYTES, (u8 *)result);
	memcpy(in, header, sizeof(in));
	for (i = 0; i < SUBSETS; i++) {
		in[0]++;
		sha3_512(in, sizeof(in), (u8 *)(seek + i * SUBSET_WORDS));
	}
	for (r = 0; r < ROTATIONS; r++) {
		for (i = 0; i < SEEK_WORDS; i++) {
			const u32 *at = (const u32 *)data +
				fnv1a(seek[i], sum) % places *
				(u64)(ALIGN_BYTES / 4);

			for (k = 0; k < READ_WORDS; k++) {
				result[k] = fnv1a(result[k], at[k]);
				sum = fnv1a(sum, at[k]);
			}
			seek[i] = rol32(seek[i], 1);
		}
	}
	memcpy(out, result, sizeof(result));
}

/* The graph while it is made; nodes are numbered from @first on. */
struct graph {
	u8 (*node)[VERTHASH_NODE_BYTES];
	u64 first;
	u64 count;
	u8 key[32];
};

u64 verthash_nodes(unsigned int index)
{
	return (1ull << index) * (index + 1) * index;
}

/* The next node, from its number and one or two others, or none. */
static void add_node(struct graph *g, s64 parent0, s64 parent1)
{
	u8 in[4 * 32] = { 0 };
	u64 id = (g->first + g->count) << 1;	/* as a signed varint */
	size_t len = 64;
	u8 *p = in + 32;

	memcpy(in, g->key, 32);
	for (; id >= 0x80; id >>= 7)
		*p++ = id | 0x80;
	*p = id;
	if (parent0 >= 0) {
		memcpy(in + len, g->node[parent0], VERTHASH_NODE_BYTES);
		len += VERTHASH_NODE_BYTES;
	}
	if (parent1 >= 0) {
		memcpy(in + len, g->node[parent1], VERTHASH_NODE_BYTES);
		len += VERTHASH_NODE_BYTES;
	}
	sha3_256(in, len, g->node[g->count]);
	g->count++;
}

static void add_butterfly(struct graph *g, unsigned int index)
{
	u64 width = 1ull << index, begin = g->count - width, i;
	unsigned int level, shift;

	for (level = 1; level < 2 * index; level++) {
		shift = level > index ? level - index : index - level;
		for (i = 0; i < width; i++)
			add_node(g, begin + (level - 1) * width +
				 (i ^ 1ull << shift), g->count - width);
	}
}

/* A layer of @width nodes below the last @width ones. */
static void add_layer(struct graph *g, u64 width)
{
	u64 i;

	for (i = 0; i < width; i++)
		add_node(g, g->count - width, -1);
}

/* Xi(index): butterflies around two smaller ones; its sources are there. */
static void add_xi(struct graph *g, unsigned int index)
{
	u64 half = 1ull << (index - 1), sources = g->count - 2 * half, end, i;

	if (index == 1) {
		add_butterfly(g, 1);
		return;
	}
	for (i = 0; i < half; i++)
		add_node(g, sources + i, sources + i + half);
	add_butterfly(g, index - 1);
	add_layer(g, half);
	add_xi(g, index - 1);
	add_layer(g, half);
	add_xi(g, index - 1);
	add_layer(g, half);
	add_butterfly(g, index - 1);
	end = g->count;
	for (i = 0; i < 2 * half; i++)
		add_node(g, end - half + i % half, sources + i);
}

void verthash_make_data(unsigned int index, void *data)
{
	static const char name[] = "Verthash Proof-of-Space Datafile";
	struct graph g = { .node = data, .first = 1 };
	u64 nodes = verthash_nodes(index), i;

	while (g.first <= nodes)
		g.first *= 2;
	sha3_256(name, sizeof(name) - 1, g.key);
	for (i = 0; i < 1ull << index; i++)
		add_node(&g, -1, -1);
	add_xi(&g, index);
}
