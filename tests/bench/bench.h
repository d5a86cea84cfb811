/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Paired measurements: the subject and one peer do the same small piece of work
 * one after the other, in turning order, round after round; what counts is the
 * median of the rounds' ratios. A piece is short against a time slice, so that
 * a busy machine spoils single rounds and not the result.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>

struct contestant {
	const char *name;
	/*
	 * Do the piece of work number @round; returns how many units (say,
	 * instructions) it was.
	 */
	unsigned long (*run)(const void *work, unsigned long round);
};

/* The first contestant is the subject, each of the others a pair with it. */
struct bench {
	const char *title;
	const char *unit;		/* "instruction" */
	const struct contestant *contestants;
	size_t count;			/* 1: the subject alone */
	const void *work;
	unsigned long rounds;
};

/* medians; the subject's own result is that of the first pair */
struct bench_result {
	double ns;			/* per unit */
	double subject_ns;		/* of the subject beside it */
	double ratio;			/* its time to the subject's */
};

void bench_pin(void);
/* prints a table; @results: one for each contestant */
void bench_run(const struct bench *b, struct bench_result *results);

#endif /* BENCH_H */
