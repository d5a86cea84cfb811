/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_LIVES_H
#define _CW_LIVES_H

#include "table.h"
#include "case/judge.h"

struct cw_finding;
struct cw_process;

/* No user has it, see make_kuid(). */
#define CW_ANY_USER	((u32)-1)

/**
 * struct cw_lives_record - the evidence of short-lived processes of one kind
 * @entry:   member of cw_lives_table; pinned by @finding, and while a life
 *           is added to it
 * @exe:     serial of their executable, 0: whatever it was
 * @tenant:  serial of their tenant, 0: whatever it was
 * @uid:     their real user, CW_ANY_USER: whoever it was
 * @lives:   what they left
 * @finding: open finding about them, or NULL
 *
 * What somebody's processes show is not held against others who run the same
 * program, nor said of more than all of them have in common. There are four
 * kinds:
 *
 *   executable, user, tenant
 *   executable, user           if it is in another tenant each time
 *   user, tenant               if it is in another file each time
 *   tenant                     if it is another user as well
 */
struct cw_lives_record {
	struct cw_entry entry;
	u64 exe;
	u64 tenant;
	u32 uid;
	struct cw_lives lives;
	struct cw_finding *finding;
};

extern struct cw_table cw_lives_table;

int cw_lives_table_init(unsigned int max);
void cw_lives_table_destroy(void);

/* Forget all; no finding about any is open. */
void cw_lives_clear(void);

/**
 * struct cw_left - where a short-lived process leaves its evidence
 * @at:           records, by enum cw_place, or NULL
 * @exe_told:     as in struct cw_leaving
 * @tenant_told:  likewise
 */
struct cw_left {
	struct cw_lives_record *at[CW_PLACE_COUNT];
	bool exe_told;
	bool tenant_told;
};

/**
 * cw_lives_leave() - a short-lived process has come to its end
 * @p:      the process
 * @now_ns: CLOCK_BOOTTIME
 * @tell:   called before its evidence is added, or NULL
 *
 * Context: the collector, under cw_tables_lock.
 */
void cw_lives_leave(struct cw_process *p, u64 now_ns,
		    void (*tell)(const struct cw_process *p,
				 const struct cw_left *left, u64 now_ns));

/* Its finding has told what is in @record: forget that, so that it is told once. */
void cw_lives_told(struct cw_lives_record *record);

/* Forget what is old. Context: as cw_lives_leave(). */
void cw_lives_age(u64 now_ns);

/* Records that were removed from the full table before they were old. */
u64 cw_lives_evicted(void);

#endif /* _CW_LIVES_H */
