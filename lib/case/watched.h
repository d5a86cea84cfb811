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
#include "seconds.h"

enum {
	/* a second is judged when so many more have gone */
	CW_WATCHED_LATER = 4,
};

/**
 * struct cw_falls - how often it fell, and after what
 * @starts: seconds in which it computed and something began …
 * @paused: … after which it fell
 * @others: seconds in which it computed and nothing did …
 * @falls:  … after which it fell
 */
struct cw_falls {
	u32 starts;
	u32 paused;
	u32 others;
	u32 falls;
};

/**
 * struct cw_watched - how a suspect behaves when something begins
 * @second: the latest that was judged, of monitors
 * @took:   its CPU time
 * @wanted: seconds in which it was seen to compute, or to wait for a CPU, by
 *          number modulo CW_SECONDS
 * @last_ns: the last of that time
 * @session: whose monitors are not asked about: those that it may have started
 * @seen:   when monitors are started
 * @crowd_second: the latest that was judged, of others
 * @crowd_rose: the latest in which others began to compute
 * @crowd:  when others begin to compute (crowd.h)
 *
 * Begins as zeros.
 */
struct cw_watched {
	u64 second;
	struct cw_seconds took;
	u64 wanted[CW_SECONDS];
	u64 last_ns;
	u32 session;
	struct cw_falls seen;
	u64 crowd_second;
	u64 crowd_rose;
	struct cw_falls crowd;
};

/* It computed for @cpu_ns up to @time_ns. */
void cw_watched_add(struct cw_watched *w, u64 time_ns, u64 cpu_ns);

/* It computes at @time_ns, or would if it got a CPU. */
void cw_watched_wants(struct cw_watched *w, u64 time_ns);

/* Did it want CPU time in a second? */
bool cw_watched_wanted(const struct cw_watched *w, u64 second);

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
void cw_falls_count(struct cw_falls *f, bool started, bool fell);

/* Is it beyond chance that it fell when something began? */
bool cw_falls_beyond_chance(const struct cw_falls *f);

/* It is @earlier that has come back: what that one did is counted, too. */
void cw_watched_inherit(struct cw_watched *w, const struct cw_watched *earlier);

/* Is it the name of a program by which one looks who computes, or of a log-in? */
bool cw_name_is_monitor(const char *comm);

#endif /* _CPUWARDEN_CASE_WATCHED_H */
