// SPDX-License-Identifier: GPL-2.0-only
/*
 * address: memory operands of instructions that cw_decode() found valid. It is
 * asked for few of them, so this walks prefixes and ModRM once more instead of
 * making every decode longer.
 */
#include "address.h"

/* bits of registers by their numbers */
enum {
	X86_RAX = 0x01,
	X86_RCX = 0x02,
	X86_RDX = 0x04,
	X86_RSP = 0x10,
	X86_RBP = 0x20,
	X86_RSI = 0x40,
	X86_RDI = 0x80,
	X86_ALL = 0xff,		/* those of 32 bits */
};

/* What an opcode byte means hangs on the escapes before it. */
enum x86_map {
	X86_MAP_UNKNOWN,	/* APX, XOP */
	X86_MAP_ONE_BYTE,
	X86_MAP_0F,
	X86_MAP_0F38,
	X86_MAP_0F3A,
	X86_MAP_5,
};

/*
 * What stands before ModRM; where that is, if there is one; and bit 3 of the
 * registers that it and SIB name.
 */
struct x86_operand {
	unsigned int pos;
	u8 map;			/* enum x86_map */
	u8 opcode;
	u8 base_ext;
	u8 index_ext;
	bool evex;
	u8 pp;			/* 1: 66, 2: F3, 3: F2, as VEX has it */
	bool elsewhere;		/* in a segment of its own, or cut to fewer bits */
};

/* Bit by bit: the bytes that are prefixes, but REX. */
static const u32 x86_prefixes[8] = {
	[0x26 / 32] = 1u << 0x26 % 32 | 1u << 0x2e % 32 | 1u << 0x36 % 32 |
		      1u << 0x3e % 32,
	[0x64 / 32] = 1u << 0x64 % 32 | 1u << 0x65 % 32 | 1u << 0x66 % 32 |
		      1u << 0x67 % 32,
	[0xf0 / 32] = 1u << 0xf0 % 32 | 1u << 0xf2 % 32 | 1u << 0xf3 % 32,
};

static void x86_after_prefixes(struct x86_operand *o, const u8 *bytes,
			       unsigned int len, bool long_mode)
{
	u8 rex = 0;

	for (; o->pos < len; o->pos++) {
		u8 byte = bytes[o->pos];

		if (long_mode && (byte & 0xf0) == 0x40) {
			rex = byte;
			continue;
		}
		if (!(x86_prefixes[byte / 32] >> byte % 32 & 1))
			break;
		o->elsewhere |= byte == 0x64 || byte == 0x65 || byte == 0x67;
		if (byte == 0xf2 || byte == 0xf3)
			o->pp = byte == 0xf3 ? 2 : 3;
		else if (byte == 0x66 && !o->pp)
			o->pp = 1;
		rex = 0;
	}
	o->base_ext = (rex & 1) << 3;
	o->index_ext = (rex & 2) << 2;
}

/* Of VEX and EVEX, which begin at @b */
static void x86_vex_prefix(struct x86_operand *o, const u8 *b)
{
	static const u8 maps[8] = {
		[1] = X86_MAP_0F, [2] = X86_MAP_0F38, [3] = X86_MAP_0F3A,
		[5] = X86_MAP_5,
	};
	bool two = *b == 0xc5;

	o->evex = *b == 0x62;
	o->map = two ? X86_MAP_0F : maps[b[1] & 7];
	o->pp = b[two ? 1 : 2] & 3;
	if (!two) {
		o->index_ext = (~b[1] & 0x40) >> 3;
		o->base_ext = (~b[1] & 0x20) >> 2;
	}
	o->pos += two ? 2 : o->evex ? 4 : 3;
}

/* Goes from the first byte to what comes after the opcode. */
static void x86_to_modrm(struct x86_operand *o, const struct cw_insn *insn,
			 const u8 *bytes, bool long_mode)
{
	unsigned int len = insn->len;
	u8 byte;

	x86_after_prefixes(o, bytes, len, long_mode);
	if (o->pos >= len)
		return;
	byte = bytes[o->pos];
	if (insn->flags & CW_INSN_VEX) {
		if (byte != 0xc5 && byte != 0xc4 && byte != 0x62)
			return;		/* XOP */
		x86_vex_prefix(o, bytes + o->pos);
	} else if (byte == 0x0f && o->pos + 1 < len) {
		byte = bytes[++o->pos];
		o->map = byte == 0x38 ? X86_MAP_0F38 :
			 byte == 0x3a ? X86_MAP_0F3A : X86_MAP_0F;
		o->pos += o->map != X86_MAP_0F;
	} else if (byte != 0xd5 || !long_mode) {
		o->map = X86_MAP_ONE_BYTE;
	}
	if (o->pos < len)
		o->opcode = bytes[o->pos++];
}

/* Far pointers and addresses without ModRM. */
static bool x86_has_no_modrm(const struct x86_operand *o)
{
	return o->map == X86_MAP_ONE_BYTE &&
	       (o->opcode == 0xc4 || o->opcode == 0xc5 || o->opcode == 0x62 ||
		(o->opcode & 0xfc) == 0xa0);
}

static bool x86_address(const struct cw_insn *insn, const u8 *bytes,
			struct cw_address *a, bool long_mode)
{
	struct x86_operand o = { 0 };
	unsigned int len = insn->len, mod, rm, pos;
	u8 sib;

	x86_to_modrm(&o, insn, bytes, long_mode);
	if (o.map == X86_MAP_UNKNOWN || o.elsewhere || o.pos >= len ||
	    x86_has_no_modrm(&o))
		return false;
	pos = o.pos;
	mod = bytes[pos] >> 6;
	rm = bytes[pos++] & 7;
	if (mod == 3)
		return false;
	a->index = CW_REG_NONE;
	a->base = rm | o.base_ext;
	if (rm == 4) {
		if (pos >= len)
			return false;
		sib = bytes[pos++];
		a->base = (sib & 7) | o.base_ext;
		a->index = (sib >> 3 & 7) | o.index_ext;
		a->scale = sib >> 6;
		if (a->index == 4)
			a->index = CW_REG_NONE;
		rm = sib & 7;
	}
	if (!mod && rm == 5) {
		if (a->index == CW_REG_NONE)
			return false;
		a->base = CW_REG_NONE;
		mod = 2;
	}
	if (mod == 1 && pos < len) {
		/* EVEX counts in operands; broadcasts are taken for whole ones */
		a->disp = (s8)bytes[pos] * (o.evex ? insn->width : 1);
	} else if (mod == 2 && pos + 4 <= len) {
		a->disp = bytes[pos] | bytes[pos + 1] << 8 |
			  bytes[pos + 2] << 16 | (s32)((u32)bytes[pos + 3] << 24);
	}
	return true;
}

/* What must be known of a class before its registers are asked for. */
enum about {
	CHANGES_NAMED,		/* those that it names, nothing else */
	CHANGES_NONE,
	CHANGES_EVERYTHING,	/* or control may come back from elsewhere */
	CHANGES_MORE,		/* x86_changes_more() */
	CHANGES_HOW = 3,
	NO_OPERAND = 4,		/* its memory is not told by an address */
};

static const u8 about[CW_OP_COUNT] = {
	[CW_OP_CMP] = CHANGES_NONE,
	[CW_OP_TEST] = CHANGES_NONE,
	[CW_OP_NOP] = CHANGES_NONE,
	[CW_OP_PAUSE] = CHANGES_NONE,
	[CW_OP_FENCE] = CHANGES_NONE,
	[CW_OP_PREFETCH] = CHANGES_NONE,
	[CW_OP_PREFETCH_NT] = CHANGES_NONE,
	[CW_OP_CACHE] = CHANGES_NONE,
	[CW_OP_X87] = CHANGES_NONE,
	[CW_OP_CALL] = CHANGES_EVERYTHING | NO_OPERAND,
	[CW_OP_CALL_IND] = CHANGES_EVERYTHING | NO_OPERAND,
	[CW_OP_SYSCALL] = CHANGES_EVERYTHING,
	[CW_OP_SYSTEM] = CHANGES_EVERYTHING,
	[CW_OP_OTHER] = CHANGES_EVERYTHING,
	[CW_OP_RET] = NO_OPERAND,
	[CW_OP_VGATHER] = NO_OPERAND,
	[CW_OP_VSCATTER] = NO_OPERAND,
	[CW_OP_STACK] = CHANGES_MORE | NO_OPERAND,
	[CW_OP_STRING] = CHANGES_MORE | NO_OPERAND,
	[CW_OP_MUL] = CHANGES_MORE,
	[CW_OP_DIV] = CHANGES_MORE,
	[CW_OP_ATOMIC] = CHANGES_MORE,
	[CW_OP_X87_CONTROL] = CHANGES_MORE,
	[CW_OP_JCC] = CHANGES_MORE,
	[CW_OP_MOV] = CHANGES_MORE,
};

/* Of the one-byte opcodes that are most of a program: bit 1 tells the target. */
static u32 x86_by_direction(const struct cw_insn *insn, unsigned int opcode)
{
	return cw_reg_bit(opcode & 2 ? insn->reg : insn->rm);
}

/*
 * The register that a move or arithmetic of two operands writes, where the
 * opcode tells it; else all that are @named.
 */
static u32 x86_target(const struct cw_insn *insn, const struct x86_operand *o,
		      u32 named)
{
	unsigned int op = o->opcode;

	if (insn->flags & CW_INSN_LOCK || o->evex)
		return named;
	switch (o->map) {
	case X86_MAP_ONE_BYTE:
		if (op < 0x40 && (op & 7) < 4)
			return x86_by_direction(insn, op);
		if (op >= 0x88 && op <= 0x8c)
			return x86_by_direction(insn, op);
		if (op == 0x63 || op == 0x69 || op == 0x6b)
			return cw_reg_bit(insn->reg);
		break;
	case X86_MAP_0F:
		/* cmov; imul; movzx, movsx; popcnt, bsf, bsr */
		if ((op & 0xf0) == 0x40 || op == 0xaf || (op & 0xf6) == 0xb6 ||
		    (op & 0xfa) == 0xb8)
			return cw_reg_bit(insn->reg);
		if ((op & 0xfe) == 0xa6)	/* xsha1, xcryptecb */
			return X86_ALL;
		break;
	case X86_MAP_0F38:
		/* andn; bzhi, pext, pdep; bextr, shlx and its kin */
		if (insn->flags & CW_INSN_VEX &&
		    (op == 0xf2 || op == 0xf5 || op == 0xf7))
			return cw_reg_bit(insn->reg);
		break;
	case X86_MAP_0F3A:		/* rorx */
		return cw_reg_bit(insn->reg);
	}
	return named;
}

/*
 * The general register that an instruction on vectors or masks writes: its
 * number stands where those of vectors do, and few opcodes mean one.
 */
static u32 x86_from_vector(const struct cw_insn *insn,
			   const struct x86_operand *o, u32 named)
{
	if (o->map == X86_MAP_UNKNOWN)	/* XOP has none */
		return insn->flags & CW_INSN_VEX ? 0 : named;
	switch (o->map << 8 | o->opcode) {
	case X86_MAP_0F << 8 | 0x7e:	/* movd, movq; F3: between vectors */
		return o->pp == 2 ? 0 : cw_reg_bit(insn->rm);
	case X86_MAP_5 << 8 | 0x7e:	/* vmovw */
	case X86_MAP_0F3A << 8 | 0x14:	/* pextrb … extractps */
	case X86_MAP_0F3A << 8 | 0x15:
	case X86_MAP_0F3A << 8 | 0x16:
	case X86_MAP_0F3A << 8 | 0x17:
		return cw_reg_bit(insn->rm);
	case X86_MAP_0F << 8 | 0x2c:	/* cvttss2si, or packed to vectors */
	case X86_MAP_0F << 8 | 0x2d:
	case X86_MAP_0F << 8 | 0x78:	/* vcvttss2usi, or insertq */
	case X86_MAP_0F << 8 | 0x79:
	case X86_MAP_5 << 8 | 0x2c:
	case X86_MAP_5 << 8 | 0x2d:
	case X86_MAP_5 << 8 | 0x6c:
	case X86_MAP_5 << 8 | 0x6d:
	case X86_MAP_5 << 8 | 0x78:
	case X86_MAP_5 << 8 | 0x79:
		return o->pp >= 2 && (o->evex || o->opcode < 0x78) ?
		       cw_reg_bit(insn->reg) : 0;
	case X86_MAP_0F << 8 | 0x50:	/* movmskps */
	case X86_MAP_0F << 8 | 0x93:	/* kmov */
	case X86_MAP_0F << 8 | 0xc5:	/* pextrw */
	case X86_MAP_0F << 8 | 0xd7:	/* pmovmskb */
		return cw_reg_bit(insn->reg);
	case X86_MAP_0F3A << 8 | 0x61:	/* pcmpestri, pcmpistri */
	case X86_MAP_0F3A << 8 | 0x63:
		return X86_RCX;
	}
	return 0;
}

static u32 x86_changes_more(const struct cw_insn *insn, const u8 *bytes,
			    const struct x86_operand *o, u32 named)
{
	switch (insn->op) {
	case CW_OP_MOV:
		/* cdq and exchanges with rax name one register or none */
		if ((bytes[insn->len - 1] & 0xf0) == 0x90)
			named |= X86_RAX | X86_RDX;
		/* a store changes none; an exchange with memory reads, too */
		return (insn->flags & (CW_INSN_MEM_READ | CW_INSN_MEM_WRITE)) ==
		       CW_INSN_MEM_WRITE ? 0 : named;
	case CW_OP_JCC:				/* loop */
		return (bytes[insn->len - 2] & 0xfc) == 0xe0 ? X86_RCX : 0;
	case CW_OP_STACK:			/* popa; push */
		if (o->map == X86_MAP_ONE_BYTE && o->opcode == 0x61)
			return X86_ALL;
		return o->map == X86_MAP_ONE_BYTE && (o->opcode & 0xf8) == 0x50 ?
		       X86_RSP : named | X86_RSP | X86_RBP;
	case CW_OP_STRING:
		return named | X86_RAX | X86_RCX | X86_RSI | X86_RDI;
	case CW_OP_MUL:				/* mulx names both; montmul */
		return o->map > X86_MAP_ONE_BYTE ? named : X86_RAX | X86_RDX;
	case CW_OP_DIV:
		return X86_RAX | X86_RDX;
	case CW_OP_ATOMIC:
		return named | X86_RAX | X86_RDX;
	default:				/* fnstsw ax */
		return X86_RAX;
	}
}

/* Can the opcode say less, or more, than that what is @named changes? */
static bool x86_opcode_matters(const struct cw_insn *insn, u32 named)
{
	return named & (named - 1) || insn->flags & CW_INSN_MEM_WRITE ||
	       insn->op == CW_OP_STACK || insn->op == CW_OP_MUL;
}

static u32 x86_changes(const struct cw_insn *insn, const u8 *bytes,
		       bool long_mode)
{
	bool vectors = insn->flags & CW_INSN_VECTOR || insn->op == CW_OP_VMASK;
	u32 named = cw_reg_bit(insn->reg) | cw_reg_bit(insn->rm) |
		    cw_reg_bit(insn->vvvv);
	struct x86_operand o = { 0 };

	/* most instructions do not pay for it */
	if (vectors || x86_opcode_matters(insn, named))
		x86_to_modrm(&o, insn, bytes, long_mode);
	if (vectors)
		return x86_from_vector(insn, &o, named);
	named = x86_target(insn, &o, named);
	if (insn->width == 1)	/* 4 to 7 may be ah, ch, dh, bh */
		named |= named >> 4 & 15;
	return (about[insn->op] & CHANGES_HOW) == CHANGES_MORE ?
	       x86_changes_more(insn, bytes, &o, named) : named;
}

static u32 arm64_word(const u8 *bytes)
{
	return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | (u32)bytes[3] << 24;
}

static s32 arm64_signed(u32 word, unsigned int low, unsigned int count)
{
	return (s32)(word << (32 - low - count)) >> (32 - count);
}

/* log2 of the bytes of one register that is loaded or stored */
static unsigned int arm64_size(u32 word)
{
	bool vector = word >> 26 & 1, quad = word >> 23 & 1;

	return vector && quad ? 4 : word >> 30;
}

static void arm64_register_offset(u32 word, struct cw_address *a)
{
	static const u8 extend[8] = {
		[2] = CW_EXTEND_ZERO, [6] = CW_EXTEND_SIGN,
	};

	a->index = word >> 16 & 31;
	a->extend = extend[word >> 13 & 7];
	a->scale = word >> 12 & 1 ? arm64_size(word) : 0;
	if (a->index == 31)
		a->index = CW_REG_NONE;	/* xzr */
}

static bool arm64_address(const u8 *bytes, struct cw_address *a)
{
	u32 word = arm64_word(bytes);
	unsigned int scale;

	a->base = word >> 5 & 31;
	a->index = CW_REG_NONE;
	if ((word & 0x3b000000) == 0x39000000) {
		/* a register, at an immediate in units of its size */
		a->disp = (word >> 10 & 0xfff) << arm64_size(word);
	} else if ((word & 0x3b200c00) == 0x38200800) {
		arm64_register_offset(word, a);
	} else if ((word & 0x3b200000) == 0x38000000) {
		/* an immediate of 9 bits; post-indexed it comes later */
		if ((word & 0xc00) != 0x400)
			a->disp = arm64_signed(word, 12, 9);
	} else if ((word & 0x3a000000) == 0x28000000) {
		/* a pair */
		scale = word >> 26 & 1 ? 2 + (word >> 30) :
					 2 + (word >> 31);
		if ((word & 0x1800000) != 0x800000)
			a->disp = arm64_signed(word, 15, 7) * (1 << scale);
	} else if ((word & 0x3f000000) != 0x08000000 &&
		   (word & 0x3b200c00) != 0x38200000 &&
		   (word & 0xbe000000) != 0x0c000000) {
		return false;	/* neither exclusive, atomic, nor of structures */
	}
	return true;
}

static u32 arm64_changes(const struct cw_insn *insn, const u8 *bytes)
{
	u32 word = arm64_word(bytes), reg = cw_reg_bit(insn->reg);

	if (insn->op == CW_OP_JCC)
		return 0;
	/* what is loaded (perhaps a pair), and the base if it is moved on */
	if (insn->flags & (CW_INSN_MEM_READ | CW_INSN_MEM_WRITE))
		return cw_reg_bit(word & 31) | cw_reg_bit(word >> 10 & 31) |
		       cw_reg_bit(word >> 16 & 31) |
		       ((word & 0x3b200000) == 0x38000000 ||
			(word & 0x3a800000) == 0x28800000 ||
			(word & 0xbe800000) == 0x0c800000 ?
				cw_reg_bit(word >> 5 & 31) : 0);
	return reg | cw_reg_bit(word & 31);
}

bool cw_address_of(enum cw_isa isa, const struct cw_insn *insn, const u8 *bytes,
		   struct cw_address *a)
{
	memset(a, 0, sizeof(*a));
	if (!(insn->flags & (CW_INSN_MEM_READ | CW_INSN_MEM_WRITE)) &&
	    (insn->op != CW_OP_LEA || isa == CW_ISA_ARM64))
		return false;
	if (about[insn->op] & NO_OPERAND)
		return false;
	return isa == CW_ISA_ARM64 ? arm64_address(bytes, a) :
	       x86_address(insn, bytes, a, isa == CW_ISA_X86_64);
}

u32 cw_changes(enum cw_isa isa, const struct cw_insn *insn, const u8 *bytes)
{
	switch (about[insn->op] & CHANGES_HOW) {
	case CHANGES_NONE:
		return 0;
	case CHANGES_EVERYTHING:
		return CW_CHANGES_ALL;
	}
	return isa == CW_ISA_ARM64 ? arm64_changes(insn, bytes) :
				     x86_changes(insn, bytes,
						 isa == CW_ISA_X86_64);
}
