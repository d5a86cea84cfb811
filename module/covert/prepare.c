// SPDX-License-Identifier: GPL-2.0-only
/*
 * What miners arrange for before they mine: to give way to everybody, so that
 * nobody minds; a thread for each CPU, bound to it; huge pages; the memory for the
 * dataset of RandomX, which only who computes hash after hash has a use for.
 */

#include "covert.h"

#include <linux/bitmap.h>
#include <linux/cpumask.h>
#include <linux/hugetlb_inline.h>
#include <linux/mm.h>
#include <linux/sched.h>
#include <linux/sched/prio.h>
#include <linux/sched/signal.h>
#include <uapi/linux/cpuwarden.h>
#include <uapi/linux/sched.h>

enum {
	THREADS_MAX = 256,	/* looked at */
	CPUS_MAX = 512,
	MAPPINGS_MAX = 4096,
};

/* RANDOMX_DATASET_BASE_SIZE and RANDOMX_DATASET_EXTRA_SIZE, in whole pages. */
#define DATASET_PAGES	(PAGE_ALIGN(2147483648UL + 33554368) >> PAGE_SHIFT)

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

/*
 * One that may be written to, and is of no file, huge pages aside. Heaps grow by
 * and by, and are as large for many reasons.
 */
static bool is_large(struct vm_area_struct *vma)
{
	const struct mm_struct *mm = vma->vm_mm;

	return vma->vm_flags & VM_WRITE && vma_pages(vma) >= DATASET_PAGES &&
	       (!vma->vm_file || is_vm_hugetlb_page(vma)) &&
	       (vma->vm_start > mm->brk || vma->vm_end < mm->start_brk);
}

/* Not asked while the mappings are changed: the next look will tell. */
static bool has_large_region(struct mm_struct *mm)
{
	struct vm_area_struct *vma;
	unsigned long at = 0;
	unsigned int n;
	bool has = false;

	if (READ_ONCE(mm->total_vm) < DATASET_PAGES || !mmap_read_trylock(mm))
		return false;
	for (n = 0; n < MAPPINGS_MAX && !has; n++) {
		vma = find_vma(mm, at);
		if (!vma)
			break;
		has = is_large(vma);
		at = vma->vm_end;
	}
	mmap_read_unlock(mm);
	return has;
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
	if (has_large_region(mm))
		signs |= CPUWARDEN_COVERT_LARGE_REGION;
	return signs;
}
