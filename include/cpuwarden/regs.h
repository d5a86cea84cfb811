/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The general registers of a program that was interrupted. They hold other
 * people's secrets: the ring carries them to the collector, which reduces them
 * at once and wipes them. Nothing else may keep or show one.
 */
#ifndef _CPUWARDEN_REGS_H
#define _CPUWARDEN_REGS_H

#include <cpuwarden/types.h>

#ifdef __aarch64__
#define CW_REGS		32	/* x0 … x30, sp */
#define CW_REG_STACK	31
#else
#define CW_REGS		16	/* rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8 … */
#define CW_REG_STACK	4
#endif

/**
 * struct cw_regs - general registers in user mode
 * @value: by the number that code has for them
 */
struct cw_regs {
	u64 value[CW_REGS];
};

#endif /* _CPUWARDEN_REGS_H */
