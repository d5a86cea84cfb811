// SPDX-License-Identifier: GPL-2.0-only
#include "rotations.h"

#define PAIR_DISTANCE	6	/* instructions between two halves of a rotation */

#define SHUFFLE_SWAP_DWORDS	0xb1	/* pshufd: 64-bit halves swapped */

static void put(u64 rol[CW_ROT_WIDTHS], unsigned int bits, unsigned int amount)
{
	if (amount && amount < bits)
		rol[bits == 64 ? CW_ROT_64 : CW_ROT_32] |= 1ull << amount;
}

/* Element width in bits of a rotation or shift, 0 if of no interest. */
static unsigned int element_bits(const struct cw_insn *i)
{
	unsigned int bytes = i->flags & CW_INSN_VECTOR ? i->elem : i->width;

	return bytes == 4 || bytes == 8 ? bytes * 8 : 0;
}

/* x86: clang's rotation of a register where it tunes for Ivy Bridge */
static bool shifts_in_itself(const struct cw_insn *i)
{
	return i->reg == i->rm && i->vvvv == CW_REG_NONE;
}

/* Left amount of a direct rotation, 0 if it is none. */
static unsigned int direct(const struct cw_insn *i, unsigned int bits)
{
	if (!bits || i->amount >= bits)
		return 0;
	switch (i->op) {
	case CW_OP_ROL:
	case CW_OP_VROL:
		return i->amount;
	case CW_OP_ROR:
	case CW_OP_VROR:
	case CW_OP_VXAR:
		return bits - i->amount;
	case CW_OP_VRAX1:
		return 1;
	case CW_OP_SHLD:
		return shifts_in_itself(i) ? i->amount : 0;
	case CW_OP_SHRD:
		return shifts_in_itself(i) ? bits - i->amount : 0;
	case CW_OP_AND:
	case CW_OP_ANDN:
	case CW_OP_OR:
	case CW_OP_XOR:
	case CW_OP_NOT:
		/* arm64: of an operand, which is rotated to the right */
		return bits - i->amount;
	}
	return 0;
}

static bool is_left(const struct cw_insn *i)
{
	return i->op == CW_OP_SHL || i->op == CW_OP_VSHL;
}

static bool is_right(const struct cw_insn *i)
{
	return i->op == CW_OP_SHR || i->op == CW_OP_VSHR;
}

/* Doubling, x + x: a shift by one in disguise (BLAKE2b's rotation by 63). */
static bool is_doubling(const struct cw_insn *i)
{
	return i->op == CW_OP_VADD && i->rm != CW_REG_NONE &&
	       i->rm == (i->flags & CW_INSN_VEX ? i->vvvv : i->reg);
}

/* By how much a vector register has been shifted, and which way. */
struct shifted {
	u8 op;		/* CW_OP_VSHL, CW_OP_VSHR; else not at all */
	u8 elem;
	u8 amount;
};

/* Return: whether what is shifted had been shifted that way before. */
static bool shift_on(struct shifted *to, const struct shifted *from,
		     const struct cw_insn *i)
{
	bool on = from->op == i->op && from->elem == i->elem &&
		  i->amount <= 64;

	*to = (struct shifted){
		.op = i->op,
		.elem = i->elem,
		.amount = i->amount + (on ? from->amount : 0),
	};
	return on;
}

/* A window, and by how much each instruction shifts in all. */
struct shifts {
	const struct cw_insn *insn;
	unsigned int n;
	bool known;	/* what follows is, which most windows do not need */
	bool shared;	/* some shift on what others have left */
	u8 amount[CW_WINDOW_INSNS];
};

/*
 * Where the shifts of a word are shared among its rotations, each shifts on
 * what the one before has left: 2, 11 and 9 are 2, 13 and 22. So SHA-256 is
 * spelt in SSE2, which has no rotations.
 */
static void add_up_shifts(struct shifts *s)
{
	struct shifted by[32] = { 0 };
	unsigned int k, to, from;

	s->known = true;
	for (k = 0; k < s->n; k++) {
		const struct cw_insn *i = &s->insn[k];

		s->amount[k] = i->amount;
		if (!(i->flags & CW_INSN_VECTOR))
			continue;
		from = i->rm % 32;
		if (i->op == CW_OP_VSHL || i->op == CW_OP_VSHR) {
			if (i->rm == CW_REG_NONE || i->reg != CW_REG_NONE)
				continue;
			to = i->flags & CW_INSN_VEX ? i->vvvv % 32 : from;
			s->shared |= shift_on(&by[to], &by[from], i);
			s->amount[k] = by[to].amount;
		} else if (i->reg != CW_REG_NONE) {
			to = i->reg % 32;
			if (i->op == CW_OP_VMOV && i->rm != CW_REG_NONE)
				by[to] = by[from];
			else
				by[to].op = CW_OP_OTHER;
		}
	}
}

/* Left amount of the rotation whose one half is @a and other half @b. */
static unsigned int pair(const struct shifts *s, unsigned int a,
			 unsigned int b, unsigned int bits)
{
	unsigned int l = is_right(&s->insn[a]) ? b : a;
	unsigned int r = l == a ? b : a;
	const struct cw_insn *left = &s->insn[l], *right = &s->insn[r];

	if (!is_right(right) || s->amount[r] >= bits)
		return 0;
	if (is_left(left)) {
		bool vector = left->op == CW_OP_VSHL;

		if (element_bits(left) != bits || s->amount[l] >= bits ||
		    right->op != (vector ? CW_OP_VSHR : CW_OP_SHR))
			return 0;
		return s->amount[l] + s->amount[r] == bits ? s->amount[l] : 0;
	}
	if (right->op == CW_OP_VSHR && is_doubling(left) &&
	    left->elem * 8u == bits && s->amount[r] == bits - 1)
		return 1;
	return 0;
}

static unsigned int find_pair(u64 rol[CW_ROT_WIDTHS], const struct shifts *s,
			      unsigned int at)
{
	unsigned int end = at + 1 + PAIR_DISTANCE;
	unsigned int bits = element_bits(&s->insn[at]);
	unsigned int k, amount;

	if (!bits)
		return 0;
	/* who shares them needs one long after the other */
	if (s->shared || end > s->n)
		end = s->n;
	for (k = at + 1; k < end; k++) {
		amount = pair(s, at, k, bits);
		if (amount) {
			put(rol, bits, amount);
			return 1;
		}
	}
	return 0;
}

/* Byte shuffles beside vector sums; returns how many there were. */
static unsigned int put_shuffles(u64 rol[CW_ROT_WIDTHS], unsigned int shuffles,
				 bool wide)
{
	if (wide) {
		/* either of BLAKE2b's two: the control vector is not seen */
		put(rol, 64, 40);
		put(rol, 64, 48);
	} else {
		put(rol, 32, 8);
		put(rol, 32, 16);
	}
	return shuffles;
}

unsigned int cw_rotations(u64 rol[CW_ROT_WIDTHS], const struct cw_insn *insn,
			  unsigned int n)
{
	unsigned int arith32 = 0, arith64 = 0, found = 0;
	unsigned int i, bits, amount, bytes = 0;
	struct shifts s = { .insn = insn, .n = n };

	rol[CW_ROT_32] = 0;
	rol[CW_ROT_64] = 0;
	for (i = 0; i < n; i++) {
		const struct cw_insn *in = &insn[i];

		switch (in->op) {
		case CW_OP_ROL:
		case CW_OP_ROR:
		case CW_OP_VROL:
		case CW_OP_VROR:
		case CW_OP_VXAR:
		case CW_OP_VRAX1:
		case CW_OP_SHLD:
		case CW_OP_SHRD:
		case CW_OP_AND:
		case CW_OP_ANDN:
		case CW_OP_OR:
		case CW_OP_XOR:
		case CW_OP_NOT:
			bits = element_bits(in);
			amount = direct(in, bits);
			put(rol, bits, amount);
			found += amount != 0;
			break;
		case CW_OP_SHL:
		case CW_OP_SHR:
		case CW_OP_VSHL:
		case CW_OP_VSHR:
			if (!s.known)
				add_up_shifts(&s);
			found += find_pair(rol, &s, i);
			break;
		case CW_OP_VADD:
			if (in->elem == 8)
				arith64++;
			else if (in->elem == 4)
				arith32++;
			if (!is_doubling(in))
				break;
			if (!s.known)
				add_up_shifts(&s);
			found += find_pair(rol, &s, i);
			break;
		case CW_OP_VSHUFFLE_BYTES:
			bytes++;
			break;
		case CW_OP_VSHUFFLE:
			if ((in->flags & CW_INSN_IMM) && in->elem == 4 &&
			    (in->imm & 0xff) == SHUFFLE_SWAP_DWORDS) {
				put(rol, 64, 32);
				found++;
			}
			break;
		}
	}
	if (bytes && (arith64 || arith32))
		found += put_shuffles(rol, bytes, arith64);
	return found;
}
