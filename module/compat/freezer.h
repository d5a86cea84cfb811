/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/freezer.h: since 6.1 a task says in its state that it may be frozen where
 * it sleeps; before, that it is not to be waited for.
 */
#ifndef _CW_COMPAT_FREEZER_H
#define _CW_COMPAT_FREEZER_H

#include <linux/freezer.h>
#include <linux/sched.h>

/* Sleep, counted in no load, without keeping the machine from suspending. */
static inline void cw_sleep_freezable(void)
{
#ifdef TASK_FREEZABLE
	set_current_state(TASK_IDLE | TASK_FREEZABLE);
	schedule();
#else
	freezer_do_not_count();
	set_current_state(TASK_IDLE);
	schedule();
	freezer_count();
#endif
}

#endif /* _CW_COMPAT_FREEZER_H */
