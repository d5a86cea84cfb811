// SPDX-License-Identifier: GPL-2.0-only
/* Keep our code from readers, and the lock of our address space busy. */
#include "workload.h"

#include <pthread.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE	4096

int make_execute_only(void)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[512], perms[5];
	unsigned long from, to;
	int n = 0;

	while (maps && fgets(line, sizeof(line), maps)) {
		if (sscanf(line, "%lx-%lx %4s", &from, &to, perms) != 3 ||
		    strcmp(perms, "r-xp") || !strchr(line, '/'))
			continue;
		if (mprotect((void *)from, to - from, PROT_EXEC))
			break;
		n++;
	}
	if (maps)
		fclose(maps);
	return n ? 0 : -1;
}

void *keep_maps_busy(void *unused)
{
	char *m = mmap(NULL, 256 * PAGE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	unsigned int i;

	(void)unused;
	/* each call splits or joins mappings, for which it locks all of them */
	for (i = 0; m != MAP_FAILED; i++)
		mprotect(m + i % 128 * 2 * PAGE, PAGE,
			 i & 128 ? PROT_READ : PROT_READ | PROT_WRITE);
	return NULL;
}
