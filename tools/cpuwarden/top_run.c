// SPDX-License-Identifier: GPL-2.0-only
/* top is another program, cpuwarden-top: it needs ncurses. */
#include <errno.h>

#include "helper.h"
#include "tool.h"

int cmd_top(int argc, char **argv)
{
	int code;

	(void)argc;
	(void)argv;
	code = run_helper("cpuwarden-top");
	if (errno == ENOENT)
		warn("it is built only where libncurses-dev is installed");
	return code;
}
