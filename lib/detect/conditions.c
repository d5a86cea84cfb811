// SPDX-License-Identifier: GPL-2.0-only
/*
 * conditions: what the counts allow, by the rules of families.map.
 */
#include "families.h"
#include "signs.h"

/* A process that hides is confirmed after so long and so many samples. */
#define HIDING_MS	120000
#define HIDING_SAMPLES	256

/* Samples that carried what is needed to see @sign at all. */
static unsigned int samples_with(const struct cw_window *w, unsigned int sign)
{
	switch (cw_sign_info(sign)->needs) {
	case CW_NEEDS_STATE:
		return w->fpctrl;
	case CW_NEEDS_ORIGIN:
		return w->samples;
	case CW_NEEDS_VALUES:
		return w->values;
	case CW_NEEDS_VECTORS:
		return w->vectors;
	default:
		return w->code;
	}
}

unsigned int cw_trials(const struct cw_window *w, unsigned int sign)
{
	unsigned int refined = cw_sign_info(sign)->refines;

	return refined == sign ? samples_with(w, sign) : w->seen[refined];
}

static bool condition_holds(const struct cw_window *w,
			    const struct cw_condition *c)
{
	unsigned int have = 0, i, n;

	for (i = 0; i < c->signs; i++) {
		n = samples_with(w, c->sign[i]);
		if (!n)
			continue;
		if ((w->seen[c->sign[i]] * 10000u >= c->rate_bp * n) !=
		    c->below)
			have++;
	}
	return have >= c->need;
}

/*
 * Does a condition hold, or would it if signs came that are not due yet? Not
 * due is what is asked for in so few samples that less than one is expected.
 * @shown is set if signs are there that are asked for.
 */
static bool condition_open(const struct cw_window *w,
			   const struct cw_condition *c, bool patient,
			   bool *shown)
{
	unsigned int have = 0, open = 0, i, n;
	bool waits = patient || c->rate_bp >= CW_OPEN_BP;

	if (c->below)
		return condition_holds(w, c);
	for (i = 0; i < c->signs; i++) {
		n = samples_with(w, c->sign[i]);
		if (n && w->seen[c->sign[i]] * 10000u >= c->rate_bp * n)
			have++;
		else if (waits && c->rate_bp * n < 10000u)
			open++;
	}
	*shown |= have;
	return have + open >= c->need;
}

/*
 * Nearly all samples with rotations show amounts of the set, and @members of
 * them are not rare.
 */
static bool covers(const struct cw_window *w, unsigned int set,
		   unsigned int members)
{
	const struct cw_rot_set *s = &cw_rot_sets[set];
	const u16 *rol = w->rol + (s->width == CW_ROT_64 ? 32 : 0);
	unsigned int bits = s->width == CW_ROT_64 ? 64 : 32;
	unsigned int i, inside = 0, all = 0, have = 0;

	for (i = 0; i < 96; i++)
		all += w->rol[i];
	for (i = 0; i < bits; i++) {
		if (!(s->all >> i & 1))
			continue;
		inside += rol[i];
		have += rol[i] && rol[i] * 64u >= w->rotated;
	}
	return have >= members && inside * 100 >= all * 85;
}

/* All that a rule asks for but the number of samples and the time. */
static bool conditions_hold(const struct cw_window *w, const struct cw_rule *r)
{
	unsigned int i;

	for (i = 0; i < r->conditions; i++)
		if (!condition_holds(w, &r->condition[i]))
			return false;
	return r->set == CW_SET_COUNT || covers(w, r->set, r->members);
}

/*
 * Is what @c asks for next to gone? It is if there is less than a quarter of it
 * where four samples are due.
 */
static bool condition_ended(const struct cw_window *younger,
			    const struct cw_condition *c)
{
	unsigned int have = 0, due, i;

	if (c->below)
		return false;
	for (i = 0; i < c->signs; i++) {
		due = c->rate_bp * samples_with(younger, c->sign[i]);
		if (due < 40000u || younger->seen[c->sign[i]] * 40000u >= due)
			have++;
	}
	return have < c->need;
}

/*
 * A miner goes on; a node hashes its genesis block by CryptoNight and is done.
 * What has ended is named by no rule, however long its counts are kept.
 */
static bool has_ended(const struct cw_window *younger, const struct cw_rule *r)
{
	unsigned int i;

	for (i = 0; i < r->conditions; i++)
		if (condition_ended(younger, &r->condition[i]))
			return true;
	return false;
}

/* Might they with more samples? */
static bool conditions_open(const struct cw_window *w, const struct cw_rule *r)
{
	bool shown = false;
	unsigned int i;

	for (i = 0; i < r->conditions; i++)
		if (!condition_open(w, &r->condition[i], r->patient, &shown))
			return false;
	return shown && (r->set == CW_SET_COUNT ||
			 covers(w, r->set, r->members));
}

/*
 * Benign programs compute primitives by the same code as miners. A process that
 * hides as well, for two minutes on end, is confirmed where it would be suspect
 * only: it has the name of a kernel thread, or its executable is gone.
 */
static bool hides(const struct cw_window *w)
{
	unsigned int most = w->samples - w->samples / 10;

	return w->circumstance[CW_CIRCUMSTANCE_NR(GONE)] >= most ||
	       w->circumstance[CW_CIRCUMSTANCE_NR(DISGUISED)] >= most;
}

static bool is_steady(const struct cw_window *younger, const struct cw_rule *r)
{
	return younger->samples >= CW_STEADY_SAMPLES &&
	       conditions_hold(younger, r);
}

static bool has_enough(const struct cw_window *w,
		       const struct cw_window *younger, const struct cw_rule *r)
{
	return w->samples >= r->samples &&
	       !(younger && has_ended(younger, r)) &&
	       (!r->steady || (younger && is_steady(younger, r)));
}

bool cw_rule_holds(const struct cw_rule *r, const struct cw_window *w,
		   const struct cw_window *younger)
{
	return has_enough(w, younger, r) && conditions_hold(w, r);
}

bool cw_family_shows(const struct cw_window *w, unsigned int family)
{
	const struct cw_rule *r;
	unsigned int i, count;

	r = cw_family_rules(family, &count);
	for (i = 0; i < count; i++)
		if (r[i].verdict == CW_VERDICT_CONFIRMED && !r[i].io_idle_ms &&
		    conditions_hold(w, &r[i]))
			return true;
	return false;
}

static void try_rule(struct cw_ruling *ruling, const struct cw_window *w,
		     const struct cw_window *younger, const struct cw_rule *r,
		     unsigned int number, u64 io_idle_ns)
{
	bool enough, idle;

	if (r->verdict < ruling->verdict ||
	    (r->verdict == ruling->verdict &&
	     r->bar_micro >= ruling->bar_micro))
		return;
	enough = has_enough(w, younger, r);
	/* too few samples for rates, and the window is not restarted yet */
	if (!enough && w->samples < CW_WAITING_SAMPLES)
		return;
	if (!conditions_hold(w, r)) {
		ruling->waiting |= conditions_open(w, r);
		return;
	}
	idle = io_idle_ns >= r->io_idle_ms * 1000000ull;
	if (enough && !idle && r->verdict > ruling->verdict)
		ruling->only_io = true;
	if (enough && idle) {
		ruling->verdict = r->verdict;
		ruling->bar_micro = r->bar_micro;
		ruling->suspect_micro = r->suspect_micro;
		ruling->rule = number;
	} else {
		ruling->waiting = true;
	}
}

void cw_family_rule(struct cw_ruling *ruling, const struct cw_window *w,
		    const struct cw_window *younger, unsigned int family,
		    u64 io_idle_ns)
{
	const struct cw_rule *r;
	unsigned int i, count;

	*ruling = (struct cw_ruling){
		.verdict = CW_VERDICT_CLEAR,
		.rule = CW_RULE_NONE,
		.bar_micro = cw_family_info(family)->confirm_micro,
	};
	r = cw_family_rules(family, &count);
	for (i = 0; i < count; i++)
		try_rule(ruling, w, younger, &r[i], i, io_idle_ns);
	if (ruling->verdict == CW_VERDICT_SUSPECT &&
	    w->samples >= HIDING_SAMPLES &&
	    io_idle_ns >= HIDING_MS * 1000000ull && hides(w))
		ruling->verdict = CW_VERDICT_CONFIRMED;
}
