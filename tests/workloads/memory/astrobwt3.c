// SPDX-License-Identifier: GPL-2.0-only
/*
 * AstroBWTv3, Dero's proof of work since 2022: 256 bytes are changed some 270
 * times, each time in one of 256 ways that the data choose, all states are
 * kept, and their suffix array is hashed. Source: deroproject/derohe,
 * astrobwt/astrobwtv3, which is its only specification.
 */
#include "astrobwt.h"
#include "primitives.h"

#define STATE_BYTES	256
#define MAX_RANGE	32	/* bytes that one try changes */
#define MIN_TRIES	260
#define MAX_TRIES	277
#define DATA_BYTES	(MAX_TRIES * STATE_BYTES)
#define FNV64_OFFSET	0xcbf29ce484222325ull
#define FNV64_PRIME	0x100000001b3ull
#define KIND_REVERSING	0
#define KIND_HASHING	253
#define KIND_REKEYING	254	/* and 255 */

struct rc4 {
	u32 s[256];
	u8 i, j;
};

/* @hash and @last choose what is done next. */
struct state {
	u8 d[STATE_BYTES];
	struct rc4 rc4;
	u64 hash, last;
};

static void rc4_key(struct rc4 *c, const u8 key[STATE_BYTES])
{
	unsigned int i;
	u8 j = 0;
	u32 t;

	for (i = 0; i < 256; i++)
		c->s[i] = i;
	for (i = 0; i < 256; i++) {
		t = c->s[i];
		j += t + key[i];
		c->s[i] = c->s[j];
		c->s[j] = t;
	}
	c->i = 0;
	c->j = 0;
}

static void rc4_xor(struct rc4 *c, u8 data[STATE_BYTES])
{
	u8 i = c->i, j = c->j;
	unsigned int k;
	u32 x, y;

	for (k = 0; k < STATE_BYTES; k++) {
		x = c->s[++i];
		j += x;
		y = c->s[j];
		c->s[i] = y;
		c->s[j] = x;
		data[k] ^= c->s[(u8)(x + y)];
	}
	c->i = i;
	c->j = j;
}

static u64 fnv64(const u8 *p, size_t len)
{
	u64 h = FNV64_OFFSET;
	size_t i;

	for (i = 0; i < len; i++)
		h = (h ^ p[i]) * FNV64_PRIME;
	return h;
}

static u8 reverse8(u8 x)
{
	x = x << 4 | x >> 4;
	x = (x & 0x33) << 2 | (x >> 2 & 0x33);
	return (x & 0x55) << 1 | (x >> 1 & 0x55);
}

static __always_inline u8 rol8(u8 x, unsigned int n)
{
	return x << (n & 7) | x >> (-n & 7);
}

/* @other: the byte behind the range */
static __always_inline u8 step(u8 x, u8 other, unsigned int op)
{
	switch (op) {
	case 0x0:
		return x + x;
	case 0x1:
		return x - (x ^ 97);
	case 0x2:
		return x * x;
	case 0x3:
		return x ^ other;
	case 0x4:
		return ~x;
	case 0x5:
		return x & other;
	case 0x6:
		return x << (x & 3);
	case 0x7:
		return x >> (x & 3);
	case 0x8:
		return reverse8(x);
	case 0x9:
		return x ^ __builtin_popcount(x);
	case 0xa:
		return rol8(x, x);
	case 0xb:
		return rol8(x, 1);
	case 0xc:
		return x ^ rol8(x, 2);
	case 0xd:
		return rol8(x, 3);
	case 0xe:
		return x ^ rol8(x, 4);
	default:
		return rol8(x, 5);
	}
}

static __always_inline u8 steps(u8 x, u8 other, unsigned int ops)
{
	x = step(x, other, ops >> 12);
	x = step(x, other, ops >> 8 & 15);
	x = step(x, other, ops >> 4 & 15);
	return step(x, other, ops & 15);
}

static void rehash(struct state *s, u64 hash)
{
	s->last += s->hash;
	s->hash = hash;
}

#define OP(kind, ops)							\
	case kind:							\
		for (i = from; i < to; i++) {				\
			d[i] = steps(d[i], d[to], ops);			\
			if (kind == KIND_REVERSING) {			\
				u8 t = reverse8(d[from]);		\
									\
				d[from] = reverse8(d[to]);		\
				d[to] = t;				\
			}						\
			if (kind == KIND_HASHING)			\
				rehash(s, xxh64(d, to));		\
		}							\
		break;

/* The switch is written out, as in Dero's miner: that it branches is the idea. */
static void change_range(struct state *s, u8 kind, unsigned int from,
			 unsigned int to)
{
	u8 *d = s->d;
	unsigned int i;

	if (kind >= KIND_REKEYING)
		rc4_key(&s->rc4, d);
	switch (kind) {
#include "astrobwt3_ops.h"
	}
}

static void change(struct state *s, u64 tries)
{
	u64 choice = s->last ^ s->hash ^ tries;
	u8 from = choice >> 8, to = choice >> 16, diff;

	if (from > to) {
		from = choice >> 16;
		to = choice >> 8;
	}
	if (to - from > MAX_RANGE)
		to = from + ((to - from) & (MAX_RANGE - 1));
	change_range(s, choice, from, to);

	diff = s->d[from] - s->d[to];
	if (diff < 0x10)
		rehash(s, xxh64(s->d, to));
	if (diff < 0x20)
		rehash(s, fnv64(s->d, to));
	if (diff < 0x30) {
		u8 key[16];

		s->last += s->hash;
		put_le64(key, tries);
		put_le64(key + 8, s->last);
		s->hash = siphash24(key, s->d, to);
	}
	if (diff <= 0x40)
		rc4_xor(&s->rc4, s->d);
	s->d[255] ^= s->d[from] ^ s->d[to];
}

/* Return: how many bytes of states were written to @data. */
static u32 make_states(const u8 key[32], u8 *data)
{
	struct state s;
	u32 tries = 0;

	salsa20_stream(key, s.d, sizeof(s.d));
	rc4_key(&s.rc4, s.d);
	rc4_xor(&s.rc4, s.d);
	s.hash = fnv64(s.d, sizeof(s.d));
	s.last = s.hash;
	do {
		tries++;
		change(&s, tries);
		memcpy(data + (tries - 1) * STATE_BYTES, s.d, sizeof(s.d));
	} while (tries < MAX_TRIES && (tries <= MIN_TRIES || s.d[255] < 0xf0));
	return (tries - 4) * STATE_BYTES +
	       ((s.d[253] << 8 | s.d[254]) & 0x3ff);
}

static_assert(DATA_BYTES * 5 + SUFFIX_WORK_BYTES(DATA_BYTES) <=
	      ASTROBWT3_PAD_BYTES, "states, their suffixes, work to sort");

void astrobwt3(const void *in, size_t len, void *pad, u8 out[32])
{
	u8 *data = pad;
	s32 *sa = (s32 *)(data + DATA_BYTES);
	u32 n;

	sha256(in, len, out);
	n = make_states(out, data);
	suffix_sort(data, n, sa, sa + DATA_BYTES);
	sha256(sa, n * sizeof(*sa), out);
}
