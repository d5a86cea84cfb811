// SPDX-License-Identifier: GPL-2.0-only
/*
 * AstroBWT, Dero's first proof of work: Salsa20, the Burrows-Wheeler transform
 * of its key stream, SHA-3, and the same again with as many bytes as that
 * says. Source: deroproject/astrobwt, with the length that its chain used. The
 * suffixes are sorted as XMRig sorts them: two passes of counting sort on
 * their first 20 bits, and insertions, for the key stream is random.
 */
#include "astrobwt.h"
#include "primitives.h"

#define STAGE1_BYTES	147253u
#define STAGE2_MASK	0xfffffu
#define MAX_BYTES	(STAGE1_BYTES + STAGE2_MASK)
#define SLACK		64u	/* zeroes around the text */
#define TEXT_BYTES	((2 * SLACK + MAX_BYTES + 7) / 8 * 8)
#define RADIX_BITS	10
#define RADIX		(1u << RADIX_BITS)
#define INDEX_BITS	21	/* of an entry; the others are text */
#define INDEX_MASK	((1u << INDEX_BITS) - 1)
#define KEY_BYTES	5	/* whole ones of the text in an entry */

/* The text begins after SLACK bytes; entries: 43 bits of text and an index. */
struct layout {
	u8 *text;
	u64 *sorted;
	u64 *scratch;
};

static_assert(TEXT_BYTES + 2 * 8 * (MAX_BYTES + 1) <= ASTROBWT_PAD_BYTES,
	      "a text and twice an entry for each suffix");

static struct layout lay_out(void *pad)
{
	struct layout l = { .text = (u8 *)pad + SLACK };

	l.sorted = (u64 *)((u8 *)pad + TEXT_BYTES);
	l.scratch = l.sorted + MAX_BYTES + 1;
	return l;
}

static __always_inline u64 be64(const u8 *p)
{
	u64 v;

	memcpy(&v, p, sizeof(v));
	return __builtin_bswap64(v);
}

static __always_inline unsigned int low_digit(u64 k)
{
	return k >> (64 - 2 * RADIX_BITS) & (RADIX - 1);
}

static __always_inline unsigned int high_digit(u64 k)
{
	return k >> (64 - RADIX_BITS);
}

/* Whether suffix @a sorts before @b; of equal ones the shorter does. */
static __always_inline bool before(const u8 *text, u64 a, u64 b)
{
	u64 x = a >> INDEX_BITS, y = b >> INDEX_BITS;

	if (x != y)
		return x < y;
	a &= INDEX_MASK;
	b &= INDEX_MASK;
	x = be64(text + a + KEY_BYTES);
	y = be64(text + b + KEY_BYTES);
	return x < y || (x == y && a > b);
}

static void radix_sort(const struct layout *l, u32 n)
{
	u32 low[RADIX] = { 0 }, high[RADIX] = { 0 }, i;
	u64 k;

	for (i = 0; i < n; i++) {
		k = be64(l->text + i);
		low[low_digit(k)]++;
		high[high_digit(k)]++;
	}
	for (i = 1; i < RADIX; i++) {
		low[i] += low[i - 1];
		high[i] += high[i - 1];
	}
	for (i = n; i-- > 0;) {
		k = be64(l->text + i);
		l->scratch[--low[low_digit(k)]] = (k & ~(u64)INDEX_MASK) | i;
	}
	for (i = n; i-- > 0;) {
		k = l->scratch[i];
		l->sorted[--high[high_digit(k)]] = k;
	}
}

static void insertion_sort(const struct layout *l, u32 n)
{
	u64 *s = l->sorted, t;
	u32 i, j;

	for (i = 1; i < n; i++) {
		t = s[i];
		for (j = i; j && before(l->text, t, s[j - 1]); j--)
			s[j] = s[j - 1];
		s[j] = t;
	}
}

/* One stage: @len bytes from @key, transformed, hashed to a new @key. */
static void stage(const struct layout *l, u8 key[32], u32 len)
{
	u8 *bwt = (u8 *)l->scratch;
	u32 i;

	salsa20_stream(key, l->text, len);
	memset(l->text + len, 0, SLACK);
	l->text[-1] = 0;	/* what precedes the first suffix */
	radix_sort(l, len + 1);
	insertion_sort(l, len + 1);
	for (i = 0; i <= len; i++)
		bwt[i] = *(l->text + (l->sorted[i] & INDEX_MASK) - 1);
	sha3_256(bwt, len + 1, key);
}

void astrobwt(const void *in, size_t len, void *pad, u8 out[32])
{
	struct layout l = lay_out(pad);

	sha3_256(in, len, out);
	stage(&l, out, STAGE1_BYTES);
	stage(&l, out, STAGE1_BYTES + (get_le32(out) & STAGE2_MASK));
}
