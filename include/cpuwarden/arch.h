/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CPUWARDEN_ARCH_H
#define _CPUWARDEN_ARCH_H

/**
 * enum cw_isa - which instruction set, and in which mode, the bytes are
 */
enum cw_isa {
	CW_ISA_X86_64,
	CW_ISA_X86_32,
	CW_ISA_ARM64,
	CW_ISA_COUNT,
};

#endif /* _CPUWARDEN_ARCH_H */
