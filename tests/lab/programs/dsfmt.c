// SPDX-License-Identifier: GPL-2.0-only
/* Option prices by dSFMT's random numbers, Black and Scholes by simulation. */
#include <dSFMT.h>
#include <math.h>

int main(void)
{
	static double u[100000];
	volatile double price = 0;
	dsfmt_t state;

	dsfmt_init_gen_rand(&state, 1);
	for (;;) {
		double sum = 0;

		dsfmt_fill_array_close_open(&state, u, 100000);
		for (int i = 0; i < 100000; i += 2) {
			double n = sqrt(-2 * log1p(-u[i])) *
				   cos(6.283185307179586 * u[i + 1]);

			sum += fmax(100 * exp(0.2 * n - 0.02) - 100, 0);
		}
		price = sum / 50000;
	}
}
