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

#include "decode.h"
#include "escape.h"
#include "human.h"
#include "json.h"
#include "netlink.h"
#include "term.h"
#include "tool.h"
#include "views.h"

#define POLL_MS		1000	/* how often silence is looked for */

/* The module beats every few seconds; so long without is silence. */
#define SILENCE_NS	UINT64_C(20000000000)
/* Once silent, it is looked for more often. */
#define PROBE_NS	UINT64_C(5000000000)

/* What grows in the status when somebody tampers with the module. */
struct guard {
	uint64_t refusals;
	uint64_t late;
	uint64_t demoted;
	uint64_t unsampled;
};

/**
 * struct watch - a watch under way
 * @nl:      the connection
 * @cookie:  of the load of the module that is heard, 0 if it has none
 * @said:    of the last status that was heard, what compare_guard() compares
 * @signals: becomes readable when the user wants to end it
 * @heard:   when the last message came, by CLOCK_BOOTTIME
 * @probed:  when the module was looked for last
 * @silent:  silence has been reported
 * @events:  how many findings were printed
 * @lost:    how often messages were lost
 */
struct watch {
	struct nl nl;
	uint64_t cookie;
	struct guard said;
	int signals;
	uint64_t heard;
	uint64_t probed;
	bool silent;
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

/* What the module says of itself: is it the one that was heard before? */
static void compare_cookie(struct watch *w, uint64_t cookie)
{
	if (w->cookie && cookie != w->cookie) {
		print_note("reloaded",
			   "the module was loaded anew: what it knew is forgotten, and ids of findings begin at 1 again");
		w->said = (struct guard){ 0 };
	}
	w->cookie = cookie;
}

static struct guard guard_of(const struct status *s)
{
	return (struct guard){
		.refusals = s->seal_refusals,
		.late = s->collector_late,
		.demoted = s->collector_demoted,
		.unsampled = s->cpus_unsampled,
	};
}

static void compare_guard(struct watch *w, const struct status *s)
{
	struct guard now = guard_of(s), *then = &w->said;

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

static int take_heartbeat(struct watch *w, const void *attrs, size_t len,
			  char *error)
{
	struct status s = { 0 };
	int err = record_decode(&status_schema, &s, attrs, len, error);

	if (!err) {
		compare_cookie(w, s.load_cookie);
		compare_guard(w, &s);
	}
	record_free(&status_schema, &s);
	return err;
}

static int take_finding(struct watch *w, const void *attrs, size_t len,
			char *error)
{
	struct finding f = { 0 };
	int err = record_decode(&finding_schema, &f, attrs, len, error);

	if (!err && (!opt.count || w->events < opt.count))
		print_event(&f);
	w->events += !err;
	record_free(&finding_schema, &f);
	return err;
}

static int handle(uint8_t cmd, const void *attrs, size_t len, void *data)
{
	struct watch *w = data;
	char error[DECODE_ERROR_LEN];
	int err = 0;

	w->heard = boottime_ns();
	if (w->silent) {
		w->silent = false;
		print_note("alive", "the module is heard again");
	}
	if (cmd == CPUWARDEN_CMD_FINDING_NTF)
		err = take_finding(w, attrs, len, error);
	else if (cmd == CPUWARDEN_CMD_HEARTBEAT_NTF)
		err = take_heartbeat(w, attrs, len, error);
	if (err)
		warn("skipped a broken message: %s", error);
	return 0;
}

/* From now on all that happens to the module of this cookie is heard. */
static int listen_to(struct nl *nl, uint64_t *cookie, struct guard *guard)
{
	struct status s = { 0 };
	int err;

	err = nl_do(nl, CPUWARDEN_CMD_STATUS_GET, NULL, &status_schema, &s);
	if (err)
		return err;
	*cookie = s.load_cookie;
	*guard = guard_of(&s);
	record_free(&status_schema, &s);
	return nl_subscribe(nl);
}

/* Nothing came for a while: is the module still there? */
static int check_silence(struct watch *w)
{
	char buf[HUMAN_LEN], text[128];
	struct guard guard;
	uint64_t cookie = 0;
	struct nl probe;
	int err;

	if (since(w->heard) < SILENCE_NS || since(w->probed) < PROBE_NS)
		return 0;
	w->probed = boottime_ns();
	err = nl_open(&probe);
	if (err == -ENOENT)
		return fail(EXIT_NO_MODULE,
			    "the kernel module was unloaded: nothing more can be seen");
	/* A module that was loaded anew has lost its listeners. */
	if (!err) {
		err = listen_to(&probe, &cookie, &guard);
		nl_close(err ? &probe : &w->nl);
		if (!err)
			w->nl = probe;
	}
	if (!w->silent) {
		w->silent = true;
		snprintf(text, sizeof(text),
			 "the module has gone silent: no heartbeat for %s",
			 human_duration(buf, since(w->heard)));
		print_note("silent", text);
	}
	if (!err)
		compare_cookie(w, cookie);
	/* the next heartbeat tells what came of the rest */
	return 0;
}

static int watch(struct watch *w)
{
	static char buf[NL_BUFFER_SIZE];
	int code = 0;

	/* systemd ignores SIGPIPE: ferror() tells that the pipe was closed. */
	while (!code && !ferror(stdout) &&
	       (!opt.count || w->events < opt.count)) {
		ssize_t n = transport_wait(w->nl.transport, w->signals,
					   POLL_MS);

		if (n == -EINTR)
			break;
		if (n > 0)
			n = transport_recv(w->nl.transport, buf, sizeof(buf));
		if (n == -ENOBUFS) {
			w->lost++;
			print_note("lost",
				   "messages were lost, the kernel could not queue them: see 'cpuwarden list --all'");
		} else if (n == 0 || n == -EAGAIN) {
			code = check_silence(w);
		} else if (n > 0 && nl_event(&w->nl, buf, n, handle, w)) {
			warn("skipped a broken message");
		} else if (n < 0) {
			code = nl_failed(&w->nl, n, "read the events");
		}
	}
	return code;
}

int cmd_watch(int argc, char **argv)
{
	struct watch w = { 0 };
	sigset_t signals;
	int code, err;

	(void)argc;
	(void)argv;
	code = nl_connect(&w.nl);
	if (code)
		return code;
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	w.signals = signalfd(-1, &signals, SFD_CLOEXEC);
	setvbuf(stdout, NULL, _IOLBF, 0);
	w.heard = boottime_ns();
	err = listen_to(&w.nl, &w.cookie, &w.said);
	code = err ? nl_failed(&w.nl, err, "subscribe to the events") :
		     watch(&w);
	nl_close(&w.nl);
	if (w.lost)
		warn("messages were lost %lu times", w.lost);
	return code;
}
