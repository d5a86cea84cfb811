/* SPDX-License-Identifier: GPL-2.0-only */
/* What is kept of a case, before anything is done about it. */
#ifndef _GUARD_EVIDENCE_H
#define _GUARD_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "identity.h"
#include "store.h"

#define SHA256_LEN	65	/* in digits, with the 0 at the end */
#define EVIDENCE_TEXT	512

/**
 * struct evidence_result - how it went
 * @key:  as it was given
 * @hash: it is of evidence_begin_hash()
 * @who:  whose it is
 * @code: 0 or enum exit_code
 * @text: the directory's path or the hash, or what went wrong
 */
struct evidence_result {
	char key[STORE_KEY];
	bool hash;
	struct identity who;
	int code;
	char text[EVIDENCE_TEXT];
};

/**
 * evidence_begin() - have a directory made about a finding and its process
 * @dir:     where
 * @id:      the process, NULL if the finding names none
 * @finding: as in JSON
 * @key:     for the result
 *
 * By a child: a process can make whoever reads its memory or its executable
 * wait, and so hold up the acts against it.
 *
 * Return: false if too many are under way.
 */
bool evidence_begin(const char *dir, const struct identity *id,
		    const json_t *finding, const char *key);

/* The same, of the hash of the executable alone. */
bool evidence_begin_hash(const struct identity *id, const char *key);

/* Has one ended? One that is late is killed, and has, too. Never waits. */
bool evidence_ended(struct evidence_result *r);

/**
 * evidence_keep() - evidence_begin(), and wait for the end
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

/* evidence_begin_hash(), and wait for it; "" if it cannot be had. */
void evidence_hash(const struct identity *id, char hash[SHA256_LEN]);

#endif /* _GUARD_EVIDENCE_H */
