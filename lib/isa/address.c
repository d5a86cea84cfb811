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
};

/* Where ModRM is, and bit 3 of the registers it and SIB name. */
struct x86_operand {
	unsigned int pos;
	u8 base_ext;
	u8 index_ext;
	bool evex;
};

/* Bit by bit: the bytes that are prefixes, but REX. */
static const u32 x86_prefixes[8] = {
	[0x26 / 32] = 1u << 0x26 % 32 | 1u << 0x2e % 32 | 1u << 0x36 % 32 |
		      1u << 0x3e % 32,
	[0x64 / 32] = 1u << 0x64 % 32 | 1u << 0x65 % 32 | 1u << 0x66 % 32 |
		      1u << 0x67 % 32,
	[0xf0 / 32] = 1u << 0xf0 % 32 | 1u << 0xf2 % 32 | 1u << 0xf3 % 32,
};

/* Return: false if what it finds has no address to be told. */
static bool x86_after_prefixes(struct x86_operand *o, const u8 *bytes,
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
		if (byte == 0x64 || byte == 0x65 || byte == 0x67)
			return false;
		rex = 0;
	}
	o->base_ext = (rex & 1) << 3;
	o->index_ext = (rex & 2) << 2;
	return o->pos + 1 < len;
}

/* Goes from the first opcode byte, or an escape, to ModRM. */
static bool x86_to_modrm(struct x86_operand *o, const u8 *bytes,
			 unsigned int len, const struct cw_insn *insn)
{
	u8 byte = bytes[o->pos], next = bytes[o->pos + 1];

	if (insn->flags & CW_INSN_VEX) {
		o->evex = byte == 0x62;
		if (byte != 0xc5 && byte != 0xc4 && !o->evex)
			return false;	/* XOP */
		if (byte != 0xc5) {
			o->index_ext = (~next & 0x40) >> 3;
			o->base_ext = (~next & 0x20) >> 2;
		}
		o->pos += byte == 0xc5 ? 3 : o->evex ? 5 : 4;
	} else if (byte == 0x0f) {
		o->pos += (next == 0x38 || next == 0x3a) ? 3 : 2;
	} else {
		/* APX; far pointers; no ModRM */
		if (byte == 0xd5 || byte == 0x62 || byte == 0xc4 ||
		    byte == 0xc5 || (byte & 0xfc) == 0xa0)
			return false;
		o->pos++;
	}
	return o->pos < len;
}

static bool x86_address(const struct cw_insn *insn, const u8 *bytes,
			struct cw_address *a, bool long_mode)
{
	struct x86_operand o = { 0 };
	unsigned int len = insn->len, mod, rm, pos;
	u8 sib;

	if (!x86_after_prefixes(&o, bytes, len, long_mode) ||
	    !x86_to_modrm(&o, bytes, len, insn))
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
	[CW_OP_IMUL] = CHANGES_MORE,
	[CW_OP_DIV] = CHANGES_MORE,
	[CW_OP_ATOMIC] = CHANGES_MORE,
	[CW_OP_X87_CONTROL] = CHANGES_MORE,
	[CW_OP_VCMP] = CHANGES_MORE,
	[CW_OP_JCC] = CHANGES_MORE,
	[CW_OP_VMOV] = CHANGES_MORE,
	[CW_OP_VSHUFFLE] = CHANGES_MORE,
	[CW_OP_VMISC] = CHANGES_MORE,
	[CW_OP_VMASK] = CHANGES_MORE,
	[CW_OP_FP_MOV] = CHANGES_MORE,
	[CW_OP_FP_CVT] = CHANGES_MORE,
	[CW_OP_FP_CMP] = CHANGES_MORE,
	[CW_OP_MOV] = CHANGES_MORE,
};

static u32 x86_changes_more(const struct cw_insn *insn, const u8 *bytes,
			    u32 named)
{
	switch (insn->op) {
	case CW_OP_MOV:
		/* a store changes none; an exchange with memory reads, too */
		if ((insn->flags & (CW_INSN_MEM_READ | CW_INSN_MEM_WRITE)) ==
		    CW_INSN_MEM_WRITE)
			return 0;
		/* cdq and exchanges with rax name one register or none */
		if ((bytes[insn->len - 1] & 0xf0) == 0x90)
			named |= X86_RAX | X86_RDX;
		return insn->flags & CW_INSN_VECTOR ? 0 : named;
	case CW_OP_JCC:				/* loop */
		return (bytes[insn->len - 2] & 0xfc) == 0xe0 ? X86_RCX : 0;
	case CW_OP_STACK:
		return named | X86_RSP | X86_RBP;
	case CW_OP_STRING:
		return named | X86_RAX | X86_RCX | X86_RSI | X86_RDI;
	case CW_OP_MUL:
	case CW_OP_IMUL:
	case CW_OP_DIV:
	case CW_OP_ATOMIC:
		return named | X86_RAX | X86_RDX;
	case CW_OP_X87_CONTROL:			/* fnstsw ax */
		return X86_RAX;
	case CW_OP_VCMP:
		return named | X86_RCX;		/* pcmpestri */
	default:
		/* to a general register, perhaps */
		return insn->flags & CW_INSN_MEM_WRITE ? 0 : named;
	}
}

static u32 x86_changes(const struct cw_insn *insn, const u8 *bytes)
{
	u32 named = cw_reg_bit(insn->reg) | cw_reg_bit(insn->rm) |
		    cw_reg_bit(insn->vvvv);

	if (insn->width == 1)	/* 4 to 7 may be ah, ch, dh, bh */
		named |= named >> 4 & 15;
	if ((about[insn->op] & CHANGES_HOW) == CHANGES_MORE)
		return x86_changes_more(insn, bytes, named);
	return insn->flags & CW_INSN_VECTOR ? 0 : named;
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
				     x86_changes(insn, bytes);
}
