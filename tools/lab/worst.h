/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * worst: the worst that is ever said of the samples of each thread, of each
 * process and of each executable of a trace. Unlike the module's verdicts
 * (replay/verdicts.h), every thread is judged, the first one too, and an
 * executable by all samples, as if it were one process.
 */
#ifndef _CW_LAB_WORST_H
#define _CW_LAB_WORST_H

#include "replay/subjects.h"

/**
 * struct cw_worst - a subject and what became of it
 * @s:           the subject
 * @verdict:     the highest it ever had
 * @family:      and its family
 * @score_milli: and its score
 * @samples:     of this subject until then
 * @cpu_ns:      CPU time of this subject until then
 * @opened:      how often its verdict left clear
 */
struct cw_worst {
	struct cw_subject s;
	u8 verdict;
	u8 family;
	s32 score_milli;
	u32 samples;
	u64 cpu_ns;
	u32 opened;
};

/**
 * struct cw_worsts - of a whole trace
 * @subjects:   each a struct cw_worst; use cw_worst_of()
 * @io_idle_ns: taken as the time without I/O; 0: from the trace
 */
struct cw_worsts {
	struct cw_subjects subjects;
	u64 io_idle_ns;
};

static inline const struct cw_worst *cw_worst_of(const struct cw_subject *s)
{
	return (const struct cw_worst *)s;	/* its first member */
}

void cw_worsts_init(struct cw_worsts *w, u64 io_idle_ns);
void cw_worsts_free(struct cw_worsts *w);

/* Each returns 0, or -1 if memory is short or nobody said whose a sample is. */
int cw_worsts_process(struct cw_worsts *w, const struct cw_trace_process *who);
int cw_worsts_sample(struct cw_worsts *w, const struct cw_trace_sample *ts);

#endif /* _CW_LAB_WORST_H */
