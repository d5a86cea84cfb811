// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether samples come where somebody computes, whatever it is that keeps them
 * away: a trigger that perf throttled or hardware lost, a CPU that came back
 * without one.
 */

#include "coverage.h"
#include "sampler.h"

#include <linux/cpumask.h>
#include <linux/kernel_stat.h>
#include <linux/math64.h>
#include <linux/percpu.h>
#include <linux/printk.h>
#include <linux/tick.h>
#include <linux/time64.h>
#include <linux/timekeeping.h>

enum {
	LOOK_SEC = 10,	/* compare over so long */
	BUSY_SEC = 5,	/* only CPUs that were busy for so long of it */
	SHARE_MIN = 8,	/* one sample in so many must have come */
};

/**
 * struct past - one CPU when it was last looked at
 * @time_ns: CLOCK_MONOTONIC, 0 if it was not watched
 * @spare_ns: time without anything to sample, since boot
 * @samples: overflows since load
 * @rate_hz: that was asked for
 * @bad:     it had not got its samples
 */
struct past {
	u64 time_ns;
	u64 spare_ns;
	u64 samples;
	unsigned int rate_hz;
	bool bad;
};

static DEFINE_PER_CPU(struct past, pasts);
static unsigned int unsampled;

/* Idle, taken by the hypervisor, or given to a guest. */
static u64 spare_ns(unsigned int nr)
{
	struct kernel_cpustat stat;
	u64 idle_us = get_cpu_idle_time_us(nr, NULL), ns;

	kcpustat_cpu_fetch(&stat, nr);
	if (idle_us == -1ULL)	/* no NO_HZ: counted by ticks */
		ns = stat.cpustat[CPUTIME_IDLE] +
		     stat.cpustat[CPUTIME_IOWAIT];
	else
		ns = (idle_us + get_cpu_iowait_time_us(nr, NULL)) *
		     NSEC_PER_USEC;
	return ns + stat.cpustat[CPUTIME_STEAL] +
	       stat.cpustat[CPUTIME_GUEST] +
	       stat.cpustat[CPUTIME_GUEST_NICE];
}

static bool lacks_samples(unsigned int nr, const struct past *then,
			  const struct past *now)
{
	s64 busy_ns = now->time_ns - then->time_ns;
	u64 samples = now->samples - then->samples, due;

	busy_ns -= now->spare_ns - then->spare_ns;
	if (busy_ns < (s64)BUSY_SEC * NSEC_PER_SEC)
		return false;
	due = mul_u64_u32_div(busy_ns, min(then->rate_hz, now->rate_hz),
			      NSEC_PER_SEC);
	if (samples >= due / SHARE_MIN)
		return false;
	if (!then->bad)
		pr_warn("CPU %u is not sampled: %llu samples in %llu ms, of %llu\n",
			nr, samples, div_u64(busy_ns, NSEC_PER_MSEC), due);
	return true;
}

static void check_cpu(unsigned int nr)
{
	struct past *then = per_cpu_ptr(&pasts, nr);
	struct past now = {
		.time_ns = ktime_get_ns(),
		.rate_hz = cw_sampler_rate(),
		.bad = then->bad,
	};

	if (!cw_sampler_watches(nr)) {
		memset(then, 0, sizeof(*then));
		return;
	}
	if (then->time_ns &&
	    now.time_ns - then->time_ns < (u64)LOOK_SEC * NSEC_PER_SEC)
		return;
	now.spare_ns = spare_ns(nr);
	now.samples = cw_sampler_overflows(nr);
	if (then->time_ns)
		now.bad = lacks_samples(nr, then, &now);
	*then = now;
}

void cw_coverage_check(void)
{
	unsigned int nr, bad = 0;

	for_each_possible_cpu(nr) {
		check_cpu(nr);
		bad += per_cpu(pasts, nr).bad;
	}
	WRITE_ONCE(unsampled, bad);
}

bool cw_coverage_lacks(unsigned int nr)
{
	return READ_ONCE(per_cpu(pasts, nr).bad);
}

unsigned int cw_coverage_unsampled(void)
{
	return READ_ONCE(unsampled);
}
