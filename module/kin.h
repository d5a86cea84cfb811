/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_KIN_H
#define _CW_KIN_H

#include <linux/types.h>

#include "case/print.h"
#include "case/restarter.h"

struct cw_finding;
struct cw_process;

/**
 * struct cw_kin - what tells that a miner has come back
 * @lineage:     who started its process
 * @restarter:   who of them will do so again
 * @print:       fingerprint of its code
 * @once:        needed as long as @print grows, else NULL
 * @fingerprint: number of @print, or of that of the first one of this code; 0:
 *               not known yet
 * @first:       the first finding of the same miner, maybe this one
 * @earlier:     the latest before this one, 0: none
 * @nth:         which of them it is
 * @looked:      it was looked for an earlier one by @restarter
 * @links:       enum cpuwarden_link bits: why
 */
struct cw_kin {
	struct cw_lineage lineage;
	struct cw_restarter restarter;
	struct cw_print print;
	struct cw_print_once *once;
	u64 fingerprint;
	u64 first;
	u64 earlier;
	u32 nth;
	bool looked;
	u32 links;
};

/*
 * Context of all: the collector, under cw_tables_lock.
 */

/* @f is opened, or opened again, about @p. */
void cw_kin_begin(struct cw_finding *f, const struct cw_process *p);

/* @f is judged above clear: @p may have been looked up only now. */
void cw_kin_follow(struct cw_finding *f, const struct cw_process *p);

/* A sample of its process, while it is open. */
void cw_kin_code(struct cw_finding *f, const struct cw_signs *s);

/* @f is closed, or forgotten. */
void cw_kin_end(struct cw_finding *f);

#endif /* _CW_KIN_H */
