// SPDX-License-Identifier: GPL-2.0-only
/* watch: findings as they happen. */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>

#include "escape.h"
#include "filter.h"
#include "human.h"
#include "json.h"
#include "listener.h"
#include "term.h"
#include "tool.h"
#include "views.h"

#define POLL_MS		1000	/* how often silence is looked for */

/* An upgrade unloads the module and loads it again: so long it is waited for. */
#define PATIENCE_NS	UINT64_C(5000000000)

/* What grows in the status when somebody tampers with the module. */
struct guarded {
	uint64_t refusals;
	uint64_t late;
	uint64_t demoted;
	uint64_t unsampled;
};

/**
 * struct watch - a watch under way
 * @listener: hears the module
 * @said:     of the last status that was heard, what compare_status() compares
 * @begun:    a status was heard
 * @events:   how many findings were printed
 * @lost:     how often messages were lost
 */
struct watch {
	struct listener listener;
	struct guarded said;
	bool begun;
	unsigned long events;
	unsigned long lost;
};

static const char *clock_text(void)
{
	static char text[32];
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S", &tm);
	return text;
}

/* Anything that is no finding: trouble, and its end. */
static void print_note(const char *event, const char *text)
{
	json_t *doc;

	if (opt.json) {
		doc = json_document("watch");
		json_object_set_new(doc, "event", json_string(event));
		json_object_set_new(doc, "message", json_string(text));
		json_print(doc);
	} else {
		printf("%s %s\n", clock_text(), text);
	}
}

static void print_changes(uint32_t changes)
{
	const char *before = "since it was acknowledged: ";
	unsigned int i;

	for (i = 0; change_names[i]; i++) {
		if (!(changes >> i & 1))
			continue;
		printf("%s%s", before, change_names[i]);
		before = ", ";
	}
	printf("; ");
}

static void print_event(const struct finding *f)
{
	char share[HUMAN_LEN], score[HUMAN_LEN];
	enum color color = verdict_color(f->verdict);
	json_t *doc;

	if (opt.json) {
		doc = json_document("watch");
		json_object_set_new(doc, "event",
				    json_string(name_of(event_names,
							f->event)));
		json_object_set_new(doc, "finding",
				    json_record(&finding_schema, f));
		json_print(doc);
		return;
	}
	printf("%s finding %" PRIu64 " %s: ", clock_text(), f->id,
	       name_of(event_names, f->event));
	if (f->event == CPUWARDEN_EVENT_CLOSED)
		printf("%s, was ", name_of(close_reason_names,
					   f->close_reason));
	else if (f->changed && !f->acked)
		print_changes(f->changed);
	printf("%s%s %s%s (%s), %s, %s of one CPU, cgroup %s\n",
	       color_on(color), name_of(verdict_names, f->verdict),
	       family_shown(f), color_off(color),
	       human_score(score, f->score_milli), subject_shown(f),
	       human_share(share, f->share_bp), shown(f->cgroup_path));
}

static void take_status(void *data, const struct status *s)
{
	struct watch *w = data;
	struct guarded *then = &w->said, now = {
		.refusals = s->seal_refusals,
		.late = s->collector_late,
		.demoted = s->collector_demoted,
		.unsampled = s->cpus_unsampled,
	};

	/* what was so before is no news */
	if (!w->begun)
		*then = now;
	w->begun = true;
	if (now.refusals > then->refusals)
		print_note("refused",
			   "the seal refused to have the module reset, unloaded, or its rate changed: see the kernel log");
	if (now.late > then->late)
		print_note("late",
			   "the module's thread did not run for seconds, samples may be lost: see the kernel log");
	if (now.demoted > then->demoted)
		print_note("demoted",
			   "somebody lowered the priority of the module's thread, which took it back: see the kernel log");
	if (now.unsampled > then->unsampled)
		print_note("unsampled",
			   "a CPU that computes is not sampled: see the kernel log");
	*then = now;
}

static void take_note(void *data, enum listener_note note, const char *text)
{
	struct watch *w = data;

	if (note == LISTENER_RELOADED)
		w->said = (struct guarded){ 0 };
	w->lost += note == LISTENER_LOST;
	print_note(listener_note_name(note), text);
}

static void take_finding(void *data, const struct finding *f,
			 enum listener_source source)
{
	struct watch *w = data;

	/* what was there when the watch began is in the list */
	if (source == LISTENER_BEFORE || !filter_takes(f) ||
	    (opt.count && w->events >= opt.count))
		return;
	print_event(f);
	w->events++;
}

static int watch(struct watch *w, int signals)
{
	int code = 0;

	/* systemd ignores SIGPIPE: ferror() tells that the pipe was closed. */
	while (!code && !ferror(stdout) &&
	       (!opt.count || w->events < opt.count))
		code = listener_step(&w->listener, signals, POLL_MS);
	return code == -EINTR ? 0 : code;
}

int cmd_watch(int argc, char **argv)
{
	static const struct listener_ops ops = {
		.finding = take_finding,
		.status = take_status,
		.note = take_note,
	};
	struct watch w = {
		.listener = {
			.ops = &ops, .data = &w, .patience_ns = PATIENCE_NS,
		},
	};
	sigset_t signals;
	int code;

	(void)argc;
	(void)argv;
	setvbuf(stdout, NULL, _IOLBF, 0);
	code = filter_check();
	if (!code)
		code = listener_open(&w.listener);
	if (code)
		return code;
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	code = watch(&w, signalfd(-1, &signals, SFD_CLOEXEC));
	listener_close(&w.listener);
	if (w.lost)
		warn("messages were lost %lu times", w.lost);
	return code;
}
