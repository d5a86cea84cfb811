/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * crowd: does a suspect stop computing when others begin? PURE: the CPU time of the
 * whole machine by seconds goes in, and what watched.h has of the suspect.
 *
 * Others begin in a second after which they take a quarter of a CPU more than before
 * it. Who falls then and waits for a CPU was crowded out. Who falls, and does not
 * want one, gave way: what chance does is counted as for those who are watched.
 */
#ifndef _CPUWARDEN_CASE_CROWD_H
#define _CPUWARDEN_CASE_CROWD_H

#include "watched.h"

enum {
	/* a second is judged when so many more have gone */
	CW_CROWD_LATER = 7,
};

/**
 * cw_crowd_judge() - judge the seconds that have not been judged
 * @all:    CPU time of all processes
 * @w:      how a suspect behaves
 * @now_ns: CLOCK_BOOTTIME
 *
 * To be called once a second or so.
 */
void cw_crowd_judge(const struct cw_seconds *all, struct cw_watched *w,
		    u64 now_ns);

#endif /* _CPUWARDEN_CASE_CROWD_H */
