// SPDX-License-Identifier: GPL-2.0-only
/* report: a recording, for people to read. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "detect/evidence.h"
#include "escape.h"
#include "host_page.h"
#include "human.h"
#include "json.h"
#include "page.h"
#include "term.h"
#include "tool.h"
#include "traces.h"
#include "views.h"

enum {
	POINT_NS = 50000000,	/* apart, on a curve */
};

/* Called after each sample of @p: a point of its curve, now and then. */
static void watch(void *arg, struct cw_subject *p, uint64_t now_ns)
{
	struct curves *all = arg;
	struct point point = { .time_ns = now_ns, .family = CW_FAMILY_NONE };
	unsigned int family;
	int32_t score;

	if (p->seen_ns && now_ns < p->seen_ns + POINT_NS)
		return;
	p->seen_ns = now_ns;
	for (family = 0; family < CW_FAMILY_COUNT; family++) {
		score = cw_score_micro(&p->track.window[0], family, NULL) /
			1000;
		if (point.family == CW_FAMILY_NONE ||
		    score > point.score_milli) {
			point.family = family;
			point.score_milli = score;
		}
	}
	point.verdict = p->track.verdict;
	curves_add(all, p, &point);
}

static void print_head(const struct trace *t)
{
	const struct cw_verdicts *v = t->verdicts;
	char a[HUMAN_LEN], b[HUMAN_LEN], date[HUMAN_LEN];

	printf("%s%s%s\n", color_on(COLOR_BOLD), shown(t->path),
	       color_off(COLOR_BOLD));
	printf("  taken       %s by %s%s\n",
	       human_date(date, t->created_ns),
	       t->module ? "the module" : *t->notes[NOTE_BACKEND] ?
	       shown(t->notes[NOTE_BACKEND]) : "?",
	       t->registers ? "" : ", without register state");
	if (*t->notes[NOTE_KERNEL])
		printf("  on          %s%sLinux %s, %s\n",
		       shown(t->notes[NOTE_HOST]),
		       *t->notes[NOTE_HOST] ? ", " : "",
		       shown(t->notes[NOTE_KERNEL]),
		       shown(t->notes[NOTE_MACHINE]));
	if (*t->notes[NOTE_COMMAND])
		printf("  of          %s\n", shown(t->notes[NOTE_COMMAND]));
	printf("  length      %s at %" PRIu32 " Hz%s\n",
	       human_duration(a, v->last_ns - v->first_ns), t->rate_hz,
	       t->damaged ? ", damaged" : t->torn ? ", cut short" : "");
	printf("  samples     %s user, %s kernel",
	       human_count(a, v->samples_user),
	       human_count(b, v->samples_kernel));
	if (v->lost)
		printf("; %s%s records lost%s", color_on(COLOR_YELLOW),
		       human_count(a, v->lost), color_off(COLOR_YELLOW));
	printf("\n  seen        %u processes\n",
	       v->subjects.count[CW_SUBJECT_PROCESS]);
}

static void print_findings(const struct trace *t)
{
	const struct cw_replay_finding *f;

	puts("findings");
	for (f = t->verdicts->findings; f; f = f->next)
		trace_finding_print(t, f);
	if (!t->verdicts->findings)
		puts("  none");
	trace_known_print(t);
}

static void print_busiest(const struct trace *t)
{
	static const char *const titles[] = {
		"PID", "COMMAND", "TIME", "CPU", "KERNEL", "SAMPLES",
		"VERDICT", "FAMILY", "SCORE", "EXECUTABLE",
	};
	struct table table = {
		.columns = ARRAY_SIZE(titles),
		.right = 1 << 0 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 8,
		.cut = 1 << 1 | 1 << 7 | 1 << 9,
		.spare = 1 << 4 | 1 << 5 | 1 << 8 | 1 << 9,
	};
	uint64_t span = t->verdicts->last_ns - t->verdicts->first_ns;
	struct cw_subject **list;
	char buf[HUMAN_LEN];
	size_t i, n = trace_busiest(t, &list);

	puts("busiest");
	table_titles(&table, titles);
	for (i = 0; i < n; i++) {
		const struct cw_subject *p = list[i];

		snprintf(buf, sizeof(buf), "%" PRIu32, p->who.tgid);
		table_add(&table, COLOR_NONE, buf);
		table_add(&table, COLOR_NONE, shown(p->who.comm));
		table_add(&table, COLOR_NONE, human_duration(buf, p->cpu_ns));
		table_add(&table, COLOR_NONE,
			  human_ratio(buf, p->cpu_ns, span));
		table_add(&table, COLOR_NONE,
			  human_ratio(buf, p->samples_kernel,
				      p->samples_user + p->samples_kernel));
		table_add(&table, COLOR_NONE,
			  human_count(buf, p->track.samples));
		table_add(&table, verdict_color(p->track.verdict),
			  cw_verdict_name(p->track.verdict));
		table_add(&table, COLOR_NONE, family_words(p->track.family));
		table_add(&table, COLOR_NONE,
			  human_score(buf, p->track.score_milli));
		table_add(&table, COLOR_NONE, exe_shown(&p->who));
	}
	table_print(&table);
	free(list);
}

/* All traces, each with its curves. */
struct traces_page {
	const struct trace *traces;
	const struct curves *curves;
	size_t n;
};

static void put_traces(FILE *out, const void *arg)
{
	const struct traces_page *page = arg;
	size_t i;

	for (i = 0; i < page->n; i++)
		page_trace(out, &page->traces[i], &page->curves[i]);
}

static int write_page(const struct trace *traces, const struct curves *curves,
		      size_t n)
{
	const struct traces_page page = { traces, curves, n };
	char what[48];

	snprintf(what, sizeof(what), "%zu trace%s", n, n == 1 ? "" : "s");
	return page_write(put_traces, &page, what);
}

/* With the dates of what the module tells by its own clock. */
static json_t *dated(const struct vec *findings)
{
	json_t *array = json_records(&finding_schema, findings);
	const struct finding *f = findings->items;
	json_t *doc;
	size_t i;

	json_array_foreach(array, i, doc)
		json_object_set_new(doc, "last_ms", json_u64(
			(realtime_ns() - since(f[i].updated_ns)) / 1000000));
	return array;
}

/* This host, as the module sees it now. */
static int report_host(void)
{
	struct status status = { 0 };
	char state[160], up[HUMAN_LEN];
	struct host_page page = { .period = "since the module was loaded" };
	struct vec findings;
	json_t *array;
	struct nl nl;
	int code;

	if (!opt.html || opt.json)
		return fail(EXIT_USAGE,
			    "say which TRACE, or --html FILE for a page of this host");
	code = nl_connect(&nl);
	if (code)
		return code;
	code = status_get(&nl, &status);
	if (!code)
		code = findings_get(&nl, &findings, true);
	nl_close(&nl);
	if (code) {
		record_free(&status_schema, &status);
		return code;
	}
	snprintf(state, sizeof(state),
		 "The module samples %" PRIu32 " CPUs, %" PRIu32
		 " times a second each, since %s; %" PRIu64 " samples were lost.",
		 status.cpus, status.rate_hz,
		 human_duration(up, status.uptime_ns), status.samples_dropped);
	array = dated(&findings);
	page.state = state;
	page.findings = array;
	code = host_page_write(&page, "this host");
	json_decref(array);
	vec_free(&findings, &finding_schema);
	record_free(&status_schema, &status);
	return code;
}

static void print_json(const struct trace *traces, size_t n)
{
	json_t *doc = json_document("report");
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < n; i++)
		json_array_append_new(array, trace_json(&traces[i]));
	json_object_set_new(doc, "traces", array);
	json_print(doc);
}

static void print_text(const struct trace *t)
{
	print_head(t);
	print_findings(t);
	print_busiest(t);
}

int cmd_report(int argc, char **argv)
{
	bool text = !opt.json && !(opt.html && is_standard(opt.html));
	int i, n = 0, ret, code = page_check();
	struct trace *traces;
	struct curves *curves;
	bool failed = false;

	if (code)
		return code;
	if (!argc)
		return report_host();
	traces = xmalloc(argc * sizeof(*traces));
	curves = xmalloc(argc * sizeof(*curves));
	for (i = 0; i < argc; i++) {
		curves[n] = (struct curves){ 0 };
		ret = trace_load(&traces[n], argv[i], opt.html ? watch : NULL,
				 &curves[n]);
		code = code ? code : ret;
		if (ret) {
			failed = true;
			trace_free(&traces[n]);
			curves_free(&curves[n]);
			continue;
		}
		if (text)
			print_text(&traces[n]);
		ret = trace_verdict(&traces[n++]);
		code = code ? code : ret;
	}
	if (opt.html && n) {
		ret = write_page(traces, curves, n);
		failed |= ret;
		code = code ? code : ret;
	}
	/* after an error its document is the only one */
	if (opt.json && !failed)
		print_json(traces, n);
	while (n--) {
		trace_free(&traces[n]);
		curves_free(&curves[n]);
	}
	free(traces);
	free(curves);
	return code;
}
