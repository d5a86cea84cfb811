/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_CHANNEL_H
#define _CW_CHANNEL_H

#include <linux/types.h>

struct cw_io_look;
struct task_struct;

/**
 * cw_channels_look() - what passes through the open files of a process
 * @task: any thread of it
 * @look: @received, @sent, @channels, @positions, @active, @uncounted and @fed
 *        are entered
 *
 * Counts come from the pipes and connections themselves, so that a process
 * cannot make them up by reading /dev/zero. A channel whose both ends are its
 * own is none. Of all open files the first thousand are looked at.
 *
 * Context: process; the collector's thread alone.
 *
 * Return: false if all its threads are about to exit; @look is as it was then.
 */
bool cw_channels_look(struct task_struct *task, struct cw_io_look *look);

#endif /* _CW_CHANNEL_H */
