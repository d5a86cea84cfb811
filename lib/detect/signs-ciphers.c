// SPDX-License-Identifier: GPL-2.0-only
/*
 * signs of ciphers and hashes beside AES and rotations.
 */
#include "extract.h"

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

void cw_see_ciphers(struct cw_signs *s, const struct cw_tally *t)
{
	cw_set_if(s, CW_SIGN_CLMUL, t->op[CW_OP_CLMUL]);
	cw_set_if(s, CW_SIGN_PMULUDQ, t->op[CW_OP_VMUL_WIDE]);
	cw_set_if(s, CW_SIGN_VMUL_XOR, has_vector_fnv(t));
	cw_set_if(s, CW_SIGN_PWXFORM,
		  (t->op[CW_OP_VMUL_WIDE] &&
		   (t->box_masks || (t->wide_ands && t->upper_halves))) ||
		  (t->boxes && t->half_products));
	cw_set_if(s, CW_SIGN_CLHASH,
		  t->op[CW_OP_VMUL_ROUND] &&
		  (t->op[CW_OP_CLMUL] || t->op[CW_OP_AESENC]));
	cw_set_if(s, CW_SIGN_BLOWFISH, has_blowfish(t));
	cw_set_if(s, CW_SIGN_SHA_INSN,
		  t->op[CW_OP_SHA256] + t->op[CW_OP_SHA512]);
	cw_set_if(s, CW_SIGN_KECCAK_CHI, has_chi(t));
}
