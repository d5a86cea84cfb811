// SPDX-License-Identifier: GPL-2.0-only
/*
 * guard, history, check and evidence are another program, cpuwarden-guard: it
 * needs libraries that nothing else of the tool has need of.
 */
#include "helper.h"
#include "tool.h"

static int run(void)
{
	return run_helper("cpuwarden-guard", NULL);
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
