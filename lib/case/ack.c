// SPDX-License-Identifier: GPL-2.0-only
#include "ack.h"

#include "detect/track.h"

/* Every program runs code of these now and then; an upgrade deletes the file. */
#define UNUSUAL	\
	(~(u32)(CW_ORIGIN_FILE | CW_ORIGIN_VDSO | CW_ORIGIN_DELETED))

static void measure_from(struct cw_ack *a, u64 cpu_ns, u64 now_ns)
{
	a->since_ns = now_ns;
	a->cpu_ns = cpu_ns;
}

void cw_ack_begin(struct cw_ack *a, const struct cw_ack_look *seen, u64 now_ns)
{
	a->seen = *seen;
	measure_from(a, seen->cpu_ns, now_ns);
}

static bool has_doubled(u64 before, u64 now, u32 least)
{
	return now >= 2 * before && now >= before + least;
}

static bool takes_more(struct cw_ack *a, u64 cpu_ns, u64 now_ns)
{
	u64 wall_ns = cw_elapsed_ns(a->since_ns, now_ns);
	u32 share_bp;

	/* its CPU time begins anew when the finding is opened again */
	if (cpu_ns < a->cpu_ns) {
		measure_from(a, cpu_ns, now_ns);
		return false;
	}
	if (wall_ns < CW_ACK_SHARE_NS)
		return false;
	share_bp = cw_share_bp(cpu_ns - a->cpu_ns, wall_ns);
	measure_from(a, cpu_ns, now_ns);
	return has_doubled(a->seen.share_bp, share_bp, CW_ACK_SHARE_BP);
}

u32 cw_ack_changes(struct cw_ack *a, const struct cw_ack_look *now, u64 now_ns)
{
	const struct cw_ack_look *seen = &a->seen;
	u32 changes = 0;

	if (now->verdict > seen->verdict)
		changes |= CPUWARDEN_CHANGE_VERDICT;
	if (now->family != seen->family)
		changes |= CPUWARDEN_CHANGE_FAMILY;
	if (now->origin & ~seen->origin & UNUSUAL)
		changes |= CPUWARDEN_CHANGE_ORIGIN;
	if (has_doubled(seen->threads, now->threads, CW_ACK_THREADS))
		changes |= CPUWARDEN_CHANGE_THREADS;
	if (takes_more(a, now->cpu_ns, now_ns))
		changes |= CPUWARDEN_CHANGE_SHARE;
	if (now->user != seen->user)
		changes |= CPUWARDEN_CHANGE_USER;
	if (now->executable != seen->executable)
		changes |= CPUWARDEN_CHANGE_EXECUTABLE;
	if (now->tenant != seen->tenant)
		changes |= CPUWARDEN_CHANGE_TENANT;
	/* a node that verified blocks mines now */
	if (now->family == CW_FAMILY_RANDOMX && now->has_large &&
	    !seen->has_large)
		changes |= CPUWARDEN_CHANGE_MEMORY;
	return changes;
}
