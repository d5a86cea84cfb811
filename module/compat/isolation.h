/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/sched/isolation.h: which CPUs have a tick, by a flag before 5.18 and by
 * a number since.
 */
#ifndef _CW_COMPAT_ISOLATION_H
#define _CW_COMPAT_ISOLATION_H

#include <linux/sched/isolation.h>

/* CPUs that were not freed of the tick (nohz_full=, isolcpus=nohz). */
static inline const struct cpumask *cw_housekeeping_cpus(void)
{
#ifdef CW_HAVE_HK_FLAGS
	return housekeeping_cpumask(HK_FLAG_TICK);
#else
	return housekeeping_cpumask(HK_TYPE_TICK);
#endif
}

#endif /* _CW_COMPAT_ISOLATION_H */
