// SPDX-License-Identifier: GPL-2.0-only
/*
 * ProgPoW 0.9.2, and KawPoW (Ravencoin), which is 0.9.4 with a padding of its
 * own and another dataset, as CPUs compute it: the random program is interpreted, one instruction
 * for all sixteen lanes at a time. Source: ifdefelse/ProgPOW, README.md, and
 * Ravencoin's description of KawPoW.
 */
#include "dag.h"
#include "primitives.h"

#define keccak_word	u32
#define keccak_rol	rol32

#include "keccak_steps.h"

#define F800_ROUNDS	22
#define LANES		16
#define REGS		PROGPOW_REGS
#define LOOPS		64	/* and as many reads of the dataset */
#define LOAD_WORDS	4	/* of one read, for each lane */
#define LOAD_NODES	(LANES * LOAD_WORDS / NODE_WORDS)
#define L1_WORDS	(PROGPOW_L1_NODES * NODE_WORDS)
#define FNV_OFFSET	0x811c9dc5u
#define MATH_OPS	11
#define MERGE_OPS	4

const struct progpow_shape progpow_092 = { 50, 12, 20, NULL };
const struct progpow_shape kawpow = { 3, 11, 18, "rAVENCOINKAWPOW" };

/* FIPS 202, 3.2.5, the low halves */
static const u32 round_constant[F800_ROUNDS] = {
	0x00000001, 0x00008082, 0x0000808a, 0x80008000, 0x0000808b, 0x80000001,
	0x80008081, 0x00008009, 0x0000008a, 0x00000088, 0x80008009, 0x8000000a,
	0x8000808b, 0x0000008b, 0x00008089, 0x00008003, 0x00008002, 0x00000080,
	0x0000800a, 0x8000000a, 0x80008081, 0x00008080,
};

struct kiss99 {
	u32 z, w, jsr, jcong;
};

/* The generator of a program and the order of the registers in it. */
struct program {
	struct kiss99 rnd;
	u8 dst[REGS], src[REGS];
	unsigned int next_dst, next_src;
};

typedef u32 mix_regs[LANES][REGS];

void keccak_f800(u32 st[KECCAK_WORDS])
{
	unsigned int i;

	for (i = 0; i < F800_ROUNDS; i++) {
		theta(st);
		rho_pi(st);
		chi(st);
		st[0] ^= round_constant[i];
	}
}

static u32 kiss99(struct kiss99 *k)
{
	k->z = 36969 * (k->z & 65535) + (k->z >> 16);
	k->w = 18000 * (k->w & 65535) + (k->w >> 16);
	k->jsr ^= k->jsr << 17;
	k->jsr ^= k->jsr >> 13;
	k->jsr ^= k->jsr << 5;
	k->jcong = 69069 * k->jcong + 1234567;
	return (((k->z << 16) + k->w) ^ k->jcong) + k->jsr;
}

static void swap_u8(u8 *a, u8 *b)
{
	u8 t = *a;

	*a = *b;
	*b = t;
}

static void begin_program(struct program *p, u64 seed)
{
	u32 i;

	p->rnd.z = fnv1a(FNV_OFFSET, seed);
	p->rnd.w = fnv1a(p->rnd.z, seed >> 32);
	p->rnd.jsr = fnv1a(p->rnd.w, seed);
	p->rnd.jcong = fnv1a(p->rnd.jsr, seed >> 32);
	for (i = 0; i < REGS; i++) {
		p->dst[i] = i;
		p->src[i] = i;
	}
	for (i = REGS; i > 1; i--) {
		swap_u8(&p->dst[i - 1], &p->dst[kiss99(&p->rnd) % i]);
		swap_u8(&p->src[i - 1], &p->src[kiss99(&p->rnd) % i]);
	}
	p->next_dst = 0;
	p->next_src = 0;
}

static unsigned int next_dst(struct program *p)
{
	return p->dst[p->next_dst++ % REGS];
}

void progpow_fill(u64 seed, u32 lane, u32 reg[PROGPOW_REGS])
{
	struct kiss99 k;
	unsigned int i;

	k.z = fnv1a(FNV_OFFSET, seed);
	k.w = fnv1a(k.z, seed >> 32);
	k.jsr = fnv1a(k.w, lane);
	k.jcong = fnv1a(k.jsr, lane);
	for (i = 0; i < REGS; i++)
		reg[i] = kiss99(&k);
}

static __always_inline u32 clz32(u32 x)
{
	return x ? __builtin_clz(x) : 32;
}

static __always_inline u32 math(u32 a, u32 b, u32 op)
{
	switch (op % MATH_OPS) {
	case 0:
		return a + b;
	case 1:
		return a * b;
	case 2:
		return (u64)a * b >> 32;
	case 3:
		return a < b ? a : b;
	case 4:
		return rol32(a, b);
	case 5:
		return ror32(a, b);
	case 6:
		return a & b;
	case 7:
		return a | b;
	case 8:
		return a ^ b;
	case 9:
		return clz32(a) + clz32(b);
	default:
		return __builtin_popcount(a) + __builtin_popcount(b);
	}
}

static __always_inline void merge(u32 *a, u32 b, u32 op)
{
	u32 x = (op >> 16) % 31 + 1;	/* never a rotation by 0 */

	switch (op % MERGE_OPS) {
	case 0:
		*a = *a * 33 + b;
		break;
	case 1:
		*a = (*a ^ b) * 33;
		break;
	case 2:
		*a = rol32(*a, x) ^ b;
		break;
	default:
		*a = ror32(*a, x) ^ b;
	}
}

static void cache_step(struct program *p, mix_regs mix, const u32 *l1)
{
	unsigned int src = p->src[p->next_src++ % REGS];
	unsigned int dst = next_dst(p), lane;
	u32 op = kiss99(&p->rnd);

	for (lane = 0; lane < LANES; lane++)
		merge(&mix[lane][dst], l1[mix[lane][src] % L1_WORDS], op);
}

static void math_step(struct program *p, mix_regs mix)
{
	u32 pair = kiss99(&p->rnd) % (REGS * (REGS - 1));
	unsigned int src1 = pair % REGS, src2 = pair / REGS, dst, lane;
	u32 op = kiss99(&p->rnd), op2;

	src2 += src2 >= src1;	/* any but src1 */
	dst = next_dst(p);
	op2 = kiss99(&p->rnd);
	for (lane = 0; lane < LANES; lane++)
		merge(&mix[lane][dst],
		      math(mix[lane][src1], mix[lane][src2], op), op2);
}

static void merge_load(struct program *p, mix_regs mix, const u32 *load,
		       u32 loop)
{
	unsigned int dst[LOAD_WORDS], lane, i;
	u32 op[LOAD_WORDS];

	for (i = 0; i < LOAD_WORDS; i++) {
		dst[i] = i ? next_dst(p) : 0;
		op[i] = kiss99(&p->rnd);
	}
	for (lane = 0; lane < LANES; lane++)
		for (i = 0; i < LOAD_WORDS; i++)
			merge(&mix[lane][dst[i]],
			      load[(lane ^ loop) % LANES * LOAD_WORDS + i],
			      op[i]);
}

/* The program starts anew in every loop: @p is a copy. */
static void run_loop(const struct progpow_shape *s, const struct dag *d,
		     struct program p, mix_regs mix, u32 loop)
{
	u32 at = mix[loop % LANES][0] % (d->full_nodes / LOAD_NODES);
	struct dag_node node[LOAD_NODES];
	const u32 *load = (const u32 *)node;
	unsigned int i;

	if (d->full)
		load = (const u32 *)(d->full + at * LOAD_NODES);
	for (i = 0; !d->full && i < LOAD_NODES; i++)
		ethash_node(d, at * LOAD_NODES + i, &node[i]);
	for (i = 0; i < s->cache_steps || i < s->math_steps; i++) {
		if (i < s->cache_steps)
			cache_step(&p, mix, (const u32 *)d->l1);
		if (i < s->math_steps)
			math_step(&p, mix);
	}
	merge_load(&p, mix, load, loop);
}

static void reduce(mix_regs mix, u32 digest[8])
{
	u32 lane, i, h;

	for (i = 0; i < 8; i++)
		digest[i] = FNV_OFFSET;
	for (lane = 0; lane < LANES; lane++) {
		h = FNV_OFFSET;
		for (i = 0; i < REGS; i++)
			h = fnv1a(h, mix[lane][i]);
		digest[lane % 8] = fnv1a(digest[lane % 8], h);
	}
}

/* The rest of the state: zeroes, or the letters of KawPoW, a word for each. */
static void pad_state(const struct progpow_shape *s, u32 st[KECCAK_WORDS],
		      unsigned int from)
{
	unsigned int i;

	for (i = from; i < KECCAK_WORDS; i++)
		st[i] = s->letters ? s->letters[i - from] : 0;
}

void progpow(const struct progpow_shape *s, const struct dag *d, u32 block,
	     const u8 header[32], u64 nonce, struct ethash_result *r)
{
	u32 st[KECCAK_WORDS], digest[8], i;
	struct program p;
	mix_regs mix;
	u64 seed;

	memcpy(st, header, 32);
	st[8] = nonce;
	st[9] = nonce >> 32;
	pad_state(s, st, 10);
	keccak_f800(st);
	/* KawPoW keeps the order that ProgPoW swaps */
	seed = s->letters ? st[0] | (u64)st[1] << 32 :
	       (u64)__builtin_bswap32(st[0]) << 32 | __builtin_bswap32(st[1]);

	for (i = 0; i < LANES; i++)
		progpow_fill(seed, i, mix[i]);
	begin_program(&p, block / s->period);
	for (i = 0; i < LOOPS; i++)
		run_loop(s, d, p, mix, i);
	reduce(mix, digest);
	memcpy(r->mix, digest, 32);

	if (s->letters) {
		memcpy(st + 8, digest, 32);
		pad_state(s, st, 16);
	} else {
		memcpy(st, header, 32);
		st[8] = seed;
		st[9] = seed >> 32;
		memcpy(st + 10, digest, 32);
		pad_state(s, st, 18);
	}
	keccak_f800(st);
	memcpy(r->final, st, 32);
}
