/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_WORKLOAD_H
#define _CW_WORKLOAD_H

#include "bits.h"

#include <stdio.h>

#define HEADER_BYTES	80	/* as Bitcoin's; CryptoNight hashes 76 of them */

/* What one thread hashes, and with what. */
struct job {
	u8 header[HEADER_BYTES];
	u8 out[64];
	void *pad;
	u64 nonce;
};

/**
 * struct workload - one thing cw-workload can do
 * @name:      what the user asks for
 * @family:    name of the family as lib/detect names it, or would
 * @kind:      "mining" (may be confirmed) or "primitive" (suspect at most)
 * @title:     for people
 * @group:     vectors that must pass before it may run, NULL: those of @name
 * @supported: NULL, or whether this CPU can run it
 * @pad_bytes: memory for job.pad
 * @prepare:   NULL, or fills a pad, which comes zeroed, before hashing begins
 * @batch:     hashes per call of @hash
 * @hash:      hash a few; a call lasts well below a second on real hardware
 */
struct workload {
	const char *name;
	const char *family;
	const char *kind;
	const char *title;
	const char *group;
	bool (*supported)(void);
	size_t pad_bytes;
	void (*prepare)(void *pad, size_t bytes);
	unsigned int batch;
	void (*hash)(struct job *job);
};

extern const struct workload workloads[];
extern const unsigned int workload_count;

const char *workload_group(const struct workload *w);
const struct workload *workload_find(const char *name);

/* vectors.c. Return: how many vectors failed. */
unsigned int vectors_tap(void);
/* The same for those that need gigabytes, which the former leaves out. */
unsigned int vectors_tap_large(void);
/*
 * The same for one group, quietly, failures to stderr; -1 if it has none. Only
 * as many of its vectors, one at least, as fit into a second of CPU time: in
 * an emulated guest all of them would take too long at every start.
 */
int vectors_check(const char *group);

/* worker.c */
struct run_options {
	const struct workload *workload;
	unsigned int threads;
	unsigned int duty_percent;
	unsigned int seconds;		/* 0: until SIGTERM or SIGINT */
	unsigned int churn_ms;		/* 0: none */
	unsigned int thread_churn_ms;	/* 0: none */
	unsigned int benign_threads;
};

/* Return: 0, or a negative errno after a message on stderr. */
int run_workload(const struct run_options *o);

/* benign.c: ordinary computing until *@stop, which changes atomically */
void benign_work(const int *stop);

/*
 * unreadable.c: all code of ours may only be executed from now on, if the
 * processor can do that. Return: 0, or -1.
 */
int make_execute_only(void);
/* Change mappings for ever: a thread of its own. */
void *keep_maps_busy(void *unused);

/*
 * exchange.c. First run from anonymous memory; then be seen as each of @files
 * (FILE:FILE...) in turn, for @ms, for ever; 0: go through them once.
 */
void leave_executable(void);
void exchange_executable(char *files, unsigned int ms);

#endif /* _CW_WORKLOAD_H */
