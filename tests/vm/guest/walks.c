// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a hash does that nobody has heard of, and what an honest program does that
 * comes near to it.
 *
 * usage: walks hash|simulation
 *
 * Both visit 2 MiB at random, for a twentieth of the time. The hash chooses places
 * by what it has mixed, of general and of vector registers; the simulation draws
 * them, and counts. Neither answers anybody.
 */
#include <stdint.h>
#include <string.h>
#include <time.h>

typedef uint64_t pair __attribute__((vector_size(16)));

enum {
	PLACES = 1 << 17,	/* of 16 bytes */
	STEPS = 1000,
	PAUSE_MS = 95,
	BUSY_MS = 5,
};

static pair pad[PLACES];
static uint64_t cells[2 * PLACES];
static uint64_t box[256];

static uint64_t now_ns(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* No known algorithm: shifts, sums, and a table. */
static void hash(void)
{
	static struct { pair a, b, c, d; uint64_t x, y; } kept = {
		{ 0x243f6a8885a308d3, 0x13198a2e03707344 },
		{ 0xa4093822299f31d0, 0x082efa98ec4e6c89 },
		{ 0x452821e638d01377, 0xbe5466cf34e90c6c },
		{ 0xc0ac29b7c97c50dd, 0x3f84d5b5b5470917 },
		0x9216d5d98979fb1b, 0xd1310ba698dfb5ac,
	};
	pair a = kept.a, b = kept.b, c = kept.c, d = kept.d;
	uint64_t x = kept.x, y = kept.y;
	unsigned int i;

	for (i = 0; i < STEPS; i++) {
		register pair *p asm("r12") = &pad[x % PLACES];

		/* now, as for a prefetch, and where no vector's number is */
		asm volatile("" : "+r"(p));
		b ^= a << 9;
		c += b ^ a >> 7;
		d ^= c + (pair){ x, y };
		y += box[x & 255] ^ box[x >> 8 & 255] ^ box[x >> 16 & 255] ^
		     box[x >> 24 & 255] ^ box[x >> 32 & 255] ^
		     box[x >> 40 & 255] ^ box[x >> 48 & 255] ^ box[x >> 56];
		y += (x << 21 ^ x >> 29) + d[0];
		x = (x ^ x >> 31) + (y << 17) + b[1];
		a += *p ^ d;
		*p = a ^ c;
	}
	kept.a = a;
	kept.b = b;
	kept.c = c;
	kept.d = d;
	kept.x = x;
	kept.y = y;
}

static void simulation(void)
{
	static uint64_t x = 88172645463325252;
	unsigned int i;

	for (i = 0; i < STEPS; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		cells[x % (2 * PLACES)]++;
	}
}

int main(int argc, char **argv)
{
	void (*run)(void) = hash;
	unsigned int i;
	uint64_t end;

	if (argc == 2 && !strcmp(argv[1], "simulation"))
		run = simulation;
	else if (argc != 2 || strcmp(argv[1], "hash"))
		return 2;
	for (i = 0; i < 256; i++)
		box[i] = (i + 1) * 0x9e3779b97f4a7c15;
	for (;;) {
		end = now_ns(CLOCK_THREAD_CPUTIME_ID) + BUSY_MS * 1000000;
		while (now_ns(CLOCK_THREAD_CPUTIME_ID) < end)
			run();
		nanosleep(&(struct timespec){ .tv_nsec = PAUSE_MS * 1000000 },
			  NULL);
	}
}
