// SPDX-License-Identifier: GPL-2.0-only
/*
 * signs of what is kept of the registers: regs.c makes it, in the collector or
 * in a recorder.
 */
#include "extract.h"

enum {
	SOME = 2,
	MANY = 6,
	VECTORS_SOME = 4,
	VECTORS_MANY = 10,
};

/* @bits of a distance: from 2^@from up to, but not with, 2^@to bytes */
static bool is_between(unsigned int bits, unsigned int from, unsigned int to)
{
	return bits > from && bits <= to;
}

void cw_see_values(struct cw_signs *s, const struct cw_sample *sample)
{
	const struct cw_values *v = &sample->values;
	unsigned int random = v->wide + v->word;

	s->values = true;
	if (random >= SOME) {
		cw_set(s, CW_SIGN_RANDOM_SOME);
		cw_set_if(s, CW_SIGN_RANDOM_MANY, random >= MANY);
	}
	if (v->reach) {
		cw_set(s, CW_SIGN_REACH);
		cw_set_if(s, CW_SIGN_REACH_SCRATCHPAD,
			  is_between(v->reach, 16, 22));
		cw_set_if(s, CW_SIGN_REACH_DATASET,
			  is_between(v->reach, 22, 32));
	}
	if (sample->isa == CW_ISA_ARM64)
		return;
	s->vectors = true;
	if (v->vectors < VECTORS_SOME)
		return;
	cw_set_if(s, CW_SIGN_RANDOM_WALK,
		  random >= SOME && is_between(v->reach, 16, 32));
	cw_set(s, CW_SIGN_RANDOM_VECTORS);
	cw_set_if(s, CW_SIGN_RANDOM_VECTORS_MANY, v->vectors >= VECTORS_MANY);
}
