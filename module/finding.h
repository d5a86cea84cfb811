/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_FINDING_H
#define _CW_FINDING_H

#include <linux/sched.h>
#include <uapi/linux/cpuwarden.h>

#include "holder.h"
#include "kin.h"
#include "table.h"
#include "case/ack.h"
#include "case/case.h"
#include "case/duty.h"
#include "case/hours.h"
#include "case/watched.h"

struct cw_group;
struct cw_lives_record;
struct cw_process;

/**
 * struct cw_finding - a verdict above clear on a subject, and on whom it is
 * @entry:      member of cw_findings; the serial is the id people see
 * @course:     what was judged, since when, and what became of it
 * @acked:      somebody has seen it as it is
 * @ack:        if so, as what
 * @changed:    enum cpuwarden_change bits: why it was acked before
 * @holdings:   who has it in the table
 * @untold:     in the list of events to be told late, or empty
 * @same_process: of one about a process: in its bucket
 * @pid:        the process; about short-lived ones 0, as the others but the user
 * @start_ns:   its start, CLOCK_BOOTTIME
 * @comm:       its name
 * @uid:        its real user, or that of all the short-lived processes;
 *              CW_ANY_USER: they are of several
 * @nr_threads: how many it has
 * @origin:     enum cw_origin bits of its code
 * @exe_flags:  enum cpuwarden_exe_flag
 * @covert:     enum cpuwarden_covert bits that it has shown
 * @watched:    of one about a process: how it behaves when somebody looks
 * @hours:      … in which hours of the day it computes
 * @duty:       … and how much of its time it computes
 * @kin:        of one about a process: who started it, and whether it was here
 *              before
 * @exe_path:   path of @exe as its process sees it, or the last of them, or NULL
 * @exe:        its executable or theirs, pinned, or NULL: not known, or several
 * @tenant:     its cgroup or theirs, pinned, or NULL: not known, or several
 * @of_tenant:  in cw_group.findings of @tenant while it is open
 * @process:    while open and about a process, else NULL
 * @lives:      while open and about short-lived processes, else NULL
 *
 * What it says of its process is a copy, so that it can still be read, and
 * shown to a tenant, after the process is gone.
 */
struct cw_finding {
	struct cw_entry entry;
	struct cw_case course;
	bool acked;
	struct cw_ack ack;
	u32 changed;
	struct cw_holdings holdings;
	struct list_head untold;
	struct hlist_node same_process;
	u32 pid;
	u64 start_ns;
	char comm[TASK_COMM_LEN];
	u32 uid;
	u32 nr_threads;
	u32 origin;
	u32 exe_flags;
	u32 covert;
	struct cw_watched watched;
	struct cw_hours hours;
	struct cw_duty duty;
	struct cw_kin kin;
	char *exe_path;
	struct cw_group *exe;
	struct cw_group *tenant;
	struct list_head of_tenant;
	struct cw_process *process;
	struct cw_lives_record *lives;
};

extern struct cw_table cw_findings;

/*
 * Told under cw_tables_lock, by the collector. Returns false if memory is short:
 * it is told again then.
 */
typedef bool (*cw_finding_notify_t)(const struct cw_finding *finding);

int cw_findings_init(unsigned int max);
void cw_findings_destroy(void);
void cw_findings_set_notify(cw_finding_notify_t notify);

/**
 * cw_finding_process() - a process was judged
 * @p:      the process
 * @track:  the counts behind @j
 * @guest:  … or these, if they are of its KVM guest, else NULL
 * @tid:    the thread they are of, 0: of the whole process
 * @j:      the judgement
 * @now_ns: CLOCK_BOOTTIME
 *
 * Opens, escalates, updates or closes the finding of @p.
 *
 * Context: the collector, under cw_tables_lock; this and the next two.
 */
void cw_finding_process(struct cw_process *p, const struct cw_track *track,
			const struct cw_guest *guest, u32 tid,
			const struct cw_judgement *j, u64 now_ns);

/**
 * cw_finding_lives() - short-lived processes were judged
 * @lives:  what they left
 * @p:      the latest of them
 * @j:      the judgement
 * @told:   another finding says so already: none is opened
 * @now_ns: CLOCK_BOOTTIME
 *
 * Opens or updates the finding of @lives; to be called only if @j may be told
 * (cw_judge_exited()).
 */
void cw_finding_lives(struct cw_lives_record *lives, struct cw_process *p,
		      const struct cw_judgement *j, bool told, u64 now_ns);

/**
 * cw_finding_explains() - does the finding of a process say what @p showed?
 * @p:      another process
 * @family: what it showed, or CW_FAMILY_NONE
 * @now_ns: CLOCK_BOOTTIME
 *
 * Return: whether one of the same executable, user and tenant does.
 */
bool cw_finding_explains(const struct cw_process *p, unsigned int family,
			 u64 now_ns);

/* A sample of a process, which may have an open finding. Context: the collector. */
void cw_finding_took(struct cw_process *p, const struct cw_sample *s);

void cw_finding_close(struct cw_finding *finding, u8 reason, u64 now_ns);

/* Somebody has seen it as it is now. Context: the collector. */
void cw_finding_ack(struct cw_finding *finding, u64 now_ns);

/*
 * Close findings of groups that were not judged above clear for a while, and
 * tell what could not be told before.
 */
void cw_findings_age(u64 now_ns);
void cw_findings_close_all(u8 reason, u64 now_ns);

/* NULL if there is none. */
struct cw_finding *cw_finding_by_id(u64 id);

/* The open finding of highest verdict in a tenant, NULL if there is none. */
const struct cw_finding *cw_finding_worst(const struct cw_group *tenant);

/* Opened since load, of one family or (CW_FAMILY_NONE) of all. */
u64 cw_findings_total(unsigned int family);
unsigned int cw_findings_open(void);

/* Closed while open, to make room; events not told at once. */
u64 cw_findings_evicted(void);
u64 cw_findings_delayed(void);

static inline bool cw_finding_is_open(const struct cw_finding *finding)
{
	return cw_case_is_open(&finding->course);
}

static inline struct cw_finding *cw_finding_of(struct cw_entry *entry)
{
	return entry ? container_of(entry, struct cw_finding, entry) : NULL;
}

#endif /* _CW_FINDING_H */
