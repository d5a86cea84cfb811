// SPDX-License-Identifier: GPL-2.0-only
/*
 * Zydis as a peer: length, validity, class by mnemonic (x86-classes.txt),
 * memory flags, registers, immediate, shift amount, width.
 */
#include <Zydis/Zydis.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "x86-peer.h"

/* A mnemonic may mean several classes; which one hangs on a condition. */
enum condition {
	ALWAYS, STRING, INDIRECT, CONTROL_REGISTER, ONE_OPERAND, CONDITIONS
};

static const char *const condition_names[] = {
	"", "[str]", "[ind]", "[cr]", "[one]",
};

static s16 class_of[ZYDIS_MNEMONIC_MAX_VALUE + 1][CONDITIONS];

static ZydisDecoder decoders[2];
static ZydisDecodedInstruction insn;
static ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
static bool insn_long_mode;

static int mnemonic_by_name(const char *name)
{
	int i;

	for (i = 1; i <= ZYDIS_MNEMONIC_MAX_VALUE; i++)
		if (!strcmp(ZydisMnemonicGetString(i), name))
			return i;
	return 0;
}

static int op_by_name(const char *name)
{
	int i;

	for (i = 0; i < CW_OP_COUNT; i++)
		if (!strcmp(cw_op_name(i), name))
			return i;
	return -1;
}

/* Lines: class mnemonic[condition] ... */
static void read_classes(const char *path)
{
	char line[4096], *word, *save, *bracket;
	FILE *f = fopen(path, "r");
	int i, op, mnemonic, condition, missing = 0;

	if (!f)
		err(2, "%s", path);
	memset(class_of, -1, sizeof(class_of));
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "#\n")] = 0;
		word = strtok_r(line, " \t", &save);
		if (!word)
			continue;
		op = op_by_name(word);
		if (op < 0)
			errx(2, "%s: no such class: %s", path, word);
		while ((word = strtok_r(NULL, " \t", &save))) {
			bracket = strchr(word, '[');
			for (condition = CONDITIONS - 1; condition; condition--)
				if (bracket && !strcmp(bracket, condition_names
						       [condition]))
					break;
			if (bracket)
				*bracket = 0;
			mnemonic = mnemonic_by_name(word);
			if (!mnemonic || (bracket && !condition))
				errx(2, "%s: Zydis knows no %s", path, word);
			if (class_of[mnemonic][condition] >= 0)
				errx(2, "%s: %s twice", path, word);
			class_of[mnemonic][condition] = op;
		}
	}
	fclose(f);
	for (i = 1; i <= ZYDIS_MNEMONIC_MAX_VALUE; i++) {
		for (condition = 0; condition < CONDITIONS; condition++)
			if (class_of[i][condition] >= 0)
				break;
		if (condition < CONDITIONS)
			continue;
		warnx("%s: lacks %s", path, ZydisMnemonicGetString(i));
		missing++;
	}
	if (missing)
		exit(2);
}

static void zydis_decode(bool long_mode, const u8 *bytes,
			 struct peer_insn *out)
{
	ZyanStatus status = ZydisDecoderDecodeFull(&decoders[long_mode], bytes,
						   15, &insn, operands);

	insn_long_mode = long_mode;
	if (ZYAN_SUCCESS(status)) {
		out->len = insn.length;
		snprintf(out->name, sizeof(out->name), "%s",
			 ZydisMnemonicGetString(insn.mnemonic));
	} else {
		out->len = 0;
		snprintf(out->name, sizeof(out->name), "error-%x",
			 (unsigned int)ZYAN_STATUS_CODE(status));
	}
}

static bool is_control_register(const ZydisDecodedOperand *o)
{
	ZydisRegisterClass c;

	if (o->type != ZYDIS_OPERAND_TYPE_REGISTER)
		return false;
	c = ZydisRegisterGetClass(o->reg.value);
	return c == ZYDIS_REGCLASS_CONTROL || c == ZYDIS_REGCLASS_DEBUG;
}

static int expected_op(void)
{
	const s16 *ops = class_of[insn.mnemonic];

	if (insn.attributes & ZYDIS_ATTRIB_HAS_LOCK)
		return CW_OP_ATOMIC;
	if (insn.meta.category == ZYDIS_CATEGORY_STRINGOP && ops[STRING] >= 0)
		return ops[STRING];
	if (ops[CONTROL_REGISTER] >= 0 &&
	    (is_control_register(&operands[0]) ||
	     is_control_register(&operands[1])))
		return ops[CONTROL_REGISTER];
	if (ops[INDIRECT] >= 0 &&
	    operands[0].type != ZYDIS_OPERAND_TYPE_IMMEDIATE &&
	    operands[0].type != ZYDIS_OPERAND_TYPE_POINTER)
		return ops[INDIRECT];
	if (ops[ONE_OPERAND] >= 0 && insn.operand_count_visible == 1)
		return ops[ONE_OPERAND];
	return ops[ALWAYS];
}

/* Hints do not access the memory that they name. */
static bool is_hint(const struct cw_insn *ours)
{
	return ours->op == CW_OP_NOP || ours->op == CW_OP_PREFETCH ||
	       ours->op == CW_OP_PREFETCH_NT || ours->op == CW_OP_CACHE;
}

static unsigned int memory_flags(void)
{
	unsigned int i, flags = 0;

	for (i = 0; i < insn.operand_count; i++) {
		const ZydisDecodedOperand *o = &operands[i];

		if (o->type != ZYDIS_OPERAND_TYPE_MEMORY ||
		    o->mem.type == ZYDIS_MEMOP_TYPE_AGEN ||
		    o->mem.type == ZYDIS_MEMOP_TYPE_MIB)
			continue;
		if (o->actions & ZYDIS_OPERAND_ACTION_MASK_READ)
			flags |= CW_INSN_MEM_READ;
		if (o->actions & ZYDIS_OPERAND_ACTION_MASK_WRITE)
			flags |= CW_INSN_MEM_WRITE;
	}
	return flags;
}

/* Number of a register as an operand field holds it; -1 if not comparable. */
static int register_number(ZydisRegister r)
{
	ZydisRegisterClass c = ZydisRegisterGetClass(r);

	switch (c) {
	case ZYDIS_REGCLASS_GPR16:
	case ZYDIS_REGCLASS_GPR32:
	case ZYDIS_REGCLASS_GPR64:
	case ZYDIS_REGCLASS_XMM:
	case ZYDIS_REGCLASS_YMM:
	case ZYDIS_REGCLASS_ZMM:
	case ZYDIS_REGCLASS_MASK:
	case ZYDIS_REGCLASS_TMM:
		return ZydisRegisterGetId(r);
	default:
		return -1;
	}
}

static bool registers_agree(const struct cw_insn *ours)
{
	unsigned int i;

	for (i = 0; i < insn.operand_count_visible; i++) {
		const ZydisDecodedOperand *o = &operands[i];
		int n;

		if (o->type != ZYDIS_OPERAND_TYPE_REGISTER)
			continue;
		n = register_number(o->reg.value);
		if (n < 0)
			continue;
		switch (o->encoding) {
		case ZYDIS_OPERAND_ENCODING_MODRM_REG:
			if (ours->reg != n)
				return false;
			break;
		case ZYDIS_OPERAND_ENCODING_MODRM_RM:
		case ZYDIS_OPERAND_ENCODING_OPCODE:
			if (ours->rm != n)
				return false;
			break;
		case ZYDIS_OPERAND_ENCODING_NDSNDD:
			if (ours->vvvv != n)
				return false;
			break;
		default:
			break;
		}
	}
	return true;
}

static bool immediate_agrees(const struct cw_insn *ours)
{
	u64 value = insn.raw.imm[0].value.u;
	bool has = false;
	unsigned int i;

	for (i = 0; i < insn.operand_count_visible; i++)
		has |= operands[i].type == ZYDIS_OPERAND_TYPE_IMMEDIATE &&
		       operands[i].encoding != ZYDIS_OPERAND_ENCODING_NONE;
	if (!has || insn.raw.imm[1].size)
		return true;
	if (!(ours->flags & CW_INSN_IMM))
		return false;
	if (ours->width == 1 || ours->width == 2 || ours->width == 4)
		value &= (1ULL << 8 * ours->width) - 1;
	return ours->imm == value;
}

/* General-purpose and whole-register vector work: the width is the operand's. */
static bool width_agrees(const struct cw_insn *ours)
{
	ZydisRegisterClass c;

	if (!insn.operand_count_visible ||
	    operands[0].type != ZYDIS_OPERAND_TYPE_REGISTER ||
	    ours->flags & CW_INSN_SCALAR_FP || ours->op == CW_OP_SYSTEM ||
	    ours->op == CW_OP_CACHE)
		return true;
	c = ZydisRegisterGetClass(operands[0].reg.value);
	switch (c) {
	case ZYDIS_REGCLASS_GPR8:
	case ZYDIS_REGCLASS_GPR16:
	case ZYDIS_REGCLASS_GPR32:
	case ZYDIS_REGCLASS_GPR64:
		return ours->width * 8 == operands[0].size;
	case ZYDIS_REGCLASS_YMM:
	case ZYDIS_REGCLASS_ZMM:
		return ours->width * 8 ==
		       ZydisRegisterGetWidth(insn.machine_mode,
					     operands[0].reg.value);
	default:
		return true;
	}
}

static bool amount_agrees(const struct cw_insn *ours)
{
	unsigned int imm = insn.raw.imm[0].value.u & 0xff;

	switch (ours->op) {
	case CW_OP_SHL: case CW_OP_SHR: case CW_OP_SAR: case CW_OP_ROL:
	case CW_OP_ROR: case CW_OP_RCL: case CW_OP_SHLD: case CW_OP_SHRD:
		if (!insn.raw.imm[0].size)
			return ours->amount == CW_AMOUNT_VAR ||
			       ours->amount == 1;
		return ours->amount ==
		       (imm & (insn.operand_width == 64 ? 63 : 31));
	case CW_OP_VROL: case CW_OP_VROR:
		if (!insn.raw.imm[0].size)
			return ours->amount == CW_AMOUNT_VAR;
		return ours->amount == imm % (8 * ours->elem);
	case CW_OP_VSHL: case CW_OP_VSHR: case CW_OP_VSAR: case CW_OP_VSHLD:
	case CW_OP_VSHIFT_BYTES:
		return ours->amount != CW_AMOUNT_NONE;
	default:
		return ours->amount == CW_AMOUNT_NONE;
	}
}

static unsigned int expected_rounding(void)
{
	if (insn.encoding != ZYDIS_INSTRUCTION_ENCODING_EVEX)
		return CW_ROUNDS_AS_SET;
	switch (insn.avx.rounding.mode) {
	case ZYDIS_ROUNDING_MODE_RN:
		return CW_ROUNDS_NEAREST;
	case ZYDIS_ROUNDING_MODE_RD:
		return CW_ROUNDS_DOWN;
	case ZYDIS_ROUNDING_MODE_RU:
		return CW_ROUNDS_UP;
	case ZYDIS_ROUNDING_MODE_RZ:
		return CW_ROUNDS_TO_ZERO;
	default:
		return CW_ROUNDS_AS_SET;
	}
}

static const char *zydis_compare(const struct cw_insn *ours)
{
	static char text[64];
	int op = expected_op();

	if (op != ours->op) {
		snprintf(text, sizeof(text), "class %s, not %s",
			 cw_op_name(ours->op), op < 0 ? "?" : cw_op_name(op));
		return text;
	}
	if (!is_hint(ours) &&
	    (ours->flags & (CW_INSN_MEM_READ | CW_INSN_MEM_WRITE)) !=
	    memory_flags())
		return "memory flags";
	if (!registers_agree(ours))
		return "registers";
	if (!immediate_agrees(ours))
		return "immediate";
	if (!amount_agrees(ours))
		return "amount";
	if (!width_agrees(ours))
		return "width";
	if (ours->rounding != expected_rounding())
		return "rounding";
	return NULL;
}

void zydis_init(struct peer *p, const char *classes)
{
	ZydisDecoderInit(&decoders[0], ZYDIS_MACHINE_MODE_LEGACY_32,
			 ZYDIS_STACK_WIDTH_32);
	ZydisDecoderInit(&decoders[1], ZYDIS_MACHINE_MODE_LONG_64,
			 ZYDIS_STACK_WIDTH_64);
	read_classes(classes);
	p->name = "zydis";
	p->decode = zydis_decode;
	p->compare = zydis_compare;
}
