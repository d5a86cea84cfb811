/* SPDX-License-Identifier: GPL-2.0-only */
/* The findings added up. */
#ifndef _TOOL_LIST_BY_H
#define _TOOL_LIST_BY_H

#include <stdbool.h>

struct vec;

/* What --by may say. */
enum list_by {
	LIST_BY_TENANT,
	LIST_BY_USER,
	LIST_BY_EXE,
	LIST_BY_FINGERPRINT,
	LIST_BY_RESTARTER,
	LIST_BYS,
};

/* LIST_BYS if there is no such word. */
enum list_by list_by_find(const char *word);

/* Print them, as text or JSON; @torn: some may be missing or doubled. */
void list_by(const struct vec *findings, enum list_by by, bool torn);

#endif /* _TOOL_LIST_BY_H */
