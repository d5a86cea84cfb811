/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_IDENTITY_H
#define _CW_IDENTITY_H

#include <linux/sched.h>
#include <linux/types.h>

#include "case/io_idle.h"
#include "case/restarter.h"

/**
 * struct cw_identity - who a process is, looked up outside of interrupts
 * @lineage:     who started it
 * @comm:        name, 0-terminated
 * @threads:     number of threads now
 * @answers:     user who answers for it
 * @exec_id:     as in struct cw_sample; 0 if it changed during the look-up
 * @exe_inode:   the executable, as in struct cw_sample; 0 if there is none
 * @exe_flags:   enum cpuwarden_exe_flag
 * @exe_path:    kmalloc'ed or NULL
 * @covert:      enum cpuwarden_covert bits, of what names do not tell
 * @cgroup_id:   the tenant
 * @cgroup_hierarchy: … its hierarchy, 0 is cgroup v2
 * @cgroup_path: kmalloc'ed or NULL; of cgroup v1 with its controllers before
 *               it, "cpu,cpuacct:/docker/1234", as in /proc/PID/cgroup
 * @looked:      @look is valid
 * @look:        what it does beside computing
 */
struct cw_identity {
	struct cw_lineage lineage;
	char comm[TASK_COMM_LEN];
	u32 threads;
	u32 answers;
	u32 exec_id;
	u64 exe_inode;
	u32 exe_flags;
	char *exe_path;
	u32 covert;
	u64 cgroup_id;
	u32 cgroup_hierarchy;
	char *cgroup_path;
	bool looked;
	struct cw_io_look look;
};

/**
 * cw_identity_task() - the task that a sample speaks of
 * @pid:      process or thread id, initial pid namespace
 * @start_ns: start of its thread group leader, CLOCK_BOOTTIME
 *
 * Context: process.
 *
 * Return: the task, referenced, or NULL if it is gone; a later process of the
 * same number is not mistaken for it.
 */
struct task_struct *cw_identity_task(u32 pid, u64 start_ns);

/**
 * cw_identity_get() - all of it
 * @task: any thread of the process
 * @id:   result; free with cw_identity_put()
 *
 * Context: process, sleeps.
 */
void cw_identity_get(struct task_struct *task, struct cw_identity *id);
void cw_identity_put(struct cw_identity *id);

/*
 * Only @looked and @look, which are cheap. Lets others run now and then if there
 * are thousands of threads.
 */
void cw_identity_activity(struct task_struct *task, struct cw_identity *id);

/*
 * CPU time of all its threads, the exited ones too, by the scheduler. 0 if there
 * are too many, or one was exiting.
 */
u64 cw_identity_cpu_ns(struct task_struct *task);

#endif /* _CW_IDENTITY_H */
