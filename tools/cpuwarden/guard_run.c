// SPDX-License-Identifier: GPL-2.0-only
/*
 * guard, history, check and evidence are another program, cpuwarden-guard: it
 * needs libraries that nothing else of the tool has need of.
 */
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tool.h"

#ifndef LIBEXECDIR
#define LIBEXECDIR	"/usr/local/libexec"
#endif

static int run(void)
{
	static const char name[] = "cpuwarden-guard";
	char self[4096], beside[sizeof(self) + sizeof(name) + 1];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	execv(LIBEXECDIR "/cpuwarden/cpuwarden-guard", tool_argv);
	if (n > 0 && errno == ENOENT) {
		self[n] = '\0';
		snprintf(beside, sizeof(beside), "%s/%s", dirname(self), name);
		execv(beside, tool_argv);
	}
	return fail(exit_code_of(errno), "cannot run %s: %s", name,
		    strerror(errno));
}

int cmd_guard(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return run();
}

int cmd_history(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return run();
}

int cmd_check(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return run();
}

int cmd_evidence(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return run();
}
