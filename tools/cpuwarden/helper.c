// SPDX-License-Identifier: GPL-2.0-only
/* Becoming another program of the same command line. */
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "helper.h"
#include "tool.h"

#ifndef LIBEXECDIR
#define LIBEXECDIR	"/usr/local/libexec"
#endif

int run_helper(const char *name, const char *package)
{
	char *installed = xasprintf("%s/cpuwarden/%s", LIBEXECDIR, name);
	char self[4096], *beside;
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	int err;

	execv(installed, tool_argv);
	err = errno;
	free(installed);
	if (n > 0 && err == ENOENT) {
		self[n] = '\0';
		beside = xasprintf("%s/%s", dirname(self), name);
		execv(beside, tool_argv);
		err = errno;
		free(beside);
	}
	if (err == ENOENT && package)
		return fail(exit_code_of(err),
			    "cannot run %s: %s: it is built only where %s is installed",
			    name, strerror(err), package);
	return fail(exit_code_of(err), "cannot run %s: %s", name,
		    strerror(err));
}
