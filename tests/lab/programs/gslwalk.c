// SPDX-License-Identifier: GPL-2.0-only
/* Monte Carlo integration by one of GSL's generators: gslwalk NAME. */
#include <gsl/gsl_monte_miser.h>
#include <gsl/gsl_randist.h>
#include <string.h>

#define DIMENSIONS 4

static double volume(double *x, size_t n, void *unused)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i] * x[i];
	return sum < 1;
}

int main(int argc, char **argv)
{
	double low[DIMENSIONS] = { 0 }, high[DIMENSIONS] = { 1, 1, 1, 1 };
	gsl_monte_function f = { volume, DIMENSIONS, NULL };
	gsl_monte_miser_state *s = gsl_monte_miser_alloc(DIMENSIONS);
	double sum, error;

	for (const gsl_rng_type **t = gsl_rng_types_setup(); *t; t++) {
		gsl_rng *r;

		if (argc != 2 || strcmp((*t)->name, argv[1]))
			continue;
		r = gsl_rng_alloc(*t);
		for (;;) {
			gsl_monte_miser_integrate(&f, low, high, DIMENSIONS,
						  100000, r, s, &sum, &error);
			for (int i = 0; i < 100000; i++)
				sum += gsl_ran_poisson(r, 3) +
				       gsl_rng_uniform_int(r, 6);
		}
	}
	return 2;
}
