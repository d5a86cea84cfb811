/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What guard tells the fleet: the cases as they change, and signs of life. It
 * goes to an outbox on disk, from which 'cpuwarden fleet send' takes it: who
 * talks to the network is another process, without guard's rights.
 */
#ifndef _GUARD_PUBLISH_H
#define _GUARD_PUBLISH_H

#include "judge.h"

/* The case is as @event says; nothing happens if that was told. */
void publish_case(struct guard *g, const struct gcase *c, const char *event);

/* It is over, if it was told as open. */
void publish_end(struct guard *g, const char *key, json_t *finding,
		 const char *event);

/* The same of one that closed while nobody listened. */
void publish_closed(struct guard *g, const char *key, const struct finding *f);

/* A sign of life; and what was told as open is compared with what is. */
void publish_beat(struct guard *g);

#endif /* _GUARD_PUBLISH_H */
