/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The compression function of SHA-256 (FIPS 180-4, 6.2.2) on words of type
 * sha_word, which the including file defines: u32, or a vector of u32 with one
 * message in each lane.
 */
#include "primitives.h"

static __always_inline sha_word sha_ror(sha_word x, unsigned int n)
{
	return x >> n | x << (32 - n);
}

static __always_inline sha_word sha_schedule(const sha_word w[16],
					     unsigned int i)
{
	sha_word w15 = w[(i + 1) % 16], w2 = w[(i + 14) % 16];

	return w[i % 16] + w[(i + 9) % 16] +
	       (sha_ror(w15, 7) ^ sha_ror(w15, 18) ^ w15 >> 3) +
	       (sha_ror(w2, 17) ^ sha_ror(w2, 19) ^ w2 >> 10);
}

/* One round; the caller renames a … h instead of moving them. */
static __always_inline void sha_round(sha_word a, sha_word b, sha_word c,
				      sha_word *d, sha_word e, sha_word f,
				      sha_word g, sha_word *h, sha_word kw)
{
	sha_word t = *h + (sha_ror(e, 6) ^ sha_ror(e, 11) ^ sha_ror(e, 25)) +
		     ((e & f) ^ (~e & g)) + kw;

	*d += t;
	*h = t + (sha_ror(a, 2) ^ sha_ror(a, 13) ^ sha_ror(a, 22)) +
	     ((a & b) ^ (a & c) ^ (b & c));
}

/* @w: the block, and then the message schedule */
static __always_inline void sha_compress(sha_word st[8], sha_word w[16])
{
	sha_word a = st[0], b = st[1], c = st[2], d = st[3], e = st[4],
		 f = st[5], g = st[6], h = st[7], kw[8];
	unsigned int i, j;

	for (i = 0; i < 64; i += 8) {
		for (j = i; j < i + 8; j++) {
			if (j >= 16)
				w[j % 16] = sha_schedule(w, j);
			kw[j % 8] = w[j % 16] + sha256_k[j];
		}
		sha_round(a, b, c, &d, e, f, g, &h, kw[0]);
		sha_round(h, a, b, &c, d, e, f, &g, kw[1]);
		sha_round(g, h, a, &b, c, d, e, &f, kw[2]);
		sha_round(f, g, h, &a, b, c, d, &e, kw[3]);
		sha_round(e, f, g, &h, a, b, c, &d, kw[4]);
		sha_round(d, e, f, &g, h, a, b, &c, kw[5]);
		sha_round(c, d, e, &f, g, h, a, &b, kw[6]);
		sha_round(b, c, d, &e, f, g, h, &a, kw[7]);
	}
	st[0] += a;
	st[1] += b;
	st[2] += c;
	st[3] += d;
	st[4] += e;
	st[5] += f;
	st[6] += g;
	st[7] += h;
}
