// SPDX-License-Identifier: GPL-2.0-only
/* Hear what the module tells, over silence, lost messages and reloads. */
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode.h"
#include "human.h"
#include "json.h"
#include "listener.h"
#include "target.h"
#include "tool.h"
#include "views.h"

/* The module beats every few seconds; so long without is silence. */
#define SILENCE_NS	UINT64_C(20000000000)
/* Once silent or gone, it is looked for more often. */
#define PROBE_NS	UINT64_C(5000000000)
/* Of closed findings that the module may have forgotten, so many are kept. */
#define KNOWN_SPARE	4096

/* What was heard of a finding last: is there news in what is asked for? */
struct known {
	uint64_t id;
	uint32_t times;
	unsigned int round;
	uint8_t event;
	uint8_t verdict;
	uint8_t close_reason;
};

static int by_id(const void *left, const void *right)
{
	uint64_t a = ((const struct known *)left)->id;
	uint64_t b = ((const struct known *)right)->id;

	return a < b ? -1 : a > b;
}

static bool is_open(const struct known *k)
{
	return k->close_reason == CPUWARDEN_CLOSE_REASON_OPEN;
}

/* Note what is known of a finding now; true if that is news. */
static bool learn(struct listener *l, const struct finding *f)
{
	struct known now = {
		.id = f->id, .times = f->times, .round = l->round,
		.event = f->event, .verdict = f->verdict,
		.close_reason = f->close_reason,
	};
	struct known **slot, *k;
	bool news;

	slot = tfind(&now, &l->findings, by_id);
	k = slot ? *slot : NULL;
	news = !k || k->times != now.times || k->event != now.event ||
	       k->verdict != now.verdict ||
	       k->close_reason != now.close_reason;
	if (!k) {
		k = xmalloc(sizeof(*k));
		if (!tsearch(memcpy(k, &now, sizeof(*k)), &l->findings,
			     by_id)) {
			free(k);
			return true;
		}
		l->known++;
	} else {
		l->open -= is_open(k);
		*k = now;
	}
	l->open += is_open(k);
	return news;
}

static void forget_all(struct listener *l)
{
	tdestroy(l->findings, free);
	l->findings = NULL;
	l->known = 0;
	l->open = 0;
}

/* The end of those that were open, and are no more to be had, was missed. */
static void forget_rest(struct listener *l, void *before)
{
	while (before) {
		struct known *k = *(struct known **)before;

		if (is_open(k) && l->ops->forgotten)
			l->ops->forgotten(l->data, k->id);
		tdelete(k, &before, by_id);
		free(k);
	}
}

/*
 * Ask for all findings, and tell what is news. What the module has forgotten
 * is forgotten here, too.
 */
static int ask_all(struct listener *l, struct nl *nl,
		   enum listener_source source)
{
	struct finding *all;
	void *before = l->findings;
	struct known **slot;
	struct vec vec;
	size_t i;
	int err;

	err = nl_dump(nl, CPUWARDEN_CMD_FINDING_GET, &finding_schema, &vec);
	if (err)
		return err;
	all = vec.items;
	l->findings = NULL;
	l->known = 0;
	l->open = 0;
	for (i = 0; i < vec.n; i++) {
		struct known key = { .id = all[i].id };

		slot = tfind(&key, &before, by_id);
		if (slot) {
			struct known *old = *slot;

			tdelete(old, &before, by_id);
			tsearch(old, &l->findings, by_id);
			l->known++;
			l->open += is_open(old);
		}
		if (learn(l, &all[i]))
			l->ops->finding(l->data, &all[i], source);
	}
	forget_rest(l, before);
	vec_free(&vec, &finding_schema);
	return 0;
}

/* What the module says of itself: is it the one that was heard before? */
static void compare_cookie(struct listener *l, uint64_t cookie)
{
	char text[192];

	if (l->cookie && cookie != l->cookie) {
		snprintf(text, sizeof(text),
			 "the module was loaded anew: what it knew is forgotten, %zu open findings among it, and ids of findings begin at 1 again",
			 l->open);
		forget_all(l);
		l->ops->note(l->data, LISTENER_RELOADED, text);
	}
	l->cookie = cookie;
}

/* From now on all that happens to the module behind @nl is heard. */
static int listen_to(struct listener *l, struct nl *nl)
{
	enum listener_source source = l->cookie ? LISTENER_MISSED :
						  LISTENER_BEFORE;
	struct status s = { 0 };
	int err;

	err = nl_subscribe(nl);
	if (!err)
		err = nl_do(nl, CPUWARDEN_CMD_STATUS_GET, NULL,
			    &status_schema, &s);
	if (err)
		return err;
	compare_cookie(l, s.load_cookie);
	l->ops->status(l->data, &s);
	record_free(&status_schema, &s);
	return ask_all(l, nl, source);
}

static void now_gone(struct listener *l)
{
	char text[160];

	if (l->gone)
		return;
	l->gone = boottime_ns();
	l->probed = l->gone;
	snprintf(text, sizeof(text),
		 "the module was unloaded: %zu open findings are forgotten with it",
		 l->open);
	l->ops->note(l->data, LISTENER_UNLOADED, text);
}

/* Is the module there, again? 0 or -errno. */
static int reach(struct listener *l)
{
	struct nl probe;
	int err;

	l->probed = boottime_ns();
	err = nl_open(&probe);
	if (err == -ENOENT)
		now_gone(l);
	if (err)
		return err;
	/* A module that was loaded anew has lost its listeners. */
	err = listen_to(l, &probe);
	if (err) {
		nl_close(&probe);
		return err;
	}
	if (l->nl.transport)
		nl_close(&l->nl);
	l->nl = probe;
	l->gone = 0;
	return 0;
}

static int take_finding(struct listener *l, const void *attrs, size_t len,
			char *error)
{
	struct finding f = { 0 };
	int err = record_decode(&finding_schema, &f, attrs, len, error);

	if (!err) {
		learn(l, &f);
		l->ops->finding(l->data, &f, LISTENER_EVENT);
	}
	record_free(&finding_schema, &f);
	return err;
}

static int take_heartbeat(struct listener *l, const void *attrs, size_t len,
			  char *error)
{
	struct status s = { 0 };
	int err = record_decode(&status_schema, &s, attrs, len, error);

	if (!err) {
		compare_cookie(l, s.load_cookie);
		l->ops->status(l->data, &s);
	}
	record_free(&status_schema, &s);
	return err;
}

static int handle(uint8_t cmd, const void *attrs, size_t len, void *data)
{
	struct listener *l = data;
	char error[DECODE_ERROR_LEN];
	int err = 0;

	switch (cmd) {
	case NL_CMD_FAMILY_GONE:
		now_gone(l);
		return 0;
	case NL_CMD_FAMILY_NEW:
		l->probed = 0;
		return 0;
	}
	l->heard = boottime_ns();
	if (l->silent) {
		l->silent = false;
		l->ops->note(l->data, LISTENER_ALIVE,
			     "the module is heard again");
	}
	if (cmd == CPUWARDEN_CMD_FINDING_NTF)
		err = take_finding(l, attrs, len, error);
	else if (cmd == CPUWARDEN_CMD_HEARTBEAT_NTF)
		err = take_heartbeat(l, attrs, len, error);
	if (err)
		warn("skipped a broken message: %s", error);
	return 0;
}

static int check_gone(struct listener *l)
{
	if (!l->probed || since(l->probed) > PROBE_NS)
		reach(l);
	if (!l->gone || since(l->gone) < l->patience_ns)
		return 0;
	return fail(EXIT_NO_MODULE,
		    "the kernel module was unloaded: nothing more can be seen");
}

/* Nothing came for a while: is the module still there? */
static void check_silence(struct listener *l)
{
	char buf[HUMAN_LEN], text[128];

	if (since(l->heard) < SILENCE_NS || since(l->probed) < PROBE_NS)
		return;
	if (!l->silent) {
		l->silent = true;
		snprintf(text, sizeof(text),
			 "the module has gone silent: no heartbeat for %s",
			 human_duration(buf, since(l->heard)));
		l->ops->note(l->data, LISTENER_SILENT, text);
	}
	reach(l);
}

/* Messages were lost, or too many findings were heard to keep them all. */
static void catch_up(struct listener *l)
{
	struct nl ask;

	if (!l->torn && l->known < l->open + KNOWN_SPARE)
		return;
	if (nl_open(&ask))
		return;
	if (!ask_all(l, &ask, LISTENER_MISSED))
		l->torn = false;
	nl_close(&ask);
}

const char *listener_note_name(enum listener_note note)
{
	static const char *const names[] = {
		[LISTENER_LOST] = "lost",
		[LISTENER_SILENT] = "silent",
		[LISTENER_ALIVE] = "alive",
		[LISTENER_UNLOADED] = "unloaded",
		[LISTENER_RELOADED] = "reloaded",
	};

	return names[note];
}

int listener_open(struct listener *l)
{
	int err;

	l->heard = boottime_ns();
	err = nl_connect(&l->nl);
	if (err == EXIT_NO_MODULE && l->patience_ns == UINT64_MAX) {
		now_gone(l);
		err = 0;
	}
	if (err || l->gone) {
		l->nl.transport = NULL;
		return err;
	}
	err = listen_to(l, &l->nl);
	if (err) {
		err = nl_failed(&l->nl, err, "subscribe to the events");
		listener_close(l);
	}
	return err;
}

/* Without a connection there is only @stop to wait for. */
static int wait_only(int stop, int wait_ms)
{
	struct pollfd pfd = { .fd = stop, .events = POLLIN };

	return poll(&pfd, 1, wait_ms) > 0 ? -EINTR : 0;
}

int listener_step(struct listener *l, int stop, int wait_ms)
{
	static char buf[NL_BUFFER_SIZE];
	ssize_t n;

	if (!l->nl.transport) {
		n = wait_only(stop, wait_ms);
		return n ? n : check_gone(l);
	}
	n = transport_wait(l->nl.transport, stop, wait_ms);
	if (n == -EINTR)
		return n;
	if (n > 0)
		n = transport_recv(l->nl.transport, buf, sizeof(buf));
	if (n == -ENOBUFS) {
		l->torn = true;
		l->ops->note(l->data, LISTENER_LOST,
			     "messages were lost, the kernel could not queue them: the findings are asked for");
		n = 0;
	} else if (n > 0 && nl_event(&l->nl, buf, n, handle, l)) {
		warn("skipped a broken message");
	} else if (n < 0 && n != -EAGAIN) {
		return nl_failed(&l->nl, n, "read the events");
	}
	if (l->gone)
		return check_gone(l);
	if (n <= 0)
		check_silence(l);
	catch_up(l);
	return 0;
}

void listener_close(struct listener *l)
{
	if (l->nl.transport)
		nl_close(&l->nl);
	forget_all(l);
}
