/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Real code to measure with: the .text of a program.
 */
#ifndef CODE_H
#define CODE_H

#include "isa/isa.h"

enum {
	CHUNK		= 8000,		/* instructions in a round */
	WINDOW		= 64,
	WINDOW_INSNS	= 16,
	WINDOWS		= CHUNK / WINDOW_INSNS,
	SETS		= 32,		/* of windows */
};

struct code {
	const u8 *text;
	size_t size;
	u32 *starts;			/* of the instructions */
	size_t insns;
	u8 (*windows)[WINDOWS][WINDOW];	/* SETS of them */
};

/* Exits with a message if @path is no 64-bit ELF file with enough code. */
void code_load(struct code *c, const char *path);

#endif /* CODE_H */
