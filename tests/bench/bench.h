/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Paired measurements: all contestants do the same small piece of work one
 * after the other, in turning order, round after round; what counts is the
 * median. A piece is short against a time slice, so that a busy machine
 * spoils single rounds and not the result.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>

struct contestant {
	const char *name;
	/*
	 * Do the piece of work number @round; returns how many units (say,
	 * instructions) it was. Which contestant starts a round turns.
	 */
	unsigned long (*run)(const void *work, unsigned long round);
};

/* one row for each contestant: median, quartiles, ratio to @reference */
struct bench {
	const char *title;
	const char *unit;		/* "instruction" */
	const struct contestant *contestants;
	size_t count;
	size_t reference;		/* index: ratios are its time to theirs */
	const void *work;
	unsigned long rounds;
};

void bench_pin(void);
/* @medians: one for each contestant, nanoseconds a unit */
void bench_run(const struct bench *b, double *medians);

#endif /* BENCH_H */
