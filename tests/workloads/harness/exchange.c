// SPDX-License-Identifier: GPL-2.0-only
/*
 * --exchange: run from anonymous memory, and put other files in place of our
 * executable, as prctl(2) PR_SET_MM_MAP lets the root of a user namespace.
 */
#include "workload.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/prctl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { MAPPINGS_MAX = 32 };

struct mapping {
	char *at;
	size_t len;
	int prot;
};

static void fail(const char *what)
{
	fprintf(stderr, "cw-workload: --exchange: %s: %s\n", what,
		strerror(errno));
	_exit(EXIT_FAILURE);
}

/* What is mapped of our own file. */
static unsigned int own_mappings(struct mapping *all)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char own[PATH_MAX] = "", line[PATH_MAX + 128], mode[5];
	unsigned long from, to;
	unsigned int n = 0;

	if (!maps || readlink("/proc/self/exe", own, sizeof(own) - 1) < 0)
		fail("/proc");
	while (fgets(line, sizeof(line), maps) && n < MAPPINGS_MAX) {
		line[strcspn(line, "\n")] = '\0';
		if (!strchr(line, '/') || strcmp(strchr(line, '/'), own) ||
		    sscanf(line, "%lx-%lx %4s", &from, &to, mode) != 3)
			continue;
		all[n++] = (struct mapping){
			.at = (char *)from, .len = to - from,
			.prot = (mode[0] == 'r' ? PROT_READ : 0) |
				(mode[1] == 'w' ? PROT_WRITE : 0) |
				(mode[2] == 'x' ? PROT_EXEC : 0),
		};
	}
	fclose(maps);
	return n;
}

/*
 * A copy takes the place of each mapping: the kernel exchanges no executable
 * that is still mapped.
 */
void leave_executable(void)
{
	struct mapping all[MAPPINGS_MAX];
	unsigned int n = own_mappings(all), i;

	for (i = 0; i < n; i++) {
		char *copy = mmap(NULL, all[i].len, PROT_READ | PROT_WRITE,
				  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (copy == MAP_FAILED)
			fail("mmap");
		memcpy(copy, all[i].at, all[i].len);
		if (mprotect(copy, all[i].len, all[i].prot) ||
		    mremap(copy, all[i].len, all[i].len,
			   MREMAP_MAYMOVE | MREMAP_FIXED,
			   all[i].at) == MAP_FAILED)
			fail("mremap");
	}
}

static void exchange(const char *file)
{
	char *brk = sbrk(0);
	unsigned long here = (unsigned long)&exchange;
	unsigned long stack = (unsigned long)&brk;
	struct prctl_mm_map map = {
		.start_code = here, .end_code = here + 1,
		.start_data = here, .end_data = here + 1,
		.start_brk = (unsigned long)brk, .brk = (unsigned long)brk,
		.start_stack = stack,
		.arg_start = stack, .arg_end = stack,
		.env_start = stack, .env_end = stack,
	};

	map.exe_fd = open(file, O_RDONLY | O_CLOEXEC);
	if (map.exe_fd == (__u32)-1)
		fail(file);
	if (prctl(PR_SET_MM, PR_SET_MM_MAP, &map, sizeof(map), 0))
		fail("prctl");
	close(map.exe_fd);
}

void exchange_executable(char *files, unsigned int ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000L };
	char *all = strdup(files), *file, *rest;

	do {
		strcpy(all, files);
		for (file = strtok_r(all, ":", &rest); file;
		     file = strtok_r(NULL, ":", &rest)) {
			nanosleep(&t, NULL);
			exchange(file);
		}
	} while (ms);
	free(all);
}
