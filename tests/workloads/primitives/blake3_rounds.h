/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The compression function of BLAKE3 (specification, 2.2) on words of type
 * blake3_word, which the including file defines: u32, or a vector of u32 with
 * one input in each lane.
 */
#define BLAKE3_BLOCK		64
#define BLAKE3_CHUNK_START	1
#define BLAKE3_CHUNK_END	2
#define BLAKE3_PARENT		4
#define BLAKE3_ROOT		8

static __always_inline blake3_word blake3_ror(blake3_word x, unsigned int n)
{
	return x >> n | x << (32 - n);
}

#define BLAKE3_G(a, b, c, d, x, y)					\
	do {								\
		a += b + (x);						\
		d = blake3_ror(d ^ a, 16);				\
		c += d;							\
		b = blake3_ror(b ^ c, 12);				\
		a += b + (y);						\
		d = blake3_ror(d ^ a, 8);				\
		c += d;							\
		b = blake3_ror(b ^ c, 7);				\
	} while (0)

/* The order of the words of a message is permuted from round to round. */
#define BLAKE3_ROUND(m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, ma, mb, mc, md, \
		     me, mf)						\
	do {								\
		BLAKE3_G(v[0], v[4], v[8], v[12], m[m0], m[m1]);	\
		BLAKE3_G(v[1], v[5], v[9], v[13], m[m2], m[m3]);	\
		BLAKE3_G(v[2], v[6], v[10], v[14], m[m4], m[m5]);	\
		BLAKE3_G(v[3], v[7], v[11], v[15], m[m6], m[m7]);	\
		BLAKE3_G(v[0], v[5], v[10], v[15], m[m8], m[m9]);	\
		BLAKE3_G(v[1], v[6], v[11], v[12], m[ma], m[mb]);	\
		BLAKE3_G(v[2], v[7], v[8], v[13], m[mc], m[md]);	\
		BLAKE3_G(v[3], v[4], v[9], v[14], m[me], m[mf]);	\
	} while (0)

/* @v: chaining value, IV, counter, length and flags; @cv: what comes of it */
static __always_inline void blake3_compress(blake3_word v[16],
					    const blake3_word m[16],
					    blake3_word cv[8])
{
	unsigned int i;

	BLAKE3_ROUND(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
	BLAKE3_ROUND(2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8);
	BLAKE3_ROUND(3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1);
	BLAKE3_ROUND(10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6);
	BLAKE3_ROUND(12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4);
	BLAKE3_ROUND(9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7);
	BLAKE3_ROUND(11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13);
	for (i = 0; i < 8; i++)
		cv[i] = v[i] ^ v[i + 8];
}
