/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What waits to be sent to the fleet's stream, in SQLite: guard puts it in,
 * 'cpuwarden fleet send' takes it out when the server has it. Both may be
 * stopped at any time.
 */
#ifndef _FLEET_OUTBOX_H
#define _FLEET_OUTBOX_H

#include <stdbool.h>
#include <stdint.h>

#define OUTBOX_MB	64	/* beyond that the oldest is given up, and counted */
#define OUTBOX_ID	48	/* bytes of a message's id */
#define OUTBOX_KEY	96	/* of a case's key, which is a subject's last word */

struct outbox;

/**
 * struct outbox_message - one that waits
 * @seq: its place
 * @id:  the same for ever, so that the stream takes it once
 * @key: of the case
 * @doc: JSON
 */
struct outbox_message {
	int64_t seq;
	char id[OUTBOX_ID];
	char key[OUTBOX_KEY];
	char *doc;
};

/* NULL if it cannot be opened or made at @path; said. */
struct outbox *outbox_open(const char *path);
void outbox_close(struct outbox *o);

/* Is the case told as open, and (if not NULL) in this state? */
bool outbox_told(struct outbox *o, const char *key, const char *state);

/**
 * outbox_put() - tell how a case is now
 * @o:     the outbox
 * @key:   of the case
 * @state: for outbox_told(); NULL: closed
 * @doc:   JSON to be sent
 */
void outbox_put(struct outbox *o, const char *key, const char *state,
		const char *doc);

/* What was told of an open case last, to be freed; NULL: nothing. */
char *outbox_last(struct outbox *o, const char *key);

/* The keys of all cases that are told as open, each and all to be freed. */
char **outbox_open_keys(struct outbox *o, size_t *n);

/* The sign of life to be sent next; only the last one counts. */
void outbox_beat(struct outbox *o, const char *doc);

/* How many wait, how many were given up. */
void outbox_counts(struct outbox *o, int64_t *waiting, int64_t *given_up);

/* Give up the oldest while it is too large. */
void outbox_bound(struct outbox *o);

/* Has anybody else written since it was asked last? */
bool outbox_changed(struct outbox *o);

/* The first one behind @after; false: none. Its doc is to be freed. */
bool outbox_next(struct outbox *o, int64_t after, struct outbox_message *m);

/* The stream has all up to @seq; false: it could not be noted. */
bool outbox_done(struct outbox *o, int64_t seq);

/* The sign of life, to be freed, if it is not @number any more; else NULL. */
char *outbox_beat_after(struct outbox *o, int64_t *number);

#endif /* _FLEET_OUTBOX_H */
