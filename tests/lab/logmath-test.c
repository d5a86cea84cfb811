// SPDX-License-Identifier: GPL-2.0-only
/* The fixed-point logarithms against libm, over all arguments that occur. */
#include "detect/logmath.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static int failed, tests;

static void result(bool good, const char *what, double worst)
{
	printf("%sok %d - %s (worst error %.1f micro-nats)\n",
	       good ? "" : "not ", ++tests, what, worst);
	failed |= !good;
}

static double worst_lgamma(u32 from, u32 to)
{
	double worst = 0, error;
	u32 x16;

	for (x16 = from; x16 <= to; x16++) {
		error = fabs(cw_lgamma_micro(x16) - 1e6 * lgamma(x16 / 16.0));
		if (error > worst)
			worst = error;
	}
	return worst;
}

static double worst_log_add(void)
{
	double worst = 0, error;
	s32 d;

	for (d = 0; d < 30000000; d += 977) {
		error = fabs(cw_log_add_micro(-d, -1000) -
			     1e6 * log(exp(-d / 1e6) + exp(-1000 / 1e6)));
		if (error > worst)
			worst = error;
	}
	return worst;
}

int main(void)
{
	double e;

	puts("TAP version 13\n1..4");
	e = worst_lgamma(1, 255);
	result(e <= 1, "lgamma below 16 is right to a micro-nat", e);
	e = worst_lgamma(256, 1024 * 16);
	result(e <= 700, "lgamma up to a full window", e);
	e = worst_lgamma(1024 * 16, CW_LOG_ARG_MAX);
	result(e <= 5000, "lgamma up to its largest argument", e);
	e = worst_log_add();
	result(e <= 40, "log of a sum of exponentials", e);
	return failed;
}
