/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_INSN_H
#define KERNEL_INSN_H

#include <stddef.h>

/* length by the kernel's insn.c, 64-bit mode; negative if it cannot say */
int kernel_insn_length(const void *bytes, size_t avail);

#endif /* KERNEL_INSN_H */
