// SPDX-License-Identifier: GPL-2.0-only
/*
 * signs of ciphers and hashes beside AES and rotations.
 */
#include "extract.h"
#include "isa/address.h"

/* ((a[x >> 24] + b[x >> 16 & 255]) ^ c[x >> 8 & 255]) + d[x & 255] */
static bool has_blowfish(const struct cw_tally *t)
{
	return cw_picks_bytes(t) && t->table_adds && t->table_xors;
}

/* FNV by vectors; clang spells it with pmuludq, gcc by shift and add */
static bool has_vector_fnv(const struct cw_tally *t)
{
	unsigned int vxor = t->op[CW_OP_VXOR] + t->op[CW_OP_VXAR] +
			    t->op[CW_OP_VXOR3] + t->op[CW_OP_VTERNARY];

	return vxor &&
	       (((t->word_vmuls || t->op[CW_OP_VMUL_WIDE] >= 2) &&
		 !t->op[CW_OP_VADD]) ||
		(t->op[CW_OP_VSHL] >= 4 && t->op[CW_OP_VADD] >= 4 &&
		 !t->op[CW_OP_VSHR]));
}

/* and-not beside xor: a row of Keccak's state */
static bool has_chi(const struct cw_tally *t)
{
	return ((t->op[CW_OP_ANDN] || (t->op[CW_OP_NOT] && t->and_var)) &&
		t->op[CW_OP_XOR]) ||
	       (t->op[CW_OP_VANDN] && t->op[CW_OP_VXOR]) ||
	       t->op[CW_OP_VBCAX] || t->op[CW_OP_VTERNARY];
}

/* Which word each register holds, or which half of one. */
struct halves {
	u8 word[16];
	u8 half[16];
	u8 next;	/* the name of the next word */
	u64 elements;	/* words by name that were read from an array */
	u8 spilled;	/* the word that was stored last … */
	struct cw_address to;	/* … and where */
};

enum {
	WHOLE,
	UPPER,
	LOWER,
	PRODUCT,	/* of both halves of a word … */
	OF_ELEMENT,	/* … that was read from an array */
	SUM,		/* … and of something else */
};

static void new_word(struct halves *h, unsigned int reg)
{
	if (reg >= sizeof(h->word))
		return;
	h->word[reg] = h->next++;
	h->half[reg] = WHOLE;
}

/* MOV of registers; that of 32 bits leaves the lower half. */
static void move(struct halves *h, const struct cw_insn *i, const u8 *bytes)
{
	bool load = bytes[i->len - 2] != 0x89;
	unsigned int to = load ? i->reg : i->rm, from = load ? i->rm : i->reg;

	if (to >= sizeof(h->word) || from >= sizeof(h->word))
		return;
	h->word[to] = h->word[from];
	h->half[to] = h->half[from];
	if (i->width != 4)
		return;
	if (h->half[from] == WHOLE)
		h->half[to] = LOWER;
	else if (h->half[from] == UPPER)
		new_word(h, to);
}

/* A whole word that goes to memory, or comes back */
static void spill(struct halves *h, const struct cw_insn *i, const u8 *bytes)
{
	bool load = i->flags & CW_INSN_MEM_READ;
	struct cw_address a;

	if (i->width != 8 || i->reg >= sizeof(h->word) || i->flags & CW_INSN_IMM ||
	    !cw_address_of(CW_ISA_X86_64, i, bytes, &a)) {
		if (load)
			new_word(h, i->reg);
		return;
	}
	if (!load) {
		h->spilled = h->half[i->reg] ? 0 : h->word[i->reg];
		h->to = a;
		return;
	}
	new_word(h, i->reg);
	if (h->spilled && a.base == h->to.base && a.index == h->to.index &&
	    a.disp == h->to.disp)
		h->word[i->reg] = h->spilled;
	else if (a.index != CW_REG_NONE)
		h->elements |= 1ull << h->word[i->reg];
}

static bool are_halves(const struct halves *h, unsigned int a, unsigned int b)
{
	return a < sizeof(h->word) && b < sizeof(h->word) &&
	       h->word[a] == h->word[b] && h->half[a] && h->half[b] &&
	       h->half[a] + h->half[b] == UPPER + LOWER;
}

static bool is(const struct halves *h, const struct cw_insn *i, u8 half)
{
	return (i->reg < sizeof(h->half) && h->half[i->reg] == half) ||
	       (i->rm < sizeof(h->half) && h->half[i->rm] == half);
}

/* What comes of an instruction may be in either register. */
static void make(struct halves *h, const struct cw_insn *i, u8 half)
{
	new_word(h, i->reg);
	new_word(h, i->rm);
	if (i->reg < sizeof(h->half))
		h->half[i->reg] = half;
	if (i->rm < sizeof(h->half))
		h->half[i->rm] = half;
}

static void multiply(struct halves *h, const struct cw_insn *i)
{
	bool element = h->elements >> h->word[i->reg] & 1;

	make(h, i, element ? OF_ELEMENT : PRODUCT);
}

/* An element of a table is added. */
static bool adds_element(const struct halves *h, const struct cw_insn *i,
			 const u8 *bytes)
{
	struct cw_address a;

	return i->op == CW_OP_ADD && i->flags & CW_INSN_MEM_READ &&
	       is(h, i, OF_ELEMENT) &&
	       cw_address_of(CW_ISA_X86_64, i, bytes, &a) &&
	       a.index != CW_REG_NONE;
}

/*
 * pwxform word by word: both halves of one are multiplied, a word of a table is
 * added, one of another is xored. XXH3 multiplies halves, too, and adds; but
 * they are those of a sum. Where bounds are checked between, the window ends
 * before the second table.
 */
static bool has_pwxform(const struct cw_code *c)
{
	struct halves h = { .next = sizeof(h.word) + 1 };
	unsigned int k;

	for (k = 0; k < sizeof(h.word); k++)
		h.word[k] = k + 1;
	for (k = 0; k < c->n; k++) {
		const struct cw_insn *i = &c->insn[k];

		if (i->flags & CW_INSN_VECTOR)
			continue;
		switch (i->op) {
		case CW_OP_CMP:
		case CW_OP_TEST:
		case CW_OP_JCC:
		case CW_OP_NOP:
			continue;
		case CW_OP_MOV:
			if (i->flags & (CW_INSN_MEM_READ | CW_INSN_MEM_WRITE)) {
				spill(&h, i, c->bytes + c->at[k]);
				continue;
			}
			if (i->flags & CW_INSN_IMM || i->width < 4)
				break;
			move(&h, i, c->bytes + c->at[k]);
			continue;
		case CW_OP_SHR:
			if (i->width == 8 && i->amount == 32 && i->rm < 16 &&
			    h.half[i->rm] == WHOLE) {
				h.half[i->rm] = UPPER;
				continue;
			}
			break;
		case CW_OP_IMUL:
			if (i->width != 8 || !are_halves(&h, i->reg, i->rm))
				break;
			multiply(&h, i);
			continue;
		case CW_OP_ADD:
		case CW_OP_LEA:
			if (adds_element(&h, i, c->bytes + c->at[k]))
				return true;
			if (!is(&h, i, PRODUCT) && !is(&h, i, OF_ELEMENT))
				break;
			make(&h, i, SUM);
			continue;
		case CW_OP_XOR:
			if (is(&h, i, SUM))
				return true;
			break;
		}
		make(&h, i, WHOLE);
	}
	return false;
}

void cw_see_ciphers(struct cw_signs *s, const struct cw_tally *t,
		    const struct cw_code *c)
{
	cw_set_if(s, CW_SIGN_CLMUL, t->op[CW_OP_CLMUL]);
	cw_set_if(s, CW_SIGN_PMULUDQ, t->op[CW_OP_VMUL_WIDE]);
	cw_set_if(s, CW_SIGN_VMUL_XOR, has_vector_fnv(t));
	cw_set_if(s, CW_SIGN_PWXFORM,
		  (t->op[CW_OP_VMUL_WIDE] &&
		   (t->box_masks || (t->wide_ands && t->upper_halves))) ||
		  (t->boxes && t->half_products) ||
		  (c->x86 && t->products && t->upper_halves &&
		   has_pwxform(c)));
	cw_set_if(s, CW_SIGN_CLHASH,
		  t->op[CW_OP_VMUL_ROUND] &&
		  (t->op[CW_OP_CLMUL] || t->op[CW_OP_AESENC]));
	cw_set_if(s, CW_SIGN_BLOWFISH, has_blowfish(t));
	cw_set_if(s, CW_SIGN_SHA_INSN,
		  t->op[CW_OP_SHA256] + t->op[CW_OP_SHA512]);
	cw_set_if(s, CW_SIGN_KECCAK_CHI, has_chi(t));
}
