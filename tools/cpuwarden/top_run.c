// SPDX-License-Identifier: GPL-2.0-only
/* top is another program, cpuwarden-top: it needs ncurses. */
#include "helper.h"
#include "tool.h"

int cmd_top(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return run_helper("cpuwarden-top", "libncurses-dev");
}
