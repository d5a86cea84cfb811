// SPDX-License-Identifier: GPL-2.0-only
#include "sprt.h"
#include "evidence.h"
#include "families.h"
#include "unknown.h"

#define MICRO_PER_MILLI	1000

/* One look at the window: the best family and the next. */
struct look {
	u8 verdict;
	u8 family;
	u8 rule;
	u8 runner_up;
	s32 score;
	s32 runner_up_score;
	bool spoke;	/* a family that may be named yet scores above 0 */
	bool primitive;	/* a primitive did */
	bool only_io;	/* of the standing family: only I/O speaks against it */
};

static unsigned int verdict_of(unsigned int family,
			       const struct cw_ruling *a, s32 score)
{
	const struct cw_family_info *info = cw_family_info(family);
	s32 suspect = info->kind == CW_FAMILY_MINING ? CW_SUSPECT_MICRO :
						       CW_PRIMITIVE_MICRO;

	if (a->suspect_micro)
		suspect = a->suspect_micro;
	if (suspect > info->confirm_micro)
		suspect = info->confirm_micro;
	if (a->verdict == CW_VERDICT_CONFIRMED && score >= a->bar_micro)
		return CW_VERDICT_CONFIRMED;
	if (a->verdict != CW_VERDICT_CLEAR && score >= suspect)
		return CW_VERDICT_SUSPECT;
	return CW_VERDICT_CLEAR;
}

static bool is_mining(unsigned int family)
{
	return family != CW_FAMILY_NONE &&
	       cw_family_info(family)->kind == CW_FAMILY_MINING;
}

/*
 * Miners compute primitives, too: at one verdict the mining family leads. And
 * whatever has a name of its own is told by it.
 */
unsigned int cw_precedence(unsigned int family, unsigned int verdict)
{
	if (family == CW_FAMILY_NONE)
		return 0;
	return 3 * verdict + 1 + (family != CW_FAMILY_UNKNOWN_HASH) +
	       (verdict != CW_VERDICT_CLEAR && is_mining(family));
}

static void rank(struct look *l, unsigned int family,
		 const struct cw_ruling *a, s32 score)
{
	unsigned int verdict = verdict_of(family, a, score);
	unsigned int new = cw_precedence(family, verdict);
	unsigned int old = cw_precedence(l->family, l->verdict);

	if (new > old || (new == old && score > l->score)) {
		l->runner_up = l->family;
		l->runner_up_score = l->score;
		l->verdict = verdict;
		l->family = family;
		l->rule = a->rule;
		l->score = score;
	} else if (l->runner_up == CW_FAMILY_NONE ||
		   score > l->runner_up_score) {
		l->runner_up = family;
		l->runner_up_score = score;
	}
}

/*
 * Could a rule of @family hold, or be waited for? Most families show nothing in
 * most windows, and are not looked at. Before a window may be thrown away
 * (CW_RESTART_SAMPLES) nobody waits.
 */
static bool is_possible(const struct cw_window *w, unsigned int family)
{
	const u64 *keys = cw_family_keys[family];
	u64 shown = 0;
	unsigned int i;

	for (i = 0; i < CW_SIGN_WORDS; i++)
		shown |= w->shown[i] & keys[i];
	return shown || (w->samples >= CW_RESTART_SAMPLES &&
			 (w->code < CW_KEY_SAMPLES ||
			  w->fpctrl < CW_KEY_SAMPLES));
}

/* What nobody has learnt has counts of its own, and keeps no window. */
static void look_at_unknown(struct look *l, const struct cw_track *t,
			    u64 io_idle_ns)
{
	const unsigned int family = CW_FAMILY_UNKNOWN_HASH;
	const struct cw_window *w;
	struct cw_window room;
	struct cw_ruling a;
	s32 score;

	if (t->unknown.samples < CW_UNKNOWN_SAMPLES)
		return;
	w = cw_track_counts(t, family, &room);
	cw_family_rule(&a, w, NULL, family, io_idle_ns);
	if (t->family == family)
		l->only_io = a.only_io;
	if (a.verdict == CW_VERDICT_CLEAR)
		return;
	score = cw_score_micro(w, family, NULL);
	if (score > 0)
		rank(l, family, &a, score);
}

/* Look at the older window, or at the younger one, for miners only. */
static void look(struct look *l, const struct cw_track *t, bool younger,
		 u64 io_idle_ns)
{
	const struct cw_window *w = &t->window[younger];
	struct cw_ruling a;
	unsigned int family;
	s32 score;

	*l = (struct look){
		.family = CW_FAMILY_NONE,
		.rule = CW_RULE_NONE,
		.runner_up = CW_FAMILY_NONE,
	};
	for (family = 0; family < CW_FAMILY_COUNT; family++) {
		if (family == CW_FAMILY_UNKNOWN_HASH ||
		    !is_possible(w, family) || (younger && !is_mining(family)))
			continue;
		cw_family_rule(&a, w, younger ? NULL : w + 1, family,
			       io_idle_ns);
		if (family == t->family)
			l->only_io = a.only_io;
		if (a.verdict == CW_VERDICT_CLEAR && !a.waiting)
			continue;
		score = cw_score_micro(w, family, NULL);
		if (score <= 0)
			continue;
		l->spoke = true;
		l->primitive |= !is_mining(family);
		if (a.verdict != CW_VERDICT_CLEAR)
			rank(l, family, &a, score);
	}
}

/*
 * Miners compute primitives before they mine: RandomX fills its cache by
 * Argon2. As long as these counts are in the older window they may hide the
 * miner from its rules, which ask for rates. So where a primitive speaks, the
 * younger window is looked at, too, and if it names a miner the older one is
 * dropped. It is judged anyway once it is the older one, and the bound of its
 * score holds from its first sample on: this adds no error.
 */
static void look_behind_primitive(struct look *l, struct cw_track *t,
				  u64 io_idle_ns)
{
	bool stands = t->verdict != CW_VERDICT_CLEAR && !is_mining(t->family);
	struct look y;

	if ((!l->primitive && !stands) ||
	    (l->verdict != CW_VERDICT_CLEAR && is_mining(l->family)) ||
	    t->window[1].samples < CW_JUDGE_FIRST)
		return;
	look(&y, t, true, io_idle_ns);
	if (y.verdict == CW_VERDICT_CLEAR || y.verdict < l->verdict ||
	    y.verdict < t->verdict)
		return;
	cw_track_drop_older(t);
	*l = y;
}

static void withdraw(struct cw_track *t)
{
	t->verdict = CW_VERDICT_CLEAR;
	t->family = CW_FAMILY_NONE;
	t->rule = CW_RULE_NONE;
	t->runner_up = CW_FAMILY_NONE;
	t->score_milli = 0;
	t->runner_up_milli = 0;
}

/* What has a name keeps it, as long as nothing more is known. */
static bool takes_over(const struct cw_track *t, const struct look *l)
{
	if (l->verdict == CW_VERDICT_CLEAR || l->verdict < t->verdict)
		return false;
	return l->verdict > t->verdict || l->family == t->family ||
	       l->family != CW_FAMILY_UNKNOWN_HASH;
}

/*
 * The standing verdict is raised at once. It is lowered only to clear: after
 * many samples without evidence, or a suspicion if only I/O speaks against it.
 * Return: whether this look supports it.
 */
static bool settle(struct cw_track *t, const struct look *l)
{
	u32 patience = t->verdict == CW_VERDICT_CONFIRMED ?
		       CW_QUIET_CONFIRMED : CW_QUIET_SUSPECT;

	if (takes_over(t, l)) {
		t->verdict = l->verdict;
		t->family = l->family;
		t->rule = l->rule;
		t->runner_up = l->runner_up;
		t->score_milli = l->score / MICRO_PER_MILLI;
		t->runner_up_milli = l->runner_up_score / MICRO_PER_MILLI;
		t->quiet = 0;
		return true;
	}
	if (t->verdict == CW_VERDICT_SUSPECT && l->only_io) {
		withdraw(t);
	} else if (t->verdict != CW_VERDICT_CLEAR) {
		if (l->family == t->family && l->verdict == CW_VERDICT_SUSPECT)
			t->quiet = 0;
		else if (t->quiet >= patience)
			withdraw(t);
	}
	return false;
}

static void schedule(struct cw_track *t)
{
	unsigned int n = t->window[0].samples, step = n / 4;

	if (step < CW_JUDGE_STEP_MIN)
		step = CW_JUDGE_STEP_MIN;
	if (n < CW_RESTART_SAMPLES && n + step > CW_RESTART_SAMPLES)
		step = CW_RESTART_SAMPLES - n;
	t->next_judge = n + step < CW_WINDOW_SAMPLES ? n + step :
						       CW_WINDOW_SAMPLES;
}

void cw_track_judge(struct cw_track *t, const struct cw_context *ctx,
		    struct cw_judgement *j)
{
	struct look l;

	j->fresh = false;
	if (t->window[0].samples >= t->next_judge) {
		look(&l, t, false, ctx->io_idle_ns);
		look_at_unknown(&l, t, ctx->io_idle_ns);
		look_behind_primitive(&l, t, ctx->io_idle_ns);
		j->fresh = settle(t, &l);
		if (!l.spoke && t->window[0].samples >= CW_RESTART_SAMPLES)
			cw_track_restart(t);
		else
			schedule(t);
	}
	j->verdict = t->verdict;
	j->family = t->family;
	j->rule = t->rule;
	j->runner_up = t->runner_up;
	j->score_milli = t->score_milli;
	j->runner_up_milli = t->runner_up_milli;
	if (t->family == CW_FAMILY_UNKNOWN_HASH) {
		j->samples = t->unknown.samples;
		j->first_ns = t->unknown.first_ns;
	} else {
		j->samples = t->window[0].samples;
		j->first_ns = t->first_ns[0];
	}
}
