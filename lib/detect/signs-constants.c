// SPDX-License-Identifier: GPL-2.0-only
/*
 * signs of constants: masks of scratchpads and branches, factors and addends.
 */
#include "extract.h"

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

void cw_see_word_masks(struct cw_signs *s, u64 mask)
{
	/* RandomX L1 2^14 … L3 2^21, its relatives 2^17 … 2^20 */
	cw_set_if(s, CW_SIGN_MASK_WORDS,
		  cw_is_scratchpad_mask(mask, 8, 14, 22));
	/* RandomX L3 by lines, dataset 2^31 */
	cw_set_if(s, CW_SIGN_MASK_LINES,
		  cw_is_scratchpad_mask(mask, 64, 18, 31));
}

static void see_mask(struct cw_signs *s, u64 mask)
{
	cw_see_word_masks(s, mask);
	cw_set_if(s, CW_SIGN_MASK_BLOCKS, cw_is_block_mask(mask));
}

static void see_immediate(struct cw_signs *s, const struct cw_insn *i)
{
	if (i->op == CW_OP_AND && i->width >= 4) {
		see_mask(s, i->imm);
	} else if (i->op == CW_OP_OR && i->width >= 4) {
		/* x | ~mask is (x & mask) + ~mask, an address as good */
		see_mask(s, ~i->imm & (i->width == 8 ? ~0ull : 0xffffffff));
	} else if (i->op == CW_OP_TEST && i->width == 8) {
		cw_set_if(s, CW_SIGN_TEST_BYTE_MASK, is_branch_mask(i->imm));
	} else if (i->op == CW_OP_IMUL) {
		cw_set_if(s, CW_SIGN_FNV_PRIME, i->imm == CW_FNV_PRIME);
		cw_set_if(s, CW_SIGN_KISS99, i->imm == KISS_FACTOR);
	} else if (i->op == CW_OP_ADD) {
		cw_set_if(s, CW_SIGN_KISS99, i->imm == KISS_ADDEND);
	}
}

/* Registers that hold a sum with a large constant, and one shifted to the right. */
struct sums {
	u32 sum;
	u32 shifted;
};

/* Does an instruction test eight bits of a sum? @next: what follows it */
static bool tests_sum(const struct sums *r, const struct cw_insn *i,
		      const struct cw_insn *next)
{
	u32 rm = cw_reg_bit(i->rm);

	if (i->flags & CW_INSN_IMM)
		return is_branch_mask(i->imm) && r->sum & rm &&
		       (i->op == CW_OP_TEST || next->op == CW_OP_JCC);
	if (i->op != CW_OP_TEST || i->width != 1 || i->reg != i->rm)
		return false;
	/* AH … BH are the second byte of 0 … 3 */
	return r->shifted & rm ||
	       (i->len == 2 && i->rm >= 4 && r->sum & (rm >> 4));
}

/* LEA with a register and an offset of four bytes */
static bool adds_large(const u8 *code)
{
	return code[0] == 0x8d && code[1] >> 6 == 2;
}

/*
 * RandomX's branch however its test is spelt: a constant of 32 bits is added,
 * and eight bits of the sum decide. TEST of 64 bits is not found elsewhere and counts
 * alone. x86: arm64 has no room for such a constant in an addition.
 */
static void see_branch(struct cw_signs *s, const struct cw_code *c)
{
	struct sums r = { 0 };
	unsigned int k;

	for (k = 0; k + 1 < c->n; k++) {
		const struct cw_insn *i = &c->insn[k];
		u32 rm = cw_reg_bit(i->rm), reg = cw_reg_bit(i->reg);

		switch (i->op) {
		case CW_OP_ADD:
		case CW_OP_SUB:
			if (cw_is_large(i))
				r.sum |= rm;
			break;
		case CW_OP_LEA:
			r.sum &= ~reg;
			if (adds_large(cw_opcode(c, k)))
				r.sum |= reg;
			break;
		case CW_OP_MOV:
			/* one of the two is the target */
			if (i->flags & CW_INSN_MEM_READ)
				r.sum &= ~reg;
			else if (r.sum & (rm | reg))
				r.sum |= rm | reg;
			break;
		case CW_OP_CMP:
		case CW_OP_JCC:
			break;
		case CW_OP_SHR:
			if (r.sum & rm && i->amount >= 8 && i->amount <= 23)
				r.shifted |= rm;
			else
				r.sum &= ~rm;
			break;
		case CW_OP_AND:
		case CW_OP_TEST:
			cw_set_if(s, CW_SIGN_TEST_BYTE_MASK,
				  tests_sum(&r, i, &c->insn[k + 1]));
			break;
		default:
			r.sum &= ~(rm | reg);
		}
	}
}

/* arm64: UBFX of a block's number, not UBFIZ of a hash table's */
static void see_field(struct cw_signs *s, const struct cw_code *c,
		      unsigned int k)
{
	const struct cw_insn *i = &c->insn[k];

	cw_set_if(s, CW_SIGN_MASK_BLOCKS,
		  i->op == CW_OP_BIT && i->amount == 4 &&
		  (c->bytes[c->at[k] + 2] & 63) == 4 &&
		  cw_is_block_mask(i->imm << 4));
}

/* @reg: of the scratchpad mask that the sample found in one */
static void see_mask_register(struct cw_signs *s, const struct cw_insn *i,
			      unsigned int reg)
{
	bool cuts = i->op == CW_OP_AND || i->op == CW_OP_ANDN ||
		    i->op == CW_OP_OR;

	cw_set_if(s, CW_SIGN_MASK_BLOCKS,
		  cuts && !(i->flags & CW_INSN_IMM) &&
		  i->width >= 4 &&
		  (i->reg == reg || i->rm == reg || i->vvvv == reg));
}

/* Most windows cannot, and are not looked at. */
static bool may_make_mask(const struct cw_tally *t)
{
	if (t->large)
		return t->op[CW_OP_AND] + t->op[CW_OP_ANDN] + t->op[CW_OP_SHL];
	return t->op[CW_OP_SHR] && t->op[CW_OP_SHL] && t->op[CW_OP_AND];
}

/*
 * Is a word of a table compared, and does control depend on that? Who finds
 * things by FNV asks whether they are there; who mixes a data set by it does
 * not look at what it mixes.
 */
static bool decides_by_table(const struct cw_code *c, enum cw_isa isa)
{
	const struct cw_insn *i;
	struct cw_address a;
	unsigned int k;

	for (k = 0; k + 1 < c->n; k++) {
		i = &c->insn[k];
		if (i->op == CW_OP_CMP && i[1].op == CW_OP_JCC &&
		    i->flags & CW_INSN_MEM_READ &&
		    cw_address_of(isa, i, c->bytes + c->at[k], &a) &&
		    (a.index != CW_REG_NONE || !a.disp))
			return true;
	}
	return false;
}

void cw_see_constants(struct cw_signs *s, const struct cw_tally *t,
		      const struct cw_code *c, const struct cw_sample *sample)
{
	unsigned int reg = (sample->flags & CW_SAMPLE_MASK_REG) >>
			   CW_SAMPLE_MASK_REG_SHIFT;
	bool mask = sample->flags & CW_SAMPLE_MASK;
	unsigned int k;
	u32 left;

	for (left = c->imm; left; left &= left - 1)
		see_immediate(s, &c->insn[__builtin_ctz(left)]);
	for (k = 0; mask && k < c->n; k++)
		see_mask_register(s, &c->insn[k], reg);
	for (k = 0; !c->x86 && k < c->n; k++)
		see_field(s, c, k);
	cw_set_if(s, CW_SIGN_FNV_PRIME,
		  t->fnv_loads && t->op[CW_OP_IMUL] + t->op[CW_OP_MUL] +
				  t->word_vmuls + t->op[CW_OP_VMUL_WIDE]);
	if (cw_sign_seen(s, CW_SIGN_FNV_PRIME))
		cw_set_if(s, CW_SIGN_FNV_PROBE,
			  decides_by_table(c, sample->isa));
	if (c->x86 && t->op[CW_OP_JCC] && t->op[CW_OP_TEST] + t->op[CW_OP_AND] &&
	    t->op[CW_OP_ADD] + t->op[CW_OP_SUB] + t->op[CW_OP_LEA])
		see_branch(s, c);
	if (c->x86 && may_make_mask(t))
		cw_see_made_masks(s, c);
}
