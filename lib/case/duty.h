/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * duty: how much of its time a suspect computes, and what it does else. PURE: what
 * the scheduler says of its threads once a second goes in.
 */
#ifndef _CPUWARDEN_CASE_DUTY_H
#define _CPUWARDEN_CASE_DUTY_H

#include <uapi/linux/cpuwarden.h>

#include "detect/detect.h"

enum { CW_DUTY_THREADS = 16 };

/**
 * struct cw_duty_look - what the threads of a process are at
 * @n:           of @thread: those that have computed most speak for the others
 * @thread:      each
 * @thread.tid:  its id
 * @thread.stopped: it is stopped (SIGSTOP, a debugger) or frozen now
 * @thread.cpu_ns: its CPU time so far
 * @thread.waited_ns: how long it has waited for a CPU so far
 * @any_wanting: one of all threads computes, or would if it got a CPU
 * @session:     of the process, 0 if it has none
 */
struct cw_duty_look {
	u32 n;
	struct {
		u32 tid;
		bool stopped;
		u64 cpu_ns;
		u64 waited_ns;
	} thread[CW_DUTY_THREADS];
	bool any_wanting;
	u32 session;
};

/**
 * struct cw_duty_thread - one thread: as it was last looked at, and what it did
 * @tid:       its id
 * @halts:     looks for which what it does not compute is said to be because it
 *             was stopped: a stop may begin and end between two of them
 * @cpu_ns:    its CPU time
 * @waited_ns: … and how long it had waited for that
 * @time_us:   since it was first looked at
 * @ran_us:    of that, on a CPU
 * @queued_us: … waiting for one
 * @halted_us: … stopped
 */
struct cw_duty_thread {
	u32 tid;
	u8 halts;
	u64 cpu_ns;
	u64 waited_ns;
	u64 time_us;
	u64 ran_us;
	u64 queued_us;
	u64 halted_us;
};

/**
 * struct cw_duty - what they did so far
 * @last_ns:   time of the last look, CLOCK_BOOTTIME
 * @n:         of @thread
 * @thread:    those that it met
 *
 * Begins as zeros. Of them all those are told that ran a quarter as long as the
 * one that ran longest: others start them, or wait for messages.
 */
struct cw_duty {
	u64 last_ns;
	u32 n;
	struct cw_duty_thread thread[CW_DUTY_THREADS];
};

void cw_duty_add(struct cw_duty *d, const struct cw_duty_look *look,
		 u64 now_ns);

/* The share of time on a CPU, basis points; 0 as long as it is not known. */
u32 cw_duty_bp(const struct cw_duty *d);

/* enum cpuwarden_rest bits: what it does else for a tenth of the time or more. */
u32 cw_duty_rests(const struct cw_duty *d);

#endif /* _CPUWARDEN_CASE_DUTY_H */
