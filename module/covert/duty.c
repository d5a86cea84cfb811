// SPDX-License-Identifier: GPL-2.0-only
/* What the threads of a process do at this moment: compute, wait, sleep, stand. */

#include "duty.h"
#include "../compat/sched.h"

#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>

#include "case/duty.h"

/* No work grows with what a tenant does. */
enum { THREADS_MAX = 512 };

static u64 waited_ns(const struct task_struct *t)
{
#ifdef CONFIG_SCHED_INFO
	return READ_ONCE(t->sched_info.run_delay);
#else
	return 0;
#endif
}

static bool is_halted(struct task_struct *t)
{
	return task_is_stopped_or_traced(t) || t->frozen;
}

static u32 least_busy(const struct cw_duty_look *look)
{
	u32 least = 0, i;

	for (i = 1; i < look->n; i++)
		if (look->thread[i].cpu_ns < look->thread[least].cpu_ns)
			least = i;
	return least;
}

/* Those that have computed most: a miner may have many others. */
static void look_at_threads(struct task_struct *leader,
			    struct cw_duty_look *look)
{
	struct task_struct *t;
	u64 cpu_ns;
	u32 at;

	for_each_thread(leader, t) {
		look->any_wanting |= task_is_running(t);
		cpu_ns = READ_ONCE(t->se.sum_exec_runtime);
		if (look->n < CW_DUTY_THREADS) {
			at = look->n++;
		} else {
			at = least_busy(look);
			if (cpu_ns <= look->thread[at].cpu_ns)
				continue;
		}
		look->thread[at].tid = t->pid;
		look->thread[at].stopped = is_halted(t);
		look->thread[at].cpu_ns = cpu_ns;
		look->thread[at].waited_ns = waited_ns(t);
	}
}

bool cw_duty_look(u32 pid, u64 start_ns, struct cw_duty_look *look)
{
	struct task_struct *leader;
	bool looked = false;

	memset(look, 0, sizeof(*look));
	rcu_read_lock();
	leader = pid_task(find_pid_ns(pid, &init_pid_ns), PIDTYPE_TGID);
	if (!leader || leader->start_boottime != start_ns)
		goto out;
	look->session = pid_nr(task_session(leader));
	looked = get_nr_threads(leader) <= THREADS_MAX;
	if (looked)
		look_at_threads(leader, look);
out:
	rcu_read_unlock();
	return looked;
}
