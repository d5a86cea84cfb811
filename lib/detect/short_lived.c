// SPDX-License-Identifier: GPL-2.0-only
/*
 * short-lived: the evidence of many processes together, each of which exited
 * before it could be judged.
 */
#include "short_lived.h"
#include "evidence.h"
#include "families.h"
#include "sprt.h"

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

void cw_life_score(struct cw_life *life, const struct cw_window *w)
{
	unsigned int family;

	memset(life, 0, sizeof(*life));
	life->samples = w->samples;
	for (family = 0; family < CW_FAMILY_COUNT; family++)
		if (asks_no_idle_time(family))
			life->micro[family] = cw_score_micro(w, family, NULL);
}

static unsigned int place_of(const u8 *counts)
{
	u64 sum = 0;
	unsigned int i;
	u16 count;

	for (i = 0; i < CW_LIFE_COUNTS; i += sizeof(count)) {
		memcpy(&count, counts + i, sizeof(count));
		sum = (sum + count) * 0x9e3779b97f4a7c15ull;
	}
	return sum >> (64 - CW_LIFE_BITS);
}

void cw_life_recall(struct cw_life_memo *memo, struct cw_life *life,
		    const struct cw_window *w)
{
	const u8 *counts = (const u8 *)w + offsetof(struct cw_window, samples);
	unsigned int i = place_of(counts);

	/* without a sample it would be taken for an empty place */
	if (!w->samples) {
		cw_life_score(life, w);
		return;
	}
	if (memcmp(memo->place[i].counts, counts, CW_LIFE_COUNTS)) {
		cw_life_score(&memo->place[i].life, w);
		memcpy(memo->place[i].counts, counts, CW_LIFE_COUNTS);
	}
	*life = memo->place[i].life;
}

unsigned int cw_life_family(const struct cw_life *life)
{
	unsigned int family, best = CW_FAMILY_NONE;

	for (family = 0; family < CW_FAMILY_COUNT; family++)
		if (life->micro[family] >= CW_LIFE_SPEAKS_MICRO &&
		    (best == CW_FAMILY_NONE ||
		     life->micro[family] > life->micro[best]))
			best = family;
	return best;
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

/* May @family be told when this life has ended? */
static bool may_tell(const struct cw_short_lived *l, const struct cw_life *life,
		     const struct cw_window *w, unsigned int family)
{
	return l->micro[family] >= cw_family_info(family)->confirm_micro &&
	       life->micro[family] >= CW_LIFE_SPEAKS_MICRO &&
	       cw_family_shows(w, family);
}

bool cw_short_lived_add(struct cw_short_lived *l, struct cw_track *merged,
			const struct cw_window *w, u64 first_ns,
			const struct cw_life *life, u64 now_ns,
			struct cw_judgement *j)
{
	struct cw_context ctx = { .now_ns = now_ns };
	unsigned int family;

	add(l, life);
	if (cw_life_family(life) == CW_FAMILY_NONE)
		return false;
	cw_track_merge(merged, w, first_ns);
	/* few lives show all: do not wait for one when a look is due */
	for (family = 0; family < CW_FAMILY_COUNT; family++)
		if (may_tell(l, life, w, family))
			cw_track_look_next(merged);
	cw_track_judge(merged, &ctx, j);
	return j->verdict == CW_VERDICT_CONFIRMED &&
	       may_tell(l, life, w, j->family);
}
