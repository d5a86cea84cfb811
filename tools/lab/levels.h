/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * levels: the tracks that the collector keeps, for one trace: one for each
 * thread, each process and each executable.
 */
#ifndef _CW_LAB_LEVELS_H
#define _CW_LAB_LEVELS_H

#include "replay/purity.h"
#include "trace/trace.h"
#include "detect/detect.h"
#include "detect/track.h"

enum cw_level {
	CW_LEVEL_THREAD,
	CW_LEVEL_PROCESS,
	CW_LEVEL_EXECUTABLE,
	CW_LEVEL_COUNT,
};

/**
 * struct cw_subject - one track and what became of it
 * @worst:      the highest verdict it ever had
 * @worst_family: and its family
 * @worst_at:   samples of this subject until then
 * @worst_ns:   CPU time of this subject until then
 * @opened:     how often its verdict left clear
 */
struct cw_subject {
	enum cw_level level;
	u32 tgid, tid;
	u64 start_ns;
	char exe[CW_TRACE_PATH];
	struct cw_purity purity;	/* of a process */
	u64 cpu_ns;
	u64 first_ns, last_ns;
	u8 worst;
	u8 worst_family;
	s32 worst_score;
	u32 worst_at;
	u64 worst_ns;
	u32 opened;
	struct cw_track track;
	struct cw_judgement judgement;
	struct cw_subject *next;
};

/**
 * struct cw_levels - all subjects of a trace
 * @subjects: in order of appearance, @count of them
 * @pure_ns:  taken as the time without I/O; 0: from the trace
 */
struct cw_levels {
	struct cw_subject *first, *last;
	unsigned int count;
	u64 pure_ns;
	u64 samples[2];		/* kernel, user */
};

int cw_levels_process(struct cw_levels *l, const struct cw_trace_process *p);
int cw_levels_sample(struct cw_levels *l, const struct cw_trace_sample *s);
void cw_levels_free(struct cw_levels *l);

const char *cw_level_name(enum cw_level level);

#endif /* _CW_LAB_LEVELS_H */
