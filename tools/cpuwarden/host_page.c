// SPDX-License-Identifier: GPL-2.0-only
/*
 * The page of a host. A miner that starts itself anew has a finding for each of
 * its processes: they are one group here, by cgroup, user, executable and
 * family.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "escape.h"
#include "host_page.h"
#include "human.h"
#include "json.h"
#include "page.h"
#include "tool.h"

enum {
	PIDS = 10,		/* of a group that are named */
	GROUPS = 100,		/* that are described; others are counted */
};

/**
 * struct group - findings about one and the same miner
 * @worst:   of the highest verdict, and of these the latest
 * @n, @open: how many, and how many of them are open
 * @cpu_ns:  they took
 * @first_ms: first evidence of the first, CLOCK_REALTIME
 * @last_ms: when the last was heard of
 */
struct group {
	const json_t *worst;
	unsigned int n, open;
	uint64_t cpu_ns, first_ms, last_ms;
};

static uint64_t number(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static bool is_open(const json_t *f)
{
	return !strcmp(json_word(f, "close_reason"), "open");
}

static bool is_confirmed(const json_t *f)
{
	return !strcmp(json_word(f, "verdict"), "confirmed") ||
	       !strcmp(json_word(f, "verdict_before"), "confirmed");
}

static bool alike(const json_t *a, const json_t *b)
{
	static const char *const keys[] = {
		"family", "uid", "exe_path", "cgroup_path", "subject",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		const json_t *x = json_object_get(a, keys[i]);
		const json_t *y = json_object_get(b, keys[i]);

		if (x && y ? !json_equal(x, y) : x != y)
			return false;
	}
	return true;
}

static void add_to(struct group *g, const json_t *f)
{
	uint64_t last = number(f, "last_ms"), first;

	first = last - (number(f, "updated_ns") - number(f, "first_ns")) /
		       1000000;
	if (!g->n++ || first < g->first_ms)
		g->first_ms = first;
	if (last > g->last_ms)
		g->last_ms = last;
	g->open += is_open(f);
	g->cpu_ns += number(f, "cpu_ns");
	if (!g->worst || is_confirmed(f) > is_confirmed(g->worst) ||
	    (is_confirmed(f) == is_confirmed(g->worst) &&
	     last >= number(g->worst, "last_ms")))
		g->worst = f;
}

/* The worst comes first, then what goes on, then who took most. */
static int by_weight(const void *left, const void *right)
{
	const struct group *a = left, *b = right;
	int worse = is_confirmed(b->worst) - is_confirmed(a->worst);

	if (worse)
		return worse;
	if (!a->open != !b->open)
		return a->open ? -1 : 1;
	return a->cpu_ns > b->cpu_ns ? -1 : a->cpu_ns < b->cpu_ns;
}

static struct group *group(const json_t *findings, size_t *n)
{
	struct group *groups = xmalloc((json_array_size(findings) + 1) *
				       sizeof(*groups));
	const json_t *f;
	size_t i, k;

	*n = 0;
	json_array_foreach(findings, i, f) {
		for (k = 0; k < *n && !alike(groups[k].worst, f); k++)
			;
		if (k == *n)
			groups[(*n)++] = (struct group){ 0 };
		add_to(&groups[k], f);
	}
	qsort(groups, *n, sizeof(*groups), by_weight);
	return groups;
}

/* Text out of a document, which has been escaped for it. */
static void put_word(FILE *out, const json_t *f, const char *key)
{
	char *raw = unescape_json(json_word(f, key));

	page_text(out, raw);
	free(raw);
}

static const char *family_of(const json_t *f)
{
	const char *title = json_word(f, "family_title");

	return *title ? title : json_word(f, "family");
}

static void put_user(FILE *out, const json_t *f)
{
	if (!json_object_get(f, "uid"))
		return;
	fputs("user ", out);
	if (*json_word(f, "user")) {
		fputs("<b>", out);
		put_word(out, f, "user");
		fprintf(out, "</b> (%" PRIu64 ")", number(f, "uid"));
	} else {
		fprintf(out, "<b>%" PRIu64 "</b>", number(f, "uid"));
	}
	fputs(", ", out);
}

/* The page in a sentence, for who reads no further. */
static void put_summary(FILE *out, const struct host_page *p,
			const struct group *groups, size_t n)
{
	unsigned int open = 0, confirmed = 0;
	uint64_t cpu_ns = 0;
	char cpu[HUMAN_LEN];
	size_t i;

	for (i = 0; i < n; i++) {
		open += !!groups[i].open;
		confirmed += is_confirmed(groups[i].worst);
		cpu_ns += groups[i].cpu_ns;
	}
	fputs("<p class=verdict>", out);
	if (!n) {
		fprintf(out, "Nothing was found %s.</p>\n", p->period);
		return;
	}
	fprintf(out, "<span class=%s>%s</span>: ",
		confirmed ? "confirmed" : "suspect",
		confirmed ? "confirmed" : "suspect");
	put_word(out, groups->worst, "owner");
	if (!*json_word(groups->worst, "owner"))
		fputs("somebody", out);
	fprintf(out, " %s <b>", confirmed ? "computes" : "perhaps computes");
	page_text(out, family_of(groups->worst));
	fprintf(out, "</b>. %zu thing%s found %s, %u of them confirmed, %u still open; they took %s of CPU time.</p>\n",
		n, n == 1 ? " was" : "s were", p->period, confirmed, open,
		human_duration(cpu, cpu_ns));
}

static void put_pids(FILE *out, const struct host_page *p,
		     const struct group *g)
{
	unsigned int n = 0;
	const json_t *f;
	size_t i;

	json_array_foreach(p->findings, i, f) {
		if (!number(f, "pid") || !alike(f, g->worst))
			continue;
		if (n == PIDS)
			fputs(" and more", out);
		if (n++ >= PIDS)
			break;
		fprintf(out, "%s%" PRIu64, n == 1 ? "Process " : ", ",
			number(f, "pid"));
	}
	if (!n)
		fputs("Short-lived processes", out);
}

static void put_flags(FILE *out, const json_t *f, const char *key,
		      const char *title)
{
	const json_t *array = json_object_get(f, key), *word;
	size_t i;

	if (!json_array_size(array))
		return;
	fprintf(out, "%s", title);
	json_array_foreach(array, i, word) {
		fputs(i ? ", " : " ", out);
		page_text(out, json_string_value(word));
	}
	fputs(". ", out);
}

static void put_evidence(FILE *out, const json_t *f)
{
	const json_t *list = json_object_get(f, "evidence"), *e;
	char buf[HUMAN_LEN];
	size_t i;

	fputs("<div><table><tr><th>evidence<th class=r>in<th class=r>of samples<th class=r>weight\n",
	      out);
	json_array_foreach(list, i, e) {
		if (!number(e, "hits"))
			continue;
		fputs("<tr><td>", out);
		put_word(out, e, "text");
		page_cell(out, true, human_ratio(buf, number(e, "hits"),
						 number(e, "trials")));
		page_cell(out, true, human_count(buf, number(e, "trials")));
		page_cell(out, true, human_score(buf, number(e,
							     "weight_milli")));
		fputc('\n', out);
	}
	fputs("</table></div>\n", out);
}

static void put_place(FILE *out, const json_t *f, const char *key,
		      const char *title)
{
	if (!*json_word(f, key))
		return;
	fprintf(out, "%s <code>", title);
	put_word(out, f, key);
	fputs("</code>, ", out);
}

static void put_group(FILE *out, const struct host_page *p,
		      const struct group *g)
{
	const json_t *f = g->worst;
	const char *verdict = is_confirmed(f) ? "confirmed" : "suspect";
	char a[HUMAN_LEN], b[HUMAN_LEN], c[HUMAN_LEN], d[HUMAN_LEN];

	fprintf(out, "<h3><span class=%s>%s</span>: ", verdict, verdict);
	page_text(out, family_of(f));
	if (*json_word(f, "owner")) {
		fputs(", ", out);
		put_word(out, f, "owner");
	}
	fputs("</h3>\n<p>", out);
	put_pids(out, p, g);
	fputs(", ", out);
	put_user(out, f);
	put_place(out, f, "exe_path", "executable");
	put_place(out, f, "cgroup_path", "cgroup");
	fprintf(out, "%u finding%s, %s; from %s to %s. It took %s of CPU time, about %s if a busy CPU takes %u W. ",
		g->n, g->n == 1 ? "" : "s", g->open ? "open" : "closed",
		human_date(a, g->first_ms * 1000000),
		human_date(b, g->last_ms * 1000000),
		human_duration(c, g->cpu_ns),
		human_energy(d,
			     human_cpu_joules(g->cpu_ns)),
		HUMAN_CPU_WATTS);
	if (*json_word(f, "rule")) {
		fputs("Rule: ", out);
		put_word(out, f, "rule");
		fputs(". ", out);
	}
	if (*json_word(f, "restarter")) {
		fputs("Started by ", out);
		put_word(out, f, "restarter");
		fputs(". ", out);
	}
	put_flags(out, f, "covert", "It hides:");
	fputs("</p>\n", out);
	put_evidence(out, f);
}

static void put_events(FILE *out, const json_t *events)
{
	char date[HUMAN_LEN];
	const json_t *e;
	size_t i;

	if (!json_array_size(events))
		return;
	fputs("<h3>What guard heard and did</h3>\n<div><table class=busy><tr><th>when<th>what<th>\n",
	      out);
	json_array_foreach(events, i, e) {
		fprintf(out, "<tr><td>%s<td>",
			human_date(date, number(e, "realtime_ns")));
		page_text(out, json_word(e, "event"));
		fputs("<td>", out);
		page_text(out, json_word(e, "message"));
		fputc('\n', out);
	}
	fputs("</table></div>\n", out);
}

static void put_page(FILE *out, const void *arg)
{
	const struct host_page *p = arg;
	char date[HUMAN_LEN];
	struct group *groups;
	struct utsname host;
	size_t i, n;

	groups = group(p->findings, &n);
	uname(&host);
	fputs("<h2>", out);
	page_text(out, host.nodename);
	fprintf(out, "</h2>\n<p>Written %s on Linux ",
		human_date(date, realtime_ns()));
	page_text(out, host.release);
	fputc('.', out);
	if (p->state) {
		fputc(' ', out);
		page_text(out, p->state);
	}
	fputs("</p>\n", out);
	put_summary(out, p, groups, n);
	for (i = 0; i < n && i < GROUPS; i++)
		put_group(out, p, &groups[i]);
	if (n > GROUPS)
		fprintf(out, "<p>%zu more are not described here.</p>\n",
			n - GROUPS);
	put_events(out, p->events);
	free(groups);
}

int host_page_write(const struct host_page *p, const char *what)
{
	return page_write(put_page, p, what);
}
