/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * judge: what one sample says of a process and of its thread, and what a
 * short-lived process says of its executable and its tenant. PURE, as detect.
 */
#ifndef _CPUWARDEN_CASE_JUDGE_H
#define _CPUWARDEN_CASE_JUDGE_H

#include "case.h"
#include "detect/short_lived.h"
#include "detect/track.h"

/**
 * cw_judge_sample() - count a sample, judge its process and its thread
 * @process: counts of the process
 * @thread:  of the thread, NULL: only @process counts
 * @f:       what the sample shows
 * @ctx:     circumstances
 * @j:       result: the worse of the two judgements
 *
 * Both are judged: the counts of one mining thread are not diluted by those of
 * others, and many threads that each show little add up in their process.
 *
 * Return: the counts behind @j, @process or @thread.
 */
struct cw_track *cw_judge_sample(struct cw_track *process,
				 struct cw_track *thread,
				 const struct cw_signs *f,
				 const struct cw_context *ctx,
				 struct cw_judgement *j);

/**
 * cw_judge_guest() - the same of a sample inside a guest
 * @process: counts of the process
 * @thread:  of the thread that is the virtual CPU, or NULL
 * @s:       the sample
 * @j:       result: the worse of the two judgements
 *
 * Return: the counts behind @j, @process or @thread.
 */
struct cw_guest *cw_judge_guest(struct cw_guest *process,
				struct cw_guest *thread,
				const struct cw_sample *s,
				struct cw_judgement *j);

/* What is told of a process as a whole. */
struct cw_standing {
	u8 verdict;
	u8 family;
	s32 score_milli;
};

/* Of its own code, or of its guest, if that is worse. */
struct cw_standing cw_standing_of(const struct cw_track *own,
				  const struct cw_guest *guest);

/*
 * A process that exits with fewer samples than this is short-lived: its counts
 * go to its executable and its tenant. Others are judged by themselves only.
 */
#define CW_SHORT_LIVED_SAMPLES	64

static inline bool cw_is_short_lived(const struct cw_track *t)
{
	return t->samples && t->samples < CW_SHORT_LIVED_SAMPLES;
}

/**
 * struct cw_exited - what a short-lived process showed, at its end
 * @window:   its counts
 * @first_ns: the first of them
 * @cpu_ns:   CPU time that they stand for
 * @life:     the scores of these counts alone
 * @family:   the one they speak for, or CW_FAMILY_NONE
 * @memo:     of cw_exited_recall(), or NULL
 */
struct cw_exited {
	const struct cw_window *window;
	u64 first_ns;
	u64 cpu_ns;
	struct cw_life life;
	unsigned int family;
	struct cw_life_memo *memo;
};

/* Fill @e. Costs as much as twenty samples, so once for each process. */
void cw_exited_score(struct cw_exited *e, const struct cw_window *window,
		     u64 first_ns, u64 cpu_ns);

/* The same, and so does cw_exited_own() of @e; less if @memo remembers it. */
void cw_exited_recall(struct cw_exited *e, struct cw_life_memo *memo,
		      const struct cw_window *window, u64 first_ns,
		      u64 cpu_ns);

/**
 * cw_exited_own() - the part of it that the code of its executable showed
 * @part:  result
 * @whole: all that the process showed
 * @own:   counts of that part
 *
 * Return: whether there is any.
 */
bool cw_exited_own(struct cw_exited *part, const struct cw_exited *whole,
		   const struct cw_window *own);

/* Count a sample in @own, if it is to be; @origin as for cw_signs_extract(). */
static inline void cw_own_add(struct cw_window *own, const struct cw_signs *f,
			      u32 origin)
{
	if (origin & CW_CODE_OWN && own->samples < CW_SHORT_LIVED_SAMPLES)
		cw_window_add(own, f);
}

/* Evidence that no life has added to for so long is forgotten. */
#define CW_LIVES_KEPT_NS	600000000000ull

/**
 * struct cw_lives - what short-lived processes of one kind left
 * @sum:      how far they agree
 * @track:    merged counts of those that speak for a family
 * @cpu_ns:   CPU time of these
 * @spoke_ns: when the latest of these ended
 */
struct cw_lives {
	struct cw_short_lived sum;
	struct cw_track track;
	u64 cpu_ns;
	u64 spoke_ns;
};

void cw_lives_init(struct cw_lives *lives);

static inline bool cw_lives_are_old(const struct cw_lives *lives, u64 now_ns)
{
	return cw_elapsed_ns(lives->spoke_ns, now_ns) > CW_LIVES_KEPT_NS;
}

/**
 * cw_judge_exited() - add what a short-lived process left, and judge the sum
 * @lives:  of those that it is one of
 * @e:      the process
 * @now_ns: when it ended
 * @j:      result: the judgement over the merged counts
 *
 * Its time without I/O is not known, so no rule that asks for one holds.
 *
 * Return: whether @j is true of all that were short-lived, and may be told.
 */
bool cw_judge_exited(struct cw_lives *lives, const struct cw_exited *e,
		     u64 now_ns, struct cw_judgement *j);

/* Where a short-lived process leaves its evidence. What says most comes first. */
enum cw_place {
	CW_PLACE_EXE,		/* its executable, user and tenant */
	CW_PLACE_USER,		/* its executable and user */
	CW_PLACE_TENANT,	/* its user and tenant */
	CW_PLACE_ALL,		/* its tenant */
	CW_PLACE_COUNT,
};

/**
 * struct cw_leaving - a short-lived process that is about to leave its evidence
 * @whole:       all that it showed
 * @own:         what the code of its executable showed, or NULL
 * @exe_told:    an open finding about a process says what goes to the first two
 *               places
 * @tenant_told: and what goes to the other two
 * @finding:     the open one about a place, or NULL, also if there is no such
 *               place
 * @add:         calls cw_judge_exited() for a place, if there is one, and opens
 *               its finding; @told as for cw_case_opens()
 * @arg:         for these two
 */
struct cw_leaving {
	const struct cw_exited *whole;
	const struct cw_exited *own;
	bool exe_told;
	bool tenant_told;
	const struct cw_case *(*finding)(void *arg, enum cw_place place);
	void (*add)(void *arg, enum cw_place place, const struct cw_exited *e,
		    bool told);
	void *arg;
};

/**
 * cw_leave() - leave it wherever no finding says it already
 * @l:      the process
 * @now_ns: when it ended
 *
 * Return: the place that a finding was opened about by this which says all that
 * those after it would, so that they are to be forgotten; CW_PLACE_COUNT: none.
 */
enum cw_place cw_leave(const struct cw_leaving *l, u64 now_ns);

#endif /* _CPUWARDEN_CASE_JUDGE_H */
