/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_COVERT_DUTY_H
#define _CW_COVERT_DUTY_H

#include <linux/types.h>

struct cw_duty_look;

/**
 * cw_duty_look() - what do the threads of a process do now?
 * @pid:      it, initial pid namespace
 * @start_ns: its start, CLOCK_BOOTTIME
 * @look:     result
 *
 * Context: the collector; does not sleep.
 *
 * Return: whether it is there, and was looked at. One of too many threads is not.
 */
bool cw_duty_look(u32 pid, u64 start_ns, struct cw_duty_look *look);

#endif /* _CW_COVERT_DUTY_H */
