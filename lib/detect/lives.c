// SPDX-License-Identifier: GPL-2.0-only
/*
 * lives: what many that lived too short to be judged say together.
 */
#include "lives.h"
#include "evidence.h"
#include "families.h"
#include "sequential.h"

/* How purely the dead computed is not known: are there verdicts without? */
static bool asks_no_purity(unsigned int family)
{
	const struct cw_rule *r;
	unsigned int i, count;

	r = cw_family_rules(family, &count);
	for (i = 0; i < count; i++)
		if (!r[i].io_idle_ms)
			return true;
	return false;
}

static s32 clamp_micro(s32 value, s32 min, s32 max)
{
	return value < min ? min : value > max ? max : value;
}

void cw_life_score(struct cw_life *life, const struct cw_track *dead)
{
	unsigned int family;

	memset(life, 0, sizeof(*life));
	life->samples = dead->window[0].samples;
	for (family = 0; family < CW_FAMILY_COUNT; family++)
		if (asks_no_purity(family))
			life->micro[family] = cw_score_micro(&dead->window[0],
							     family, NULL);
}

bool cw_life_speaks(const struct cw_life *life)
{
	unsigned int family;

	for (family = 0; family < CW_FAMILY_COUNT; family++)
		if (life->micro[family] >= CW_LIFE_SPEAKS_MICRO)
			return true;
	return false;
}

static void add(struct cw_lives *l, const struct cw_life *life)
{
	unsigned int family, told;
	s32 least, says;

	told = life->samples > CW_LIFE_LOADER_SAMPLES ?
	       life->samples - CW_LIFE_LOADER_SAMPLES : 0;
	least = told < CW_LIFE_MIN_MICRO / CW_LIFE_SAMPLE_MICRO ?
		CW_LIFE_SAMPLE_MICRO * (s32)told : CW_LIFE_MIN_MICRO;
	for (family = 0; family < CW_FAMILY_COUNT; family++) {
		says = clamp_micro(life->micro[family], least,
				   CW_LIFE_MAX_MICRO);
		if (says > 0 && says < CW_LIFE_SPEAKS_MICRO)
			continue;
		l->micro[family] = clamp_micro(l->micro[family] + says, 0,
					       CW_LIVES_MAX_MICRO);
	}
}

bool cw_lives_inherit(struct cw_lives *l, struct cw_track *heir,
		      const struct cw_track *dead, const struct cw_life *life,
		      const struct cw_context *ctx, struct cw_judgement *j)
{
	add(l, life);
	if (!cw_life_speaks(life))
		return false;
	cw_track_merge(heir, dead);
	cw_track_judge(heir, ctx, j);
	return j->verdict == CW_VERDICT_CONFIRMED &&
	       l->micro[j->family] >= CW_CONFIRM_MICRO &&
	       life->micro[j->family] >= CW_LIFE_SPEAKS_MICRO;
}
