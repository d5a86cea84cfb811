// SPDX-License-Identifier: GPL-2.0-only
/*
 * What miners arrange for before they mine: to give way to everybody, so that
 * nobody minds; a thread for each CPU, bound to it; huge pages.
 */

#include "covert.h"

#include <linux/bitmap.h>
#include <linux/cpumask.h>
#include <linux/mm_types.h>
#include <linux/sched.h>
#include <linux/sched/prio.h>
#include <linux/sched/signal.h>
#include <uapi/linux/cpuwarden.h>
#include <uapi/linux/sched.h>

enum {
	THREADS_MAX = 256,	/* looked at */
	CPUS_MAX = 512,
};

/*
 * Of the threads at least half are bound, at least two, and no two to one CPU. Who
 * may use one CPU alone has them all on that one.
 */
static bool is_pinned(struct task_struct *task)
{
	DECLARE_BITMAP(taken, CPUS_MAX);
	unsigned int threads = 0, bound = 0, cpu;
	struct task_struct *t;

	bitmap_zero(taken, CPUS_MAX);
	rcu_read_lock();
	for_each_thread(task, t) {
		if (++threads > THREADS_MAX)
			break;
		if (cpumask_weight(&t->cpus_mask) != 1)
			continue;
		cpu = cpumask_first(&t->cpus_mask);
		if (cpu >= CPUS_MAX || __test_and_set_bit(cpu, taken)) {
			bound = 0;
			break;
		}
		bound++;
	}
	rcu_read_unlock();
	return bound >= 2 && 2 * bound >= threads;
}

static bool has_huge_pages(const struct mm_struct *mm)
{
#ifdef CONFIG_HUGETLB_PAGE
	return atomic_long_read(&mm->hugetlb_usage) > 0;
#else
	return false;
#endif
}

u32 cw_covert_preparation(struct task_struct *task, struct mm_struct *mm)
{
	u32 signs = 0;

	if (task->policy == SCHED_IDLE || task_nice(task) == MAX_NICE)
		signs |= CPUWARDEN_COVERT_IDLE_CLASS;
	if (is_pinned(task))
		signs |= CPUWARDEN_COVERT_PINNED;
	if (has_huge_pages(mm))
		signs |= CPUWARDEN_COVERT_HUGE_PAGES;
	return signs;
}
