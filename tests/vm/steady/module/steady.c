// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keeps preempt notifiers switched on in a guest whose emulated CPUs run in
 * parallel, so that cpuwarden.ko, which counts up and down whether they are,
 * does not have the kernel patch its scheduler at each load and unload: QEMU now
 * and then executes the breakpoint by which that is done when it has been taken
 * out again. Stays loaded.
 */
#include <linux/module.h>
#include <linux/preempt.h>

static int __init steady_init(void)
{
#ifdef CONFIG_PREEMPT_NOTIFIERS
	preempt_notifier_inc();
#endif
	return 0;
}
module_init(steady_init);

MODULE_DESCRIPTION("Keeps preempt notifiers on");
MODULE_LICENSE("GPL");
