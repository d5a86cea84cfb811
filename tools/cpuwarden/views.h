/* SPDX-License-Identifier: GPL-2.0-only */
/* Pieces of output that more than one command has. */
#ifndef _TOOL_VIEWS_H
#define _TOOL_VIEWS_H

#include "json.h"
#include "model.h"
#include "netlink.h"

/* Ask the module; 0 or enum exit_code, said. */
int status_get(struct nl *nl, struct status *s);
/* With @all those that have closed, too. */
int findings_get(struct nl *nl, struct vec *findings, bool all);

/* Does it count for who asks from time to time? Open, or closed just now. */
bool finding_counts(const struct finding *f);

/* For people, on stdout. */
void status_print(const struct status *s);
void findings_print(const struct vec *findings);

/* Into a JSON document. */
void status_json(json_t *doc, const struct status *s);
void findings_json(json_t *doc, const struct nl *nl,
		   const struct vec *findings);

/*
 * "RandomX", or the stable name where there is no title, and whether it was seen
 * inside a guest; escaped, valid until the next call.
 */
const char *family_shown(const struct finding *f);

/**
 * subject_shown() - what a finding is about, in one line
 * @f: the finding
 *
 * Return: escaped text, valid until the next call.
 */
const char *subject_shown(const struct finding *f);

/*
 * The user's name, or the number where there is none; escaped. @cgroup is where
 * the process lives: who is in a container is no user of this host.
 */
const char *user_shown(uint32_t uid, const char *cgroup);

/* "docker:0123456789ab", or "-"; escaped, valid until the next call. */
const char *container_shown(const char *cgroup);

/* What a virtual machine calls itself, escaped; NULL: it does not. */
const char *machine_shown(uint32_t pid, uint64_t start_ns);

/* The family of this stable name; NULL: of a module that is newer. */
const struct cw_family_info *family_find(const char *name);

/* What people call the family of this stable name; escaped. */
const char *family_named(const char *name);

/* How long ago @ns was, by CLOCK_BOOTTIME. */
uint64_t since(uint64_t ns);

#endif /* _TOOL_VIEWS_H */
