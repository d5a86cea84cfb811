/* SPDX-License-Identifier: GPL-2.0-only */
/* "ID|PID" on the command line to a finding or a process. */
#ifndef _TOOL_TARGET_H
#define _TOOL_TARGET_H

#include "netlink.h"

enum target_form {
	TARGET_ANY,	/* a number: a finding if there is one, else a process */
	TARGET_ID,	/* id:N */
	TARGET_PID,	/* pid:N */
};

/**
 * struct target - what was named
 * @form:        how it was named
 * @number:      the number
 * @has_finding: @finding is filled
 * @has_process: @process is filled: the kernel's record
 */
struct target {
	enum target_form form;
	uint64_t number;
	bool has_finding;
	bool has_process;
	struct finding finding;
	struct process process;
};

/* 0 or EXIT_USAGE, said. */
int target_parse(struct target *t, const char *text);

/**
 * target_resolve() - look the target up in the module
 * @t:  parsed; to be freed with target_free() whatever the result
 * @nl: connection
 *
 * An id gives its finding; a pid gives the newest open finding of the process
 * and its record, as far as there are any: neither is no error.
 *
 * Return: 0 or enum exit_code, said.
 */
int target_resolve(struct target *t, struct nl *nl);
void target_free(struct target *t);

/* One finding by its id; 0 or -errno as nl_do(). */
int finding_get(struct nl *nl, uint64_t id, struct finding *f);

/* Is it open? */
bool finding_open(const struct finding *f);

#endif /* _TOOL_TARGET_H */
