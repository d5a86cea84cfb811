/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * lives: what many that lived too short to be judged say together.
 */
#ifndef _CPUWARDEN_DETECT_LIVES_H
#define _CPUWARDEN_DETECT_LIVES_H

#include "track.h"

/*
 * One life says so much at most, for and against: many must speak for a family,
 * whatever one of them shows. Few against it do not make up for that, or a
 * miner would let honest programs die between its own lives.
 */
#define CW_LIFE_MAX_MICRO	1000000
#define CW_LIFE_MIN_MICRO	(-2000000)
/* What is over is forgotten after half as many honest lives as this is nats. */
#define CW_LIVES_MAX_MICRO	30000000

/**
 * struct cw_lives - how far the dead agree, beside their merged counts
 * @micro: by enum cw_family: sum of what each life by itself says, micro-nats,
 *         bounded below by 0 (Page's CUSUM); 0 of families that are not judged
 *         without knowing how purely a process computes
 *
 * Merged counts alone are those of one program. In those of several, unlike
 * ones supply each other's evidence: one with a changed rounding mode and one
 * with RandomX's masks look like RandomX together, and neither does alone.
 */
struct cw_lives {
	s32 micro[CW_FAMILY_COUNT];
};

/**
 * cw_lives_add() - count one more
 * @l:    the sums, zeroed at first
 * @dead: its counts, fewer than a window holds
 */
void cw_lives_add(struct cw_lives *l, const struct cw_track *dead);

/**
 * cw_lives_speak() - do they, and the last of them, speak for a family
 * @l:      the sums
 * @dead:   the last that was counted
 * @family: enum cw_family
 *
 * Return: whether a verdict over the merged counts may be told now. The bar is
 * that of a confirmed family (sequential.h); docs/detection.md, "The dead",
 * says how rarely honest lives reach it.
 */
bool cw_lives_speak(const struct cw_lives *l, const struct cw_track *dead,
		    unsigned int family);

#endif /* _CPUWARDEN_DETECT_LIVES_H */
