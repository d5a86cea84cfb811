/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * missed: does a process get the samples that its CPU time deserves? PURE: what the
 * scheduler says of it and what its samples say go in.
 */
#ifndef _CPUWARDEN_CASE_MISSED_H
#define _CPUWARDEN_CASE_MISSED_H

#include "detect/detect.h"

/**
 * struct cw_sampling - how sampling goes, for all
 * @period_ns: mean between two samples
 * @dropped:   samples that were lost since load: nobody knows whose
 * @steal_ns:  time since boot that the hypervisor gave to others. The scheduler
 *             may charge it to whoever had the CPU, samples do not
 */
struct cw_sampling {
	u64 period_ns;
	u64 dropped;
	u64 steal_ns;
};

/**
 * struct cw_missed - a process since it was last compared
 * @begun:      it was looked at before
 * @sched_ns:   its CPU time then, by the scheduler
 * @sampled_ns: … and by samples
 * @then:       how sampling went
 *
 * Begins as zeros.
 */
struct cw_missed {
	bool begun;
	u64 sched_ns;
	u64 sampled_ns;
	struct cw_sampling then;
};

/**
 * cw_missed_look() - compare
 * @m:          the process
 * @sched_ns:   its CPU time by the scheduler
 * @sampled_ns: by samples
 * @now:        how sampling goes
 *
 * After ten seconds of its CPU time, or 500 periods if that is longer, it is
 * compared, and all begins anew. Chance has next to none of 500 samples come half
 * as often as they should.
 *
 * Return: whether more than half of its time has gone without samples.
 */
bool cw_missed_look(struct cw_missed *m, u64 sched_ns, u64 sampled_ns,
		    const struct cw_sampling *now);

#endif /* _CPUWARDEN_CASE_MISSED_H */
