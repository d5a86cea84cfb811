// SPDX-License-Identifier: GPL-2.0-only
/*
 * Cuckaroo Cycle: edges by SipHash in chained blocks of 64, verification of a
 * proof, and edge trimming. Source: J. Tromp, "Cuckoo Cycle", and Grin's
 * description of Cuckaroo: an edge is one hash, both of its nodes are in it.
 */
#include "primitives.h"
#include "sipround.h"

#define BLOCK		64u

/* Edges @first … of one block; the state goes on from nonce to nonce. */
static void edge_block(const u64 keys[4], u64 first, u64 edge[BLOCK])
{
	u64 v[4] = { keys[0], keys[1], keys[2], keys[3] };
	unsigned int i;

	for (i = 0; i < BLOCK; i++)
		edge[i] = sip_finish(v, first + i, SIP_ROTE);
	for (i = 0; i < BLOCK - 1; i++)
		edge[i] ^= edge[BLOCK - 1];
}

static u64 node_of(u64 edge, unsigned int side, u64 mask)
{
	return (side ? edge >> 32 : edge) & mask;
}

/* The one other edge with the same node as @at on @side, or -1. */
static int meeting_edge(u64 node[CUCKOO_PROOF][2], int at, unsigned int side)
{
	int i, found = -1;

	for (i = 0; i < CUCKOO_PROOF; i++) {
		if (i == at || node[i][side] != node[at][side])
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

bool cuckaroo_verify(const u64 keys[4], unsigned int edge_bits,
		     const u64 edges[CUCKOO_PROOF])
{
	u64 node[CUCKOO_PROOF][2], block[BLOCK], e;
	u64 mask = (1ull << edge_bits) - 1;
	unsigned int side = 0, length = 0;
	int i;

	for (i = 0; i < CUCKOO_PROOF; i++) {
		if (edges[i] > mask || (i && edges[i] <= edges[i - 1]))
			return false;
		edge_block(keys, edges[i] / BLOCK * BLOCK, block);
		e = block[edges[i] % BLOCK];
		node[i][0] = node_of(e, 0, mask);
		node[i][1] = node_of(e, 1, mask);
	}
	i = 0;
	do {
		i = meeting_edge(node, i, side);
		side ^= 1;
		length++;
	} while (i > 0);
	return i == 0 && length == CUCKOO_PROOF;
}

size_t cuckaroo_pad_bytes(unsigned int edge_bits)
{
	return 3 * (1ul << edge_bits) / 8;
}

/* Dead edges have their bit set. Return: how many are still alive. */
static u64 trim_side(const u64 keys[4], unsigned int edge_bits,
		     unsigned int side, u64 *dead, u64 *once, u64 *twice)
{
	u64 n = 1ull << edge_bits, alive = 0, block[BLOCK], first, node, bit;
	unsigned int i;

	memset(once, 0, n / 8);
	memset(twice, 0, n / 8);
	for (first = 0; first < n; first += BLOCK) {
		edge_block(keys, first, block);
		for (i = 0; i < BLOCK; i++) {
			if (dead[first / 64] >> i & 1)
				continue;
			node = node_of(block[i], side, n - 1);
			bit = 1ull << node % 64;
			twice[node / 64] |= once[node / 64] & bit;
			once[node / 64] |= bit;
		}
	}
	for (first = 0; first < n; first += BLOCK) {
		edge_block(keys, first, block);
		for (i = 0; i < BLOCK; i++) {
			if (dead[first / 64] >> i & 1)
				continue;
			node = node_of(block[i], side, n - 1);
			if (twice[node / 64] >> node % 64 & 1)
				alive++;
			else
				dead[first / 64] |= 1ull << i;
		}
	}
	return alive;
}

u64 cuckaroo_trim(const u64 keys[4], unsigned int edge_bits, void *pad)
{
	u64 words = (1ull << edge_bits) / 64;
	u64 *dead = pad, *once = dead + words, *twice = once + words;

	memset(dead, 0, words * sizeof(*dead));
	trim_side(keys, edge_bits, 0, dead, once, twice);
	return trim_side(keys, edge_bits, 1, dead, once, twice);
}
