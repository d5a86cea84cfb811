/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The scratchpad of CryptoNight, compiled twice: cn_table.c and cn_ni.c define
 * aes_round() and include this. Every variant gets a main loop of its own, so
 * that its mask is an immediate as in a miner's code. Little endian only.
 */
#include "cryptonight.h"

#include <fenv.h>

#define LANES		8	/* blocks of 16 bytes */
#define ROUND_KEYS	10
#define HEAVY_MIXES	16

struct cn_shape {
	size_t bytes;		/* of the scratchpad */
	u32 iterations;
	u32 mask;		/* picks the offset of a 16-byte block */
	unsigned int version;	/* 0, 1, 2, 4 (CryptoNight-R) */
	bool heavy;
};

static __always_inline struct cn_shape shape(size_t kib, u32 iterations,
					     u32 mask, unsigned int version,
					     bool heavy)
{
	return (struct cn_shape){ kib << 10, iterations, mask, version, heavy };
}

static __always_inline struct cn_shape cn_shape(enum cn_variant variant)
{
	switch (variant) {
	case CN_V1:
		return shape(2048, 1 << 19, 0x1ffff0, 1, false);
	case CN_V2:
		return shape(2048, 1 << 19, 0x1ffff0, 2, false);
	case CN_LITE_V0:
		return shape(1024, 1 << 18, 0xffff0, 0, false);
	case CN_LITE_V1:
		return shape(1024, 1 << 18, 0xffff0, 1, false);
	case CN_HEAVY:
		return shape(4096, 1 << 18, 0x3ffff0, 0, true);
	case CN_PICO:	/* half of the pad is walked */
		return shape(256, 1 << 16, 0x1fff0, 2, false);
	case CN_R:
		return shape(2048, 1 << 19, 0x1ffff0, 4, false);
	case CN_FAST:
		return shape(2048, 1 << 18, 0x1ffff0, 1, false);
	case CN_DARK:
		return shape(512, 1 << 17, 0x7fff0, 1, false);
	case CN_DARK_LITE:	/* half of the pad is walked */
		return shape(512, 1 << 17, 0x3fff0, 1, false);
	case CN_TURTLE:
		return shape(256, 1 << 16, 0x3fff0, 1, false);
	case CN_TURTLE_LITE:	/* half of the pad is walked */
		return shape(256, 1 << 16, 0x1fff0, 1, false);
	case CN_V0:
		break;
	}
	return shape(2048, 1 << 19, 0x1ffff0, 0, false);
}

static void expand_key(const u64 *key, v2u64 rk[ROUND_KEYS])
{
	u32 w[AES256_ROUND_KEYS][4];

	aes256_expand((const u8 *)key, w);
	memcpy(rk, w, ROUND_KEYS * sizeof(*rk));
}

static __always_inline void ten_rounds(v2u64 x[LANES],
				       const v2u64 rk[ROUND_KEYS])
{
	unsigned int r, l;

	for (r = 0; r < ROUND_KEYS; r++)
		for (l = 0; l < LANES; l++)
			x[l] = aes_round(x[l], rk[r]);
}

/* cn-heavy: each lane takes in its neighbour */
static void mix_lanes(v2u64 x[LANES])
{
	v2u64 first = x[0];
	unsigned int l;

	for (l = 0; l < LANES - 1; l++)
		x[l] ^= x[l + 1];
	x[LANES - 1] ^= first;
}

static __always_inline void explode(const struct cn_shape *s, const u64 *st,
				    v2u64 *pad)
{
	v2u64 rk[ROUND_KEYS], x[LANES];
	unsigned int i;
	size_t off;

	expand_key(st, rk);
	memcpy(x, st + 8, sizeof(x));
	for (i = 0; s->heavy && i < HEAVY_MIXES; i++) {
		ten_rounds(x, rk);
		mix_lanes(x);
	}
	for (off = 0; off < s->bytes / sizeof(*x); off += LANES) {
		ten_rounds(x, rk);
		memcpy(pad + off, x, sizeof(x));
	}
}

static __always_inline void implode(const struct cn_shape *s, u64 *st,
				    const v2u64 *pad)
{
	v2u64 rk[ROUND_KEYS], x[LANES];
	unsigned int pass, i, l;
	size_t off;

	expand_key(st + 4, rk);
	memcpy(x, st + 8, sizeof(x));
	for (pass = 0; pass < (s->heavy ? 2 : 1); pass++)
		for (off = 0; off < s->bytes / sizeof(*x); off += LANES) {
			for (l = 0; l < LANES; l++)
				x[l] ^= pad[off + l];
			ten_rounds(x, rk);
			if (s->heavy)
				mix_lanes(x);
		}
	for (i = 0; s->heavy && i < HEAVY_MIXES; i++) {
		ten_rounds(x, rk);
		mix_lanes(x);
	}
	memcpy(st + 8, x, sizeof(x));
}

/* v1: two bits of byte 11 of the block depend on three others of it */
static __always_inline v2u64 v1_tweak(v2u64 x)
{
	u64 byte = x[1] >> 24 & 0xff;
	unsigned int shift = ((byte >> 3 & 6) | (byte & 1)) << 1;

	x[1] ^= (u64)(0x75310u >> shift & 0x30) << 24;
	return x;
}

/*
 * v2: the other three blocks of the cache line change places and get sums.
 * Return: the xor of what they were, which cn/r puts into c.
 */
static __always_inline v2u64 v2_shuffle(u8 *pad, u64 off, v2u64 a, v2u64 b,
					v2u64 b1)
{
	v2u64 *p1 = (v2u64 *)(pad + (off ^ 0x10));
	v2u64 *p2 = (v2u64 *)(pad + (off ^ 0x20));
	v2u64 *p3 = (v2u64 *)(pad + (off ^ 0x30));
	v2u64 t = *p1, all = *p1 ^ *p2 ^ *p3;

	*p1 = *p3 + b1;
	*p3 = *p2 + a;
	*p2 = t + b;
	return all;
}

/*
 * v2: floor(2 * sqrt(2^64 + n)) - 2^33 by the floating-point unit, whose last
 * bit is then put right, so that the rounding mode does not matter.
 */
static __always_inline u64 v2_sqrt(u64 n)
{
	const u64 bias = 1023ull << 52;
	union {
		u64 bits;
		double d;
	} x = { .bits = (n >> 12) + bias };
	u64 r, s, b, r2;

	x.d = __builtin_sqrt(x.d);
	r = (x.bits - bias) >> 19;
	s = r >> 1;
	b = r & 1;
	r2 = s * (s + b) + (r << 32);
	r -= r2 + b > n;
	r += r2 + (1ull << 32) < n - s;
	return r;
}

struct v2_math {
	u64 division;
	u64 root;
};

/* v2: a division and a square root that the next iteration needs */
static __always_inline u64 v2_integer_math(struct v2_math *m, v2u64 c, u64 x)
{
	u32 divisor;

	x ^= m->division ^ m->root << 32;
	divisor = (u32)(c[0] + (u32)(m->root << 1)) | 0x80000001u;
	m->division = (u32)(c[1] / divisor) + (c[1] % divisor << 32);
	m->root = v2_sqrt(c[0] + m->division);
	return x;
}

/* cn-heavy: a signed division whose quotient picks the next block */
static __always_inline u64 heavy_division(u8 *pad, u64 off)
{
	s64 n, q;
	s32 d;

	memcpy(&n, pad + off, sizeof(n));
	memcpy(&d, pad + off + 8, sizeof(d));
	q = n / (d | 5);
	n ^= q;
	memcpy(pad + off, &n, sizeof(n));
	return (s64)d ^ q;
}

/*
 * cn/r: the random program, in place of division and square root. Return: what
 * to xor into a; @d is changed before the program runs.
 */
static __always_inline v2u64 r_math(const struct cn_r_program *program,
				    u32 r[CN_R_REGISTERS], v2u64 a, v2u64 b,
				    v2u64 b1, u64 *d)
{
	*d ^= (u32)(r[0] + r[1]) | (u64)(u32)(r[2] + r[3]) << 32;
	r[4] = a[0];
	r[5] = a[1];
	r[6] = b[0];
	r[7] = b1[0];
	r[8] = b1[1];
	program->run(program, r);
	return (v2u64){ r[2] | (u64)r[3] << 32, r[0] | (u64)r[1] << 32 };
}

static __always_inline v2u64 multiply(u64 x, u64 y)
{
	unsigned __int128 p = (unsigned __int128)x * y;

	return (v2u64){ p >> 64, p };
}

static __always_inline void main_loop(const struct cn_shape *s, const u64 *st,
				      const struct cn_extra *extra, u8 *pad)
{
	v2u64 a = { st[0] ^ st[4], st[1] ^ st[5] };
	v2u64 b = { st[2] ^ st[6], st[3] ^ st[7] };
	v2u64 b1 = { st[8] ^ st[10], st[9] ^ st[11] };
	struct v2_math m = { st[12], st[13] };
	u32 r[CN_R_REGISTERS] = { st[12], st[12] >> 32, st[13], st[13] >> 32 };
	v2u64 c, d, a0, product, shuffled = { 0 }, *p;
	u64 next = a[0], off, x;
	u32 i;

	for (i = 0; i < s->iterations; i++) {
		off = next & s->mask;
		p = (v2u64 *)(pad + off);
		c = aes_round(*p, a);
		if (s->version >= 2)
			shuffled = v2_shuffle(pad, off, a, b, b1);
		if (s->version == 4)
			c ^= shuffled;
		*p = s->version == 1 ? v1_tweak(b ^ c) : b ^ c;

		off = c[0] & s->mask;
		p = (v2u64 *)(pad + off);
		d = *p;
		a0 = a;
		if (s->version == 2)
			d[0] = v2_integer_math(&m, c, d[0]);
		if (s->version == 4) {
			x = d[0];
			a ^= r_math(extra->program, r, a, b, b1, &x);
			d[0] = x;
		}
		product = multiply(c[0], d[0]);
		if (s->version == 2) {
			*(v2u64 *)(pad + (off ^ 0x10)) ^= product;
			product ^= *(v2u64 *)(pad + (off ^ 0x20));
		}
		if (s->version >= 2)
			shuffled = v2_shuffle(pad, off, a0, b, b1);
		if (s->version == 4)
			c ^= shuffled;
		a += product;
		*p = s->version == 1 ? a ^ (v2u64){ 0, extra->tweak } : a;
		a ^= d;
		next = s->heavy ? heavy_division(pad, a[0] & s->mask) : a[0];
		b1 = b;
		b = c;
	}
}

static __always_inline void run(enum cn_variant variant, u64 *st,
				const struct cn_extra *extra, void *pad)
{
	const struct cn_shape s = cn_shape(variant);

	explode(&s, st, pad);
	main_loop(&s, st, extra, pad);
	implode(&s, st, pad);
}

/* As miners do around the variants with a square root, where they can. */
static __always_inline void run_rounding_down(enum cn_variant variant, u64 *st,
					      const struct cn_extra *extra,
					      void *pad)
{
#ifdef FE_DOWNWARD
	int mode = fegetround();

	fesetround(FE_DOWNWARD);
	run(variant, st, extra, pad);
	fesetround(mode);
#else
	run(variant, st, extra, pad);	/* WebAssembly */
#endif
}

void CN_SCRATCHPAD(enum cn_variant variant, u64 st[KECCAK_WORDS],
		   const struct cn_extra *extra, void *pad)
{
	switch (variant) {
	case CN_V0:
		run(CN_V0, st, extra, pad);
		break;
	case CN_V1:
		run(CN_V1, st, extra, pad);
		break;
	case CN_V2:
		run_rounding_down(CN_V2, st, extra, pad);
		break;
	case CN_LITE_V0:
		run(CN_LITE_V0, st, extra, pad);
		break;
	case CN_LITE_V1:
		run(CN_LITE_V1, st, extra, pad);
		break;
	case CN_HEAVY:
		run(CN_HEAVY, st, extra, pad);
		break;
	case CN_PICO:
		run_rounding_down(CN_PICO, st, extra, pad);
		break;
	case CN_R:
		run(CN_R, st, extra, pad);
		break;
	case CN_FAST:
		run(CN_FAST, st, extra, pad);
		break;
	case CN_DARK:
		run(CN_DARK, st, extra, pad);
		break;
	case CN_DARK_LITE:
		run(CN_DARK_LITE, st, extra, pad);
		break;
	case CN_TURTLE:
		run(CN_TURTLE, st, extra, pad);
		break;
	case CN_TURTLE_LITE:
		run(CN_TURTLE_LITE, st, extra, pad);
		break;
	}
}
