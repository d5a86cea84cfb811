/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * verdicts: what the module's collector makes of recorded samples. It keeps
 * the same tracks, hands the same signs to the same detector, and opens and
 * updates findings by the same rules (module/collector.c, finding.c); of a
 * trace from the module it says, bit by bit, what the module said.
 *
 * Other recorders do not number the module's records. Processes are told apart
 * by pid and start then, threads by their id, and nobody inherits.
 */
#ifndef _CW_LAB_VERDICTS_H
#define _CW_LAB_VERDICTS_H

#include "purity.h"
#include "trace/trace.h"
#include "detect/detect.h"
#include "detect/short_lived.h"

enum cw_party_kind {
	CW_PARTY_PROCESS,
	CW_PARTY_THREAD,
	CW_PARTY_EXECUTABLE,
	CW_PARTY_TENANT,
	CW_PARTY_KINDS,
};

/* The bits of enum cw_origin in cw_trace_sample.origin. */
#define CW_PARTY_ORIGIN		0xffffu

/* As CW_FINDING_EVIDENCE of module/finding.h. */
#define CW_CHARGE_EVIDENCE	15

/**
 * struct cw_party - one track and whose it is
 * @kind:    what it is
 * @number:  of the module's record; with @kind it is unique
 * @tid:     of a thread
 * @who:     of a process; of an executable or a tenant the process that left
 *           it its evidence last
 * @process: of a thread, else NULL
 * @origin:  enum cw_origin bits of all code seen; of an heir: as @who
 * @samples_user, @samples_kernel: in this trace
 * @unreadable: of the former, without code
 * @cpu_ns:  by samples
 * @cpu_before_ns: of that, before a process's present program
 * @first_ns, @last_ns: samples
 * @partial: samples are missing: its past, or some that were lost. The module
 *           may have judged otherwise
 * @track:   evidence
 * @lives:   of an executable or a tenant: how far those agree that left it
 * @charge:  open finding, or NULL
 * @charges: findings so far
 * @threads: of a process: some have tracks of their own
 * @first_tid: of a process
 * @seen_ns: for whoever draws: time of the last point
 */
struct cw_party {
	enum cw_party_kind kind;
	u64 number;
	u32 tid;
	struct cw_trace_process who;
	struct cw_party *process;
	u32 origin;
	u64 samples_user, samples_kernel, unreadable;
	u64 cpu_ns, cpu_before_ns;
	u64 first_ns, last_ns;
	bool partial;
	struct cw_track track;
	struct cw_short_lived lives;
	struct cw_charge *charge;
	unsigned int charges;
	bool threads;
	u32 first_tid;
	u64 seen_ns;
	struct cw_purity purity;
	struct cw_party *next, *chain;
};

/**
 * struct cw_charge - one finding
 * @about:     the party
 * @tid:       the thread whose evidence it rests on, 0: the whole process
 * @open:      at the end of the trace, as far as samples tell
 * @verdict:   the highest
 * @judgement: the figures behind it
 * @evidence:  why, @nr_evidence of them, the heaviest first
 * @who:       as of the last update
 * @origin:    likewise
 * @first_ns, @opened_ns, @confirmed_ns, @updated_ns: CLOCK_BOOTTIME;
 *             @confirmed_ns is 0 if it was not
 * @opened_samples, @confirmed_samples: samples judged until then
 * @cpu_ns:    since the first evidence
 */
struct cw_charge {
	struct cw_party *about;
	u32 tid;
	bool open;
	u8 verdict;
	struct cw_judgement judgement;
	struct cw_evidence evidence[CW_CHARGE_EVIDENCE];
	unsigned int nr_evidence;
	struct cw_trace_process who;
	u32 origin;
	u64 first_ns, opened_ns, confirmed_ns, updated_ns, asked_ns;
	u32 opened_samples, confirmed_samples;
	u64 cpu_before_ns, cpu_ns;
	struct cw_charge *next;
};

#define CW_VERDICT_BUCKETS	4096

/**
 * struct cw_verdicts - all of a trace
 * @parties:  in the order of appearance
 * @charges:  in the order of opening
 * @count:    parties of each kind
 * @samples_user, @samples_kernel: in the trace
 * @lost:     records that the recorder missed
 * @first_ns, @last_ns: samples
 * @watch:    called after each user-mode sample, or NULL
 * @arg:      for @watch
 */
struct cw_verdicts {
	struct cw_party *parties;
	struct cw_charge *charges;
	unsigned int count[CW_PARTY_KINDS];
	u64 samples_user, samples_kernel, lost;
	u64 first_ns, last_ns;
	void (*watch)(void *arg, struct cw_party *process, u64 now_ns);
	void *arg;
	/* private */
	struct cw_party **last_party;
	struct cw_charge **last_charge;
	struct cw_party *bucket[CW_VERDICT_BUCKETS];
	u64 numbered;
};

struct cw_verdicts *cw_verdicts_new(void);
void cw_verdicts_free(struct cw_verdicts *v);

/* Take the next entry of a trace; -1 if memory is short. */
int cw_verdicts_take(struct cw_verdicts *v, const struct cw_trace_entry *e);

const char *cw_party_kind_name(enum cw_party_kind kind);

#endif /* _CW_LAB_VERDICTS_H */
