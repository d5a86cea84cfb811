/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_ORIGIN_H
#define _CW_ORIGIN_H

#include <linux/types.h>
#include <cpuwarden/sample.h>

#include "case/rewritten.h"

enum {
	CW_ORIGIN_PAGES = 16,	/* a power of two */
};

/**
 * struct cw_origin_cache - what is known of the hot pages of a process
 * @slot:         the pages; each has one place, by its number
 * @slot.page:    address of the page
 * @slot.expires: look again then, in units of 2^30 ns (CLOCK_BOOTTIME); 0: empty
 * @slot.origin:  enum cw_origin bits, CW_CODE_OWN
 * @changed:      so often code was met that is not what is in its file
 * @covert:       enum cpuwarden_covert bits: how its code is mapped
 * @rewritten:    is its code written anew all the time?
 * @asked:        when its mappings were last gone through for @covert, as @expires
 * @looked:       … and when @rewritten was looked at
 */
struct cw_origin_cache {
	struct {
		u64 page;
		u32 expires;
		u32 origin;
	} slot[CW_ORIGIN_PAGES];
	u32 changed;
	u32 covert;
	struct cw_rewritten rewritten;
	u32 asked;
	u32 looked;
};

/**
 * struct cw_origin_stats - what escaped, since load
 * @busy:         look-ups given up because the address space was locked for
 *                writing
 * @without_code: user-mode samples whose code neither the interrupt nor the
 *                collector got
 */
struct cw_origin_stats {
	u64 busy;
	u64 without_code;
};

/**
 * cw_origin_of() - where the code of a sample lives
 * @cache: of the sample's process
 * @s:     a user-mode sample; code that the interrupt could not read
 *         is read here and added
 * @exe_inode: the executable of its program, as in struct cw_sample, 0: not
 *         known
 *
 * Context: the collector, without cw_tables_lock. Never waits for the process.
 *
 * Return: enum cw_origin bits and CW_CODE_OWN, 0 if it could not be found out
 * (the task is gone, its mappings are being changed).
 */
u32 cw_origin_of(struct cw_origin_cache *cache, struct cw_sample *s,
		 u64 exe_inode);

/* What it showed, enum cpuwarden_covert bits. */
u32 cw_origin_covert(const struct cw_origin_cache *cache);

/**
 * cw_origin_stats() - what escaped
 * @s: filled in
 *
 * Context: any.
 */
void cw_origin_stats(struct cw_origin_stats *s);

#endif /* _CW_ORIGIN_H */
