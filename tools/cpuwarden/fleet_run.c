// SPDX-License-Identifier: GPL-2.0-only
/* fleet is another program, cpuwarden-fleet: it needs libnats. */
#include "helper.h"
#include "tool.h"

int cmd_fleet(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return run_helper("cpuwarden-fleet", "libnats-dev");
}
