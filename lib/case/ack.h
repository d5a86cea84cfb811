/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ack: is a finding still what somebody acknowledged? PURE, as case.
 */
#ifndef _CPUWARDEN_CASE_ACK_H
#define _CPUWARDEN_CASE_ACK_H

#include <uapi/linux/cpuwarden.h>

#include "detect/detect.h"

/* A share is measured over so long at least. */
#define CW_ACK_SHARE_NS		30000000000ull
/* It has changed if it doubled, and rose by so much; so have threads. */
#define CW_ACK_SHARE_BP		1000u
#define CW_ACK_THREADS		2u

/**
 * struct cw_ack_look - what one sees who acknowledges a finding
 * @verdict:    enum cw_verdict
 * @family:     enum cw_family
 * @origin:     enum cw_origin bits
 * @threads:    how many
 * @share_bp:   of one CPU, basis points
 * @user:       whose process it is
 * @executable: number of its executable
 * @tenant:     number of its cgroup
 * @cpu_ns:     CPU time since the first evidence
 * @has_large:  it has a large region (CPUWARDEN_COVERT_LARGE_REGION)
 */
struct cw_ack_look {
	u8 verdict;
	u8 family;
	u32 origin;
	u32 threads;
	u32 share_bp;
	u32 user;
	u64 executable;
	u64 tenant;
	u64 cpu_ns;
	bool has_large;
};

/**
 * struct cw_ack - an acknowledgment
 * @seen:     what was seen
 * @since_ns: since when the share is measured that @seen.share_bp is compared
 *            with
 * @cpu_ns:   CPU time at that point
 */
struct cw_ack {
	struct cw_ack_look seen;
	u64 since_ns;
	u64 cpu_ns;
};

void cw_ack_begin(struct cw_ack *a, const struct cw_ack_look *seen, u64 now_ns);

/**
 * cw_ack_changes() - what is not any more as it was acknowledged
 * @a:      the acknowledgment
 * @now:    what is to be seen now; its share_bp is not looked at
 * @now_ns: CLOCK_BOOTTIME
 *
 * The share since the first evidence moves slowly: what was idle for a day can
 * compute for a day before it doubles. So the share is measured anew, over half
 * a minute or more.
 *
 * Return: enum cpuwarden_change bits.
 */
u32 cw_ack_changes(struct cw_ack *a, const struct cw_ack_look *now, u64 now_ns);

/* CPU time as a share of wall time, basis points. */
static inline u32 cw_share_bp(u64 cpu_ns, u64 wall_ns)
{
	u64 share;

	if (!wall_ns)
		return 0;
	share = div64_u64(cpu_ns, div64_u64(wall_ns, 10000) + 1);
	return share < ~0u ? share : ~0u;
}

#endif /* _CPUWARDEN_CASE_ACK_H */
