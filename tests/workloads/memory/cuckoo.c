// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cuckatoo Cycle: edges by SipHash, verification of a proof, and the lean
 * solver's edge trimming, where a miner spends its time. Source: J. Tromp,
 * "Cuckoo Cycle: a memory bound graph-theoretic proof-of-work", and Grin's
 * description of Cuckatoo: two edges meet where their nodes differ in bit 0.
 */
#include "primitives.h"
#include "sipround.h"

static __always_inline u64 edge_node(const u64 keys[4], u64 edge,
				     unsigned int side, u64 mask)
{
	u64 v[4] = { keys[0], keys[1], keys[2], keys[3] };

	return sip_finish(v, 2 * edge + side, SIP_ROTE) & mask;
}

/* The one other edge that meets edge @at on @side, or -1. */
static int meeting_edge(u64 node[CUCKOO_PROOF][2], int at, unsigned int side)
{
	int i, found = -1;

	for (i = 0; i < CUCKOO_PROOF; i++) {
		if (i == at || node[i][side] >> 1 != node[at][side] >> 1)
			continue;
		if (found >= 0 || node[i][side] == node[at][side])
			return -1;
		found = i;
	}
	return found;
}

bool cuckatoo_verify(const u64 keys[4], unsigned int edge_bits,
		     const u64 edges[CUCKOO_PROOF])
{
	u64 node[CUCKOO_PROOF][2], mask = (1ull << edge_bits) - 1;
	unsigned int side = 0, length = 0;
	int i;

	for (i = 0; i < CUCKOO_PROOF; i++) {
		if (edges[i] > mask || (i && edges[i] <= edges[i - 1]))
			return false;
		node[i][0] = edge_node(keys, edges[i], 0, mask);
		node[i][1] = edge_node(keys, edges[i], 1, mask);
	}
	i = 0;
	do {
		i = meeting_edge(node, i, side);
		side ^= 1;
		length++;
	} while (i > 0);
	return i == 0 && length == CUCKOO_PROOF;
}

void cuckoo_nodes(const u64 keys[4], u64 edge, unsigned int side, u64 mask,
		  u64 node[CUCKOO_BATCH])
{
	unsigned int i;

	for (i = 0; i < CUCKOO_BATCH; i++)
		node[i] = edge_node(keys, edge + i, side, mask);
}

static bool test_bit(const u64 *map, u64 i)
{
	return map[i / 64] >> (i % 64) & 1;
}

size_t cuckoo_pad_bytes(unsigned int edge_bits)
{
	return 2 * (1ul << edge_bits) / 8;	/* edges, nodes */
}

/* Dead edges have their bit set. Return: how many are still alive. */
static u64 trim_side(cuckoo_nodes_fn nodes, const u64 keys[4],
		     unsigned int edge_bits, unsigned int side, u64 *dead,
		     u64 *used)
{
	u64 n = 1ull << edge_bits, alive = 0, edge, node[CUCKOO_BATCH];
	unsigned int i;

	memset(used, 0, n / 8);
	for (edge = 0; edge < n; edge += CUCKOO_BATCH) {
		nodes(keys, edge, side, n - 1, node);
		for (i = 0; i < CUCKOO_BATCH; i++)
			if (!test_bit(dead, edge + i))
				used[node[i] / 64] |= 1ull << (node[i] % 64);
	}
	for (edge = 0; edge < n; edge += CUCKOO_BATCH) {
		nodes(keys, edge, side, n - 1, node);
		for (i = 0; i < CUCKOO_BATCH; i++) {
			if (test_bit(dead, edge + i))
				continue;
			if (test_bit(used, node[i] ^ 1))
				alive++;
			else
				dead[edge / 64] |= 1ull << i;
		}
	}
	return alive;
}

u64 cuckoo_trim(cuckoo_nodes_fn nodes, const u64 keys[4],
		unsigned int edge_bits, void *pad)
{
	u64 *dead = pad, *used = dead + (1ull << edge_bits) / 64;

	memset(dead, 0, (1ull << edge_bits) / 8);
	trim_side(nodes, keys, edge_bits, 0, dead, used);
	return trim_side(nodes, keys, edge_bits, 1, dead, used);
}
