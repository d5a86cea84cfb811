// SPDX-License-Identifier: GPL-2.0-only
/*
 * mix: adds samples to the counts of a track; nothing is judged here.
 */
#include "sprt.h"
#include "unknown.h"

/* Visits the bits that are set: other signs cost no time. */
static void add_to_window(struct cw_window *w, const struct cw_signs *s)
{
	unsigned int i;
	u64 bits;

	w->samples++;
	w->code += s->insns != 0;
	w->fpctrl += s->fpctrl;
	w->values += s->values;
	w->vectors += s->vectors;
	for (i = 0; i < CW_SIGN_WORDS; i++) {
		w->shown[i] |= s->seen[i];
		for (bits = s->seen[i]; bits; bits &= bits - 1)
			w->seen[i * 64 + __builtin_ctzll(bits)]++;
	}
	for (bits = s->circumstances; bits; bits &= bits - 1)
		w->circumstance[__builtin_ctzll(bits)]++;
	if (!s->rol[0] && !s->rol[1])
		return;
	w->rotated++;
	for (i = 0; i < 2; i++)
		for (bits = s->rol[i]; bits; bits &= bits - 1)
			w->rol[i * 32 + __builtin_ctzll(bits)]++;
}

void cw_window_add(struct cw_window *w, const struct cw_signs *s)
{
	if (s->user)
		add_to_window(w, s);
}

static void restart_judging(struct cw_track *t)
{
	t->next_judge = CW_JUDGE_FIRST;
}

void cw_track_restart(struct cw_track *t)
{
	memset(t->window, 0, sizeof(t->window));
	memset(t->first_ns, 0, sizeof(t->first_ns));
	restart_judging(t);
}

void cw_track_init(struct cw_track *t)
{
	memset(t, 0, sizeof(*t));
	t->family = CW_FAMILY_NONE;
	t->rule = CW_RULE_NONE;
	t->runner_up = CW_FAMILY_NONE;
	restart_judging(t);
}

void cw_track_drop_older(struct cw_track *t)
{
	t->window[0] = t->window[1];
	t->first_ns[0] = t->first_ns[1];
	memset(&t->window[1], 0, sizeof(t->window[1]));
	t->first_ns[1] = 0;
	t->next_judge = t->window[0].samples;
}

static void make_room(struct cw_track *t)
{
	if (t->window[0].samples >= CW_WINDOW_SAMPLES)
		cw_track_drop_older(t);
}

/*
 * A count of 0 is that of a track that begins, and a small one that of a
 * short-lived process: one that does not fit any more never looks so again.
 */
static void count_samples(struct cw_track *t, u32 n)
{
	if (t->samples > ~0u - n)
		t->samples -= 1u << 31;
	t->samples += n;
}

static void note_first(struct cw_track *t, unsigned int window, u64 first_ns)
{
	u64 *first = &t->first_ns[window];

	/* lives are merged as they end, not as they begin */
	if (!*first || (first_ns && first_ns < *first))
		*first = first_ns;
}

void cw_track_add(struct cw_track *t, const struct cw_signs *s, u64 now_ns)
{
	unsigned int i, insns = s->insns;

	if (!s->user)
		return;
	make_room(t);
	add_to_window(&t->window[0], s);
	note_first(t, 0, now_ns);
	if (t->window[0].samples > CW_WINDOW_SAMPLES / 2) {
		add_to_window(&t->window[1], s);
		note_first(t, 1, now_ns);
	}
	cw_unknown_add(&t->unknown, s, now_ns);
	count_samples(t, 1);
	t->quiet++;
	t->rounding += cw_sign_seen(s, CW_SIGN_ROUNDING_MODE);
	t->insns += insns;
	for (i = 0; i < insns; i++)
		t->op[s->op[i]]++;
}

static void add_windows(struct cw_window *w, const struct cw_window *from)
{
	unsigned int i;

	w->samples += from->samples;
	w->code += from->code;
	w->fpctrl += from->fpctrl;
	w->values += from->values;
	w->vectors += from->vectors;
	w->rotated += from->rotated;
	for (i = 0; i < CW_SIGN_WORDS; i++)
		w->shown[i] |= from->shown[i];
	for (i = 0; i < CW_SIGN_COUNT; i++)
		w->seen[i] += from->seen[i];
	for (i = 0; i < CW_CIRCUMSTANCE_COUNT; i++)
		w->circumstance[i] += from->circumstance[i];
	for (i = 0; i < sizeof(w->rol) / sizeof(w->rol[0]); i++)
		w->rol[i] += from->rol[i];
}

void cw_track_merge(struct cw_track *t, const struct cw_window *from,
		    u64 first_ns)
{
	make_room(t);
	add_windows(&t->window[0], from);
	note_first(t, 0, first_ns);
	if (t->window[0].samples > CW_WINDOW_SAMPLES / 2) {
		add_windows(&t->window[1], from);
		note_first(t, 1, first_ns);
	}
	count_samples(t, from->samples);
	t->quiet += from->samples;
}
