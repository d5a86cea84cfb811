/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * purity: how long a process has done nothing but compute. The module tells it
 * with each sample; where other recorders note how much was read and written,
 * it is told from that.
 */
#ifndef _CW_LAB_PURITY_H
#define _CW_LAB_PURITY_H

#include "trace/trace.h"

/* What is remembered of one process; begins as zeros. */
struct cw_purity {
	u64 io_bytes;
	u64 io_ns;
};

/* The time without I/O up to @ts, the next sample of the process. */
u64 cw_purity_ns(struct cw_purity *p, const struct cw_trace_sample *ts);

#endif /* _CW_LAB_PURITY_H */
