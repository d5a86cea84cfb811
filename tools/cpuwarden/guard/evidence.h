/* SPDX-License-Identifier: GPL-2.0-only */
/* What is kept of a case, before anything is done about it. */
#ifndef _GUARD_EVIDENCE_H
#define _GUARD_EVIDENCE_H

#include <stddef.h>

#include <jansson.h>

#include "identity.h"

#define SHA256_LEN	65	/* in digits, with the 0 at the end */
#define EVIDENCE_TEXT	512

/**
 * evidence_keep() - make a directory about a finding and its process
 * @dir:     where
 * @id:      the process, NULL if the finding names none
 * @finding: as in JSON
 * @text:    the directory's path, or what went wrong; EVIDENCE_TEXT bytes
 *
 * All of the process is read through one hold of it: of another one that got
 * its number nothing is kept.
 *
 * Return: 0 or enum exit_code.
 */
int evidence_keep(const char *dir, const struct identity *id,
		  const json_t *finding, char *text);

/* The hash of the executable of a process; "" if it cannot be had. */
void evidence_hash(const struct identity *id, char hash[SHA256_LEN]);

#endif /* _GUARD_EVIDENCE_H */
