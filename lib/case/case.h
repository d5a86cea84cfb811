/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * case: the course of a finding. PURE: a judgement goes in, an event comes out:
 * opened, escalated, updated, closed. module/finding.c and lib/replay embed it
 * and know the rest: whose finding it is, where it is kept, who is told. So
 * both open and close the same findings.
 */
#ifndef _CPUWARDEN_CASE_H
#define _CPUWARDEN_CASE_H

#include <uapi/linux/cpuwarden.h>

#include "detect/detect.h"
#include "detect/guest.h"

enum { CW_CASE_EVIDENCE = 15 };

/*
 * The record of a thread not seen for so long is dropped; until then a verdict
 * above clear on the thread keeps the finding of its process open.
 */
#define CW_THREAD_IDLE_NS	60000000000ull

/**
 * struct cw_case - a verdict above clear, from opening to closing
 * @subject:      enum cpuwarden_subject
 * @event:        enum cpuwarden_event, the last that was told
 * @verdict:      enum cw_verdict, never lower than before while open; clear:
 *                not opened yet
 * @close_reason: enum cpuwarden_close_reason
 * @judgement:    the figures behind the verdict
 * @evidence:     what spoke for @judgement.family, heaviest first
 * @nr_evidence:  entries of @evidence
 * @tid:          the thread whose counts they are, 0: the subject's own
 * @first_ns:     first evidence
 * @opened_ns:    CLOCK_BOOTTIME
 * @confirmed_ns: 0 if it never was
 * @updated_ns:   when the subject was last judged above clear
 * @closed_ns:    0 while open
 * @told_ns:      when listeners last heard of it
 * @asked_ns:     when cw_case_subject.is_clear was last called
 * @opened_samples: samples that had been judged by @opened_ns
 * @confirmed_samples: and by @confirmed_ns
 * @cpu_before_ns: CPU time of the subject before the first evidence
 * @cpu_ns:       CPU time since then
 * @times:        how often it was opened
 * @verdict_before: enum cw_verdict, the highest of its earlier openings
 *
 * Begins as zeros.
 */
struct cw_case {
	u8 subject;
	u8 event;
	u8 verdict;
	u8 close_reason;
	struct cw_judgement judgement;
	struct cw_evidence evidence[CW_CASE_EVIDENCE];
	unsigned int nr_evidence;
	u32 tid;
	u64 first_ns;
	u64 opened_ns;
	u64 confirmed_ns;
	u64 updated_ns;
	u64 closed_ns;
	u64 told_ns;
	u64 asked_ns;
	u32 opened_samples;
	u32 confirmed_samples;
	u64 cpu_before_ns;
	u64 cpu_ns;
	u32 times;
	u8 verdict_before;
};

/**
 * struct cw_case_subject - who was judged
 * @subject:  enum cpuwarden_subject
 * @tid:      the thread that @track is of, 0: it is the subject's own
 * @track:    the counts behind the judgement
 * @guest:    … if they are of what it does inside a guest, else NULL
 * @samples:  of the subject since it was first seen
 * @cpu_ns:   CPU time of the subject since then
 * @is_clear: of a process: are all of its tracks clear? Called once a second at
 *            most, since there may be thousands of threads
 * @arg:      for @is_clear
 */
struct cw_case_subject {
	u8 subject;
	u32 tid;
	const struct cw_track *track;
	const struct cw_guest *guest;
	u64 samples;
	u64 cpu_ns;
	bool (*is_clear)(const void *arg, u64 now_ns);
	const void *arg;
};

/**
 * cw_case_opens() - is there to be a finding?
 * @subject: enum cpuwarden_subject of one that has none
 * @named:   of an executable or a tenant: another finding explains it
 *           (cw_case_explains())
 * @j:       what was judged
 *
 * A process has a finding as soon as it is not clear. An executable or a tenant
 * gets one only by a fresh judgement, not by a verdict that merely stands. And
 * it gets none beside an open finding of a part of it that says the same, and
 * says more.
 *
 * Return: whether cw_case_judge() is to be called.
 */
static inline bool cw_case_opens(u8 subject, bool named,
				 const struct cw_judgement *j)
{
	if (j->verdict == CW_VERDICT_CLEAR)
		return false;
	return subject == CPUWARDEN_SUBJECT_PROCESS || (j->fresh && !named);
}

/**
 * cw_case_explains() - does an open finding say already what others show?
 * @c:      its case: of a process or an executable of theirs
 * @family: what they show
 * @now_ns: CLOCK_BOOTTIME
 *
 * A suspicion does not, for what they show may be confirmed. Nor does the
 * finding of a process that has stopped: what goes on is not its work.
 *
 * Return: whether it does.
 */
bool cw_case_explains(const struct cw_case *c, unsigned int family, u64 now_ns);

/**
 * cw_case_judge() - the subject was judged
 * @c:      its case, open or (cw_case_opens()) as zeros
 * @s:      the subject
 * @j:      the judgement
 * @now_ns: CLOCK_BOOTTIME; may be a little less than at the last call
 *
 * Return: what is to be told; CPUWARDEN_EVENT_NONE: nothing.
 */
enum cpuwarden_event cw_case_judge(struct cw_case *c,
				   const struct cw_case_subject *s,
				   const struct cw_judgement *j, u64 now_ns);

/**
 * cw_case_age() - time has passed
 * @c:      an open case
 * @now_ns: CLOCK_BOOTTIME
 *
 * Closes the finding of an executable or a tenant that was not judged above
 * clear for a while. That of a process is closed by cw_case_judge(), or when
 * the process exits.
 *
 * Return: CPUWARDEN_EVENT_CLOSED or CPUWARDEN_EVENT_NONE.
 */
enum cpuwarden_event cw_case_age(struct cw_case *c, u64 now_ns);

/**
 * cw_case_close() - it is over
 * @c:      a case
 * @reason: enum cpuwarden_close_reason
 * @now_ns: CLOCK_BOOTTIME
 *
 * Return: CPUWARDEN_EVENT_CLOSED, or CPUWARDEN_EVENT_NONE if it is not open.
 */
enum cpuwarden_event cw_case_close(struct cw_case *c, u8 reason, u64 now_ns);

/**
 * cw_case_again() - the subject of a closed case is to be judged again
 * @c: the case
 *
 * All begins anew but what tells that it was there before: a process that runs
 * one program after the other keeps one finding, instead of leaving thousands.
 */
void cw_case_again(struct cw_case *c);

/* A process has no more cases than this. */
#define CW_CASES_PER_PROCESS	4

/**
 * cw_case_rather_again() - which case of a process is to be begun again?
 * @c:     one of its cases
 * @other: the best so far, or NULL
 * @j:     the judgement that opens one
 *
 * One of the same family; else the one that says least, or that closed first.
 * What was forgotten by a reset stays as it is.
 *
 * Return: whether it is rather @c than @other; false if @c cannot be at all.
 */
bool cw_case_rather_again(const struct cw_case *c, const struct cw_case *other,
			  const struct cw_judgement *j);

/* Is the best of @nr cases of a process good enough, or is it a new one? */
static inline bool cw_case_is_again(const struct cw_case *best,
				    unsigned int nr,
				    const struct cw_judgement *j)
{
	return best->judgement.family == j->family ||
	       nr >= CW_CASES_PER_PROCESS;
}

/**
 * cw_case_tell() - something else is to be told of an open case
 * @c:      the case
 * @event:  enum cpuwarden_event
 * @now_ns: CLOCK_BOOTTIME
 *
 * Return: @event.
 */
enum cpuwarden_event cw_case_tell(struct cw_case *c,
				  enum cpuwarden_event event, u64 now_ns);

static inline bool cw_case_is_open(const struct cw_case *c)
{
	return c->close_reason == CPUWARDEN_CLOSE_REASON_OPEN;
}

/* Share of one CPU since the first evidence, basis points. */
u32 cw_case_share_bp(const struct cw_case *c);

#endif /* _CPUWARDEN_CASE_H */
