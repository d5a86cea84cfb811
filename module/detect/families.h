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

#define CW_CLAUSES	4

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
 */
struct cw_route {
	struct cw_clause clause[CW_CLAUSES];
	u8 verdict;
	u8 set;
	u8 members;
	u16 samples;
	u32 pure_ms;
};

#define CW_ROUTES	4

extern const struct cw_route cw_routes[CW_FAMILY_COUNT][CW_ROUTES];

/* samples of @w that could show @feature */
unsigned int cw_trials(const struct cw_window *w, unsigned int feature);

/**
 * cw_family_allowed() - the highest verdict the conditions allow
 * @w:       the counts
 * @family:  enum cw_family
 * @pure_ns: wall time without I/O
 * @pure:    result: false if only I/O stands in the way of more
 *
 * Return: enum cw_verdict.
 */
unsigned int cw_family_allowed(const struct cw_window *w, unsigned int family,
			       u64 pure_ns, bool *pure);

#endif /* _CPUWARDEN_DETECT_FAMILIES_H */
