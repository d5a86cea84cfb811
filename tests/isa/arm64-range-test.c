// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decode every one of the 2^32 words and see that each field is in its range.
 * Built with the address and undefined behaviour sanitizers, so that a table
 * read out of bounds ends it. Prints TAP.
 *
 * usage: arm64-range-test [STEP]	only every STEPth word, for a quick look
 */
#include <stdio.h>
#include <stdlib.h>

#include "isa/isa.h"

static bool power_of_two_up_to(unsigned int value, unsigned int max)
{
	return value <= max && !(value & (value - 1));
}

static bool is_register(unsigned int value)
{
	return value < 32 || value == CW_REG_NONE;
}

static const char *wrong(const struct cw_insn *insn)
{
	if (insn->len != 4)
		return "len";
	if (insn->op >= CW_OP_COUNT)
		return "op";
	if (!power_of_two_up_to(insn->width, 64))
		return "width";
	if (!power_of_two_up_to(insn->elem, 16))
		return "elem";
	if (insn->amount > 128 && insn->amount != CW_AMOUNT_VAR &&
	    insn->amount != CW_AMOUNT_NONE)
		return "amount";
	if (!is_register(insn->reg) || !is_register(insn->rm) ||
	    !is_register(insn->vvvv))
		return "register";
	if (insn->flags & CW_INSN_VEX)
		return "flags";
	if (insn->flags & CW_INSN_IMM && insn->width < 8 &&
	    insn->imm >> 8 * insn->width)
		return "imm";
	if (!(insn->flags & CW_INSN_IMM) && insn->imm)
		return "imm without the flag";
	return NULL;
}

int main(int argc, char **argv)
{
	u64 step = argc > 1 ? strtoull(argv[1], NULL, 0) : 1;
	unsigned long valid = 0, invalid = 0, bad = 0;
	struct cw_insn insn;
	const char *field;

	printf("TAP version 13\n1..1\n");
	for (u64 word = 0; step && word < 1ULL << 32; word += step) {
		const u8 bytes[4] = { word, word >> 8, word >> 16, word >> 24 };
		int len = cw_arm64_decode(&insn, bytes, sizeof(bytes));

		field = NULL;
		if (len == CW_DECODE_INVALID)
			invalid++;
		else if (len != 4)
			field = "result";
		else
			field = wrong(&insn);
		valid += len == 4;
		if (field && bad++ < 10)
			printf("# %08lx: %s out of range\n",
			       (unsigned long)word, field);
	}
	printf("%sok 1 - every field in range: %lu valid words, %lu invalid, %lu wrong\n",
	       bad || !valid ? "not " : "", valid, invalid, bad);
	return bad || !valid;
}
