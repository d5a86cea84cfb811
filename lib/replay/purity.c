// SPDX-License-Identifier: GPL-2.0-only
#include "purity.h"

/* So many bytes moved at once count as I/O, less is chatter. */
#define IO_BYTES	4096

u64 cw_purity_ns(struct cw_purity *p, const struct cw_trace_sample *ts)
{
	if (ts->judged)
		return ts->pure_ns;
	if (!p->io_ns || ts->io_bytes >= p->io_bytes + IO_BYTES) {
		p->io_ns = ts->s.time_ns;
		p->io_bytes = ts->io_bytes;
	}
	/* rings of several CPUs are drained one after the other */
	return ts->s.time_ns > p->io_ns ? ts->s.time_ns - p->io_ns : 0;
}
