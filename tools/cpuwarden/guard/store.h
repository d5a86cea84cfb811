/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What guard remembers, in SQLite: which steps were done about whom, so that a
 * restart does none twice, and what happened when.
 *
 * A store that cannot be written to costs history, nothing else: guard goes on
 * by what it has in memory, and the store is tried again.
 */
#ifndef _GUARD_STORE_H
#define _GUARD_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

#define STORE_KEY	80

/**
 * struct memory - what is remembered of a case
 * @rule:       name of the rule that was fulfilled, "" for none
 * @matched_ms: when, CLOCK_BOOTTIME
 * @done:       bitmap of its steps
 * @cgroup:     of a tenant: to which cgroup, else 0
 */
struct memory {
	char rule[64];
	uint64_t matched_ms;
	uint32_t done;
	uint64_t cgroup;
};

/* NULL if there is none at @path and it cannot be made; said. */
struct store *store_open(const char *path, bool write);
void store_close(struct store *s);

/* What is remembered of the case @key of this boot; false: nothing. */
bool store_recall(struct store *s, const char *key, struct memory *m);
void store_remember(struct store *s, const char *key, const struct memory *m,
		    const char *verdict, const char *doc);

/**
 * store_event() - add to the history
 * @s:    the store
 * @key:  of the case, "" for what is about none
 * @id:   of the finding, 0 for none
 * @what: one word: an event, a deed, a note
 * @text: for people
 */
void store_event(struct store *s, const char *key, uint64_t id,
		 const char *what, const char *text);

/* Forget what is older than @days, and the oldest while it is over @mb. */
void store_prune(struct store *s, unsigned int days, unsigned int mb);

/* How often it could not be written to. */
unsigned long store_failures(const struct store *s);

/* A time, CLOCK_REALTIME: from the first to before the second. */
struct span {
	int64_t from_ms;
	int64_t to_ms;
};

/* The last @n events of a time, the oldest first; 0 or enum exit_code, said. */
int store_history(struct store *s, const struct span *span, unsigned long n,
		  void (*tell)(void *data, uint64_t ms, uint64_t id,
			       const char *what, const char *text),
		  void *data);

/*
 * The last document of each case, and when that was. 0 or enum exit_code, said.
 */
int store_cases(struct store *s,
		void (*tell)(void *data, uint64_t ms, const char *doc),
		void *data);

#endif /* _GUARD_STORE_H */
