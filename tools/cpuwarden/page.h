/* SPDX-License-Identifier: GPL-2.0-only */
/* report --html: one page that needs nothing beside itself. */
#ifndef _TOOL_PAGE_H
#define _TOOL_PAGE_H

#include <stdbool.h>
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

void page_trace(FILE *out, const struct trace *t, const struct curves *curves);

/* Text of somebody else, made harmless. */
void page_text(FILE *out, const char *raw);

/* A cell of a table with such text. */
void page_cell(FILE *out, bool figure, const char *raw);

/* Before anything is read: may --html be written? 0 or enum exit_code, said. */
int page_check(void);

/**
 * page_write() - write --html
 * @put:  writes what is between head and foot
 * @arg:  for @put
 * @what: what it is a page of, for who wrote it
 *
 * Return: 0 or enum exit_code, said.
 */
int page_write(void (*put)(FILE *out, const void *arg), const void *arg,
	       const char *what);

#endif /* _TOOL_PAGE_H */
