// SPDX-License-Identifier: GPL-2.0-only
#include "evidence.h"
#include "families.h"
#include "logmath.h"
#include "signs.h"
#include "unknown.h"

#define MICRO_PER_MILLI	1000
#define LEAST_MICRO	(-1000 * 1000000)

/*
 * log of B(hits + a, misses + b) / B(a, b), micro-nats. The atom "never" gives
 * a full window of hits -2700 nats, which no s32 holds. It may be cut: the best
 * of the atoms is never below -800, and what is so far below adds nothing.
 */
static s32 beta_binomial(const struct cw_atom *atom, u32 hits, u32 misses)
{
	u32 a = atom->a16, b = atom->b16;
	u32 h = hits * CW_SIXTEENTHS, m = misses * CW_SIXTEENTHS;
	s64 log = cw_lgamma_micro(h + a) + cw_lgamma_micro(m + b) -
		  cw_lgamma_micro(h + m + a + b) - cw_lgamma_micro(a) -
		  cw_lgamma_micro(b) + cw_lgamma_micro(a + b);

	return log > LEAST_MICRO ? log : LEAST_MICRO;
}

static s32 mixture(const s16 weights[CW_ATOMS], const s32 atoms[CW_ATOMS])
{
	s32 sum = weights[0] * MICRO_PER_MILLI + atoms[0];
	unsigned int i;

	for (i = 1; i < CW_ATOMS; i++)
		sum = cw_log_add_micro(sum, weights[i] * MICRO_PER_MILLI +
					    atoms[i]);
	return sum;
}

static void atoms_of(s32 atoms[CW_ATOMS], u32 hits, u32 trials)
{
	u32 misses = hits < trials ? trials - hits : 0;
	unsigned int i;

	for (i = 0; i < CW_ATOMS; i++)
		atoms[i] = beta_binomial(&cw_atoms[i], hits, misses);
}

s32 cw_piece_micro(const struct cw_piece *p, unsigned int kind, u32 hits,
		   u32 trials)
{
	s32 atoms[CW_ATOMS];

	if (!trials)
		return 0;
	atoms_of(atoms, hits, trials);
	return mixture(p->kind[kind], atoms) - mixture(p->others, atoms);
}

s32 cw_score_micro(const struct cw_window *w, unsigned int family,
		   unsigned int *kind)
{
	const struct cw_model *m = &cw_models[family];
	s32 sum[CW_KINDS_MAX] = { 0 }, atoms[CW_ATOMS], others, total;
	u32 last_hits = 0, last_trials = 0;	/* what @atoms are of */
	unsigned int i, k, best = 0;

	for (k = 0; k < m->kinds; k++)
		sum[k] = m->share[k] * MICRO_PER_MILLI;
	for (i = 0; i < m->pieces; i++) {
		const struct cw_piece *p = &m->piece[i];
		u32 trials = cw_trials(w, p->sign), hits = w->seen[p->sign];

		if (!trials)
			continue;
		/* most signs were seen as often as the one before: never */
		if (hits != last_hits || trials != last_trials)
			atoms_of(atoms, hits, trials);
		last_hits = hits;
		last_trials = trials;
		others = mixture(p->others, atoms);
		for (k = 0; k < m->kinds; k++)
			sum[k] += mixture(p->kind[k], atoms) - others;
	}
	total = sum[0];
	for (k = 1; k < m->kinds; k++) {
		total = cw_log_add_micro(total, sum[k]);
		if (sum[k] > sum[best])
			best = k;
	}
	if (kind)
		*kind = best;
	return total;
}

/* What ev[] holds, the heaviest first, of at most @max entries. */
struct list {
	struct cw_evidence *ev;
	unsigned int n;
	unsigned int max;
};

static void insert(struct list *l, const struct cw_evidence *e)
{
	unsigned int at;

	for (at = l->n; at && l->ev[at - 1].weight_milli < e->weight_milli;
	     at--)
		if (at < l->max)
			l->ev[at] = l->ev[at - 1];
	if (at < l->max)
		l->ev[at] = *e;
	if (l->n < l->max)
		l->n++;
}

static struct cw_evidence evidence_of(const struct cw_window *w,
				      unsigned int sign)
{
	return (struct cw_evidence){
		.name = cw_sign_info(sign)->name,
		.text = cw_sign_info(sign)->text,
		.hits = w->seen[sign],
		.trials = cw_trials(w, sign),
	};
}

/* Circumstances have no weight, but are told beside the signs. */
static void insert_circumstances(struct list *l, const struct cw_window *w)
{
	const struct cw_circumstance_info *info;
	unsigned int i;

	for (i = 0; i < CW_CIRCUMSTANCE_COUNT; i++) {
		info = cw_circumstance_info(i);
		if (w->circumstance[i])
			insert(l, &(struct cw_evidence){
				.name = info->name,
				.text = info->text,
				.hits = w->circumstance[i],
				.trials = w->samples,
			});
	}
}

void cw_track_scored(const struct cw_track *t, unsigned int family,
		     const struct cw_context *ctx, struct cw_scored *s)
{
	struct cw_window room;
	const struct cw_window *w = cw_track_counts(t, family, &room);
	struct cw_ruling ruling;

	cw_family_rule(&ruling, w, w == &room ? NULL : &t->window[1], family,
		       ctx->io_idle_ns);
	*s = (struct cw_scored){
		.score_milli = cw_score_micro(w, family, NULL) /
			       MICRO_PER_MILLI,
		.bar_milli = ruling.bar_micro / MICRO_PER_MILLI,
		.allowed = ruling.verdict,
		.rule = ruling.rule,
	};
}

bool cw_track_sign(const struct cw_track *t, unsigned int sign,
		   struct cw_evidence *ev)
{
	*ev = evidence_of(&t->window[0], sign);
	return ev->hits;
}

unsigned int cw_track_evidence(const struct cw_track *t, unsigned int family,
			       struct cw_evidence *ev, unsigned int max)
{
	const struct cw_window *w;
	struct cw_window room;
	struct list list = { .ev = ev, .max = max };
	const struct cw_model *m;
	unsigned int i, kind;
	struct cw_evidence e;

	if (family >= CW_FAMILY_COUNT)
		return 0;
	m = &cw_models[family];
	w = cw_track_counts(t, family, &room);
	cw_score_micro(w, family, &kind);
	for (i = 0; i < m->pieces; i++) {
		const struct cw_piece *p = &m->piece[i];

		e = evidence_of(w, p->sign);
		if (!e.trials)
			continue;
		e.weight_milli = cw_piece_micro(p, kind, e.hits, e.trials) /
				 MICRO_PER_MILLI;
		insert(&list, &e);
	}
	insert_circumstances(&list, w);
	return list.n;
}
