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
	BYTEWISE_MIN = 2,	/* a word by a byte of memory will do */
	TIMES_3_AND_9 = 1 << 1 | 1 << 3,	/* makes 27, AES's polynomial */
	TAGGED_BYTE = 0x1ff,	/* OCaml's numbers have a one below */
	SCALE_MAX = 4,
};

struct lookups {
	const struct cw_code *c;
	u32 bytes;	/* registers that hold a byte, or an address by it */
	u32 loaded;	/* … a byte of memory, likewise */
	unsigned int taken;	/* how often a byte was taken out of a word */
	unsigned int n;
	u32 indices;	/* of scaled words that were xored … */
	unsigned int xored;	/* … and how many they are */
	u32 looked_up;	/* registers that hold a byte of a table, or a word at a
			 * byte of memory
			 */
	unsigned int bytewise;	/* such look-ups */
	u32 elements;	/* registers that hold an element of a vector */
	bool gathered;	/* a word was looked up at such */
	u32 times;	/* by what LEA multiplies: 1 << n for 1 + 2^n */
	bool added;	/* one of them was xored */
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
	l->loaded &= ~to;
	l->looked_up &= ~to;
	l->elements &= ~to;
	if (byte)
		l->bytes |= to;
	else
		l->bytes &= ~to;
}

static u32 sources(const struct cw_insn *i)
{
	return cw_reg_bit(i->reg) | cw_reg_bit(i->rm) | cw_reg_bit(i->vvvv);
}

/* A word of a table stays one: one table serves all four of an AES round. */
static void rotate(struct lookups *l, const struct cw_insn *i)
{
	bool in_place = l->c->x86 && !(i->flags & CW_INSN_VEX);
	u32 to = cw_reg_bit(in_place ? i->rm : i->reg);
	bool looked_up = l->looked_up & (in_place ? to : sources(i) & ~to);

	set_byte(l, to, false);
	if (looked_up)
		l->looked_up |= to;
}

/* What @from hold goes, or is scaled or added, into @to. */
static void pass_on(struct lookups *l, u32 to, u32 from)
{
	bool loaded = l->loaded & from, looked_up = l->looked_up & from;

	set_byte(l, to, l->bytes & from);
	if (loaded)
		l->loaded |= to;
	if (looked_up)
		l->looked_up |= to;
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

static u32 parts(const struct cw_address *a)
{
	return cw_reg_bit(a->base) | cw_reg_bit(a->index);
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
		pass_on(l, cw_reg_bit(i->reg), cw_reg_bit(i->rm));
	} else {
		pass_on(l, to, sources(i) & ~to);
	}
}

static bool loads_byte(const struct lookups *l, const struct cw_insn *i,
		       unsigned int k)
{
	return i->op == CW_OP_MOV &&
	       (l->c->x86 ? opcode(l, k) == 0x0fb6 : i->width == 1);
}

/* Return: how much it counts as a look-up byte by byte. */
static unsigned int look_up(struct lookups *l, const struct cw_insn *i,
			    const struct cw_address *a, bool byte)
{
	bool word = i->width == 4 || i->width == 8;
	u32 by = parts(a), index = cw_reg_bit(a->index);

	l->n += word && l->bytes & by;
	l->gathered |= word && a->scale == 2 && l->elements & index;
	if (word && i->op == CW_OP_XOR && a->scale >= 2 &&
	    index & ~l->indices) {
		l->indices |= index;
		l->xored++;
	}
	if (i->op != CW_OP_MOV && i->op != CW_OP_XOR)
		return 0;	/* BLAKE adds words of its message */
	if (byte || !word)
		return !!((l->bytes | l->loaded) & by);
	return l->loaded & by ? BYTEWISE_MIN : 0;
}

static void see_load(struct lookups *l, const struct cw_insn *i,
		     unsigned int k)
{
	bool byte = loads_byte(l, i, k);
	unsigned int counts = 0;
	struct cw_address a;

	if ((byte || i->width >= 4 || i->op == CW_OP_XOR) &&
	    address_of(l, k, &a))
		counts = look_up(l, i, &a, byte);
	set_byte(l, cw_reg_bit(i->reg), false);
	if (byte)
		l->loaded |= cw_reg_bit(i->reg);
	if (!counts)
		return;
	l->bytewise += counts;
	l->looked_up |= cw_reg_bit(i->reg);
	l->added |= i->op == CW_OP_XOR;
}

/* To an upper byte, or to where it is times four */
static bool shifts_byte(const struct cw_insn *i)
{
	return cw_is_byte_amount(i->amount) ||
	       (i->width == 4 && (i->amount == 6 || i->amount == 14 ||
				  i->amount == 22));
}

static bool is_last_byte(const struct cw_insn *i)
{
	return i->amount == 24 || (i->width == 8 && i->amount == 56);
}

/*
 * x86: MOVD and PINSRD, by which gcc looks all words of a round up at once; and
 * MOVD and PEXTRD from vectors whose elements it made bytes of.
 */
static void see_vector(struct lookups *l, const struct cw_insn *i,
		       unsigned int k)
{
	struct cw_address a;
	u32 index;

	if (!l->c->x86 || (i->op != CW_OP_VMOV && i->op != CW_OP_VSHUFFLE))
		return;
	if (!(i->flags & CW_INSN_MEM_READ)) {
		/* gcc spills bytes to vectors: what was one may be */
		l->elements |= cw_changes(CW_ISA_X86_64, i,
					  l->c->bytes + l->c->at[k]);
		return;
	}
	if (!address_of(l, k, &a) || a.scale != 2)
		return;
	index = cw_reg_bit(a.index);
	l->gathered |= !!(l->elements & index);
	if (!((l->bytes | l->loaded) & index))
		return;
	l->added |= l->bytewise > 0;
	l->bytewise++;
}

static void see_lea(struct lookups *l, const struct cw_insn *i, unsigned int k)
{
	struct cw_address a;
	bool known = address_of(l, k, &a);

	if (known && a.base == a.index)
		l->times |= 1u << a.scale;
	pass_on(l, cw_reg_bit(i->reg), known ? parts(&a) : 0);
}

static void see(struct lookups *l, unsigned int k)
{
	const struct cw_insn *i = &l->c->insn[k];
	u32 to = target(l, i, k);

	if (i->flags & CW_INSN_VECTOR)
		see_vector(l, i, k);
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
		pass_on(l, to, i->amount <= SCALE_MAX ? sources(i) : 0);
		break;
	case CW_OP_AND:
		take(l, to, i->flags & CW_INSN_IMM && is_byte_mask(i->imm));
		break;
	case CW_OP_BIT:
		take(l, cw_reg_bit(i->reg), !l->c->x86 && i->imm == 0xff);
		l->upper |= i->amount && i->imm == 0xff;
		break;
	case CW_OP_LEA:
		see_lea(l, i, k);
		break;
	case CW_OP_ROL:
	case CW_OP_ROR:
		rotate(l, i);
		break;
	case CW_OP_ADD:
	case CW_OP_OR:
		pass_on(l, to, sources(i) | to);
		if (i->op == CW_OP_ADD)
			l->looked_up &= ~sources(i);
		break;
	case CW_OP_CMP:
	case CW_OP_TEST:
	case CW_OP_JCC:
	case CW_OP_NOP:
	case CW_OP_STACK:
		break;
	case CW_OP_XOR:
		l->added |= !!(l->looked_up & sources(i));
		set_byte(l, sources(i), false);
		break;
	default:
		set_byte(l, sources(i), false);
	}
}

/* Are there elements of 32 bits that were shifted to a byte, and moved? */
static bool may_gather(const struct cw_tally *t)
{
	return t->byte_vshr && t->op[CW_OP_VMOV];
}

static bool may_look_up(const struct cw_tally *t)
{
	return t->byte_shifts + t->byte_masks + t->scaled_masks ||
	       t->table_xors >= XORED_MIN || t->top_bits || may_gather(t) ||
	       (t->byte_loads && t->op[CW_OP_XOR] + t->op[CW_OP_VSHUFFLE]);
}

void cw_see_lookups(struct cw_signs *s, const struct cw_tally *t,
		    const struct cw_code *c)
{
	struct lookups l = { .c = c };
	bool doubled, words;
	unsigned int k;

	doubled = t->folds && t->op[CW_OP_SHL] + t->op[CW_OP_ADD] +
			      t->op[CW_OP_LEA];
	cw_set_if(s, CW_SIGN_SUBSTITUTION, doubled);
	if (!may_look_up(t))
		return;
	for (k = 0; k < c->n; k++)
		see(&l, k);
	words = l.xored >= XORED_MIN ||
		(l.upper && l.n && l.n + l.taken >= LOOKED_MIN);
	doubled = t->top_bits && t->op[CW_OP_XOR] &&
		  (l.times & TIMES_3_AND_9) == TIMES_3_AND_9;
	cw_set_if(s, CW_SIGN_BYTE_LOOKUPS, words);
	cw_set_if(s, CW_SIGN_SUBSTITUTION,
		  words || doubled ||
		  (may_gather(t) && l.gathered) ||
		  (l.bytewise >= BYTEWISE_MIN && l.added));
}
