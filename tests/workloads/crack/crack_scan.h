/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The inner loop of a cracker with a mask: only the first word of a candidate
 * changes, and only the first word of its digest is looked at. On words of
 * type scan_word, scan_lanes of them at once, scan_first(n) being n, n + 1, …
 * and scan_any(a, b) whether they are equal in any lane.
 */

/* Eight letters from a number: its low 16 bits make the first four. */
static __always_inline scan_word scan_letters(scan_word n)
{
	return ((n & 0xf) | (n & 0xf0) << 4 | (n & 0xf00) << 8 |
		(n & 0xf000) << 12) + 0x41414141;
}

static __always_inline bool md5_scan_words(u32 first, u32 count, u32 target)
{
	scan_word w[16] = { 0 }, want = scan_word_of(target), st[4];
	u32 i;

	w[1] = scan_letters(scan_word_of(first >> 16));
	w[2] = scan_word_of(0x80);
	w[14] = scan_word_of(CRACK_CANDIDATE * 8);
	for (i = 0; i < count; i += scan_lanes) {
		st[0] = scan_word_of(0x67452301);
		st[1] = scan_word_of(0xefcdab89);
		st[2] = scan_word_of(0x98badcfe);
		st[3] = scan_word_of(0x10325476);
		w[0] = scan_letters(scan_first(first + i));
		md5_compress(st, w);
		if (scan_any(st[0], want))
			return true;
	}
	return false;
}

static __always_inline scan_word scan_swap(scan_word x)
{
	return x << 24 | (x & 0xff00) << 8 | (x >> 8 & 0xff00) | x >> 24;
}

static __always_inline bool sha1_scan_words(u32 first, u32 count, u32 target)
{
	scan_word second = scan_letters(scan_word_of(first >> 16));
	scan_word w[16], want = scan_word_of(target), st[5];
	u32 i, k;

	for (i = 0; i < count; i += scan_lanes) {
		st[0] = scan_word_of(0x67452301);
		st[1] = scan_word_of(0xefcdab89);
		st[2] = scan_word_of(0x98badcfe);
		st[3] = scan_word_of(0x10325476);
		st[4] = scan_word_of(0xc3d2e1f0);
		w[0] = scan_swap(scan_letters(scan_first(first + i)));
		w[1] = scan_swap(second);
		w[2] = scan_word_of(0x80000000);
		for (k = 3; k < 15; k++)
			w[k] = scan_word_of(0);
		w[15] = scan_word_of(CRACK_CANDIDATE * 8);
		sha1_compress(st, w);
		if (scan_any(st[0], want))
			return true;
	}
	return false;
}
