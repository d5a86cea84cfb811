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

static double median(double *values, unsigned long n)
{
	qsort(values, n, sizeof(*values), compare_doubles);
	return values[n / 2];
}

static double time_piece(const struct bench *b, size_t who,
			 unsigned long round)
{
	double start = now_ns();
	unsigned long units = b->contestants[who].run(b->work, round);

	return (now_ns() - start) / (units ? units : 1);
}

static void run_pair(const struct bench *b, size_t peer,
		     struct bench_result *result)
{
	double *ns = calloc(3 * b->rounds, sizeof(*ns));
	double *subject_ns = ns + b->rounds, *ratio = ns + 2 * b->rounds;
	unsigned long round;

	if (!ns)
		err(2, "memory");
	for (round = 0; round < b->rounds; round++) {
		if (round & 1)
			ns[round] = time_piece(b, peer, round);
		subject_ns[round] = time_piece(b, 0, round);
		if (!(round & 1))
			ns[round] = time_piece(b, peer, round);
		ratio[round] = ns[round] / subject_ns[round];
	}
	result->ns = median(ns, b->rounds);
	result->subject_ns = median(subject_ns, b->rounds);
	result->ratio = median(ratio, b->rounds);
	printf("  %-24s %12.2f %12.2f %10.2f   (quartiles %.2f, %.2f)\n",
	       b->contestants[peer].name, result->ns, result->subject_ns,
	       result->ratio, ratio[b->rounds / 4], ratio[b->rounds * 3 / 4]);
	fflush(stdout);
	free(ns);
}

void bench_run(const struct bench *b, struct bench_result *results)
{
	const char *subject = b->contestants[0].name;
	size_t peer;

	printf("%s: ns per %s, median of %lu rounds\n", b->title, b->unit,
	       b->rounds);
	printf("  %-24s %12s %12s %10s\n", "", "peer", subject, "ratio");
	for (peer = b->count > 1; peer < b->count; peer++)
		run_pair(b, peer, &results[peer]);
	if (b->count > 1)
		results[0] = (struct bench_result){
			results[1].subject_ns, results[1].subject_ns, 1 };
	putchar('\n');
}
