/* SPDX-License-Identifier: GPL-2.0-only */
/* The samples of a trace as rows on stdout. */
#ifndef _TOOL_EXPORT_H
#define _TOOL_EXPORT_H

#include "traces.h"

/* In the order of the words of --format. */
enum format {
	FORMAT_TEXT,
	FORMAT_CSV,
	FORMAT_JSONL,
};

/* The names of the columns of CSV, in a line. */
void export_titles(void);

/**
 * export_entry() - the line of a sample; for trace_walk()
 * @arg: bool *: JSON, not CSV
 * @t:   the trace
 * @e:   its entry, judged; nothing is printed if it is no sample
 */
void export_entry(void *arg, const struct trace *t,
		  const struct cw_trace_entry *e);

#endif /* _TOOL_EXPORT_H */
