/* SPDX-License-Identifier: GPL-2.0-only */
/* report --html: one page that needs nothing beside itself. */
#ifndef _TOOL_PAGE_H
#define _TOOL_PAGE_H

#include <stdio.h>

#include "traces.h"

/* The leading family of a process at one moment. */
struct point {
	uint64_t time_ns;
	int32_t score_milli;
	uint8_t family;
	uint8_t verdict;
};

/**
 * struct curve - evidence of one process over time
 * @subject: the process
 * @points: in the order of time, @n of them
 */
struct curve {
	const struct cw_subject *subject;
	struct point *points;
	size_t n;
};

/* Of one trace: a tsearch(3) tree by process; begins as zeros. */
struct curves {
	void *tree;
};

void curves_add(struct curves *all, const struct cw_subject *subject,
		const struct point *point);
void curves_free(struct curves *all);

void page_begin(FILE *out);
void page_trace(FILE *out, const struct trace *t, const struct curves *curves);
void page_end(FILE *out);

#endif /* _TOOL_PAGE_H */
