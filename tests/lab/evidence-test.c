// SPDX-License-Identifier: GPL-2.0-only
/*
 * The weight of each piece of the model in fixed point against the same in
 * libm's floating point, for all counts that a window can hold. A sum that
 * left 32 bits once made "never" the best explanation of 1000 hits in 1000.
 */
#include "detect/evidence.h"
#include "detect/model.h"

#include <math.h>
#include <stdio.h>

/* The last short-lived process may add 63 samples to a window of 1024. */
#define MOST		1100
#define TRIALS_STEP	7
#define WORST_MICRO	5000

static double lgammas[CW_ATOMS][3][MOST + 1];

/* lgamma of hits + a, misses + b, trials + a + b */
static void fill(void)
{
	unsigned int i, n;

	for (i = 0; i < CW_ATOMS; i++) {
		double a = cw_atoms[i].a16 / 16.0, b = cw_atoms[i].b16 / 16.0;

		for (n = 0; n <= MOST; n++) {
			lgammas[i][0][n] = lgamma(n + a) - lgamma(a);
			lgammas[i][1][n] = lgamma(n + b) - lgamma(b);
			lgammas[i][2][n] = lgamma(n + a + b) - lgamma(a + b);
		}
	}
}

static double mixture(const s16 weights[CW_ATOMS], const double atoms[CW_ATOMS],
		      double top)
{
	double sum = 0;
	unsigned int i;

	for (i = 0; i < CW_ATOMS; i++)
		sum += exp(weights[i] / 1000.0 + atoms[i] - top);
	return log(sum);
}

static double error(const struct cw_piece *p, unsigned int kind,
		    unsigned int hits, unsigned int trials)
{
	double atoms[CW_ATOMS], top = -INFINITY, weight;
	unsigned int i;

	for (i = 0; i < CW_ATOMS; i++) {
		atoms[i] = lgammas[i][0][hits] + lgammas[i][1][trials - hits] -
			   lgammas[i][2][trials];
		top = fmax(top, atoms[i]);
	}
	weight = mixture(p->kind[kind], atoms, top) -
		 mixture(p->others, atoms, top);
	return fabs(cw_piece_micro(p, kind, hits, trials) - 1e6 * weight);
}

static double worst_of(const struct cw_model *m)
{
	unsigned int hits, trials, at = 0;
	double worst = 0;

	/* each count meets some piece and kind, each of these many counts */
	for (trials = 1; trials <= MOST; trials += TRIALS_STEP)
		for (hits = 0; hits <= trials; hits++, at++)
			worst = fmax(worst, error(&m->piece[at % m->pieces],
						  at / m->pieces % m->kinds,
						  hits, trials));
	return worst;
}

int main(void)
{
	unsigned int family;
	int failed = 0;

	fill();
	printf("TAP version 13\n1..%u\n", CW_FAMILY_COUNT);
	for (family = 0; family < CW_FAMILY_COUNT; family++) {
		double worst = worst_of(&cw_models[family]);
		bool good = worst <= WORST_MICRO;

		failed |= !good;
		printf("%sok %u - weights of %s, up to %u samples (worst error %.0f micro-nats)\n",
		       good ? "" : "not ", family + 1,
		       cw_family_info(family)->name, MOST, worst);
	}
	return failed;
}
