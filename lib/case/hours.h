/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * hours: does a suspect compute in the same hours of each day only, as one does
 * that mines at night? PURE: what it is at, and the time of day, go in.
 *
 * A day counts whose hours in which it computed follow upon each other, and leave
 * eight or more in which it did not. If it begins and ends, to an hour, when the
 * day before it did, that is chance in one of 64, of all pairs of hours; after four
 * such days, 64^-4 < 10^-6, it is said.
 */
#ifndef _CPUWARDEN_CASE_HOURS_H
#define _CPUWARDEN_CASE_HOURS_H

#include <cpuwarden/types.h>

/**
 * struct cw_hours - when a suspect computes
 * @day:    of the wall clock, UTC, since 1970
 * @busy:   bits of its hours in which it computed
 * @slept_s: so long the machine had slept since it booted
 * @hour:   of the day
 * @looks:  in this hour
 * @wanted: … of which it computed, or would have if it got a CPU
 * @whole:  it has been looked at since the day began
 * @begins: the hour in which it began the day before
 * @ends:   … and the last one
 * @alike:  so many days were as the one before each; 0: that one does not count
 *
 * Begins as zeros.
 */
struct cw_hours {
	u32 day;
	u32 busy;
	u32 slept_s;
	u8 hour;
	u16 looks;
	u16 wanted;
	bool whole;
	u8 begins;
	u8 ends;
	u8 alike;
};

/**
 * cw_hours_add() - it was looked at
 * @h:       its hours
 * @wall_s:  seconds since 1970. Who was not looked at for hours rested: it was no
 *           suspect. If the clock is set back, or by more than a day, all begins
 *           anew
 * @slept_s: so long the machine has slept since it booted. If it slept half an hour
 *           since the last look all begins anew: nobody knows what would have been
 * @wants:   it computes, or would if it got a CPU
 */
void cw_hours_add(struct cw_hours *h, u64 wall_s, u32 slept_s, bool wants);

/**
 * cw_hours_inherit() - it is a suspect that was known before
 * @h:       its hours, of which those of this day stay
 * @earlier: those of the one it is linked with
 */
void cw_hours_inherit(struct cw_hours *h, const struct cw_hours *earlier);

/* Is it beyond chance that it computes in these hours only? */
bool cw_hours_same(const struct cw_hours *h);

#endif /* _CPUWARDEN_CASE_HOURS_H */
