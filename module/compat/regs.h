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
#include <cpuwarden/regs.h>

#if defined(CONFIG_X86_64)

#include <asm/desc.h>
#include <asm/mmu_context.h>
#include <asm/segment.h>

/* Whose control word a KVM guest has. */
#define CW_ISA_NATIVE	CW_ISA_X86_64

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
 * cw_user_regs() - the general registers, by their numbers in code
 * @to:   result
 * @regs: of the current task, in user mode
 */
static __always_inline void cw_user_regs(struct cw_regs *to,
					 const struct pt_regs *regs)
{
	u64 *v = to->value;

	v[0] = regs->ax;
	v[1] = regs->cx;
	v[2] = regs->dx;
	v[3] = regs->bx;
	v[CW_REG_STACK] = regs->sp;
	v[5] = regs->bp;
	v[6] = regs->si;
	v[7] = regs->di;
	v[8] = regs->r8;
	v[9] = regs->r9;
	v[10] = regs->r10;
	v[11] = regs->r11;
	v[12] = regs->r12;
	v[13] = regs->r13;
	v[14] = regs->r14;
	v[15] = regs->r15;
}

#elif defined(CONFIG_ARM64)

#define CW_ISA_NATIVE	CW_ISA_ARM64

static inline enum cw_isa cw_user_isa(struct pt_regs *regs)
{
	return CW_ISA_ARM64;
}

static inline unsigned long cw_user_ip(struct pt_regs *regs)
{
	return instruction_pointer(regs);
}

static __always_inline void cw_user_regs(struct cw_regs *to,
					 const struct pt_regs *regs)
{
	BUILD_BUG_ON(ARRAY_SIZE(regs->regs) != CW_REG_STACK);
	memcpy(to->value, regs->regs, sizeof(regs->regs));
	to->value[CW_REG_STACK] = regs->sp;
}

#endif

#endif /* _CW_COMPAT_REGS_H */
