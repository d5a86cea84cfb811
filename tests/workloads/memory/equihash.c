// SPDX-License-Identifier: GPL-2.0-only
/*
 * Equihash by Wagner's algorithm: BLAKE2b, then k rounds of sorting by the
 * next n / (k + 1) bits and xoring the pairs that agree in them. Source:
 * Biryukov, Khovratovich: "Equihash", 2016, with the conventions of Zcash
 * (protocol specification, 7.7.1).
 */
#include "primitives.h"

#define MAX_WORDS	10	/* k + 1 for k = 9 */

/* What is left of a row's hash, one collision's worth of bits per word. */
struct row {
	u32 w[MAX_WORDS];
};

struct pair {
	u32 left, right;
};

/* The tables lie in the pad. */
struct solver {
	const struct equihash_shape *shape;
	unsigned int bits;	/* of one collision */
	u32 rows;		/* 2^(bits + 1), also the most a round keeps */
	struct row *now, *next;
	struct pair *tree;	/* [round][row] */
	u32 *start;		/* of each bucket in order[] */
	u32 *order;
};

static unsigned int collision_bits(const struct equihash_shape *s)
{
	return s->n / (s->k + 1);
}

size_t equihash_pad_bytes(const struct equihash_shape *s)
{
	size_t rows = 2ul << collision_bits(s);

	return rows * (2 * sizeof(struct row) + s->k * sizeof(struct pair) +
		       sizeof(u32)) +
	       ((1ul << collision_bits(s)) + 1) * sizeof(u32);
}

static void lay_out(struct solver *s, void *pad)
{
	s->bits = collision_bits(s->shape);
	s->rows = 2u << s->bits;
	s->now = pad;
	s->next = s->now + s->rows;
	s->tree = (struct pair *)(s->next + s->rows);
	s->order = (u32 *)(s->tree + (size_t)s->shape->k * s->rows);
	s->start = s->order + s->rows;
}

/* Cut @n bits, the first the highest, into words of @bits. */
static void cut(const u8 *hash, unsigned int n, unsigned int bits, u32 *w)
{
	unsigned int i;
	u64 have = 0;
	unsigned int count = 0;

	for (i = 0; i < n / 8; i++) {
		have = have << 8 | hash[i];
		count += 8;
		if (count >= bits) {
			count -= bits;
			*w++ = have >> count & ((1u << bits) - 1);
		}
	}
}

static void hash_rows(struct solver *s, const struct blake2b *header)
{
	unsigned int bytes = s->shape->n / 8, per_hash = 512 / s->shape->n;
	u8 digest[64], le[4];
	u32 i, k;

	for (i = 0; i < s->rows; i += per_hash) {
		struct blake2b b = *header;

		put_le32(le, i / per_hash);
		blake2b_update(&b, le, sizeof(le));
		blake2b_final(&b, digest);
		for (k = 0; k < per_hash && i + k < s->rows; k++)
			cut(digest + k * bytes, s->shape->n, s->bits,
			    s->now[i + k].w);
	}
}

/* Counting sort of the numbers of @rows rows by their first word. */
static void sort_rows(struct solver *s, u32 rows)
{
	u32 buckets = 1u << s->bits, i;

	memset(s->start, 0, (buckets + 1) * sizeof(u32));
	for (i = 0; i < rows; i++)
		s->start[s->now[i].w[0] + 1]++;
	for (i = 0; i < buckets; i++)
		s->start[i + 1] += s->start[i];
	/* from the end of each bucket; start[] ends where it should begin */
	for (i = rows; i-- > 0;)
		s->order[--s->start[s->now[i].w[0] + 1]] = i;
}

/* Return: whether any word is left that is not zero. */
static bool xor_rows(struct row *to, const struct row *a, const struct row *b,
		     unsigned int words)
{
	unsigned int i;
	u32 any = 0;

	for (i = 1; i < words; i++) {
		to->w[i - 1] = a->w[i] ^ b->w[i];
		any |= to->w[i - 1];
	}
	return any;
}

/*
 * One round on rows of @words words. The last one keeps the pairs that agree
 * in all their bits, the others those that do not (two rows that agree in all
 * bits this early share their leaves).
 */
static u32 pair_rows(struct solver *s, unsigned int round, u32 rows,
		     unsigned int words)
{
	struct pair *tree = s->tree + (size_t)round * s->rows;
	bool last = round == s->shape->k - 1;
	u32 i, j, made = 0;

	sort_rows(s, rows);
	for (i = 0; i < rows; i++) {
		const struct row *a = &s->now[s->order[i]];

		for (j = i + 1; j < rows && made < s->rows; j++) {
			const struct row *b = &s->now[s->order[j]];

			if (a->w[0] != b->w[0])
				break;
			if (xor_rows(&s->next[made], a, b, words) == last)
				continue;
			tree[made].left = s->order[i];
			tree[made].right = s->order[j];
			made++;
		}
	}
	return made;
}

/* The leaves below a row, each subtree with the smaller first leaf first. */
static void leaves(const struct solver *s, int round, u32 row, u32 *out)
{
	u32 half, i, t;
	struct pair p;

	if (round < 0) {
		*out = row;
		return;
	}
	half = 1u << round;
	p = s->tree[(size_t)round * s->rows + row];
	leaves(s, round - 1, p.left, out);
	leaves(s, round - 1, p.right, out + half);
	if (out[0] < out[half])
		return;
	for (i = 0; i < half; i++) {
		t = out[i];
		out[i] = out[half + i];
		out[half + i] = t;
	}
}

static bool distinct(const u32 *index, u32 n)
{
	u32 i, j;

	for (i = 0; i < n; i++)
		for (j = i + 1; j < n; j++)
			if (index[i] == index[j])
				return false;
	return true;
}

unsigned int equihash_solve(const struct equihash_shape *shape,
			    const void *header, size_t len, void *pad,
			    u32 *solutions, unsigned int max)
{
	struct solver s = { .shape = shape };
	u8 personal[16] = "ZcashPoW";
	u32 indices = 1u << shape->k, rows, i;
	unsigned int round, found = 0;
	struct blake2b b;
	struct row *t;

	lay_out(&s, pad);
	put_le32(personal + 8, shape->n);
	put_le32(personal + 12, shape->k);
	blake2b_init(&b, 512 / shape->n * shape->n / 8, NULL, 0, personal);
	blake2b_update(&b, header, len);
	hash_rows(&s, &b);
	rows = s.rows;
	for (round = 0; round < shape->k; round++) {
		rows = pair_rows(&s, round, rows, shape->k + 1 - round);
		t = s.now;
		s.now = s.next;
		s.next = t;
	}
	for (i = 0; i < rows && found < max; i++) {
		u32 *out = solutions + found * indices;

		leaves(&s, shape->k - 1, i, out);
		found += distinct(out, indices);
	}
	return found;
}
