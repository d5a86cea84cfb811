// SPDX-License-Identifier: GPL-2.0-only
/* top: the processes of the module as rows, added up and sorted. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "container.h"
#include "json.h"
#include "tool.h"
#include "top.h"
#include "user.h"

const char *const top_by_names[TOP_BYS] = { "process", "tenant", "user" };
const char *const top_order_names[TOP_ORDERS] = {
	"CPU", "TIME", "VERDICT", "EVIDENCE", "NAME",
};

static int by_process(const void *left, const void *right)
{
	const struct top_past *a = left, *b = right;

	if (a->pid != b->pid)
		return a->pid < b->pid ? -1 : 1;
	return a->start_ns < b->start_ns ? -1 : a->start_ns > b->start_ns;
}

/* Of one CPU, since the last look; 0 if there was none. */
static uint64_t share_of(const struct top *t, const struct process *p,
			 uint64_t now)
{
	const struct top_past wanted = {
		.pid = p->pid, .start_ns = p->start_ns,
	};
	const struct top_past *past;

	if (!t->looked || now <= t->looked || !t->nr_past)
		return 0;
	past = bsearch(&wanted, t->past, t->nr_past, sizeof(*past),
		       by_process);
	if (!past || p->cpu_ns <= past->cpu_ns)
		return 0;
	return (p->cpu_ns - past->cpu_ns) * 10000 / (now - t->looked);
}

static void keep(char *out, size_t size, const char *text)
{
	snprintf(out, size, "%s", text ? text : "");
}

static void fill(struct top_row *r, const struct process *p)
{
	char owner[OWNER_LEN];
	struct container c;
	char *name;

	*r = (struct top_row){
		.pid = p->pid, .n = 1, .verdict = p->verdict,
		.cpu_ns = p->cpu_ns,
		.bad = p->verdict > CPUWARDEN_VERDICT_CLEAR,
	};
	keep(r->family, sizeof(r->family), p->family);
	if (*r->family)
		r->score_milli = p->score_milli;
	keep(r->comm, sizeof(r->comm), p->comm);
	keep(r->cgroup, sizeof(r->cgroup), p->cgroup_path);
	/* of the whole path, of which what tells may be at the end */
	keep(r->owner, sizeof(r->owner), owner_of(p->cgroup_path, owner));
	if (p->cgroup_path && container_find(p->cgroup_path, &c))
		snprintf(r->container, sizeof(r->container), "%s:%.*s",
			 c.engine, container_width(&c), c.id);
	name = user_name(p->uid, p->cgroup_path);
	if (name)
		keep(r->user, sizeof(r->user), name);
	else
		snprintf(r->user, sizeof(r->user), "%" PRIu32, p->uid);
	free(name);
}

void top_take(struct top *t, const struct vec *processes)
{
	const struct process *all = processes->items;
	uint64_t now = boottime_ns();
	size_t i;

	t->processes = xrealloc(t->processes, (processes->n + 1) *
				sizeof(*t->processes));
	for (i = 0; i < processes->n; i++) {
		fill(&t->processes[i], &all[i]);
		t->processes[i].share_bp = share_of(t, &all[i], now);
	}
	t->nr_processes = processes->n;
	t->past = xrealloc(t->past, (processes->n + 1) * sizeof(*t->past));
	for (i = 0; i < processes->n; i++)
		t->past[i] = (struct top_past){
			.pid = all[i].pid, .start_ns = all[i].start_ns,
			.cpu_ns = all[i].cpu_ns,
		};
	t->nr_past = processes->n;
	qsort(t->past, t->nr_past, sizeof(*t->past), by_process);
	t->looked = now;
	top_arrange(t);
}

const char *top_name(const struct top *t, const struct top_row *r)
{
	return t->by == TOP_TENANT ? r->owner :
	       t->by == TOP_USER ? r->user : r->comm;
}

static int by_name(const void *left, const void *right, void *top)
{
	return strcmp(top_name(top, left), top_name(top, right));
}

/* Rows of one name follow each other: they become one, with the worst of them. */
static size_t add_up(const struct top *t, struct top_row *rows, size_t n)
{
	size_t i, to = 0;

	for (i = 0; i < n; i++) {
		struct top_row *r = &rows[i], *sum;

		if (!to || strcmp(top_name(t, &rows[to - 1]), top_name(t, r))) {
			rows[to++] = *r;
			continue;
		}
		sum = &rows[to - 1];
		sum->n++;
		sum->bad += r->bad;
		sum->cpu_ns += r->cpu_ns;
		sum->share_bp += r->share_bp;
		if (r->verdict > sum->verdict ||
		    (r->verdict == sum->verdict &&
		     r->score_milli > sum->score_milli)) {
			sum->verdict = r->verdict;
			memcpy(sum->family, r->family, sizeof(sum->family));
			sum->score_milli = r->score_milli;
		}
	}
	return to;
}

static int compare(const struct top *t, const struct top_row *a,
		   const struct top_row *b)
{
	switch (t->order) {
	case TOP_NAME:
		return strcmp(top_name(t, a), top_name(t, b));
	case TOP_TIME:
		break;
	case TOP_SCORE:
		if (a->score_milli != b->score_milli)
			return a->score_milli > b->score_milli ? -1 : 1;
		break;
	case TOP_VERDICT:
		if (a->verdict != b->verdict)
			return a->verdict > b->verdict ? -1 : 1;
		/* fall through */
	default:
		if (a->share_bp != b->share_bp)
			return a->share_bp > b->share_bp ? -1 : 1;
	}
	return a->cpu_ns > b->cpu_ns ? -1 : a->cpu_ns < b->cpu_ns;
}

static int by_order(const void *left, const void *right, void *top)
{
	const struct top_row *a = left, *b = right;
	const struct top *t = top;
	int way = compare(t, a, b);

	if (way)
		return t->reversed ? -way : way;
	return a->pid < b->pid ? -1 : a->pid > b->pid;
}

void top_arrange(struct top *t)
{
	size_t i, n = t->nr_processes;

	t->rows = xrealloc(t->rows, (n + 1) * sizeof(*t->rows));
	if (n)
		memcpy(t->rows, t->processes, n * sizeof(*t->rows));
	if (t->by != TOP_PROCESS) {
		qsort_r(t->rows, n, sizeof(*t->rows), by_name, t);
		n = add_up(t, t->rows, n);
	}
	t->nr_rows = 0;
	for (i = 0; i < n; i++)
		if (!t->only_bad || t->rows[i].bad)
			t->rows[t->nr_rows++] = t->rows[i];
	qsort_r(t->rows, t->nr_rows, sizeof(*t->rows), by_order, t);
}

void top_free(struct top *t)
{
	free(t->processes);
	free(t->rows);
	free(t->past);
}
