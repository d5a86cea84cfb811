// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fill the tables of cpuwarden with processes, with the threads of one, or with
 * cgroups.
 *
 * usage: crowd processes|threads NUMBER
 *        crowd short NUMBER GROUPS FOLDER
 *
 * short: so many processes, one after the other, by turns in so many cgroups below
 * the FOLDER, which it makes. Each computes for a fifth of a millisecond and ends.
 *
 * Each of them computes until it was sampled at 1000 Hz, whatever the period
 * that is drawn, and sleeps from then on. Prints "ready" when all exist, and
 * "asleep" when all sleep. The first process of all then goes on, a tenth of the
 * time, if it has threads.
 */
#include <fcntl.h>
#include <linux/sched.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define COMPUTE_NS	2000000ull
#define SHORT_NS	200000ull
#define PAUSE_US	20000

static unsigned int *asleep;	/* shared with all of them */

static unsigned long long cpu_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void compute(unsigned long long ns)
{
	unsigned long long end = cpu_ns() + ns;
	volatile unsigned int n;

	do {
		for (n = 0; n < 1000; n++)
			;
	} while (cpu_ns() < end);
}

static void *take_part(void *unused)
{
	compute(COMPUTE_NS);
	__atomic_add_fetch(asleep, 1, __ATOMIC_RELAXED);
	for (;;)
		pause();
	return NULL;
}

static int add_thread(void)
{
	pthread_attr_t attr;
	pthread_t thread;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, 16384);
	pthread_attr_setguardsize(&attr, 0);
	return pthread_create(&thread, &attr, take_part, NULL);
}

static int add_process(void)
{
	pid_t pid = fork();

	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		take_part(NULL);
	}
	return pid < 0;
}

static int short_process(const char *group)
{
	struct clone_args args = {
		.flags = CLONE_INTO_CGROUP,
		.exit_signal = SIGCHLD,
	};
	int fd = open(group, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	pid_t pid;

	if (fd < 0)
		return 1;
	args.cgroup = fd;
	pid = syscall(SYS_clone3, &args, sizeof(args));
	if (!pid) {
		compute(SHORT_NS);
		_exit(0);
	}
	close(fd);
	return pid < 0 || waitpid(pid, NULL, 0) != pid;
}

static int short_processes(int number, int groups, const char *folder)
{
	char group[256];
	int i;

	for (i = 0; i < number; i++) {
		snprintf(group, sizeof(group), "%s/%d", folder, i % groups);
		if (i < groups && mkdir(group, 0755)) {
			perror(group);
			return 1;
		}
		if (short_process(group)) {
			perror("crowd");
			return 1;
		}
	}
	puts("done");
	return 0;
}

int main(int argc, char **argv)
{
	int threads, i, number;

	if (argc == 5 && !strcmp(argv[1], "short"))
		return short_processes(atoi(argv[2]), atoi(argv[3]), argv[4]);
	if (argc != 3) {
		fprintf(stderr, "usage: crowd processes|threads NUMBER, short NUMBER GROUPS FOLDER\n");
		return 2;
	}
	threads = !strcmp(argv[1], "threads");
	number = atoi(argv[2]);
	asleep = mmap(NULL, sizeof(*asleep), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (asleep == MAP_FAILED)
		return 1;
	setvbuf(stdout, NULL, _IONBF, 0);
	for (i = 0; i < number; i++)
		if (threads ? add_thread() : add_process())
			return 1;
	puts("ready");
	while (__atomic_load_n(asleep, __ATOMIC_RELAXED) < (unsigned int)number)
		usleep(10000);
	puts("asleep");
	while (threads) {
		compute(COMPUTE_NS);
		usleep(PAUSE_US);
	}
	pause();
}
