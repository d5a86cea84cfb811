// SPDX-License-Identifier: GPL-2.0-only
/*
 * How long cw_arm64_decode() takes for one instruction, against Capstone.
 *
 * usage: arm64-bench FILE...
 *
 * FILE is an arm64 ELF file, of which the largest executable section is
 * decoded: in sequence, and in windows of 16 instructions at random places as
 * the sampler sees code. The peers take turns; of all turns the median and the
 * least count, in thread CPU time, which other processes disturb less.
 */
#include <capstone/capstone.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "isa/isa.h"
#include "arm64-elf.h"

enum { TURNS = 21, WINDOW = 16, WINDOWS = 1 << 14, SEQUENCE = 1 << 18 };

static csh capstone;
static cs_insn *capstone_insn;
static unsigned int starts[WINDOWS];
static u32 *largest;
static size_t largest_count;
static unsigned long sink;

static double now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static void ours(const u8 *code, unsigned int count)
{
	struct cw_insn insn;
	unsigned long sum = 0;

	for (; count--; code += 4)
		if (cw_arm64_decode(&insn, code, 4) > 0)
			sum += insn.op + insn.amount;
	sink += sum;
}

static void theirs(const u8 *code, unsigned int count)
{
	unsigned long sum = 0;

	for (; count--; code += 4) {
		const u8 *p = code;
		size_t size = 4;
		u64 address = 0;

		if (cs_disasm_iter(capstone, &p, &size, &address,
				   capstone_insn))
			sum += capstone_insn->id;
	}
	sink += sum;
}

typedef void decode_fn(const u8 *code, unsigned int count);

static double sequence(decode_fn *decode, const u8 *code, unsigned int count)
{
	double start = now_ns();

	decode(code, count);
	return (now_ns() - start) / count;
}

static double windows(decode_fn *decode, const u8 *code, unsigned int count)
{
	double start = now_ns();

	(void)count;
	for (unsigned int i = 0; i < WINDOWS; i++)
		decode(code + 4 * starts[i], WINDOW);
	return (now_ns() - start) / WINDOWS / WINDOW;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void measure(const char *what,
		    double (*run)(decode_fn *, const u8 *, unsigned int),
		    const u8 *code, unsigned int count)
{
	double a[TURNS], b[TURNS];

	for (unsigned int i = 0; i < TURNS; i++) {
		a[i] = run(ours, code, count);
		b[i] = run(theirs, code, count);
	}
	qsort(a, TURNS, sizeof(*a), by_value);
	qsort(b, TURNS, sizeof(*b), by_value);
	printf("  %-28s %6.1f (least %6.1f) %8.1f (least %8.1f) %6.0f x\n",
	       what, a[TURNS / 2], a[0], b[TURNS / 2], b[0],
	       b[TURNS / 2] / a[TURNS / 2]);
}

static void bench(const u8 *code, unsigned int count)
{
	if (count <= WINDOW)
		errx(2, "too little code");
	for (unsigned int i = 0; i < WINDOWS; i++)
		starts[i] = rand() % (count - WINDOW);
	measure("sequence", sequence, code,
		count > SEQUENCE ? SEQUENCE : count);
	measure("windows of 16 at random", windows, code, count);
}

static void keep_largest(const u32 *words, size_t count)
{
	if (count <= largest_count)
		return;
	free(largest);
	largest = malloc(4 * count);
	if (!largest)
		err(2, "malloc");
	memcpy(largest, words, 4 * count);
	largest_count = count;
}

static void bench_file(const char *path)
{
	largest_count = 0;
	arm64_elf_code(path, keep_largest);
	printf("%s\n", path);
	bench((const u8 *)largest, largest_count);
}

int main(int argc, char **argv)
{
	if (argc < 2)
		errx(2, "usage: arm64-bench FILE...");
	if (cs_open(CS_ARCH_ARM64, CS_MODE_ARM, &capstone))
		errx(2, "cs_open failed");
	capstone_insn = cs_malloc(capstone);
	printf("ns per instruction: %31s %25s\n", "cw_arm64_decode", "Capstone");
	while (*++argv)
		bench_file(*argv);
	free(largest);
	return sink == 1;	/* never, but for all the compiler knows */
}
