// SPDX-License-Identifier: GPL-2.0-only
/*
 * A module that does on purpose what the guest runner must notice; stands in
 * for cpuwarden.ko in tests/vm/runner-test.
 */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static char *fault = "none";
module_param(fault, charp, 0444);
MODULE_PARM_DESC(fault, "none, refuse, warn, oops, leak, sleep, overrun, order, nesting or race");

#define RACE_MS		2000	/* KCSAN watches one access in some hundred */

static DEFINE_SPINLOCK(lock);
static DEFINE_SPINLOCK(other);
static DEFINE_RAW_SPINLOCK(raw);
static long shared;

static noinline void leak(void)
{
	void *lost = kmalloc(200, GFP_KERNEL);

	OPTIMIZER_HIDE_VAR(lost);
}

static noinline void sleep_in_atomic(void)
{
	spin_lock(&lock);
	msleep(20);
	spin_unlock(&lock);
}

static noinline void overrun(void)
{
	char *buf = kmalloc(24, GFP_KERNEL);
	size_t past = 24;

	OPTIMIZER_HIDE_VAR(past);
	if (buf)
		buf[past] = 1;
	kfree(buf);
}

/* Two locks, taken in both orders: a deadlock of some day. */
static noinline void wrong_order(void)
{
	spin_lock(&lock);
	spin_lock(&other);
	spin_unlock(&other);
	spin_unlock(&lock);
	spin_lock(&other);
	spin_lock(&lock);
	spin_unlock(&lock);
	spin_unlock(&other);
}

/* With PREEMPT_RT the inner one sleeps. */
static noinline void wrong_nesting(void)
{
	raw_spin_lock(&raw);
	spin_lock(&lock);
	spin_unlock(&lock);
	raw_spin_unlock(&raw);
}

static int count_up(void *unused)
{
	while (!kthread_should_stop()) {
		shared++;
		cond_resched();
	}
	return 0;
}

/* Two threads write the same variable, and nothing keeps them apart. */
static noinline void race(void)
{
	struct task_struct *threads[2];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(threads); i++)
		threads[i] = kthread_run(count_up, NULL, "faulty/%zu", i);
	msleep(RACE_MS);
	for (i = 0; i < ARRAY_SIZE(threads); i++)
		if (!IS_ERR(threads[i]))
			kthread_stop(threads[i]);
}

static int __init faulty_init(void)
{
	int *nowhere = NULL;

	OPTIMIZER_HIDE_VAR(nowhere);
	if (!strcmp(fault, "refuse"))
		return -EINVAL;
	if (!strcmp(fault, "warn"))
		WARN(1, "asked to warn\n");
	if (!strcmp(fault, "oops"))
		*nowhere = 1;
	if (!strcmp(fault, "leak"))
		leak();
	if (!strcmp(fault, "sleep"))
		sleep_in_atomic();
	if (!strcmp(fault, "overrun"))
		overrun();
	if (!strcmp(fault, "order"))
		wrong_order();
	if (!strcmp(fault, "nesting"))
		wrong_nesting();
	if (!strcmp(fault, "race"))
		race();
	return 0;
}

static void __exit faulty_exit(void)
{
}

module_init(faulty_init);
module_exit(faulty_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Faults on purpose, for the guest runner's own tests");
