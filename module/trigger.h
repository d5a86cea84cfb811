/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What causes samples: a timer that counts busy time (trigger_clock.c), or cycles
 * of the PMU (trigger_pmu.c). What a sample is, sampler.c knows.
 */
#ifndef _CW_TRIGGER_H
#define _CW_TRIGGER_H

#include <linux/types.h>

struct pt_regs;

/**
 * struct cw_interval - from the last interrupt of the trigger to this one
 * @now_ns: its end, CLOCK_MONOTONIC
 * @ns:     on the clock
 * @cpu_ns: computed by somebody; at most @ns. If the sample is dropped, it is
 *          nobody's: the next interval begins here all the same
 * @quiet:  the task was the same, and was not switched away
 * @clean:  … and both ends were in user mode
 */
struct cw_interval {
	u64 now_ns;
	u64 ns;
	u64 cpu_ns;
	bool quiet;
	bool clean;
};

/*
 * What the triggers ask of sampler.c, in their interrupt (or NMI).
 *
 * cw_sampler_period() draws the next period of a CPU, in ns of busy time;
 * also called in process context, while the trigger of @cpu is off.
 * cw_sampler_mean_ns() is the nominal one.
 * cw_sampler_interval() ends an interval at @now_ns, in user mode or not; it
 * leaves cpu_ns to the trigger.
 * cw_sampler_take() takes the sample.
 */
u64 cw_sampler_period(unsigned int cpu);
u64 cw_sampler_mean_ns(void);
void cw_sampler_interval(struct cw_interval *iv, bool user, u64 now_ns);
void cw_sampler_take(const struct cw_interval *iv, struct pt_regs *regs);

/*
 * The timer. cw_clock_init() comes before, and cw_clock_exit() after, all else.
 * A CPU is started with hotplug excluded, and stopped by its hotplug thread.
 * Context: process, sleeps.
 */
void cw_clock_init(void);
void cw_clock_exit(void);
void cw_clock_start(unsigned int cpu);
void cw_clock_stop(unsigned int cpu);

/**
 * cw_pmu_init() - say whether cycles may be the trigger
 * @speed:  cycles per 1024 ns, 0 if they may not
 * @insist: some overflows may be lost, and it is said why it is the clock
 *
 * Context: process; before the first cw_pmu_start().
 */
void cw_pmu_init(u32 speed, bool insist);

/*
 * cw_pmu_start() returns false if the CPU must be started by the clock.
 * Context: process, sleeps; with CPU hotplug excluded.
 */
bool cw_pmu_start(unsigned int cpu);
void cw_pmu_stop(unsigned int cpu);
bool cw_pmu_runs(unsigned int cpu);

/**
 * cw_pmu_check() - does the trigger have its hardware, do interrupts come?
 *
 * Context: the collector, once a second, with CPU hotplug excluded.
 *
 * Return: true if cycles are the trigger and stay so. Else CPUs on which
 * cw_pmu_runs() must be stopped, and started by the clock.
 */
bool cw_pmu_check(void);

/* Cycles are the trigger; if not, although they were to be, why. */
bool cw_pmu_triggers(void);
const char *cw_pmu_fallback(void);

#endif /* _CW_TRIGGER_H */
