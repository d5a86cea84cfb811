/* SPDX-License-Identifier: GPL-2.0-only */
/* What guard knows, and what is due about an open finding. */
#ifndef _GUARD_JUDGE_H
#define _GUARD_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "case/restarter.h"
#include "evidence.h"
#include "identity.h"
#include "listener.h"
#include "metrics.h"
#include "policy.h"
#include "store.h"
#include "tool.h"

/* A tenant in which nothing was found for so long begins anew. */
#define TENANT_NS	UINT64_C(3600000000000)
#define RECENT		256	/* that were told or kept lately */
#define HELD_BACK_MAX	256	/* notifications */

/* So long acts but throttle, which harms no evidence, wait for it. */
#define EVIDENCE_NS	UINT64_C(5000000000)

/* A policy that asks for hashes waits so long for one; more than a child has. */
#define HASH_NS		UINT64_C(25000000000)

enum keeping {
	KEEPING_NONE,
	KEEPING_UNDER_WAY,
	KEEPING_DONE,
	KEEPING_FAILED,
};

/**
 * struct gcase - an open finding
 * @next:   another one
 * @key:    who it is about, whatever the finding's number: the same after the
 *          module was loaded anew
 * @id:     of the finding
 * @doc:    the finding as in JSON
 * @who:    the process, if @named
 * @named:  it is about one process
 * @opened_ns: when
 * @cgroup: id of its cgroup of version 2, 0 if there is none
 * @tenant: id of its container's, or @cgroup
 * @tenant_name: hash of the path of @tenant
 * @restarter: name of who starts it again, raw, as far as the module has it
 * @hash:   of the executable, "" if it was not asked for, or cannot be had
 * @hash_from: when it was asked for
 * @hash_begun: it is read, or was
 * @hash_ended: it was
 * @memory: what was done
 * @vain:   bitmap of the steps that failed: of this finding they are not tried
 *          again, but of the next one about the process, which may have been
 *          refused as it ran another program meanwhile
 * @keeping: what became of the evidence
 * @kept_from: when it was begun
 * @allowed: it was said that it is left alone
 * @confirmed: the verdict
 */
struct gcase {
	struct gcase *next;
	char key[STORE_KEY];
	uint64_t id;
	json_t *doc;
	struct identity who;
	bool named;
	uint64_t opened_ns;
	uint64_t cgroup;
	uint64_t tenant;
	uint64_t tenant_name;
	char restarter[CW_RESTARTER_NAME];
	char hash[SHA256_LEN];
	uint64_t hash_from;
	bool hash_begun;
	bool hash_ended;
	struct memory memory;
	uint32_t vain;
	enum keeping keeping;
	uint64_t kept_from;
	bool allowed;
	bool confirmed;
};

/**
 * struct gtenant - a cgroup in which something fulfilled a rule
 * @next:   another one
 * @name:   hash of its path
 * @rule:   name of the rule
 * @seen:   when a finding in it was judged last
 * @memory: what was done to it as a whole. Not the case's: a miner that starts
 *          itself anew is another case each time. A container or a unit that
 *          is started anew has the same path and another id: acts are done
 *          again then, and count from the first time
 */
struct gtenant {
	struct gtenant *next;
	uint64_t name;
	char rule[64];
	uint64_t seen;
	struct memory memory;
};

/* What was told or kept lately, so that a restart loop fills no disk. */
struct recent {
	uint64_t hash;
	uint64_t when;
};

/* A notification about a case that closed in quiet hours. */
struct held_back {
	struct held_back *next;
	char *doc;
	char line[512];
	char rule[64];
	char key[STORE_KEY];
	uint64_t id;
};

/**
 * struct guard - all of it
 * @listener: hears the module
 * @policy:   what is to be done
 * @store:    what is remembered, NULL if it cannot be
 * @outbox:   what the fleet is told, NULL if it is told nothing
 * @cases:    open findings
 * @tenants:  where they are, or were
 * @recent:   evidence and notifications of the last hour
 * @held_back: notifications that wait for the end of quiet hours, oldest first
 * @at:       the next of @recent to be used
 * @metrics:  for the textfile
 * @tokens:   acts that may be done now, by the rate limit
 * @ticked:   when the last tick was
 * @told:     when the metrics were written
 * @pruned:   when the store was
 * @waits:    that acts wait for the limit was said
 * @journal:  standard output is the journal already
 */
struct guard {
	struct listener listener;
	struct policy policy;
	struct store *store;
	struct outbox *outbox;
	struct gcase *cases;
	struct gtenant *tenants;
	struct recent recent[RECENT];
	struct held_back *held_back;
	unsigned int at;
	struct metrics metrics;
	double tokens;
	uint64_t ticked;
	uint64_t told;
	uint64_t pruned;
	bool waits;
	bool journal;
};

/**
 * tell() - say what happens
 * @g:        the guard
 * @c:        the case that it is about, NULL for none
 * @priority: of syslog
 * @what:     one word: an event, a deed, a note
 * @text:     for people
 *
 * To people, the journal, or as JSON; and to the history.
 */
void tell(struct guard *g, const struct gcase *c, int priority,
	  const char *what, const char *text);
__printf(5, 6)
void tellf(struct guard *g, const struct gcase *c, int priority,
	   const char *what, const char *fmt, ...);

/* Keep the case as it is now, and what was done, over a restart. */
void remember(struct guard *g, const struct gcase *c);

/* FNV-1a; @hash is 0 or that of what comes before. */
uint64_t hash_text(uint64_t hash, const char *text);

/* Its executable is another one now: the hash is asked for anew. */
void forget_hash(struct gcase *c);

/* What is due now about an open finding? It is done. */
void judge(struct guard *g, struct gcase *c);

/* The case is about to be dropped: keep what quiet hours held back. */
void hold_back(struct guard *g, struct gcase *c);

/* Send the oldest that was held back, unless it is quiet yet. */
void send_held_back(struct guard *g);
void free_held_back(struct guard *g);

/* Say what became of evidence that was begun; true: something is due now. */
bool take_evidence(struct guard *g);

/*
 * Forget the tenants in which nothing was judged for so long, also what was
 * done to them; 0: free all, for the end.
 */
void forget_tenants(struct guard *g, uint64_t age_ns);

#endif /* _GUARD_JUDGE_H */
