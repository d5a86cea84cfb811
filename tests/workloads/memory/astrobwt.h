/* SPDX-License-Identifier: GPL-2.0-only */
/* The proofs of work of Dero. */
#ifndef _CW_WORKLOAD_ASTROBWT_H
#define _CW_WORKLOAD_ASTROBWT_H

#include "bits.h"

/* astrobwt.c; @pad: ASTROBWT_PAD_BYTES, aligned to 8 */
#define ASTROBWT_PAD_BYTES	(20ul << 20)

void astrobwt(const void *in, size_t len, void *pad, u8 out[32]);

/* astrobwt3.c; @pad: the same */
#define ASTROBWT3_PAD_BYTES	(1ul << 20)

void astrobwt3(const void *in, size_t len, void *pad, u8 out[32]);

/**
 * suffix_sort() - the suffixes of a text in order
 * @text: the text
 * @n:    its length
 * @sa:   result, @n indices
 * @work: SUFFIX_WORK_BYTES(n), aligned to 4
 *
 * A bucket for each letter and a byte for each suffix, for every level of the
 * recursion: the second has at most n / 2 letters and suffixes, and so on.
 */
#define SUFFIX_WORK_BYTES(n)	((256 + (n) + (n) / 2 + 64) * sizeof(s32))

void suffix_sort(const u8 *text, s32 n, s32 *sa, void *work);

#endif /* _CW_WORKLOAD_ASTROBWT_H */
