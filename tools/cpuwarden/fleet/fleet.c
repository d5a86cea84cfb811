// SPDX-License-Identifier: GPL-2.0-only
/* fleet: many hosts, seen at one place. */
#include <inttypes.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "escape.h"
#include "hosts.h"
#include "human.h"
#include "json.h"
#include "options.h"
#include "send.h"
#include "term.h"
#include "tool.h"
#include "views.h"

#define ROUND_MS	2000	/* of top */
#define BESIDE		4	/* lines of a live view that show no host */
#define UNKNOWN_ROWS	24	/* of a terminal that does not tell */

/* How long ago, by our clock; a server's may be ahead. */
static uint64_t ago(uint64_t realtime)
{
	uint64_t now = realtime_ns();

	return realtime < now ? now - realtime : 0;
}

static unsigned int count_silent(const struct fleet *f)
{
	unsigned int n = 0;
	size_t i;

	for (i = 0; i < f->nr_hosts; i++)
		n += fleet_silent(&f->hosts[i]);
	return n;
}

/* "3 hosts, 1 silent; 2 findings open; 4 h 12 min of CPU time, 151 Wh" */
static void print_sum(const struct fleet *f)
{
	char a[HUMAN_LEN], b[HUMAN_LEN];
	unsigned int open = 0;
	uint64_t cpu_ns = 0;
	size_t i;

	for (i = 0; i < f->nr_hosts; i++) {
		open += f->hosts[i].open[0] + f->hosts[i].open[1];
		cpu_ns += f->hosts[i].all_ns;
	}
	printf("%zu hosts, %u silent; %u findings open; %s of CPU time taken, about %s\n",
	       f->nr_hosts, count_silent(f), open, human_duration(a, cpu_ns),
	       human_energy(b, human_cpu_joules(cpu_ns)));
}

static json_t *host_json(const struct fleet_host *h)
{
	return json_pack("{s:o, s:b, s:o, s:b, s:i, s:i, s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
			 "host", json_text(h->name),
			 "silent", (int)fleet_silent(h),
			 "heard_realtime_ns", json_u64(h->heard_ns),
			 "module_loaded", (int)h->loaded,
			 "open_suspect", (int)h->open[0],
			 "open_confirmed", (int)h->open[1],
			 "cases", (int)h->cases,
			 "open_cpu_ns", json_u64(h->cpu_ns),
			 "cpu_ns", json_u64(h->all_ns),
			 "waiting", json_u64(h->waiting),
			 "given_up", json_u64(h->given_up),
			 "uptime_ns", json_u64(h->uptime_ns),
			 "own_ns", json_u64(h->own_ns),
			 "cpus", json_u64(h->cpus),
			 "cpus_unsampled", json_u64(h->unsampled),
			 "samples", json_u64(h->samples),
			 "samples_dropped", json_u64(h->dropped));
}

/* Empty if it is not known; valid until the next call. */
static const char *fingerprint(const struct fleet_case *c)
{
	static char text[24];

	if (!c->fingerprint)
		return "";
	snprintf(text, sizeof(text), "%014" PRIx64, c->fingerprint);
	return text;
}

static json_t *case_json(const struct fleet_case *c)
{
	return json_pack("{s:o, s:o, s:b, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:o}",
			 "host", json_text(c->host),
			 "event", json_text(c->event),
			 "open", (int)c->open,
			 "verdict", c->confirmed ? "confirmed" : "suspect",
			 "family", json_text(c->family),
			 "id", json_u64(c->id),
			 "user", json_text(c->user),
			 "comm", json_text(c->comm),
			 "exe_path", json_text(c->exe),
			 "cgroup_path", json_text(c->cgroup),
			 "container", json_text(c->container),
			 "fingerprint", fingerprint(c),
			 "cpu_ns", json_u64(c->cpu_ns),
			 "first_realtime_ns", json_u64(c->first_ns),
			 "told_realtime_ns", json_u64(c->told_ns));
}

static void print_json(const char *view, json_t *hosts, json_t *cases)
{
	json_t *doc = json_document("fleet");

	json_object_set_new(doc, "view", json_string(view));
	if (hosts)
		json_object_set_new(doc, "hosts", hosts);
	if (cases)
		json_object_set_new(doc, "cases", cases);
	json_print(doc);
}

static void add(struct table *t, uint64_t n)
{
	char buf[HUMAN_LEN];

	table_add(t, COLOR_NONE, human_count(buf, n));
}

static void add_text(struct table *t, const char *raw)
{
	table_add(t, COLOR_NONE, *raw ? shown(raw) : "-");
}

static void titles(struct table *t, const char *const *names, unsigned int n)
{
	t->columns = n;
	table_titles(t, names);
}

/* Open ones first, whoever took most before others. */
static int by_weight(const void *left, const void *right)
{
	const struct fleet_case *a = left, *b = right;

	if (a->open != b->open)
		return a->open ? -1 : 1;
	if (a->confirmed != b->confirmed)
		return a->confirmed ? -1 : 1;
	return a->cpu_ns > b->cpu_ns ? -1 : a->cpu_ns < b->cpu_ns;
}

static void add_case(struct table *t, const struct fleet_case *c)
{
	enum color color = !c->open ? COLOR_DIM :
			   c->confirmed ? COLOR_RED : COLOR_YELLOW;
	char buf[HUMAN_LEN];

	add_text(t, c->host);
	add(t, c->id);
	table_add(t, color, c->confirmed ? "confirmed" : "suspect");
	table_add(t, color, family_named(c->family));
	add_text(t, c->user);
	add_text(t, c->comm);
	table_add(t, COLOR_NONE, human_duration(buf, c->cpu_ns));
	table_add(t, COLOR_NONE, human_duration(buf, ago(c->first_ns)));
	add_text(t, c->open ? "open" : c->event);
	add_text(t, c->container);
	add_text(t, fingerprint(c));
	add_text(t, c->exe);
}

static void print_cases(const struct fleet *f)
{
	static const char *const names[] = {
		"HOST", "ID", "VERDICT", "FAMILY", "USER", "COMMAND", "TIME",
		"SINCE", "STATE", "CONTAINER", "FINGERPRINT", "EXECUTABLE",
	};
	struct table t = {
		.right = 1 << 1 | 1 << 6 | 1 << 7,
		.cut = 1 << 0 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 9 | 1 << 11,
		.spare = 1 << 1 | 1 << 4 | 1 << 7 | 1 << 8 | 1 << 10 | 1 << 11,
	};
	size_t i;

	titles(&t, names, ARRAY_SIZE(names));
	for (i = 0; i < f->nr_cases; i++)
		if (f->cases[i].open || opt.all)
			add_case(&t, &f->cases[i]);
	table_print(&t);
}

/* Those that are to be listed. */
static json_t *cases_json(const struct fleet *f)
{
	json_t *cases = json_array();
	size_t i;

	for (i = 0; i < f->nr_cases; i++)
		if (f->cases[i].open || opt.all)
			json_array_append_new(cases, case_json(&f->cases[i]));
	return cases;
}

static void list_cases(struct fleet *f)
{
	if (f->nr_cases)
		qsort(f->cases, f->nr_cases, sizeof(*f->cases), by_weight);
	if (!opt.json && f->nr_cases && (opt.all || f->cases[0].open)) {
		print_cases(f);
	} else if (!opt.json) {
		puts(opt.all ? "no findings" : "no open findings");
	} else {
		print_json("list", NULL, cases_json(f));
	}
}

/* Which hosts have it: the footprint of a botnet. */
struct footprint {
	const struct fleet_case *any;
	unsigned int hosts;
	unsigned int cases;
	unsigned int open;
	uint64_t cpu_ns;
	uint64_t first_ns;
	uint64_t last_ns;
};

static bool by_family;

static int same(const struct fleet_case *a, const struct fleet_case *b)
{
	if (by_family)
		return strcmp(a->family, b->family);
	return a->fingerprint < b->fingerprint ? -1 :
	       a->fingerprint > b->fingerprint;
}

static int by_footprint(const void *left, const void *right)
{
	int order = same(left, right);

	return order ? order : strcmp(((const struct fleet_case *)left)->host,
				      ((const struct fleet_case *)right)->host);
}

static int by_hosts(const void *left, const void *right)
{
	const struct footprint *a = left, *b = right;

	if (a->hosts != b->hosts)
		return a->hosts > b->hosts ? -1 : 1;
	return a->cpu_ns > b->cpu_ns ? -1 : a->cpu_ns < b->cpu_ns;
}

static struct footprint *footprints(struct fleet *f, size_t *count)
{
	struct footprint *all = xmalloc((f->nr_cases + 1) * sizeof(*all));
	const struct fleet_case *before = NULL;
	size_t i, n = 0;

	if (f->nr_cases)
		qsort(f->cases, f->nr_cases, sizeof(*f->cases), by_footprint);
	for (i = 0; i < f->nr_cases; i++) {
		const struct fleet_case *c = &f->cases[i];
		struct footprint *p;

		if (!by_family && !c->fingerprint)
			continue;
		if (!before || same(before, c))
			all[n++] = (struct footprint){
				.any = c, .first_ns = c->first_ns,
			};
		p = &all[n - 1];
		p->hosts += !p->hosts || strcmp(before->host, c->host);
		p->cases++;
		p->open += c->open;
		p->cpu_ns += c->cpu_ns;
		if (c->first_ns < p->first_ns)
			p->first_ns = c->first_ns;
		if (c->told_ns > p->last_ns)
			p->last_ns = c->told_ns;
		before = c;
	}
	qsort(all, n, sizeof(*all), by_hosts);
	*count = n;
	return all;
}

static void footprints_json(const struct footprint *all, size_t n)
{
	json_t *groups = json_array(), *doc = json_document("fleet");
	size_t i;

	for (i = 0; i < n; i++) {
		const struct footprint *p = &all[i];

		json_array_append_new(groups,
			json_pack("{s:o, s:s, s:i, s:i, s:i, s:o, s:o, s:o}",
				  "family", json_text(p->any->family),
				  "fingerprint", fingerprint(p->any),
				  "hosts", (int)p->hosts,
				  "cases", (int)p->cases, "open", (int)p->open,
				  "cpu_ns", json_u64(p->cpu_ns),
				  "first_realtime_ns", json_u64(p->first_ns),
				  "told_realtime_ns", json_u64(p->last_ns)));
	}
	json_object_set_new(doc, "view", json_string("list"));
	json_object_set_new(doc, "groups", groups);
	json_print(doc);
}

static void print_footprints(const struct footprint *all, size_t n)
{
	static const char *const names[] = {
		"HOSTS", "FINDINGS", "OPEN", "TIME", "FIRST", "LAST", "FAMILY",
		"FINGERPRINT", "EXECUTABLE",
	};
	struct table t = {
		.right = 0x3f, .cut = 1 << 8, .spare = 1 << 8,
	};
	char buf[HUMAN_LEN];
	size_t i;

	titles(&t, names, ARRAY_SIZE(names));
	for (i = 0; i < n; i++) {
		const struct footprint *p = &all[i];

		add(&t, p->hosts);
		add(&t, p->cases);
		add(&t, p->open);
		table_add(&t, COLOR_NONE, human_duration(buf, p->cpu_ns));
		table_add(&t, COLOR_NONE, human_duration(buf,
							 ago(p->first_ns)));
		table_add(&t, COLOR_NONE, human_duration(buf, ago(p->last_ns)));
		table_add(&t, COLOR_NONE, family_named(p->any->family));
		add_text(&t, by_family ? "" : fingerprint(p->any));
		add_text(&t, p->any->exe);
	}
	table_print(&t);
}

static void list_footprints(struct fleet *f)
{
	size_t n;
	struct footprint *all = footprints(f, &n);

	if (opt.json)
		footprints_json(all, n);
	else if (n)
		print_footprints(all, n);
	else
		puts("no findings");
	free(all);
}

/* Whoever loses most first. */
static int by_loss(const void *left, const void *right)
{
	const struct fleet_host *a = left, *b = right;

	if (a->cpu_ns != b->cpu_ns)
		return a->cpu_ns > b->cpu_ns ? -1 : 1;
	return strcmp(a->name, b->name);
}

static void list_hosts(struct fleet *f, bool only_silent, size_t rows)
{
	static const char *const names[] = {
		"HOST", "CONFIRMED", "SUSPECT", "TIME", "CASES", "HEARD",
		"MODULE", "COST", "WAITING", "LOST",
	};
	struct table t = {
		.right = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 7 |
			 1 << 8 | 1 << 9,
		.cut = 1 << 0, .spare = 1 << 4 | 1 << 7 | 1 << 8 | 1 << 9,
	};
	char buf[HUMAN_LEN];
	size_t i, n = 0;

	if (f->nr_hosts)
		qsort(f->hosts, f->nr_hosts, sizeof(*f->hosts), by_loss);
	titles(&t, names, ARRAY_SIZE(names));
	for (i = 0; i < f->nr_hosts && n < rows; i++) {
		const struct fleet_host *h = &f->hosts[i];
		bool silent = fleet_silent(h);

		if (only_silent && !silent)
			continue;
		n++;
		table_add(&t, silent ? COLOR_YELLOW : COLOR_NONE,
			  shown(h->name));
		add(&t, h->open[1]);
		add(&t, h->open[0]);
		table_add(&t, COLOR_NONE, human_duration(buf, h->cpu_ns));
		add(&t, h->cases);
		table_add(&t, silent ? COLOR_YELLOW : COLOR_NONE, h->heard_ns ?
			  human_duration(buf, ago(h->heard_ns)) : "never");
		table_add(&t, h->loaded ? COLOR_NONE : COLOR_YELLOW,
			  h->loaded ? "loaded" : "not loaded");
		table_add(&t, COLOR_NONE,
			  human_ratio(buf, h->own_ns / (h->cpus ? h->cpus : 1),
				      h->uptime_ns));
		add(&t, h->waiting);
		add(&t, h->given_up);
	}
	table_print(&t);
}

static json_t *hosts_json(const struct fleet *f, bool only_silent)
{
	json_t *hosts = json_array();
	size_t i;

	for (i = 0; i < f->nr_hosts; i++)
		if (!only_silent || fleet_silent(&f->hosts[i]))
			json_array_append_new(hosts, host_json(&f->hosts[i]));
	return hosts;
}

static int view_list(struct link *l, const char *host)
{
	struct fleet f;
	int code;

	by_family = opt.by && !strcmp(opt.by, "family");
	if (opt.by && !by_family && strcmp(opt.by, "fingerprint"))
		return usage_error("nothing that a fleet's findings are added up by",
				   opt.by);
	code = fleet_read(&f, l, host);
	if (!code && opt.by)
		list_footprints(&f);
	else if (!code)
		list_cases(&f);
	if (!code && !opt.json)
		print_sum(&f);
	fleet_free(&f);
	return code;
}

static int view_silent(struct link *l, const char *host)
{
	struct fleet f;
	int code = fleet_read(&f, l, host);
	unsigned int silent = count_silent(&f);

	if (!code && opt.json)
		print_json("silent", hosts_json(&f, true), NULL);
	else if (!code && silent)
		list_hosts(&f, true, SIZE_MAX);
	else if (!code)
		printf("none of %zu hosts is silent\n", f.nr_hosts);
	fleet_free(&f);
	return code ? code : silent ? EXIT_FOUND : EXIT_OK;
}

static int view_show(struct link *l, const char *host)
{
	struct fleet f;
	int code;

	if (!host)
		return fail(EXIT_USAGE, "fleet show needs the name of a host");
	code = fleet_read(&f, l, host);
	opt.all = true;
	if (!code && opt.json) {
		print_json("show", hosts_json(&f, false), cases_json(&f));
	} else if (!code) {
		list_hosts(&f, false, SIZE_MAX);
		putchar('\n');
		list_cases(&f);
	}
	fleet_free(&f);
	return code;
}

/* Rows of hosts that fit below the sum and the titles, with a line to spare. */
static size_t rows_that_fit(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || !size.ws_row)
		size.ws_row = UNKNOWN_ROWS;
	return size.ws_row > BESIDE ? size.ws_row - BESIDE : 1;
}

static int view_top(struct link *l, const char *host)
{
	struct pollfd fd = { .events = POLLIN };
	bool live = isatty(STDOUT_FILENO) && !opt.json;
	unsigned long rounds = opt.count ? opt.count : live ? ULONG_MAX : 1;
	sigset_t signals;
	struct fleet f;
	int code = 0;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	fd.fd = signalfd(-1, &signals, SFD_CLOEXEC);
	while (!code && rounds--) {
		code = fleet_read(&f, l, host);
		if (!code && opt.json) {
			print_json("top", hosts_json(&f, false), NULL);
		} else if (!code) {
			if (live)
				fputs("\033[H\033[J", stdout);
			print_sum(&f);
			list_hosts(&f, false, live ? rows_that_fit() : SIZE_MAX);
			fflush(stdout);
		}
		fleet_free(&f);
		if (rounds && poll(&fd, 1, ROUND_MS) > 0)
			break;
	}
	close(fd.fd);
	return code;
}

static int view_setup(struct link *l, const char *host)
{
	int code = link_setup(l);

	(void)host;
	if (!code && !opt.json)
		puts("the streams " STREAM_FINDINGS " and " STREAM_HOSTS
		     " are there");
	return code;
}

static const struct {
	const char *name;
	int (*run)(struct link *l, const char *host);
} views[] = {
	{ "list", view_list },
	{ "top", view_top },
	{ "show", view_show },
	{ "silent", view_silent },
	{ "setup", view_setup },
};

static int run_view(const struct settings *s, const char *name,
		    const char *host)
{
	struct link link;
	sigset_t signals;
	size_t i;
	int code;

	for (i = 0; i < ARRAY_SIZE(views); i++)
		if (!strcmp(name, views[i].name))
			break;
	if (i == ARRAY_SIZE(views))
		return usage_error("there is no such view of the fleet", name);
	/* for top; the library's threads are not to get them either */
	sigemptyset(&signals);
	if (views[i].run == view_top) {
		sigaddset(&signals, SIGINT);
		sigaddset(&signals, SIGTERM);
	}
	sigprocmask(SIG_BLOCK, &signals, NULL);
	code = link_open(&link, s, false);
	if (!code)
		code = views[i].run(&link, host);
	link_close(&link);
	return code;
}

int cmd_fleet(int argc, char **argv)
{
	struct settings s;
	int code;

	code = settings_load(&s, opt.settings);
	if (code)
		;
	else if (argc == 1 && !strcmp(argv[0], "send"))
		code = fleet_send(&s);
	else
		code = run_view(&s, argv[0], argc > 1 ? argv[1] : NULL);
	settings_free(&s);
	return code;
}
