// SPDX-License-Identifier: GPL-2.0-only
/*
 * Shabal-512. Source: "Shabal, a submission to NIST's cryptographic hash
 * algorithm competition", 2008, 2.3; p = 3, r = 12.
 */
#include "x11.h"

#define BLOCK	64
#define A_WORDS	12
#define WORDS	16
#define FIRST	512	/* the prefix: words that count up from the size */

struct state {
	u32 a[A_WORDS], b[WORDS], c[WORDS];
	u64 count;
};

static __always_inline void element(struct state *s, const u32 m[WORDS],
				    unsigned int j, unsigned int i)
{
	u32 *a = s->a + (WORDS * j + i) % A_WORDS;
	u32 before = s->a[(WORDS * j + i + A_WORDS - 1) % A_WORDS];

	*a = ((*a ^ rol32(before, 15) * 5 ^ s->c[(8 - i) % WORDS]) * 3) ^
	     s->b[(i + 13) % WORDS] ^
	     (s->b[(i + 9) % WORDS] & ~s->b[(i + 6) % WORDS]) ^ m[i];
	s->b[i] = ~(rol32(s->b[i], 1) ^ *a);
}

/* written out, so that the words are at fixed places */
static __always_inline void elements(struct state *s, const u32 m[WORDS],
				     unsigned int j)
{
	element(s, m, j, 0);
	element(s, m, j, 1);
	element(s, m, j, 2);
	element(s, m, j, 3);
	element(s, m, j, 4);
	element(s, m, j, 5);
	element(s, m, j, 6);
	element(s, m, j, 7);
	element(s, m, j, 8);
	element(s, m, j, 9);
	element(s, m, j, 10);
	element(s, m, j, 11);
	element(s, m, j, 12);
	element(s, m, j, 13);
	element(s, m, j, 14);
	element(s, m, j, 15);
}

static void permute(struct state *s, const u32 m[WORDS])
{
	unsigned int i;

	s->a[0] ^= s->count;
	s->a[1] ^= s->count >> 32;
	for (i = 0; i < WORDS; i++)
		s->b[i] = rol32(s->b[i], 17);
	elements(s, m, 0);
	elements(s, m, 1);
	elements(s, m, 2);
	for (i = 0; i < 3 * A_WORDS; i++)
		s->a[i % A_WORDS] += s->c[(i + 3) % WORDS];
}

static void swap_b_c(struct state *s)
{
	u32 t[WORDS];

	memcpy(t, s->b, sizeof(t));
	memcpy(s->b, s->c, sizeof(t));
	memcpy(s->c, t, sizeof(t));
}

static void add_and_permute(struct state *s, const u32 m[WORDS])
{
	unsigned int i;

	for (i = 0; i < WORDS; i++)
		s->b[i] += m[i];
	permute(s, m);
}

static void absorb(struct state *s, const u32 m[WORDS])
{
	unsigned int i;

	add_and_permute(s, m);
	for (i = 0; i < WORDS; i++)
		s->c[i] -= m[i];
	swap_b_c(s);
	s->count++;
}

static void get_block(u32 m[WORDS], const u8 *block)
{
	unsigned int i;

	for (i = 0; i < WORDS; i++)
		m[i] = get_le32(block + 4 * i);
}

static void prefix(struct state *s)
{
	u32 m[WORDS];
	unsigned int i;

	memset(s, 0, sizeof(*s));
	s->count = -1;
	for (i = 0; i < 2 * WORDS; i++) {
		m[i % WORDS] = FIRST + i;
		if (i % WORDS == WORDS - 1)
			absorb(s, m);
	}
}

void shabal512(const void *in, size_t len, u8 out[64])
{
	const u8 *p = in;
	u8 last[BLOCK] = { 0 };
	struct state s;
	u32 m[WORDS];
	unsigned int i;

	prefix(&s);
	for (; len >= BLOCK; len -= BLOCK, p += BLOCK) {
		get_block(m, p);
		absorb(&s, m);
	}
	memcpy(last, p, len);
	last[len] = 0x80;
	get_block(m, last);
	add_and_permute(&s, m);
	for (i = 0; i < 3; i++) {
		swap_b_c(&s);
		permute(&s, m);
	}
	for (i = 0; i < WORDS; i++)
		put_le32(out + 4 * i, s.b[i]);
}
