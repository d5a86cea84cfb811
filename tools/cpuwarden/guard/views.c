// SPDX-License-Identifier: GPL-2.0-only
/* history, check and evidence: what uses guard's policy or its store. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "escape.h"
#include "evidence.h"
#include "human.h"
#include "json.h"
#include "known.h"
#include "policy.h"
#include "store.h"
#include "target.h"
#include "tool.h"
#include "views.h"

#define HISTORY_EVENTS	100	/* if not said */

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
		entry = json_pack("{s:o, s:s, s:s}", "realtime_ns",
				  json_u64(ms * 1000000), "event", what,
				  "message", text);
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

int cmd_history(int argc, char **argv)
{
	struct store *store;
	struct policy p;
	json_t *doc;
	int code;

	(void)argc;
	(void)argv;
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
	doc = opt.json ? json_array() : NULL;
	code = store_history(store, opt.count ? opt.count : HISTORY_EVENTS,
			     print_entry, doc);
	store_close(store);
	if (opt.json && !code) {
		json_t *all = json_document("history");

		json_object_set(all, "history", doc);
		json_print(all);
	}
	json_decref(doc);
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
