/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * guest: what the floating-point control word says of code inside a virtual
 * machine. Its instructions are not to be seen from the host; its rounding mode
 * is, and RandomX takes that from two random bits, over and over.
 */
#ifndef _CPUWARDEN_DETECT_GUEST_H
#define _CPUWARDEN_DETECT_GUEST_H

#include "detect.h"

enum cw_guest_mode {
	CW_GUEST_NEAREST,
	CW_GUEST_DOWN,
	CW_GUEST_UP,
	CW_GUEST_ZERO,
	CW_GUEST_COUNT,
};

/*
 * A sample speaks if its mode is not the default, or denormals are flushed. A
 * block is as many of them, and is no evidence if they are too few among all.
 */
#define CW_GUEST_BLOCK		256u
#define CW_GUEST_BLOCK_SEEN	(10 * CW_GUEST_BLOCK)

/**
 * struct cw_guest_counts - samples inside a guest
 * @seen:     all of them
 * @speaking: those that speak
 * @mode:     of these, by enum cw_guest_mode
 * @flushed:  of these, in another mode than the default, with denormals flushed
 * @pairs:    speaking samples that followed another one of the same thread
 * @changes:  … in another mode
 */
struct cw_guest_counts {
	u32 seen;
	u32 speaking;
	u32 mode[CW_GUEST_COUNT];
	u32 flushed;
	u32 pairs;
	u32 changes;
};

/**
 * struct cw_guest_run - blocks of a kind, less those of others
 * @blocks:   how many
 * @since_ns: when the first of them began
 */
struct cw_guest_run {
	u32 blocks;
	u64 since_ns;
};

/**
 * struct cw_guest - the evidence of one guest, or of one of its virtual CPUs
 * @samples:  inside the guest since the start; above 2^32 it goes on at 2^31
 * @block:    the counts of the present block
 * @block_ns: its first speaking sample
 * @sum:      counts since the first block that @mixed is about, for the reports
 * @mixed:    blocks in which all modes came in turn
 * @flushed:  … with denormals flushed
 * @last_tid: thread of the last speaking sample
 * @last_mode: its mode
 * @verdict:  the standing one, enum cw_verdict
 *
 * Begins as zeros.
 */
struct cw_guest {
	u32 samples;
	struct cw_guest_counts block;
	u64 block_ns;
	struct cw_guest_counts sum;
	struct cw_guest_run mixed;
	struct cw_guest_run flushed;
	u32 last_tid;
	u8 last_mode;
	u8 verdict;
};

/**
 * cw_guest_judge() - count a sample, and judge
 * @g:      the counts; the verdict is kept in it
 * @sample: one with CW_SAMPLE_GUEST
 * @j:      result
 */
void cw_guest_judge(struct cw_guest *g, const struct cw_sample *sample,
		    struct cw_judgement *j);

/* Why: as cw_track_evidence(). There is no model of guests, so no weights. */
unsigned int cw_guest_evidence(const struct cw_guest *g,
			       struct cw_evidence *ev, unsigned int max);

#endif /* _CPUWARDEN_DETECT_GUEST_H */
