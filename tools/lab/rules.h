/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rules: which rules of families.map hold in a trace, whatever the score says
 * and as if without I/O for longer than any of them asks. Each process is
 * looked at by itself, whenever it is judged.
 */
#ifndef _CW_LAB_RULES_H
#define _CW_LAB_RULES_H

#include "detect/families.h"
#include "trace/trace.h"

#define CW_RULES_MAX	32	/* of one family */

/**
 * struct cw_rules_process - one process of the trace
 * @tgid, @start_ns: who it is
 * @track: what it showed
 * @next:  the one that came before
 */
struct cw_rules_process {
	u32 tgid;
	u64 start_ns;
	struct cw_track track;
	struct cw_rules_process *next;
};

/**
 * struct cw_rules_log - all of a trace
 * @last:    the process that came last
 * @held:    rules that held at any time, by enum cw_family and number
 * @verdict: the highest enum cw_verdict that a rule gave
 */
struct cw_rules_log {
	struct cw_rules_process *last;
	bool held[CW_FAMILY_COUNT][CW_RULES_MAX];
	u8 verdict[CW_FAMILY_COUNT][CW_RULES_MAX];
};

/* Take the next sample, @s is what it shows; -1 if memory is short. */
int cw_rules_take(struct cw_rules_log *l, const struct cw_trace_sample *ts,
		  const struct cw_signs *s);

/* Print a row for each rule that held, and free what @l holds. */
void cw_rules_print(struct cw_rules_log *l, const char *path);

#endif /* _CW_LAB_RULES_H */
