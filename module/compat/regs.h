/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * asm/ptrace.h: what registers say of the code that was interrupted in user
 * mode.
 */
#ifndef _CW_COMPAT_REGS_H
#define _CW_COMPAT_REGS_H

#include <linux/ptrace.h>
#include <linux/sched.h>
#include <cpuwarden/arch.h>

#if defined(CONFIG_X86_64)

#include <asm/desc.h>
#include <asm/mmu_context.h>
#include <asm/segment.h>

static inline enum cw_isa cw_user_isa(struct pt_regs *regs)
{
	return user_64bit_mode(regs) ? CW_ISA_X86_64 : CW_ISA_X86_32;
}

/**
 * cw_user_ip() - address of the code, whatever segment it is in
 * @regs: of the current task, in user mode
 *
 * The kernel's code segments begin at 0, those a task makes itself by
 * modify_ldt() anywhere. They are of 32 bits.
 *
 * Context: interrupts off: who exchanges the LDT waits for all CPUs before it
 * frees the old one.
 *
 * Return: the linear address.
 */
static inline unsigned long cw_user_ip(struct pt_regs *regs)
{
#ifdef CONFIG_MODIFY_LDT_SYSCALL
	const struct ldt_struct *ldt;
	unsigned int nr = regs->cs >> 3;

	if (unlikely((regs->cs & SEGMENT_TI_MASK) == SEGMENT_LDT)) {
		ldt = READ_ONCE(current->mm->context.ldt);
		if (ldt && nr < ldt->nr_entries)
			return (u32)(get_desc_base(&ldt->entries[nr]) +
				     regs->ip);
	}
#endif
	return regs->ip;
}

#elif defined(CONFIG_ARM64)

static inline enum cw_isa cw_user_isa(struct pt_regs *regs)
{
	return CW_ISA_ARM64;
}

static inline unsigned long cw_user_ip(struct pt_regs *regs)
{
	return instruction_pointer(regs);
}

#endif

#endif /* _CW_COMPAT_REGS_H */
