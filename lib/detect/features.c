// SPDX-License-Identifier: GPL-2.0-only
/*
 * features: one sample to what is seen in it. The window is decoded in a
 * straight line from the sampled pointer and ends early where control
 * certainly goes elsewhere.
 */
#include "detect.h"
#include "features.h"
#include "rotation-sets.h"

#define FNV_PRIME	0x01000193u	/* Fowler, Noll, Vo, 32 bit */
/*
 * The congruential quarter of KISS99, x = 69069 * x + 1234567 (Marsaglia,
 * "Random numbers for C: the END?", sci.stat.math, 1999). The factors of its
 * other quarters are stress-ng's generator, too.
 */
#define KISS_FACTOR	69069
#define KISS_ADDEND	1234567
#define SINGLE_MIN	12	/* instructions in which no other is seen */
#define SCALED_MIN	3	/* words that an AES round takes bytes of */

/* What is counted along the window, before it is cut to yes or no. */
struct tally {
	u8 op[CW_OP_COUNT];
	u8 fp_packed;
	u8 fp_div_sqrt;
	u8 sqrt_scalar;
	u8 cvt_pairs;	/* integers to double, two at once */
	u8 mul_wide;	/* of factors of 64 bits */
	bool aes_last;	/* arm64 has no instruction of its own for it */
	u8 byte_shifts;	/* shr 8, 16, 24: bytes of a word */
	u8 byte_masks;	/* and 0xff: the same */
	u8 scaled_masks; /* and 0x3fc: a byte times four */
	u8 scaled_words; /* so many words give such bytes */
	u8 table_xors;	/* xor with a word of memory */
	u8 table_adds;	/* add of a word of memory */
	u8 word_xors;	/* xor of words */
	u8 word_loads;
	u8 word_moves;	/* movzx among them: the lowest bytes */
	u8 and_var;	/* and without an immediate */
	u8 bit_picks;	/* one bit of a word, by a variable */
	u8 box_masks;	/* and with 2^n-16 of pwxform's S-boxes */
	u8 boxes;	/* … of yespower 0.5 and 1.0 only */
	u8 wide_ands;	/* and of 64 bits without an immediate */
	u8 upper_halves; /* shr 32 */
	u8 products;	/* of 64 bits, by one register or immediate … */
	u8 half_products; /* … and by an upper half */
	u32 halves;	/* registers that hold upper halves */
	u8 word_vmuls;	/* vector multiplication of 32-bit words */
	u8 var_rotations; /* of 32 bits by a register */
};

static inline void set(struct cw_features *f, enum cw_feature id)
{
	f->seen |= 1ull << id;
}

static inline void set_if(struct cw_features *f, enum cw_feature id, bool yes)
{
	f->seen |= (u64)yes << id;
}

/*
 * @mask as 2^n - @unit with @min <= n <= @max: the form in which an address is
 * cut to a scratchpad of 2^n bytes and aligned to @unit.
 */
static bool is_scratchpad_mask(u64 mask, u64 unit, unsigned int min,
			       unsigned int max)
{
	u64 size = mask + unit;

	return size >= 1ull << min && size <= 1ull << max &&
	       !(size & (size - 1));
}

/* 0xff << s, s from 8 to 23: RandomX's CBRANCH (specs.md 5.4.2) */
static bool is_branch_mask(u64 mask)
{
	unsigned int s;

	for (s = 8; s <= 23; s++)
		if (mask == 0xffull << s)
			return true;
	return false;
}

static void see_immediate(struct cw_features *f, const struct cw_insn *i)
{
	if (i->op == CW_OP_AND && i->width >= 4) {
		/* RandomX L1 2^14 … L3 2^21, its relatives 2^17 … 2^20 */
		set_if(f, CW_FEATURE_MASK_WORDS,
		       is_scratchpad_mask(i->imm, 8, 14, 22));
		/* RandomX L3 by lines, dataset 2^31 */
		set_if(f, CW_FEATURE_MASK_LINES,
		       is_scratchpad_mask(i->imm, 64, 18, 31));
		set_if(f, CW_FEATURE_MASK_BLOCKS, cw_is_block_mask(i->imm));
	} else if (i->op == CW_OP_TEST && i->width == 8) {
		set_if(f, CW_FEATURE_TEST_BYTE, is_branch_mask(i->imm));
	} else if (i->op == CW_OP_IMUL) {
		set_if(f, CW_FEATURE_FNV, i->imm == FNV_PRIME);
		set_if(f, CW_FEATURE_KISS, i->imm == KISS_FACTOR);
	} else if (i->op == CW_OP_ADD) {
		set_if(f, CW_FEATURE_KISS, i->imm == KISS_ADDEND);
	}
}

/* @reg: of the scratchpad mask that the sample found in one */
static void see_mask_register(struct cw_features *f, const struct cw_insn *i,
			      unsigned int reg)
{
	set_if(f, CW_FEATURE_MASK_BLOCKS,
	       i->op == CW_OP_AND && !(i->flags & CW_INSN_IMM) &&
	       i->width >= 4 &&
	       (i->reg == reg || i->rm == reg || i->vvvv == reg));
}

static u32 bit_of(unsigned int reg)
{
	return reg < 32 ? 1u << reg : 0;
}

/* Where an upper half goes; of x86's forms either register may be the target. */
static void move_half(struct tally *t, const struct cw_insn *i)
{
	u32 reg = bit_of(i->reg), rm = bit_of(i->rm);

	if (i->flags & CW_INSN_MEM_READ)
		t->halves &= ~reg;
	else if (t->halves & (reg | rm | bit_of(i->vvvv)))
		t->halves |= reg | rm;
}

static void count_product(struct tally *t, const struct cw_insn *i)
{
	u32 factors = bit_of(i->reg) | bit_of(i->rm) | bit_of(i->vvvv);

	t->products++;
	t->half_products += !!(t->halves & factors);
}

static void count(struct tally *t, const struct cw_insn *i, bool x86)
{
	bool packed = !(i->flags & CW_INSN_SCALAR_FP) && i->elem == 8;

	t->op[i->op]++;
	switch (i->op) {
	case CW_OP_FP_ADD:
	case CW_OP_FP_MUL:
		t->fp_packed += packed;
		break;
	case CW_OP_FP_DIV:
		t->fp_div_sqrt += packed;
		break;
	case CW_OP_FP_SQRT:
		t->fp_div_sqrt += packed;
		t->sqrt_scalar += !packed;
		break;
	case CW_OP_FP_CVT_I32_F64:
		t->cvt_pairs += packed;
		break;
	case CW_OP_MUL:
		t->mul_wide += i->width == 8;
		break;
	case CW_OP_IMUL:
		if (i->width == 8)
			count_product(t, i);
		break;
	case CW_OP_ROL:
	case CW_OP_ROR:
		t->var_rotations += i->width == 4 &&
				    i->amount == CW_AMOUNT_VAR;
		break;
	case CW_OP_BIT:
		/* arm64: ubfx picks a byte, its like a field at a fixed place */
		t->byte_shifts += i->imm == 0xff &&
				  (i->amount == 8 || i->amount == 16 ||
				   i->amount == 24);
		t->bit_picks += i->amount == CW_AMOUNT_NONE;
		break;
	case CW_OP_SHL:
		t->bit_picks += i->amount == CW_AMOUNT_VAR;
		break;
	case CW_OP_SHR:
		if (i->width == 8 && i->amount == 32) {
			t->upper_halves++;
			t->halves |= bit_of(x86 ? i->rm : i->reg);
		}
		t->bit_picks += i->amount == CW_AMOUNT_VAR;
		t->byte_shifts += i->amount == 8 || i->amount == 16 ||
				  i->amount == 24;
		break;
	case CW_OP_MOV:
		if (t->halves && i->width == 8)
			move_half(t, i);
		if (i->width != 4)
			break;
		t->word_loads += i->flags & CW_INSN_MEM_READ;
		t->word_moves += i->rm != CW_REG_NONE;
		break;
	case CW_OP_VMUL:
		t->word_vmuls += i->elem == 4;
		break;
	case CW_OP_ADD:
		t->table_adds += i->width == 4 &&
				 (i->flags & CW_INSN_MEM_READ);
		break;
	case CW_OP_XOR:
		t->word_xors += i->width == 4;
		t->table_xors += i->width == 4 &&
				 (i->flags & CW_INSN_MEM_READ);
		break;
	case CW_OP_AND:
		t->and_var += !(i->flags & CW_INSN_IMM);
		t->byte_masks += (i->flags & CW_INSN_IMM) && i->imm == 0xff;
		t->scaled_masks += (i->flags & CW_INSN_IMM) && i->imm == 0x3fc;
		t->wide_ands += i->width == 8 && !(i->flags & CW_INSN_IMM);
		/* yespower 0.5 and 1.0: 2^8 and 2^11 entries of 16 bytes */
		t->box_masks += (i->flags & CW_INSN_IMM) &&
				is_scratchpad_mask(i->imm, 16, 12, 16);
		t->boxes += (i->flags & CW_INSN_IMM) &&
			    (i->imm == 0xff0 || i->imm == 0x7ff0);
		break;
	}
}

/*
 * arm64: an AESE or AESD whose result gets a key without a mixing of columns
 * before.
 */
static bool has_last_round(const struct cw_insn *insn, unsigned int n)
{
	unsigned int i, k, x;

	for (i = 0; i < n; i++) {
		if (insn[i].op != CW_OP_AESE && insn[i].op != CW_OP_AESD)
			continue;
		x = insn[i].reg;
		for (k = i + 1; k < n; k++) {
			if (!(insn[k].flags & CW_INSN_VECTOR) ||
			    (insn[k].rm != x && insn[k].vvvv != x))
				continue;
			if (insn[k].op == CW_OP_VXOR)
				return true;
			break;
		}
	}
	return false;
}

/* Which word each register holds, as far as a window tells. */
struct words {
	u8 of[32];
	u8 next;	/* the name of the next one loaded */
	u8 picks;	/* words picked from since the last addition … */
	u8 most;	/* … and before any */
	u64 picked;
};

static void move_word(struct words *w, const struct cw_insn *i, bool backwards)
{
	if (i->flags & CW_INSN_MEM_READ)
		w->of[i->reg] = w->next++;
	else if (backwards)
		w->of[i->rm] = w->of[i->reg];
	else
		w->of[i->reg] = w->of[i->rm];
}

static void pick_byte(struct words *w, unsigned int reg)
{
	u64 word = 1ull << w->of[reg];

	if (w->picked & word)
		return;
	w->picked |= word;
	if (++w->picks > w->most)
		w->most = w->picks;
}

/* An address is added to by an immediate, if at all. */
static bool adds_words(const struct cw_insn *i)
{
	return (i->op == CW_OP_XOR || i->op == CW_OP_ADD ||
		i->op == CW_OP_SUB || i->op == CW_OP_OR ||
		i->op == CW_OP_IMUL) && !(i->flags & CW_INSN_IMM);
}

/*
 * Of how many different words bytes are taken, times four, as offsets into
 * tables before anything is added: shr 6, 14 or 22 and 0x3fc; movzx. So does
 * WebAssembly, whose addresses have no scale, and its compilers look up all
 * words of an AES round before they add the first. A CRC takes the bytes of
 * one word and adds. @code: the bytes of the window, since only the opcode of
 * an x86 MOV tells which register is the target and if it takes a byte.
 */
static unsigned int scaled_words(const struct cw_insn *insn, unsigned int n,
				 bool x86, const u8 *code)
{
	struct words w = { .next = sizeof(w.of) };
	unsigned int k;

	for (k = 0; k < sizeof(w.of); k++)
		w.of[k] = k;
	for (k = 0; k < n; k++) {
		const struct cw_insn *i = &insn[k];
		bool has_rm = i->rm < sizeof(w.of);

		code += i->len;
		if (adds_words(i)) {
			w.picked = 0;
			w.picks = 0;
		} else if (i->op == CW_OP_SHR && i->width == 4 && has_rm &&
			   (i->amount == 6 || i->amount == 14 ||
			    i->amount == 22)) {
			pick_byte(&w, i->rm);
		} else if (i->op != CW_OP_MOV || i->flags & CW_INSN_VECTOR) {
			continue;
		} else if (x86 && has_rm && i->len >= 3 &&
			   code[-3] == 0x0f && code[-2] == 0xb6) {
			pick_byte(&w, i->rm);
		} else if (i->reg < sizeof(w.of) &&
			   (has_rm || i->flags & CW_INSN_MEM_READ)) {
			move_word(&w, i, x86 && code[-2] == 0x89);
		}
	}
	return w.most;
}

/* Control does not come to what follows. */
static bool ends_window(const struct cw_insn *i)
{
	return i->op == CW_OP_JMP || i->op == CW_OP_JMP_IND ||
	       i->op == CW_OP_RET;
}

/* The bytes of a word one by one: indices of tables. */
static bool picks_bytes(const struct tally *t)
{
	return t->byte_shifts &&
	       t->byte_shifts + t->byte_masks + t->word_moves >= 3;
}

static void see_aes(struct cw_features *f, const struct tally *t)
{
	bool final = t->op[CW_OP_AESENC_LAST] || t->op[CW_OP_AESDEC_LAST] ||
		     t->op[CW_OP_AES_KEY] || t->aes_last;
	unsigned int enc = t->op[CW_OP_AESENC] + t->op[CW_OP_AESE];
	unsigned int dec = t->op[CW_OP_AESDEC] + t->op[CW_OP_AESD];
	/* four bytes picked from words, four words looked up and added */
	unsigned int looked_up = t->word_loads + t->table_xors;
	bool table = picks_bytes(t) && t->word_xors && looked_up >= 2;

	set_if(f, CW_FEATURE_AES_BOTH, enc && dec);
	set_if(f, CW_FEATURE_AES_FINAL, final);
	set_if(f, CW_FEATURE_AES_SCALED,
	       t->scaled_words >= SCALED_MIN && looked_up >= 2);
	set_if(f, CW_FEATURE_AES_ROUND, enc || dec || table);
	/* tables of four look-ups are CRC's too: instructions only */
	set_if(f, CW_FEATURE_AES_INSN, enc || dec || final);
	/* a cipher's rounds follow each other, CryptoNight's do not */
	set_if(f, CW_FEATURE_AES_SINGLE,
	       enc == 1 && !dec && !final && f->insns >= SINGLE_MIN);
	set_if(f, CW_FEATURE_AES_MUL, (enc || table) && t->mul_wide);
	set_if(f, CW_FEATURE_AES_CLMUL, enc && t->op[CW_OP_CLMUL]);
	set_if(f, CW_FEATURE_MASK_WORK,
	       (f->seen >> CW_FEATURE_MASK_BLOCKS & 1) &&
	       (enc || table || t->mul_wide));
}

/* ((a[x >> 24] + b[x >> 16 & 255]) ^ c[x >> 8 & 255]) + d[x & 255] */
static bool has_blowfish(const struct tally *t)
{
	return picks_bytes(t) && t->table_adds && t->table_xors;
}

static void see_arithmetic(struct cw_features *f, const struct tally *t)
{
	unsigned int fp = t->op[CW_OP_FP_ADD] + t->op[CW_OP_FP_MUL] +
			  t->op[CW_OP_FP_DIV] + t->op[CW_OP_FP_SQRT] +
			  t->op[CW_OP_FP_FMA] + t->op[CW_OP_X87];
	unsigned int vxor = t->op[CW_OP_VXOR] + t->op[CW_OP_VXAR] +
			    t->op[CW_OP_VXOR3] + t->op[CW_OP_VTERNARY];

	set_if(f, CW_FEATURE_FPCTRL_WRITE, t->op[CW_OP_FPCTRL_WRITE]);
	set_if(f, CW_FEATURE_CVT_ARITH,
	       t->cvt_pairs &&
	       (t->fp_packed || t->fp_div_sqrt));
	set_if(f, CW_FEATURE_FP_PACKED, t->fp_packed);
	set_if(f, CW_FEATURE_SQRT_SCALAR, t->sqrt_scalar);
	set_if(f, CW_FEATURE_FP_ANY, fp);
	set_if(f, CW_FEATURE_IMUL, t->op[CW_OP_IMUL] + t->op[CW_OP_MUL]);
	/* or as WebAssembly makes it of products of halves */
	set_if(f, CW_FEATURE_MUL_WIDE,
	       t->mul_wide || (t->half_products && t->products >= 2));
	set_if(f, CW_FEATURE_DIV, t->op[CW_OP_DIV]);
	set_if(f, CW_FEATURE_PREFETCH_NT, t->op[CW_OP_PREFETCH_NT]);
	set_if(f, CW_FEATURE_CLMUL, t->op[CW_OP_CLMUL]);
	set_if(f, CW_FEATURE_VMUL_WIDE, t->op[CW_OP_VMUL_WIDE]);
	/* FNV by vectors; clang spells it with pmuludq, gcc by shift and add */
	set_if(f, CW_FEATURE_VMUL_XOR,
	       vxor &&
	       (((t->word_vmuls || t->op[CW_OP_VMUL_WIDE] >= 2) &&
		 !t->op[CW_OP_VADD]) ||
		(t->op[CW_OP_VSHL] >= 4 && t->op[CW_OP_VADD] >= 4 &&
		 !t->op[CW_OP_VSHR])));
	set_if(f, CW_FEATURE_PWXFORM,
	       (t->op[CW_OP_VMUL_WIDE] &&
		(t->box_masks || (t->wide_ands && t->upper_halves))) ||
	       (t->boxes && t->half_products));
	set_if(f, CW_FEATURE_CLHASH,
	       t->op[CW_OP_VMUL_ROUND] &&
	       (t->op[CW_OP_CLMUL] || t->op[CW_OP_AESENC]));
	set_if(f, CW_FEATURE_BLOWFISH, has_blowfish(t));
	set_if(f, CW_FEATURE_SHA_INSN,
	       t->op[CW_OP_SHA256] + t->op[CW_OP_SHA512]);
	set_if(f, CW_FEATURE_CHI,
	       ((t->op[CW_OP_ANDN] || (t->op[CW_OP_NOT] && t->and_var)) &&
		t->op[CW_OP_XOR]) ||
	       (t->op[CW_OP_VANDN] && t->op[CW_OP_VXOR]) ||
	       t->op[CW_OP_VBCAX] || t->op[CW_OP_VTERNARY]);
	set_if(f, CW_FEATURE_BRANCHY,
	       t->op[CW_OP_CALL] + t->op[CW_OP_CALL_IND] + t->op[CW_OP_RET] +
	       t->op[CW_OP_JMP_IND]);
	set_if(f, CW_FEATURE_STRING, t->op[CW_OP_STRING]);
}

/* Of @n rotations of 32 bits, are there two by the same amount? */
static bool amounts_repeat(u64 rol, unsigned int n)
{
	for (; rol; rol &= rol - 1)
		n--;
	return n;
}

/* @n: rotations, those by an amount seen before included */
static void see_rotations(struct cw_features *f, const struct tally *t,
			  unsigned int n)
{
	unsigned int i;
	bool sip;

	for (i = 0; i < CW_SET_COUNT; i++) {
		const struct cw_rot_set *s = &cw_rot_sets[i];

		if ((f->rol[s->width] & s->telling) &&
		    !(f->rol[s->width] & ~s->all) && !f->rol[!s->width])
			set(f, s->feature);
	}
	/*
	 * CubeHash rotates all of its words by 7, then all by 11. Where each is
	 * by another amount it is a piece of MD4.
	 */
	if ((f->seen >> CW_FEATURE_ROT_CUBEHASH & 1) &&
	    !amounts_repeat(f->rol[CW_ROT_32], n))
		f->seen &= ~(1ull << CW_FEATURE_ROT_CUBEHASH);
	set_if(f, CW_FEATURE_ROT, f->rol[CW_ROT_32] || f->rol[CW_ROT_64]);
	set_if(f, CW_FEATURE_ROT_VAR, t->var_rotations);
	sip = f->seen >> CW_FEATURE_ROT_SIPHASH & 1;
	/* refinements of that one: never more of them than of it */
	set_if(f, CW_FEATURE_SIP_BIT, sip && t->bit_picks);
	set_if(f, CW_FEATURE_SIP_VECTOR, sip && t->op[CW_OP_VADD]);
	/* Argon2 adds 2 * lo(a) * lo(b) to BLAKE2b's sums */
	set_if(f, CW_FEATURE_BLAMKA,
	       (f->seen >> CW_FEATURE_ROT_BLAKE2 & 1) && f->rol[CW_ROT_64] &&
	       t->op[CW_OP_IMUL] + t->op[CW_OP_MUL] + t->op[CW_OP_VMUL_WIDE]);
	set_if(f, CW_FEATURE_ROT_SHA2,
	       f->seen & (1ull << CW_FEATURE_ROT_SHA256 |
			  1ull << CW_FEATURE_ROT_SHA512));
}

static void see_state(struct cw_features *f, const struct cw_sample *s,
		      unsigned int origin)
{
	bool rounding, flush, down, zero;

	set_if(f, CW_FEATURE_ANON_EXEC, origin & CW_ORIGIN_ANON);
	set_if(f, CW_FEATURE_MEMFD, origin & CW_ORIGIN_MEMFD);
	set_if(f, CW_FEATURE_UNREADABLE, s->flags & CW_SAMPLE_UNREADABLE);
	set_if(f, CW_FEATURE_GONE, origin & CW_CIRCUMSTANCE_GONE);
	set_if(f, CW_FEATURE_DISGUISED, origin & CW_CIRCUMSTANCE_DISGUISED);
	set_if(f, CW_FEATURE_PURE, origin & CW_CIRCUMSTANCE_PURE);
	if (!(s->flags & CW_SAMPLE_FPCTRL))
		return;
	if (s->isa == CW_ISA_ARM64) {
		rounding = s->fpctrl & CW_FPCR_RMODE_MASK;
		down = (s->fpctrl & CW_FPCR_RMODE_MASK) == CW_FPCR_DOWN;
		zero = (s->fpctrl & CW_FPCR_RMODE_MASK) == CW_FPCR_ZERO;
		flush = s->fpctrl & CW_FPCR_FZ;
	} else {
		rounding = s->fpctrl & CW_MXCSR_RC_MASK;
		down = (s->fpctrl & CW_MXCSR_RC_MASK) == CW_MXCSR_DOWN;
		zero = (s->fpctrl & CW_MXCSR_RC_MASK) == CW_MXCSR_ZERO;
		flush = (s->fpctrl & CW_MXCSR_FTZ) &&
			(s->fpctrl & CW_MXCSR_DAZ);
	}
	set_if(f, CW_FEATURE_ROUNDING, rounding);
	set_if(f, CW_FEATURE_ROUNDING_FLUSH, rounding && flush);
	set_if(f, CW_FEATURE_ROUNDING_DOWN, down);
	set_if(f, CW_FEATURE_ROUNDING_ZERO, zero);
	f->fpctrl = true;
}

void cw_features_extract(struct cw_features *f, const struct cw_sample *s,
			 unsigned int origin)
{
	struct cw_insn insn[CW_WINDOW_INSNS];
	bool x86 = s->isa != CW_ISA_ARM64;
	struct tally t;
	unsigned int at = 0, avail, rotations;

	memset(f, 0, sizeof(*f));
	if (!(s->flags & CW_SAMPLE_USER))
		return;
	f->user = true;
	see_state(f, s, origin);
	if (!(s->flags & CW_SAMPLE_CODE))
		return;
	avail = s->code_len;
	if (avail > CW_SAMPLE_CODE_BYTES)
		avail = CW_SAMPLE_CODE_BYTES;
	memset(&t, 0, sizeof(t));
	while (f->insns < CW_WINDOW_INSNS) {
		struct cw_insn *i = &insn[f->insns];

		if (cw_decode(s->isa, i, s->code + at, avail - at) < 0)
			break;
		at += i->len;
		f->op[f->insns++] = i->op;
		count(&t, i, x86);
		if (i->flags & CW_INSN_IMM)
			see_immediate(f, i);
		else if (s->flags & CW_SAMPLE_MASK)
			see_mask_register(f, i, (s->flags & CW_SAMPLE_MASK_REG)
						>> CW_SAMPLE_MASK_REG_SHIFT);
		if (ends_window(i))
			break;
	}
	if (!f->insns)
		return;
	t.aes_last = has_last_round(insn, f->insns);
	if (t.scaled_masks >= 2)
		t.scaled_words = scaled_words(insn, f->insns, x86, s->code);
	see_aes(f, &t);
	see_arithmetic(f, &t);
	rotations = cw_rotations(f->rol, insn, f->insns);
	see_rotations(f, &t, rotations);
}
