// SPDX-License-Identifier: GPL-2.0-only
/* The kernel's decoder as a peer; a unit of its own, for its headers are too. */
#include <arch/x86/lib/inat.c>
#include <arch/x86/lib/insn.c>

#include "kernel_insn.h"

int kernel_insn_length(const void *bytes, size_t avail)
{
	struct insn insn;
	int n = avail < MAX_INSN_SIZE ? avail : MAX_INSN_SIZE;

	if (insn_decode(&insn, bytes, n, INSN_MODE_64) < 0)
		return -1;
	return insn.length;
}
