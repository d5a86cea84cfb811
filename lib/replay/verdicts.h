/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * verdicts: judges recorded samples as the module's collector does, by the same
 * code (lib/detect, lib/case) and with the same tracks. Of a trace from the
 * module it says, bit by bit, what the module said.
 *
 * Of other recorders' traces it judges processes and threads only: which
 * processes exited, and to what they left evidence, is not in them.
 */
#ifndef _CW_REPLAY_VERDICTS_H
#define _CW_REPLAY_VERDICTS_H

#include "case/case.h"
#include "subjects.h"

/* The bits of enum cw_origin in cw_trace_sample.origin. */
#define CW_TRACE_ORIGIN		0xffffu

/**
 * struct cw_replay_finding - one finding
 * @about:  the subject
 * @course: what the module would say of it; whether it is open: at the end of
 *          the trace, as far as samples tell
 * @who:    as of the last update
 * @origin: likewise
 * @next:   in the order of opening
 */
struct cw_replay_finding {
	struct cw_subject *about;
	struct cw_case course;
	struct cw_trace_process who;
	u32 origin;
	struct cw_replay_finding *next;
};

/**
 * struct cw_verdicts - all of a trace
 * @subjects: whom it is about
 * @findings: in the order of opening
 * @samples_user: user-mode samples in the trace
 * @samples_guest: those inside KVM guests
 * @samples_kernel: the others
 * @lost:     records that the recorder missed
 * @first_ns: the first sample
 * @last_ns:  the last one
 * @watch:    called after each user-mode sample, or NULL
 * @arg:      for @watch
 */
struct cw_verdicts {
	struct cw_subjects subjects;
	struct cw_replay_finding *findings;
	u64 samples_user, samples_guest, samples_kernel, lost;
	u64 first_ns, last_ns;
	void (*watch)(void *arg, struct cw_subject *process, u64 now_ns);
	void *arg;
	/* private: */
	struct cw_replay_finding **last_finding;
};

struct cw_verdicts *cw_verdicts_new(void);
void cw_verdicts_free(struct cw_verdicts *v);

/* Take the next entry of a trace; -1 if memory is short. */
int cw_verdicts_take(struct cw_verdicts *v, const struct cw_trace_entry *e);

#endif /* _CW_REPLAY_VERDICTS_H */
