// SPDX-License-Identifier: GPL-2.0-only
#include "regs.h"

u16 cw_regs_mask(const struct cw_regs *regs)
{
	unsigned int i;

	for (i = 0; i < CW_REGS; i++)
		if (i != CW_REG_STACK && cw_is_block_mask(regs->value[i]))
			return CW_SAMPLE_MASK | i << CW_SAMPLE_MASK_REG_SHIFT;
	return 0;
}
