// SPDX-License-Identifier: GPL-2.0-only
#include "io_idle.h"

#define NS_PER_MS		1000000u
#define MS_PER_S		1000u

/*
 * More than this is work with data, not computation: hashing for a pool moves
 * a few hundred bytes a minute.
 */
#define BUSY_IO_BYTES_PER_S	(64u * 1024)
#define BUSY_SWITCHES_PER_S	50u
/* A process not seen for so long did not compute: its time begins anew. */
#define PAUSE_NS		10000000000ull

/* Fewer bytes than this, since the time began, do not end it. */
#define MOVED_BYTES		4096u

void cw_io_idle_check(struct cw_io_idle *i, u64 io_bytes, u64 switches,
		      u64 seen_ns, u64 now_ns)
{
	u64 elapsed_ms = div64_u64(cw_elapsed_ns(i->checked_ns, now_ns),
				   NS_PER_MS) + 1;
	/* both only grow, but a racy reading may be less: no underflow then */
	u64 io = io_bytes > i->io_bytes ? io_bytes - i->io_bytes : 0;
	u64 slept = switches > i->switches ? switches - i->switches : 0;

	/* too short to tell a rate: a single switch would exceed it */
	if (i->checked_ns && elapsed_ms < MS_PER_S / 2)
		return;
	if (i->checked_ns &&
	    (io * MS_PER_S > elapsed_ms * BUSY_IO_BYTES_PER_S ||
	     slept * MS_PER_S > elapsed_ms * BUSY_SWITCHES_PER_S ||
	     cw_elapsed_ns(seen_ns, now_ns) > PAUSE_NS))
		i->since_ns = now_ns;
	i->io_bytes = io_bytes;
	i->switches = switches;
	i->checked_ns = now_ns;
}

void cw_io_idle_moved(struct cw_io_idle *i, u64 io_bytes, u64 now_ns)
{
	if (i->since_ns && io_bytes < i->io_bytes + MOVED_BYTES)
		return;
	i->since_ns = now_ns;
	i->io_bytes = io_bytes;
}
