// SPDX-License-Identifier: GPL-2.0-only
/* SHA-256d of eight block headers, one in each lane of the AVX2 registers. */
#include "primitives.h"

#define LANES	SHA256_LANES
#define BLOCK	64

typedef u32 v8u32 __attribute__((vector_size(4 * LANES)));

static const u32 iv[8] = {
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

static __always_inline v8u32 splat(u32 x)
{
	return (v8u32){ x, x, x, x, x, x, x, x };
}

static __always_inline v8u32 ror(v8u32 x, unsigned int n)
{
	return x >> n | x << (32 - n);
}

static __always_inline v8u32 schedule(const v8u32 w[16], unsigned int i)
{
	v8u32 w15 = w[(i + 1) % 16], w2 = w[(i + 14) % 16];

	return w[i % 16] + w[(i + 9) % 16] +
	       (ror(w15, 7) ^ ror(w15, 18) ^ w15 >> 3) +
	       (ror(w2, 17) ^ ror(w2, 19) ^ w2 >> 10);
}

static __always_inline void round8(v8u32 a, v8u32 b, v8u32 c, v8u32 *d,
				   v8u32 e, v8u32 f, v8u32 g, v8u32 *h,
				   v8u32 kw)
{
	v8u32 t = *h + (ror(e, 6) ^ ror(e, 11) ^ ror(e, 25)) +
		  ((e & f) ^ (~e & g)) + kw;

	*d += t;
	*h = t + (ror(a, 2) ^ ror(a, 13) ^ ror(a, 22)) +
	     ((a & b) ^ (a & c) ^ (b & c));
}

static void compress(v8u32 st[8], v8u32 w[16])
{
	v8u32 a = st[0], b = st[1], c = st[2], d = st[3], e = st[4],
	      f = st[5], g = st[6], h = st[7], kw[8];
	unsigned int i, j;

	for (i = 0; i < 64; i += 8) {
		for (j = i; j < i + 8; j++) {
			if (j >= 16)
				w[j % 16] = schedule(w, j);
			kw[j % 8] = w[j % 16] + sha256_k[j];
		}
		round8(a, b, c, &d, e, f, g, &h, kw[0]);
		round8(h, a, b, &c, d, e, f, &g, kw[1]);
		round8(g, h, a, &b, c, d, e, &f, kw[2]);
		round8(f, g, h, &a, b, c, d, &e, kw[3]);
		round8(e, f, g, &h, a, b, c, &d, kw[4]);
		round8(d, e, f, &g, h, a, b, &c, kw[5]);
		round8(c, d, e, &f, g, h, a, &b, kw[6]);
		round8(b, c, d, &e, f, g, h, &a, kw[7]);
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

static void start(v8u32 st[8])
{
	unsigned int i;

	for (i = 0; i < 8; i++)
		st[i] = splat(iv[i]);
}

/* Words @from … of all headers, and after the last of them the padding. */
static void load(const u8 header[LANES][80], unsigned int from, v8u32 w[16])
{
	unsigned int i, l;

	for (i = 0; i < 16; i++) {
		w[i] = splat(0);
		for (l = 0; from + i < 20 && l < LANES; l++)
			w[i][l] = get_be32(header[l] + 4 * (from + i));
	}
	if (from + 16 > 20) {
		w[20 - from] = splat(0x80000000);
		w[15] = splat(80 * 8);
	}
}

void sha256d_headers_avx2(const u8 header[LANES][80], u8 out[LANES][32])
{
	v8u32 st[8], w[16];
	unsigned int i, l;

	start(st);
	load(header, 0, w);
	compress(st, w);
	load(header, 16, w);
	compress(st, w);

	memcpy(w, st, sizeof(st));
	for (i = 8; i < 16; i++)
		w[i] = splat(0);
	w[8] = splat(0x80000000);
	w[15] = splat(32 * 8);
	start(st);
	compress(st, w);
	for (l = 0; l < LANES; l++)
		for (i = 0; i < 8; i++)
			put_be32(out[l] + 4 * i, st[i][l]);
}
