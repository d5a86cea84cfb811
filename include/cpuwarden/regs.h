/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The registers of a program that was interrupted. They hold other
 * people's secrets: the ring carries them to the collector, which reduces them
 * at once and wipes them. Nothing else may keep or show one.
 */
#ifndef _CPUWARDEN_REGS_H
#define _CPUWARDEN_REGS_H

#include <cpuwarden/types.h>

#ifdef __aarch64__
#define CW_REGS		32	/* x0 … x30, sp */
#define CW_REG_STACK	31
#define CW_VECTORS	0	/* not read there */
#else
#define CW_REGS		16	/* rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8 … */
#define CW_REG_STACK	4
#define CW_VECTORS	16
#endif

/**
 * struct cw_regs - registers in user mode
 * @value:  the general ones, by the number that code has for them
 * @vector: the lowest 64 bits of xmm0 … xmm15
 */
struct cw_regs {
	u64 value[CW_REGS];
#if CW_VECTORS
	u64 vector[CW_VECTORS];
#endif
};

#endif /* _CPUWARDEN_REGS_H */
