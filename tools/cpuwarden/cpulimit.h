/* SPDX-License-Identifier: GPL-2.0-only */
/* The limit of CPU time of a cgroup, and what it was before. */
#ifndef _TOOL_CPULIMIT_H
#define _TOOL_CPULIMIT_H

#include <stdbool.h>
#include <stddef.h>

/* Has cgroup v2 the cpu controller here? */
bool cpulimit_possible(void);

/**
 * cpulimit_open() - give the cpu controller to the children of a cgroup
 * @path:   of the cgroup; all from the root to there must hand it down
 * @opened: PATH_MAX bytes; those that did not until now are added to it
 * @at:     result, PATH_MAX bytes: the last one that was asked
 *
 * Return: 0 or -errno.
 */
int cpulimit_open(const char *path, char *opened, char *at);

/* Take it back from a parent of ours whose last child is gone. */
void cpulimit_close(const char *path);

/**
 * cpulimit_set() - limit a cgroup
 * @dirfd:   of the cgroup
 * @path:    of it, to be named
 * @percent: of one CPU
 * @text:    on error: why not
 * @size:    of @text
 *
 * The limit that it had is remembered; a lower one stays. If it is a unit's,
 * systemd is told, so that the limit is kept when the unit is started anew.
 *
 * Return: 0 or enum exit_code.
 */
int cpulimit_set(int dirfd, const char *path, unsigned int percent,
		 char *text, size_t size);

/* Was it limited by us? */
bool cpulimit_held(int dirfd, const char *path);

/* Back to what it was before; 0 or -errno. */
int cpulimit_restore(int dirfd, const char *path);

#endif /* _TOOL_CPULIMIT_H */
