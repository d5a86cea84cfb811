/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_MONITOR_H
#define _CW_MONITOR_H

#include <linux/types.h>

struct cw_duty_look;
struct cw_sample;
struct cw_watched;

/*
 * Notes from now on when monitors are started, by the tracepoint of execve(). Of
 * a kernel that was built without tracepoints it says so, and none is noted.
 * Context: process.
 */
void cw_monitor_init(void);
void cw_monitor_exit(void);

/* Somebody was sampled. Context: the collector. */
void cw_monitor_computed(const struct cw_sample *s);

/**
 * cw_monitor_judge() - judge the seconds that have not been judged
 * @w:      how a process behaves that has an open finding
 * @look:   what it does now
 * @now_ns: CLOCK_BOOTTIME
 *
 * Context: the collector, once a second.
 */
void cw_monitor_judge(struct cw_watched *w, const struct cw_duty_look *look,
		      u64 now_ns);

/* The same for one that has ended: it has fallen. Context: the collector. */
void cw_monitor_judge_ended(struct cw_watched *w);

#endif /* _CW_MONITOR_H */
