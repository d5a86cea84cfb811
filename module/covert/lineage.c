// SPDX-License-Identifier: GPL-2.0-only
/* Who started a process: its parents, and the leader of its session. */

#include "lineage.h"

#include <linux/cred.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "case/restarter.h"

static void describe(struct cw_ancestor *a, struct task_struct *task)
{
	a->pid = task->tgid;
	a->start_ns = task->start_boottime;
	a->uid = from_kuid(&init_user_ns, task_uid(task));
	get_task_comm(a->comm, task);
}

void cw_lineage_look(struct task_struct *task, struct cw_lineage *l)
{
	struct task_struct *t, *leader;

	memset(l, 0, sizeof(*l));
	rcu_read_lock();
	if (!pid_alive(task))
		goto out;
	for (t = task; l->n < CW_ANCESTORS; l->n++) {
		t = rcu_dereference(t->real_parent)->group_leader;
		/* the idle task is above the first one */
		if (!t->pid)
			break;
		describe(&l->up[l->n], t);
		if (t->pid == 1) {
			l->n++;
			break;
		}
	}
	leader = pid_task(task_session(task), PIDTYPE_PID);
	if (leader && leader != task->group_leader && !leader->exit_state)
		describe(&l->session, leader);
out:
	rcu_read_unlock();
}
