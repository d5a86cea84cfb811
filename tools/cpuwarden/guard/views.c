// SPDX-License-Identifier: GPL-2.0-only
/* history, check and evidence: what uses guard's policy or its store. */
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "escape.h"
#include "evidence.h"
#include "host_page.h"
#include "human.h"
#include "json.h"
#include "known.h"
#include "page.h"
#include "policy.h"
#include "store.h"
#include "target.h"
#include "tool.h"
#include "views.h"

#define HISTORY_EVENTS	100	/* if not said */
#define DAY_MS		INT64_C(86400000)

/* As the conventions of Nagios have them. */
enum nagios {
	NAGIOS_OK,
	NAGIOS_WARNING,
	NAGIOS_CRITICAL,
	NAGIOS_UNKNOWN,
};

static void print_entry(void *data, uint64_t ms, uint64_t id,
			const char *what, const char *text)
{
	json_t *array = data, *entry;
	char date[HUMAN_LEN];

	if (array) {
		entry = json_pack("{s:o, s:o, s:o}", "realtime_ns",
				  json_u64(ms * 1000000),
				  "event", json_words(what),
				  "message", json_words(text));
		if (entry && id)
			json_object_set_new(entry, "id", json_u64(id));
		json_array_append_new(array, entry);
		return;
	}
	printf("%s  ", human_date(date, ms * 1000000));
	if (id)
		printf("finding %" PRIu64 " ", id);
	printf("%s%s%s\n", shown(what), *text ? ": " : "", shown(text));
}

/* What --day says, else all. 0 or EXIT_USAGE, said. */
static int parse_day(struct span *span)
{
	struct tm tm = { 0 }, day;
	const char *end;

	*span = (struct span){ 0, INT64_MAX };
	if (!opt.day)
		return 0;
	end = strptime(opt.day, "%Y-%m-%d", &tm);
	day = tm;
	if (end && !*end)
		span->from_ms = timegm(&day) * INT64_C(1000);
	/* timegm() makes the 3rd of March of a 31st of February */
	if (!end || *end || day.tm_mday != tm.tm_mday)
		return fail(EXIT_USAGE, "'%s' is no day as 2026-11-30",
			    shown(opt.day));
	span->to_ms = span->from_ms + DAY_MS;
	return 0;
}

/* What is on the page of a time. */
struct gathering {
	struct span span;
	json_t *findings;
};

static void gather(void *data, uint64_t ms, const char *text)
{
	struct gathering *g = data;
	json_t *doc = json_loads(text, 0, NULL);
	int64_t lasted_ms;

	/* of a tenant there is none */
	if (!doc || !json_object_get(doc, "verdict")) {
		json_decref(doc);
		return;
	}
	lasted_ms = (json_integer_value(json_object_get(doc, "updated_ns")) -
		     json_integer_value(json_object_get(doc, "first_ns"))) /
		    1000000;
	if ((int64_t)ms < g->span.from_ms ||
	    (int64_t)ms - lasted_ms >= g->span.to_ms) {
		json_decref(doc);
		return;
	}
	json_object_set_new(doc, "last_ms", json_u64(ms));
	json_array_append_new(g->findings, doc);
}

static int history_page(struct store *store, const struct span *span)
{
	struct gathering g = { .span = *span, .findings = json_array() };
	json_t *events = json_array();
	struct host_page page = { .findings = g.findings, .events = events };
	char period[48], what[80];
	int code;

	if (!opt.day)
		g.span = (struct span){
			.from_ms = realtime_ns() / 1000000 - DAY_MS,
			.to_ms = INT64_MAX,
		};
	snprintf(period, sizeof(period), opt.day ? "on %s" :
		 "in the last 24 hours", opt.day);
	page.period = period;
	page.state = "From the history of guard; whether a finding is open is as of when it was heard of last.";
	code = store_cases(store, gather, &g);
	snprintf(what, sizeof(what), "what was found %s", period);
	if (!code)
		code = store_history(store, &g.span, opt.count ? opt.count :
				     LONG_MAX, print_entry, events);
	if (!code)
		code = host_page_write(&page, what);
	json_decref(events);
	json_decref(g.findings);
	return code;
}

static int history(struct store *store, const struct span *span)
{
	json_t *doc = opt.json ? json_array() : NULL, *all;
	int code = store_history(store, span, opt.count ? opt.count :
				 HISTORY_EVENTS, print_entry, doc);

	if (doc && !code) {
		all = json_document("history");
		json_object_set(all, "history", doc);
		json_print(all);
	}
	json_decref(doc);
	return code;
}

int cmd_history(int argc, char **argv)
{
	struct store *store;
	struct span span;
	struct policy p;
	int code;

	(void)argc;
	(void)argv;
	code = parse_day(&span);
	if (!code)
		code = page_check();
	if (code)
		return code;
	code = policy_load(&p, opt.policy);
	if (code)
		goto out;
	if (access(p.state, F_OK)) {
		code = fail(EXIT_FAILED,
			    "there is no history %s: guard has not run",
			    shown(p.state));
		goto out;
	}
	store = store_open(p.state, false);
	if (!store) {
		code = EXIT_FAILED;
		goto out;
	}
	/* of the page alone no text is wanted */
	if (!opt.html || opt.json)
		code = history(store, &span);
	if (!code && opt.html)
		code = history_page(store, &span);
	store_close(store);
out:
	policy_free(&p);
	return code;
}

/* One line that a monitoring system shows, and figures behind the bar. */
static int answer(enum nagios state, const char *text,
		  const unsigned long *count, const struct status *s)
{
	static const char *const names[] = {
		"OK", "WARNING", "CRITICAL", "UNKNOWN",
	};

	printf("CPUWARDEN %s - %s", names[state], text);
	if (count)
		printf(" | confirmed=%lu;;0;0 suspect=%lu;0;;0 allowed=%lu;;;0 dropped=%" PRIu64 "c",
		       count[NAGIOS_CRITICAL], count[NAGIOS_WARNING],
		       count[NAGIOS_OK], s->samples_dropped);
	putchar('\n');
	return state;
}

/* What a finding is worth to whoever is woken up for it. */
static enum nagios worth(const struct policy *p, const struct finding *f,
			 bool sealed)
{
	struct facts facts = { .age_ns = since(f->opened_ns), .sha256 = "" };
	char hash[SHA256_LEN] = "";
	struct identity who;
	bool allowed;

	/* who became root may not silence a sealed module */
	if (f->acked && !sealed)
		return NAGIOS_OK;
	if (policy_wants_hash(p) && f->pid && finding_open(f)) {
		identity_of_finding(&who, f);
		evidence_hash(&who, hash);
	}
	facts.finding = json_record(&finding_schema, f);
	facts.sha256 = hash;
	allowed = policy_allow(p, &facts);
	json_decref((json_t *)facts.finding);
	if (allowed)
		return NAGIOS_OK;
	return f->verdict == CPUWARDEN_VERDICT_CONFIRMED ||
	       f->verdict_before == CPUWARDEN_VERDICT_CONFIRMED ?
	       NAGIOS_CRITICAL : NAGIOS_WARNING;
}

static int check(const struct policy *p, struct nl *nl)
{
	unsigned long count[NAGIOS_UNKNOWN] = { 0 };
	char line[512] = "", text[640];
	enum nagios state = NAGIOS_OK;
	const struct finding *all;
	struct status s = { 0 };
	struct vec vec;
	size_t i;

	if (status_get(nl, &s))
		return answer(NAGIOS_UNKNOWN, "the module does not answer",
			      NULL, NULL);
	if (nl_dump(nl, CPUWARDEN_CMD_FINDING_GET, &finding_schema, &vec))
		return answer(NAGIOS_UNKNOWN, "the findings cannot be read",
			      NULL, NULL);
	all = vec.items;
	for (i = 0; i < vec.n; i++) {
		enum nagios this;

		if (!finding_counts(&all[i]))
			continue;
		this = worth(p, &all[i], s.sealed);
		count[this]++;
		if (this > state) {
			json_t *doc = json_record(&finding_schema, &all[i]);

			known_line(doc, line, sizeof(line));
			json_decref(doc);
			state = this;
		}
	}
	/* the bar begins the figures */
	for (i = 0; line[i]; i++)
		if (line[i] == '|')
			line[i] = '!';
	snprintf(text, sizeof(text), "%lu confirmed, %lu suspect%s%s",
		 count[NAGIOS_CRITICAL], count[NAGIOS_WARNING],
		 *line ? ": " : "", shown(line));
	answer(state, text, count, &s);
	vec_free(&vec, &finding_schema);
	record_free(&status_schema, &s);
	return state;
}

int cmd_check(int argc, char **argv)
{
	struct policy p;
	struct nl nl;
	int code;

	(void)argc;
	(void)argv;
	opt.json = false;	/* the output is one line for a plugin */
	code = policy_load(&p, opt.policy);
	if (code) {
		code = answer(NAGIOS_UNKNOWN, "the policy cannot be read",
			      NULL, NULL);
	} else if (nl_connect(&nl)) {
		code = answer(NAGIOS_UNKNOWN,
			      "the module is not loaded, or may not be asked",
			      NULL, NULL);
	} else {
		code = check(&p, &nl);
		nl_close(&nl);
	}
	policy_free(&p);
	return code;
}

static int keep(const struct policy *p, const struct target *t)
{
	const struct finding *f = &t->finding;
	char text[EVIDENCE_TEXT];
	struct identity who;
	json_t *finding;
	bool named = f->pid && f->subject == CPUWARDEN_SUBJECT_PROCESS &&
		     finding_open(f);
	int code;

	if (named)
		identity_of_finding(&who, f);
	finding = json_record(&finding_schema, f);
	code = evidence_keep(p->evidence, named ? &who : NULL, finding, text);
	json_decref(finding);
	if (code)
		return fail(code, "%s", text);
	if (opt.json) {
		json_t *doc = json_document("evidence");

		json_object_set_new(doc, "directory", json_text(text));
		json_print(doc);
	} else {
		printf("%s%s\n", shown(text), named ? "" :
		       ": without a process, the finding names none that lives");
	}
	return 0;
}

int cmd_evidence(int argc, char **argv)
{
	struct policy p;
	struct target t;
	struct nl nl;
	int code;

	(void)argc;
	code = target_parse(&t, argv[0]);
	if (code)
		return code;
	code = policy_load(&p, opt.policy);
	if (!code)
		code = nl_connect(&nl);
	if (code)
		goto out;
	code = target_resolve(&t, &nl);
	if (!code && !t.has_finding)
		code = fail(EXIT_FAILED, "there is no finding %" PRIu64
			    ": see 'cpuwarden list --all'", t.number);
	if (!code)
		code = keep(&p, &t);
	target_free(&t);
	nl_close(&nl);
out:
	policy_free(&p);
	return code;
}
