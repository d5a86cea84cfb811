// SPDX-License-Identifier: GPL-2.0-only
/*
 * signs of tables that are read by the bytes of words, whatever stands between
 * two look-ups: checks of bounds, tags, spills, addresses that are computed by
 * themselves. Followed is which registers hold a byte of a word, or an address
 * made of one; a word that is read from there is a look-up. Bytes of text come
 * from memory, not out of words, and are none. Where the bytes were taken before
 * the window begins, words of tables are xored at several different indices.
 */
#include "extract.h"
#include "isa/address.h"

enum {
	XORED_MIN = 3,	/* indices */
	LOOKED_MIN = 3,	/* bytes taken and words looked up by them */
	TAGGED_BYTE = 0x1ff,	/* OCaml's numbers have a one below */
	SCALE_MAX = 4,
};

struct lookups {
	const struct cw_code *c;
	u32 bytes;	/* registers that hold a byte, or an address by it */
	unsigned int taken;	/* how often a byte was taken out of a word */
	unsigned int n;
	u32 indices;	/* of scaled words that were xored … */
	unsigned int xored;	/* … and how many they are */
	bool upper;	/* a byte was taken that is not the lowest */
};

/* x86: of two-byte opcodes 0x0f and the second */
static unsigned int opcode(const struct lookups *l, unsigned int k)
{
	const u8 *b = cw_opcode(l->c, k);

	return *b == 0x0f ? 0x0f00 | b[1] : *b;
}

static void set_byte(struct lookups *l, u32 to, bool byte)
{
	if (byte)
		l->bytes |= to;
	else
		l->bytes &= ~to;
}

static void take(struct lookups *l, u32 to, bool byte)
{
	l->taken += byte;
	set_byte(l, to, byte);
}

/* A byte as it is, tagged, or times two (Lisp's tag) to eight */
static bool is_byte_mask(u64 mask)
{
	return mask == 0xff || mask == 0xff << 1 || mask == 0xff << 2 ||
	       mask == 0xff << 3 || mask == TAGGED_BYTE;
}

static bool address_of(const struct lookups *l, unsigned int k,
		       struct cw_address *a)
{
	return cw_address_of(l->c->x86 ? CW_ISA_X86_64 : CW_ISA_ARM64,
			     &l->c->insn[k], l->c->bytes + l->c->at[k], a);
}

static bool is_by_byte(const struct lookups *l, const struct cw_address *a)
{
	return l->bytes & (cw_reg_bit(a->base) | cw_reg_bit(a->index));
}

static u32 target(const struct lookups *l, const struct cw_insn *i,
		  unsigned int k)
{
	if (i->flags & CW_INSN_IMM)
		return cw_reg_bit(l->c->x86 ? i->rm : i->reg);
	if (!l->c->x86 || i->rm == CW_REG_NONE ||
	    cw_reg_is_target(l->c, k))
		return cw_reg_bit(i->reg);
	return cw_reg_bit(i->rm);
}

static u32 sources(const struct cw_insn *i)
{
	return cw_reg_bit(i->reg) | cw_reg_bit(i->rm) | cw_reg_bit(i->vvvv);
}

static void see_move(struct lookups *l, const struct cw_insn *i,
		     unsigned int k)
{
	unsigned int op = l->c->x86 ? opcode(l, k) : 0;
	u32 to = target(l, i, k);

	if (op == 0x0fb6) {		/* movzx of a byte; without REX 4 is ah */
		take(l, cw_reg_bit(i->reg), i->rm != CW_REG_NONE);
		l->upper |= i->len == 3 && i->rm >= 4 && i->rm < 8;
	} else if (op >> 8 || i->flags & CW_INSN_IMM || (op & 0xf0) == 0xb0) {
		set_byte(l, cw_reg_bit(i->reg) | cw_reg_bit(i->rm), false);
	} else if (op == 0x63) {	/* movsxd */
		set_byte(l, cw_reg_bit(i->reg), l->bytes & cw_reg_bit(i->rm));
	} else {
		set_byte(l, to, l->bytes & (sources(i) & ~to));
	}
}

static void see_load(struct lookups *l, const struct cw_insn *i,
		     unsigned int k)
{
	struct cw_address a;

	if ((i->width == 4 || i->width == 8) && address_of(l, k, &a)) {
		l->n += is_by_byte(l, &a);
		if (i->op == CW_OP_XOR && a.scale >= 2 &&
		    cw_reg_bit(a.index) & ~l->indices) {
			l->indices |= cw_reg_bit(a.index);
			l->xored++;
		}
	}
	set_byte(l, cw_reg_bit(i->reg), false);
}

/* To an upper byte, or to where it is times four */
static bool shifts_byte(const struct cw_insn *i)
{
	return i->amount == 8 || i->amount == 16 || i->amount == 24 ||
	       (i->width == 4 && (i->amount == 6 || i->amount == 14 ||
				  i->amount == 22));
}

static bool is_last_byte(const struct cw_insn *i)
{
	return i->amount == 24 || (i->width == 8 && i->amount == 56);
}

static void see(struct lookups *l, unsigned int k)
{
	const struct cw_insn *i = &l->c->insn[k];
	u32 to = target(l, i, k);
	struct cw_address a;

	if (i->flags & (CW_INSN_VECTOR | CW_INSN_MEM_WRITE))
		return;
	if (i->flags & CW_INSN_MEM_READ) {
		if (i->op != CW_OP_CMP && i->op != CW_OP_TEST)
			see_load(l, i, k);
		return;
	}
	switch (i->op) {
	case CW_OP_MOV:
		see_move(l, i, k);
		break;
	case CW_OP_SHR:
		to = cw_reg_bit(l->c->x86 && !(i->flags & CW_INSN_VEX) ? i->rm :
								     i->reg);
		take(l, to, is_last_byte(i));
		l->upper |= shifts_byte(i);
		break;
	case CW_OP_SHL:
		to = cw_reg_bit(l->c->x86 ? i->rm : i->reg);
		set_byte(l, to,
			 l->bytes & sources(i) && i->amount <= SCALE_MAX);
		break;
	case CW_OP_AND:
		take(l, to, i->flags & CW_INSN_IMM && is_byte_mask(i->imm));
		break;
	case CW_OP_BIT:
		take(l, cw_reg_bit(i->reg), !l->c->x86 && i->imm == 0xff);
		l->upper |= i->amount && i->imm == 0xff;
		break;
	case CW_OP_LEA:
		set_byte(l, cw_reg_bit(i->reg),
			 address_of(l, k, &a) && is_by_byte(l, &a));
		break;
	case CW_OP_ADD:
	case CW_OP_OR:
		set_byte(l, to, l->bytes & (sources(i) | to));
		break;
	case CW_OP_CMP:
	case CW_OP_TEST:
	case CW_OP_JCC:
	case CW_OP_NOP:
	case CW_OP_STACK:
		break;
	default:
		l->bytes &= ~sources(i);
	}
}

void cw_see_lookups(struct cw_signs *s, const struct cw_tally *t,
		    const struct cw_code *c)
{
	struct lookups l = { .c = c };
	unsigned int k;

	if (t->byte_shifts + t->byte_masks + t->scaled_masks == 0 &&
	    t->table_xors < XORED_MIN)
		return;
	for (k = 0; k < c->n; k++)
		see(&l, k);
	cw_set_if(s, CW_SIGN_BYTE_LOOKUPS,
		  l.xored >= XORED_MIN ||
		  (l.upper && l.n && l.n + l.taken >= LOOKED_MIN));
}
