// SPDX-License-Identifier: GPL-2.0-only
/* fleet send: from the outbox to the stream. */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "json.h"
#include "outbox.h"
#include "send.h"
#include "tool.h"

#define LOOK_MS		500	/* how often the outbox is looked at */
#define AGAIN_NS	UINT64_C(2000000000)	/* after a failure */

/**
 * struct sender - the sending under way
 * @link:   to the server
 * @outbox: whence
 * @host:   of the subjects
 * @beat:   number of the sign of life that was sent last
 * @again:  not before then, by CLOCK_BOOTTIME
 * @up:     that the server is there was said last
 * @fails:  that it takes nothing was said
 * @more:   the outbox may have something
 */
struct sender {
	struct link link;
	struct outbox *outbox;
	const char *host;
	int64_t beat;
	uint64_t again;
	bool up;
	bool fails;
	bool more;
};

static bool publish(struct sender *s, const char *subject, const char *id,
		    const char *text)
{
	const char *why = link_publish(&s->link, subject, id, text);

	if (why && !s->fails)
		warn("%s is not taken, and waits: %s", subject, why);
	if (!why && s->fails)
		warn("the server takes messages again");
	s->fails = why;
	if (why)
		s->again = boottime_ns() + AGAIN_NS;
	return !why;
}

/* In the order in which they came: the last one of a case is what is so. */
static bool send_messages(struct sender *s)
{
	struct outbox_message m;
	sigset_t pending;
	bool ok = true;

	while (ok && outbox_next(s->outbox, 0, &m)) {
		char *subject = xasprintf(SUBJECT_FINDING "%s.%s", s->host,
					  m.key);

		ok = publish(s, subject, m.id, m.doc) &&
		     outbox_done(s->outbox, m.seq);
		free(subject);
		free(m.doc);
		sigpending(&pending);
		if (sigismember(&pending, SIGTERM) > 0 ||
		    sigismember(&pending, SIGINT) > 0)
			return false;
	}
	return ok;
}

static bool send_beat(struct sender *s)
{
	int64_t number = s->beat;
	char *doc = outbox_beat_after(s->outbox, &number);
	bool ok = true;
	char *subject;

	if (!doc)
		return true;
	subject = xasprintf(SUBJECT_HOST "%s", s->host);
	ok = publish(s, subject, NULL, doc);
	if (ok)
		s->beat = number;
	free(subject);
	free(doc);
	return ok;
}

static void look(struct sender *s)
{
	bool up = link_is_up(&s->link);

	if (up != s->up)
		warn(up ? "the server is there" :
			  "the server is away: what comes is kept");
	s->up = up;
	if (outbox_changed(s->outbox))
		s->more = true;
	if (!up || !s->more || boottime_ns() < s->again)
		return;
	s->more = !send_messages(s) || !send_beat(s);
}

int fleet_send(const struct settings *settings)
{
	struct sender s = { .host = settings->host, .up = true, .more = true };
	struct pollfd fd = { .events = POLLIN };
	sigset_t signals;
	int code;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	signal(SIGPIPE, SIG_IGN);
	fd.fd = signalfd(-1, &signals, SFD_CLOEXEC);
	s.outbox = outbox_open(settings->outbox);
	if (!s.outbox)
		return EXIT_FAILED;
	code = link_open(&s.link, settings, true);
	while (!code && poll(&fd, 1, LOOK_MS) <= 0)
		look(&s);
	link_close(&s.link);
	outbox_close(s.outbox);
	close(fd.fd);
	return code;
}
