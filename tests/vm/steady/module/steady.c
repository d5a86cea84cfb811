// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keeps preempt notifiers and the tracepoint of execve() switched on in a guest
 * whose emulated CPUs run in parallel, so that cpuwarden.ko, which counts up and
 * down whether they are, does not have the kernel patch its code at each load and
 * unload: QEMU now and then executes the breakpoint by which that is done when it
 * has been taken out again. Stays loaded.
 */
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/tracepoint.h>

struct linux_binprm;

/* Two: from one probe to two the kernel patches the call. */
static int one, two;

static void nothing(void *data, struct task_struct *task, pid_t old_pid,
		    struct linux_binprm *bprm)
{
}

static void keep(struct tracepoint *tp, void *unused)
{
	if (strcmp(tp->name, "sched_process_exec"))
		return;
	if (tracepoint_probe_register(tp, nothing, &one) ||
	    tracepoint_probe_register(tp, nothing, &two))
		pr_warn("steady: execve() is not kept on\n");
}

static int __init steady_init(void)
{
#ifdef CONFIG_PREEMPT_NOTIFIERS
	preempt_notifier_inc();
#endif
	for_each_kernel_tracepoint(keep, NULL);
	return 0;
}
module_init(steady_init);

MODULE_DESCRIPTION("Keeps preempt notifiers and execve()'s tracepoint on");
MODULE_LICENSE("GPL");
