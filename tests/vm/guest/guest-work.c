// SPDX-License-Identifier: GPL-2.0-only
/*
 * guest-work NAME: what in-guest runs inside a guest. Endless.
 *
 *	randomx		hashes by the library of its authors; says "mining" once
 *			its cache is filled
 *	interval	interval arithmetic: rounds down and up by turns, and
 *			flushes denormals
 *	slow		all four modes, each for a while
 *	idle		sleeps but for a moment
 */
#include <err.h>
#include <fenv.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <xmmintrin.h>

/* of randomx.h, which is in a package that the guest has not */
struct randomx_cache *randomx_alloc_cache(int flags);
void randomx_init_cache(struct randomx_cache *cache, const void *key,
			size_t bytes);
struct randomx_vm *randomx_create_vm(int flags, struct randomx_cache *cache,
				     void *dataset);
void randomx_calculate_hash(struct randomx_vm *vm, const void *input,
			    size_t bytes, void *output);

#define RANDOMX_FLAG_JIT	8
#define FLUSH			0x8040u	/* FTZ and DAZ of MXCSR */

static void randomx(void)
{
	struct randomx_cache *cache = randomx_alloc_cache(RANDOMX_FLAG_JIT);
	unsigned char digest[32];
	unsigned int nonce;
	struct randomx_vm *vm;

	if (!cache)
		errx(1, "no cache");
	randomx_init_cache(cache, "key", 3);
	vm = randomx_create_vm(RANDOMX_FLAG_JIT, cache, NULL);
	if (!vm)
		errx(1, "no machine");
	puts("mining");
	fflush(stdout);
	for (nonce = 0;; nonce++)
		randomx_calculate_hash(vm, &nonce, sizeof(nonce), digest);
}

/* One bound of the sum of 1/n, in the mode that is set. */
static double harmonic(unsigned int terms)
{
	volatile double sum = 0, one = 1;

	for (; terms; terms--)
		sum += one / terms;
	return sum;
}

static void by_turns(const int *mode, unsigned int modes, unsigned int terms)
{
	volatile double bound;
	unsigned int i;

	_mm_setcsr(_mm_getcsr() | FLUSH);
	for (i = 0;; i = (i + 1) % modes) {
		fesetround(mode[i]);
		bound = harmonic(terms);
		(void)bound;
	}
}

static void idle(void)
{
	const struct timespec pause = { .tv_nsec = 20000000 };

	for (;;) {
		harmonic(10000);
		nanosleep(&pause, NULL);
	}
}

int main(int argc, char **argv)
{
	static const int bounds[] = { FE_DOWNWARD, FE_UPWARD };
	static const int all[] = {
		FE_TONEAREST, FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO,
	};
	const char *name = argc > 1 ? argv[1] : "";

	if (!strcmp(name, "randomx"))
		randomx();
	if (!strcmp(name, "interval"))
		by_turns(bounds, 2, 1000);
	if (!strcmp(name, "slow"))
		by_turns(all, 4, 20000000);
	if (!strcmp(name, "idle"))
		idle();
	errx(2, "there is no %s", name);
}
