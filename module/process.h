/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_PROCESS_H
#define _CW_PROCESS_H

#include <linux/sched.h>

#include "group.h"
#include "origin.h"
#include "table.h"
#include "detect/guest.h"
#include "detect/track.h"
#include "case/io_idle.h"
#include "case/judge.h"
#include "case/missed.h"
#include "case/restarter.h"

struct cw_finding;
struct cw_identity;

/**
 * struct cw_thread - evidence of one thread among several of a process
 * @entry:   member of cw_threads
 * @sibling: in cw_process.threads
 * @process: the one it belongs to
 * @tid:     thread id, initial pid namespace
 * @accused: counted in cw_process.threads_accused
 * @last_ns: last sample
 * @track:   evidence
 * @guest:   … of what it executes as a virtual CPU
 */
struct cw_thread {
	struct cw_entry entry;
	struct list_head sibling;
	struct cw_process *process;
	u32 tid;
	bool accused;
	u64 last_ns;
	struct cw_track track;
	struct cw_guest guest;
};

/**
 * struct cw_process - one process (thread group), by pid and start time
 * @entry:      member of cw_processes; pinned by an open finding
 * @tgid:       process id, initial pid namespace
 * @start_ns:   start, CLOCK_BOOTTIME
 * @comm:       name, as last looked up
 * @named:      what @comm was made of, to compare
 * @disguised:  @comm is one of kernel threads
 * @uid:        real user, as of the last sample
 * @answers:    user who answers for it, as last looked up: see identity.c
 * @nr_threads: threads, as last looked up
 * @exec_id:    which program it runs: cw_sample.exec_id
 * @exe_key:    the executable that it had when that program was first seen;
 *              zeros if it is not known, since it had been exchanged by then
 * @exe_flags:  enum cpuwarden_exe_flag
 * @covert:     enum cpuwarden_covert bits that look-ups found in its program
 * @lineage:    who started it, as of the first look-up
 * @exe_path:   path of that as the process sees it, kmalloc'ed, or NULL: not known
 * @exe:        that of @exe_key, or NULL, also as long as that table is full
 * @tenant:     its cgroup, or NULL as long as that table is full
 * @origin:     enum cw_origin bits of all code seen
 * @samples_user: since first seen
 * @samples_kernel: since first seen
 * @samples_guest: since first seen, inside its KVM guest
 * @samples_unreadable: user samples without code at the interrupt
 * @samples_without_code: … and that the collector could not read either
 * @cpu_ns:     CPU time by samples
 * @guest_ns:   of that, inside its KVM guest
 * @cpu_before_ns: of that, before its present program
 * @counter:    hardware counts over the clean intervals, user mode only
 * @counter_ns: length of those
 * @first_ns:   first sample
 * @last_ns:    last sample
 * @refreshed_ns: when the identity was last looked up
 * @io_idle:    since when it has been computing without input or output
 * @missed:     does it get the samples that it deserves?
 * @told:       recording that was told who this is, 0 if none
 *              (report/samples.c)
 * @first_tid:  the first thread seen; only further ones get a record
 * @threads:    records of the threads, once there are two
 * @nr_thread_records: length of @threads
 * @threads_accused: those of @threads whose verdict is not clear
 * @origins:    the hot pages
 * @walk:       where its threads read last
 * @track:      evidence of the process as a whole
 * @guest:      evidence of its KVM guest as a whole
 * @own:        of @track, while it is short-lived, what the code of its
 *              executable showed
 * @finding:    open finding, or NULL
 */
struct cw_process {
	struct cw_entry entry;
	u32 tgid;
	u64 start_ns;
	char comm[TASK_COMM_LEN];
	char named[TASK_COMM_LEN];
	bool disguised;
	u32 uid;
	u32 answers;
	u32 nr_threads;
	u32 exec_id;
	u32 exe_flags;
	u32 covert;
	struct cw_lineage lineage;
	struct cw_group_key exe_key;
	char *exe_path;
	struct cw_group *exe;
	struct cw_group *tenant;
	u32 origin;
	u64 samples_user;
	u64 samples_kernel;
	u64 samples_guest;
	u64 samples_unreadable;
	u64 samples_without_code;
	u64 cpu_ns;
	u64 guest_ns;
	u64 cpu_before_ns;
	u64 counter[CW_COUNTER_COUNT];
	u64 counter_ns;
	u64 first_ns;
	u64 last_ns;
	u64 refreshed_ns;
	struct cw_io_idle io_idle;
	struct cw_missed missed;
	u64 told;
	u32 first_tid;
	struct list_head threads;
	unsigned int nr_thread_records;
	unsigned int threads_accused;
	struct cw_origin_cache origins;
	struct cw_walk walk;
	struct cw_track track;
	struct cw_guest guest;
	struct cw_window own;
	struct cw_finding *finding;
};

extern struct cw_table cw_processes;
extern struct cw_table cw_threads;

int cw_processes_init(unsigned int processes_max, unsigned int threads_max);
void cw_processes_destroy(void);

/**
 * cw_process_find() - the record of a process
 * @tgid:     process id
 * @start_ns: its start, or 0 for any (the newest wins)
 *
 * Context: under cw_tables_lock, or the collector.
 *
 * Return: the record, or NULL if there is none.
 */
struct cw_process *cw_process_find(u32 tgid, u64 start_ns);

/**
 * cw_process_make() - a record for the process of a sample
 * @s: the sample
 *
 * Takes what the sample itself tells; cw_process_refresh() adds the rest.
 *
 * Context: the collector, under cw_tables_lock. The caller evicts another if
 * the table is full.
 *
 * Return: the record, or NULL if the table is full or memory short.
 */
struct cw_process *cw_process_make(const struct cw_sample *s);

/* Enter what was looked up at @now_ns; takes the strings out of @id. */
void cw_process_refresh(struct cw_process *p, struct cw_identity *id,
			u64 now_ns);

/* Is it in this tenant? */
bool cw_process_is_in(const struct cw_process *p, u64 cgroup_id,
		      u32 cgroup_hierarchy);

/* It belongs to another tenant now. What it showed before goes with it. */
void cw_process_set_tenant(struct cw_process *p, u64 cgroup_id,
			   u32 cgroup_hierarchy);

/* It runs another program, of which @s is the first sample: all begins anew. */
void cw_process_begin(struct cw_process *p, const struct cw_sample *s);

/**
 * cw_process_exchanged() - another executable without execve()?
 * @p: a process
 * @s: a sample of the same program
 *
 * Return: whether @s shows it, and it was not known.
 */
bool cw_process_exchanged(const struct cw_process *p,
			  const struct cw_sample *s);

/* Enter @id->look as of @now_ns. */
void cw_process_note_activity(struct cw_process *p,
			      const struct cw_identity *id, u64 now_ns);

/**
 * cw_process_note_scheduled() - what the scheduler says
 * @p:        the process
 * @sched_ns: its CPU time; 0: not known
 * @sampling: how sampling goes
 *
 * Context: the collector, under cw_tables_lock.
 */
void cw_process_note_scheduled(struct cw_process *p, u64 sched_ns,
			       const struct cw_sampling *sampling);

/**
 * cw_process_account() - count one sample
 * @p: its process
 * @s: the sample
 *
 * Context: the collector, under cw_tables_lock.
 */
void cw_process_account(struct cw_process *p, const struct cw_sample *s);

/**
 * cw_process_circumstances() - what surrounds the sample's code
 * @p:      its process
 * @now_ns: time of the sample
 *
 * Context: the collector.
 *
 * Return: enum cw_circumstance bits.
 */
u32 cw_process_circumstances(const struct cw_process *p, u64 now_ns);

/* Signs of hiding, enum cpuwarden_covert bits. Context: the collector. */
u32 cw_process_covert(const struct cw_process *p);

/**
 * cw_process_track() - the track of the sample's thread
 * @p: its process
 * @s: the sample
 *
 * Return: a track beside @p->track, or NULL as long as the process has shown
 * one thread only.
 */
struct cw_track *cw_process_track(struct cw_process *p,
				  const struct cw_sample *s);

/* The record of one of its threads, NULL if there is none. */
struct cw_thread *cw_process_thread(const struct cw_process *p, u32 tid);

static inline struct cw_thread *cw_thread_of_entry(struct cw_entry *entry)
{
	return container_of(entry, struct cw_thread, entry);
}

static inline struct cw_thread *cw_thread_of(struct cw_track *track)
{
	return track ? container_of(track, struct cw_thread, track) : NULL;
}

/* What is told of it as a whole. */
struct cw_standing cw_process_standing(const struct cw_process *p);

/* @t has been judged. */
void cw_process_note_verdict(struct cw_process *p, struct cw_thread *t);

/*
 * Its executable's path, NULL if not known. Everybody may have another path for
 * one file (mounts); that of others serves only as long as its own is not known.
 */
const char *cw_process_exe_path(const struct cw_process *p);

void cw_process_remove(struct cw_process *p);

/* Forget all of them. */
void cw_processes_clear(void);

/* Forget threads not seen for a minute. */
void cw_threads_age(u64 now_ns);

static inline struct cw_process *cw_process_of(struct cw_entry *entry)
{
	return entry ? container_of(entry, struct cw_process, entry) : NULL;
}

#endif /* _CW_PROCESS_H */
