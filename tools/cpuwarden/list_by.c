// SPDX-License-Identifier: GPL-2.0-only
/*
 * list --by: the findings, open and closed, added up: one line for a miner that
 * came back fourteen times, for a tenant, a user, a file.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "container.h"
#include "escape.h"
#include "human.h"
#include "list_by.h"
#include "target.h"
#include "term.h"
#include "tool.h"
#include "user.h"
#include "views.h"

static const char *const words[LIST_BYS] = {
	[LIST_BY_TENANT] = "tenant",
	[LIST_BY_USER] = "user",
	[LIST_BY_EXE] = "exe",
	[LIST_BY_FINGERPRINT] = "fingerprint",
	[LIST_BY_RESTARTER] = "restarter",
};

enum list_by list_by_find(const char *word)
{
	unsigned int by;

	for (by = 0; by < LIST_BYS; by++)
		if (!strcmp(words[by], word))
			break;
	return by;
}

/**
 * struct sum - findings of one kind
 * @key:      what they have in common, raw
 * @findings: how many
 * @open:     of them
 * @worst:    the one of the highest verdict, and of these the latest
 * @cpu_ns:   CPU time since the first evidence of each
 * @first_ns: evidence of the first
 * @last_ns:  last change of the last
 */
struct sum {
	char *key;
	unsigned int findings;
	unsigned int open;
	const struct finding *worst;
	uint64_t cpu_ns;
	uint64_t first_ns;
	uint64_t last_ns;
};

/* Raw text, to be freed. */
static char *key_of(const struct finding *f, enum list_by by)
{
	char owner[OWNER_LEN];
	char *name, *key;

	switch (by) {
	case LIST_BY_USER:
		if (!has(f, CPUWARDEN_A_FINDING_UID))
			return xasprintf("several");
		name = user_name(f->uid, f->cgroup_path);
		key = name ? xasprintf("%s", name) :
			     xasprintf("%" PRIu32, f->uid);
		free(name);
		return key;
	case LIST_BY_EXE:
		return xasprintf("%s", f->exe_path ? f->exe_path : "not known");
	case LIST_BY_FINGERPRINT:
		if (!f->fingerprint)
			return xasprintf("not known");
		return xasprintf("%014" PRIx64, f->fingerprint);
	case LIST_BY_RESTARTER:
		if (f->restarter_kind == CPUWARDEN_RESTARTER_NONE)
			return xasprintf("not known");
		if (!f->restarter_pid)
			return xasprintf("%s %s", name_of(restarter_names,
							  f->restarter_kind),
					 f->restarter);
		return xasprintf("%s %s(%" PRIu32 ")",
				 name_of(restarter_names, f->restarter_kind),
				 f->restarter, f->restarter_pid);
	default:
		return xasprintf("%s", owner_of(f->cgroup_path, owner));
	}
}

static void add(struct sum *s, const struct finding *f)
{
	s->findings++;
	s->open += finding_open(f);
	if (!s->worst || f->verdict >= s->worst->verdict)
		s->worst = f;
	s->cpu_ns += f->cpu_ns;
	if (!s->first_ns || f->first_ns < s->first_ns)
		s->first_ns = f->first_ns;
	if (f->updated_ns > s->last_ns)
		s->last_ns = f->updated_ns;
}

/* Findings of one key follow each other then, in their order. */
struct keyed {
	char *key;
	const struct finding *f;
};

static int by_key(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;
	int order = strcmp(a->key, b->key);

	return order ? order : a->f->id < b->f->id ? -1 : a->f->id > b->f->id;
}

/* Who took most comes first. */
static int by_cpu(const void *left, const void *right)
{
	const struct sum *a = left, *b = right;

	return a->cpu_ns > b->cpu_ns ? -1 : a->cpu_ns < b->cpu_ns;
}

static struct sum *sums_of(const struct vec *findings, enum list_by by,
			   size_t *count)
{
	const struct finding *all = findings->items;
	struct keyed *keyed = xmalloc((findings->n + 1) * sizeof(*keyed));
	struct sum *sums = xmalloc((findings->n + 1) * sizeof(*sums));
	size_t i, n = 0;

	for (i = 0; i < findings->n; i++) {
		keyed[i].f = &all[i];
		keyed[i].key = key_of(&all[i], by);
	}
	qsort(keyed, findings->n, sizeof(*keyed), by_key);
	for (i = 0; i < findings->n; i++) {
		if (!n || strcmp(sums[n - 1].key, keyed[i].key))
			sums[n++] = (struct sum){ .key = keyed[i].key };
		else
			free(keyed[i].key);
		add(&sums[n - 1], keyed[i].f);
	}
	free(keyed);
	qsort(sums, n, sizeof(*sums), by_cpu);
	*count = n;
	return sums;
}

static void print_sums(const struct sum *sums, size_t n, const char *title)
{
	const char *const titles[] = {
		"VERDICT", "FAMILY", "FINDINGS", "OPEN", "TIME", "FIRST",
		"LAST", title,
	};
	struct table t = {
		.columns = ARRAY_SIZE(titles),
		.right = 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6,
	};
	char buf[HUMAN_LEN];
	size_t i;

	if (!n) {
		puts("no findings");
		return;
	}
	table_titles(&t, titles);
	for (i = 0; i < n; i++) {
		const struct sum *s = &sums[i];
		enum color color = s->open ? verdict_color(s->worst->verdict) :
					     COLOR_DIM;

		table_add(&t, color, name_of(verdict_names, s->worst->verdict));
		table_add(&t, color, family_shown(s->worst));
		table_add(&t, COLOR_NONE, human_count(buf, s->findings));
		table_add(&t, COLOR_NONE, human_count(buf, s->open));
		table_add(&t, COLOR_NONE, human_duration(buf, s->cpu_ns));
		table_add(&t, COLOR_NONE, human_duration(buf,
							 since(s->first_ns)));
		table_add(&t, COLOR_NONE, human_duration(buf,
							 since(s->last_ns)));
		table_add(&t, COLOR_NONE, shown(s->key));
	}
	table_print(&t);
}

static void sums_json(const struct sum *sums, size_t n, const char *title,
		      bool torn)
{
	json_t *doc = json_document("list"), *groups = json_array();
	size_t i;

	for (i = 0; i < n; i++) {
		const struct sum *s = &sums[i];
		json_t *group = json_object();

		json_object_set_new(group, "key", json_text(s->key));
		json_object_set_new(group, "verdict",
				    json_string(name_of(verdict_names,
							s->worst->verdict)));
		if (s->worst->family)
			json_object_set_new(group, "family",
					    json_text(s->worst->family));
		json_object_set_new(group, "findings",
				    json_integer(s->findings));
		json_object_set_new(group, "findings_open",
				    json_integer(s->open));
		json_object_set_new(group, "latest_id",
				    json_u64(s->worst->id));
		json_object_set_new(group, "cpu_ns", json_u64(s->cpu_ns));
		json_object_set_new(group, "first_ns", json_u64(s->first_ns));
		json_object_set_new(group, "last_ns", json_u64(s->last_ns));
		json_array_append_new(groups, group);
	}
	json_object_set_new(doc, "by", json_string(title));
	json_object_set_new(doc, "groups", groups);
	json_object_set_new(doc, "torn", json_boolean(torn));
	json_print(doc);
}

void list_by(const struct vec *findings, enum list_by by, bool torn)
{
	static const char *const titles[] = {
		[LIST_BY_TENANT] = "TENANT",
		[LIST_BY_USER] = "USER",
		[LIST_BY_EXE] = "EXECUTABLE",
		[LIST_BY_FINGERPRINT] = "FINGERPRINT",
		[LIST_BY_RESTARTER] = "RESTARTER",
	};
	size_t n, i;
	struct sum *sums = sums_of(findings, by, &n);

	if (opt.json)
		sums_json(sums, n, words[by], torn);
	else
		print_sums(sums, n, titles[by]);
	for (i = 0; i < n; i++)
		free(sums[i].key);
	free(sums);
}
