/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The compression function of SHA-512 (FIPS 180-4, 6.4.2) on words of type
 * sha512_word, which the including file defines: u64, or a vector of u64 with
 * one message in each lane.
 */
#define SHA512_ROUNDS	80

static __always_inline sha512_word sha512_ror(sha512_word x, unsigned int n)
{
	return x >> n | x << (64 - n);
}

#define SHA512_SUM0(x)	\
	(sha512_ror(x, 28) ^ sha512_ror(x, 34) ^ sha512_ror(x, 39))
#define SHA512_SUM1(x)	\
	(sha512_ror(x, 14) ^ sha512_ror(x, 18) ^ sha512_ror(x, 41))
#define SHA512_SIGMA0(x)	(sha512_ror(x, 1) ^ sha512_ror(x, 8) ^ (x) >> 7)
#define SHA512_SIGMA1(x)	(sha512_ror(x, 19) ^ sha512_ror(x, 61) ^ (x) >> 6)

/* One round; the caller rotates the names instead of the values. */
#define SHA512_STEP(a, b, c, d, e, f, g, h, i)				\
	do {								\
		h += SHA512_SUM1(e) + (g ^ (e & (f ^ g))) +		\
		     sha512_k[i] + w[(i) % 16];				\
		d += h;							\
		h += SHA512_SUM0(a) + ((a & b) | (c & (a | b)));	\
	} while (0)

static __always_inline void sha512_schedule(sha512_word w[16])
{
	unsigned int i;

	for (i = 0; i < 16; i++)
		w[i] += SHA512_SIGMA0(w[(i + 1) % 16]) + w[(i + 9) % 16] +
			SHA512_SIGMA1(w[(i + 14) % 16]);
}

/* @w is overwritten */
static __always_inline void sha512_rounds(sha512_word st[8], sha512_word w[16])
{
	sha512_word a = st[0], b = st[1], c = st[2], d = st[3];
	sha512_word e = st[4], f = st[5], g = st[6], h = st[7];
	unsigned int i;

	for (i = 0; i < SHA512_ROUNDS; i += 8) {
		if (i && i % 16 == 0)
			sha512_schedule(w);
		SHA512_STEP(a, b, c, d, e, f, g, h, i);
		SHA512_STEP(h, a, b, c, d, e, f, g, i + 1);
		SHA512_STEP(g, h, a, b, c, d, e, f, i + 2);
		SHA512_STEP(f, g, h, a, b, c, d, e, i + 3);
		SHA512_STEP(e, f, g, h, a, b, c, d, i + 4);
		SHA512_STEP(d, e, f, g, h, a, b, c, i + 5);
		SHA512_STEP(c, d, e, f, g, h, a, b, i + 6);
		SHA512_STEP(b, c, d, e, f, g, h, a, i + 7);
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

/* As crack_scan.h, on the first word of the digest, which is of 64 bits. */
static __always_inline sha512_word sha512_letters(sha512_word n)
{
	return ((n & 0xf) << 24 | (n & 0xf0) << 12 | (n & 0xf00) |
		(n >> 12 & 0xf)) + 0x41414141;
}

static __always_inline bool sha512_scan_words(u32 first, u32 count, u64 target)
{
	sha512_word want = sha512_word_of(target), w[16], st[8];
	sha512_word second = sha512_letters(sha512_word_of(first >> 16));
	u32 i, k;

	for (i = 0; i < count; i += sha512_lanes) {
		for (k = 0; k < 8; k++)
			st[k] = sha512_word_of(sha512_iv[k]);
		w[0] = sha512_letters(sha512_first(first + i)) << 32 | second;
		w[1] = sha512_word_of(1ull << 63);
		for (k = 2; k < 15; k++)
			w[k] = sha512_word_of(0);
		w[15] = sha512_word_of(CRACK_CANDIDATE * 8);
		sha512_rounds(st, w);
		if (sha512_any(st[0], want))
			return true;
	}
	return false;
}
