/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * judge: what one sample says of a process and of its thread, and what a
 * short-lived process says of its executable and its tenant. PURE, as detect.
 */
#ifndef _CPUWARDEN_CASE_JUDGE_H
#define _CPUWARDEN_CASE_JUDGE_H

#include "detect/short_lived.h"
#include "detect/track.h"

/**
 * cw_judge_sample() - count a sample, judge its process and its thread
 * @process: counts of the process
 * @thread:  of the thread, NULL: only @process counts
 * @f:       what the sample shows
 * @ctx:     circumstances
 * @j:       result: the worse of the two judgements
 *
 * Both are judged: the counts of one mining thread are not diluted by those of
 * others, and many threads that each show little add up in their process.
 *
 * Return: the counts behind @j, @process or @thread.
 */
struct cw_track *cw_judge_sample(struct cw_track *process,
				 struct cw_track *thread,
				 const struct cw_signs *f,
				 const struct cw_context *ctx,
				 struct cw_judgement *j);

/*
 * A process that exits with fewer samples than this is short-lived: its counts
 * go to its executable and its tenant. Others are judged by themselves only.
 */
#define CW_SHORT_LIVED_SAMPLES	64

static inline bool cw_is_short_lived(const struct cw_track *t)
{
	return t->samples && t->samples < CW_SHORT_LIVED_SAMPLES;
}

/**
 * struct cw_exited - a short-lived process at its end
 * @track:  its counts
 * @cpu_ns: CPU time of the program that they are of
 * @life:   the scores of these counts alone
 */
struct cw_exited {
	const struct cw_track *track;
	u64 cpu_ns;
	struct cw_life life;
};

/* Fill @e. Costs as much as twenty samples, so once for each process. */
void cw_exited_score(struct cw_exited *e, const struct cw_track *track,
		     u64 cpu_ns);

/**
 * cw_judge_exited() - add what a short-lived process left, and judge the sum
 * @e:      the process
 * @lives:  of the executable or the tenant: how far such processes agree
 * @track:  their merged counts
 * @cpu_ns: CPU time of those that are in @track
 * @now_ns: when it ended
 * @j:      result: the judgement over @track
 *
 * Its time without I/O is not known, so no rule that asks for one holds.
 *
 * Return: whether @j is true of all that were short-lived, and may be told.
 */
bool cw_judge_exited(const struct cw_exited *e, struct cw_short_lived *lives,
		     struct cw_track *track, u64 *cpu_ns, u64 now_ns,
		     struct cw_judgement *j);

#endif /* _CPUWARDEN_CASE_JUDGE_H */
