/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * families: what must be seen before a family may be named at all. The score
 * says how sure we are, these conditions say of what: no sum of small hints
 * makes a RandomX without its rounding mode or its instructions.
 */
#ifndef _CPUWARDEN_DETECT_FAMILIES_H
#define _CPUWARDEN_DETECT_FAMILIES_H

#include "track.h"
#include "rotation-sets.h"

/**
 * struct cw_clause - so many of these features at such a rate
 * @any:     bitmap of enum cw_feature
 * @need:    how many of them; 0 ends the list
 * @rate_bp: in at least (@below: in less than) so much of the samples that
 *           could show it, basis points
 * @below:   the clause is a ceiling
 */
struct cw_clause {
	u64 any;
	u16 rate_bp;
	u8 need;
	bool below;
};

#define CW_CLAUSES	5

/**
 * struct cw_route - one sufficient combination
 * @clause:   all of them must hold
 * @verdict:  the highest enum cw_verdict it allows; CW_VERDICT_CLEAR ends the
 *            list
 * @samples:  at least so many in the window
 * @set:      enum cw_rot_set_id whose amounts must all but fill the rotations
 *            seen; CW_SET_COUNT for none
 * @members:  so many different ones of it
 * @pure_ms:  so long without I/O
 * @micro:    score that "confirmed" asks for on this route, micro-nats; 0 for
 *            that of the family
 * @steady:   the clauses hold in the younger window, too: not of two kinds of
 *            work that followed each other
 */
struct cw_route {
	struct cw_clause clause[CW_CLAUSES];
	u8 verdict;
	u8 set;
	u8 members;
	u16 samples;
	bool steady;
	u32 pure_ms;
	s32 micro;
};

#define CW_ROUTES	9

/* The younger window has something to say when it holds this much. */
#define CW_STEADY_SAMPLES	96

/* So many samples tell whether it is worth waiting for a longer route's. */
#define CW_WAITING_SAMPLES	64

extern const struct cw_route cw_routes[CW_FAMILY_COUNT][CW_ROUTES];

/* samples of @w that could show @feature */
unsigned int cw_trials(const struct cw_window *w, unsigned int feature);

/**
 * struct cw_allowance - what the conditions allow
 * @verdict: the highest enum cw_verdict
 * @pure:    false if only I/O stands in the way of more
 * @waiting: more would be allowed with more samples, or after more time
 *           without I/O
 * @micro:   score that "confirmed" asks for, micro-nats
 */
struct cw_allowance {
	s32 micro;
	u8 verdict;
	bool pure;
	bool waiting;
};

/**
 * cw_family_allowed() - check the conditions of one family
 * @a:       result
 * @w:       the counts: the older window, which is judged, and the younger
 * @family:  enum cw_family
 * @pure_ns: wall time without I/O
 */
void cw_family_allowed(struct cw_allowance *a, const struct cw_window *w,
		       unsigned int family, u64 pure_ns);

#endif /* _CPUWARDEN_DETECT_FAMILIES_H */
