// SPDX-License-Identifier: GPL-2.0-only
/*
 * Interval matrices after S. M. Rump: midpoints and radii are multiplied by
 * BLAS, downward and upward, and the enclosure of a linear system's solution
 * is refined. verified product|solve
 */
#include <cblas.h>
#include <fenv.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define N 300

static double a[N * N], inv[N * N], low[N * N], high[N * N], radius[N * N];

static void multiply(const double *x, const double *y, double *out)
{
	cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, N, N, N, 1, x,
		    N, y, N, 0, out, N);
}

/* Encloses a * inv in [low, high]. */
static void product(void)
{
	fesetround(FE_DOWNWARD);
	multiply(a, inv, low);
	fesetround(FE_UPWARD);
	multiply(a, inv, high);
	for (int i = 0; i < N * N; i++)
		radius[i] = (high[i] - low[i]) / 2;
}

/* Encloses the fixed point of x = (I - inv * a) x + inv * b. */
static void solve(void)
{
	static double lo[N], hi[N], next[N];

	product();
	for (int round = 0; round < 400; round++) {
		for (int up = 0; up < 2; up++) {
			fesetround(up ? FE_UPWARD : FE_DOWNWARD);
			for (int i = 0; i < N; i++) {
				double s = up ? 1e-9 : -1e-9;

				for (int j = 0; j < N; j++) {
					double p = low[i * N + j] * lo[j];
					double q = high[i * N + j] * hi[j];

					s += up ? fmax(p, q) : fmin(p, q);
				}
				next[i] = s / N;
			}
			memcpy(up ? hi : lo, next, sizeof(next));
		}
	}
}

int main(int argc, char **argv)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			a[i * N + j] = (i == j) * N + 1.0 / (i + j + 1);
			inv[i * N + j] = (i == j) / (double)N;
		}
	for (;;) {
		if (argc == 2 && !strcmp(argv[1], "solve"))
			solve();
		else
			product();
	}
}
