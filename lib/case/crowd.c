// SPDX-License-Identifier: GPL-2.0-only
#include "crowd.h"

enum {
	RISE_NS = 250000000,	/* more in a second */
	LASTS_SEC = 3,	/* what follows is no other beginning */
	/* older ones cannot be judged any more: their bins have gone */
	CATCHES_UP = 5,
};

static u64 least(u64 a, u64 b)
{
	return a < b ? a : b;
}

static u64 most(u64 a, u64 b)
{
	return a > b ? a : b;
}

static u64 others_ns(const struct cw_seconds *all, const struct cw_watched *w,
		     u64 second)
{
	u64 took = cw_seconds_cpu_ns(all, second);

	return took - least(took, cw_seconds_cpu_ns(&w->took, second));
}

static bool rises(const struct cw_seconds *all, const struct cw_watched *w,
		  u64 second)
{
	u64 before = most(others_ns(all, w, second - 2),
			  others_ns(all, w, second - 1));
	u64 after = least(others_ns(all, w, second + 1),
			  others_ns(all, w, second + 2));

	return after >= before + RISE_NS;
}

static bool is_before_rise(const struct cw_seconds *all,
			   const struct cw_watched *w, u64 second)
{
	u64 s;

	for (s = second + 1; s <= second + LASTS_SEC; s++)
		if (rises(all, w, s))
			return true;
	return false;
}

static void judge(const struct cw_seconds *all, struct cw_watched *w,
		  u64 second)
{
	bool rose, fell;

	if (w->crowd_rose && second - w->crowd_rose <= LASTS_SEC)
		return;
	rose = rises(all, w, second);
	if (rose)
		w->crowd_rose = second;
	else if (is_before_rise(all, w, second))
		return;
	if (!cw_watched_falls(w, second, &fell))
		return;
	/* who wants a CPU and gets none has not stopped */
	if (fell && (cw_watched_wanted(w, second + 2) ||
		     cw_watched_wanted(w, second + 3)))
		return;
	cw_falls_count(&w->crowd, rose, fell);
}

void cw_crowd_judge(const struct cw_seconds *all, struct cw_watched *w,
		    u64 now_ns)
{
	u64 last = cw_second_of(now_ns);

	if (last < CW_CROWD_LATER + CATCHES_UP)
		return;
	last -= CW_CROWD_LATER;
	if (w->crowd_second < last - CATCHES_UP)
		w->crowd_second = last - CATCHES_UP;
	while (w->crowd_second < last)
		judge(all, w, ++w->crowd_second);
}
