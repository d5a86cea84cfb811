/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * watched: does a suspect stop computing when somebody begins to look? PURE: its
 * CPU time by seconds and the seconds in which a monitor was started go in.
 *
 * In each second that follows two in which it computed it either falls within
 * three seconds or does not. Those in which no monitor was started give the rate by
 * chance, p = (falls + 1) / (seconds + 2). If it fell after k of n starts, chance
 * did that with a probability of at most C(n,k) p^k. Below 10^-6, with three falls
 * at least, it is said.
 */
#ifndef _CPUWARDEN_CASE_WATCHED_H
#define _CPUWARDEN_CASE_WATCHED_H

#include "detect/detect.h"

enum {
	CW_WATCHED_SECONDS = 8,
	/* a second is judged when so many more have gone */
	CW_WATCHED_LATER = 4,
};

/**
 * struct cw_watched - how a suspect behaves when monitors are started
 * @second: the latest that was judged
 * @cpu_ms: CPU time in each second, by number modulo CW_WATCHED_SECONDS
 * @of:     which second that is
 * @last_ns: the last of that time
 * @session: whose monitors are not asked about: those that it may have started
 * @starts: seconds in which it computed and a monitor was started …
 * @paused: … after which it fell
 * @others: seconds in which it computed and none was …
 * @falls:  … after which it fell
 *
 * Begins as zeros.
 */
struct cw_watched {
	u64 second;
	u32 cpu_ms[CW_WATCHED_SECONDS];
	u64 of[CW_WATCHED_SECONDS];
	u64 last_ns;
	u32 session;
	u32 starts;
	u32 paused;
	u32 others;
	u32 falls;
};

/* It computed for @cpu_ns up to @time_ns. */
void cw_watched_add(struct cw_watched *w, u64 time_ns, u64 cpu_ns);

/**
 * cw_watched_falls() - did its CPU time fall after a second?
 * @w:      counts
 * @second: by CLOCK_BOOTTIME, CW_WATCHED_LATER before now, or it has ended
 * @fell:   result
 *
 * Return: whether it computed before, so that one can tell.
 */
bool cw_watched_falls(const struct cw_watched *w, u64 second, bool *fell);

/* What became of a second that could be told. */
void cw_watched_count(struct cw_watched *w, bool started, bool fell);

/* It is @earlier that has come back: what that one did is counted, too. */
void cw_watched_inherit(struct cw_watched *w, const struct cw_watched *earlier);

/* Is it beyond chance? */
bool cw_watched_is(const struct cw_watched *w);

/* Is it the name of a program by which one looks who computes, or of a log-in? */
bool cw_name_is_monitor(const char *comm);

#endif /* _CPUWARDEN_CASE_WATCHED_H */
