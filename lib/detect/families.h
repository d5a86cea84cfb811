/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * families: the rules by which a family may be named at all; families.map lists
 * them. The score says how sure we are, the rules say of what: no sum of small
 * hints makes a RandomX without its rounding mode or its instructions.
 */
#ifndef _CPUWARDEN_DETECT_FAMILIES_H
#define _CPUWARDEN_DETECT_FAMILIES_H

#include "track.h"
#include "rotation-sets.h"

/**
 * struct cw_condition - so many of these signs at such a rate
 * @rate_bp: share of the samples that could show the sign, basis points; a rate
 *           must be at least that
 * @need:    how many of the signs must be at such a rate
 * @below:   … or less than that
 * @signs:   how many there are
 * @sign:    enum cw_sign
 */
struct cw_condition {
	u16 rate_bp;
	u8 need;
	bool below;
	u8 signs;
	u8 sign[CW_CONDITION_SIGNS];
};

/**
 * struct cw_rule - one sufficient set of conditions
 * @name:       stable; unique in its family
 * @samples:    at least so many in the window
 * @io_idle_ms: so long without I/O
 * @bar_micro:  score that "confirmed" asks for by this rule, micro-nats
 * @suspect_micro: … and "suspect", where that is less than for all; or 0
 * @verdict:    the highest enum cw_verdict it allows
 * @set:        enum cw_rot_set_id whose amounts must all but fill the rotations
 *              seen; CW_SET_COUNT for none
 * @members:    so many different ones of it
 * @steady:     the conditions must hold in the younger window, too, so that two
 *              kinds of work, one after the other, do not fulfil them together
 * @patient:    signs that are asked for in fewer samples than CW_OPEN_BP are
 *              waited for, too
 * @conditions: how many there are
 * @condition:  all of them must hold
 */
struct cw_rule {
	const char *name;
	u16 samples;
	u32 io_idle_ms;
	s32 bar_micro;
	s32 suspect_micro;
	u8 verdict;
	u8 set;
	u8 members;
	bool steady;
	bool patient;
	u8 conditions;
	struct cw_condition condition[CW_RULE_CONDITIONS];
};

/* Samples that the younger window must hold, to be asked by such a rule. */
#define CW_STEADY_SAMPLES	96

/* A rule is waited for only if its conditions hold after so many samples. */
#define CW_WAITING_SAMPLES	64

/**
 * cw_family_rules() - the rules of one family
 * @family: enum cw_family
 * @count:  result: how many there are
 *
 * Return: the first of them.
 */
const struct cw_rule *cw_family_rules(unsigned int family, unsigned int *count);

/**
 * cw_rule_holds() - all that a rule asks for but the time without I/O
 * @r: the rule
 * @w: the counts: the older window
 * @younger: the younger one, NULL if there is none for the family
 *
 * Return: whether it is there.
 */
bool cw_rule_holds(const struct cw_rule *r, const struct cw_window *w,
		   const struct cw_window *younger);

/**
 * cw_family_shows() - what the family does can be seen, by however few samples
 * @w:      counts of one program
 * @family: enum cw_family
 *
 * Return: whether the conditions of a rule hold that allows "confirmed" and
 * asks for no time without I/O; their number of samples aside.
 */
bool cw_family_shows(const struct cw_window *w, unsigned int family);

/*
 * Signs without one of which no rule of a family can hold: for each rule those of
 * a condition that asks for one of them. Nor is such a rule waited for, once
 * CW_KEY_SAMPLES samples could have shown them.
 */
extern const u64 cw_family_keys[CW_FAMILY_COUNT][CW_SIGN_WORDS];

/* samples of @w that could show @sign */
unsigned int cw_trials(const struct cw_window *w, unsigned int sign);

/**
 * struct cw_ruling - what the rules of a family allow
 * @bar_micro: score that "confirmed" asks for, micro-nats
 * @suspect_micro: … and "suspect", where a rule says so, else 0
 * @verdict:   the highest enum cw_verdict
 * @rule:      number of the rule that allows it, CW_RULE_NONE if none does
 * @only_io:   more would be allowed but for the time without I/O
 * @waiting:   more would be allowed with more samples, or after more time
 *             without I/O
 */
struct cw_ruling {
	s32 bar_micro;
	s32 suspect_micro;
	u8 verdict;
	u8 rule;
	bool only_io;
	bool waiting;
};

/**
 * cw_family_rule() - try the rules of one family
 * @ruling:     result
 * @w:          the counts that are judged
 * @younger:    the window that began after it, NULL if there is none: rules
 *              that ask for steady work do not hold then
 * @family:     enum cw_family
 * @io_idle_ns: wall time without I/O
 */
void cw_family_rule(struct cw_ruling *ruling, const struct cw_window *w,
		    const struct cw_window *younger, unsigned int family,
		    u64 io_idle_ns);

#endif /* _CPUWARDEN_DETECT_FAMILIES_H */
