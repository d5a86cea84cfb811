// SPDX-License-Identifier: GPL-2.0-only
/*
 * Simulations by the generators that George Marsaglia and others posted and
 * published: prng GENERATOR pi|walk|ising|percolation. Constants: Marsaglia,
 * "Random numbers for C: The END?" (1999), "64-bit KISS RNGs" (2009);
 * Jones, "Good practice in (pseudo) random number generation" (2010);
 * Knuth, The Art of Computer Programming 2, 3.3.4; Wichmann and Hill, AS 183.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

static uint32_t z = 362436069, w = 521288629;
static uint32_t jsr = 123456789, jcong = 380116160;
static uint64_t x64 = 1234567890987654321ULL, c64 = 123456123456123456ULL;
static uint64_t y64 = 362436362436362436ULL, z64 = 1066149217761810ULL;

static uint32_t mwc(void)
{
	z = 36969 * (z & 65535) + (z >> 16);
	w = 18000 * (w & 65535) + (w >> 16);
	return (z << 16) + w;
}

static uint32_t shr3(void)
{
	jsr ^= jsr << 17;
	jsr ^= jsr >> 13;
	jsr ^= jsr << 5;
	return jsr;
}

static uint32_t cong(void)
{
	jcong = 69069 * jcong + 1234567;
	return jcong;
}

static uint32_t kiss99(void)
{
	return (mwc() ^ cong()) + shr3();
}

static uint32_t kiss64(void)
{
	uint64_t t = (x64 << 58) + c64;

	c64 = x64 >> 6;
	x64 += t;
	c64 += x64 < t;
	y64 ^= y64 << 13;
	y64 ^= y64 >> 17;
	y64 ^= y64 << 43;
	z64 = 6906969069ULL * z64 + 1234567;
	return (x64 + y64 + z64) >> 32;
}

static uint32_t jkiss(void)
{
	static uint32_t x = 123456789, y = 987654321, v = 43219876, c = 6543217;
	uint64_t t;

	x = 314527869 * x + 1234567;
	y ^= y << 5;
	y ^= y >> 7;
	y ^= y << 22;
	t = 4294584393ULL * v + c;
	c = t >> 32;
	v = t;
	return x + y + v;
}

static uint32_t cmwc4096(void)
{
	static uint32_t q[4096], c = 362436, i = 4095;
	uint64_t t;
	uint32_t x;

	for (int k = 0; !q[4095] && k < 4096; k++)
		q[k] = cong() | 1;
	i = (i + 1) & 4095;
	t = 18782ULL * q[i] + c;
	c = t >> 32;
	x = t + c;
	if (x < c) {
		x++;
		c++;
	}
	return q[i] = 0xfffffffe - x;
}

static uint32_t mwc64x(void)
{
	static uint64_t s = 0x853c49e6748fea9bULL;
	uint32_t r = (uint32_t)s ^ (uint32_t)(s >> 32);

	s = (s & 0xffffffff) * 4294883355ULL + (s >> 32);
	return r;
}

static uint32_t mmix(void)
{
	x64 = 6364136223846793005ULL * x64 + 1442695040888963407ULL;
	return x64 >> 32;
}

static uint32_t wichmann(void)
{
	static int a = 1, b = 2, c = 3;
	double u;

	a = a * 171 % 30269;
	b = b * 172 % 30307;
	c = c * 170 % 30323;
	u = a / 30269.0 + b / 30307.0 + c / 30323.0;
	return (u - floor(u)) * 4294967296.0;
}

static uint32_t xorwow(void)
{
	static uint32_t s[5] = { 1, 2, 3, 4, 5 }, d;
	uint32_t t = s[4];

	memmove(s + 1, s, 4 * sizeof(*s));
	t ^= t >> 2;
	t ^= t << 1;
	t ^= s[1] ^ (s[1] << 4);
	s[0] = t;
	d += 362437;
	return t + d;
}

static const struct {
	const char *name;
	uint32_t (*next)(void);
} generators[] = {
	{ "mwc", mwc }, { "kiss99", kiss99 }, { "kiss64", kiss64 },
	{ "jkiss", jkiss }, { "cmwc4096", cmwc4096 }, { "mwc64x", mwc64x },
	{ "mmix", mmix }, { "wichmann", wichmann }, { "xorwow", xorwow },
};

static double unit(uint32_t (*next)(void))
{
	return next() / 4294967296.0;
}

static double pi(uint32_t (*next)(void))
{
	int in = 0;

	for (int i = 0; i < 1000000; i++) {
		double x = unit(next), y = unit(next);

		in += x * x + y * y < 1;
	}
	return in * 4e-6;
}

static double walk(uint32_t (*next)(void))
{
	static const signed char step[4][2] = {
		{ 1, 0 }, { -1, 0 }, { 0, 1 }, { 0, -1 }
	};
	int x = 0, y = 0;

	for (int i = 0; i < 1000000; i++) {
		uint32_t k = next() >> 30;

		x += step[k][0];
		y += step[k][1];
	}
	return hypot(x, y);
}

static double ising(uint32_t (*next)(void))
{
	static signed char spin[128][128];
	int sum = 0;

	for (int i = 0; i < 300000; i++) {
		uint32_t r = next();
		int x = r & 127, y = r >> 7 & 127, e;
		signed char *s = &spin[x][y];

		e = *s * (spin[(x + 1) & 127][y] + spin[(x - 1) & 127][y] +
			  spin[x][(y + 1) & 127] + spin[x][(y - 1) & 127]);
		if (!*s)
			*s = 1;
		else if (e <= 0 || unit(next) < exp(-e / 1.13))
			*s = -*s;
		sum += *s;
	}
	return sum;
}

static double percolation(uint32_t (*next)(void))
{
	static int parent[256 * 256 + 1];
	int joined = 0;

	for (int i = 0; i < 256 * 256; i++)
		parent[i] = i;
	for (int i = 0; i < 200000; i++) {
		uint32_t a = next() >> 16;
		uint32_t b = (a + (next() & 1 ? 1 : 256)) & 65535;

		while (parent[a] != (int)a)
			a = parent[a] = parent[parent[a]];
		while (parent[b] != (int)b)
			b = parent[b] = parent[parent[b]];
		joined += a != b;
		parent[a] = b;
	}
	return joined;
}

int main(int argc, char **argv)
{
	volatile double sum = 0;

	for (unsigned int i = 0; argc == 3 &&
	     i < sizeof(generators) / sizeof(*generators); i++) {
		uint32_t (*next)(void) = generators[i].next;

		if (strcmp(argv[1], generators[i].name))
			continue;
		for (;;)
			sum += argv[2][1] == 'i' ? pi(next) :
			       argv[2][0] == 'w' ? walk(next) :
			       argv[2][0] == 'i' ? ising(next) :
						   percolation(next);
	}
	return 2;
}
