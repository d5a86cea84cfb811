/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/sched.h: before 5.14 the state of a task has another name.
 */
#ifndef _CW_COMPAT_SCHED_H
#define _CW_COMPAT_SCHED_H

#include <linux/sched.h>

#ifndef task_is_running
#define task_is_running(task)	(READ_ONCE((task)->state) == TASK_RUNNING)
#endif

#endif /* _CW_COMPAT_SCHED_H */
