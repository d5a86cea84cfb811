/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Freeze, throttle and kill a tenant as a whole: all that is in a cgroup of
 * version 2 or below it, what it forks meanwhile included.
 *
 * The directory of the cgroup is held open, and all goes through it: one of the
 * same name that is made later is another cgroup, with another id.
 */
#ifndef _TOOL_TENANT_H
#define _TOOL_TENANT_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "cgroupfs.h"

/**
 * struct held_tenant - a cgroup that is held
 * @dirfd:     its directory
 * @id:        cgroup id, as the module names it
 * @path:      from the root of cgroup v2
 * @processes: in it and below it, when it was looked at
 * @below:     cgroups below it
 * @hiding:    what lies over its directory, in words; empty if nothing does
 * @opened:    cgroups whose children got the cpu controller, which they keep
 */
struct held_tenant {
	int dirfd;
	uint64_t id;
	char path[PATH_MAX];
	unsigned int processes;
	unsigned int below;
	char hiding[CGROUPFS_TEXT_LEN];
	char opened[PATH_MAX];
};

/**
 * tenant_hold() - get hold of the tenant that is meant
 * @t:    result, to be given to tenant_release() on success
 * @name: cgroup id, or path from the root of cgroup v2
 * @text: on error: why not, CGROUPFS_TEXT_LEN bytes
 *
 * The root is refused, and whatever holds process 1, this process, one that it
 * descends from, or a kernel thread.
 *
 * Return: 0, or enum exit_code.
 */
int tenant_hold(struct held_tenant *t, const char *name, char *text);
void tenant_release(struct held_tenant *t);

/**
 * tenant_outermost() - the cgroup of the container that a cgroup is in
 * @id:   of a cgroup; result: of its container's, or the same
 * @path: result, PATH_MAX bytes: of that one
 *
 * Who is in a container may make cgroups below its own, and move between them.
 *
 * Return: 0 or -errno.
 */
int tenant_outermost(uint64_t *id, char *path);

/*
 * The acts. Each comes back when it was seen to be so, or after some seconds.
 * Return: 0 or enum exit_code, with @text of CGROUPFS_TEXT_LEN bytes.
 */
int tenant_freeze(struct held_tenant *t, char *text);
int tenant_throttle(struct held_tenant *t, unsigned int percent, char *text);
int tenant_thaw(struct held_tenant *t, char *text);
int tenant_kill(struct held_tenant *t, char *text);

/* Kill one by one, where the kernel has no cgroup.kill for it; 0 or -errno. */
int tenant_kill_each(struct held_tenant *t);

/* Is it set to be frozen, itself? Has tenant_thaw() anything to undo? */
bool tenant_frozen(const struct held_tenant *t);
bool tenant_thawable(const struct held_tenant *t);

#endif /* _TOOL_TENANT_H */
