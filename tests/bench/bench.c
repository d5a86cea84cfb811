// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <err.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench.h"

static double now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static int compare_doubles(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* to the last processor that this process may use */
void bench_pin(void)
{
	cpu_set_t set;
	int cpu;

	if (sched_getaffinity(0, sizeof(set), &set))
		err(2, "sched_getaffinity");
	for (cpu = CPU_SETSIZE - 1; cpu > 0 && !CPU_ISSET(cpu, &set); cpu--)
		;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		err(2, "sched_setaffinity");
}

void bench_run(const struct bench *b, double *medians)
{
	double *ns = calloc(b->rounds * b->count, sizeof(*ns));
	unsigned long round;
	size_t i;

	if (!ns)
		err(2, "memory");
	for (round = 0; round < b->rounds; round++) {
		for (i = 0; i < b->count; i++) {
			size_t who = (i + round) % b->count;
			double start = now_ns();
			unsigned long units =
				b->contestants[who].run(b->work, round);

			ns[who * b->rounds + round] =
				(now_ns() - start) / (units ? units : 1);
		}
	}
	for (i = 0; i < b->count; i++) {
		double *mine = ns + i * b->rounds;

		qsort(mine, b->rounds, sizeof(*mine), compare_doubles);
		medians[i] = mine[b->rounds / 2];
	}
	printf("%s\n", b->title);
	printf("  %-24s %12s %12s %12s %8s\n", "", "median ns", "quartile 1",
	       "quartile 3", "ratio");
	for (i = 0; i < b->count; i++) {
		double *mine = ns + i * b->rounds;

		printf("  %-24s %12.2f %12.2f %12.2f %8.2f\n",
		       b->contestants[i].name, medians[i],
		       mine[b->rounds / 4], mine[b->rounds * 3 / 4],
		       medians[b->reference] / medians[i]);
	}
	printf("  per %s; ratio: %s to each; %lu rounds\n\n", b->unit,
	       b->contestants[b->reference].name, b->rounds);
	fflush(stdout);
	free(ns);
}
