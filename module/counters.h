/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Hardware counters beside the trigger: which there are, what they count over a
 * clean interval, and whether they are believed. See docs/counters.md.
 */
#ifndef _CW_COUNTERS_H
#define _CW_COUNTERS_H

#include <linux/types.h>
#include <cpuwarden/sample.h>

struct perf_event_attr;

/**
 * cw_counters_init() - find out what this machine counts
 * @pmu_type: perf type of the PMU to use, 0 for the processor's own
 * @hold:     read those that are sound; else it is only about the trigger
 *
 * Without it nothing is counted. Runs each counter on one CPU for a moment,
 * kernel mode included, and keeps those that do not contradict the clock or each
 * other.
 *
 * Context: process, sleeps; before the first cw_counters_start_cpu().
 *
 * Return: cycles per 1024 ns as measured, or 0 if cycles are not counted or
 * not believed.
 */
u32 cw_counters_init(u32 pmu_type, bool hold);

/* The perf event of a counter: type and config only. */
void cw_counters_attr(struct perf_event_attr *attr, enum cw_counter counter);

/*
 * Start and stop the counters of a CPU.
 * Context: process, with CPU hotplug excluded and the trigger of @cpu off.
 */
void cw_counters_start_cpu(unsigned int cpu);
void cw_counters_stop_cpu(unsigned int cpu);

extern bool cw_counters_held;	/* any shall be read; set before there is one */

/* cw_counters_read() where there are any */
void cw_counters_read_held(struct cw_sample *s, bool clean, u64 ns);

/**
 * cw_counters_read() - end an interval and begin the next
 * @s:     gets what was counted if @clean, or NULL; all of it is 0 in any slot
 *         while none is held
 * @clean: one task computed in user mode on this CPU all the time
 * @ns:    length of the interval
 *
 * Context: the trigger's interrupt or NMI, on its CPU.
 */
static inline void cw_counters_read(struct cw_sample *s, bool clean, u64 ns)
{
	if (cw_counters_held)
		cw_counters_read_held(s, clean, ns);
}

/**
 * cw_counters_judge() - tell by a sample whether the counters are plausible
 * @s: a sample with CW_SAMPLE_COUNTERS
 *
 * Context: the collector.
 */
void cw_counters_judge(const struct cw_sample *s);

/*
 * Give up the least important counter that is left, false if none is.
 * Context: the collector, with CPU hotplug excluded.
 */
bool cw_counters_give_way(void);

/*
 * Give up counters that the hardware has no free counter for; try again later.
 * Context: the collector, once a second, with CPU hotplug excluded.
 */
void cw_counters_yield(void);

/* Being read, and believed. */
bool cw_counters_valid(enum cw_counter counter);

/* Has not been caught at a lie, be there room for it or not. */
bool cw_counters_believed(enum cw_counter counter);

enum { CW_COUNTERS_TEXT_BYTES = 256 };

/*
 * "cycles instructions; invalid: llc-misses (stands still)", "none", or "off".
 */
void cw_counters_text(char *buf);

#endif /* _CW_COUNTERS_H */
