// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64 (A64) backend of cw_decode().
 *
 * Which encodings exist and what they are is in arm64-*.map, from which
 * arm64-gen.py makes the tables in arm64-table.h. This file walks the tables
 * and computes what the row found leaves to compute: immediates, shift
 * amounts, element sizes. docs/isa-arm64.md tells the whole story.
 */
#include "isa.h"

/* One of up to four values, chosen by a field of the instruction. */
struct arm64_pick {
	u8 shift;
	u8 mask;
	u8 value[4];
};

enum arm64_regs {
	ARM64_RD	= 1 << 0,	/* bits 4:0 */
	ARM64_RN	= 1 << 1,	/* bits 9:5 */
	ARM64_RM	= 1 << 2,	/* bits 20:16 */
};

/* What a line of the map says. */
struct arm64_row {
	u8 op;
	u8 flags;
	u8 regs;	/* enum arm64_regs */
	u8 form;	/* enum arm64_form: what is left to compute */
	u8 width;	/* index in arm64_picks */
	u8 elem;	/* index in arm64_picks */
};

/* Looks at a few bits, which select one of its children. */
struct arm64_node {
	u8 shift;
	u8 mask;
	u16 child;	/* the first one, index in arm64_children */
};

/* Compares what no node looked at; tried in order up to the last. */
struct arm64_leaf {
	u32 mask;
	u32 value;
	u16 row;
	u8 last;
};

#define ARM64_IS_LEAF	0x8000

#include "arm64-table.h"

static u32 bits(u32 word, unsigned int low, unsigned int count)
{
	return word >> low & ((1U << count) - 1);
}

/* The row that describes @word, NULL if it is unallocated. */
static const struct arm64_row *find_row(u32 word)
{
	const struct arm64_node *node;
	const struct arm64_leaf *leaf;
	unsigned int i = arm64_first[word >> ARM64_FIRST_SHIFT];

	while (i && !(i & ARM64_IS_LEAF)) {
		node = &arm64_nodes[i];
		i = arm64_children[node->child +
				   (word >> node->shift & node->mask)];
	}
	if (!i)
		return NULL;

	for (leaf = &arm64_leaves[i & ~ARM64_IS_LEAF]; ; leaf++) {
		if ((word & leaf->mask) == leaf->value)
			return leaf->row ? &arm64_rows[leaf->row] : NULL;
		if (leaf->last)
			return NULL;
	}
}

static u8 pick(u32 word, unsigned int index)
{
	const struct arm64_pick *p = &arm64_picks[index];

	return p->value[word >> p->shift & p->mask];
}

static u64 ones(unsigned int count)
{
	return count >= 64 ? ~0ULL : (1ULL << count) - 1;
}

static void set_imm(struct cw_insn *insn, u64 imm)
{
	insn->imm = imm & ones(8 * insn->width);
	insn->flags |= CW_INSN_IMM;
}

/*
 * DecodeBitMasks() of the Arm ARM: @imms + 1 ones, rotated right by @immr in
 * an element whose size is in the leading bits of @n and @imms, repeated.
 * Return: 0 (which is no bit mask) if the fields are reserved.
 */
static u64 logical_imm(unsigned int n, unsigned int immr, unsigned int imms)
{
	unsigned int size = n ? 64 : 32;
	u64 mask;

	if (!n) {
		while (size > 1 && imms & size)
			size >>= 1;
		if (size == 1)
			return 0;
	}
	imms &= size - 1;
	immr &= size - 1;
	if (imms == size - 1)
		return 0;
	mask = ones(imms + 1);
	if (immr)
		mask = (mask >> immr | mask << (size - immr)) & ones(size);
	for (; size < 64; size *= 2)
		mask |= mask << size;
	return mask;
}

/* ROR is EXTR of one register. */
static void form_extr(struct cw_insn *insn, u32 word)
{
	insn->amount = bits(word, 10, 6);
	if (insn->rm == insn->vvvv)
		insn->op = CW_OP_ROR;
}

/* LSL is the UBFM that has its source end one bit below the rotation. */
static void form_ubfm(struct cw_insn *insn, u32 word)
{
	unsigned int immr = bits(word, 16, 6);
	unsigned int imms = bits(word, 10, 6);

	if (imms + 1 == immr) {
		insn->op = CW_OP_SHL;
		insn->amount = 8 * insn->width - immr;
	}
}

/* Memory copies and sets want three registers that differ and are not XZR. */
static int form_mops(const struct cw_insn *insn, bool source_may_be_zero)
{
	if (insn->reg == insn->rm || insn->reg == insn->vvvv ||
	    insn->rm == insn->vvvv || insn->reg == 31 || insn->rm == 31 ||
	    (insn->vvvv == 31 && !source_may_be_zero))
		return CW_DECODE_INVALID;
	return 0;
}

/* Only a rotated operand shows: see docs/isa-arm64.md. */
static void form_shifted(struct cw_insn *insn, u32 word)
{
	if (bits(word, 22, 2) == 3)
		insn->amount = bits(word, 10, 6);
}

/* The element size is told by the lowest bit set in imm5. */
static void form_imm5_size(struct cw_insn *insn, u32 word)
{
	unsigned int low = bits(word, 16, 5);

	insn->elem = low & -low;
}

/* The element size is told by the highest bit set in immh. */
static void form_immh_size(struct cw_insn *insn, u32 word)
{
	unsigned int immh = bits(word, 19, 4);

	insn->elem = 8;
	while (!(immh & insn->elem))
		insn->elem >>= 1;
}

static void form_shift_right(struct cw_insn *insn, u32 word)
{
	form_immh_size(insn, word);
	insn->amount = 16 * insn->elem - bits(word, 16, 7);
}

static void form_shift_left(struct cw_insn *insn, u32 word)
{
	form_immh_size(insn, word);
	insn->amount = bits(word, 16, 7) - 8 * insn->elem;
}

/* AdvSIMDExpandImm() of the Arm ARM, integer immediates only. */
static u64 simd_imm(u32 word)
{
	u64 imm8 = bits(word, 16, 3) << 5 | bits(word, 5, 5);
	unsigned int cmode = bits(word, 12, 4);
	unsigned int i;
	u64 imm;

	if (cmode == 14) {
		if (!bits(word, 29, 1))
			return imm8 * 0x0101010101010101ULL;
		for (imm = 0, i = 0; i < 8; i++)
			if (imm8 >> i & 1)
				imm |= 0xffULL << 8 * i;
		return imm;
	}
	if (cmode >= 12)
		imm = cmode & 1 ? imm8 << 16 | 0xffff : imm8 << 8 | 0xff;
	else
		imm = imm8 << 8 * (cmode >> 1 & 3);
	if (cmode >= 8 && cmode < 12) {
		imm = imm8 << 8 * (cmode >> 1 & 1);
		imm |= imm << 16;
	}
	imm |= imm << 32;
	return imm;
}

/*
 * MVNI is MOVI with op set, but op with the byte-wise cmode says something
 * else; simd_imm() has dealt with that.
 */
static void form_simd(struct cw_insn *insn, u32 word)
{
	u64 imm = simd_imm(word);
	bool mvni = bits(word, 29, 1) && bits(word, 12, 4) != 14 &&
		    insn->op == CW_OP_VMOV;

	set_imm(insn, mvni ? ~imm : imm);
}

/*
 * SVE shifts: tsz is bits 23:22 and two more at @low + 3, its leading one tells
 * the element size; the three bits at @low belong to the amount.
 */
static int form_sve_shift(struct cw_insn *insn, u32 word, unsigned int low,
			  bool left)
{
	unsigned int tsz = bits(word, 22, 2) << 2 | bits(word, low + 3, 2);
	unsigned int value = tsz << 3 | bits(word, low, 3);

	if (!tsz)
		return CW_DECODE_INVALID;
	insn->elem = 8;
	while (!(tsz & insn->elem))
		insn->elem >>= 1;
	insn->amount = left ? value - 8 * insn->elem :
			      16 * insn->elem - value;
	return 0;
}

static int compute_sve(struct cw_insn *insn, u32 word, enum arm64_form form)
{
	u64 imm;

	switch (form) {
	case ARM64_FORM_SVE_SHR:
		return form_sve_shift(insn, word, 16, false);
	case ARM64_FORM_SVE_SHL:
		return form_sve_shift(insn, word, 16, true);
	case ARM64_FORM_SVE_PSHR:
		return form_sve_shift(insn, word, 5, false);
	case ARM64_FORM_SVE_PSHL:
		return form_sve_shift(insn, word, 5, true);
	case ARM64_FORM_SVE_LOGICAL:
		imm = logical_imm(bits(word, 17, 1), bits(word, 11, 6),
				  bits(word, 5, 6));
		if (!imm)
			return CW_DECODE_INVALID;
		set_imm(insn, imm);
		return 0;
	default:
		return CW_DECODE_INVALID;
	}
}

static int compute_simd(struct cw_insn *insn, u32 word, enum arm64_form form)
{
	switch (form) {
	case ARM64_FORM_LANE:
		form_imm5_size(insn, word);
		insn->width = insn->elem;
		break;
	case ARM64_FORM_ELEM5:
		form_imm5_size(insn, word);
		break;
	case ARM64_FORM_ELEM:
		form_immh_size(insn, word);
		break;
	case ARM64_FORM_ELEM1:
		form_immh_size(insn, word);
		insn->width = insn->elem;
		break;
	case ARM64_FORM_SHR:
		form_shift_right(insn, word);
		break;
	case ARM64_FORM_SHR1:
		form_shift_right(insn, word);
		insn->width = insn->elem;
		break;
	case ARM64_FORM_SHL:
		form_shift_left(insn, word);
		break;
	case ARM64_FORM_SHL1:
		form_shift_left(insn, word);
		insn->width = insn->elem;
		break;
	case ARM64_FORM_SHL_LONG:
		/* by nothing: an extension, SXTL and UXTL */
		form_shift_left(insn, word);
		if (!insn->amount) {
			insn->op = CW_OP_VMOV;
			insn->amount = CW_AMOUNT_NONE;
		}
		break;
	case ARM64_FORM_SHLL:
		insn->amount = 8 * insn->elem;
		break;
	case ARM64_FORM_EXT:
		insn->amount = 8 * bits(word, 11, 4);
		break;
	case ARM64_FORM_VORR:
		if (insn->rm == insn->vvvv)
			insn->op = CW_OP_VMOV;
		break;
	case ARM64_FORM_SIMD:
		form_simd(insn, word);
		break;
	default:
		return compute_sve(insn, word, form);
	}
	return 0;
}

static int compute(struct cw_insn *insn, u32 word, enum arm64_form form)
{
	u64 imm;

	switch (form) {
	case ARM64_FORM_NONE:
		return 0;
	case ARM64_FORM_ADDSUB:
		set_imm(insn, (u64)bits(word, 10, 12) <<
			(bits(word, 22, 1) ? 12 : 0));
		return 0;
	case ARM64_FORM_EXTR:
		form_extr(insn, word);
		return 0;
	case ARM64_FORM_IMM5:
		set_imm(insn, bits(word, 16, 5));
		return 0;
	case ARM64_FORM_IMMR:
		insn->amount = bits(word, 16, 6);
		return 0;
	case ARM64_FORM_IMMS:
		insn->amount = bits(word, 10, 6);
		return 0;
	case ARM64_FORM_LOGICAL:
		imm = logical_imm(bits(word, 22, 1), bits(word, 16, 6),
				  bits(word, 10, 6));
		if (!imm || (insn->width == 4 && bits(word, 22, 1)))
			return CW_DECODE_INVALID;
		set_imm(insn, imm);
		return 0;
	case ARM64_FORM_MOVN:
		set_imm(insn, ~((u64)bits(word, 5, 16) <<
				16 * bits(word, 21, 2)));
		return 0;
	case ARM64_FORM_MOVZ:
		set_imm(insn, (u64)bits(word, 5, 16) <<
			16 * bits(word, 21, 2));
		return 0;
	case ARM64_FORM_SHIFTED:
		form_shifted(insn, word);
		return 0;
	case ARM64_FORM_UBFM:
		form_ubfm(insn, word);
		return 0;
	case ARM64_FORM_VAR:
		insn->amount = CW_AMOUNT_VAR;
		return 0;
	case ARM64_FORM_AMOUNT1:
		insn->amount = 1;
		return 0;
	case ARM64_FORM_AMOUNT8:
		insn->amount = 8;
		return 0;
	case ARM64_FORM_AMOUNT16:
		insn->amount = 16;
		return 0;
	case ARM64_FORM_AMOUNT32:
		insn->amount = 32;
		return 0;
	case ARM64_FORM_CPY:
		return form_mops(insn, false);
	case ARM64_FORM_SET:
		return form_mops(insn, true);
	case ARM64_FORM_BSL:
		set_imm(insn, 0xca);
		return 0;
	case ARM64_FORM_BIT:
		set_imm(insn, 0xd8);
		return 0;
	case ARM64_FORM_BIF:
		set_imm(insn, 0xe4);
		return 0;
	default:
		return compute_simd(insn, word, form);
	}
}

int cw_arm64_decode(struct cw_insn *insn, const u8 *bytes, unsigned int avail)
{
	const struct arm64_row *row;
	u32 word;
	int err;

	if (avail < 4)
		return CW_DECODE_TRUNCATED;

	word = bytes[0] | bytes[1] << 8 | bytes[2] << 16 | (u32)bytes[3] << 24;
	row = find_row(word);
	if (!row)
		return CW_DECODE_INVALID;

	insn->len = 4;
	insn->op = row->op;
	insn->flags = row->flags;
	insn->width = pick(word, row->width);
	insn->elem = pick(word, row->elem);
	insn->amount = CW_AMOUNT_NONE;
	insn->reg = row->regs & ARM64_RD ? bits(word, 0, 5) : CW_REG_NONE;
	insn->rm = row->regs & ARM64_RN ? bits(word, 5, 5) : CW_REG_NONE;
	insn->vvvv = row->regs & ARM64_RM ? bits(word, 16, 5) : CW_REG_NONE;
	insn->imm = 0;

	err = compute(insn, word, row->form);
	return err ? err : 4;
}
