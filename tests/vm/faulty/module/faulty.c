// SPDX-License-Identifier: GPL-2.0-only
/*
 * A module that does on purpose what the guest runner must notice; stands in
 * for cpuwarden.ko in tests/vm/runner-test.
 */
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

static char *fault = "none";
module_param(fault, charp, 0444);
MODULE_PARM_DESC(fault, "none, refuse, warn, oops, leak, sleep or overrun");

static DEFINE_SPINLOCK(lock);

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
	return 0;
}

static void __exit faulty_exit(void)
{
}

module_init(faulty_init);
module_exit(faulty_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Faults on purpose, for the guest runner's own tests");
