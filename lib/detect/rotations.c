// SPDX-License-Identifier: GPL-2.0-only
#include "shifts.h"

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

/* Left amount, as a bit, by which one half is shifted into the other. */
static u32 half(const struct cw_insn *i)
{
	if (i->amount >= 32 || i->reg == CW_REG_NONE || i->rm == CW_REG_NONE)
		return 0;
	if (i->op == CW_OP_SHLD)
		return 1u << i->amount;
	if (i->op == CW_OP_SHRD)
		return 1u << (32 - i->amount) % 32;
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

/* Left amount of the rotation whose one half is @a and other half @b. */
static unsigned int pair(const struct cw_shifts *s, unsigned int a,
			 unsigned int b, unsigned int bits)
{
	const struct cw_insn *insn = s->code->insn;
	unsigned int l = is_right(&insn[a]) ? b : a;
	unsigned int r = l == a ? b : a;
	const struct cw_insn *left = &insn[l], *right = &insn[r];

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

/* What is found in a window, before it is said how. */
struct found {
	u64 *rol;
	u32 halves;	/* amounts of 64-bit rotations, less 32 perhaps */
	unsigned int n;
};

/* Amount of the rotation that begins by the shift at @at, 0 if there is none. */
static unsigned int find_pair(struct found *f, const struct cw_shifts *s,
			      unsigned int at)
{
	const struct cw_insn *i = &s->code->insn[at];
	unsigned int end = at + 1 + PAIR_DISTANCE;
	unsigned int bits = element_bits(i);
	unsigned int k, amount;

	if (!bits)
		return 0;
	/* who shares them needs one long after the other */
	if (s->shared || end > s->code->n)
		end = s->code->n;
	for (k = at + 1; k < end; k++) {
		amount = pair(s, at, k, bits);
		if (!amount)
			continue;
		if (bits != 32 || i->flags & CW_INSN_VECTOR ||
		    s->word[at] == s->word[k])
			return amount;
		f->halves |= 1u << amount;
		break;
	}
	return 0;
}

/*
 * A shuffle's amount is in a register that is not seen. Of words of 32 bits it
 * is 8 or 16 to the left, in BLAKE2s and BLAKE3 24, as those beside it say. Of
 * 64 bits it is taken for either of BLAKE2b's two.
 */
static void put_shuffles(struct found *f, unsigned int shuffles, bool wide)
{
	u64 *rol = f->rol;

	f->n += shuffles;
	if (wide) {
		put(rol, 64, 40);
		put(rol, 64, 48);
		return;
	}
	if (rol[CW_ROT_32] & (1u << 20 | 1u << 25))
		put(rol, 32, 24);
	else
		put(rol, 32, 8);
	put(rol, 32, 16);
}

/*
 * Where there are words of 32 bits only, a 64-bit number is rotated by its
 * halves, each of which takes bits of the other. An amount of 32 more swaps
 * them, which is not seen; and one amount alone may be a shift's. So two of an
 * algorithm that beside each other are nobody else's tell which they are.
 */
static void put_halves(struct found *f)
{
	static const struct {
		u32 all;	/* amounts, less 32 if they are more */
		u32 needed;
		u64 rol;	/* as they are */
	} known[] = {
		/* BLAKE2b */
		{ 1u << 8 | 1u << 16 | 1u << 1, 0,
		  1ull << 40 | 1ull << 48 | 1ull << 1 },
		/* BLAKE-512 */
		{ 1u << 7 | 1u << 16 | 1u << 21, 1u << 16 | 1u << 21,
		  1ull << 39 | 1ull << 48 | 1ull << 53 },
		/* SHA-512's big sigmas; Keccak has amounts of the others */
		{ 1u << 4 | 1u << 30 | 1u << 25, 1u << 30,
		  1ull << 36 | 1ull << 30 | 1ull << 25 },
		{ 1u << 18 | 1u << 14 | 1u << 23, 0,
		  1ull << 50 | 1ull << 46 | 1ull << 23 },
	};
	unsigned int i;
	u64 rol;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (f->halves & ~known[i].all ||
		    known[i].needed & ~f->halves)
			continue;
		rol = f->halves | (u64)f->halves << 32;
		for (rol &= known[i].rol; rol; rol &= rol - 1) {
			put(f->rol, 64, __builtin_ctzll(rol));
			f->n++;
		}
		return;
	}
}

/*
 * Of two halves each is shifted to both sides: what looks like a rotation of one
 * by the same amount is none.
 */
static void see_shifts(struct found *f, const struct cw_shifts *s)
{
	const struct cw_insn *i = s->code->insn;
	u8 amount[CW_WINDOW_INSNS];
	unsigned int k, w, bits;
	u64 more;

	for (k = 0; k < s->code->n; k++)
		amount[k] = is_left(&i[k]) || is_right(&i[k]) ||
			    is_doubling(&i[k]) ? find_pair(f, s, k) : 0;
	for (k = 0; k < s->code->n; k++) {
		bits = element_bits(&i[k]);
		if (!amount[k] || (bits == 32 && f->halves >> amount[k] & 1))
			continue;
		put(f->rol, bits, amount[k]);
		f->n++;
	}
	for (w = 0; w < CW_ROT_WIDTHS; w++) {
		more = s->rol[w] & ~f->rol[w];
		f->rol[w] |= more;
		for (; more; more &= more - 1)
			f->n++;
	}
}

unsigned int cw_rotations(u64 rol[CW_ROT_WIDTHS], const struct cw_code *c)
{
	unsigned int arith32 = 0, arith64 = 0, bytes = 0, left = 0, right = 0;
	struct found f = { .rol = rol };
	struct cw_shifts s cw_uninitialized;
	unsigned int i, bits, amount, vectors = 0;

	rol[CW_ROT_32] = 0;
	rol[CW_ROT_64] = 0;
	for (i = 0; i < c->n; i++) {
		const struct cw_insn *in = &c->insn[i];

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
			f.n += amount != 0;
			if (bits == 32 && !amount)
				f.halves |= half(in);
			break;
		case CW_OP_SHL:
			left++;
			break;
		case CW_OP_SHR:
			right++;
			break;
		case CW_OP_VSHL:
		case CW_OP_VSHR:
			vectors++;
			break;
		case CW_OP_VADD:
			if (in->elem == 8)
				arith64++;
			else if (in->elem == 4)
				arith32++;
			break;
		case CW_OP_VSHUFFLE_BYTES:
			bytes++;
			break;
		case CW_OP_VSHUFFLE:
			if ((in->flags & CW_INSN_IMM) && in->elem == 4 &&
			    (in->imm & 0xff) == SHUFFLE_SWAP_DWORDS) {
				put(rol, 64, 32);
				f.n++;
			}
			break;
		}
	}
	/* a vector's other half may be a sum, or a shift before the window */
	if (vectors || (left && right)) {
		cw_shifts_see(&s, c);
		see_shifts(&f, &s);
	}
	if (bytes && (arith64 || arith32))
		put_shuffles(&f, bytes, arith64);
	if (f.halves & (f.halves - 1))
		put_halves(&f);
	return f.n;
}
