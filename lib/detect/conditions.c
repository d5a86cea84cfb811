// SPDX-License-Identifier: GPL-2.0-only
/*
 * conditions: what the counts allow, by the routes of families.c.
 */
#include "families.h"

/* One that hides as well */
#define HIDING_MS	120000
#define HIDING_SAMPLES	256

/* Samples that carried what is needed to see @feature at all. */
static unsigned int samples_with(const struct cw_window *w,
				 unsigned int feature)
{
	if (feature < CW_FEATURE_FIRST_ORIGIN)
		return w->fpctrl;
	if (feature < CW_FEATURE_FIRST_CODE)
		return w->samples;
	return w->code;
}

unsigned int cw_trials(const struct cw_window *w, unsigned int feature)
{
	/* these refine another: what they add is asked given that one */
	switch (feature) {
	case CW_FEATURE_ROUNDING_FLUSH:
		return w->seen[CW_FEATURE_ROUNDING];
	case CW_FEATURE_MASK_WORK:
		return w->seen[CW_FEATURE_MASK_BLOCKS];
	case CW_FEATURE_SIP_BIT:
	case CW_FEATURE_SIP_VECTOR:
		return w->seen[CW_FEATURE_ROT_SIPHASH];
	case CW_FEATURE_ROT_SIPHASH:
	case CW_FEATURE_ROT_KECCAK:
	case CW_FEATURE_ROT_SALSA:
	case CW_FEATURE_ROT_BLAKE2:
	case CW_FEATURE_ROT_SHA2:
	case CW_FEATURE_ROT_MD5:
	case CW_FEATURE_ROT_SHA1:
	case CW_FEATURE_ROT_BLAKE512:
	case CW_FEATURE_ROT_SKEIN:
	case CW_FEATURE_ROT_CUBEHASH:
	case CW_FEATURE_ROT_BMW:
	case CW_FEATURE_ROT_LUFFA:
	case CW_FEATURE_ROT_SIMD:
		return w->seen[CW_FEATURE_ROT];
	case CW_FEATURE_BLAMKA:
		return w->seen[CW_FEATURE_ROT_BLAKE2];
	case CW_FEATURE_AES_SINGLE:
	case CW_FEATURE_AES_FINAL:
		return w->seen[CW_FEATURE_AES_INSN];
	}
	return samples_with(w, feature);
}

static bool clause_holds(const struct cw_window *w, const struct cw_clause *c)
{
	unsigned int have = 0, i, n;
	u64 bits;

	for (bits = c->any; bits; bits &= bits - 1) {
		i = __builtin_ctzll(bits);
		n = samples_with(w, i);
		if (!n)
			continue;
		if ((w->seen[i] * 10000u >= c->rate_bp * n) != c->below)
			have++;
	}
	return have >= c->need;
}

/*
 * Nearly all samples with rotations show amounts of the set, and @members of
 * them are not rare.
 */
static bool covers(const struct cw_window *w, unsigned int set,
		   unsigned int members)
{
	const struct cw_rot_set *s = &cw_rot_sets[set];
	const u16 *rol = w->rol + (s->width == CW_ROT_64 ? 32 : 0);
	unsigned int bits = s->width == CW_ROT_64 ? 64 : 32;
	unsigned int i, inside = 0, all = 0, have = 0;

	for (i = 0; i < 96; i++)
		all += w->rol[i];
	for (i = 0; i < bits; i++) {
		if (!(s->all >> i & 1))
			continue;
		inside += rol[i];
		have += rol[i] && rol[i] * 64u >= w->rotated;
	}
	return have >= members && inside * 100 >= all * 85;
}

/* All of a route's conditions but the number of samples and the time. */
static bool route_holds(const struct cw_window *w, const struct cw_route *r)
{
	unsigned int i;

	for (i = 0; i < CW_CLAUSES && r->clause[i].need; i++)
		if (!clause_holds(w, &r->clause[i]))
			return false;
	return r->set == CW_SET_COUNT || covers(w, r->set, r->members);
}

/*
 * Honest programs compute primitives, and nothing in the code tells theirs
 * from a miner's. Who hides as well, for two minutes on end, is confirmed
 * with what else would be suspect only.
 */
static bool hides(const struct cw_window *w)
{
	unsigned int most = w->samples - w->samples / 10;

	return w->seen[CW_FEATURE_GONE] >= most ||
	       w->seen[CW_FEATURE_DISGUISED] >= most;
}

static bool is_steady(const struct cw_window *younger, const struct cw_route *r)
{
	return younger->samples >= CW_STEADY_SAMPLES && route_holds(younger, r);
}

void cw_family_allowed(struct cw_allowance *a, const struct cw_window *w,
		       unsigned int family, u64 pure_ns)
{
	s32 usual = cw_family_info(family)->confirm_micro;
	const struct cw_route *r = cw_routes[family];
	unsigned int i;

	*a = (struct cw_allowance){
		.verdict = CW_VERDICT_CLEAR,
		.pure = true,
		.micro = usual,
	};
	for (i = 0; i < CW_ROUTES && r[i].verdict; i++) {
		bool enough = w->samples >= r[i].samples &&
			      (!r[i].steady || is_steady(&w[1], &r[i]));
		bool pure = pure_ns >= r[i].pure_ms * 1000000ull;
		s32 micro = r[i].micro ? r[i].micro : usual;

		if (r[i].verdict < a->verdict ||
		    (r[i].verdict == a->verdict && micro >= a->micro))
			continue;
		/* too early to look at rates, and too early to give up */
		if (!enough && w->samples < CW_WAITING_SAMPLES)
			continue;
		if (!route_holds(w, &r[i]))
			continue;
		if (enough && pure) {
			a->verdict = r[i].verdict;
			a->micro = micro;
		} else {
			a->waiting = true;
		}
		if (enough && !pure && r[i].verdict > a->verdict)
			a->pure = false;
	}
	if (a->verdict == CW_VERDICT_SUSPECT && w->samples >= HIDING_SAMPLES &&
	    pure_ns >= HIDING_MS * 1000000ull && hides(w))
		a->verdict = CW_VERDICT_CONFIRMED;
}
