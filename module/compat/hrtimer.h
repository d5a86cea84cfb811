/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/hrtimer.h: since 6.13 hrtimer_setup() takes the function of a timer too;
 * hrtimer_init() is gone since 6.15.
 */
#ifndef _CW_COMPAT_HRTIMER_H
#define _CW_COMPAT_HRTIMER_H

#include <linux/hrtimer.h>

static inline void cw_hrtimer_setup(struct hrtimer *timer,
				    enum hrtimer_restart (*fn)(struct hrtimer *),
				    enum hrtimer_mode mode)
{
#ifdef CW_HAVE_HRTIMER_SETUP
	hrtimer_setup(timer, fn, CLOCK_MONOTONIC, mode);
#else
	hrtimer_init(timer, CLOCK_MONOTONIC, mode);
	timer->function = fn;
#endif
}

#endif /* _CW_COMPAT_HRTIMER_H */
