/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rotations: the left-rotation amounts in a window of instructions, however
 * they are spelt: rol/ror/rorx, vprol/vpror/xar, a pair of shifts that add up
 * to the width, a byte shuffle, a swap of halves.
 */
#ifndef _CPUWARDEN_DETECT_ROTATIONS_H
#define _CPUWARDEN_DETECT_ROTATIONS_H

#include "detect.h"

enum cw_rot_width {
	CW_ROT_32,
	CW_ROT_64,
	CW_ROT_WIDTHS,
};

struct cw_code;

/**
 * cw_rotations() - collect the rotations of a window
 * @rol: result: bitmap of left-rotation amounts by enum cw_rot_width
 * @c:   the window
 *
 * A byte shuffle may be any permutation: it counts as a rotation by 8, 16 or
 * 24 bits only where vector additions or xors stand beside it.
 *
 * Return: how many rotations were found, repeated amounts included.
 */
unsigned int cw_rotations(u64 rol[CW_ROT_WIDTHS], const struct cw_code *c);

#endif /* _CPUWARDEN_DETECT_ROTATIONS_H */
