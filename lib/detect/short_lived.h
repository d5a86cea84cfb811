/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * short-lived: what many processes say together of which each lived too short
 * to be judged.
 */
#ifndef _CPUWARDEN_DETECT_SHORT_LIVED_H
#define _CPUWARDEN_DETECT_SHORT_LIVED_H

#include "track.h"

/*
 * One life says so much at most, for and against: many must speak for a family,
 * whatever one of them shows. Few against it do not make up for that, and the
 * shortest least of all, or a miner would let benign programs exit between its
 * own lives.
 */
#define CW_LIFE_MAX_MICRO	1000000
#define CW_LIFE_MIN_MICRO	(-2000000)
#define CW_LIFE_SAMPLE_MICRO	(-250000)	/* nor more than this a sample … */
#define CW_LIFE_LOADER_SAMPLES	3	/* … after these, the same of all */
#define CW_SHORT_LIVED_MAX_MICRO 30000000

/* Less than this is no word for anything: it may be rounding. */
#define CW_LIFE_SPEAKS_MICRO	500000

/**
 * struct cw_life - what one life by itself says
 * @micro: by enum cw_family: log-likelihood ratio, micro-nats; 0 of families
 *         that have no rule without a time without I/O
 * @samples: its user-mode samples
 */
struct cw_life {
	s32 micro[CW_FAMILY_COUNT];
	u32 samples;
};

/**
 * struct cw_short_lived - how far the lives agree, beside their merged counts
 * @micro: by enum cw_family: sum of what they say, bounded by the above for
 *         each and below by 0 (Page's CUSUM), micro-nats
 *
 * Merged counts alone are those of one program. In those of several, unlike
 * ones supply each other's evidence: one with a changed rounding mode and one
 * with RandomX's masks look like RandomX together, and neither does alone.
 */
struct cw_short_lived {
	s32 micro[CW_FAMILY_COUNT];
};

/**
 * cw_life_score() - what one says
 * @life:   result
 * @exited: its counts, fewer than a window holds
 *
 * Costs as much as twenty samples' judgement: once for each that exits.
 */
void cw_life_score(struct cw_life *life, const struct cw_track *exited);

/* Does it speak for any family? Only then are its counts added up. */
bool cw_life_speaks(const struct cw_life *life);

/**
 * cw_short_lived_add() - one that has exited adds to its executable or tenant
 * @l:      the sums of that, zeroed at first
 * @merged: the merged counts of that
 * @exited: the counts of the one that has exited, fewer than a window holds
 * @life:   what they say
 * @ctx:    circumstances; the time without I/O of the exited is not known
 * @j:      result: the verdict over the merged counts, if they were added to
 *
 * Return: whether it may be told now. It is confirmed, the lives speak for its
 * family one by one, the last of them too, and the bar of that is the family's;
 * docs/detection.md says how rarely benign lives reach it. There is no mere
 * suspicion of those that have exited, who cannot be asked again.
 */
bool cw_short_lived_add(struct cw_short_lived *l, struct cw_track *merged,
			const struct cw_track *exited,
			const struct cw_life *life,
			const struct cw_context *ctx, struct cw_judgement *j);

#endif /* _CPUWARDEN_DETECT_SHORT_LIVED_H */
