/* SPDX-License-Identifier: GPL-2.0-only */
/* Acts on one process, without words on stdout: what guard is made of. */
#ifndef _TOOL_ACT_H
#define _TOOL_ACT_H

#include "cgroupfs.h"
#include "identity.h"

#define ACT_TEXT_LEN	CGROUPFS_TEXT_LEN

/**
 * act_on_process() - do it
 * @id:      who; compared with a pidfd held, at the moment of acting
 * @action:  its name, one of those of act
 * @percent: throttle: of one CPU
 * @text:    what is true now, or why not; ACT_TEXT_LEN bytes
 *
 * Return: 0 or enum exit_code.
 */
int act_on_process(const struct identity *id, const char *action,
		   unsigned int percent, char *text);

/**
 * act_on_parent() - the same to who started a process
 * @id:      the process
 * @parent:  pid of who is said to be its parent: he must be so yet
 * @action:  its name, one of those of act
 * @percent: throttle: of one CPU
 * @text:    what is true now, or why not; ACT_TEXT_LEN bytes
 *
 * Return: 0 or enum exit_code.
 */
int act_on_parent(const struct identity *id, pid_t parent, const char *action,
		  unsigned int percent, char *text);

#endif /* _TOOL_ACT_H */
