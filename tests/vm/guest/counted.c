// SPDX-License-Identifier: GPL-2.0-only
/*
 * A program whose instructions are known: a loop of exactly four, run in
 * slices of some milliseconds. It also counts itself with perf_event_open(),
 * as perf stat would.
 *
 * usage: counted SECONDS [pinned]
 *
 * Prints one line:
 *   all N perf N enabled NS running NS clean N clean_ns NS
 * all: instructions of the loops; perf: what its own event counted; clean:
 * those of slices in which it was not switched away, and how long they took.
 */
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define TURNS		1000000ULL
#define PER_TURN	4ULL

static void loop(unsigned long long turns)
{
#if defined(__x86_64__)
	__asm__ volatile("1: nop\n\tnop\n\tdec %0\n\tjnz 1b" : "+r"(turns));
#elif defined(__aarch64__)
	__asm__ volatile("1: nop\n\tnop\n\tsubs %0, %0, #1\n\tb.ne 1b"
			 : "+r"(turns) : : "cc");
#else
#error "no loop of known length for this processor"
#endif
}

static unsigned long long now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (unsigned long long)t.tv_sec * 1000000000 + t.tv_nsec;
}

static long switches(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return u.ru_nvcsw + u.ru_nivcsw;
}

static int count_myself(int pinned)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_HARDWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_HW_INSTRUCTIONS,
		.exclude_kernel = 1,
		.exclude_hv = 1,
		.pinned = pinned,
		.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED |
			       PERF_FORMAT_TOTAL_TIME_RUNNING,
	};

	return syscall(SYS_perf_event_open, &attr, 0, -1, -1, 0);
}

int main(int argc, char **argv)
{
	unsigned long long end, all = 0, clean = 0, clean_ns = 0;
	struct {
		unsigned long long count, enabled, running;
	} own = { 0 };
	int fd;

	if (argc < 2) {
		fprintf(stderr, "usage: counted SECONDS [pinned]\n");
		return 2;
	}
	fd = count_myself(argc > 2 && !strcmp(argv[2], "pinned"));
	end = now_ns() + strtoull(argv[1], NULL, 10) * 1000000000;
	while (now_ns() < end) {
		long before = switches();
		unsigned long long start = now_ns(), took;

		loop(TURNS);
		took = now_ns() - start;
		all += TURNS * PER_TURN;
		if (switches() == before) {
			clean += TURNS * PER_TURN;
			clean_ns += took;
		}
	}
	if (fd >= 0 && read(fd, &own, sizeof(own)) != sizeof(own))
		memset(&own, 0, sizeof(own));
	printf("all %llu perf %llu enabled %llu running %llu clean %llu clean_ns %llu\n",
	       all, own.count, own.enabled, own.running, clean, clean_ns);
	return 0;
}
