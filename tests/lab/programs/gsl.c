// SPDX-License-Identifier: GPL-2.0-only
/* The GNU Scientific Library: gsl NAME of one of its random generators. */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
	const gsl_rng_type **t;
	double sum = 0;
	gsl_rng *r;

	for (t = gsl_rng_types_setup(); argc == 2 && *t; t++) {
		if (strcmp((*t)->name, argv[1]))
			continue;
		r = gsl_rng_alloc(*t);
		for (;;) {
			for (int i = 0; i < 1000; i++)
				sum += gsl_ran_gaussian(r, 1);
			sum += gsl_sf_bessel_Jnu(0.5, gsl_rng_uniform(r) * 9);
			if (sum == 0.5)
				puts("");
		}
	}
	return 2;
}
