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
#include <cpuwarden/sample.h>

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
 * Context: interrupts off: an old LDT is freed only after all CPUs have handled
 * an interrupt that makes them use the new one.
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

/**
 * cw_user_mask() - is a scratchpad mask in a general register
 * @regs: of the current task, in user mode
 *
 * Return: CW_SAMPLE_MASK and its number for cw_sample.flags, or 0.
 */
static inline u16 cw_user_mask(const struct pt_regs *regs)
{
	/* as they are in struct pt_regs; the stack pointer is not among them */
	static const u8 number[] = {
		15, 14, 13, 12, 5, 3, 11, 10, 9, 8, 0, 1, 2, 6, 7,
	};
	const unsigned long *value = &regs->r15;
	unsigned int i;

	BUILD_BUG_ON(offsetof(struct pt_regs, di) -
		     offsetof(struct pt_regs, r15) !=
		     (ARRAY_SIZE(number) - 1) * sizeof(*value));
#pragma GCC unroll 15
	for (i = 0; i < ARRAY_SIZE(number); i++)
		if (cw_is_block_mask(value[i]))
			return CW_SAMPLE_MASK |
			       number[i] << CW_SAMPLE_MASK_REG_SHIFT;
	return 0;
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

static inline u16 cw_user_mask(const struct pt_regs *regs)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(regs->regs); i++)
		if (cw_is_block_mask(regs->regs[i]))
			return CW_SAMPLE_MASK | i << CW_SAMPLE_MASK_REG_SHIFT;
	return 0;
}

#endif

#endif /* _CW_COMPAT_REGS_H */
