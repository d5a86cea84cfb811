/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * regs: what the registers of one sample say, reduced so far that none of them
 * can be told from it: how many hold numbers that look random, how many
 * addresses, and how far from each other the places are that the code reads and
 * writes (docs/detection.md, "Registers").
 */
#ifndef _CPUWARDEN_DETECT_REGS_H
#define _CPUWARDEN_DETECT_REGS_H

#include <cpuwarden/regs.h>
#include "detect.h"

/**
 * cw_regs_mask() - is a scratchpad mask in the lower half of a general register,
 * as it is or inverted
 * @regs: of a task in user mode
 *
 * Return: CW_SAMPLE_MASK and its number for cw_sample.flags, or 0.
 */
u16 cw_regs_mask(const struct cw_regs *regs);

/* What a number of 64 or 32 bits looks like. */
bool cw_looks_random64(u64 value);
bool cw_looks_random32(u32 value);

/**
 * cw_regs_reduce() - registers to what may be kept of them
 * @v:      result
 * @regs:   of the sample
 * @sample: a user-mode sample
 * @code:   its signs of code, which know what it reads
 * @walk:   of its process
 */
void cw_regs_reduce(struct cw_values *v, const struct cw_regs *regs,
		    const struct cw_sample *sample, const struct cw_signs *code,
		    struct cw_walk *walk);

#endif /* _CPUWARDEN_DETECT_REGS_H */
