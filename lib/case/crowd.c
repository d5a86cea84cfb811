// SPDX-License-Identifier: GPL-2.0-only
#include "crowd.h"

enum {
	RISE_MS = 250,	/* more in a second */
	LASTS_SEC = 3,	/* what follows is no other beginning */
	/* older ones cannot be judged any more: their bins have gone */
	CATCHES_UP = 5,
};

#define NS_PER_SEC	1000000000ull
#define NS_PER_MS	1000000ull

void cw_crowd_add(struct cw_crowd *c, u64 time_ns, u64 cpu_ns)
{
	u64 second = div64_u64(time_ns, NS_PER_SEC);
	u32 at = second % CW_CROWD_SECONDS;

	if (c->of[at] != second) {
		c->of[at] = second;
		c->cpu_ms[at] = 0;
	}
	c->cpu_ms[at] += div64_u64(cpu_ns + NS_PER_MS / 2, NS_PER_MS);
}

static u32 least(u32 a, u32 b)
{
	return a < b ? a : b;
}

static u32 most(u32 a, u32 b)
{
	return a > b ? a : b;
}

static u32 others_ms(const struct cw_crowd *c, const struct cw_watched *w,
		     u64 second)
{
	u32 at = second % CW_CROWD_SECONDS;
	u32 all = c->of[at] == second ? c->cpu_ms[at] : 0;

	return all - least(all, cw_watched_cpu_ms(w, second));
}

static bool rises(const struct cw_crowd *c, const struct cw_watched *w,
		  u64 second)
{
	u32 before = most(others_ms(c, w, second - 2),
			  others_ms(c, w, second - 1));
	u32 after = least(others_ms(c, w, second + 1),
			  others_ms(c, w, second + 2));

	return after >= before + RISE_MS;
}

static bool is_before_rise(const struct cw_crowd *c, const struct cw_watched *w,
			   u64 second)
{
	u64 s;

	for (s = second + 1; s <= second + LASTS_SEC; s++)
		if (rises(c, w, s))
			return true;
	return false;
}

static void judge(const struct cw_crowd *c, struct cw_watched *w, u64 second)
{
	bool rose, fell;

	if (w->crowd_rose && second - w->crowd_rose <= LASTS_SEC)
		return;
	rose = rises(c, w, second);
	if (rose)
		w->crowd_rose = second;
	else if (is_before_rise(c, w, second))
		return;
	if (!cw_watched_falls(w, second, &fell))
		return;
	/* who wants a CPU and gets none has not stopped */
	if (fell && (cw_watched_wanted(w, second + 2) ||
		     cw_watched_wanted(w, second + 3)))
		return;
	cw_falls_count(&w->crowd, rose, fell);
}

void cw_crowd_judge(const struct cw_crowd *c, struct cw_watched *w, u64 now_ns)
{
	u64 last = div64_u64(now_ns, NS_PER_SEC);

	if (last < CW_CROWD_LATER + CATCHES_UP)
		return;
	last -= CW_CROWD_LATER;
	if (w->crowd_second < last - CATCHES_UP)
		w->crowd_second = last - CATCHES_UP;
	while (w->crowd_second < last)
		judge(c, w, ++w->crowd_second);
}
