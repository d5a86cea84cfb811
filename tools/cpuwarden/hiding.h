/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether somebody hides a process from who looks into /proc. */
#ifndef _TOOL_HIDING_H
#define _TOOL_HIDING_H

#include <stdbool.h>
#include <sys/types.h>

#define HIDING_TEXT_LEN	512

/**
 * hiding_of() - does /proc show this process as it is?
 * @pid:  of a process that is alive
 * @text: if not: why, HIDING_TEXT_LEN bytes, escaped
 *
 * Looked at are /proc and what ps and top read below it, as they are in our
 * mount namespace.
 *
 * Return: true if something lies over it, or it is not to be seen there.
 */
bool hiding_of(pid_t pid, char *text);

#endif /* _TOOL_HIDING_H */
