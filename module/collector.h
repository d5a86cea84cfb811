/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_COLLECTOR_H
#define _CW_COLLECTOR_H

#include <linux/types.h>

/**
 * cw_collector_start() - start the thread that empties the rings
 * @heartbeat: called every CW_HEARTBEAT_SEC by the thread, under
 *             cw_tables_lock
 *
 * Context: process.
 *
 * Return: 0 or a negative errno.
 */
int cw_collector_start(void (*heartbeat)(void));

/* Waits for the thread; requests made from now on fail with -ESHUTDOWN. */
void cw_collector_stop(void);

/* There is something in a ring. Context: hardirq. */
void cw_collector_wake(void);

/**
 * cw_collector_call() - have the collector do something to its tables
 * @fn:  runs in the collector's thread, under cw_tables_lock
 * @arg: passed on
 *
 * Everything that changes state comes this way, so that the collector stays
 * the only writer.
 *
 * Context: process, sleeps until it is done.
 *
 * Return: what @fn returned, or -ESHUTDOWN.
 */
int cw_collector_call(int (*fn)(void *arg), void *arg);

/* To be passed to cw_collector_call(); @arg not used: forget everything. */
int cw_collector_reset(void *arg);

/* CPU time of the thread since load. */
u64 cw_collector_cpu_ns(void);

/* CLOCK_BOOTTIME when the thread was started. */
u64 cw_collector_started_ns(void);

#endif /* _CW_COLLECTOR_H */
