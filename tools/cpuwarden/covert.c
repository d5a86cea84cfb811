// SPDX-License-Identifier: GPL-2.0-only
/* What a process shows that hides: docs/covert.md has the same in more words. */
#include <stdio.h>

#include <linux/cpuwarden.h>

#include "covert.h"
#include "model.h"
#include "term.h"
#include "tool.h"

static const char *text_of(uint32_t sign)
{
	switch (sign) {
	case CPUWARDEN_COVERT_KERNEL_NAME:
		return "it is named like a kernel thread";
	case CPUWARDEN_COVERT_OTHER_NAME:
		return "its name is not that of its executable";
	case CPUWARDEN_COVERT_SYSTEM_NAME:
		return "it has the name of a system daemon, or nearly, and is none";
	case CPUWARDEN_COVERT_OPEN_FOLDER:
		return "its executable is below a folder where everybody may write";
	case CPUWARDEN_COVERT_HIDDEN_PATH:
		return "its executable is below a name that ls does not show";
	case CPUWARDEN_COVERT_GONE:
		return "nobody can look at what it executes: deleted, in memory only, or exchanged";
	case CPUWARDEN_COVERT_FILELESS:
		return "an interpreter that executes machine code of no file";
	case CPUWARDEN_COVERT_IDLE_CLASS:
		return "it gives way to everybody (SCHED_IDLE or nice 19)";
	case CPUWARDEN_COVERT_PINNED:
		return "its threads are bound to a CPU each";
	case CPUWARDEN_COVERT_HUGE_PAGES:
		return "it has reserved huge pages";
	default:
		return "a sign that this tool does not know";
	}
}

void covert_print(uint32_t signs)
{
	uint32_t sign;

	if (!signs)
		return;
	printf("%shides%s\n", color_on(COLOR_BOLD), color_off(COLOR_BOLD));
	for (sign = 1; sign; sign <<= 1)
		if (signs & sign)
			printf("  %s\n", text_of(sign));
}
