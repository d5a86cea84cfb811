// SPDX-License-Identifier: GPL-2.0-only
#include "sprt.h"
#include "evidence.h"
#include "families.h"

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
	bool only_io;	/* of the standing family: only I/O speaks against it */
};

static unsigned int verdict_of(unsigned int family,
			       const struct cw_ruling *a, s32 score)
{
	const struct cw_family_info *info = cw_family_info(family);
	s32 suspect = info->kind == CW_FAMILY_MINING ? CW_SUSPECT_MICRO :
						       CW_PRIMITIVE_MICRO;

	if (suspect > info->confirm_micro)
		suspect = info->confirm_micro;
	if (a->verdict == CW_VERDICT_CONFIRMED && score >= a->bar_micro)
		return CW_VERDICT_CONFIRMED;
	if (a->verdict != CW_VERDICT_CLEAR && score >= suspect)
		return CW_VERDICT_SUSPECT;
	return CW_VERDICT_CLEAR;
}

/* Miners compute primitives, too: at one verdict the mining family leads. */
static unsigned int precedence(unsigned int family, unsigned int verdict)
{
	if (family == CW_FAMILY_NONE)
		return 0;
	return 2 * verdict + 1 +
	       (verdict != CW_VERDICT_CLEAR &&
		cw_family_info(family)->kind == CW_FAMILY_MINING);
}

static void rank(struct look *l, unsigned int family,
		 const struct cw_ruling *a, s32 score)
{
	unsigned int verdict = verdict_of(family, a, score);
	unsigned int new = precedence(family, verdict);
	unsigned int old = precedence(l->family, l->verdict);

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

static void look(struct look *l, const struct cw_track *t, u64 io_idle_ns)
{
	struct cw_ruling a;
	unsigned int family;
	s32 score;

	*l = (struct look){
		.family = CW_FAMILY_NONE,
		.rule = CW_RULE_NONE,
		.runner_up = CW_FAMILY_NONE,
	};
	for (family = 0; family < CW_FAMILY_COUNT; family++) {
		cw_family_rule(&a, t->window, family, io_idle_ns);
		if (family == t->family)
			l->only_io = a.only_io;
		if (a.verdict == CW_VERDICT_CLEAR && !a.waiting)
			continue;
		score = cw_score_micro(&t->window[0], family, NULL);
		if (score > 0)
			l->spoke = true;
		if (score > 0 && a.verdict != CW_VERDICT_CLEAR)
			rank(l, family, &a, score);
	}
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

/*
 * The standing verdict is raised at once. It is lowered only to clear: after
 * many samples without evidence, or a suspicion if only I/O speaks against it.
 * Return: whether this look supports it.
 */
static bool settle(struct cw_track *t, const struct look *l)
{
	u32 patience = t->verdict == CW_VERDICT_CONFIRMED ?
		       CW_QUIET_CONFIRMED : CW_QUIET_SUSPECT;

	if (l->verdict != CW_VERDICT_CLEAR && l->verdict >= t->verdict) {
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
		look(&l, t, ctx->io_idle_ns);
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
	j->samples = t->window[0].samples;
	j->first_ns = t->first_ns;
}
