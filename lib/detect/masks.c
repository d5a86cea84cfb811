// SPDX-License-Identifier: GPL-2.0-only
/*
 * masks: those that a window puts together of several instructions. Followed
 * is which bits of each general register may be ones: 0x1fffff and then -16,
 * shifts to the left and back, a constant that was loaded, an inverted one by
 * ANDN. For x86 only: of arm64's instructions too little is decoded.
 */
#include "extract.h"

#define REGISTERS	16
#define LOW_WORD	0xffffffffull

struct value {
	u64 may;	/* bits that may be ones … */
	u64 must;	/* … and that are */
	int moved;	/* how far they were shifted to the left */
	bool left;	/* they were, … */
	bool cut;	/* … and back, or were cut by AND … */
	bool unknown;	/* … with something that is not known */
};

static const struct value anything = { .may = ~0ull };

static struct value inverted(const struct value *v)
{
	struct value not = *v;

	not.may = ~v->must;
	not.must = ~v->may;
	return not;
}

static struct value constant(u64 value)
{
	return (struct value){ .may = value, .must = value };
}

/* MOVZX and MOVSX, which are two-byte opcodes, move a part of a register. */
static bool takes_part(const struct cw_code *c, unsigned int k)
{
	return *cw_opcode(c, k) == 0x0f;
}

static void shift(struct value *v, const struct cw_insn *i)
{
	if (i->op == CW_OP_SHL) {
		v->left = true;
		v->moved += i->amount;
		v->may <<= i->amount;
		v->must <<= i->amount;
	} else {
		v->cut |= v->left;
		v->moved -= i->amount;
		v->may >>= i->amount;
		v->must >>= i->amount;
	}
}

static void combine(struct value *v, unsigned int op, const struct value *with)
{
	if (op == CW_OP_AND) {
		v->may &= with->may;
		v->must &= with->must;
		v->cut = true;
		v->unknown |= with->may == ~0ull;
	} else if (op == CW_OP_OR) {
		v->may |= with->may;
		v->must |= with->must;
	} else {
		*v = *with;
	}
}

/* AND, OR and MOV of a register, an immediate or memory */
static struct value *see_simple(struct value *reg, const struct cw_code *c,
				unsigned int k)
{
	const struct cw_insn *i = &c->insn[k];
	struct value with = anything;
	unsigned int to = i->reg;

	if (i->flags & CW_INSN_MEM_WRITE)
		return NULL;
	if (i->flags & CW_INSN_IMM) {
		with = constant(i->imm);
		to = i->rm;
	} else if (!(i->flags & CW_INSN_MEM_READ) && i->rm < REGISTERS &&
		   i->reg < REGISTERS) {
		to = cw_reg_is_target(c, k) ? i->reg : i->rm;
		with = reg[i->reg + i->rm - to];
	}
	if (to >= REGISTERS)
		return NULL;
	if (i->width == 1 && i->op == CW_OP_AND && to < 4)
		with.may |= ~0xffull;	/* AL, CL, DL or BL */
	else if (i->width < 4 || takes_part(c, k))
		with = anything;
	combine(&reg[to], i->op, &with);
	return &reg[to];
}

static struct value *see_andn(struct value *reg, const struct cw_insn *i)
{
	struct value mask;

	if (i->reg >= REGISTERS || i->vvvv >= REGISTERS)
		return NULL;
	mask = inverted(&reg[i->vvvv]);
	reg[i->reg] = i->rm < REGISTERS ? reg[i->rm] : anything;
	combine(&reg[i->reg], CW_OP_AND, &mask);
	return &reg[i->reg];
}

static void forget(struct value *reg, unsigned int number)
{
	if (number < REGISTERS)
		reg[number] = anything;
}

static bool writes_others(unsigned int op)
{
	return op == CW_OP_MUL || op == CW_OP_DIV || op == CW_OP_STRING ||
	       op == CW_OP_ATOMIC || op == CW_OP_CALL ||
	       op == CW_OP_CALL_IND || op == CW_OP_SYSCALL ||
	       op == CW_OP_SYSTEM || op == CW_OP_OTHER;
}

/* Return: what has got a value that we know, NULL if nothing. */
static struct value *see(struct value *reg, const struct cw_code *c,
			 unsigned int k)
{
	const struct cw_insn *i = &c->insn[k];
	unsigned int r;

	switch (i->op) {
	case CW_OP_AND:
	case CW_OP_OR:
	case CW_OP_MOV:
		return see_simple(reg, c, k);
	case CW_OP_ANDN:
		return see_andn(reg, i);
	case CW_OP_SHL:
	case CW_OP_SHR:
		if (i->rm >= REGISTERS || i->flags & CW_INSN_VEX ||
		    i->amount > 63 || i->width < 4)
			break;
		shift(&reg[i->rm], i);
		return &reg[i->rm];
	case CW_OP_NOT:
		if (i->rm >= REGISTERS || i->width < 4)
			break;
		reg[i->rm] = inverted(&reg[i->rm]);
		return &reg[i->rm];
	case CW_OP_CMP:
	case CW_OP_TEST:
	case CW_OP_JCC:
		return NULL;
	}
	forget(reg, i->reg);
	forget(reg, i->rm);
	for (r = 0; writes_others(i->op) && r < REGISTERS; r++)
		reg[r] = anything;
	return NULL;
}

/*
 * The number of a block, cut by something that is not known, and times 16:
 * shifts of exactly four bits there and back. Who aligns an address has ANDs
 * for it.
 */
static bool is_block_number(const struct value *v, const struct cw_insn *i)
{
	return i->op == CW_OP_SHL && i->amount == 4 && v->unknown &&
	       (v->may == ~0xfull || v->may == (LOW_WORD & ~0xfull));
}

void cw_see_made_masks(struct cw_signs *s, const struct cw_code *c)
{
	struct value reg[REGISTERS], *v;
	unsigned int k;

	for (k = 0; k < REGISTERS; k++)
		reg[k] = anything;
	for (k = 0; k < c->n; k++) {
		const struct cw_insn *i = &c->insn[k];

		if (i->flags & CW_INSN_VECTOR)
			continue;
		v = see(reg, c, k);
		if (!v)
			continue;
		if (i->width == 4) {
			v->may &= LOW_WORD;
			v->must &= LOW_WORD;
		}
		/*
		 * A hash table takes bits from anywhere and shifts them to
		 * their place; a scratchpad's address has them there.
		 */
		if (v->must || !v->cut || i->op == CW_OP_MOV)
			continue;
		if (v->moved == -2 || v->moved == -3)
			cw_set_if(s, CW_SIGN_MASK_BLOCKS,
				  i->op == CW_OP_AND &&
				  cw_is_block_mask(v->may << -v->moved));
		if (v->moved)
			continue;
		cw_set_if(s, CW_SIGN_MASK_BLOCKS,
			  cw_is_block_mask(v->may) || is_block_number(v, i));
		cw_see_word_masks(s, v->may);
	}
}
