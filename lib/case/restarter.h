/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * restarter: who will start a suspect again when it is killed. PURE: what is
 * known of its ancestors goes in, who it is comes out.
 */
#ifndef _CPUWARDEN_CASE_RESTARTER_H
#define _CPUWARDEN_CASE_RESTARTER_H

#include <uapi/linux/cpuwarden.h>

#include "detect/detect.h"

enum {
	CW_ANCESTORS = 4,
	CW_ANCESTOR_COMM = 16,
	CW_RESTARTER_NAME = 64,
};

/**
 * struct cw_ancestor - a process above another
 * @pid:      initial pid namespace; 0: there is none
 * @uid:      its real user
 * @start_ns: its start, CLOCK_BOOTTIME
 * @comm:     its name, which it chooses itself
 */
struct cw_ancestor {
	u32 pid;
	u32 uid;
	u64 start_ns;
	char comm[CW_ANCESTOR_COMM];
};

/**
 * struct cw_lineage - who started a process, as it was when it was first seen
 * @up:      its parent, that one's parent and so on
 * @session: the leader of its session, if that is another process and lives
 * @n:       of @up
 */
struct cw_lineage {
	struct cw_ancestor up[CW_ANCESTORS];
	struct cw_ancestor session;
	u32 n;
};

/**
 * struct cw_restarter - who it is
 * @kind:     enum cpuwarden_restarter
 * @pid:      the process that does it; 0: none is known
 * @start_ns: its start
 * @name:     of that process, or of the unit
 */
struct cw_restarter {
	u8 kind;
	u32 pid;
	u64 start_ns;
	char name[CW_RESTARTER_NAME];
};

/**
 * cw_restarter_of() - who started it
 * @r:      result
 * @l:      its ancestors
 * @cgroup: path of its cgroup, or NULL
 *
 * cron and at if root's daemon of that name is above it; else the nearest: the
 * parent; where that is the first process, or a user's systemd, the unit that
 * the cgroup tells of; where there is none, the leader of the session.
 */
void cw_restarter_of(struct cw_restarter *r, const struct cw_lineage *l,
		     const char *cgroup);

/**
 * cw_restarter_same() - is it the same one, and does one know by that?
 * @a: one
 * @b: another
 *
 * A daemon of cron starts the jobs of all; a unit is told by its name.
 *
 * Return: whether what one of them started is likely to be what the other did.
 */
bool cw_restarter_same(const struct cw_restarter *a,
		       const struct cw_restarter *b);

#endif /* _CPUWARDEN_CASE_RESTARTER_H */
