// SPDX-License-Identifier: GPL-2.0-only
/*
 * Suffix sorting by induction (SA-IS). Source: G. Nong, S. Zhang, W. H. Chan:
 * "Two Efficient Algorithms for Linear Time Suffix Array Construction", 2011.
 * The end of the text sorts before everything, without being stored.
 */
#include "astrobwt.h"

#define EMPTY	(-1)

/* One level of the recursion. The first has bytes, the others have names. */
struct level {
	const u8 *bytes;	/* NULL: names */
	const s32 *names;
	s32 n;
	s32 letters;
	u8 *smaller;		/* whether a suffix is less than the next one */
	s32 *bucket;		/* one for each letter */
	s32 *sa;
};

static __always_inline s32 letter(const struct level *l, s32 i)
{
	return l->bytes ? l->bytes[i] : l->names[i];
}

/* leftmost of a run of suffixes that are less than their next ones */
static __always_inline bool is_lms(const struct level *l, s32 i)
{
	return i > 0 && l->smaller[i] && !l->smaller[i - 1];
}

static void classify(struct level *l)
{
	s32 i;

	l->smaller[l->n - 1] = false;
	for (i = l->n - 2; i >= 0; i--) {
		s32 a = letter(l, i), b = letter(l, i + 1);

		l->smaller[i] = a < b || (a == b && l->smaller[i + 1]);
	}
}

/* Where each letter's bucket begins, or, with @ends, the next one begins. */
static void find_buckets(struct level *l, bool ends)
{
	s32 i, count, sum = 0;

	memset(l->bucket, 0, l->letters * sizeof(*l->bucket));
	for (i = 0; i < l->n; i++)
		l->bucket[letter(l, i)]++;
	for (i = 0; i < l->letters; i++) {
		count = l->bucket[i];
		sum += count;
		l->bucket[i] = ends ? sum : sum - count;
	}
}

/*
 * The suffixes whose predecessors are sorted, from those that are already: the
 * loop in which the time is spent, once for bytes and once for names.
 */
static __always_inline void induce_from(struct level *l, const u8 *bytes,
					const s32 *names)
{
#define LETTER(i)	(bytes ? bytes[i] : names[i])
	s32 *sa = l->sa, *bucket = l->bucket, n = l->n, i, j;
	const u8 *smaller = l->smaller;

	find_buckets(l, false);
	sa[bucket[LETTER(n - 1)]++] = n - 1;
	for (i = 0; i < n; i++) {
		j = sa[i] - 1;
		if (j >= 0 && !smaller[j])
			sa[bucket[LETTER(j)]++] = j;
	}
	find_buckets(l, true);
	for (i = n - 1; i >= 0; i--) {
		j = sa[i] - 1;
		if (j >= 0 && smaller[j])
			sa[--bucket[LETTER(j)]] = j;
	}
#undef LETTER
}

static void induce(struct level *l)
{
	if (l->bytes)
		induce_from(l, l->bytes, NULL);
	else
		induce_from(l, NULL, l->names);
}

/* Whether the substrings from LMS to LMS at @a and @b are equal. */
static bool same_substring(const struct level *l, s32 a, s32 b)
{
	s32 d;

	for (d = 0;; d++) {
		bool end_a, end_b;

		if (a + d >= l->n || b + d >= l->n)
			return false;
		if (letter(l, a + d) != letter(l, b + d) ||
		    l->smaller[a + d] != l->smaller[b + d])
			return false;
		end_a = d && is_lms(l, a + d);
		end_b = d && is_lms(l, b + d);
		if (end_a || end_b)
			return end_a && end_b;
	}
}

/*
 * Replaces the sorted LMS substrings, the first @count of sa[], by their
 * names, in the order of the text at the end of sa[]. Return: how many names.
 */
static s32 name_substrings(struct level *l, s32 count)
{
	s32 *sa = l->sa, *slot = sa + count, names = 0, previous = -1, i, j;

	for (i = count; i < l->n; i++)
		sa[i] = EMPTY;
	for (i = 0; i < count; i++) {
		if (previous < 0 || !same_substring(l, previous, sa[i]))
			names++;
		previous = sa[i];
		slot[sa[i] / 2] = names - 1;
	}
	for (i = l->n - 1, j = l->n - 1; i >= count; i--)
		if (sa[i] != EMPTY)
			sa[j--] = sa[i];
	return names;
}

static s32 sort_lms_substrings(struct level *l)
{
	s32 count = 0, i;

	for (i = 0; i < l->n; i++)
		l->sa[i] = EMPTY;
	find_buckets(l, true);
	for (i = 1; i < l->n; i++)
		if (is_lms(l, i))
			l->sa[--l->bucket[letter(l, i)]] = i;
	induce(l);
	for (i = 0; i < l->n; i++)
		if (is_lms(l, l->sa[i]))
			l->sa[count++] = l->sa[i];
	return count;
}

/* From the order of the LMS suffixes, the first @count of sa[], all others. */
static void sort_by_lms(struct level *l, s32 count)
{
	s32 *sa = l->sa, *position = sa + l->n - count, i, j;

	for (i = 1, j = 0; i < l->n; i++)
		if (is_lms(l, i))
			position[j++] = i;
	for (i = 0; i < count; i++)
		sa[i] = position[sa[i]];
	for (i = count; i < l->n; i++)
		sa[i] = EMPTY;
	find_buckets(l, true);
	for (i = count - 1; i >= 0; i--) {
		j = sa[i];
		sa[i] = EMPTY;
		sa[--l->bucket[letter(l, j)]] = j;
	}
	induce(l);
}

/* @work: at least letters + n / 4 + 1 words for every level */
static void sort_level(struct level *l, s32 *work)
{
	s32 count, names, i;

	l->bucket = work;
	l->smaller = (u8 *)(work + l->letters);
	classify(l);
	count = sort_lms_substrings(l);
	names = name_substrings(l, count);
	if (names < count) {
		struct level next = {
			.names = l->sa + l->n - count,
			.n = count,
			.letters = names,
			.sa = l->sa,
		};

		sort_level(&next, work + l->letters + l->n / 4 + 1);
	} else {
		for (i = 0; i < count; i++)
			l->sa[l->sa[l->n - count + i]] = i;
	}
	sort_by_lms(l, count);
}

void suffix_sort(const u8 *text, s32 n, s32 *sa, void *work)
{
	struct level l = { .bytes = text, .n = n, .letters = 256, .sa = sa };

	if (n)
		sort_level(&l, work);
}
