// SPDX-License-Identifier: GPL-2.0-only
/*
 * A test of five generators of random numbers by integers, KISS99 and PCG32
 * among them: the constants and the rotations by a variable that ProgPoW has.
 */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#define R(x, n) ((x) << (n) | (x) >> (32 - (n)))
static uint32_t z = 362436069, w = 521288629, jsr = 123456789, jc = 380116160;

static inline uint32_t kiss(void)
{
	z = 36969 * (z & 65535) + (z >> 16);
	w = 18000 * (w & 65535) + (w >> 16);
	jsr ^= jsr << 17;
	jsr ^= jsr >> 13;
	jsr ^= jsr << 5;
	jc = 69069 * jc + 1234567;
	return ((z << 16) + w ^ jc) + jsr;
}

static uint64_t st = 1;

static inline uint32_t pcg(void)
{
	uint64_t o = st;
	st = o * 6364136223846793005ull + 1442695040888963407ull;
	uint32_t x = ((o >> 18) ^ o) >> 27, r = o >> 59;
	return x >> r | x << (-r & 31);
}

static uint32_t a = 0xf1ea5eed, b = 1, c = 1, d = 1;

static inline uint32_t jsf(void)
{
	uint32_t e = a - R(b, 27);
	a = b ^ R(c, 17);
	b = c + d;
	c = d + e;
	return d = e + a;
}

static uint32_t sa, sb, sc, sn = 1;

static inline uint32_t sfc(void)
{
	uint32_t t = sa + sb + sn++;
	sa = sb ^ sb >> 9;
	sb = sc + (sc << 3);
	sc = R(sc, 21) + t;
	return t;
}

static uint32_t xs = 1;

static inline uint32_t xor
	(void) {
		xs ^= xs << 13;
		xs ^= xs >> 17;
		return xs ^= xs << 5;
	} static uint32_t hist[256],
	ones[33], gap[64], last;
#define TEST(g)                                \
	for (int i = 0; i < 5000000; i++) {    \
		uint32_t x = g();              \
		hist[x >> 24]++;               \
		ones[__builtin_popcount(x)]++; \
		gap[(x ^ last) >> 26]++;       \
		last = x;                      \
	}

int main(void)
{
	time_t e = time(0) + 12;
	do {
		TEST(kiss) TEST(pcg) TEST(jsf) TEST(sfc) TEST(xor)
	} while (time(0) < e);
	uint64_t s = 0;
	for (int i = 0; i < 256; i++)
		s += (uint64_t)hist[i] * hist[i];
	printf("%llu\n", (unsigned long long)s);
}
