// SPDX-License-Identifier: GPL-2.0-only
/* What a process shows that hides: docs/covert.md has the same in more words. */
#include <inttypes.h>
#include <stdio.h>

#include <linux/cpuwarden.h>

#include "covert.h"
#include "escape.h"
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
	case CPUWARDEN_COVERT_PAUSES:
		return "it stops, or ends, when somebody begins to look, more often than by chance";
	case CPUWARDEN_COVERT_UNSAMPLED:
		return "it computes where or when it is not sampled";
	case CPUWARDEN_COVERT_IN_KERNEL:
		return "it computes in the kernel, for nobody";
	case CPUWARDEN_COVERT_CHANGED_CODE:
		return "it executes code that is not what its file says";
	case CPUWARDEN_COVERT_TWO_MAPPINGS:
		return "it has mapped its code twice, to write to it and to execute it";
	case CPUWARDEN_COVERT_REWRITTEN:
		return "it writes its code anew all the time";
	case CPUWARDEN_COVERT_LARGE_REGION:
		return "it has memory for RandomX's dataset (2080 MiB or more in one piece): who verifies blocks needs none";
	case CPUWARDEN_COVERT_YIELDS:
		return "it stops when others begin to compute, more often than by chance";
	case CPUWARDEN_COVERT_SAME_HOURS:
		return "day after day it computes in the same hours only";
	default:
		return "a sign that this tool does not know";
	}
}

static const char *words_of(uint8_t kind)
{
	switch (kind) {
	case CPUWARDEN_RESTARTER_CRON:
		return "cron";
	case CPUWARDEN_RESTARTER_AT:
		return "a job of at";
	case CPUWARDEN_RESTARTER_UNIT:
		return "systemd, as unit";
	case CPUWARDEN_RESTARTER_CONTAINER:
		return "the runtime of its container,";
	case CPUWARDEN_RESTARTER_SESSION:
		return "somebody who has ended, in the session of";
	case CPUWARDEN_RESTARTER_SHELL:
		return "the shell";
	default:
		return "the process";
	}
}

void kin_print(const struct finding *f)
{
	if (f->restarter_kind == CPUWARDEN_RESTARTER_NONE && f->nth < 2)
		return;
	printf("%s%s%s\n", color_on(COLOR_BOLD),
	       f->nth < 2 ? "where it comes from" : "comes back",
	       color_off(COLOR_BOLD));
	if (f->restarter_kind != CPUWARDEN_RESTARTER_NONE) {
		printf("  started by   %s %s", words_of(f->restarter_kind),
		       shown(f->restarter));
		if (f->restarter_pid)
			printf(" (%" PRIu32 ")", f->restarter_pid);
		putchar('\n');
	}
	if (f->parents && *f->parents)
		printf("  parents      %s\n", shown(f->parents));
	if (f->nth < 2)
		return;
	printf("  seen before  no. %" PRIu32 " of the same miner, the one before is finding %" PRIu64 ":%s%s\n",
	       f->nth, f->earlier,
	       f->links & CPUWARDEN_LINK_CODE ? " alike code" : "",
	       f->links & CPUWARDEN_LINK_RESTARTER ?
		       " started by the same" : "");
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
