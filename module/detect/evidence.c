// SPDX-License-Identifier: GPL-2.0-only
#include "evidence.h"
#include "families.h"
#include "logmath.h"

#define MICRO_PER_MILLI	1000

static const struct {
	const char *name;
	const char *text;
} features[CW_FEATURE_COUNT] = {
#define CW_FEATURE_ROW(id, name, text) [CW_FEATURE_##id] = { name, text },
	CW_FEATURE_LIST(CW_FEATURE_ROW)
#undef CW_FEATURE_ROW
};

/* log of B(hits + a, misses + b) / B(a, b) */
static s32 beta_binomial(const struct cw_atom *atom, u32 hits, u32 misses)
{
	u32 a = atom->a16, b = atom->b16;
	u32 h = hits * CW_SIXTEENTHS, m = misses * CW_SIXTEENTHS;

	return cw_lgamma_micro(h + a) + cw_lgamma_micro(m + b) -
	       cw_lgamma_micro(h + m + a + b) - cw_lgamma_micro(a) -
	       cw_lgamma_micro(b) + cw_lgamma_micro(a + b);
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

s32 cw_piece_micro(const struct cw_piece *p, u32 hits, u32 trials)
{
	s32 atoms[CW_ATOMS];
	unsigned int i;

	if (!trials)
		return 0;
	for (i = 0; i < CW_ATOMS; i++)
		atoms[i] = beta_binomial(&cw_atoms[i], hits, trials - hits);
	return mixture(p->family, atoms) - mixture(p->honest, atoms);
}

s32 cw_score_micro(const struct cw_window *w, unsigned int family)
{
	const struct cw_model *m = &cw_models[family];
	unsigned int i;
	s32 sum = 0;

	for (i = 0; i < m->pieces; i++) {
		const struct cw_piece *p = &m->piece[i];

		sum += cw_piece_micro(p, w->seen[p->feature],
				      cw_trials(w, p->feature));
	}
	return sum;
}

unsigned int cw_track_evidence(const struct cw_track *t, unsigned int family,
			       struct cw_evidence *ev, unsigned int max)
{
	const struct cw_window *w = &t->window[0];
	const struct cw_model *m;
	unsigned int i, at, n = 0;

	if (family >= CW_FAMILY_COUNT)
		return 0;
	m = &cw_models[family];
	for (i = 0; i < m->pieces; i++) {
		const struct cw_piece *p = &m->piece[i];
		struct cw_evidence e = {
			.name = features[p->feature].name,
			.text = features[p->feature].text,
			.hits = w->seen[p->feature],
			.trials = cw_trials(w, p->feature),
		};

		if (!e.trials)
			continue;
		e.weight_milli = cw_piece_micro(p, e.hits, e.trials) /
				 MICRO_PER_MILLI;
		for (at = n; at && ev[at - 1].weight_milli < e.weight_milli;
		     at--)
			if (at < max)
				ev[at] = ev[at - 1];
		if (at < max)
			ev[at] = e;
		if (n < max)
			n++;
	}
	return n;
}
