// SPDX-License-Identifier: GPL-2.0-only
#include "hours.h"

enum {
	HOUR_SEC = 3600,
	HOURS = 24,
	RESTS_MIN = 8,		/* hours of a day */
	BUSY_PART = 8,		/* of an hour, and it counts as busy */
	ALIKE_MIN = 5,		/* the first day is like none */
	SLEPT_SEC = HOUR_SEC / 2,
};

static bool is_busy(const struct cw_hours *h, u32 hour)
{
	return h->busy >> hour % HOURS & 1;
}

static bool is_near(u32 hour, u32 other)
{
	u32 apart = (hour + HOURS - other) % HOURS;

	return apart <= 1 || apart == HOURS - 1;
}

/* Does the day have one run of busy hours, which may be over midnight? */
static bool is_one_run(const struct cw_hours *h, u32 *begins, u32 *ends)
{
	u32 hour, runs = 0, busy = 0;

	for (hour = 0; hour < HOURS; hour++) {
		if (!is_busy(h, hour))
			continue;
		busy++;
		if (!is_busy(h, hour + HOURS - 1)) {
			runs++;
			*begins = hour;
		}
	}
	*ends = *begins + busy - 1;
	*ends %= HOURS;
	return runs == 1 && HOURS - busy >= RESTS_MIN;
}

static void end_hour(struct cw_hours *h)
{
	if (h->wanted && h->wanted * BUSY_PART >= h->looks)
		h->busy |= 1u << h->hour;
	h->looks = 0;
	h->wanted = 0;
}

static void end_day(struct cw_hours *h)
{
	u32 begins = 0, ends = 0;

	if (!h->whole || !is_one_run(h, &begins, &ends))
		h->alike = 0;
	else if (!h->alike || !is_near(begins, h->begins) ||
		 !is_near(ends, h->ends))
		h->alike = 1;
	else if (h->alike < ALIKE_MIN)
		h->alike++;
	h->begins = begins;
	h->ends = ends;
	h->busy = 0;
	h->whole = true;
}

void cw_hours_add(struct cw_hours *h, u64 wall_s, u32 slept_s, bool wants)
{
	u64 hours = div64_u64(wall_s, HOUR_SEC);
	u32 day, hour;

	/* a clock that is corrected may step back into the hour before */
	if (hours + 1 == (u64)h->day * HOURS + h->hour)
		hours++;
	day = div64_u64(hours, HOURS);
	hour = hours - (u64)day * HOURS;
	if (day < h->day || day > h->day + 1 ||
	    (day == h->day && hour < h->hour) ||
	    slept_s >= h->slept_s + SLEPT_SEC) {
		*h = (struct cw_hours){ .day = day, .hour = hour };
	} else if (day != h->day || hour != h->hour) {
		end_hour(h);
		if (day != h->day)
			end_day(h);
		h->day = day;
		h->hour = hour;
	}
	h->slept_s = slept_s;
	h->looks++;
	h->wanted += wants;
}

void cw_hours_inherit(struct cw_hours *h, const struct cw_hours *earlier)
{
	u32 day = h->day, busy = h->busy;

	*h = *earlier;
	if (h->day == day)
		h->busy |= busy;
}

bool cw_hours_same(const struct cw_hours *h)
{
	return h->alike >= ALIKE_MIN;
}
