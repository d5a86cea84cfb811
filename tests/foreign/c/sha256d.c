// SPDX-License-Identifier: GPL-2.0-only
/*
 * SHA-256d in four lanes of SSE2 whose rotations share their shifts, as the
 * first CPU miners had it: the three rotations of a sigma are nested, so that
 * each shift serves those that are left. Source: FIPS 180-4. Checks itself,
 * then hashes for ever.
 */
#include <emmintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef __m128i v4;

#define ADD(a, b)	_mm_add_epi32(a, b)
#define XOR(a, b)	_mm_xor_si128(a, b)
#define AND(a, b)	_mm_and_si128(a, b)
#define RIGHT(x, n)	_mm_srli_epi32(x, n)
#define LEFT(x, n)	_mm_slli_epi32(x, n)

/*
 * ror a ^ ror b ^ ror c, a < b < c: to the right by a, then by what b is more
 * than a, then c than b; to the left by 32 - c, then likewise.
 */
#define SIGMA(x, a, b, c)						\
	XOR(RIGHT(XOR(RIGHT(XOR(RIGHT(x, (c) - (b)), x), (b) - (a)), x), a), \
	    LEFT(XOR(LEFT(XOR(LEFT(x, (b) - (a)), x), (c) - (b)), x), 32 - (c)))
/* ror a ^ ror b ^ shr c, c < a < b */
#define SMALL(x, a, b, c)						\
	XOR(RIGHT(XOR(RIGHT(XOR(RIGHT(x, (b) - (a)), x), (a) - (c)), x), c), \
	    LEFT(XOR(LEFT(x, (b) - (a)), x), 32 - (b)))

static uint32_t k[64], iv[8];

static int is_prime(unsigned int n)
{
	unsigned int d;

	for (d = 2; d * d <= n; d++)
		if (n % d == 0)
			return 0;
	return 1;
}

/* The first 32 bits of the fraction of a root of @n, by bisection. */
static uint32_t fraction(unsigned int n, int cube)
{
	uint64_t low = 0, high = 1ull << 37, mid;

	while (high - low > 1) {
		long double x;

		mid = (low + high) / 2;
		x = mid / 4294967296.0L;
		if ((cube ? x * x * x : x * x) <= n)
			low = mid;
		else
			high = mid;
	}
	return low;
}

static void make_constants(void)
{
	unsigned int n, i = 0;

	for (n = 2; i < 64; n++)
		if (is_prime(n)) {
			if (i < 8)
				iv[i] = fraction(n, 0);
			k[i++] = fraction(n, 1);
		}
}

static void compress(v4 h[8], const v4 block[16])
{
	v4 a = h[0], b = h[1], c = h[2], d = h[3];
	v4 e = h[4], f = h[5], g = h[6], i = h[7], w[64], t1, t2;
	int r;

	memcpy(w, block, 16 * sizeof(v4));
	for (r = 16; r < 64; r++)
		w[r] = ADD(ADD(w[r - 16], SMALL(w[r - 15], 7, 18, 3)),
			   ADD(w[r - 7], SMALL(w[r - 2], 17, 19, 10)));
	for (r = 0; r < 64; r++) {
		t1 = ADD(ADD(i, SIGMA(e, 6, 11, 25)),
			 ADD(XOR(g, AND(e, XOR(f, g))),
			     ADD(_mm_set1_epi32(k[r]), w[r])));
		t2 = ADD(SIGMA(a, 2, 13, 22),
			 _mm_or_si128(AND(a, b), AND(c, _mm_or_si128(a, b))));
		i = g;
		g = f;
		f = e;
		e = ADD(d, t1);
		d = c;
		c = b;
		b = a;
		a = ADD(t1, t2);
	}
	h[0] = ADD(h[0], a);
	h[1] = ADD(h[1], b);
	h[2] = ADD(h[2], c);
	h[3] = ADD(h[3], d);
	h[4] = ADD(h[4], e);
	h[5] = ADD(h[5], f);
	h[6] = ADD(h[6], g);
	h[7] = ADD(h[7], i);
}

static void start(v4 h[8])
{
	int i;

	for (i = 0; i < 8; i++)
		h[i] = _mm_set1_epi32(iv[i]);
}

/* Twice, of 80 bytes whose last word is a nonce: @nonce and the next three. */
static void sha256d(const uint32_t header[20], uint32_t nonce, v4 h[8])
{
	v4 w[16] = { 0 };
	int i;

	start(h);
	for (i = 0; i < 16; i++)
		w[i] = _mm_set1_epi32(header[i]);
	compress(h, w);
	memset(w, 0, sizeof(w));
	for (i = 0; i < 3; i++)
		w[i] = _mm_set1_epi32(header[16 + i]);
	/* the nonce is little endian */
	for (i = 0; i < 4; i++)
		((uint32_t *)&w[3])[i] = __builtin_bswap32(nonce + i);
	w[4] = _mm_set1_epi32(1u << 31);
	w[15] = _mm_set1_epi32(640);
	compress(h, w);
	memset(w, 0, sizeof(w));
	memcpy(w, h, 8 * sizeof(v4));
	w[8] = _mm_set1_epi32(1u << 31);
	w[15] = _mm_set1_epi32(256);
	start(h);
	compress(h, w);
}

int main(void)
{
	/* block 0 of Bitcoin, nonce 2083236893; its hash ends in zeroes */
	static const char hex[] =
		"0100000000000000000000000000000000000000000000000000000000000000"
		"000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa"
		"4b1e5e4a29ab5f49ffff001d1dac2b7c";
	uint32_t header[20], nonce, lane;
	v4 h[8];
	int i;

	make_constants();
	for (i = 0; i < 20; i++)
		sscanf(hex + 8 * i, "%8x", &header[i]);
	nonce = __builtin_bswap32(header[19]);
	sha256d(header, nonce - 2, h);
	lane = ((uint32_t *)&h[0])[2];
	if (lane != 0x6fe28c0a || ((uint32_t *)&h[7])[2] != 0) {
		fprintf(stderr, "wrong digest: %08x\n", lane);
		return 1;
	}
	for (nonce = 0;; nonce += 4) {
		sha256d(header, nonce, h);
		__asm__ volatile("" : : "r"(h) : "memory");
	}
}
