/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Telling others: a command, a webhook, and mail. Each is a child of its own, so
 * that one that hangs keeps nothing up.
 */
#ifndef _GUARD_NOTIFY_H
#define _GUARD_NOTIFY_H

#include <stdbool.h>

#include "policy.h"

/*
 * Begin to tell @doc, a JSON document, by what the policy names; @line says the
 * same to people, in a subject.
 */
void notify_send(const struct policy *p, const char *doc, const char *line);

/* Look after those under way; true while there are any. */
bool notify_reap(void);

/* How many failed, or were left out because too many were under way. */
unsigned long notify_failures(void);

#endif /* _GUARD_NOTIFY_H */
