/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_BORDER_H
#define _CW_BORDER_H

#include <linux/cred.h>
#include <linux/pid_namespace.h>
#include <linux/user_namespace.h>

/**
 * cw_outside() - is the caller in a container?
 *
 * The tables name processes, users and cgroups of the whole machine. They are
 * for the initial pid and user namespace: a container learns nothing of its
 * neighbours, whatever capabilities it was given and whatever else it shares
 * with the host.
 *
 * Context: process context, in a system call of the caller in question.
 *
 * Return: true if it is to be refused.
 */
static inline bool cw_outside(void)
{
	return task_active_pid_ns(current) != &init_pid_ns ||
	       current_user_ns() != &init_user_ns;
}

#endif /* _CW_BORDER_H */
