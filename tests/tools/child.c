// SPDX-License-Identifier: GPL-2.0-only
/* Processes to try things on. */
#include <dirent.h>
#include <inttypes.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"

static pid_t start(void)
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	/* Nothing is left behind if the test dies. */
	if (!pid)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (pid < 0) {
		perror("fork");
		exit(1);
	}
	return pid;
}

pid_t child_idle(void)
{
	pid_t pid = start();

	while (!pid)
		pause();
	return pid;
}

pid_t child_busy(void)
{
	pid_t pid = start();

	while (!pid)
		asm volatile("");
	return pid;
}

static void *spin(void *arg)
{
	for (;;)
		asm volatile("");
	return arg;
}

pid_t child_threaded(void)
{
	pid_t pid = start();
	pthread_t thread;
	sigset_t set;
	int ms, sig;

	if (!pid) {
		sigemptyset(&set);
		sigaddset(&set, SIGUSR1);
		sigprocmask(SIG_BLOCK, &set, NULL);
		if (pthread_create(&thread, NULL, spin, NULL))
			_exit(1);
		sigwait(&set, &sig);
		/* This thread only. */
		for (;;)
			syscall(SYS_exit, 0);
	}
	for (ms = 0; ms < 30000 && child_thread(pid) < 0; ms++)
		sleep_ms(1);
	return pid;
}

void child_end_main(pid_t pid)
{
	int ms;

	kill(pid, SIGUSR1);
	for (ms = 0; ms < 30000 && child_state(pid) != 'Z'; ms++)
		sleep_ms(1);
}

pid_t child_thread(pid_t pid)
{
	struct dirent *entry;
	pid_t found = -1;
	char path[32];
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%d/task", pid);
	dir = opendir(path);
	while (dir && found < 0 && (entry = readdir(dir)))
		if (atoi(entry->d_name) > 0 && atoi(entry->d_name) != pid)
			found = atoi(entry->d_name);
	if (dir)
		closedir(dir);
	return found;
}

pid_t child_exec(const char *path, const char *arg)
{
	char name[32], exe[PATH_MAX];
	int ms;
	pid_t pid = start();

	if (!pid) {
		execl(path, path, arg, NULL);
		_exit(127);
	}
	snprintf(name, sizeof(name), "/proc/%d/exe", pid);
	for (ms = 0; ms < 30000; ms++) {
		ssize_t n = readlink(name, exe, sizeof(exe) - 1);

		exe[n > 0 ? n : 0] = '\0';
		if (!strcmp(strrchr(exe, '/') ? strrchr(exe, '/') : "",
			    strrchr(path, '/')) && child_state(pid) == 'S')
			break;
		sleep_ms(1);
	}
	return pid;
}

void child_end(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}

bool child_killed(pid_t pid)
{
	int ms, status;

	for (ms = 0; ms < 60000; ms += 10) {
		if (waitpid(pid, &status, WNOHANG) == pid)
			return WIFSIGNALED(status) &&
			       WTERMSIG(status) == SIGKILL;
		sleep_ms(10);
	}
	return false;
}

static char *behind_name(pid_t pid, char *line, int size)
{
	char path[32];
	FILE *file;
	char *got;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	file = fopen(path, "r");
	if (!file)
		return NULL;
	got = fgets(line, size, file);
	fclose(file);
	return got ? strrchr(line, ')') : NULL;
}

char child_state(pid_t pid)
{
	char line[1024];
	char *s = behind_name(pid, line, sizeof(line));

	return s ? s[2] : '?';
}

uint64_t child_cpu_ms(pid_t pid)
{
	uint64_t user = 0, system = 0;
	char line[1024];
	char *s = behind_name(pid, line, sizeof(line));

	if (s)
		sscanf(s, ") %*c%*d%*d%*d%*d%*d%*u%*u%*u%*u%*u%" SCNu64 "%"
		       SCNu64, &user, &system);
	return (user + system) * 1000 / sysconf(_SC_CLK_TCK);
}

void sleep_ms(int ms)
{
	struct timespec ts = { ms / 1000, ms % 1000 * 1000000L };

	nanosleep(&ts, NULL);
}
