/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Freeze and throttle one process through cgroup v2.
 *
 * A cgroup holds all of its processes. Where the process has its cgroup for
 * itself, that one is used; else the process is moved to a new child
 * "cpuwarden-PID-START" of it, which keeps all limits of the cgroup it came
 * from, and tells thaw where to put it back.
 */
#ifndef _TOOL_CGROUP_H
#define _TOOL_CGROUP_H

#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>

#include "cgroupfs.h"
#include "identity.h"

/**
 * struct cgroup - where a process lives, and where it is to be acted upon
 * @mount:  mount point of cgroup v2, to be named
 * @home:   path of the cgroup it lives in
 * @target: path of the cgroup to act upon: @home, or a new child of it
 * @move:   the process must be moved to @target first
 * @ours:   @home has the name of one that was made by an earlier act
 * @opened: cgroups whose children got the cpu controller, which they keep
 */
struct cgroup {
	char mount[PATH_MAX];
	char home[PATH_MAX];
	char target[PATH_MAX];
	bool move;
	bool ours;
	char opened[PATH_MAX];
};

/**
 * cgroup_locate() - look where the process lives and plan where to act
 * @cg:   result
 * @id:   who
 * @held: hold of it
 * @text: on error: why not, CGROUPFS_TEXT_LEN bytes
 *
 * Changes nothing. Return: 0 or enum exit_code.
 */
int cgroup_locate(struct cgroup *cg, const struct identity *id,
		  const struct held *held, char *text);

/*
 * The acts. Each makes @cg->target first if need be, and comes back only when
 * it was seen to be so. Return: 0 or enum exit_code, with @text of
 * CGROUPFS_TEXT_LEN bytes; on error the process is back where it was.
 */
int cgroup_freeze(struct cgroup *cg, const struct identity *id,
		  const struct held *held, char *text);

/* @percent of one CPU */
int cgroup_throttle(struct cgroup *cg, const struct identity *id,
		    const struct held *held, unsigned int percent, char *text);

/* Undoes both and removes a cgroup that was made for it. */
int cgroup_thaw(struct cgroup *cg, char *text);

/* Is @home frozen, by itself or further up? */
bool cgroup_frozen(const struct cgroup *cg);

/* Has anything been done that cgroup_thaw() would undo? */
bool cgroup_thawable(const struct cgroup *cg);

/* Remove @home if it was ours and is empty now. */
void cgroup_sweep(const struct cgroup *cg);

#endif /* _TOOL_CGROUP_H */
