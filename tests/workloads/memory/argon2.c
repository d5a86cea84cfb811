// SPDX-License-Identifier: GPL-2.0-only
/* Argon2d, Argon2i, Argon2id, version 0x13. Source: RFC 9106. */
#include "primitives.h"

#define VERSION		0x13
#define WORDS		128	/* of 64 bits in a block of 1 KiB */
#define BLOCK		1024
#define SLICES		4
#define H0		64	/* bytes */

struct block {
	u64 w[WORDS];
};

/* The memory, q blocks in each lane, and how far it has been filled. */
struct fill {
	const struct argon2_cost *cost;
	struct block *mem;
	u32 lane_blocks;	/* q of the RFC */
	u32 slice_blocks;	/* q / 4 */
	u32 pass, lane, slice;
};

/* H' of 3.3 */
static void long_hash(const u8 *in, size_t inlen, u8 *out, u32 outlen)
{
	struct blake2b s;
	u8 v[64], le[4];
	bool is_short = outlen <= 64;

	put_le32(le, outlen);
	blake2b_init(&s, is_short ? outlen : 64, NULL, 0, NULL);
	blake2b_update(&s, le, sizeof(le));
	blake2b_update(&s, in, inlen);
	if (is_short) {
		blake2b_final(&s, out);
		return;
	}
	blake2b_final(&s, v);
	for (; outlen > 64; outlen -= 32, out += 32) {
		memcpy(out, v, 32);
		blake2b(v, 64, v, outlen - 32 > 64 ? 64 : outlen - 32);
	}
	memcpy(out, v, outlen);
}

static __always_inline u64 f_blamka(u64 x, u64 y)
{
	return x + y + 2 * (u64)(u32)x * (u32)y;
}

static __always_inline void gb(u64 *a, u64 *b, u64 *c, u64 *d)
{
	*a = f_blamka(*a, *b);
	*d = ror64(*d ^ *a, 32);
	*c = f_blamka(*c, *d);
	*b = ror64(*b ^ *c, 24);
	*a = f_blamka(*a, *b);
	*d = ror64(*d ^ *a, 16);
	*c = f_blamka(*c, *d);
	*b = ror64(*b ^ *c, 63);
}

/* P of 3.6 on eight pairs of words, the pairs @stride words apart */
static __always_inline void p_round(u64 *w, unsigned int stride)
{
	u64 v[16];
	unsigned int i;

	for (i = 0; i < 16; i++)
		v[i] = w[i / 2 * stride + i % 2];
	gb(&v[0], &v[4], &v[8], &v[12]);
	gb(&v[1], &v[5], &v[9], &v[13]);
	gb(&v[2], &v[6], &v[10], &v[14]);
	gb(&v[3], &v[7], &v[11], &v[15]);
	gb(&v[0], &v[5], &v[10], &v[15]);
	gb(&v[1], &v[6], &v[11], &v[12]);
	gb(&v[2], &v[7], &v[8], &v[13]);
	gb(&v[3], &v[4], &v[9], &v[14]);
	for (i = 0; i < 16; i++)
		w[i / 2 * stride + i % 2] = v[i];
}

/* G of 3.5; @keep: xor into @out, as passes after the first do */
static void compress(const struct block *x, const struct block *y,
		     struct block *out, bool keep)
{
	struct block r, z;
	unsigned int i;

	for (i = 0; i < WORDS; i++)
		r.w[i] = x->w[i] ^ y->w[i];
	z = r;
	for (i = 0; i < 8; i++)
		p_round(z.w + 16 * i, 2);
	for (i = 0; i < 8; i++)
		p_round(z.w + 2 * i, 16);
	for (i = 0; i < WORDS; i++)
		out->w[i] = r.w[i] ^ z.w[i] ^ (keep ? out->w[i] : 0);
}

static void initial_hash(const struct argon2_cost *c,
			 const struct argon2_inputs *in, u32 outlen,
			 u8 h0[H0])
{
	const u32 head[6] = { c->lanes, outlen, c->kib, c->passes, VERSION,
			      c->type };
	const struct argon2_input *const part[4] = {
		&in->password, &in->salt, &in->secret, &in->ad
	};
	struct blake2b s;
	u8 le[4];
	unsigned int i;

	blake2b_init(&s, H0, NULL, 0, NULL);
	for (i = 0; i < ARRAY_SIZE(head); i++) {
		put_le32(le, head[i]);
		blake2b_update(&s, le, sizeof(le));
	}
	for (i = 0; i < ARRAY_SIZE(part); i++) {
		put_le32(le, part[i]->len);
		blake2b_update(&s, le, sizeof(le));
		blake2b_update(&s, part[i]->data, part[i]->len);
	}
	blake2b_final(&s, h0);
}

static void first_blocks(const struct fill *f, const u8 h0[H0])
{
	u8 seed[H0 + 8], bytes[BLOCK];
	u32 lane, i, k;

	memcpy(seed, h0, H0);
	for (lane = 0; lane < f->cost->lanes; lane++)
		for (i = 0; i < 2; i++) {
			struct block *b = f->mem + lane * f->lane_blocks + i;

			put_le32(seed + H0, i);
			put_le32(seed + H0 + 4, lane);
			long_hash(seed, sizeof(seed), bytes, BLOCK);
			for (k = 0; k < WORDS; k++)
				b->w[k] = get_le64(bytes + 8 * k);
		}
}

/* Mapping of J1 and J2 to the reference block, 3.4.2. */
static const struct block *reference(const struct fill *f, u32 index, u64 j)
{
	u32 lane = f->pass == 0 && f->slice == 0 ?
		   f->lane : (j >> 32) % f->cost->lanes;
	bool same = lane == f->lane;
	u32 done = f->pass ? SLICES - 1 : f->slice;
	u32 start = f->pass ? (f->slice + 1) % SLICES * f->slice_blocks : 0;
	u32 area = done * f->slice_blocks;
	u64 x = (u32)j;

	if (same)
		area += index - 1;
	else if (index == 0)
		area--;
	x = x * x >> 32;
	x = area - 1 - (area * x >> 32);
	return f->mem + lane * f->lane_blocks +
	       (start + x) % f->lane_blocks;
}

/* The pseudo-random words of Argon2i for 128 blocks, 3.4.1.2. */
static void next_addresses(struct block *in, struct block *out)
{
	static const struct block zero;

	in->w[6]++;
	compress(&zero, in, out, false);
	compress(&zero, out, out, false);
}

static void fill_segment(const struct fill *f)
{
	const struct argon2_cost *c = f->cost;
	bool independent = c->type == ARGON2_I ||
			   (c->type == ARGON2_ID && f->pass == 0 &&
			    f->slice < SLICES / 2);
	u32 first = f->pass == 0 && f->slice == 0 ? 2 : 0;
	struct block in = { { f->pass, f->lane, f->slice,
			      (u64)f->lane_blocks * c->lanes, c->passes,
			      c->type } };
	struct block addresses;
	struct block *lane = f->mem + f->lane * f->lane_blocks;
	u32 i;

	if (independent && first)
		next_addresses(&in, &addresses);
	for (i = first; i < f->slice_blocks; i++) {
		u32 at = f->slice * f->slice_blocks + i;
		struct block *prev = lane + (at ? at : f->lane_blocks) - 1;
		u64 j;

		if (independent && i % WORDS == 0)
			next_addresses(&in, &addresses);
		j = independent ? addresses.w[i % WORDS] : prev->w[0];
		compress(prev, reference(f, i, j), lane + at, f->pass > 0);
	}
}

void argon2(const struct argon2_cost *c, const struct argon2_inputs *in,
	    void *pad, u8 *out, u32 outlen)
{
	struct fill f = { .cost = c, .mem = pad };
	u8 h0[H0], bytes[BLOCK];
	struct block last;
	u32 lane, k;

	f.slice_blocks = c->kib / (SLICES * c->lanes);
	f.lane_blocks = f.slice_blocks * SLICES;
	initial_hash(c, in, outlen, h0);
	first_blocks(&f, h0);
	for (f.pass = 0; f.pass < c->passes; f.pass++)
		for (f.slice = 0; f.slice < SLICES; f.slice++)
			for (f.lane = 0; f.lane < c->lanes; f.lane++)
				fill_segment(&f);

	memset(&last, 0, sizeof(last));
	for (lane = 0; lane < c->lanes; lane++)
		for (k = 0; k < WORDS; k++)
			last.w[k] ^= f.mem[(lane + 1) * f.lane_blocks - 1].w[k];
	for (k = 0; k < WORDS; k++)
		put_le64(bytes + 8 * k, last.w[k]);
	long_hash(bytes, BLOCK, out, outlen);
}
