// SPDX-License-Identifier: GPL-2.0-only
/*
 * Many processes, for the test "cost".
 *
 * usage: lives fork N    one after the other, each of which ends at once
 *        lives exec N    likewise, by vfork() and execve()
 *        lives sleep N MICROSECONDS
 *                        N at once: each computes for so long and sleeps then,
 *                        until the process group is killed
 */
#define _GNU_SOURCE
#include <err.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STACK_BYTES = 4096 };

static long compute_us;

static void bury(pid_t pid)
{
	if (pid < 0 || waitpid(pid, NULL, 0) < 0)
		err(1, "a child");
}

static long cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* A process with all memory shared, which takes none for itself. */
static int sleeper(void *unused)
{
	volatile unsigned int x = 1;
	int i;

	(void)unused;
	while (cpu_us() < compute_us)
		for (i = 0; i < 1000; i++)
			x = x * 31 + 7;
	for (;;)
		pause();
	return 0;
}

static void sleepers(long n)
{
	char *stacks = mmap(NULL, n * STACK_BYTES, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	long i;

	if (stacks == MAP_FAILED)
		err(1, "stacks");
	for (i = 1; i <= n; i++)
		if (clone(sleeper, stacks + i * STACK_BYTES,
			  CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND,
			  NULL) < 0)
			err(1, "process %ld", i);
	pause();
}

int main(int argc, char **argv)
{
	long n = argc > 2 ? atol(argv[2]) : 0;
	pid_t pid;

	if (argc > 1 && !strcmp(argv[1], "end"))
		return 0;
	if (argc > 3 && !strcmp(argv[1], "sleep")) {
		compute_us = atol(argv[3]);
		sleepers(n);
	}
	while (argc > 2 && n--) {
		if (!strcmp(argv[1], "fork")) {
			pid = fork();
			if (!pid)
				_exit(0);
		} else {
			pid = vfork();
			if (!pid) {
				execl("/proc/self/exe", argv[0], "end", NULL);
				_exit(1);
			}
		}
		bury(pid);
	}
	return 0;
}
