/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_SAMPLER_H
#define _CW_SAMPLER_H

#include <linux/types.h>

struct cw_regs;
struct cw_sample;

/* @regs: valid with CW_SAMPLE_USER, and only until it returns */
typedef void cw_consume_fn(struct cw_sample *sample,
			   const struct cw_regs *regs);

enum {
	CW_RATE_HZ_MIN = 10,
	CW_RATE_HZ_MAX = 4000,
	CW_RATE_HZ_DEFAULT = 100,
};

/* Sums over all CPUs since load. */
struct cw_sampler_stats {
	u64 user;
	u64 kernel;
	u64 guest;
	u64 idle;
	u64 unreadable;
	u64 dropped;
	u64 handler_ns;
	unsigned int cpus;	/* being sampled now */
};

enum cw_trigger {
	CW_TRIGGER_AUTO,	/* cycles where they are counted and believed */
	CW_TRIGGER_CLOCK,
	CW_TRIGGER_PMU,		/* cycles, even if some overflows get lost */
};

/**
 * struct cw_sampler_options - the parameters of the module that concern it
 * @rate_hz:  samples per second and busy CPU, CW_RATE_HZ_MIN … CW_RATE_HZ_MAX
 * @trigger:  what may cause the samples
 * @pmu_type: perf type of the PMU to use, 0 for the processor's own
 * @cpus:     "housekeeping" (those with a tick), "all", or a list
 * @counters: hardware counters are read, too
 */
struct cw_sampler_options {
	unsigned int rate_hz;
	enum cw_trigger trigger;
	unsigned int pmu_type;
	const char *cpus;
	bool counters;
};

/**
 * cw_sampler_start() - sample every online CPU of @options->cpus from now on
 * @options: see there
 * @wake:    called when samples wait, or a ring is filling; must be safe in
 *           hardirq
 *
 * Context: process, sleeps.
 *
 * Return: 0 or a negative errno.
 */
int cw_sampler_start(const struct cw_sampler_options *options,
		     void (*wake)(void));

/* No interrupt of ours runs, nor is @wake called, once this has returned. */
void cw_sampler_stop(void);

/**
 * cw_sampler_drain() - hand over what the rings hold
 * @consume: called for each sample, oldest first per CPU
 *
 * The first sample that comes 100 ms later wakes the caller again, 20 ms later if
 * it is one of the first of a program. One that comes before waits for the next,
 * or for the caller to look by itself; if there was nothing, the next sample
 * wakes it, whenever it comes.
 *
 * Context: process; one caller at a time.
 *
 * Return: how many samples there were.
 */
unsigned int cw_sampler_drain(cw_consume_fn *consume);

/*
 * Do trigger and counters have their hardware still, and do the interrupts
 * come? If not, go on without counters, and by the clock.
 * Context: the collector, once a second. Returns true if that must be so even
 * while no sample comes.
 */
bool cw_sampler_check(void);

void cw_sampler_set_rate(unsigned int rate_hz);
unsigned int cw_sampler_rate(void);
const char *cw_sampler_trigger(void);

/* Why it is the clock although cycles were wanted, or NULL. */
const char *cw_sampler_fallback(void);

/*
 * Online CPUs that are not watched, as a list, or "none". Truncated at @size.
 * Context: under cw_tables_lock.
 */
void cw_sampler_skipped(char *buf, size_t size);

void cw_sampler_stats(struct cw_sampler_stats *stats);

/* The same of one possible CPU. */
void cw_sampler_cpu_stats(unsigned int nr, struct cw_sampler_stats *stats);

/* How often a CPU was interrupted to be sampled, since load. */
u64 cw_sampler_overflows(unsigned int cpu);

/* The CPU is online, and has a trigger. */
bool cw_sampler_watches(unsigned int cpu);

/* When a sample woke the collector that has not drained since; 0 if none did. */
u64 cw_sampler_called_ns(void);

#endif /* _CW_SAMPLER_H */
