// SPDX-License-Identifier: GPL-2.0-only
/*
 * VerusHash 2.2: a chain of Haraka-512, then 32 steps that multiply without
 * carry, divide and encrypt with a key of 8832 bytes which they change as they
 * go, then Haraka-512 keyed by a part of it. Sources: "Haraka v2", Kölbl et
 * al., 2016; VerusCoin's CVerusHashV2 (VerusHash 2.2), which has no paper.
 * Like ccminer, the key is made once per header and repaired after each nonce.
 */
#include "verus.h"

#include <assert.h>
#include <stdlib.h>

#ifdef __x86_64__

#include <immintrin.h>

#define KEY_WORDS	552	/* of 128 bits */
#define KEY_MASK	511	/* of those that are picked from */
#define STEPS		32
#define POLYNOMIAL	0x1b	/* x^64 + x^4 + x^3 + x + 1 */

/* What the pad holds; @spare takes what overshoots the input block. */
struct verus {
	__m128i key[KEY_WORDS];
	__m128i saved[2][STEPS];
	u32 at[2][STEPS];
	__m128i block[4];
	__m128i spare[2];
};

static_assert(sizeof(struct verus) <= VERUS_PAD_BYTES, "pad");

/* "Haraka v2", appendix: the first digits of pi, least significant word first */
static const u32 haraka_rc[40][4] = {
	{ 0x75817b9d, 0xb2c5fef0, 0xe620c00a, 0x0684704c },
	{ 0x2f08f717, 0x640f6ba4, 0x88f3a06b, 0x8b66b4e1 },
	{ 0x9f029114, 0xcf029d60, 0x53f28498, 0x3402de2d },
	{ 0xfd5b4f79, 0xbbf3bcaf, 0x2e7b4f08, 0x0ed6eae6 },
	{ 0xbe397044, 0x79eecd1c, 0x4872448b, 0xcbcfb0cb },
	{ 0x2b8a057b, 0x8d5335ed, 0x6e9032b7, 0x7eeacdee },
	{ 0xda4fef1b, 0xe2412761, 0x5e2e7cd0, 0x67c28f43 },
	{ 0x1fc70b3b, 0x675ffde2, 0xafcacc07, 0x2924d9b0 },
	{ 0xb9d465ee, 0xecdb8fca, 0xe6867fe9, 0xab4d63f1 },
	{ 0xad037e33, 0x5b2a404f, 0xd4b7cd64, 0x1c30bf84 },
	{ 0x8df69800, 0x69028b2e, 0x941723bf, 0xb2cc0bb9 },
	{ 0x5c9d2d8a, 0x4aaa9ec8, 0xde6f5572, 0xfa0478a6 },
	{ 0x29129fd4, 0x0efa4f2e, 0x6b772a12, 0xdfb49f2b },
	{ 0xbb6a12ee, 0x32d611ae, 0xf449a236, 0x1ea10344 },
	{ 0x9ca8eca6, 0x5f9600c9, 0x4b050084, 0xaf044988 },
	{ 0x27e593ec, 0x78a2c7e3, 0x9d199c4f, 0x21025ed8 },
	{ 0x82d40173, 0xb9282ecd, 0xa759c9b7, 0xbf3aaaf8 },
	{ 0x10307d6b, 0x37f2efd9, 0x6186b017, 0x6260700d },
	{ 0xf6fc9ac6, 0x81c29153, 0x21300443, 0x5aca45c2 },
	{ 0x36d1943a, 0x2caf92e8, 0x226b68bb, 0x9223973c },
	{ 0xe51071b4, 0x6cbab958, 0x225886eb, 0xd3bf9238 },
	{ 0x24e1128d, 0x933dfddd, 0xaef0c677, 0xdb863ce5 },
	{ 0xcb2212b1, 0x83e48de3, 0xffeba09c, 0xbb606268 },
	{ 0xc72bf77d, 0x2db91a4e, 0xe2e4d19c, 0x734bd3dc },
	{ 0x2cb3924e, 0x4b1415c4, 0x61301b43, 0x43bb47c3 },
	{ 0x16eb6899, 0x03b231dd, 0xe707eff6, 0xdba775a8 },
	{ 0x7eca472c, 0x8e5e2302, 0x3c755977, 0x6df3614b },
	{ 0xb88617f9, 0x6d1be5b9, 0xd6de7d77, 0xcda75a17 },
	{ 0xa946ee5d, 0x9d6c069d, 0x6ba8e9aa, 0xec6b43f0 },
	{ 0x3bf327c1, 0xa2531159, 0xf957332b, 0xcb1e6950 },
	{ 0x600ed0d9, 0xe4ed0353, 0x00da619c, 0x2cee0c75 },
	{ 0x63a4a350, 0x80bbbabc, 0x96e90cab, 0xf0b1a5a1 },
	{ 0x938dca39, 0xab0dde30, 0x5e962988, 0xae3db102 },
	{ 0x2e75b442, 0x8814f3a8, 0xd554a40b, 0x17bb8f38 },
	{ 0x360a16f6, 0xaeb6b779, 0x5f427fd7, 0x34bb8a5b },
	{ 0xffbaafde, 0x43ce5918, 0xcbe55438, 0x26f65241 },
	{ 0x839ec978, 0xa2ca9cf7, 0xb9f3026a, 0x4ce99a54 },
	{ 0x22901235, 0x40c06e28, 0x1bdff7be, 0xae51a51a },
	{ 0x48a659cf, 0xc173bc0f, 0xba7ed22b, 0xa0c1613c },
	{ 0xe9c59da1, 0x4ad6bdfd, 0x02288288, 0x756acc03 },
};

/* two AES rounds on two blocks, then their words mixed */
static __always_inline void aes_mix2(__m128i *a, __m128i *b, const __m128i *rc)
{
	__m128i t;

	*a = _mm_aesenc_si128(*a, _mm_loadu_si128(rc));
	*b = _mm_aesenc_si128(*b, _mm_loadu_si128(rc + 1));
	*a = _mm_aesenc_si128(*a, _mm_loadu_si128(rc + 2));
	*b = _mm_aesenc_si128(*b, _mm_loadu_si128(rc + 3));
	t = _mm_unpacklo_epi32(*a, *b);
	*b = _mm_unpackhi_epi32(*a, *b);
	*a = t;
}

static __always_inline void aes_mix4(__m128i s[4], const __m128i *rc)
{
	__m128i t;
	unsigned int i;

	for (i = 0; i < 4; i++)
		s[i] = _mm_aesenc_si128(s[i], _mm_loadu_si128(rc + i));
	for (i = 0; i < 4; i++)
		s[i] = _mm_aesenc_si128(s[i], _mm_loadu_si128(rc + 4 + i));
	t = _mm_unpacklo_epi32(s[0], s[1]);
	s[0] = _mm_unpackhi_epi32(s[0], s[1]);
	s[1] = _mm_unpacklo_epi32(s[2], s[3]);
	s[2] = _mm_unpackhi_epi32(s[2], s[3]);
	s[3] = _mm_unpacklo_epi32(s[0], s[2]);
	s[0] = _mm_unpackhi_epi32(s[0], s[2]);
	s[2] = _mm_unpackhi_epi32(s[1], t);
	s[1] = _mm_unpacklo_epi32(s[1], t);
}

static void haraka256(__m128i out[2], const __m128i in[2])
{
	const __m128i *rc = (const __m128i *)haraka_rc;
	__m128i a = in[0], b = in[1];
	unsigned int i;

	for (i = 0; i < 5; i++)
		aes_mix2(&a, &b, rc + 4 * i);
	out[0] = _mm_xor_si128(a, in[0]);
	out[1] = _mm_xor_si128(b, in[1]);
}

static __always_inline void haraka512(u8 out[32], const __m128i in[4],
				      const __m128i *rc)
{
	__m128i s[4] = { in[0], in[1], in[2], in[3] };
	unsigned int i;

	for (i = 0; i < 5; i++)
		aes_mix4(s, rc + 8 * i);
	for (i = 0; i < 4; i++)
		s[i] = _mm_xor_si128(s[i], in[i]);
	/* the inner halves, "Haraka v2", 2.1 */
	_mm_storeu_si128((__m128i *)out, _mm_unpackhi_epi64(s[0], s[1]));
	_mm_storeu_si128((__m128i *)out + 1, _mm_unpacklo_epi64(s[2], s[3]));
}

/* What one step works on. */
struct step {
	__m128i acc;
	u64 selector;		/* the accumulator's low half, before */
	__m128i *p, *q;		/* two words of the key */
	const __m128i *b;	/* a word of the block */
	const __m128i *o;	/* the one before or after it */
};

static __always_inline __m128i clmul(__m128i x)
{
	return _mm_clmulepi64_si128(x, x, 0x10);
}

static __always_inline void add(struct step *s, __m128i x)
{
	s->acc = _mm_xor_si128(s->acc, x);
}

static __always_inline void add_product(struct step *s, __m128i x, __m128i y)
{
	add(s, clmul(_mm_xor_si128(x, y)));
}

/* the word of the key that takes the place of @k */
static __always_inline __m128i mutated(const struct step *s, __m128i k)
{
	return _mm_xor_si128(_mm_mulhrs_epi16(s->acc, k), k);
}

static __always_inline void add_remainder(struct step *s, s64 dividend)
{
	add(s, _mm_cvtsi32_si128(dividend % (s32)s->selector));
}

static __always_inline void multiply_twice(struct step *s)
{
	__m128i k = *s->q, t;

	add_product(s, k, *s->o);
	t = mutated(s, k);
	k = *s->p;
	*s->p = t;
	add_product(s, k, *s->b);
	*s->q = mutated(s, k);
}

static __always_inline void multiply_and_square(struct step *s)
{
	__m128i k = *s->p, t;

	add_product(s, k, *s->b);
	add(s, clmul(*s->b));
	t = mutated(s, k);
	k = *s->q;
	*s->q = t;
	add(s, _mm_xor_si128(k, *s->o));
	*s->p = mutated(s, k);
}

static __always_inline void square_and_multiply(struct step *s)
{
	__m128i k = *s->q, t;

	add(s, _mm_xor_si128(k, *s->b));
	t = mutated(s, k);
	k = *s->p;
	*s->p = t;
	add_product(s, k, *s->o);
	add(s, clmul(*s->o));
	*s->q = mutated(s, k);
}

static __always_inline void divide(struct step *s)
{
	__m128i k = *s->p, t;
	s64 dividend;

	add(s, _mm_xor_si128(k, *s->o));
	dividend = _mm_cvtsi128_si64(s->acc);
	add_remainder(s, dividend);
	t = mutated(s, k);
	k = *s->q;
	*s->q = t;
	if (dividend & 1) {
		add_product(s, k, *s->b);
		add(s, clmul(*s->b));
		*s->p = mutated(s, k);
	} else {
		*s->p = k;
		add(s, *s->b);
	}
}

static __always_inline void mutate_and_swap(struct step *s)
{
	__m128i k = *s->p, t = mutated(s, k);

	k = *s->q;
	*s->q = t;
	*s->p = k;
}

static __always_inline void encrypt(struct step *s)
{
	__m128i x = *s->o, y = *s->b;
	unsigned int i;

	for (i = 0; i < 3; i++)
		aes_mix2(&x, &y, s->p + 4 * i);
	add(s, _mm_xor_si128(x, y));
	mutate_and_swap(s);
}

static __always_inline void encrypt_or_multiply(struct step *s)
{
	u64 rounds = s->selector >> 61;
	const __m128i *k = s->p;
	unsigned int used = 0;
	__m128i x, y;

	do {
		x = *k++;
		if (s->selector & 0x10000000ull << rounds) {
			add_product(s, x, rounds & 1 ? *s->b : *s->o);
		} else {
			y = rounds & 1 ? *s->o : *s->b;
			aes_mix2(&x, &y, k + used);
			used += 4;
			add(s, x);
			add(s, y);
		}
	} while (rounds--);
	mutate_and_swap(s);
}

static __always_inline void divide_or_multiply(struct step *s)
{
	u64 rounds = s->selector >> 61;
	const __m128i *k = s->p;
	__m128i x;

	do {
		x = *k++;
		if (s->selector & 0x10000000ull << rounds) {
			x = _mm_xor_si128(x, rounds & 1 ? *s->b : *s->o);
			add_remainder(s, _mm_cvtsi128_si64(x));
		} else {
			x = _mm_xor_si128(x, rounds & 1 ? *s->o : *s->b);
			x = clmul(x);
			add(s, _mm_mulhrs_epi16(s->acc, x));
		}
	} while (rounds--);
	*s->p = _mm_xor_si128(*s->q, s->acc);
	*s->q = x;
}

static __always_inline void multiply_once(struct step *s)
{
	__m128i k = *s->q, t;

	add_product(s, k, *s->b);
	t = mutated(s, k);
	k = *s->p;
	*s->p = t;
	add(s, k);
	add(s, *s->o);
	*s->q = mutated(s, k);
}

static __always_inline void do_step(struct step *s)
{
	switch (s->selector >> 2 & 7) {
	case 0:
		multiply_twice(s);
		break;
	case 1:
		multiply_and_square(s);
		break;
	case 2:
		square_and_multiply(s);
		break;
	case 3:
		divide(s);
		break;
	case 4:
		encrypt(s);
		break;
	case 5:
		encrypt_or_multiply(s);
		break;
	case 6:
		divide_or_multiply(s);
		break;
	case 7:
		multiply_once(s);
		break;
	}
}

/* to 64 bits modulo POLYNOMIAL; the table: the top 4 bits times it */
static __always_inline u64 reduce(__m128i x)
{
	const __m128i poly = _mm_cvtsi64_si128(POLYNOMIAL);
	const __m128i top = _mm_setr_epi8(0, 27, 54, 45, 108, 119, 90, 65,
					  (char)216, (char)195, (char)238,
					  (char)245, (char)180, (char)175,
					  (char)130, (char)153);
	__m128i y = _mm_clmulepi64_si128(x, poly, 0x01);
	__m128i z = _mm_shuffle_epi8(top, _mm_srli_si128(y, 8));

	return _mm_cvtsi128_si64(_mm_xor_si128(_mm_xor_si128(y, x), z));
}

static u64 clhash(struct verus *v)
{
	const __m128i block[4] = {
		_mm_xor_si128(v->block[0], v->block[2]),
		_mm_xor_si128(v->block[1], v->block[3]),
		v->block[2], v->block[3],
	};
	/* key length times input length, as in CLHASH */
	const __m128i lengths = _mm_set_epi64x(1024, 64);
	struct step s = { .acc = v->key[KEY_MASK + 2] };
	unsigned int i;
	u32 p, q;

	for (i = 0; i < STEPS; i++) {
		s.selector = _mm_cvtsi128_si64(s.acc);
		p = s.selector >> 5 & KEY_MASK;
		q = s.selector >> 32 & KEY_MASK;
		s.p = v->key + p;
		s.q = v->key + q;
		s.b = block + (s.selector & 3);
		s.o = s.selector & 1 ? s.b - 1 : s.b + 1;
		v->saved[0][i] = *s.p;
		v->saved[1][i] = *s.q;
		v->at[0][i] = p;
		v->at[1][i] = q;
		do_step(&s);
	}
	return reduce(_mm_xor_si128(s.acc, clmul(lengths)));
}

static void repair_key(struct verus *v)
{
	unsigned int i;

	for (i = STEPS; i-- > 0;) {
		v->key[v->at[1][i]] = v->saved[1][i];
		v->key[v->at[0][i]] = v->saved[0][i];
	}
}

void verus_begin(void *pad, const void *in, size_t blocks)
{
	struct verus *v = pad;
	const __m128i *rc = (const __m128i *)haraka_rc;
	const u8 *next = in;	/* not aligned to vectors */
	u8 digest[32];
	unsigned int i;

	memset(v->block, 0, sizeof(v->block));
	for (; blocks; blocks--, next += 32) {
		memcpy(v->block + 2, next, 32);
		haraka512(digest, v->block, rc);
		memcpy(v->block, digest, 32);
	}
	haraka256(v->key, v->block);
	for (i = 2; i < KEY_WORDS; i += 2)
		haraka256(v->key + i, v->key + i - 2);
}

/* Repeat @x from byte @at of the second half of the block to its end. */
static __always_inline void fill(struct verus *v, size_t at, __m128i x)
{
	u8 *to = (u8 *)v->block + 32 + at;

	_mm_storeu_si128((__m128i *)to, x);
	_mm_storeu_si128((__m128i *)(to + 16), x);
}

void verus_end(void *pad, const void *rest, size_t len, u8 out[32])
{
	struct verus *v = pad;
	u64 h;

	memcpy(v->block + 2, rest, len);
	fill(v, len, v->block[0]);
	h = clhash(v);
	fill(v, len, _mm_set1_epi64x(h));
	haraka512(out, v->block, v->key + (h & KEY_MASK));
	repair_key(v);
}

#else /* never called: cpu_has_aes() is false */

void verus_begin(void *pad, const void *in, size_t blocks)
{
	abort();
}

void verus_end(void *pad, const void *rest, size_t len, u8 out[32])
{
	abort();
}

#endif
