// SPDX-License-Identifier: GPL-2.0-only
/*
 * signs of constants: masks of scratchpads and branches, factors and addends.
 */
#include "extract.h"

#define FNV_PRIME	0x01000193u	/* Fowler, Noll, Vo, 32 bit */
/*
 * The congruential quarter of KISS99, x = 69069 * x + 1234567 (Marsaglia,
 * "Random numbers for C: the END?", sci.stat.math, 1999). The factors of its
 * other quarters are stress-ng's generator, too.
 */
#define KISS_FACTOR	69069
#define KISS_ADDEND	1234567

/* 0xff << s, s from 8 to 23: RandomX's CBRANCH (specs.md 5.4.2) */
static bool is_branch_mask(u64 mask)
{
	unsigned int s;

	for (s = 8; s <= 23; s++)
		if (mask == 0xffull << s)
			return true;
	return false;
}

static void see_immediate(struct cw_signs *s, const struct cw_insn *i)
{
	if (i->op == CW_OP_AND && i->width >= 4) {
		/* RandomX L1 2^14 … L3 2^21, its relatives 2^17 … 2^20 */
		cw_set_if(s, CW_SIGN_MASK_WORDS,
			  cw_is_scratchpad_mask(i->imm, 8, 14, 22));
		/* RandomX L3 by lines, dataset 2^31 */
		cw_set_if(s, CW_SIGN_MASK_LINES,
			  cw_is_scratchpad_mask(i->imm, 64, 18, 31));
		cw_set_if(s, CW_SIGN_MASK_BLOCKS, cw_is_block_mask(i->imm));
	} else if (i->op == CW_OP_TEST && i->width == 8) {
		cw_set_if(s, CW_SIGN_TEST_BYTE_MASK, is_branch_mask(i->imm));
	} else if (i->op == CW_OP_IMUL) {
		cw_set_if(s, CW_SIGN_FNV_PRIME, i->imm == FNV_PRIME);
		cw_set_if(s, CW_SIGN_KISS99, i->imm == KISS_FACTOR);
	} else if (i->op == CW_OP_ADD) {
		cw_set_if(s, CW_SIGN_KISS99, i->imm == KISS_ADDEND);
	}
}

/* @reg: of the scratchpad mask that the sample found in one */
static void see_mask_register(struct cw_signs *s, const struct cw_insn *i,
			      unsigned int reg)
{
	cw_set_if(s, CW_SIGN_MASK_BLOCKS,
		  i->op == CW_OP_AND && !(i->flags & CW_INSN_IMM) &&
		  i->width >= 4 &&
		  (i->reg == reg || i->rm == reg || i->vvvv == reg));
}

void cw_see_constants(struct cw_signs *s, const struct cw_code *c,
		      const struct cw_sample *sample)
{
	unsigned int reg = (sample->flags & CW_SAMPLE_MASK_REG) >>
			   CW_SAMPLE_MASK_REG_SHIFT;
	bool mask = sample->flags & CW_SAMPLE_MASK;
	unsigned int k;

	for (k = 0; k < c->n; k++) {
		if (c->insn[k].flags & CW_INSN_IMM)
			see_immediate(s, &c->insn[k]);
		else if (mask)
			see_mask_register(s, &c->insn[k], reg);
	}
}
