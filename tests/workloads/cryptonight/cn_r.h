/* SPDX-License-Identifier: GPL-2.0-only */
/* The random program of CryptoNight-R, a new one for every block height. */
#ifndef _CW_WORKLOAD_CN_R_H
#define _CW_WORKLOAD_CN_R_H

#include "bits.h"

#define CN_R_REGISTERS	9	/* 0 … 3 are written, 4 … 8 only read */
#define CN_R_MAX_CODE	70

struct cn_r_insn {
	u8 opcode;
	u8 dst;
	u8 src;
	u32 constant;
};

/**
 * struct cn_r_program - one program and the way to run it
 * @code: instructions
 * @size: how many
 * @run:  executes it on @r: interpreted, or @page seen as a function
 * @page: machine code in writable and executable memory, NULL if interpreted
 */
struct cn_r_program {
	struct cn_r_insn code[CN_R_MAX_CODE];
	unsigned int size;
	void (*run)(const struct cn_r_program *p, u32 r[CN_R_REGISTERS]);
	void *page;
};

void cn_r_generate(struct cn_r_program *p, u64 height);

bool cn_r_can_compile(void);

/* To x86-64 code, as miners do. Return: 0 or a negative errno. */
int cn_r_compile(struct cn_r_program *p);
void cn_r_release(struct cn_r_program *p);

#endif /* _CW_WORKLOAD_CN_R_H */
