// SPDX-License-Identifier: GPL-2.0-only
/*
 * short-lived: the evidence of many processes together, each of which exited
 * before it could be judged.
 */
#include "short_lived.h"
#include "evidence.h"
#include "families.h"

/* Is there a rule for which the time without I/O need not be known? */
static bool asks_no_idle_time(unsigned int family)
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

void cw_life_score(struct cw_life *life, const struct cw_track *exited)
{
	unsigned int family;

	memset(life, 0, sizeof(*life));
	life->samples = exited->window[0].samples;
	for (family = 0; family < CW_FAMILY_COUNT; family++)
		if (asks_no_idle_time(family))
			life->micro[family] = cw_score_micro(&exited->window[0],
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

static void add(struct cw_short_lived *l, const struct cw_life *life)
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
					       CW_SHORT_LIVED_MAX_MICRO);
	}
}

bool cw_short_lived_add(struct cw_short_lived *l, struct cw_track *merged,
			const struct cw_track *exited,
			const struct cw_life *life,
			const struct cw_context *ctx, struct cw_judgement *j)
{
	add(l, life);
	if (!cw_life_speaks(life))
		return false;
	cw_track_merge(merged, exited);
	cw_track_judge(merged, ctx, j);
	return j->verdict == CW_VERDICT_CONFIRMED &&
	       l->micro[j->family] >=
		       cw_family_info(j->family)->confirm_micro &&
	       life->micro[j->family] >= CW_LIFE_SPEAKS_MICRO;
}
