// SPDX-License-Identifier: GPL-2.0-only
#include "shifts.h"

#include "isa/address.h"

static unsigned int bits_of(const struct cw_insn *i)
{
	return i->flags & CW_INSN_VECTOR ? i->elem * 8u : i->width * 8u;
}

/* Any other word than those before. */
static void renew(struct cw_shifts *s, struct cw_held *h)
{
	*h = (struct cw_held){ .word = s->words++, .plain = 1 };
}

/*
 * SHA-2's sigmas (FIPS 180-4, 4.1.2 and 4.1.3): what they rotate to the right
 * by, and what they shift by.
 */
static const struct sigma {
	u8 bits;
	u8 by[CW_HELD_TERMS];
	bool shift;	/* the last one */
} sigmas[] = {
	{ 32, { 2, 13, 22 } },
	{ 32, { 6, 11, 25 } },
	{ 32, { 7, 18, 3 }, true },
	{ 32, { 17, 19, 10 }, true },
	{ 64, { 28, 34, 39 } },
	{ 64, { 14, 18, 41 } },
	{ 64, { 1, 8, 7 }, true },
	{ 64, { 19, 61, 6 }, true },
};

/*
 * Rotations of a sigma that @h, to be shifted by @more yet, is a half of; 0 if
 * it is none.
 */
static u64 half_of(const struct sigma *m, const struct cw_held *h, int more)
{
	unsigned int i, k, right;
	u64 rol = 0;

	for (i = 0; i < h->n; i++) {
		int by = h->by[i] + more;

		right = by < 0 ? -by : m->bits - by;
		for (k = 0; k < CW_HELD_TERMS && m->by[k] != right; k++)
			;
		if (k == CW_HELD_TERMS || (m->shift && k == 2 && by > 0))
			return 0;
		if (!m->shift || k < 2)
			rol |= 1ull << (m->bits - right);
	}
	return rol;
}

/* The same, if what is missing is a shift by the last term. */
static u64 begun_half_of(const struct sigma *m, const struct cw_held *h)
{
	u64 rol = half_of(m, h, 0);
	unsigned int k;

	for (k = 0; k < CW_HELD_TERMS && !rol; k++)
		rol = half_of(m, h, h->by[0] < 0 ? -m->by[k] :
						   m->bits - m->by[k]);
	return rol;
}

/* Has all of it been shifted to that side only? Else it is of another word. */
static bool goes_on(const struct cw_held *h, int bits, int by)
{
	unsigned int i;

	for (i = 0; i < h->n; i++)
		if (h->bits != bits || h->by[i] * by < 0)
			return false;
	return true;
}

/*
 * Halves of a sigma's rotations are added among themselves: what is shifted to
 * the left, and to the right. One of them is seen in a window where both are
 * not.
 */
static void see_sum(struct cw_shifts *s, const struct cw_held *h)
{
	unsigned int i;

	if (h->n < 2 || h->plain || !goes_on(h, h->bits, h->by[0]))
		return;
	for (i = 0; i < sizeof(sigmas) / sizeof(sigmas[0]); i++)
		if (sigmas[i].bits == h->bits)
			s->rol[h->bits == 64 ? CW_ROT_64 : CW_ROT_32] |=
				begun_half_of(&sigmas[i], h);
}

/*
 * Where the shifts of a word are shared among its rotations, each shifts on
 * what the one before has left: 2, 11 and 9 are 2, 13 and 22. So SHA-256 is
 * spelt in SSE2, which has no rotations, with or without the word added in
 * between.
 */
static void shift(struct cw_shifts *s, struct cw_held *to,
		  const struct cw_held *from, unsigned int k, int by)
{
	int n, all, bits = bits_of(&s->code->insn[k]);
	struct cw_held h = *from;

	if (!goes_on(&h, bits, by))
		renew(s, &h);
	s->word[k] = h.word;
	s->shared |= h.n;
	for (n = h.n, h.n = 0; n; n--) {
		all = h.by[h.n] + by;
		if (all < bits && -all < bits)
			h.by[h.n++] = all;
		else	/* nothing is left of it */
			h.by[h.n] = h.by[h.n + n - 1];
	}
	if (h.plain && h.n < CW_HELD_TERMS)
		h.by[h.n++] = by;
	if (h.n == 1)
		s->amount[k] = by < 0 ? -h.by[0] : h.by[0];
	h.plain = 0;
	h.bits = bits;
	see_sum(s, &h);
	*to = h;
}

/* Rotations of which one half is in @a and the other in @b. */
static void find_rotations(struct cw_shifts *s, const struct cw_held *a,
			   const struct cw_held *b)
{
	unsigned int i, k;

	if (a->bits != b->bits)
		return;
	for (i = 0; i < a->n; i++)
		for (k = 0; k < b->n; k++) {
			int left = a->by[i] > 0 ? a->by[i] : b->by[k];
			int right = a->by[i] > 0 ? b->by[k] : a->by[i];

			if (left > 0 && right < 0 && left - right == a->bits)
				s->rol[a->bits == 64 ? CW_ROT_64 : CW_ROT_32] |=
					1ull << left;
		}
}

/*
 * Of two words only the one is followed on of which there is more to see, as of
 * a sigma to which a sum is added. A vector that is added to what was shifted
 * before the window is where the shared shifts of another word go on.
 */
static void add(struct cw_shifts *s, struct cw_held *to,
		const struct cw_held *a, const struct cw_held *b, bool vector)
{
	struct cw_held h = *a;
	unsigned int i;

	if (a->word == b->word) {
		find_rotations(s, a, b);
		for (i = 0; i < b->n && h.n < CW_HELD_TERMS; i++)
			h.by[h.n++] = b->by[i];
		h.plain |= b->plain;
		if (!h.bits)
			h.bits = b->bits;
		see_sum(s, &h);
	} else if (a->n > 1 || b->n > 1) {
		h = b->n > a->n ? *b : *a;
	} else if (vector && a->n != b->n) {
		h = b->n ? *b : *a;
		h.word = b->n ? a->word : b->word;
		h.plain = 1;
	} else {
		renew(s, &h);
	}
	*to = h;
}

static void see_vector(struct cw_shifts *s, unsigned int k)
{
	const struct cw_insn *i = &s->code->insn[k];
	struct cw_held *v = s->vector, *to;
	struct cw_held other;
	unsigned int from;

	if (i->op == CW_OP_VSHL || i->op == CW_OP_VSHR) {
		/* those by an immediate have an extension of the opcode there */
		if (i->rm < 32 && i->reg == CW_REG_NONE && i->amount <= 64) {
			to = &v[i->flags & CW_INSN_VEX ? i->vvvv % 32 : i->rm];
			shift(s, to, &v[i->rm], k,
			      i->op == CW_OP_VSHL ? i->amount : -i->amount);
			return;
		}
	}
	if (i->reg >= 32 || i->flags & CW_INSN_MEM_WRITE)
		return;
	to = &v[i->reg];
	switch (i->op) {
	case CW_OP_VMOV:
		if (i->rm < 32)
			*to = v[i->rm];
		else
			renew(s, to);
		break;
	case CW_OP_VXOR:
	case CW_OP_VOR:
		from = i->flags & CW_INSN_VEX ? i->vvvv % 32 : i->reg;
		if (i->rm < 32)
			other = v[i->rm];
		else
			renew(s, &other);
		if (i->rm == from)
			renew(s, to);
		else
			add(s, to, &v[from], &other, true);
		break;
	default:
		renew(s, to);
	}
}

static void see_general(struct cw_shifts *s, unsigned int k)
{
	const struct cw_insn *i = &s->code->insn[k];
	struct cw_held *g = s->general;
	bool regs = i->reg < 16 && i->rm < 16;
	unsigned int to, from, n;
	u32 changed;

	switch (i->op) {
	case CW_OP_SHL:
	case CW_OP_SHR:
		if (i->rm >= 16 || i->reg != CW_REG_NONE || i->amount > 64)
			break;
		shift(s, &g[i->rm], &g[i->rm], k,
		      i->op == CW_OP_SHL ? i->amount : -i->amount);
		return;
	case CW_OP_MOV:
	case CW_OP_XOR:
	case CW_OP_OR:
	case CW_OP_ADD:
		if (!regs || i->width < 4 || i->flags & CW_INSN_VEX)
			break;
		to = cw_reg_is_target(s->code, k) ? i->reg : i->rm;
		from = to == i->rm ? i->reg : i->rm;
		if (i->op == CW_OP_MOV)
			g[to] = g[from];
		else if (i->op == CW_OP_ADD || to == from)
			renew(s, &g[to]);
		else
			add(s, &g[to], &g[to], &g[from], false);
		return;
	}
	changed = cw_changes(CW_ISA_X86_64, i, s->code->bytes + s->code->at[k]);
	for (n = 0; n < 16; n++) {
		if (!(changed >> n & 1))
			continue;
		if (changed == CW_CHANGES_ALL)
			g[n] = (struct cw_held){ .word = s->words, .plain = 1 };
		else
			renew(s, &g[n]);
	}
	s->words += changed == CW_CHANGES_ALL;
}

void cw_shifts_see(struct cw_shifts *s, const struct cw_code *c)
{
	unsigned int k;

	s->code = c;
	s->shared = false;
	s->words = 0;
	memset(s->word, 0, sizeof(s->word));
	memset(s->rol, 0, sizeof(s->rol));
	for (k = 0; k < 16; k++)
		renew(s, &s->general[k]);
	for (k = 0; k < 32; k++)
		renew(s, &s->vector[k]);
	for (k = 0; k < c->n; k++) {
		s->amount[k] = c->insn[k].amount;
		if (!c->x86)
			continue;
		if (c->insn[k].flags & CW_INSN_VECTOR)
			see_vector(s, k);
		else
			see_general(s, k);
	}
}
