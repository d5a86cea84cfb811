/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CPUWARDEN_ARCH_H
#define _CPUWARDEN_ARCH_H

/**
 * enum cw_isa - which instruction set, and in which mode, the bytes are
 * @CW_ISA_X86_64: x86 in 64-bit mode
 * @CW_ISA_X86_32: x86 in 32-bit compatibility mode
 * @CW_ISA_ARM64:  A64
 * @CW_ISA_COUNT:  how many there are
 */
enum cw_isa {
	CW_ISA_X86_64,
	CW_ISA_X86_32,
	CW_ISA_ARM64,
	CW_ISA_COUNT,
};

#endif /* _CPUWARDEN_ARCH_H */
