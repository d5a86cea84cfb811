// SPDX-License-Identifier: GPL-2.0-only
/* A forward transform of 2^16 complex doubles, over and over. */
#include <fftw3.h>

int main(void)
{
	fftw_complex *x = fftw_alloc_complex(1 << 16);
	fftw_plan plan = fftw_plan_dft_1d(1 << 16, x, x, FFTW_FORWARD,
					  FFTW_ESTIMATE);

	for (int i = 0; i < 1 << 16; i++) {
		x[i][0] = i % 97;
		x[i][1] = 0;
	}
	for (;;)
		fftw_execute(plan);
}
