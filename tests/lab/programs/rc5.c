// SPDX-License-Identifier: GPL-2.0-only
/*
 * RC5 tested with blocks from KISS99: the generator and the rotations by a
 * variable that ProgPoW has.
 */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static uint32_t S[26];
static uint32_t z = 362436069, w = 521288629, jsr = 123456789, jc = 380116160;

static uint32_t rnd(void)
{
	z = 36969 * (z & 65535) + (z >> 16);
	w = 18000 * (w & 65535) + (w >> 16);
	jsr ^= jsr << 17;
	jsr ^= jsr >> 13;
	jsr ^= jsr << 5;
	jc = 69069 * jc + 1234567;
	return ((z << 16) + w ^ jc) + jsr;
}

#define R(a, n) ((a) << ((n)&31) | (a) >> (-(n)&31))
static void setup(const uint32_t *k)
{
	uint32_t L[4], A = 0, B = 0;
	for (int i = 0; i < 4; i++)
		L[i] = k[i];
	S[0] = 0xb7e15163;
	for (int i = 1; i < 26; i++)
		S[i] = S[i - 1] + 0x9e3779b9;
	for (int i = 0, j = 0, n = 0; n < 78; n++) {
		A = S[i] = R(S[i] + A + B, 3);
		B = L[j] = R(L[j] + A + B, A + B);
		i = (i + 1) % 26;
		j = (j + 1) % 4;
	}
}

static void enc(uint32_t *p)
{
	uint32_t a = p[0] + S[0], b = p[1] + S[1];
	for (int i = 1; i <= 12; i++) {
		a = R(a ^ b, b) + S[2 * i];
		b = R(b ^ a, a) + S[2 * i + 1];
	}
	p[0] = a;
	p[1] = b;
}

static void dec(uint32_t *p)
{
	uint32_t a = p[0], b = p[1];
	for (int i = 12; i; i--) {
		b = (b - S[2 * i + 1]);
		b = R(b, 32 - (a & 31)) ^ a;
		a -= S[2 * i];
		a = R(a, 32 - (b & 31)) ^ b;
	}
	p[0] = a - S[0];
	p[1] = b - S[1];
}

int main(void)
{
	time_t e = time(0) + 12;
	unsigned bad = 0;
	do {
		uint32_t k[4] = { rnd(), rnd(), rnd(), rnd() };
		setup(k);
		for (int i = 0; i < 1000; i++) {
			uint32_t p[2] = { rnd(), rnd() }, q[2] = { p[0], p[1] };
			enc(p);
			dec(p);
			bad += p[0] != q[0] || p[1] != q[1];
		}
	} while (time(0) < e);
	printf("%u\n", bad);
}
