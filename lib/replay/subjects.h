/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * subjects: what the samples of a trace are about, and the evidence of each.
 *
 * The module numbers its records. Traces of other recorders do not: processes
 * are told apart by pid and start then, threads by their id.
 */
#ifndef _CW_REPLAY_SUBJECTS_H
#define _CW_REPLAY_SUBJECTS_H

#include "case/io_idle.h"
#include "case/judge.h"
#include "trace/trace.h"

enum cw_subject_kind {
	CW_SUBJECT_PROCESS,
	CW_SUBJECT_THREAD,
	CW_SUBJECT_EXECUTABLE,
	CW_SUBJECT_TENANT,
	CW_SUBJECT_KINDS,
};

struct cw_replay_finding;

/**
 * struct cw_subject - one track and whose it is
 * @kind:    what it is
 * @number:  of the module's record; with @kind it is unique
 * @tid:     of a thread
 * @who:     of a process; of a thread the process it was made for; of an
 *           executable or a tenant what all short-lived processes in it have in
 *           common: the rest is empty
 * @process: of a thread, else NULL
 * @origin:  enum cw_origin bits of all code seen; else as @who
 * @samples_user: user-mode samples in this trace
 * @samples_kernel: the others
 * @samples_guest: of a process: inside its KVM guest, not among these
 * @guest_ns: likewise, of @cpu_ns
 * @unreadable: user-mode samples without code at the interrupt
 * @without_code: … and without it later
 * @cpu_ns:  by samples; of an executable or a tenant that of the short-lived
 *           processes in @lives
 * @cpu_before_ns: of that, before a process's present program
 * @first_ns: its first sample
 * @last_ns: its last one
 * @partial: samples are missing, from before the trace or lost, so the module
 *           may have judged otherwise
 * @track:   evidence; of an executable or a tenant as in @lives
 * @guest:   of a process or a thread: evidence of its KVM guest
 * @own:     of a process: what the code of its executable showed, as long as it
 *           is short-lived
 * @lives:   of an executable or a tenant: what short-lived processes left
 * @one_user: of an executable or a tenant: @who.uid is true of all of them
 * @any_tenant: of an executable: it was in whatever tenant
 * @finding: the open one, or NULL
 * @findings: so far
 * @threads: of a process: some have tracks of their own
 * @first_tid: of a process
 * @io_idle: of a process
 * @seen_ns: for programs that draw: time of the last point
 * @next:    in the order of appearance
 * @chain:   in its bucket
 */
struct cw_subject {
	enum cw_subject_kind kind;
	u64 number;
	u32 tid;
	struct cw_trace_process who;
	struct cw_subject *process;
	u32 origin;
	u64 samples_user, samples_kernel, samples_guest, guest_ns;
	u64 unreadable, without_code;
	u64 cpu_ns, cpu_before_ns;
	u64 first_ns, last_ns;
	bool partial;
	struct cw_track track;
	struct cw_guest guest;
	struct cw_window own;
	struct cw_lives lives;
	bool one_user, any_tenant;
	struct cw_replay_finding *finding;
	unsigned int findings;
	bool threads;
	u32 first_tid;
	struct cw_io_idle io_idle;
	u64 seen_ns;
	struct cw_subject *next, *chain;
};

#define CW_SUBJECT_BUCKETS	4096

/**
 * struct cw_subjects - all of a trace
 * @size:   bytes of a subject, for those who embed it as their first member;
 *          0: nobody does
 * @first:  in the order of appearance
 * @count:  of each kind
 *
 * Begins as zeros but for @size.
 */
struct cw_subjects {
	size_t size;
	struct cw_subject *first;
	unsigned int count[CW_SUBJECT_KINDS];
	/* private: */
	struct cw_subject *last;
	struct cw_subject *bucket[CW_SUBJECT_BUCKETS];
	u64 numbered;
};

void cw_subjects_free(struct cw_subjects *s);

/* The one of a number, or the process of a pid; NULL: there is none. */
struct cw_subject *cw_subject_find(struct cw_subjects *s,
				   enum cw_subject_kind kind, u64 number);
struct cw_subject *cw_subject_find_pid(struct cw_subjects *s, u32 tgid,
				       u64 start_ns);

/* The next four make what they do not find; NULL: memory is short. */
struct cw_subject *cw_subject_get(struct cw_subjects *s,
				  enum cw_subject_kind kind, u64 number);
struct cw_subject *cw_subject_by_pid(struct cw_subjects *s, u32 tgid,
				     u64 start_ns);
struct cw_subject *cw_subject_by_tid(struct cw_subjects *s,
				     struct cw_subject *process, u32 tid);
/* An executable, told apart by its path. */
struct cw_subject *cw_subject_by_path(struct cw_subjects *s,
				      const struct cw_trace_process *who);

/* Count a sample and its CPU time; the track is the caller's. */
void cw_subject_account(struct cw_subject *s, const struct cw_sample *sample);

/*
 * The time without I/O of @process at @ts, its next sample: the module says it,
 * of other recorders it is told from what they note.
 */
u64 cw_subject_io_idle_ns(struct cw_subject *process,
			  const struct cw_trace_sample *ts);

const char *cw_subject_kind_name(enum cw_subject_kind kind);

#endif /* _CW_REPLAY_SUBJECTS_H */
