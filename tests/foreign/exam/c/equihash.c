// SPDX-License-Identifier: GPL-2.0-only
/*
 * Equihash by Wagner's algorithm with pairs of indices: -DN=200 -DK=9 is
 * Zcash's, 144 and 5 Bitcoin Gold's. Each round sorts the rows into buckets by
 * their next bits and joins what collides. A solution is checked by hashing
 * its leaves again.
 */
#include "blake2b.h"

#include <stdio.h>
#include <stdlib.h>

#ifndef N
#define N 200
#define K 9
#define WHO "ZcashPoW"
#endif
#define DIGIT (N / (K + 1))
#define ROWS (1u << (DIGIT + 1))
#define LEAF_BYTES ((N + 7) / 8)
#define PER_HASH (512 / N)
#define BUCKET_BITS (DIGIT > 20 ? 16 : 12)
#define BUCKETS (1u << BUCKET_BITS)
#define ROOM (ROWS / BUCKETS * 3 / 2)
#define WORDS ((N + 63) / 64)

struct row {
	uint64_t w[WORDS];	/* digits to come, the next one on top */
	uint32_t ref;
};

struct pair {
	uint32_t a, b;
};

static struct row *rows[2];
static uint32_t *filled[2];
static struct pair *pairs[K + 1];
static struct blake2 head;

static void personal(struct blake2 *b)
{
	uint64_t p[2];
	uint32_t n = N, k = K;

	begin(b, PER_HASH * LEAF_BYTES);
	memcpy(p, WHO, 8);
	memcpy(p + 1, &n, 4);
	memcpy((uint8_t *)(p + 1) + 4, &k, 4);
	b->h[6] ^= p[0];
	b->h[7] ^= p[1];
}

static void leaves(uint32_t group, uint8_t *out)
{
	struct blake2 b = head;

	add32(&b, group);
	finish(&b, out);
}

/* The bytes of a leaf, most significant bit first, into words. */
static void widen(const uint8_t *p, uint64_t *w)
{
	memset(w, 0, 8 * WORDS);
	for (int i = 0; i < LEAF_BYTES; i++)
		w[i / 8] |= (uint64_t)p[i] << (56 - i % 8 * 8);
}

static inline void drop(uint64_t *w)
{
	for (int i = 0; i < WORDS; i++)
		w[i] = w[i] << DIGIT |
		       (i + 1 < WORDS ? w[i + 1] >> (64 - DIGIT) : 0);
}

static void put(int side, const uint64_t *w, uint32_t ref)
{
	uint32_t b = w[0] >> (64 - BUCKET_BITS), at = filled[side][b];

	if (at == ROOM)
		return;
	filled[side][b] = at + 1;
	memcpy(rows[side][(size_t)b * ROOM + at].w, w, 8 * WORDS);
	rows[side][(size_t)b * ROOM + at].ref = ref;
}

/* The leaves below @ref of round @round, left to right. */
static uint32_t *expand(int round, uint32_t ref, uint32_t *out)
{
	if (!round) {
		*out = ref;
		return out + 1;
	}
	out = expand(round - 1, pairs[round][ref].a, out);
	return expand(round - 1, pairs[round][ref].b, out);
}

static int compare(const void *a, const void *b)
{
	uint32_t x = *(uint32_t *)a, y = *(uint32_t *)b;

	return x < y ? -1 : x > y;
}

static int solved(uint32_t a, uint32_t b)
{
	uint32_t index[1 << K];
	uint8_t out[64];
	uint64_t sum[WORDS] = { 0 }, w[WORDS];

	expand(K - 1, b, expand(K - 1, a, index));
	qsort(index, 1 << K, 4, compare);
	for (int i = 1; i < 1 << K; i++)
		if (index[i] == index[i - 1])
			return 0;
	for (int i = 0; i < 1 << K; i++) {
		leaves(index[i] / PER_HASH, out);
		widen(out + index[i] % PER_HASH * LEAF_BYTES, w);
		for (int k = 0; k < WORDS; k++)
			sum[k] ^= w[k];
	}
	for (int k = 0; k < WORDS; k++)
		if (sum[k]) {
			fprintf(stderr, "wrong\n");
			exit(1);
		}
	return 1;
}

static int join(int round, int side)
{
	enum { SLOT_BITS = DIGIT - BUCKET_BITS, SLOTS = 1 << SLOT_BITS };
	static uint32_t first[SLOTS], next[ROOM];
	uint32_t made = 0;
	int solutions = 0;

	memset(filled[!side], 0, 4 * BUCKETS);
	for (uint32_t b = 0; b < BUCKETS; b++) {
		const struct row *r = rows[side] + (size_t)b * ROOM;

		memset(first, 0xff, sizeof(first));
		for (uint32_t i = 0; i < filled[side][b]; i++) {
			uint32_t slot = r[i].w[0] >> (64 - DIGIT) & (SLOTS - 1);

			for (uint32_t k = first[slot]; k != ~0u; k = next[k]) {
				uint64_t w[WORDS], any = 0;

				for (int j = 0; j < WORDS; j++)
					any |= w[j] = r[i].w[j] ^ r[k].w[j];
				if (round == K) {
					if (!any)
						solutions += solved(r[i].ref, r[k].ref);
					continue;
				}
				if (!any || made == ROWS)
					continue;
				drop(w);
				pairs[round][made] = (struct pair){ r[k].ref, r[i].ref };
				put(!side, w, made++);
			}
			next[i] = first[slot];
			first[slot] = i;
		}
	}
	return solutions;
}

int main(void)
{
	static const uint8_t want[8] = {	/* RFC 7693, appendix A, "abc" */
		0xba, 0x80, 0xa5, 0x3f, 0x98, 0x1c, 0x4d, 0x0d
	};
	uint8_t out[64], block[140] = { 0 };

	blake2b("abc", 3, out, 64);
	if (memcmp(out, want, 8))
		return 1;
	for (int i = 0; i < 2; i++) {
		rows[i] = malloc((size_t)BUCKETS * ROOM * sizeof(struct row));
		filled[i] = malloc(4 * BUCKETS);
	}
	for (int i = 1; i < K; i++)
		pairs[i] = malloc(ROWS * sizeof(struct pair));
	for (uint32_t nonce = 0;; nonce++) {
		int side = 0, found = 0;

		memcpy(block + 108, &nonce, 4);
		personal(&head);
		add(&head, block, 140);
		memset(filled[0], 0, 4 * BUCKETS);
		for (uint32_t i = 0; i < ROWS; i += PER_HASH) {
			leaves(i / PER_HASH, out);
			for (int k = 0; k < PER_HASH; k++) {
				uint64_t w[WORDS];

				widen(out + k * LEAF_BYTES, w);
				put(0, w, i + k);
			}
		}
		for (int round = 1; round <= K; round++, side ^= 1)
			found += join(round, side);
		printf("%u: %d\n", nonce, found);
		fflush(stdout);
	}
}
