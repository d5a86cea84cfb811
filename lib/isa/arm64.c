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

/* What a line of the map says; register numbers, amount and imm are or-ed in. */
struct arm64_row {
	struct cw_insn insn;
	u8 form;		/* enum arm64_form: what is left to compute */
	u8 imm_low, imm_left;	/* imm |= (word >> low & mask) << left */
	u8 amount_low, amount_mask;
	u16 imm_mask;
};

#define ROW(op_, flags_, width_, elem_, amount_, reg_, rm_, vvvv_, imm_,    \
	    form_, imm_low_, imm_mask_, imm_left_, amount_low_, amount_mask_) \
	{								      \
		.insn = {						      \
			.len = 4, .op = op_, .flags = flags_,		      \
			.width = width_, .elem = elem_, .amount = amount_,    \
			.reg = reg_, .rm = rm_, .vvvv = vvvv_, .imm = imm_,   \
		},							      \
		.form = form_,						      \
		.imm_low = imm_low_, .imm_mask = imm_mask_,		      \
		.imm_left = imm_left_,					      \
		.amount_low = amount_low_, .amount_mask = amount_mask_,	      \
	}

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

#include "arm64-table.h"

static u32 bits(u32 word, unsigned int low, unsigned int count)
{
	return word >> low & ((1U << count) - 1);
}

/* The row that describes @word, index in arm64_rows; 0 if unallocated. */
static unsigned int find_row(u32 word)
{
	const struct arm64_node *node;
	const struct arm64_leaf *leaf;
	unsigned int i = arm64_first[word >> ARM64_FIRST_SHIFT];

	while (i & ARM64_NODE) {
		node = &arm64_nodes[i & ~ARM64_NODE];
		i = arm64_children[node->child +
				   (word >> node->shift & node->mask)];
	}
	if (!(i & ARM64_LEAF))
		return i;

	for (leaf = &arm64_leaves[i & ~ARM64_LEAF]; ; leaf++) {
		if ((word & leaf->mask) == leaf->value)
			return leaf->row;
		if (leaf->last)
			return 0;
	}
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

/*
 * A field of bits: @amount is where it is (extracts) or goes to (inserts), imm
 * its bits. LSL is the UBFM that has its source end one bit below the rotation.
 */
static void form_bitfield(struct cw_insn *insn, u32 word, bool may_be_shift)
{
	unsigned int immr = bits(word, 16, 6);
	unsigned int imms = bits(word, 10, 6);

	if (imms >= immr) {
		insn->amount = immr;
		set_imm(insn, ones(imms - immr + 1));
		return;
	}
	insn->amount = 8 * insn->width - immr;
	if (may_be_shift && imms + 1 == immr)
		insn->op = CW_OP_SHL;
	else
		set_imm(insn, ones(imms + 1));
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
	case ARM64_SVE_SHR:
		return form_sve_shift(insn, word, 16, false);
	case ARM64_SVE_SHL:
		return form_sve_shift(insn, word, 16, true);
	case ARM64_SVE_PSHR:
		return form_sve_shift(insn, word, 5, false);
	case ARM64_SVE_PSHL:
		return form_sve_shift(insn, word, 5, true);
	case ARM64_SVE_LOGICAL:
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
	case ARM64_LANE:
		form_imm5_size(insn, word);
		insn->width = insn->elem;
		break;
	case ARM64_ELEM5:
		form_imm5_size(insn, word);
		break;
	case ARM64_ELEM:
		form_immh_size(insn, word);
		break;
	case ARM64_ELEM1:
		form_immh_size(insn, word);
		insn->width = insn->elem;
		break;
	case ARM64_SHR:
		form_shift_right(insn, word);
		break;
	case ARM64_SHR1:
		form_shift_right(insn, word);
		insn->width = insn->elem;
		break;
	case ARM64_SHL:
		form_shift_left(insn, word);
		break;
	case ARM64_SHL1:
		form_shift_left(insn, word);
		insn->width = insn->elem;
		break;
	case ARM64_SHL_LONG:
		/* by nothing: an extension, SXTL and UXTL */
		form_shift_left(insn, word);
		if (!insn->amount) {
			insn->op = CW_OP_VMOV;
			insn->amount = CW_AMOUNT_NONE;
		}
		break;
	case ARM64_SHLL:
		insn->amount = 8 * insn->elem;
		break;
	case ARM64_EXT:
		insn->amount = 8 * bits(word, 11, 4);
		break;
	case ARM64_VORR:
		if (insn->rm == insn->vvvv)
			insn->op = CW_OP_VMOV;
		break;
	case ARM64_SIMD:
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
	case ARM64_LOGICAL:
		imm = logical_imm(bits(word, 22, 1), bits(word, 16, 6),
				  bits(word, 10, 6));
		if (!imm || (insn->width == 4 && bits(word, 22, 1)))
			return CW_DECODE_INVALID;
		set_imm(insn, imm);
		return 0;
	case ARM64_EXTR:
		/* of one register: a rotation */
		if (insn->rm == insn->vvvv)
			insn->op = CW_OP_ROR;
		return 0;
	case ARM64_UBFM:
		form_bitfield(insn, word, true);
		return 0;
	case ARM64_BITFIELD:
		form_bitfield(insn, word, false);
		return 0;
	case ARM64_MOVN:
		set_imm(insn, ~((u64)bits(word, 5, 16) <<
				16 * bits(word, 21, 2)));
		return 0;
	case ARM64_CPY:
		return form_mops(insn, false);
	case ARM64_SET:
		return form_mops(insn, true);
	default:
		return compute_simd(insn, word, form);
	}
}

int cw_arm64_decode(struct cw_insn *insn, const u8 *bytes, unsigned int avail)
{
	const struct arm64_row *row;
	unsigned int index;
	u32 word;
	int err;

	if (avail < 4)
		return CW_DECODE_TRUNCATED;

	word = bytes[0] | bytes[1] << 8 | bytes[2] << 16 | (u32)bytes[3] << 24;
	index = find_row(word);
	if (!index)
		return CW_DECODE_INVALID;

	row = &arm64_rows[index];
	*insn = row->insn;
	insn->reg |= bits(word, 0, 5);	/* CW_REG_NONE stays what it is */
	insn->rm |= bits(word, 5, 5);
	insn->vvvv |= bits(word, 16, 5);
	insn->amount |= word >> row->amount_low & row->amount_mask;
	insn->imm |= (u64)(word >> row->imm_low & row->imm_mask) <<
		     row->imm_left;
	if (row->form == ARM64_NONE)
		return 4;

	err = compute(insn, word, row->form);
	return err ? err : 4;
}
