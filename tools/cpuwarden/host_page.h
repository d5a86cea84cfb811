/* SPDX-License-Identifier: GPL-2.0-only */
/* A page of one host: of now, or of a day of guard's history. */
#ifndef _TOOL_HOST_PAGE_H
#define _TOOL_HOST_PAGE_H

#include <jansson.h>

/**
 * struct host_page - what is on it
 * @period:   in words: "now", "on 2026-11-30"
 * @state:    a sentence about the module or the history, or NULL
 * @findings: array of findings as in docs/json.md, each with `last_ms`: when it
 *            was heard of last, CLOCK_REALTIME
 * @events:   array of what guard did, as its history has it, or NULL
 */
struct host_page {
	const char *period;
	const char *state;
	const json_t *findings;
	const json_t *events;
};

/* To where --html says; @what is said of it. 0 or enum exit_code, said. */
int host_page_write(const struct host_page *p, const char *what);

#endif /* _TOOL_HOST_PAGE_H */
