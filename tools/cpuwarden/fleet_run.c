// SPDX-License-Identifier: GPL-2.0-only
/* fleet is another program, cpuwarden-fleet: it needs libnats. */
#include <errno.h>

#include "helper.h"
#include "tool.h"

int cmd_fleet(int argc, char **argv)
{
	int code;

	(void)argc;
	(void)argv;
	code = run_helper("cpuwarden-fleet");
	if (errno == ENOENT)
		warn("it is built only where libnats-dev is installed");
	return code;
}
