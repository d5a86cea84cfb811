/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * known: code that was sampled lately, and the signs that it has. Most programs
 * spend their time in few places, and decoding is most of what a sample costs.
 */
#ifndef _CPUWARDEN_DETECT_KNOWN_H
#define _CPUWARDEN_DETECT_KNOWN_H

#include "detect.h"

/*
 * Of 319 benign programs, 64 in turn, 41 samples of 100 meet known code with
 * 2^10 places, 62 with 2^13 (1.4 MB) and 66 with 2^14.
 */
#define CW_KNOWN_BITS	13
#define CW_KNOWN_WORDS	(CW_SAMPLE_CODE_BYTES / 8)

/**
 * struct cw_known_code - what stands in one place
 * @code:  all 64 bytes
 * @kind:  flags and isa; 0 is none
 * @signs: what cw_signs_of_code() said
 */
struct cw_known_code {
	u64 code[CW_KNOWN_WORDS];
	u32 kind;
	struct cw_signs signs;
};

/**
 * struct cw_known - the memory, which the caller provides
 * @factor: random numbers, of whoever must be able to foresee no place
 * @place:  zeroed at first
 */
struct cw_known {
	u64 factor[CW_KNOWN_WORDS + 1];
	struct cw_known_code place[1 << CW_KNOWN_BITS];
};

/**
 * cw_known_signs() - cw_signs_of_code(), remembering what it said
 * @known:  memory, of one caller at a time
 * @s:      result
 * @sample: a user-mode sample
 *
 * Each code has one place, by a hash with random factors. All of it is compared,
 * so that no code is taken for another. Code that is made to meet other code's
 * place makes that be decoded, as all is without this.
 */
void cw_known_signs(struct cw_known *known, struct cw_signs *s,
		    const struct cw_sample *sample);

#endif /* _CPUWARDEN_DETECT_KNOWN_H */
