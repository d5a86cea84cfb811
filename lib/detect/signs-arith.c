// SPDX-License-Identifier: GPL-2.0-only
/*
 * signs of arithmetic on numbers, and of where control goes.
 */
#include "extract.h"

/*
 * A wide product of products of halves: of 64 bits as WebAssembly makes it, of
 * 32 as JavaScript does, whose whole numbers end at 2^53.
 */
static bool multiplies_halves(const struct cw_tally *t)
{
	return (t->half_products && t->products >= 2) ||
	       (t->word_products >= 2 && t->word_halves >= 2 && t->low_halves);
}

void cw_see_arithmetic(struct cw_signs *s, const struct cw_tally *t)
{
	bool halves = multiplies_halves(t);

	cw_set_if(s, CW_SIGN_ROUNDING_INSN, t->directed);
	cw_set_if(s, CW_SIGN_FPCTRL_WRITE, t->op[CW_OP_FPCTRL_WRITE]);
	cw_set_if(s, CW_SIGN_CVTDQ2PD_ARITH,
		  t->cvt_pairs && (t->fp_packed || t->fp_div_sqrt));
	cw_set_if(s, CW_SIGN_FP_PACKED, t->fp_packed);
	cw_set_if(s, CW_SIGN_FP_SQRT_SCALAR, t->sqrt_scalar);
	cw_set_if(s, CW_SIGN_FP,
		  t->op[CW_OP_FP_ADD] + t->op[CW_OP_FP_MUL] +
		  t->op[CW_OP_FP_DIV] + t->op[CW_OP_FP_SQRT] +
		  t->op[CW_OP_FP_FMA] + t->op[CW_OP_X87]);
	cw_set_if(s, CW_SIGN_IMUL, t->op[CW_OP_IMUL] + t->op[CW_OP_MUL]);
	cw_set_if(s, CW_SIGN_MUL_HALVES, halves);
	cw_set_if(s, CW_SIGN_MUL_WIDE, t->mul_wide || halves);
	cw_set_if(s, CW_SIGN_DIV, t->op[CW_OP_DIV]);
	cw_set_if(s, CW_SIGN_PREFETCHNTA, t->op[CW_OP_PREFETCH_NT]);
	cw_set_if(s, CW_SIGN_CALLS_AND_RETURNS,
		  t->op[CW_OP_CALL] + t->op[CW_OP_CALL_IND] +
		  t->op[CW_OP_RET] + t->op[CW_OP_JMP_IND]);
	cw_set_if(s, CW_SIGN_STRING_INSN, t->op[CW_OP_STRING]);
}
