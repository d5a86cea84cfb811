// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numerical work in one rounding mode, set once at the start, as bounds are
 * computed: upward up|down|zero KERNEL. With -ffast-math, denormals are
 * flushed beside that.
 */
#include <fenv.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define N 160

static double a[N][N], b[N][N], c[N][N];

static void fill(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			a[i][j] = 1.0 / (i + j + 1);
			b[i][j] = (i * 7 + j) % 11 / 3.0;
		}
}

static double matmul(void)
{
	fill();
	for (int i = 0; i < N; i++)
		for (int k = 0; k < N; k++)
			for (int j = 0; j < N; j++)
				c[i][j] += a[i][k] * b[k][j];
	return c[N / 2][N / 3];
}

static double cholesky(void)
{
	fill();
	for (int i = 0; i < N; i++)
		a[i][i] += N;
	for (int j = 0; j < N; j++) {
		for (int k = 0; k < j; k++)
			a[j][j] -= a[j][k] * a[j][k];
		a[j][j] = sqrt(a[j][j]);
		for (int i = j + 1; i < N; i++) {
			for (int k = 0; k < j; k++)
				a[i][j] -= a[i][k] * a[j][k];
			a[i][j] /= a[j][j];
		}
	}
	return a[N - 1][N - 1];
}

static double nbody(void)
{
	static double x[64][3], v[64][3];

	for (int i = 0; i < 64; i++)
		for (int k = 0; k < 3; k++)
			x[i][k] = (i * (k + 3) * 37) % 101 / 10.0;
	for (int step = 0; step < 50; step++) {
		for (int i = 0; i < 64; i++)
			for (int j = 0; j < 64; j++) {
				double d[3], r = 0.01;

				for (int k = 0; k < 3; k++) {
					d[k] = x[j][k] - x[i][k];
					r += d[k] * d[k];
				}
				r = 1e-4 / (r * sqrt(r));
				for (int k = 0; k < 3; k++)
					v[i][k] += d[k] * r;
			}
		for (int i = 0; i < 64; i++)
			for (int k = 0; k < 3; k++)
				x[i][k] += v[i][k];
	}
	return x[7][1];
}

/* Lorenz's equations by Runge and Kutta. */
static void slope(const double *y, double *d)
{
	d[0] = 10 * (y[1] - y[0]);
	d[1] = y[0] * (28 - y[2]) - y[1];
	d[2] = y[0] * y[1] - 8 / 3.0 * y[2];
}

static double lorenz(void)
{
	double y[3] = { 1, 1, 1 };

	for (int i = 0; i < 100000; i++) {
		double k[4][3], t[3];

		slope(y, k[0]);
		for (int n = 1; n < 4; n++) {
			for (int j = 0; j < 3; j++)
				t[j] = y[j] + k[n - 1][j] * (n / 2 + 1) * 5e-4;
			slope(t, k[n]);
		}
		for (int j = 0; j < 3; j++)
			y[j] += (k[0][j] + 2 * k[1][j] + 2 * k[2][j] +
				 k[3][j]) * 1e-3 / 6;
	}
	return y[0];
}

static double heat(void)
{
	for (int t = 0; t < 20; t++) {
		for (int i = 1; i < N - 1; i++)
			for (int j = 1; j < N - 1; j++)
				b[i][j] = a[i][j] +
					  (a[i - 1][j] + a[i + 1][j] +
					   a[i][j - 1] + a[i][j + 1] -
					   4 * a[i][j]) * 0.2;
		memcpy(a, b, sizeof(a));
		a[N / 2][N / 2] = 100;
	}
	return a[3][3];
}

/* Continued fractions and roots: division after division. */
static double fractions(void)
{
	double sum = 0;

	for (int i = 1; i < 2000; i++) {
		double x = i, root = i;

		for (int k = 60; k; k--)
			x = k + 1 / x;
		for (int k = 0; k < 12; k++)
			root = (root + i / root) / 2;
		sum += x * root + sqrt(sum + i);
	}
	return sum;
}

static double functions(void)
{
	double sum = 0;

	for (int i = 1; i < 20000; i++)
		sum += sin(i * 1e-3) * exp(-i * 1e-4) + log(i) + atan2(i, sum);
	return sum;
}

static const struct {
	const char *name;
	double (*run)(void);
} kernels[] = {
	{ "matmul", matmul }, { "cholesky", cholesky }, { "nbody", nbody },
	{ "lorenz", lorenz }, { "heat", heat }, { "fractions", fractions },
	{ "functions", functions },
};

int main(int argc, char **argv)
{
	volatile double sum = 0;

	if (argc != 3)
		return 2;
	fesetround(!strcmp(argv[1], "up") ? FE_UPWARD :
		   !strcmp(argv[1], "down") ? FE_DOWNWARD : FE_TOWARDZERO);
	for (unsigned int i = 0; i < sizeof(kernels) / sizeof(*kernels); i++)
		while (!strcmp(argv[2], kernels[i].name))
			sum += kernels[i].run();
	return 2;
}
