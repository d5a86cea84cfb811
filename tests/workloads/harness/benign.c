// SPDX-License-Identifier: GPL-2.0-only
/* Ordinary computing, for the threads a mining thread hides among. */
#include "workload.h"

#include <stdlib.h>

#define NUMBERS	4096
#define SIDE	48

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Print, parse and sort numbers, as any report generator does. */
static double sort_numbers(double *v, unsigned int seed)
{
	char text[32];
	unsigned int i;

	for (i = 0; i < NUMBERS; i++) {
		snprintf(text, sizeof(text), "%d.%u", rand_r(&seed) % 100000,
			 rand_r(&seed) % 1000);
		v[i] = strtod(text, NULL);
	}
	qsort(v, NUMBERS, sizeof(*v), compare);
	return v[NUMBERS / 2];
}

static double multiply_matrices(const double *a, const double *b)
{
	double sum, trace = 0;
	unsigned int i, j, k;

	for (i = 0; i < SIDE; i++)
		for (j = 0; j < SIDE; j++) {
			sum = 0;
			for (k = 0; k < SIDE; k++)
				sum += a[i * SIDE + k] * b[k * SIDE + j];
			if (i == j)
				trace += sum;
		}
	return trace;
}

void benign_work(const int *stop)
{
	double *v = calloc(NUMBERS, sizeof(*v));
	double sum = 0;
	unsigned int seed = 1;

	if (!v)
		return;
	while (!__atomic_load_n(stop, __ATOMIC_RELAXED)) {
		sum += sort_numbers(v, seed++);
		sum += multiply_matrices(v, v + SIDE);
	}
	/* the result must be used, or the compiler drops the work */
	if (sum < 0)
		fputs("cw-workload: a sum of positive numbers is negative\n",
		      stderr);
	free(v);
}
