// SPDX-License-Identifier: GPL-2.0-only
/* processes, tenants, families …: the module's tables, one line each. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "detect/families.h"
#include "escape.h"
#include "human.h"
#include "json.h"
#include "netlink.h"
#include "term.h"
#include "tool.h"
#include "views.h"

/**
 * struct listing - how one table of the module is shown
 * @key:     what is listed; the command, the JSON key
 * @cmd:     CPUWARDEN_CMD_* of its dump
 * @schema:  of its records
 * @order:   for qsort(), NULL to leave them as they come
 * @titles:  of the columns
 * @columns: how many
 * @right:   bitmap of those that hold figures
 * @cut:     bitmap of those that may be cut
 * @spare:   bitmap of those that may be left out
 * @row:     adds the cells of one record
 */
struct listing {
	const char *key;
	uint8_t cmd;
	const struct schema *schema;
	int (*order)(const void *left, const void *right);
	const char *const *titles;
	unsigned int columns;
	unsigned int right;
	unsigned int cut;
	unsigned int spare;
	void (*row)(struct table *t, const void *record);
};

static void listing_print(const struct listing *l, const struct vec *vec)
{
	struct table t = {
		.columns = l->columns, .right = l->right, .cut = l->cut,
		.spare = l->spare,
	};
	const char *record = vec->items;
	size_t i;

	if (!vec->n) {
		printf("no %s\n", l->key);
		return;
	}
	for (i = 0; i < l->columns; i++)
		table_add(&t, COLOR_BOLD, l->titles[i]);
	for (i = 0; i < vec->n; i++, record += l->schema->size)
		l->row(&t, record);
	table_print(&t);
}

static void listing_json(const struct listing *l, const struct vec *vec,
			 bool torn)
{
	json_t *doc = json_document(l->key);

	json_object_set_new(doc, l->key, json_records(l->schema, vec));
	json_object_set_new(doc, "torn", json_boolean(torn));
	json_print(doc);
}

static int listing_run(const struct listing *l)
{
	char what[32];
	struct vec vec;
	struct nl nl;
	int code, err;

	code = nl_connect(&nl);
	if (code)
		return code;
	err = nl_dump(&nl, l->cmd, l->schema, &vec);
	if (err) {
		snprintf(what, sizeof(what), "read the %s", l->key);
		code = nl_failed(&nl, err, what);
		nl_close(&nl);
		return code;
	}
	/* JSON has the key "torn" for this. */
	if (nl.torn && !opt.json)
		warn("the %s kept changing: some may be missing or doubled",
		     l->key);
	if (l->order && vec.n)
		qsort(vec.items, vec.n, l->schema->size, l->order);
	if (opt.json)
		listing_json(l, &vec, nl.torn);
	else
		listing_print(l, &vec);
	vec_free(&vec, l->schema);
	nl_close(&nl);
	return EXIT_OK;
}

static void add_number(struct table *t, uint64_t n)
{
	char buf[HUMAN_LEN];

	table_add(t, COLOR_NONE, human_count(buf, n));
}

/* Verdict, family and score; of a clear one the last two mean nothing. */
static void add_verdict(struct table *t, uint8_t verdict, const char *family,
			int32_t score_milli)
{
	enum color color = verdict_color(verdict);
	bool some = family && *family;
	char buf[HUMAN_LEN];

	table_add(t, color, name_of(verdict_names, verdict));
	table_add(t, color, some ? family_named(family) : "-");
	table_add(t, COLOR_NONE, some ? human_score(buf, score_milli) : "-");
}

/* Who took most comes first. */
static int by_cpu(uint64_t a, uint64_t b)
{
	return a > b ? -1 : a < b;
}

static int process_order(const void *left, const void *right)
{
	const struct process *a = left, *b = right;

	return by_cpu(a->cpu_ns, b->cpu_ns);
}

static void process_row(struct table *t, const void *record)
{
	const struct process *p = record;
	char buf[HUMAN_LEN];

	snprintf(buf, sizeof(buf), "%" PRIu32, p->pid);
	table_add(t, COLOR_NONE, buf);
	add_verdict(t, p->verdict, p->family, p->score_milli);
	table_add(t, COLOR_NONE, user_shown(p->uid, p->cgroup_path));
	table_add(t, COLOR_NONE, shown(p->comm));
	add_number(t, p->samples_user + p->samples_kernel);
	table_add(t, COLOR_NONE, human_duration(buf, p->cpu_ns));
	table_add(t, COLOR_NONE, human_duration(buf, since(p->last_ns)));
	table_add(t, COLOR_NONE, container_shown(p->cgroup_path));
	table_add(t, COLOR_NONE, shown(p->cgroup_path));
}

int cmd_processes(int argc, char **argv)
{
	static const char *const titles[] = {
		"PID", "VERDICT", "FAMILY", "SCORE", "USER", "COMMAND",
		"SAMPLES", "TIME", "SEEN", "CONTAINER", "CGROUP",
	};
	static const struct listing processes = {
		.key = "processes",
		.cmd = CPUWARDEN_CMD_PROCESS_GET,
		.schema = &process_schema,
		.order = process_order,
		.titles = titles,
		.columns = ARRAY_SIZE(titles),
		.right = 1 << 0 | 1 << 3 | 1 << 6 | 1 << 7 | 1 << 8,
		.cut = 1 << 2 | 1 << 4 | 1 << 5 | 1 << 9 | 1 << 10,
		.spare = 1 << 3 | 1 << 4 | 1 << 6 | 1 << 8 | 1 << 10,
		.row = process_row,
	};

	(void)argc;
	(void)argv;
	return listing_run(&processes);
}

static int tenant_order(const void *left, const void *right)
{
	const struct tenant *a = left, *b = right;

	return by_cpu(a->cpu_ns, b->cpu_ns);
}

static void tenant_row(struct table *t, const void *record)
{
	const struct tenant *tenant = record;
	char buf[HUMAN_LEN];

	add_verdict(t, tenant->verdict, tenant->family, tenant->score_milli);
	add_number(t, tenant->findings_open);
	add_number(t, tenant->processes);
	add_number(t, tenant->samples_user + tenant->samples_kernel);
	table_add(t, COLOR_NONE, human_duration(buf, tenant->cpu_ns));
	table_add(t, COLOR_NONE, human_ratio(buf, tenant->suspect_ns,
					     tenant->cpu_ns));
	table_add(t, COLOR_NONE, container_shown(tenant->cgroup_path));
	table_add(t, COLOR_NONE, shown(tenant->cgroup_path));
}

int cmd_tenants(int argc, char **argv)
{
	static const char *const titles[] = {
		"VERDICT", "FAMILY", "SCORE", "FINDINGS", "PROCESSES",
		"SAMPLES", "TIME", "SUSPECT", "CONTAINER", "CGROUP",
	};
	static const struct listing tenants = {
		.key = "tenants",
		.cmd = CPUWARDEN_CMD_TENANT_GET,
		.schema = &tenant_schema,
		.order = tenant_order,
		.titles = titles,
		.columns = ARRAY_SIZE(titles),
		.right = 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7,
		.cut = 1 << 1 | 1 << 8 | 1 << 9,
		.spare = 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 7 | 1 << 8,
		.row = tenant_row,
	};

	(void)argc;
	(void)argv;
	return listing_run(&tenants);
}

static void family_row(struct table *t, const void *record)
{
	const struct family *f = record;

	table_add(t, COLOR_NONE, shown(f->name));
	table_add(t, COLOR_NONE, shown(f->title));
	table_add(t, COLOR_NONE,
		  name_of(family_kind_names, !!f->mining_only));
	add_number(t, f->findings_total);
	table_add(t, COLOR_NONE, shown(f->used_by));
}

int cmd_families(int argc, char **argv)
{
	static const char *const titles[] = {
		"NAME", "FAMILY", "KIND", "FINDINGS", "USED BY",
	};
	static const struct listing families = {
		.key = "families",
		.cmd = CPUWARDEN_CMD_FAMILY_GET,
		.schema = &family_schema,
		.titles = titles,
		.columns = ARRAY_SIZE(titles),
		.right = 1 << 3,
		.cut = 1 << 1 | 1 << 4,
		.spare = 1 << 3 | 1 << 4,
		.row = family_row,
	};

	(void)argc;
	(void)argv;
	return listing_run(&families);
}

static int thread_order(const void *left, const void *right)
{
	const struct thread *a = left, *b = right;

	return by_cpu(a->samples, b->samples);
}

static void thread_row(struct table *t, const void *record)
{
	const struct thread *thread = record;
	char buf[HUMAN_LEN];

	snprintf(buf, sizeof(buf), "%" PRIu32, thread->pid);
	table_add(t, COLOR_NONE, buf);
	snprintf(buf, sizeof(buf), "%" PRIu32, thread->tid);
	table_add(t, COLOR_NONE, buf);
	add_verdict(t, thread->verdict, thread->family, thread->score_milli);
	add_number(t, thread->samples);
	table_add(t, COLOR_NONE, human_duration(buf, since(thread->last_ns)));
}

int cmd_threads(int argc, char **argv)
{
	static const char *const titles[] = {
		"PID", "TID", "VERDICT", "FAMILY", "SCORE", "SAMPLES", "SEEN",
	};
	static const struct listing threads = {
		.key = "threads",
		.cmd = CPUWARDEN_CMD_THREAD_GET,
		.schema = &thread_schema,
		.order = thread_order,
		.titles = titles,
		.columns = ARRAY_SIZE(titles),
		.right = 1 << 0 | 1 << 1 | 1 << 4 | 1 << 5 | 1 << 6,
		.cut = 1 << 3,
		.row = thread_row,
	};

	(void)argc;
	(void)argv;
	return listing_run(&threads);
}

static int executable_order(const void *left, const void *right)
{
	const struct executable *a = left, *b = right;

	return by_cpu(a->cpu_ns, b->cpu_ns);
}

static void executable_row(struct table *t, const void *record)
{
	const struct executable *e = record;
	char buf[HUMAN_LEN];

	table_add(t, e->findings_open ? COLOR_YELLOW : COLOR_NONE,
		  shown(e->exe_path));
	add_number(t, e->findings_open);
	add_number(t, e->processes);
	add_number(t, e->samples_user + e->samples_kernel);
	table_add(t, COLOR_NONE, human_duration(buf, e->cpu_ns));
	table_add(t, COLOR_NONE, human_duration(buf, since(e->last_ns)));
	snprintf(buf, sizeof(buf), "%" PRIu32 ":%" PRIu32,
		 e->exe_dev >> 20, e->exe_dev & 0xfffff);
	table_add(t, COLOR_NONE, buf);
	snprintf(buf, sizeof(buf), "%" PRIu64, e->exe_ino);
	table_add(t, COLOR_NONE, buf);
}

int cmd_executables(int argc, char **argv)
{
	static const char *const titles[] = {
		"EXECUTABLE", "FINDINGS", "PROCESSES", "SAMPLES", "TIME",
		"SEEN", "DEVICE", "INODE",
	};
	static const struct listing executables = {
		.key = "executables",
		.cmd = CPUWARDEN_CMD_EXECUTABLE_GET,
		.schema = &executable_schema,
		.order = executable_order,
		.titles = titles,
		.columns = ARRAY_SIZE(titles),
		.right = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 7,
		.cut = 1 << 0,
		.spare = 1 << 2 | 1 << 3 | 1 << 5 | 1 << 6 | 1 << 7,
		.row = executable_row,
	};

	(void)argc;
	(void)argv;
	return listing_run(&executables);
}

static void cpu_row(struct table *t, const void *record)
{
	const struct cpu *c = record;
	char buf[HUMAN_LEN];

	snprintf(buf, sizeof(buf), "%" PRIu32, c->cpu);
	table_add(t, COLOR_NONE, buf);
	table_add(t, c->unsampled ? COLOR_YELLOW : COLOR_NONE,
		  c->unsampled ? "lacks samples" :
		  c->sampled ? "sampled" : "not sampled");
	add_number(t, c->samples_user);
	add_number(t, c->samples_kernel);
	add_number(t, c->samples_guest);
	add_number(t, c->samples_idle);
	add_number(t, c->samples_unreadable);
	add_number(t, c->samples_dropped);
	table_add(t, COLOR_NONE, human_duration(buf, c->handler_ns));
}

int cmd_cpus(int argc, char **argv)
{
	static const char *const titles[] = {
		"CPU", "STATE", "USER", "KERNEL", "GUEST", "IDLE", "UNREADABLE",
		"DROPPED", "TIME",
	};
	static const struct listing cpus = {
		.key = "cpus",
		.cmd = CPUWARDEN_CMD_CPU_GET,
		.schema = &cpu_schema,
		.titles = titles,
		.columns = ARRAY_SIZE(titles),
		.right = 1 << 0 | 0x1fc,
		.spare = 1 << 4 | 1 << 5 | 1 << 6 | 1 << 8,
		.row = cpu_row,
	};

	(void)argc;
	(void)argv;
	return listing_run(&cpus);
}
