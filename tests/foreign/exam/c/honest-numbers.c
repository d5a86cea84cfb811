// SPDX-License-Identifier: GPL-2.0-only
/* Intervals, proofs, lattices, particles: arithmetic. */
#include "honest.h"

#include <fenv.h>
#include <math.h>

#ifdef __x86_64__
/* Interval arithmetic: a polynomial's range over boxes, by all four modes. */
void interval(size_t bytes)
{
	static const int modes[4] = { FE_TONEAREST, FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO };
	size_t n = bytes / 16;
	double (*x)[2] = space(bytes);

	for (size_t i = 0; i < n; i++) {
		x[i][0] = (double)(next() >> 11) / (1ull << 53);
		x[i][1] = x[i][0] + 1e-9;
	}
	for (;;) {
		double low[4];
		size_t at = next() % (n - 64);

		for (int m = 0; m < 4; m++) {
			volatile double one = 1;
			double s = 0;

			fesetround(modes[m]);
			for (size_t i = at; i < at + 64; i++) {
				double v = x[i][m == 2];

				s += ((v * 3.1 + one) * v + sqrt(v)) / (one + v);
			}
			low[m] = s;
		}
		fesetround(FE_TONEAREST);
		must(low[1] <= low[0] && low[3] <= low[0] && low[0] <= low[2], "bounds");
	}
}
#endif

#ifdef __x86_64__
/* Monte Carlo by directed rounding: how far rounding moves a random sum. */
void stochastic(size_t bytes)
{
	size_t n = bytes / 8;
	double *x = space(bytes);

	for (size_t i = 0; i < n; i++)
		x[i] = (double)(int64_t)next() / 1e18;
	for (;;) {
		double s[4], worst;

		for (int k = 0; k < 4; k++) {
			double a = 1, b = 2;

			for (int i = 0; i < 4096; i++) {
				u64 r = next();

				if (!(r & 0x3f))
					_MM_SET_ROUNDING_MODE((r >> 6 & 3) << 13);
				a += x[r >> 20 & (n - 1)];
				b *= 1 + a * 1e-12;
				a = a * 0.5 + sqrt(fabs(b)) - b / (2 + a * a);
			}
			s[k] = a + b;
		}
		_MM_SET_ROUNDING_MODE(_MM_ROUND_NEAREST);
		worst = fabs(s[0] - s[1]) + fabs(s[2] - s[3]);
		sink += (u64)(worst * 1e6);
	}
}
#endif

/* Goldilocks, the field of today's proofs: 2^64 - 2^32 + 1. */
#define P 0xffffffff00000001ull

static u64 reduce(u128 x)
{
	u64 lo = x, hi = x >> 64, top = hi >> 32, mid = (u32)hi;
	u64 t = lo - top;

	if (lo < top)
		t -= 0xffffffff;
	u64 m = (mid << 32) - mid, r = t + m;

	if (r < t)
		r += 0xffffffff;
	return r >= P ? r - P : r;
}

static u64 fmul(u64 a, u64 b)
{
	return reduce((u128)a * b);
}

static u64 fadd(u64 a, u64 b)
{
	u64 r = a + b;

	return r < a || r >= P ? r - P : r;
}

static u64 fsub(u64 a, u64 b)
{
	return a >= b ? a - b : a + P - b;
}

static u64 fpow(u64 a, u64 n)
{
	u64 r = 1;

	for (; n; n >>= 1, a = fmul(a, a))
		if (n & 1)
			r = fmul(r, a);
	return r;
}

static void transform(u64 *x, size_t n, u64 root)
{
	for (size_t i = 1, j = 0; i < n; i++) {
		size_t bit = n >> 1;

		for (; j & bit; bit >>= 1)
			j ^= bit;
		j ^= bit;
		if (i < j) {
			u64 t = x[i];

			x[i] = x[j];
			x[j] = t;
		}
	}
	for (size_t len = 2; len <= n; len *= 2) {
		u64 step = fpow(root, n / len);

		for (size_t i = 0; i < n; i += len) {
			u64 w = 1;

			for (size_t k = i; k < i + len / 2; k++) {
				u64 a = x[k], b = fmul(x[k + len / 2], w);

				x[k] = fadd(a, b);
				x[k + len / 2] = fsub(a, b);
				w = fmul(w, step);
			}
		}
	}
}

void ntt(size_t bytes)
{
	size_t n = bytes / 8;
	u64 *x = space(bytes), root = fpow(7, (P - 1) / n), inverse = fpow(n, P - 2);

	for (size_t i = 0; i < n; i++)
		x[i] = next() % P;
	for (;;) {
		u64 first = x[1];

		transform(x, n, root);
		transform(x, n, fpow(root, P - 2));
		for (size_t i = 0; i < n; i++)
			x[i] = fmul(x[i], inverse);
		must(x[1] == first, "transform");
		x[next() % n] = next() % P;
	}
}

/* A sponge of x^7, twelve wide, over a Merkle tree: Poseidon's shape. */
void poseidon(size_t bytes)
{
	u64 rc[30][12], m[12][12], *leaf = space(bytes);
	size_t n = bytes / 32;

	for (int i = 0; i < 30; i++)
		for (int k = 0; k < 12; k++)
			rc[i][k] = next() % P;
	for (int i = 0; i < 12; i++)
		for (int k = 0; k < 12; k++)
			m[i][k] = fpow(i + k + 12, P - 2);
	for (;;) {
		for (size_t i = 0; i < 4 * n; i++)
			leaf[i] = next() % P;
		for (size_t w = n; w > 1; w /= 2)
			for (size_t i = 0; i < w / 2; i++) {
				u64 s[12] = { 0 }, t[12];

				memcpy(s, leaf + 8 * i, 64);
				for (int r = 0; r < 30; r++) {
					for (int k = 0; k < 12; k++) {
						u64 x = fadd(s[k], rc[r][k]), x2, x3;

						if (k && r >= 4 && r < 26) {
							t[k] = x;
							continue;
						}
						x2 = fmul(x, x);
						x3 = fmul(x2, x);
						t[k] = fmul(fmul(x2, x2), x3);
					}
					for (int k = 0; k < 12; k++) {
						u64 sum = 0;

						for (int j = 0; j < 12; j++)
							sum = fadd(sum, fmul(m[k][j], t[j]));
						s[k] = sum;
					}
				}
				memcpy(leaf + 4 * i, s, 32);
			}
		sink += leaf[0];
	}
}

/* Bucket sums of points by random scalars, numbers of 256 bits: Pippenger. */
void msm(size_t bytes)
{
	u64 (*bucket)[4] = space(bytes), p[4] = { -19ull, -1, -1, -1ull >> 1 };
	size_t n = bytes / 32;
	u64 x[4];

	for (size_t i = 0; i < n; i++)
		for (int k = 0; k < 4; k++)
			bucket[i][k] = next();
	for (int k = 0; k < 4; k++)
		x[k] = next();
	for (;;) {
		u64 *b = bucket[next() & (n - 1)], r[8] = { 0 };

		for (int i = 0; i < 4; i++) {
			u64 c = 0;

			for (int k = 0; k < 4; k++) {
				u128 t = (u128)x[i] * b[k] + r[i + k] + c;

				r[i + k] = t;
				c = t >> 64;
			}
			r[i + 4] = c;
		}
		u128 t = 0;

		for (int k = 0; k < 4; k++) {
			t += (u128)r[k + 4] * 38 + r[k];
			b[k] = t;
			t >>= 64;
		}
		t = (u64)t * 38;
		for (int k = 0; k < 4; k++) {
			t += b[k];
			b[k] = t;
			x[k] = (u64)t ^ next() % p[3];
			t >>= 64;
		}
	}
}

/* Neighbours of particles in cells; forces by doubles. */
void particles(size_t bytes)
{
	size_t n = bytes / 64;
	double (*p)[8] = space(bytes);

	for (size_t i = 0; i < n; i++)
		for (int k = 0; k < 3; k++)
			p[i][k] = (next() >> 11) * 0x1p-53;
	for (;;)
		for (size_t i = 0; i < n; i++) {
			double f[3] = { 0 };

			for (size_t j = 0; j < 16; j++) {
				double *q = p[(i + j * 37 + 1) % n], d[3], r2 = 1e-6;

				for (int k = 0; k < 3; k++) {
					d[k] = q[k] - p[i][k];
					r2 += d[k] * d[k];
				}
				double w = 1 / (r2 * sqrt(r2));

				for (int k = 0; k < 3; k++)
					f[k] += w * d[k];
			}
			for (int k = 0; k < 3; k++) {
				p[i][3 + k] += f[k] * 1e-9;
				p[i][k] += p[i][3 + k] * 1e-6;
			}
		}
}

/* A sparse matrix times a vector, again and again, normalised. */
void sparse(size_t bytes)
{
	size_t rows = bytes / 128;
	u32 *column = space(rows * 8 * 4);
	double *value = space(rows * 8 * 8), *x = space(rows * 8), *y = space(rows * 8);

	for (size_t i = 0; i < rows * 8; i++) {
		column[i] = next() % rows;
		value[i] = (next() >> 11) * 0x1p-53;
	}
	for (size_t i = 0; i < rows; i++)
		x[i] = 1;
	for (;;) {
		double norm = 0;

		for (size_t i = 0; i < rows; i++) {
			double s = 0;

			for (int k = 0; k < 8; k++)
				s += value[8 * i + k] * x[column[8 * i + k]];
			y[i] = s;
			norm += s * s;
		}
		norm = 1 / sqrt(norm);
		for (size_t i = 0; i < rows; i++)
			x[i] = y[i] * norm;
	}
}

/* Lattice signatures and keys: products of polynomials modulo 3329. */
void lattice(size_t bytes)
{
	int16_t (*a)[256] = space(bytes), z[128];
	size_t n = bytes / 512;

	for (int i = 0; i < 128; i++) {
		int v = 1;

		for (int k = 0; k < 7; k++)
			for (int j = 0; i >> k & 1 && j < 64 >> k; j++)
				v = v * 17 % 3329;
		z[i] = v;
	}
	for (size_t i = 0; i < n; i++)
		for (int k = 0; k < 256; k++)
			a[i][k] = next() % 3329;
	for (size_t i = 0;; i = (i + 1) % n) {
		int16_t *p = a[i];

		for (int len = 128, k = 1; len >= 2; len /= 2)
			for (int s = 0; s < 256; s += 2 * len, k++)
				for (int j = s; j < s + len; j++) {
					int32_t t = z[k] * p[j + len];
					int16_t q = (int16_t)(t * -3327);

					t = (t - q * 3329) >> 16;
					p[j + len] = (p[j] - t) % 3329;
					p[j] = (p[j] + t) % 3329;
				}
	}
}
