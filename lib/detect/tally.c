// SPDX-License-Identifier: GPL-2.0-only
/*
 * tally: what is counted along a window of instructions.
 */
#include "extract.h"

/* Where an upper half goes; of x86's forms either register may be the target. */
static void move_half(struct cw_tally *t, const struct cw_insn *i)
{
	u32 reg = cw_reg_bit(i->reg), rm = cw_reg_bit(i->rm);

	if (i->flags & CW_INSN_MEM_READ)
		t->halves &= ~reg;
	else if (t->halves & (reg | rm | cw_reg_bit(i->vvvv)))
		t->halves |= reg | rm;
}

static void count_product(struct cw_tally *t, const struct cw_insn *i)
{
	u32 factors = cw_reg_bit(i->reg) | cw_reg_bit(i->rm) | cw_reg_bit(i->vvvv);

	t->products++;
	t->half_products += !!(t->halves & factors);
}

static void count_float(struct cw_tally *t, const struct cw_insn *i)
{
	bool packed = !(i->flags & CW_INSN_SCALAR_FP) && i->elem == 8;

	t->directed += i->rounding > CW_ROUNDS_NEAREST;
	switch (i->op) {
	case CW_OP_FP_ADD:
	case CW_OP_FP_MUL:
		t->fp_packed += packed;
		break;
	case CW_OP_FP_DIV:
		t->fp_div_sqrt += packed;
		break;
	case CW_OP_FP_SQRT:
		t->fp_div_sqrt += packed;
		t->sqrt_scalar += !packed;
		break;
	case CW_OP_FP_CVT_I32_F64:
		t->cvt_pairs += packed;
		break;
	}
}

static void count_shift_right(struct cw_tally *t, const struct cw_insn *i,
			      bool x86)
{
	if (i->width == 8 && i->amount == 32) {
		t->upper_halves++;
		t->halves |= cw_reg_bit(x86 ? i->rm : i->reg);
	}
	t->word_halves += i->width == 4 && i->amount == 16;
	t->bit_picks += i->amount == CW_AMOUNT_VAR;
	t->byte_shifts += cw_is_byte_amount(i->amount);
	t->top_bits += i->width == 1 && i->amount == 7;
}

static void count_move(struct cw_tally *t, const struct cw_insn *i)
{
	if (t->halves && i->width == 8)
		move_half(t, i);
	if (i->width != 4)
		return;
	t->word_loads += i->flags & CW_INSN_MEM_READ;
	t->word_moves += i->rm != CW_REG_NONE;
}

static void count_and(struct cw_tally *t, const struct cw_insn *i)
{
	if (!(i->flags & CW_INSN_IMM)) {
		t->and_var++;
		t->wide_ands += i->width == 8;
		return;
	}
	t->large += cw_is_large(i);
	t->byte_masks += i->imm == 0xff;
	t->folds += i->imm == 0x1b;
	t->low_halves += i->imm == 0xffff;
	t->scaled_masks += i->imm == 0x3fc;
	/* yespower 0.5 and 1.0: 2^8 and 2^11 entries of 16 bytes */
	t->box_masks += cw_is_scratchpad_mask(i->imm, 16, 12, 16);
	t->boxes += i->imm == 0xff0 || i->imm == 0x7ff0;
}

/* POPCNT, and BSF, BSR, TZCNT, LZCNT, which are of one kind with BT */
static bool counts_bits(const struct cw_code *c, unsigned int k)
{
	const u8 *b = c->bytes + c->at[k], *end = b + c->insn[k].len;

	while (b < end && *b != 0x0f)	/* prefixes */
		b++;
	return end - b > 2 && (b[1] == 0xb8 || b[1] == 0xbc || b[1] == 0xbd);
}

/* x86's MOVZX of a byte (0xb6) or of a half word (0xb7) */
static bool extends(const struct cw_code *c, unsigned int k, u8 opcode)
{
	const u8 *b = cw_opcode(c, k);

	return b[0] == 0x0f && b[1] == opcode;
}

/* A move of parts of words */
static void count_parts(struct cw_tally *t, const struct cw_code *c,
			unsigned int k)
{
	const struct cw_insn *i = &c->insn[k];

	if (i->flags & CW_INSN_MEM_READ)
		t->byte_loads += c->x86 ? extends(c, k, 0xb6) : i->width == 1;
	else if (c->x86)
		t->low_halves += extends(c, k, 0xb7);
}

static void count(struct cw_tally *t, const struct cw_insn *i, bool x86)
{
	t->op[i->op]++;
	switch (i->op) {
	case CW_OP_FP_ADD:
	case CW_OP_FP_MUL:
	case CW_OP_FP_DIV:
	case CW_OP_FP_SQRT:
	case CW_OP_FP_FMA:
	case CW_OP_FP_CVT_I32_F64:
		count_float(t, i);
		break;
	case CW_OP_MUL:
		t->mul_wide += i->width == 8;
		break;
	case CW_OP_IMUL:
		t->folds += i->flags & CW_INSN_IMM && i->imm == 0x1b;
		if (i->width == 8)
			count_product(t, i);
		else
			t->word_products += !(i->flags & CW_INSN_IMM);
		break;
	case CW_OP_ROL:
	case CW_OP_ROR:
		if (i->amount == CW_AMOUNT_VAR) {
			t->var_rotations += i->width == 4;
			t->wide_var_rotations += i->width == 8;
		}
		break;
	case CW_OP_BIT:
		/* arm64: ubfx picks a byte, its like a field at a fixed place */
		t->byte_shifts += i->imm == 0xff &&
				  cw_is_byte_amount(i->amount);
		t->bit_picks += i->amount == CW_AMOUNT_NONE;
		break;
	case CW_OP_SHL:
		t->bit_picks += i->amount == CW_AMOUNT_VAR;
		/* to the left and back */
		t->large += i->width == 8 && i->amount >= 40 &&
			    i->amount < 64;
		break;
	case CW_OP_OR:
		t->large += cw_is_large(i);
		break;
	case CW_OP_SHR:
		count_shift_right(t, i, x86);
		break;
	case CW_OP_SAR:
		t->word_halves += i->width == 4 && i->amount == 16;
		break;
	case CW_OP_MOV:
		t->large += cw_is_large(i);
		t->fnv_loads += i->flags & CW_INSN_IMM && i->imm == CW_FNV_PRIME;
		count_move(t, i);
		break;
	case CW_OP_VSHL:
		t->var_vshl += i->elem == 8 && i->amount == CW_AMOUNT_VAR;
		break;
	case CW_OP_VSHR:
		t->var_vshr += i->elem == 8 && i->amount == CW_AMOUNT_VAR;
		t->byte_vshr += i->elem == 4 &&
				cw_is_byte_amount(i->amount);
		break;
	case CW_OP_VMUL:
		t->word_vmuls += i->elem == 4;
		break;
	case CW_OP_ADD:
		t->table_adds += i->width == 4 &&
				 (i->flags & CW_INSN_MEM_READ);
		break;
	case CW_OP_XOR:
		t->word_xors += i->width == 4;
		t->folds += i->flags & CW_INSN_IMM &&
			    (i->imm == 0x1b || i->imm == 0x11b);
		t->table_xors += i->width == 4 &&
				 (i->flags & CW_INSN_MEM_READ);
		break;
	case CW_OP_AND:
		count_and(t, i);
		break;
	}
}

void cw_tally_count(struct cw_tally *t, const struct cw_code *c)
{
	unsigned int k;

	for (k = 0; k < c->n; k++) {
		count(t, &c->insn[k], c->x86);
		if (c->insn[k].op == CW_OP_MOV)
			count_parts(t, c, k);
		else if (c->insn[k].op == CW_OP_BIT && c->x86)
			t->bit_counts += counts_bits(c, k);
	}
}
