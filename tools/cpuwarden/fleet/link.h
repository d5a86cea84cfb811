/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The connection to NATS, and what goes over it:
 *
 *   cpuwarden.finding.HOST.KEY   a case has changed; stream CPUWARDEN. What the
 *                                last message of a subject says is so
 *   cpuwarden.host.HOST          a sign of life; stream CPUWARDEN_HOSTS, which
 *                                keeps the last one of each
 *
 * Who may write what is the server's to say: a host's name is taken from the
 * subject, never from what the message says.
 */
#ifndef _FLEET_LINK_H
#define _FLEET_LINK_H

#include <nats/nats.h>

#include "settings.h"

#define STREAM_FINDINGS	"CPUWARDEN"
#define STREAM_HOSTS	"CPUWARDEN_HOSTS"
#define SUBJECT_FINDING	"cpuwarden.finding."
#define SUBJECT_HOST	"cpuwarden.host."

struct link {
	natsOptions *options;
	natsConnection *connection;
	jsCtx *js;
};

/**
 * link_open() - connect
 * @l:    result, to be closed with link_close() whatever is returned
 * @s:    where and as whom
 * @wait: go on trying for ever, in the background
 *
 * Its threads have all signals blocked that the caller has.
 *
 * Return: 0 or enum exit_code, said.
 */
int link_open(struct link *l, const struct settings *s, bool wait);
void link_close(struct link *l);
bool link_is_up(const struct link *l);

/* Make the two streams, or change them to what they are to be. */
int link_setup(struct link *l);

/**
 * link_publish() - have one message in the stream
 * @l:       the connection
 * @subject: of the message
 * @id:      by which the stream takes it once, or NULL
 * @text:    what it says
 *
 * Return: NULL when the server has it on its disk, else why not.
 */
const char *link_publish(struct link *l, const char *subject, const char *id,
			 const char *text);

/**
 * link_read() - the last message of each subject
 * @l:       the connection
 * @stream:  which
 * @subject: which, with wildcards
 * @take:    called with the last words of the subject, when the server took
 *           the message, and what it says
 * @data:    for @take
 *
 * Return: 0 or enum exit_code, said.
 */
int link_read(struct link *l, const char *stream, const char *subject,
	      void (*take)(void *data, const char *words, uint64_t realtime_ns,
			   const char *text, size_t len),
	      void *data);

#endif /* _FLEET_LINK_H */
