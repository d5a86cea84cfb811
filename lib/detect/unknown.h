/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * unknown: counts of their own for the algorithm that nobody has learnt. It takes
 * many samples, and the windows of the families must not be kept for it.
 */
#ifndef _CPUWARDEN_DETECT_UNKNOWN_H
#define _CPUWARDEN_DETECT_UNKNOWN_H

#include "track.h"

/* Fewer samples than this are not looked at. */
#define CW_UNKNOWN_SAMPLES	256u

/**
 * cw_unknown_add() - count a sample
 * @u: the counts; when they are full all are halved, so that the past is forgotten
 * @s: a user-mode sample
 * @now_ns: its time
 */
void cw_unknown_add(struct cw_unknown *u, const struct cw_signs *s,
		    u64 now_ns);

/**
 * cw_track_counts() - the counts by which a family is judged
 * @t:      the track
 * @family: enum cw_family
 * @room:   written if the family has counts of its own
 *
 * Return: the older window of @t, or @room. The latter is one window, so rules
 * of such a family cannot ask for steady work.
 */
const struct cw_window *cw_track_counts(const struct cw_track *t,
					unsigned int family,
					struct cw_window *room);

#endif /* _CPUWARDEN_DETECT_UNKNOWN_H */
