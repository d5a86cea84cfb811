/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * address: where in memory an instruction reads or writes, as registers and a
 * displacement; and which registers it may change.
 */
#ifndef _CPUWARDEN_ISA_ADDRESS_H
#define _CPUWARDEN_ISA_ADDRESS_H

#include "isa.h"

/* How an index register is widened before it is scaled (arm64). */
enum cw_extend {
	CW_EXTEND_NONE,
	CW_EXTEND_ZERO,		/* the lower 32 bits */
	CW_EXTEND_SIGN,
};

/**
 * struct cw_address - base + (index << scale) + disp
 * @base:   number of a general register, 31 of arm64 is sp; or CW_REG_NONE
 * @index:  likewise
 * @scale:  bits that the index is shifted by
 * @extend: enum cw_extend of the index
 * @disp:   bytes
 */
struct cw_address {
	u8 base;
	u8 index;
	u8 scale;
	u8 extend;
	s32 disp;
};

/**
 * cw_address_of() - the address of an instruction's memory operand
 * @isa:   what @bytes are
 * @insn:  what cw_decode() made of them
 * @bytes: its @insn->len bytes
 * @a:     result
 *
 * Of x86's LEA it is the address that it computes. Operands of the stack, of
 * string instructions and of gathers have none, nor have those that are relative
 * to the instruction, absolute, or in a segment of their own (fs and gs: a
 * thread's own data). APX is not known.
 *
 * Return: whether there is such an operand.
 */
bool cw_address_of(enum cw_isa isa, const struct cw_insn *insn, const u8 *bytes,
		   struct cw_address *a);

#define CW_CHANGES_ALL	(~0u)

/**
 * cw_changes() - general registers that an instruction may change
 * @isa:   what @bytes are
 * @insn:  what cw_decode() made of them
 * @bytes: its bytes
 *
 * Rather one too many: sources are among them where the class does not tell them
 * from targets.
 *
 * Return: a bit for each; CW_CHANGES_ALL if that is not known, or if control may
 * come back from elsewhere.
 */
u32 cw_changes(enum cw_isa isa, const struct cw_insn *insn, const u8 *bytes);

#endif /* _CPUWARDEN_ISA_ADDRESS_H */
