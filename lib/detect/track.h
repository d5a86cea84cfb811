/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * track: what is remembered of one thread, process, executable or tenant.
 * Fixed size, so that it can be embedded; only detect writes it.
 */
#ifndef _CPUWARDEN_DETECT_TRACK_H
#define _CPUWARDEN_DETECT_TRACK_H

#include "detect.h"

/*
 * Samples a window may hold. Two windows run half a length apart; the older
 * one is judged; when it is full, the younger takes its place.
 */
#define CW_WINDOW_SAMPLES	1024u

/**
 * struct cw_window - counts since one start of the test
 * @samples: user-mode samples
 * @code:    of these, with decoded code
 * @fpctrl:  of these, with a valid control word
 * @rotated: of these, with rotations
 * @values:  with what is kept of the registers
 * @vectors: … and of the vector registers
 * @shown:   bitmap of the signs that any of them showed
 * @seen:    samples that showed each enum cw_sign
 * @circumstance: samples in each circumstance, by CW_CIRCUMSTANCE_NR()
 * @rol:     samples that showed each left rotation: 32-bit amounts at 0 … 31,
 *           64-bit ones at 32 … 95
 */
struct cw_window {
	u64 shown[CW_SIGN_WORDS];
	u16 samples;
	u16 code;
	u16 fpctrl;
	u16 rotated;
	u16 values;
	u16 vectors;
	u16 seen[CW_SIGN_COUNT];
	u16 circumstance[CW_CIRCUMSTANCE_COUNT];
	u16 rol[96];
};

#define CW_UNKNOWN_SIGNS	13

/**
 * struct cw_unknown - what an algorithm shows that nobody has learnt
 * @first_ns: the first of its samples, as if they were those that came last
 * @samples: user-mode samples
 * @code:    of these, with decoded code
 * @values:  with what is kept of the registers
 * @vectors: … and of the vector registers
 * @seen:    samples that showed each sign that unknown.c lists
 * @circumstance: as of a window
 */
struct cw_unknown {
	u64 first_ns;
	u16 samples;
	u16 code;
	u16 values;
	u16 vectors;
	u16 seen[CW_UNKNOWN_SIGNS];
	u16 circumstance[CW_CIRCUMSTANCE_COUNT];
};

/**
 * struct cw_track - the evidence of one subject, or of one thread
 * @window:      [0] the older, judged; [1] the younger
 * @unknown:     of both and of those before, for no family that has a name
 * @op:          instructions by enum cw_op since the start, for the reports
 * @insns:       their sum
 * @rounding:    user-mode samples with a changed rounding mode since the start
 * @samples:     user-mode samples since the start; above 2^32 it goes on at 2^31
 * @next_judge:  judge again when window[0].samples reaches this
 * @quiet:       samples since anything last spoke for the standing verdict
 * @first_ns:    the first sample of each window, 0 if there is none
 * @verdict:     the standing one, enum cw_verdict
 * @family:      its family, or CW_FAMILY_NONE
 * @rule:        by which it is named, or CW_RULE_NONE
 * @runner_up:   the next family by score, or CW_FAMILY_NONE
 * @score_milli: of @family when last judged
 * @runner_up_milli: of @runner_up
 */
struct cw_track {
	struct cw_window window[2];
	struct cw_unknown unknown;
	u64 op[CW_OP_COUNT];
	u64 insns;
	u64 rounding;
	u32 samples;
	u16 next_judge;
	u32 quiet;
	u64 first_ns[2];
	u8 verdict;
	u8 family;
	u8 rule;
	u8 runner_up;
	s32 score_milli;
	s32 runner_up_milli;
};

#endif /* _CPUWARDEN_DETECT_TRACK_H */
