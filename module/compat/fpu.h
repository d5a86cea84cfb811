/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * asm/fpu: where the floating-point control word of the current task is.
 *
 * x86: 6.16 moves struct fpu behind the task (x86_task_fpu(), probed in Kbuild);
 * before 5.16 it has the registers in itself (probed in Kbuild, too).
 * arm64: the saved state has lived in thread.uw.fpsimd_state since 4.17.
 */
#ifndef _CW_COMPAT_FPU_H
#define _CW_COMPAT_FPU_H

#include <linux/sched.h>
#include <cpuwarden/regs.h>

#if defined(CONFIG_X86_64)

#include <asm/fpu/api.h>
#include <asm/fpu/types.h>

static inline struct fpu *cw_current_fpu(void)
{
#ifdef CW_HAVE_X86_TASK_FPU
	/* x86_task_fpu() is this, or with X86_DEBUG_FPU not exported */
	return (void *)(current + 1);
#else
	return &current->thread.fpu;
#endif
}

/**
 * cw_fpctrl_read() - MXCSR of the task that an interrupt came upon
 *
 * While TIF_NEED_FPU_LOAD is set the registers belong to somebody else and the
 * task's own value waits in memory. Its place, 24 bytes into the legacy area,
 * is the same in every format of the saved state (Intel SDM vol. 1, 10.5.1).
 *
 * While KVM runs a guest for the task, both places hold the guest's value.
 *
 * Context: hardirq or NMI that interrupted user mode, or a guest.
 *
 * Return: the task's MXCSR.
 */
static inline u32 cw_fpctrl_read(void)
{
	u32 mxcsr;

	if (unlikely(test_thread_flag(TIF_NEED_FPU_LOAD)))
#ifdef CW_HAVE_X86_FPSTATE
		return cw_current_fpu()->fpstate->regs.fxsave.mxcsr;
#else
		return cw_current_fpu()->state.fxsave.mxcsr;
#endif
	asm volatile("stmxcsr %0" : "=m" (mxcsr));
	return mxcsr;
}

/**
 * cw_vectors_read() - the lowest 64 bits of xmm0 … xmm15 of that task
 * @to: result
 *
 * Where MXCSR can be read the others are its own, too; to read them changes
 * nothing, and no state that is enabled lazily (AMX, XFD) is touched. While
 * TIF_NEED_FPU_LOAD is set they are where the task's state waits, 160 bytes into
 * the legacy area, which XSAVES may have left out: then they are not known.
 *
 * Context: as cw_fpctrl_read().
 */
static __always_inline void cw_vectors_read(u64 to[CW_VECTORS])
{
	if (unlikely(test_thread_flag(TIF_NEED_FPU_LOAD))) {
		memset(to, 0, CW_VECTORS * sizeof(*to));
		return;
	}
	asm volatile("movlps %%xmm0, (%0)\n\t"
		     "movlps %%xmm1, 8(%0)\n\t"
		     "movlps %%xmm2, 16(%0)\n\t"
		     "movlps %%xmm3, 24(%0)\n\t"
		     "movlps %%xmm4, 32(%0)\n\t"
		     "movlps %%xmm5, 40(%0)\n\t"
		     "movlps %%xmm6, 48(%0)\n\t"
		     "movlps %%xmm7, 56(%0)\n\t"
		     "movlps %%xmm8, 64(%0)\n\t"
		     "movlps %%xmm9, 72(%0)\n\t"
		     "movlps %%xmm10, 80(%0)\n\t"
		     "movlps %%xmm11, 88(%0)\n\t"
		     "movlps %%xmm12, 96(%0)\n\t"
		     "movlps %%xmm13, 104(%0)\n\t"
		     "movlps %%xmm14, 112(%0)\n\t"
		     "movlps %%xmm15, 120(%0)"
		     : : "r" (to) : "memory");
}

#elif defined(CONFIG_ARM64)

#include <asm/sysreg.h>
#include <asm/thread_info.h>

/**
 * cw_fpctrl_read() - FPCR of the task that an interrupt came upon
 *
 * A guest that has used its registers since KVM was last entered has loaded them;
 * of another the task's own value is read.
 *
 * Context: hardirq or NMI that interrupted user mode, or a guest.
 *
 * Return: the task's FPCR, or that of its guest.
 */
static inline u32 cw_fpctrl_read(void)
{
	if (unlikely(test_thread_flag(TIF_FOREIGN_FPSTATE)))
		return current->thread.uw.fpsimd_state.fpcr;
	return read_sysreg(fpcr);
}

#else
#error "cpuwarden runs on x86-64 and arm64"
#endif

#endif /* _CW_COMPAT_FPU_H */
