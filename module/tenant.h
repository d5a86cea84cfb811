/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_TENANT_H
#define _CW_TENANT_H

#include <linux/cgroup.h>

/*
 * No controller is on cgroup v1: all of them are v2's. (One that was switched off
 * when the kernel booted is nobody's: look, then.)
 */
static inline bool cw_tenant_is_unified(const struct cgroup *v2)
{
	unsigned long all = (1UL << CGROUP_SUBSYS_COUNT) - 1;

	return (READ_ONCE(v2->root->subsys_mask) & all) == all;
}

static inline bool cw_tenant_is_narrow(const struct cgroup *cgrp)
{
	return cgroup_parent((struct cgroup *)cgrp);
}

/**
 * cw_tenant_cgroup() - the cgroup that is the tenant of a task
 * @task: the task
 *
 * The one of the cpu controller where that is on cgroup v1, else the one of
 * cgroup v2; and if that is only the root, the one of any other controller on
 * v1. So a container is told from its engine wherever the engine put it. A v1
 * hierarchy without a controller (name=systemd) is not looked at: the kernel
 * has no way for modules to it.
 *
 * Context: any, NMI too, under rcu_read_lock().
 *
 * Return: the cgroup; the root of v2 if all are roots.
 */
static inline struct cgroup *cw_tenant_cgroup(struct task_struct *task)
{
	const struct css_set *set = task_css_set(task);
	struct cgroup *v2 = set->dfl_cgrp, *cgrp;
	unsigned int i;

#ifdef CONFIG_CGROUP_SCHED
	cgrp = set->subsys[cpu_cgrp_id]->cgroup;
	if (cgrp->root != v2->root && cw_tenant_is_narrow(cgrp))
		return cgrp;
#endif
	if (cw_tenant_is_narrow(v2) || cw_tenant_is_unified(v2))
		return v2;
	for (i = 0; i < CGROUP_SUBSYS_COUNT; i++) {
		cgrp = set->subsys[i]->cgroup;
		if (cgrp->root != v2->root && cw_tenant_is_narrow(cgrp))
			return cgrp;
	}
	return v2;
}

/* 0 is cgroup v2, others are of v1: the first column of /proc/PID/cgroup. */
static inline u32 cw_tenant_hierarchy(const struct cgroup *cgrp)
{
	return cgrp->root->hierarchy_id;
}

#endif /* _CW_TENANT_H */
