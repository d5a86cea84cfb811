/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * short-lived: the evidence of many processes together, each of which exited
 * before it could be judged.
 */
#ifndef _CPUWARDEN_DETECT_SHORT_LIVED_H
#define _CPUWARDEN_DETECT_SHORT_LIVED_H

#include "track.h"

/*
 * Bounds of what one life adds to the sum. For a family, so that only many
 * lives confirm it, whatever one of them shows. Against it, by the number of
 * samples, so that a miner cannot hide by short benign lives between its own.
 */
#define CW_LIFE_MAX_MICRO	1000000
#define CW_LIFE_MIN_MICRO	(-2000000)
#define CW_LIFE_SAMPLE_MICRO	(-250000)	/* for each sample … */
#define CW_LIFE_LOADER_SAMPLES	3	/* … after these, the loader's */
#define CW_SHORT_LIVED_MAX_MICRO 30000000

/* A lower score does not speak for a family: it may be rounding. */
#define CW_LIFE_SPEAKS_MICRO	500000

/**
 * struct cw_life - the scores of one life by itself
 * @micro: by enum cw_family: log-likelihood ratio, micro-nats; 0 if all rules
 *         of the family ask for a time without I/O, which is not known
 * @samples: its user-mode samples
 */
struct cw_life {
	s32 micro[CW_FAMILY_COUNT];
	u32 samples;
};

/**
 * struct cw_short_lived - how far the lives agree, beside their merged counts
 * @micro: by enum cw_family: sum of their scores, each within the bounds above,
 *         never below 0 (Page's CUSUM), micro-nats
 *
 * The model is of the counts of one program. The merged counts of different
 * ones could show what none of them does: one with a changed rounding mode and
 * one with RandomX's masks look like RandomX together. So lives are also scored
 * one by one.
 */
struct cw_short_lived {
	s32 micro[CW_FAMILY_COUNT];
};

/**
 * cw_life_score() - score one life by itself
 * @life: result
 * @w:    its counts, fewer than a window holds
 *
 * Costs as much as to judge twenty samples, so once for each that exits.
 */
void cw_life_score(struct cw_life *life, const struct cw_window *w);

/* The counts of a window that its score hangs on, as they lie there. */
#define CW_LIFE_COUNTS	(offsetof(struct cw_window, circumstance) - \
			 offsetof(struct cw_window, samples))
#define CW_LIFE_BITS	8

/**
 * struct cw_life_memo - scores of lives lately, by what they showed
 * @place: zeroed at first
 *
 * Most that end at once show as little as others, and the same.
 */
struct cw_life_memo {
	struct {
		u8 counts[CW_LIFE_COUNTS];
		struct cw_life life;
	} place[1 << CW_LIFE_BITS];
};

/**
 * cw_life_recall() - cw_life_score(), remembering what it said
 * @memo: memory, of one caller at a time
 * @life: result
 * @w:    its counts, fewer than a window holds
 *
 * All counts are compared, so that no life has another one's score.
 */
void cw_life_recall(struct cw_life_memo *memo, struct cw_life *life,
		    const struct cw_window *w);

/**
 * cw_life_family() - the family that a life speaks for most
 * @life: its scores
 *
 * Return: enum cw_family, or CW_FAMILY_NONE: then its counts are not added up.
 */
unsigned int cw_life_family(const struct cw_life *life);

/**
 * cw_short_lived_add() - add one that has exited to its executable or tenant
 * @l:        the sums of that, zeroed at first
 * @merged:   the merged counts of that
 * @w:        the counts of the one that has exited, fewer than a window holds
 * @first_ns: the first of these
 * @life:     their scores
 * @now_ns:   when it ended
 * @j:        result: the verdict over the merged counts, if they were added to
 *
 * No rule holds that asks for a time without I/O, which is not known.
 *
 * Return: whether @j may be told: it is "confirmed", the sum of the lives' own
 * scores for its family is above the family's bar as well, and the last life
 * speaks for it, too, and shows the conditions of one of its rules by itself:
 * what the others left does not make a miner of it. docs/detection.md says how
 * rarely benign lives get there. A suspicion is not told: a process that has
 * exited cannot be watched further.
 */
bool cw_short_lived_add(struct cw_short_lived *l, struct cw_track *merged,
			const struct cw_window *w, u64 first_ns,
			const struct cw_life *life, u64 now_ns,
			struct cw_judgement *j);

#endif /* _CPUWARDEN_DETECT_SHORT_LIVED_H */
