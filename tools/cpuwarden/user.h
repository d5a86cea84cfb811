/* SPDX-License-Identifier: GPL-2.0-only */
/* User ids to names. */
#ifndef _TOOL_USER_H
#define _TOOL_USER_H

#include <stdint.h>

/**
 * user_name() - the name of a user of this host
 * @uid:    whose
 * @cgroup: path of the cgroup of the process, or NULL
 *
 * In a container the numbers are the container's, even where they are not
 * mapped: the host's table would accuse somebody else.
 *
 * Return: the name, unescaped, for the caller to free; NULL if there is none.
 */
char *user_name(uint32_t uid, const char *cgroup);

#endif /* _TOOL_USER_H */
