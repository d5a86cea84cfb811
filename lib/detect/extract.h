/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * extract: what the files share that look for signs in one sample.
 */
#ifndef _CPUWARDEN_DETECT_EXTRACT_H
#define _CPUWARDEN_DETECT_EXTRACT_H

#include "signs.h"

/**
 * struct cw_code - the decoded window
 * @insn:  its instructions
 * @at:    where in @bytes each begins
 * @n:     how many there are
 * @mem:   bitmap of those that read or write memory
 * @imm:   … that have an immediate
 * @x86:   of that architecture
 * @bytes: what they were decoded from
 */
struct cw_code {
	struct cw_insn insn[CW_WINDOW_INSNS];
	u8 at[CW_WINDOW_INSNS];
	unsigned int n;
	u32 mem;
	u32 imm;
	bool x86;
	const u8 *bytes;
};

#define CW_FNV_PRIME	0x01000193u	/* Fowler, Noll, Vo, 32 bit */

/* What is counted along the window; signs are made of these counts. */
struct cw_tally {
	u8 op[CW_OP_COUNT];
	u8 fp_packed;
	u8 fp_div_sqrt;
	u8 sqrt_scalar;
	u8 cvt_pairs;	/* integers to double, two at once */
	u8 mul_wide;	/* of factors of 64 bits */
	u8 byte_shifts;	/* shr 8, 16, 24: bytes of a word */
	u8 byte_masks;	/* and 0xff: the same */
	u8 scaled_masks; /* and 0x3fc: a byte times four */
	u8 table_xors;	/* xor with a word of memory */
	u8 table_adds;	/* add of a word of memory */
	u8 word_xors;	/* xor of words */
	u8 word_loads;
	u8 word_moves;	/* movzx among them: the lowest bytes */
	u8 and_var;	/* and without an immediate */
	u8 bit_picks;	/* one bit of a word, by a variable */
	u8 bit_counts;	/* bits that are set, or zeros at an end */
	u8 box_masks;	/* and with 2^n-16 of pwxform's S-boxes */
	u8 boxes;	/* … of yespower 0.5 and 1.0 only */
	u8 wide_ands;	/* and of 64 bits without an immediate */
	u8 upper_halves; /* shr 32 */
	u8 products;	/* of 64 bits, by one register or immediate … */
	u8 half_products; /* … and by an upper half */
	u8 word_products; /* of 32 bits */
	u8 word_halves;	/* words shifted by 16 */
	u8 low_halves;	/* … and their other 16 bits */
	u32 halves;	/* registers that hold upper halves */
	u8 large;	/* constants that may be part of a mask */
	u8 byte_loads;	/* words made of a byte of memory */
	u8 directed;	/* arithmetic that says itself how to round, not nearest */
	u8 word_vmuls;	/* vector multiplication of 32-bit words */
	u8 var_rotations; /* of 32 bits by a register */
	u8 var_vshl;	/* of words of 64 bits by a variable … */
	u8 var_vshr;	/* … and to the right */
	u8 wide_var_rotations; /* of 64 bits by a register */
	u8 folds;	/* by AES's polynomial */
	u8 top_bits;	/* of bytes, as they are folded */
	u8 byte_vshr;	/* of words of 32 bits, to one of their bytes */
	u8 fnv_loads;	/* FNV's prime, loaded into a register */
} __aligned(8);

/* A sign that refines another may be set only beside it. */
static inline void cw_set(struct cw_signs *s, enum cw_sign id)
{
	s->seen[id / 64] |= 1ull << id % 64;
}

static inline void cw_set_if(struct cw_signs *s, enum cw_sign id, bool yes)
{
	s->seen[id / 64] |= (u64)yes << id % 64;
}

static inline void cw_unset(struct cw_signs *s, enum cw_sign id)
{
	s->seen[id / 64] &= ~(1ull << id % 64);
}

/*
 * @mask as 2^n - @unit with @min <= n <= @max: the form in which an address is
 * cut to a scratchpad of 2^n bytes and aligned to @unit.
 */
static inline bool cw_is_scratchpad_mask(u64 mask, u64 unit, unsigned int min,
					 unsigned int max)
{
	u64 size = mask + unit;

	return size >= 1ull << min && size <= 1ull << max &&
	       !(size & (size - 1));
}

/* To a byte of a word of 32 bits, but the lowest */
static inline bool cw_is_byte_amount(unsigned int amount)
{
	return amount == 8 || amount == 16 || amount == 24;
}

/* x86: the opcode of instruction @k, behind a REX prefix */
static inline const u8 *cw_opcode(const struct cw_code *c, unsigned int k)
{
	const u8 *b = c->bytes + c->at[k];

	return b + ((*b & 0xf0) == 0x40);
}

/*
 * x86: of legacy forms with two registers bit 1 of the opcode, which stands
 * before ModRM, tells which is the target: is it ModRM.reg?
 */
static inline bool cw_reg_is_target(const struct cw_code *c, unsigned int k)
{
	return c->bytes[c->at[k] + c->insn[k].len - 2] & 2;
}

/* Has it a constant that is neither a small number nor a small negative one? */
static inline bool cw_is_large(const struct cw_insn *i)
{
	u32 high = (u32)i->imm >> 12;

	return i->flags & CW_INSN_IMM && i->width >= 4 && high &&
	       high != 0xfffff;
}

/* Takes the bytes of a word one by one, as indices of tables are made. */
static inline bool cw_picks_bytes(const struct cw_tally *t)
{
	return t->byte_shifts &&
	       t->byte_shifts + t->byte_masks + t->word_moves >= 3;
}

/* Count along the window; @t is zeroed. */
void cw_tally_count(struct cw_tally *t, const struct cw_code *c);

/* Scratchpad masks of words and lines. */
void cw_see_word_masks(struct cw_signs *s, u64 mask);
/* Masks that are put together of several instructions. */
void cw_see_made_masks(struct cw_signs *s, const struct cw_code *c);

/*
 * One function for each theme. Those of the code are called in the order of
 * this list: some ask for signs that another has set.
 */
void cw_see_origin(struct cw_signs *s, const struct cw_sample *sample,
		   unsigned int origin);
void cw_see_state(struct cw_signs *s, const struct cw_sample *sample);
void cw_see_values(struct cw_signs *s, const struct cw_sample *sample);
void cw_see_constants(struct cw_signs *s, const struct cw_tally *t,
		      const struct cw_code *c, const struct cw_sample *sample);
void cw_see_aes(struct cw_signs *s, const struct cw_tally *t,
		const struct cw_code *c);
void cw_see_lookups(struct cw_signs *s, const struct cw_tally *t,
		    const struct cw_code *c);
void cw_see_arithmetic(struct cw_signs *s, const struct cw_tally *t);
void cw_see_ciphers(struct cw_signs *s, const struct cw_tally *t,
		    const struct cw_code *c);
void cw_see_rotations(struct cw_signs *s, const struct cw_tally *t,
		      const struct cw_code *c);

#endif /* _CPUWARDEN_DETECT_EXTRACT_H */
