// SPDX-License-Identifier: GPL-2.0-only
/* replay: the detector's verdicts over traces. */
#include <inttypes.h>
#include <stdio.h>

#include "detect/families.h"
#include "container.h"
#include "escape.h"
#include "export.h"
#include "human.h"
#include "json.h"
#include "known.h"
#include "term.h"
#include "tool.h"
#include "traces.h"

static void print_evidence(const struct cw_replay_finding *f)
{
	const struct cw_case *course = &f->course;
	char a[HUMAN_LEN], b[HUMAN_LEN], s[HUMAN_LEN];
	unsigned int i;

	for (i = 0; i < course->nr_evidence; i++)
		printf("    %s in %s of %s samples (%s)\n",
		       course->evidence[i].text,
		       human_ratio(a, course->evidence[i].hits,
				   course->evidence[i].trials),
		       human_count(b, course->evidence[i].trials),
		       human_score(s, course->evidence[i].weight_milli));
}

/* Whose it is, what it took, and what else it might be. */
static void print_account(const struct cw_replay_finding *f)
{
	const struct cw_case *course = &f->course;
	const struct cw_judgement *j = &course->judgement;
	const char *rule = cw_family_rule_name(j->family, j->rule);
	struct container container;
	char a[HUMAN_LEN], b[HUMAN_LEN];

	if (user_known(f)) {
		printf("    user %" PRIu32, f->who.uid);
		if (f->who.cgroup[0])
			printf(", cgroup %s", shown(f->who.cgroup));
		if (container_find(f->who.cgroup, &container))
			printf(", container %s %.*s", container.engine,
			       container_width(&container),
			       shown(container.id));
		putchar('\n');
	}
	printf("    took %s of CPU time since the first evidence, about %s if a busy CPU takes %u W\n",
	       human_duration(a, course->cpu_ns),
	       human_energy(b, human_cpu_joules(course->cpu_ns)),
	       HUMAN_CPU_WATTS);
	if (rule)
		printf("    rule \"%s\"\n", rule);
	if (j->runner_up != CW_FAMILY_NONE)
		printf("    runner-up %s (%s)\n", family_words(j->runner_up),
		       human_score(a, j->runner_up_milli));
}

void trace_finding_print(const struct trace *t,
			 const struct cw_replay_finding *f)
{
	const struct cw_case *course = &f->course;
	enum color color = verdict_color(course->verdict);
	char a[HUMAN_LEN], b[HUMAN_LEN], s[HUMAN_LEN];

	printf("  %s%s%s %s (%s): ", color_on(color),
	       cw_verdict_name(course->verdict), color_off(color),
	       family_words(course->judgement.family),
	       human_score(s, course->judgement.score_milli));
	if (f->about->kind == CW_SUBJECT_TENANT)
		printf("short-lived processes of cgroup %s",
		       shown(f->who.cgroup));
	else if (f->about->kind == CW_SUBJECT_EXECUTABLE)
		printf("short-lived processes of %s", exe_shown(&f->who));
	else
		printf("process %" PRIu32 ", %s", f->who.tgid,
		       exe_shown(&f->who));
	if (course->tid)
		printf(", thread %" PRIu32, course->tid);
	trace_date(s, t, course->opened_ns);
	printf("\n    opened %s%safter %s samples, at %s of the trace", s,
	       *s ? ", " : "",
	       human_count(a, course->opened_samples),
	       human_duration(b, course->opened_ns - t->verdicts->first_ns));
	if (course->confirmed_ns)
		printf(", confirmed after %s, at %s",
		       human_count(a, course->confirmed_samples),
		       human_duration(b, course->confirmed_ns -
				      t->verdicts->first_ns));
	putchar('\n');
	print_account(f);
	if (f->about->partial)
		puts("    samples are missing before or in between: the module may have judged otherwise");
	print_evidence(f);
}

void trace_known_print(const struct trace *t)
{
	const json_t *finding;
	char text[512];
	size_t i;

	if (!json_array_size(t->known))
		return;
	puts("  open in the module meanwhile, by what it had seen before too:");
	json_array_foreach(t->known, i, finding) {
		known_line(finding, text, sizeof(text));
		printf("    %s\n", shown(text));
	}
}

/* One line for each track. */
static void print_subjects(const struct trace *t)
{
	static const char *const titles[] = {
		"SUBJECT", "PID", "TID", "VERDICT", "FAMILY", "SCORE",
		"SAMPLES", "CPU", "EXECUTABLE",
	};
	struct table table = {
		.columns = ARRAY_SIZE(titles),
		.right = 1 << 1 | 1 << 2 | 1 << 5 | 1 << 6 | 1 << 7,
		.cut = 1 << 4 | 1 << 8,
		.spare = 1 << 2 | 1 << 5 | 1 << 6 | 1 << 7,
	};
	const struct cw_subject *p;
	char buf[HUMAN_LEN];

	table_titles(&table, titles);
	for (p = t->verdicts->subjects.first; p; p = p->next) {
		const struct cw_trace_process *who =
			p->process ? &p->process->who : &p->who;
		bool one = p->kind <= CW_SUBJECT_THREAD;

		table_add(&table, COLOR_NONE, cw_subject_kind_name(p->kind));
		snprintf(buf, sizeof(buf), "%" PRIu32, who->tgid);
		table_add(&table, COLOR_NONE, one ? buf : "-");
		snprintf(buf, sizeof(buf), "%" PRIu32, p->tid);
		table_add(&table, COLOR_NONE, p->tid ? buf : "-");
		table_add(&table, verdict_color(p->track.verdict),
			  cw_verdict_name(p->track.verdict));
		table_add(&table, COLOR_NONE, family_words(p->track.family));
		table_add(&table, COLOR_NONE,
			  human_score(buf, p->track.score_milli));
		table_add(&table, COLOR_NONE,
			  human_count(buf, p->track.samples));
		table_add(&table, COLOR_NONE, human_duration(buf, p->cpu_ns));
		table_add(&table, COLOR_NONE, p->kind == CW_SUBJECT_TENANT ?
			  shown(who->cgroup) : exe_shown(who));
	}
	table_print(&table);
}

static void print_trace(const struct trace *t)
{
	const struct cw_verdicts *v = t->verdicts;
	const struct cw_replay_finding *f;
	char a[HUMAN_LEN];

	printf("%s%s%s: %s samples of user mode%s\n", color_on(COLOR_BOLD),
	       shown(t->path), color_off(COLOR_BOLD),
	       human_count(a, v->samples_user),
	       t->registers ? "" : ", without register state");
	if (v->lost)
		printf("  %s records were lost while it was recorded\n",
		       human_count(a, v->lost));
	for (f = v->findings; f; f = f->next)
		trace_finding_print(t, f);
	if (!v->findings)
		puts("  no finding");
	trace_known_print(t);
	print_subjects(t);
}

/* The samples, instead of what they say. */
static int export(int argc, char **argv)
{
	bool jsonl = opt.format == FORMAT_JSONL;
	struct trace t;
	int i, ret, code = 0;

	if (!jsonl)
		export_titles();
	for (i = 0; i < argc; i++) {
		ret = trace_walk(&t, argv[i], export_entry, &jsonl);
		if (!ret)
			ret = trace_verdict(&t);
		code = code ? code : ret;
		trace_free(&t);
	}
	return code;
}

int cmd_replay(int argc, char **argv)
{
	json_t *traces = json_array();
	bool unread = false;
	int i, ret, code = 0;
	json_t *doc;

	if (opt.format != FORMAT_TEXT && opt.json) {
		json_decref(traces);
		return fail(EXIT_USAGE,
			    "--format says what is printed: leave --json out");
	}
	if (opt.format != FORMAT_TEXT) {
		json_decref(traces);
		return export(argc, argv);
	}
	for (i = 0; i < argc; i++) {
		struct trace t;

		ret = trace_load(&t, argv[i], NULL, NULL);
		unread |= ret;
		if (!ret) {
			if (opt.json)
				json_array_append_new(traces, trace_json(&t));
			else
				print_trace(&t);
			ret = trace_verdict(&t);
		}
		code = code ? code : ret;
		trace_free(&t);
	}
	/* after an error its document is the only one */
	if (opt.json && !unread) {
		doc = json_document("replay");
		json_object_set(doc, "traces", traces);
		json_print(doc);
	}
	json_decref(traces);
	return code;
}
