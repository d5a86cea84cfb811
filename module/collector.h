/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_COLLECTOR_H
#define _CW_COLLECTOR_H

#include <linux/types.h>

/**
 * cw_collector_start() - start the thread that empties the rings
 * @heartbeat: called every HEARTBEAT_SEC by the thread, without
 *             cw_tables_lock
 *
 * Context: process.
 *
 * Return: 0 or a negative errno.
 */
int cw_collector_start(void (*heartbeat)(void));

struct cw_left;
struct cw_process;
struct cw_sample;
struct cw_track;

/**
 * struct cw_recorder - who is told what the collector judges
 * @sample: a sample is about to be counted; gets the record of its process, the
 *          track of its thread or NULL, enum cw_origin bits, and the time
 *          without I/O that it is judged by (0 if it met the kernel)
 * @left:   a process was short-lived; its evidence is about to be left there
 * @flush:  that is all for now
 *
 * Context of all: the collector, under cw_tables_lock. Must not sleep long.
 */
struct cw_recorder {
	void (*sample)(struct cw_process *p, const struct cw_track *track,
		       const struct cw_sample *s, u32 origin, u64 io_idle_ns);
	void (*left)(const struct cw_process *p, const struct cw_left *left,
		     u64 now_ns);
	void (*flush)(void);
};

/**
 * cw_collector_record() - have a recorder told from now on
 * @who: it, or NULL for nobody
 *
 * Context: process, under cw_tables_lock.
 */
void cw_collector_record(const struct cw_recorder *who);

/* Waits for the thread; requests made from now on fail with -ESHUTDOWN. */
void cw_collector_stop(void);

/* Empty the rings, or serve requests, now. Context: any but NMI. */
void cw_collector_wake(void);

/**
 * cw_collector_call() - have the collector do something with its tables
 * @fn:  runs in the collector's thread, under cw_tables_lock; must be short
 *       and not sleep long
 * @arg: passed on
 *
 * All that reads or changes the tables comes this way. Whoever waits for an
 * answer may be throttled by a cgroup, stopped or killed: the collector is not.
 *
 * Context: process, sleeps until it is done; ends early if it is killed.
 *
 * Return: what @fn returned; if it was not called -ESHUTDOWN, -EINTR, or
 * -ETIMEDOUT if the thread got no CPU time.
 */
int cw_collector_call(int (*fn)(void *arg), void *arg);

/*
 * The same where @fn must be called, even for somebody who is being killed.
 * Return: what it returned, or -ESHUTDOWN.
 */
int cw_collector_call_surely(int (*fn)(void *arg), void *arg);

/* To be passed to cw_collector_call(); @arg not used: forget everything. */
int cw_collector_reset(void *arg);

/* Send a heartbeat within a second. Context: any. */
void cw_collector_beat(void);

/**
 * struct cw_collector_stats - how the thread fares, since load
 * @cpu_ns:     its CPU time
 * @gap_max_ns: the longest that it was waited for
 * @late:       how often that was LATE_SEC or longer
 * @demoted:    how often somebody had lowered its priority
 */
struct cw_collector_stats {
	u64 cpu_ns;
	u64 gap_max_ns;
	u64 late;
	u64 demoted;
};

/* Context: the collector. */
void cw_collector_stats(struct cw_collector_stats *to);

/* CLOCK_BOOTTIME when the thread was started. */
u64 cw_collector_started_ns(void);

#endif /* _CW_COLLECTOR_H */
