// SPDX-License-Identifier: GPL-2.0-only
/* "ID|PID" on the command line to a finding or a process. */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <string.h>

#include "escape.h"
#include "target.h"
#include "tool.h"

bool finding_open(const struct finding *f)
{
	return f->close_reason == CPUWARDEN_CLOSE_REASON_OPEN;
}

int target_parse(struct target *t, const char *text)
{
	const char *digits = text;

	memset(t, 0, sizeof(*t));
	if (!strncmp(text, "id:", 3)) {
		t->form = TARGET_ID;
		digits += 3;
	} else if (!strncmp(text, "pid:", 4)) {
		t->form = TARGET_PID;
		digits += 4;
	}
	if (parse_number(digits, t->form == TARGET_PID ? INT_MAX : UINT64_MAX,
			 &t->number) && t->number)
		return 0;
	return fail(EXIT_USAGE,
		    "'%s' is neither a finding nor a process: use a number, id:NUMBER or pid:NUMBER",
		    shown(text));
}

int finding_get(struct nl *nl, uint64_t id, struct finding *f)
{
	struct nl_arg arg = { CPUWARDEN_A_FINDING_ID, sizeof(uint64_t), id };

	return nl_do(nl, CPUWARDEN_CMD_FINDING_GET, &arg, &finding_schema, f);
}

/* The newest open finding about the process @pid, if any. */
static int find_by_pid(struct target *t, struct nl *nl, uint32_t pid)
{
	struct finding *best = NULL;
	struct finding *all;
	struct vec vec;
	size_t i;
	int err;

	err = nl_dump(nl, CPUWARDEN_CMD_FINDING_GET, &finding_schema, &vec);
	if (err)
		return nl_failed(nl, err, "read the findings");
	all = vec.items;
	for (i = 0; i < vec.n; i++)
		if (all[i].pid == pid && finding_open(&all[i]) &&
		    all[i].subject == CPUWARDEN_SUBJECT_PROCESS &&
		    (!best || all[i].id > best->id))
			best = &all[i];
	if (best) {
		t->finding = *best;
		t->has_finding = true;
		memset(best, 0, sizeof(*best));
	}
	vec_free(&vec, &finding_schema);
	return 0;
}

static int find_process(struct target *t, struct nl *nl, uint32_t pid)
{
	struct nl_arg arg = { CPUWARDEN_A_PROCESS_PID, sizeof(uint32_t), pid };
	int err = nl_do(nl, CPUWARDEN_CMD_PROCESS_GET, &arg, &process_schema,
			&t->process);

	t->has_process = !err;
	if (err && err != -ENOENT && err != -ESRCH)
		return nl_failed(nl, err, "read the process");
	return 0;
}

int target_resolve(struct target *t, struct nl *nl)
{
	int err, code;

	if (t->form != TARGET_PID) {
		err = finding_get(nl, t->number, &t->finding);
		t->has_finding = !err;
		if (err && err != -ENOENT)
			return nl_failed(nl, err, "read the finding");
		if (err && t->form == TARGET_ID)
			return fail(EXIT_FAILED,
				    "there is no finding %" PRIu64 ": see 'cpuwarden list --all'",
				    t->number);
	}
	/* A finding about a tenant names no process. */
	if (t->has_finding)
		return t->finding.pid ? find_process(t, nl, t->finding.pid) : 0;
	if (t->number > INT_MAX)
		return 0;
	code = find_by_pid(t, nl, t->number);
	return code ? code : find_process(t, nl, t->number);
}

void target_free(struct target *t)
{
	record_free(&finding_schema, &t->finding);
	record_free(&process_schema, &t->process);
}
