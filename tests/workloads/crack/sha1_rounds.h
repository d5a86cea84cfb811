/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The compression function of SHA-1 (FIPS 180-4, 6.1.2) on words of type
 * sha1_word, which the including file defines: u32, or a vector of u32 with
 * one message in each lane.
 */
static __always_inline sha1_word sha1_rol(sha1_word x, unsigned int n)
{
	return x << n | x >> (32 - n);
}

/* the next word of the schedule, in place of the one 16 before it */
static __always_inline sha1_word sha1_word_at(sha1_word w[16], unsigned int i)
{
	if (i >= 16)
		w[i % 16] = sha1_rol(w[(i + 13) % 16] ^ w[(i + 8) % 16] ^
				     w[(i + 2) % 16] ^ w[i % 16], 1);
	return w[i % 16];
}

#define SHA1_CH(x, y, z)	((z) ^ ((x) & ((y) ^ (z))))
#define SHA1_PARITY(x, y, z)	((x) ^ (y) ^ (z))
#define SHA1_MAJ(x, y, z)	(((x) & (y)) | ((z) & ((x) | (y))))

#define SHA1_STEP(f, k, a, b, c, d, e, i)				\
	do {								\
		e += sha1_rol(a, 5) + f(b, c, d) + k + sha1_word_at(w, i); \
		b = sha1_rol(b, 30);					\
	} while (0)

/* Twenty rounds, five at a time: the names rotate instead of the values. */
#define SHA1_ROUNDS(f, k, from)						\
	do {								\
		for (i = from; i < from + 20; i += 5) {			\
			SHA1_STEP(f, k, a, b, c, d, e, i);		\
			SHA1_STEP(f, k, e, a, b, c, d, i + 1);		\
			SHA1_STEP(f, k, d, e, a, b, c, i + 2);		\
			SHA1_STEP(f, k, c, d, e, a, b, i + 3);		\
			SHA1_STEP(f, k, b, c, d, e, a, i + 4);		\
		}							\
	} while (0)

/* @w is overwritten */
static __always_inline void sha1_compress(sha1_word st[5], sha1_word w[16])
{
	sha1_word a = st[0], b = st[1], c = st[2], d = st[3], e = st[4];
	unsigned int i;

	SHA1_ROUNDS(SHA1_CH, 0x5a827999u, 0);
	SHA1_ROUNDS(SHA1_PARITY, 0x6ed9eba1u, 20);
	SHA1_ROUNDS(SHA1_MAJ, 0x8f1bbcdcu, 40);
	SHA1_ROUNDS(SHA1_PARITY, 0xca62c1d6u, 60);
	st[0] += a;
	st[1] += b;
	st[2] += c;
	st[3] += d;
	st[4] += e;
}
