/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * sprt: the test that is repeated while the program runs. A sequential
 * probability ratio test whose rates, which nobody knows, are averaged over
 * distributions (a mixture SPRT). It has an upper bound only: as long as the
 * score is below, samples are taken.
 */
#ifndef _CPUWARDEN_DETECT_SPRT_H
#define _CPUWARDEN_DETECT_SPRT_H

#include "track.h"

/* Samples before the first look, and the growth from look to look. */
#define CW_JUDGE_FIRST		8u
#define CW_JUDGE_STEP_MIN	4u

/*
 * A window in which nothing speaks for any family is thrown away after so
 * many samples: a benign past does not count in favour of what comes after.
 */
#define CW_RESTART_SAMPLES	64u

/*
 * Bounds of the score, by Ville's inequality: under the model of benign
 * programs the likelihood ratio ever reaches exp(B) with probability at most
 * exp(-B). The model draws a program's rates once for each kind of work it
 * does, and four kinds in an hour are assumed (docs/detection.md, "Error
 * rates").
 *
 *   suspect:   one in 10^3 process-hours, 20 families: ln(10^3 * 4 * 20)
 *
 * families.map has the bars of "confirmed", and their reasons.
 *
 * A primitive is named only after half a minute without I/O; it may be named
 * wrongly in one of 10^3 programs: ln(10^3).
 */
#define CW_SUSPECT_MICRO	11300000
#define CW_PRIMITIVE_MICRO	6900000

/* A standing verdict is withdrawn after so many samples without evidence. */
#define CW_QUIET_CONFIRMED	4096u
#define CW_QUIET_SUSPECT	1024u

/* mix.c: begin the test anew; what is counted for the reports stays. */
void cw_track_restart(struct cw_track *t);

/* mix.c: go on with the younger window, which is judged from now on. */
void cw_track_drop_older(struct cw_track *t);

/* Look at the next cw_track_judge(), however few samples were added. */
static inline void cw_track_look_next(struct cw_track *t)
{
	t->next_judge = 0;
}

#endif /* _CPUWARDEN_DETECT_SPRT_H */
