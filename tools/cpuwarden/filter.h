/* SPDX-License-Identifier: GPL-2.0-only */
/* Which findings somebody wants to see: --verdict, --family, --user, --tenant. */
#ifndef _TOOL_FILTER_H
#define _TOOL_FILTER_H

#include <stdbool.h>

struct finding;

/* Is there such a family at all? 0 or EXIT_USAGE, said. Before filter_takes(). */
int filter_check(void);

/* Does somebody want some only? */
bool filter_any(void);

/* Is the finding one of those? */
bool filter_takes(const struct finding *f);

#endif /* _TOOL_FILTER_H */
