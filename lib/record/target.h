/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * target: what a recorder must know about the process it samples, beside the
 * registers: bytes of its code, where that code lives, who it is.
 */
#ifndef _CW_RECORD_TARGET_H
#define _CW_RECORD_TARGET_H

#include <signal.h>

#include "trace/trace.h"

struct cw_target;

struct cw_target *cw_target_new(struct cw_trace_writer *w);
void cw_target_free(struct cw_target *t);

/**
 * cw_target_see() - the code of a user-mode sample
 * @s: ip, ids and the flag USER are set; code and its flags are filled in here
 */
void cw_target_see(struct cw_trace_sample *s);

/**
 * cw_target_emit() - complete a sample and write it
 * @t: the target
 * @s: time, ip, ids, period, isa, fpctrl and the flags USER and FPCTRL are
 *     set, and cw_target_see() has seen it; what follows from the process is
 *     filled in here
 *
 * Return: 0, or -1 if the trace takes no more.
 */
int cw_target_emit(struct cw_target *t, struct cw_trace_sample *s);

/* So many were not seen before @time_ns. Return: as cw_target_emit() */
int cw_target_lost(struct cw_target *t, u64 time_ns, u64 lost);

/* Write out what has waited for a second. Return: as cw_target_emit() */
int cw_target_flush_old(struct cw_target *t);

/* How many were, in user mode or in the kernel. */
u64 cw_target_samples(const struct cw_target *t, bool user);

/* @tgid has executed another program. */
void cw_target_exec(struct cw_target *t, u32 tgid);

/* First line of a /proc file of @tgid (and @tid, if not 0), -1 if gone. */
int cw_target_read(char *buf, size_t size, u32 tgid, u32 tid,
		   const char *file);

struct cw_record_options {
	u32 rate_hz;
	u32 seconds;		/* 0: until the target ends */
	u32 tgid;		/* attach to it; 0: run @argv */
	bool all;		/* perf: every process there is */
	char **argv;
	bool quiet;		/* the target's output goes to /dev/null */
	const volatile sig_atomic_t *stop;	/* perf: end when set; or NULL */
};

/* Record through perf. Return: 0, or -1 after a message. */
int cw_record_perf(const struct cw_record_options *o, struct cw_target *t,
		   u64 *samples);

/* CLOCK_BOOTTIME, as all times in a trace */
u64 cw_now_ns(void);
/* Forks; the child waits for a byte on *@go, then executes. */
int cw_spawn(const struct cw_record_options *o, int *go);

#endif /* _CW_RECORD_TARGET_H */
