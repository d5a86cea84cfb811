// SPDX-License-Identifier: GPL-2.0-only
#include "guest.h"

#define SEC_NS		1000000000ull

/* Of the samples in directed modes, so many are in each of the three. */
#define DIRECTED_PERCENT	15u
/* … and so many flush denormals, if it is RandomX as its authors wrote it. */
#define FLUSHED_PERCENT		95u
/* Of the speaking samples, so many are in a directed mode; 75 are expected. */
#define ALL_DIRECTED_PERCENT	20u
/* … and so many, flushing, in the default mode; 25 are expected. */
#define NEAREST_PERCENT		8u
/* Of the pairs, so many show two modes; 75 are expected. */
#define CHANGES_PERCENT		25u
#define PAIRS_MIN		16u

/* Blocks that a verdict asks for, and the time since the first of them. */
#define SUSPECT_BLOCKS		4u
#define SUSPECT_NS		(10 * SEC_NS)
#define CONFIRM_BLOCKS		16u
#define CONFIRM_NS		(60 * SEC_NS)
/* Without flushing: what a test of all modes may do, too. */
#define PLAIN_BLOCKS		32u
#define PLAIN_NS		(300 * SEC_NS)
/* More are not counted, so that a guest that stops is clear before long. */
#define BLOCKS_MAX		40u

enum block_kind {
	BLOCK_OTHER,	/* one mode, two, or one after the other */
	BLOCK_MIXED,
	BLOCK_FLUSHED,
	BLOCK_SILENT,	/* hardly a sample speaks */
};

static enum cw_guest_mode mode_of(const struct cw_sample *s)
{
	static const u8 x86[] = {
		CW_GUEST_NEAREST, CW_GUEST_DOWN, CW_GUEST_UP, CW_GUEST_ZERO,
	};
	static const u8 arm64[] = {
		CW_GUEST_NEAREST, CW_GUEST_UP, CW_GUEST_DOWN, CW_GUEST_ZERO,
	};

	if (s->isa == CW_ISA_ARM64)
		return arm64[(s->fpctrl & CW_FPCR_RMODE_MASK) / CW_FPCR_UP];
	return x86[(s->fpctrl & CW_MXCSR_RC_MASK) / CW_MXCSR_DOWN];
}

static bool is_flushing(const struct cw_sample *s)
{
	if (s->isa == CW_ISA_ARM64)
		return s->fpctrl & CW_FPCR_FZ;
	return s->fpctrl & CW_MXCSR_FTZ && s->fpctrl & CW_MXCSR_DAZ;
}

static bool is_part(u32 part, u32 percent, u32 whole)
{
	return part * 100 >= percent * whole;
}

static u32 directed(const struct cw_guest_counts *c)
{
	return c->mode[CW_GUEST_DOWN] + c->mode[CW_GUEST_UP] +
	       c->mode[CW_GUEST_ZERO];
}

static enum block_kind kind_of(const struct cw_guest_counts *b)
{
	u32 all = directed(b);

	if (b->speaking < CW_GUEST_BLOCK)
		return BLOCK_SILENT;
	if (!is_part(all, ALL_DIRECTED_PERCENT, b->speaking) ||
	    !is_part(b->mode[CW_GUEST_DOWN], DIRECTED_PERCENT, all) ||
	    !is_part(b->mode[CW_GUEST_UP], DIRECTED_PERCENT, all) ||
	    !is_part(b->mode[CW_GUEST_ZERO], DIRECTED_PERCENT, all) ||
	    b->pairs < PAIRS_MIN ||
	    !is_part(b->changes, CHANGES_PERCENT, b->pairs))
		return BLOCK_OTHER;
	if (!is_part(b->flushed, FLUSHED_PERCENT, all))
		return BLOCK_MIXED;
	/* in the default mode only flushing samples speak */
	return is_part(b->mode[CW_GUEST_NEAREST], NEAREST_PERCENT,
		       b->speaking) ? BLOCK_FLUSHED : BLOCK_OTHER;
}

static void add_to_run(struct cw_guest_run *r, u64 begun_ns)
{
	if (!r->blocks)
		r->since_ns = begun_ns;
	if (r->blocks < BLOCKS_MAX)
		r->blocks++;
}

/* Another kind of work takes away more than one of this kind adds. */
static void take_from_run(struct cw_guest_run *r)
{
	r->blocks -= r->blocks > 2 ? 2 : r->blocks;
}

static void add_counts(struct cw_guest_counts *to,
		       const struct cw_guest_counts *from)
{
	unsigned int i;

	to->seen += from->seen;
	to->speaking += from->speaking;
	for (i = 0; i < CW_GUEST_COUNT; i++)
		to->mode[i] += from->mode[i];
	to->flushed += from->flushed;
	to->pairs += from->pairs;
	to->changes += from->changes;
}

static void halve_counts(struct cw_guest_counts *c)
{
	unsigned int i;

	c->seen /= 2;
	c->speaking /= 2;
	for (i = 0; i < CW_GUEST_COUNT; i++)
		c->mode[i] /= 2;
	c->flushed /= 2;
	c->pairs /= 2;
	c->changes /= 2;
}

static void end_block(struct cw_guest *g)
{
	switch (kind_of(&g->block)) {
	case BLOCK_FLUSHED:
		add_to_run(&g->mixed, g->block_ns);
		add_to_run(&g->flushed, g->block_ns);
		break;
	case BLOCK_MIXED:
		add_to_run(&g->mixed, g->block_ns);
		take_from_run(&g->flushed);
		break;
	case BLOCK_OTHER:
		take_from_run(&g->mixed);
		take_from_run(&g->flushed);
		break;
	case BLOCK_SILENT:
		g->mixed.blocks /= 2;
		g->flushed.blocks /= 2;
		break;
	}
	if (g->mixed.blocks)
		add_counts(&g->sum, &g->block);
	else
		memset(&g->sum, 0, sizeof(g->sum));
	if (g->sum.seen >= 1u << 24)
		halve_counts(&g->sum);
	memset(&g->block, 0, sizeof(g->block));
	g->block_ns = 0;
}

static bool is_long(const struct cw_guest_run *r, u32 blocks, u64 ns, u64 now_ns)
{
	return r->blocks >= blocks && cw_elapsed_ns(r->since_ns, now_ns) >= ns;
}

static void look(struct cw_guest *g, u64 now_ns)
{
	if (is_long(&g->flushed, CONFIRM_BLOCKS, CONFIRM_NS, now_ns))
		g->verdict = CW_VERDICT_CONFIRMED;
	else if (!g->mixed.blocks)
		g->verdict = CW_VERDICT_CLEAR;
	else if (g->verdict == CW_VERDICT_CLEAR &&
		 (is_long(&g->flushed, SUSPECT_BLOCKS, SUSPECT_NS, now_ns) ||
		  is_long(&g->mixed, PLAIN_BLOCKS, PLAIN_NS, now_ns)))
		g->verdict = CW_VERDICT_SUSPECT;
}

static void count(struct cw_guest *g, const struct cw_sample *s)
{
	enum cw_guest_mode mode = mode_of(s);
	bool flushing = is_flushing(s);
	struct cw_guest_counts *b = &g->block;

	g->samples++;
	if (!g->samples)
		g->samples = 1u << 31;
	b->seen++;
	if (mode == CW_GUEST_NEAREST && !flushing)
		return;
	if (!b->speaking++)
		g->block_ns = s->time_ns;
	b->mode[mode]++;
	b->flushed += mode != CW_GUEST_NEAREST && flushing;
	if (g->last_tid == s->tid) {
		b->pairs++;
		b->changes += g->last_mode != mode;
	}
	g->last_tid = s->tid;
	g->last_mode = mode;
}

void cw_guest_judge(struct cw_guest *g, const struct cw_sample *s,
		    struct cw_judgement *j)
{
	bool ended;

	count(g, s);
	ended = g->block.speaking >= CW_GUEST_BLOCK ||
		g->block.seen >= CW_GUEST_BLOCK_SEEN;
	if (ended) {
		end_block(g);
		look(g, s->time_ns);
	}
	*j = (struct cw_judgement){
		.verdict = g->verdict,
		.family = CW_FAMILY_NONE,
		.rule = CW_RULE_NONE,
		.runner_up = CW_FAMILY_NONE,
		.samples = g->sum.seen,
	};
	if (g->verdict == CW_VERDICT_CLEAR)
		return;
	/* nothing else is known that needs all four modes all the time */
	j->family = CW_FAMILY_RANDOMX;
	j->rule = CW_RULE_GUEST;
	j->first_ns = g->mixed.since_ns;
	j->fresh = ended;
}

unsigned int cw_guest_evidence(const struct cw_guest *g,
			       struct cw_evidence *ev, unsigned int max)
{
	const struct cw_guest_counts *c = &g->sum;
	const struct cw_evidence all[] = {
		{ "guest_rounding",
		  "inside the guest, whose code is not seen: rounding mode changed or denormals flushed",
		  c->speaking, c->seen },
		{ "guest_changes", "of these, another mode than in the one before",
		  c->changes, c->pairs },
		{ "guest_nearest", "of these, rounded to nearest",
		  c->mode[CW_GUEST_NEAREST], c->speaking },
		{ "guest_down", "of these, rounded down",
		  c->mode[CW_GUEST_DOWN], c->speaking },
		{ "guest_up", "of these, rounded up",
		  c->mode[CW_GUEST_UP], c->speaking },
		{ "guest_zero", "of these, rounded towards zero",
		  c->mode[CW_GUEST_ZERO], c->speaking },
		{ "guest_flush", "of those not to nearest, denormals flushed",
		  c->flushed, directed(c) },
	};
	unsigned int n;

	for (n = 0; n < sizeof(all) / sizeof(all[0]) && n < max; n++)
		ev[n] = all[n];
	return n;
}
