// SPDX-License-Identifier: GPL-2.0-only
/*
 * bursts FILE BUSY_US SLEEP_US: compute, sleep, and again. FILE, of 16 bytes, tells
 * how long it has computed in user mode so far, in ns, and how often.
 *
 * It measures a loop, and then counts loops: reading a clock may be a system call.
 * SLEEP_US of 0: no sleep.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void spin(uint64_t loops)
{
	while (loops--)
		__asm__ volatile("" : "+r"(loops));
}

int main(int argc, char **argv)
{
	const uint64_t probe = 20000;
	volatile uint64_t *told;
	struct timespec pause;
	uint64_t ns = ~0ull, loops, n;
	int fd, i;

	if (argc != 4)
		return 2;
	fd = open(argv[1], O_RDWR);
	told = mmap(NULL, 16, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (told == MAP_FAILED)
		return 1;
	/* the least: all others were interrupted */
	for (i = 0; i < 100; i++) {
		n = now_ns();
		spin(probe);
		n = now_ns() - n;
		ns = n < ns ? n : ns;
	}
	loops = atoll(argv[2]) * 1000 * probe / ns;
	pause = (struct timespec){ .tv_nsec = atoll(argv[3]) * 1000 };
	for (;;) {
		spin(loops);
		told[0] += loops * ns / probe;
		told[1]++;
		if (pause.tv_nsec)
			nanosleep(&pause, NULL);
	}
}
