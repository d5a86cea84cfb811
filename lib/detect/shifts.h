/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * shifts: what the shifts of a window make of which words.
 */
#ifndef _CPUWARDEN_DETECT_SHIFTS_H
#define _CPUWARDEN_DETECT_SHIFTS_H

#include "extract.h"
#include "rotations.h"

/* As many as the larger of SHA-2's sigmas have. */
#define CW_HELD_TERMS	3

/**
 * struct cw_held - what a register holds: one word, if @plain, and that word
 *                  shifted, all exclusive-ored
 * @word:   which
 * @bits:   of the elements that are shifted
 * @plain:  the word itself is in it
 * @n:      how many of @by
 * @by:     to the left by so much, to the right if negative
 * @unused: nothing, so that it is copied as one word
 */
struct cw_held {
	u8 word;
	u8 bits;
	u8 plain;
	u8 n;
	s8 by[CW_HELD_TERMS];
	u8 unused;
};

/**
 * struct cw_shifts - a window, and what its shifts make
 * @code:    the window
 * @shared:  some shift what others have shifted
 * @words:   numbers given to words so far
 * @amount:  of each shift, with what was shifted before
 * @word:    that each shifts
 * @rol:     rotations found where two registers are added, by enum cw_rot_width
 * @general: what general registers hold
 * @vector:  … and vector registers
 */
struct cw_shifts {
	const struct cw_code *code;
	bool shared;
	u8 words;
	u8 amount[CW_WINDOW_INSNS];
	u8 word[CW_WINDOW_INSNS];
	u64 rol[CW_ROT_WIDTHS];
	struct cw_held general[16];
	struct cw_held vector[32];
};

/**
 * cw_shifts_see() - follow the shifts of a window
 * @s: result; all of it is set
 * @c: the window
 */
void cw_shifts_see(struct cw_shifts *s, const struct cw_code *c);

#endif /* _CPUWARDEN_DETECT_SHIFTS_H */
