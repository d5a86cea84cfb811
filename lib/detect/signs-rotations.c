// SPDX-License-Identifier: GPL-2.0-only
/*
 * signs of rotations: whose amounts they are.
 */
#include "extract.h"
#include "rotation-sets.h"

/* Of @n rotations of 32 bits, are there two by the same amount? */
static bool amounts_repeat(u64 rol, unsigned int n)
{
	for (; rol; rol &= rol - 1)
		n--;
	return n;
}

static void see_sets(struct cw_signs *s)
{
	unsigned int i;

	for (i = 0; i < CW_SET_COUNT; i++) {
		const struct cw_rot_set *set = &cw_rot_sets[i];

		if ((s->rol[set->width] & set->telling) &&
		    !(s->rol[set->width] & ~set->all) && !s->rol[!set->width])
			cw_set(s, set->sign);
	}
	cw_set_if(s, CW_SIGN_ROT_SHA2,
		  cw_sign_seen(s, CW_SIGN_ROT_SHA256) ||
		  cw_sign_seen(s, CW_SIGN_ROT_SHA512));
}

/*
 * CubeHash rotates all of its words by 7, then all by 11. Where each is by
 * another amount it may be a piece of MD4, MD5 or xoshiro128, which shifts, too;
 * but of MD4 and MD5 other pieces are seen as often.
 */
static void see_cubehash(struct cw_signs *s, const struct cw_tally *t,
			 unsigned int n)
{
	cw_unset(s, CW_SIGN_ROT_MD5);
	if (amounts_repeat(s->rol[CW_ROT_32], n))
		return;
	cw_unset(s, CW_SIGN_ROT_CUBEHASH);
	cw_set_if(s, CW_SIGN_ROT_CUBEHASH_ONE, !t->op[CW_OP_SHL]);
}

void cw_see_rotations(struct cw_signs *s, const struct cw_tally *t,
		      const struct cw_code *c)
{
	/* those by an amount seen before included */
	unsigned int n = cw_rotations(s->rol, c);
	bool sip;

	cw_set_if(s, CW_SIGN_ROT_VARIABLE, t->var_rotations);
	cw_set_if(s, CW_SIGN_ROT_VECTORS,
		  t->var_vshl && t->var_vshr &&
		  t->op[CW_OP_VOR] + t->op[CW_OP_VXOR]);
	cw_set_if(s, CW_SIGN_ROT_WIDE_VARIABLE, t->wide_var_rotations);
	cw_set_if(s, CW_SIGN_WORD_BIT, t->bit_picks > t->bit_counts);
	if (!s->rol[CW_ROT_32] && !s->rol[CW_ROT_64])
		return;
	cw_set(s, CW_SIGN_ROTATIONS);
	see_sets(s);
	if (cw_sign_seen(s, CW_SIGN_ROT_CUBEHASH))
		see_cubehash(s, t, n);
	/* all of its amounts that Skein has too are Skein's */
	if (!(s->rol[CW_ROT_64] & ~cw_rot_sets[CW_SET_SKEIN].all))
		cw_unset(s, CW_SIGN_ROT_BLAKE512);
	sip = cw_sign_seen(s, CW_SIGN_ROT_SIPHASH);
	/* these refine it: never set without it */
	cw_set_if(s, CW_SIGN_SIPHASH_BIT, sip && t->bit_picks);
	cw_set_if(s, CW_SIGN_SIPHASH_VECTOR, sip && t->op[CW_OP_VADD]);
	/*
	 * Argon2 adds 2 * lo(a) * lo(b) to BLAKE2b's sums; JavaScript, whose
	 * numbers are doubles, takes the upper half of one
	 */
	cw_set_if(s, CW_SIGN_BLAMKA,
		  cw_sign_seen(s, CW_SIGN_ROT_BLAKE2) && s->rol[CW_ROT_64] &&
		  t->op[CW_OP_IMUL] + t->op[CW_OP_MUL] +
		  t->op[CW_OP_VMUL_WIDE] + t->op[CW_OP_FP_MUL]);
}
