/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rewritten: is the code that a process executes written anew all the time? PURE:
 * where its samples met it, and what is there a second later, goes in.
 *
 * Of a few pages that are executed one place each is watched. Once a second it is
 * compared with what was there before. A compiler that improves a program writes a
 * place once or twice; a miner of RandomX writes it eight times for each hash.
 */
#ifndef _CPUWARDEN_CASE_REWRITTEN_H
#define _CPUWARDEN_CASE_REWRITTEN_H

#include "detect/detect.h"

enum {
	CW_REWRITTEN_PLACES = 4,	/* a power of two */
	CW_REWRITTEN_BYTES = 8,		/* that are compared */
};

/**
 * struct cw_rewritten - what is known of the code of a process
 * @place:         those that are watched
 * @place.address: where, 0: nowhere
 * @place.code:    what was there last
 * @place.history: was it another at the last looks? Bit 0: at the latest
 * @place.looks:   how often it was looked at, 255: so often or more
 * @place.met:     its page has been executed since
 * @is:            one place was written anew before nearly each look
 *
 * Begins as zeros.
 */
struct cw_rewritten {
	struct {
		u64 address;
		u64 code;
		u8 history;
		u8 looks;
		bool met;
	} place[CW_REWRITTEN_PLACES];
	bool is;
};

/**
 * cw_rewritten_met() - a sample met code in memory that may be written to
 * @r:       what is known
 * @address: where
 * @code:    CW_REWRITTEN_BYTES of what was there
 */
void cw_rewritten_met(struct cw_rewritten *r, u64 address, const u8 *code);

/* Is there anything to be compared, of place @i? */
bool cw_rewritten_wants(const struct cw_rewritten *r, u32 i);

/**
 * cw_rewritten_look() - what a place holds now
 * @r:    what is known
 * @i:    which place
 * @code: CW_REWRITTEN_BYTES, or NULL: nothing that can be read
 *
 * To be called once a second or so.
 */
void cw_rewritten_look(struct cw_rewritten *r, u32 i, const u8 *code);

#endif /* _CPUWARDEN_CASE_REWRITTEN_H */
