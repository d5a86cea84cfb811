/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * print: a fingerprint of the code that a suspect executes, to know it again:
 * under another name, from another file, at another address. PURE.
 *
 * What is taken of each sample are the kinds of its instructions, in runs of
 * CW_PRINT_RUN that follow each other: no address, register or constant. Of the
 * runs that came at least twice the ones of the lowest hashes are kept. So two
 * prints of one program keep the same ones, in whatever order its code was
 * sampled, and code that is made anew all the time, and hardly ever comes twice,
 * pushes nothing out.
 */
#ifndef _CPUWARDEN_CASE_PRINT_H
#define _CPUWARDEN_CASE_PRINT_H

#include "detect/detect.h"

enum {
	CW_PRINT_RUN = 4,	/* instructions */
	CW_PRINT_KEPT = 64,	/* runs */
	CW_PRINT_ONCE = 512,	/* places for runs that came once */
	/* it says enough from here on, and nothing more is added from there on */
	CW_PRINT_FIRST_SAMPLES = 64,
	CW_PRINT_LAST_SAMPLES = 512,
};

/**
 * struct cw_print_once - runs that came once; needed as long as samples are added
 * @tag: of their hashes, at a place by hash; 0: none
 *
 * Begins as zeros.
 */
struct cw_print_once {
	u16 tag[CW_PRINT_ONCE];
};

/**
 * struct cw_print - a fingerprint of code
 * @kept:    the lowest hashes of runs that came twice, ascending
 * @n:       length of @kept
 * @samples: that were added
 *
 * Begins as zeros.
 */
struct cw_print {
	u32 kept[CW_PRINT_KEPT];
	u32 n;
	u32 samples;
};

/* Add a sample, by what was decoded of it. */
void cw_print_add(struct cw_print *p, struct cw_print_once *once,
		  const struct cw_signs *s);

static inline bool cw_print_is_done(const struct cw_print *p)
{
	return p->samples >= CW_PRINT_LAST_SAMPLES;
}

static inline bool cw_print_is_known(const struct cw_print *p)
{
	return p->samples >= CW_PRINT_FIRST_SAMPLES && p->n;
}

/* Is it worth comparing now: at 64 samples, and whenever they have doubled? */
static inline bool cw_print_is_due(const struct cw_print *p)
{
	return cw_print_is_known(p) && !(p->samples & (p->samples - 1));
}

/**
 * cw_print_alike_pct() - how far are two fingerprints of the same code?
 * @a: one
 * @b: the other; both are known
 *
 * Return: the share of runs that both have, of those that either has, in per
 * cent, by the lowest hashes of both.
 */
u32 cw_print_alike_pct(const struct cw_print *a, const struct cw_print *b);

/* From so much on it is said to be the same code. */
#define CW_PRINT_SAME_PCT	30

/* A number below 2^53 for it as it is now, not 0. */
u64 cw_print_number(const struct cw_print *p);

#endif /* _CPUWARDEN_CASE_PRINT_H */
