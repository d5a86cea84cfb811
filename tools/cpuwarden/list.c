// SPDX-License-Identifier: GPL-2.0-only
/* list: the findings, one line each. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "escape.h"
#include "filter.h"
#include "human.h"
#include "list_by.h"
#include "machine.h"
#include "options.h"
#include "target.h"
#include "term.h"
#include "tool.h"
#include "views.h"

#define MINUTE_NS	UINT64_C(60000000000)
/* Longer than most look for findings, by cron or by hand. */
#define RECENT_MINUTES	60

/* Open ones first, then by age. */
static int by_state(const void *left, const void *right)
{
	const struct finding *a = left;
	const struct finding *b = right;

	if (finding_open(a) != finding_open(b))
		return finding_open(a) ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

/*
 * A miner may end when somebody looks, and come back: its finding counts for a
 * while after it closed. Not if somebody has seen it; and a reset is the act of
 * somebody who knew.
 */
static bool still_counts(const struct finding *f)
{
	uint64_t minutes = opt.recent ? opt.recent : RECENT_MINUTES;

	return f->close_reason != CPUWARDEN_CLOSE_REASON_RESET && !f->acked &&
	       (f->verdict == CPUWARDEN_VERDICT_CONFIRMED ||
		f->verdict_before == CPUWARDEN_VERDICT_CONFIRMED) &&
	       since(f->closed_ns) / MINUTE_NS < minutes;
}

bool finding_counts(const struct finding *f)
{
	return finding_open(f) || still_counts(f);
}

static bool is_shown(const struct finding *f, bool all)
{
	return filter_takes(f) &&
	       (all || opt.by ||
		(opt.check ? finding_counts(f) : finding_open(f)));
}

/*
 * The findings to show: open ones, with --check those that count like open
 * ones, with @all and --by all.
 */
int findings_get(struct nl *nl, struct vec *findings, bool all)
{
	struct finding *f;
	size_t i, n = 0;
	int err;

	err = nl_dump(nl, CPUWARDEN_CMD_FINDING_GET, &finding_schema,
		      findings);
	if (err)
		return nl_failed(nl, err, "read the findings");
	if (nl->torn)
		warn("the findings kept changing: some may be missing or doubled");
	if (!findings->n)
		return 0;
	f = findings->items;
	qsort(f, findings->n, sizeof(*f), by_state);
	for (i = 0; i < findings->n; i++) {
		if (is_shown(&f[i], all))
			f[n++] = f[i];
		else
			record_free(&finding_schema, &f[i]);
	}
	findings->n = n;
	return 0;
}

/* Of a virtual machine its name, too. */
static void add_command(struct table *t, const struct finding *f)
{
	const char *comm = f->comm ? f->comm : f->exe_path ? f->exe_path : "-";
	const char *machine = rule_of_guest(f->rule) ?
			      machine_shown(f->pid, f->start_ns) : NULL;
	char *text;

	if (!machine) {
		table_add(t, COLOR_NONE, shown(comm));
		return;
	}
	text = xasprintf("%s (%s)", shown(comm), machine);
	table_add(t, COLOR_NONE, text);
	free(text);
}

static void add_row(struct table *t, const struct finding *f)
{
	char buf[HUMAN_LEN];
	enum color color = finding_open(f) ? verdict_color(f->verdict) :
					     COLOR_DIM;

	snprintf(buf, sizeof(buf), "%" PRIu64, f->id);
	table_add(t, COLOR_NONE, buf);
	table_add(t, color, name_of(verdict_names, f->verdict));
	table_add(t, color, family_shown(f));
	/* A finding about short-lived processes names none. */
	snprintf(buf, sizeof(buf), f->pid ? "%" PRIu32 : "-", f->pid);
	table_add(t, COLOR_NONE, buf);
	table_add(t, COLOR_NONE, has(f, CPUWARDEN_A_FINDING_UID) ?
		  user_shown(f->uid, f->cgroup_path) : "-");
	add_command(t, f);
	table_add(t, COLOR_NONE, human_share(buf, f->share_bp));
	table_add(t, COLOR_NONE, human_duration(buf, f->cpu_ns));
	table_add(t, COLOR_NONE, human_score(buf, f->score_milli));
	table_add(t, COLOR_NONE, human_duration(buf, since(f->opened_ns)));
	snprintf(buf, sizeof(buf), "%s%s",
		 finding_open(f) && f->acked ? "" :
		 name_of(close_reason_names, f->close_reason),
		 !f->acked ? "" : finding_open(f) ? "acked" : ", acked");
	table_add(t, COLOR_NONE, buf);
	table_add(t, COLOR_NONE, container_shown(f->cgroup_path));
	table_add(t, COLOR_NONE, shown(f->cgroup_path));
}

void findings_print(const struct vec *findings)
{
	static const char *const titles[] = {
		"ID", "VERDICT", "FAMILY", "PID", "USER", "COMMAND", "CPU",
		"TIME", "SCORE", "AGE", "STATE", "CONTAINER", "CGROUP",
	};
	struct table t = {
		.columns = ARRAY_SIZE(titles),
		.right = 1 << 0 | 1 << 3 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 9,
		.cut = 1 << 2 | 1 << 4 | 1 << 5 | 1 << 11 | 1 << 12,
		.spare = 1 << 4 | 1 << 6 | 1 << 7 | 1 << 8 | 1 << 9 |
			 1 << 10 | 1 << 12,
	};
	const struct finding *all = findings->items;
	size_t i;

	if (!findings->n) {
		printf("no %sfindings%s\n", opt.all ? "" : "open ",
		       filter_any() ? " of those asked for" : "");
		return;
	}
	table_titles(&t, titles);
	for (i = 0; i < findings->n; i++)
		add_row(&t, &all[i]);
	table_print(&t);
}

void findings_json(json_t *doc, const struct nl *nl,
		   const struct vec *findings)
{
	json_object_set_new(doc, "findings",
			    json_records(&finding_schema, findings));
	json_object_set_new(doc, "torn", json_boolean(nl->torn));
}

int cmd_list(int argc, char **argv)
{
	struct vec findings;
	struct nl nl;
	enum list_by by = list_by_find(opt.by ? opt.by : "tenant");
	bool found = false;
	size_t i;
	int code;

	(void)argc;
	(void)argv;
	if (by == LIST_BYS)
		return usage_error("nothing that findings are added up by",
				   opt.by);
	code = filter_check();
	if (!code)
		code = nl_connect(&nl);
	if (code)
		return code;
	code = findings_get(&nl, &findings, opt.all);
	if (code) {
		nl_close(&nl);
		return code;
	}
	if (opt.by) {
		list_by(&findings, by, nl.torn);
	} else if (opt.json) {
		json_t *doc = json_document("list");

		findings_json(doc, &nl, &findings);
		json_print(doc);
	} else {
		findings_print(&findings);
	}
	for (i = 0; i < findings.n && !found; i++)
		found = finding_counts((struct finding *)findings.items + i);
	vec_free(&findings, &finding_schema);
	nl_close(&nl);
	return opt.check && found ? EXIT_FOUND : EXIT_OK;
}
