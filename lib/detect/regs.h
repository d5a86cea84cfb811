/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * regs: what the general registers of one sample say, reduced so far that
 * none of them can be told from it.
 */
#ifndef _CPUWARDEN_DETECT_REGS_H
#define _CPUWARDEN_DETECT_REGS_H

#include <cpuwarden/regs.h>
#include <cpuwarden/sample.h>

/**
 * cw_regs_mask() - is a scratchpad mask in a general register
 * @regs: of a task in user mode
 *
 * Return: CW_SAMPLE_MASK and its number for cw_sample.flags, or 0.
 */
u16 cw_regs_mask(const struct cw_regs *regs);

#endif /* _CPUWARDEN_DETECT_REGS_H */
