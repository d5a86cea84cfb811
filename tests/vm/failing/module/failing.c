// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes one allocation of one task fail, on kernels that ask whether to: before
 * 6.11 all do, later ones if they are built with fault injection. nth counts down
 * with each allocation of the task; at the last step that one fails. The task is
 * the one called tid, or if that is 0 the one that loads cpuwarden.ko, from when
 * the kernel is done with what it warns of itself.
 */
#include <linux/kprobes.h>
#include <linux/linkage.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/sched.h>

static struct task_struct *loader;
static unsigned int nth;
module_param(nth, uint, 0644);
static int tid;
module_param(tid, int, 0644);

/* As the kernel's own error injection does it (arch/x86/lib/error-inject.c). */
asm(".text\n"
    ".type just_return, @function\n"
    ".globl just_return\n"
    "just_return:\n"
	ASM_RET
    ".size just_return, .-just_return\n");
asmlinkage void just_return(void);

/* Return in the place of a function that has just been entered. */
static int instead(struct pt_regs *regs, long value)
{
	if (!nth || !in_task() ||
	    !(tid ? current->pid == tid : current == loader) || --nth)
		return 0;
	regs_set_return_value(regs, value);
	instruction_pointer_set(regs, (unsigned long)just_return);
	return 1;
}

static int slab_fails(struct kprobe *probe, struct pt_regs *regs)
{
	return instead(regs, -ENOMEM);
}

static int pages_fail(struct kprobe *probe, struct pt_regs *regs)
{
	return instead(regs, true);
}

static struct kprobe slab = {
	.symbol_name = "should_failslab",
	.pre_handler = slab_fails,
};

static struct kprobe pages = {
	.symbol_name = "should_fail_alloc_page",
	.pre_handler = pages_fail,
};

static struct kprobe *both[] = { &slab, &pages };

static int state_changes(struct notifier_block *block, unsigned long state,
			 void *data)
{
	struct module *module = data;

	if (!strcmp(module->name, "cpuwarden"))
		loader = state == MODULE_STATE_COMING ? current : NULL;
	return NOTIFY_OK;
}

static struct notifier_block last = {
	.notifier_call = state_changes,
	.priority = INT_MIN,
};

static int __init failing_init(void)
{
	int err = register_kprobes(both, ARRAY_SIZE(both));

	if (err)
		return err;
	err = register_module_notifier(&last);
	if (err)
		unregister_kprobes(both, ARRAY_SIZE(both));
	return err;
}

static void __exit failing_exit(void)
{
	unregister_module_notifier(&last);
	unregister_kprobes(both, ARRAY_SIZE(both));
}

module_init(failing_init);
module_exit(failing_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Makes the nth allocation of a task fail");
