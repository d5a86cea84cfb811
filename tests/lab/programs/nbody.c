// SPDX-License-Identifier: GPL-2.0-only
/* All-pairs gravitation; -ffast-math flushes denormals to zero. */
#include <math.h>
#include <stdio.h>

#define N 1024

static double x[N], y[N], z[N], vx[N], vy[N], vz[N];

int main(void)
{
	for (int i = 0; i < N; i++) {
		x[i] = i % 31;
		y[i] = i % 37;
		z[i] = i % 41;
	}
	for (int step = 0; step < 1000000; step++) {
		for (int i = 0; i < N; i++)
			for (int j = 0; j < N; j++) {
				double dx = x[j] - x[i], dy = y[j] - y[i];
				double dz = z[j] - z[i];
				double d = dx * dx + dy * dy + dz * dz + 0.01;
				double f = 1.0 / (d * sqrt(d));

				vx[i] += dx * f;
				vy[i] += dy * f;
				vz[i] += dz * f;
			}
		for (int i = 0; i < N; i++) {
			x[i] += vx[i] * 1e-3;
			y[i] += vy[i] * 1e-3;
			z[i] += vz[i] * 1e-3;
		}
	}
	printf("%f\n", x[0]);
	return 0;
}
