// SPDX-License-Identifier: GPL-2.0-only
/* guard: what is done about whom, once. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syslog.h>
#include <time.h>

#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>

#include "act.h"
#include "act_tenant.h"
#include "escape.h"
#include "evidence.h"
#include "json.h"
#include "judge.h"
#include "known.h"
#include "notify.h"
#include "policy.h"
#include "store.h"
#include "tool.h"
#include "views.h"

/* Evidence and notifications are once so long for one miner. */
#define RECENT_NS	UINT64_C(3600000000000)

static uint64_t boottime_ms(void)
{
	return boottime_ns() / 1000000;
}

void tell(struct guard *g, const struct gcase *c, int priority,
	  const char *what, const char *text)
{
	const json_t *doc = c ? c->doc : NULL;
	json_t *out;

	/* what is escaped for JSON has its controls yet */
	if (g->journal)
		sd_journal_send("MESSAGE=%s%s%s", what, *text ? ": " : "",
				shown(text), "PRIORITY=%i", priority,
				"CPUWARDEN_EVENT=%s", what,
				"CPUWARDEN_FINDING=%" PRIu64, c ? c->id : 0,
				"CPUWARDEN_VERDICT=%s", json_word(doc, "verdict"),
				"CPUWARDEN_FAMILY=%s", json_word(doc, "family"),
				"CPUWARDEN_PID=%i", c ? (int)c->who.pid : 0,
				"CPUWARDEN_CGROUP=%s",
				json_word(doc, "cgroup_path"), NULL);
	if (opt.json) {
		out = json_document("guard");
		json_object_set_new(out, "event", json_string(what));
		json_object_set_new(out, "message", json_words(text));
		if (doc)
			json_object_set(out, "finding", (json_t *)doc);
		json_print(out);
	} else if (!g->journal) {
		printf("%s%s%s\n", what, *text ? ": " : "", shown(text));
	}
	store_event(g->store, c ? c->key : "", c ? c->id : 0, what, text);
}

void tellf(struct guard *g, const struct gcase *c, int priority,
	   const char *what, const char *fmt, ...)
{
	char text[2048];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	tell(g, c, priority, what, text);
}

void remember(struct guard *g, const struct gcase *c)
{
	char *doc = json_dumps(c->doc, JSON_COMPACT);

	store_remember(g->store, c->key, &c->memory, json_word(c->doc, "verdict"),
		       doc ? doc : "{}");
	free(doc);
}

static int done(struct guard *g, const struct gcase *c, enum deed deed,
		int code, const char *text)
{
	char what[32];

	snprintf(what, sizeof(what), "%s%s", deed_names[deed],
		 code ? " failed" : "");
	tell(g, c, code ? LOG_WARNING : LOG_NOTICE, what, text);
	if (deed >= DEED_THROTTLE)
		(*(code ? &g->metrics.refused : &g->metrics.acts))++;
	return code;
}

/* Who starts it again, as the finding names him. */
static int act_on_restarter(const struct gcase *c, const struct step *step,
			    char *text)
{
	const char *kind = json_word(c->doc, "restarter_kind");
	pid_t pid = json_integer_value(json_object_get(c->doc,
						       "restarter_pid"));

	if (!strcmp(kind, "unit") &&
	    (step->deed == DEED_STOP || step->deed == DEED_KILL))
		return act_stop_unit(c->cgroup, c->restarter, text);
	if (!strcmp(kind, "cron") || !strcmp(kind, "at"))
		snprintf(text, ACT_TEXT_LEN,
			 "it is started by %s, which starts everybody's jobs",
			 kind);
	else if (!strcmp(kind, "container"))
		snprintf(text, ACT_TEXT_LEN,
			 "it is started by a runtime of containers: act on the tenant");
	else if (!strcmp(kind, "unit"))
		snprintf(text, ACT_TEXT_LEN,
			 "it is started by a unit, which can be stopped, or act on the tenant");
	else if (!c->named || !pid)
		snprintf(text, ACT_TEXT_LEN,
			 "who starts it again is not known");
	else
		return act_on_parent(&c->who, pid, deed_names[step->deed],
				     step->percent, text);
	return EXIT_FAILED;
}

static int act(struct guard *g, const struct gcase *c,
	       const struct step *step)
{
	const char *name = deed_names[step->deed];
	char text[ACT_TEXT_LEN];
	int code = EXIT_FAILED;

	if (step->on == ON_RESTARTER)
		code = act_on_restarter(c, step, text);
	else if (step->on == ON_TENANT && c->tenant)
		code = act_on_cgroup(c->tenant, name, step->percent, text);
	else if (step->on == ON_TENANT)
		snprintf(text, sizeof(text),
			 "it is in no cgroup of version 2 that is known");
	else if (c->named)
		code = act_on_process(&c->who, name, step->percent, text);
	else
		snprintf(text, sizeof(text),
			 "the finding names no process: act on the tenant");
	return done(g, c, step->deed, code, text);
}

/* NULL or for free(). */
static char *notification(const struct gcase *c, const struct rule *rule)
{
	json_t *doc = json_document("guard");
	char *text;

	json_object_set_new(doc, "event", json_string("notify"));
	json_object_set_new(doc, "message", json_words(rule->name));
	json_object_set(doc, "finding", c->doc);
	text = json_dumps(doc, JSON_COMPACT);
	json_decref(doc);
	return text;
}

static void notify(struct guard *g, const struct gcase *c,
		   const struct rule *rule)
{
	char *text = notification(c, rule);
	char line[512];

	known_line(c->doc, line, sizeof(line));
	if (text)
		notify_send(&g->policy, text, line);
	free(text);
	tell(g, c, LOG_NOTICE, "notify", rule->name);
}

/* May one more act be done now? Else it waits. */
static bool take_token(struct guard *g)
{
	if (g->tokens >= 1) {
		g->tokens -= 1;
		g->waits = false;
		return true;
	}
	if (!g->waits)
		tell(g, NULL, LOG_WARNING, "limit",
		     "more acts are due than acts_per_minute allows: they wait");
	g->waits = true;
	return false;
}

uint64_t hash_text(uint64_t hash, const char *text)
{
	if (!hash)
		hash = 0xcbf29ce484222325;
	while (*text)
		hash = (hash ^ (unsigned char)*text++) * 0x100000001b3;
	return hash;
}

/*
 * Was the same done within the hour about the same miner: executable, user,
 * family and cgroup? Else it is noted.
 */
static bool done_lately(struct guard *g, const struct gcase *c,
			const struct rule *rule, enum deed deed)
{
	static const char *const keys[] = { "exe_ino", "exe_dev", "uid" };
	uint64_t hash = hash_text(0, deed_names[deed]);
	char number[24];
	size_t i;

	hash = hash_text(hash, rule->name);
	hash = hash_text(hash, json_word(c->doc, "family"));
	hash = hash_text(hash, json_word(c->doc, "cgroup_path"));
	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		snprintf(number, sizeof(number), ".%" JSON_INTEGER_FORMAT,
			 json_integer_value(json_object_get(c->doc, keys[i])));
		hash = hash_text(hash, number);
	}
	for (i = 0; i < RECENT; i++)
		if (g->recent[i].when && g->recent[i].hash == hash &&
		    since(g->recent[i].when) < RECENT_NS)
			return true;
	g->recent[g->at++ % RECENT] = (struct recent){ hash, boottime_ns() };
	return false;
}

enum outcome {
	LATER,
	DONE,		/* or left out for good */
	IN_VAIN,
};

static enum outcome keep_evidence(struct guard *g, struct gcase *c,
				  const struct rule *rule)
{
	enum keeping was = c->keeping;

	if (was == KEEPING_UNDER_WAY)
		return LATER;
	c->keeping = KEEPING_NONE;
	if (was != KEEPING_NONE)
		return was == KEEPING_DONE ? DONE : IN_VAIN;
	if (done_lately(g, c, rule, DEED_EVIDENCE))
		return DONE;
	if (!evidence_begin(g->policy.evidence, c->named ? &c->who : NULL,
			    c->doc, c->key)) {
		done(g, c, DEED_EVIDENCE, EXIT_FAILED,
		     "left out: too much is under way");
		return IN_VAIN;
	}
	c->keeping = KEEPING_UNDER_WAY;
	c->kept_from = boottime_ns();
	return LATER;
}

bool take_evidence(struct guard *g)
{
	struct evidence_result r;
	bool any = false;

	while (evidence_ended(&r)) {
		struct gcase gone = { 0 };
		struct gcase *c = g->cases;

		while (c && strcmp(c->key, r.key))
			c = c->next;
		/* closed meanwhile: the history tells all the same */
		if (!c) {
			memcpy(gone.key, r.key, sizeof(gone.key));
			c = &gone;
		}
		any = true;
		/* of what it was before an execve() */
		if (r.hash && !identity_same(&r.who, &c->who))
			continue;
		if (r.hash) {
			c->hash_ended = true;
			snprintf(c->hash, sizeof(c->hash), "%.*s",
				 SHA256_LEN - 1, r.code ? "" : r.text);
			if (r.code)
				tell(g, c, LOG_WARNING, "no hash", r.text);
			continue;
		}
		done(g, c, DEED_EVIDENCE, r.code, r.text);
		c->keeping = r.code ? KEEPING_FAILED : KEEPING_DONE;
	}
	return any;
}

static enum outcome do_step(struct guard *g, struct gcase *c,
			    const struct rule *rule, const struct step *step)
{
	char line[512];

	if (step->deed == DEED_NOTIFY && policy_quiet(&g->policy, time(NULL)))
		return LATER;
	/* what is frozen serves no FUSE, and what is killed has no memory */
	if (step->deed > DEED_THROTTLE && c->keeping == KEEPING_UNDER_WAY &&
	    since(c->kept_from) < EVIDENCE_NS)
		return LATER;
	if (step->deed >= DEED_THROTTLE && !take_token(g))
		return LATER;
	sd_notify(0, "WATCHDOG=1");
	switch (step->deed) {
	case DEED_LOG:
		known_line(c->doc, line, sizeof(line));
		tell(g, c, c->confirmed ? LOG_ALERT : LOG_WARNING, rule->name,
		     line);
		return DONE;
	case DEED_NOTIFY:
		if (!done_lately(g, c, rule, step->deed))
			notify(g, c, rule);
		return DONE;
	case DEED_EVIDENCE:
		return keep_evidence(g, c, rule);
	default:
		return act(g, c, step) ? IN_VAIN : DONE;
	}
}

static bool is_allowed(struct guard *g, struct gcase *c,
		       const struct facts *facts)
{
	const struct allow *allow = policy_allow(&g->policy, facts);

	if (allow && !c->allowed)
		tell(g, c, LOG_INFO, "allowed", allow->reason);
	c->allowed = allow;
	return allow;
}

static void tenant_key(const struct gtenant *t, char *key)
{
	snprintf(key, STORE_KEY, "c%016" PRIx64 ".%.40s", t->name, t->rule);
}

/* To a cgroup that was made anew nothing was done; ids only grow. */
static void renew(struct memory *m, const struct rule *rule, uint64_t id)
{
	unsigned int i;

	if (id <= m->cgroup)
		return;
	m->cgroup = id;
	for (i = 0; i < rule->nr_steps; i++)
		if (rule->steps[i].deed >= DEED_THROTTLE)
			m->done &= ~(1U << i);
}

static struct gtenant *tenant_of(struct guard *g, const struct gcase *c,
				 const struct rule *rule)
{
	char key[STORE_KEY];
	struct gtenant *t = g->tenants;

	while (t && (t->name != c->tenant_name ||
		     strncmp(t->rule, rule->name, sizeof(t->rule) - 1)))
		t = t->next;
	if (!t) {
		t = xmalloc(sizeof(*t));
		*t = (struct gtenant){
			.next = g->tenants, .name = c->tenant_name,
		};
		snprintf(t->rule, sizeof(t->rule), "%s", rule->name);
		tenant_key(t, key);
		store_recall(g->store, key, &t->memory);
		g->tenants = t;
	} else if (since(t->seen) > TENANT_NS) {
		t->memory = (struct memory){ 0 };
	}
	renew(&t->memory, rule, c->tenant);
	t->seen = boottime_ns();
	return t;
}

void forget_tenants(struct guard *g, uint64_t age_ns)
{
	struct gtenant **at = &g->tenants, *t;
	const struct memory none = { 0 };
	char key[STORE_KEY];

	while ((t = *at)) {
		if (since(t->seen) < age_ns) {
			at = &t->next;
			continue;
		}
		*at = t->next;
		/* else it would be recalled when the tenant is seen again */
		if (age_ns) {
			tenant_key(t, key);
			store_remember(g->store, key, &none, "", "");
		}
		free(t);
	}
}

/* Of the case, or of its tenant as a whole. */
static void note_done(struct guard *g, const struct gcase *c,
		      const struct gtenant *t)
{
	char key[STORE_KEY];

	if (!t) {
		remember(g, c);
		return;
	}
	tenant_key(t, key);
	store_remember(g->store, key, &t->memory, "", "");
}

/* The rule is fulfilled; true: for the first time. */
static bool begin(struct guard *g, const struct gcase *c,
		  const struct gtenant *t, struct memory *m,
		  const struct rule *rule)
{
	if (!strncmp(m->rule, rule->name, sizeof(m->rule) - 1))
		return false;
	*m = (struct memory){
		.matched_ms = boottime_ms(), .cgroup = m->cgroup,
	};
	snprintf(m->rule, sizeof(m->rule), "%s", rule->name);
	note_done(g, c, t);
	return true;
}

static bool is_due(const struct gcase *c, const struct memory *m,
		   const struct step *step, unsigned int i)
{
	return !((m->done | c->vain) >> i & 1) &&
	       boottime_ms() - m->matched_ms >= step->after_s * UINT64_C(1000);
}

static void judge_step(struct guard *g, struct gcase *c, struct gtenant *t,
		       const struct rule *rule, unsigned int i)
{
	struct memory *m = t ? &t->memory : &c->memory;
	const struct step *step = &rule->steps[i];
	enum outcome outcome;

	if (!is_due(c, m, step, i))
		return;
	/* a finding that is left of the cgroup that it had before */
	if (t && c->tenant != m->cgroup)
		return;
	/*
	 * An act hits one and the same process and may be done again if guard
	 * is killed meanwhile; a message must not be.
	 */
	if (step->deed == DEED_NOTIFY &&
	    !policy_quiet(&g->policy, time(NULL))) {
		m->done |= 1U << i;
		note_done(g, c, t);
	}
	outcome = do_step(g, c, rule, step);
	if (outcome == IN_VAIN && !t)
		c->vain |= 1U << i;
	if (outcome == LATER || c->vain >> i & 1)
		return;
	m->done |= 1U << i;
	note_done(g, c, t);
}

void forget_hash(struct gcase *c)
{
	*c->hash = '\0';
	c->hash_from = 0;
	c->hash_begun = false;
	c->hash_ended = false;
}

/* Whether a case is allowed may depend on it: nothing is done before. */
static bool awaits_hash(struct guard *g, struct gcase *c)
{
	if (!c->named || c->hash_ended || !policy_wants_hash(&g->policy))
		return false;
	if (!c->hash_from)
		c->hash_from = boottime_ns();
	if (!c->hash_begun)
		c->hash_begun = evidence_begin_hash(&c->who, c->key);
	return since(c->hash_from) < HASH_NS;
}

void judge(struct guard *g, struct gcase *c)
{
	struct facts facts = {
		.finding = c->doc, .age_ns = since(c->opened_ns),
		.sha256 = c->hash,
	};
	const struct rule *rule;
	struct gtenant *t;
	unsigned int i;

	if (awaits_hash(g, c) || is_allowed(g, c, &facts))
		return;
	rule = policy_rule(&g->policy, &facts);
	if (!rule)
		return;
	t = c->tenant ? tenant_of(g, c, rule) : NULL;
	if (begin(g, c, NULL, &c->memory, rule))
		c->vain = 0;
	if (t)
		begin(g, c, t, &t->memory, rule);
	for (i = 0; i < rule->nr_steps; i++)
		judge_step(g, c, rule->steps[i].on == ON_TENANT ? t : NULL,
			   rule, i);
}

static void add_held_back(struct guard *g, const struct gcase *c,
			  const struct rule *rule)
{
	struct held_back **at = &g->held_back, *h;
	unsigned int n = 0;

	for (; *at; at = &(*at)->next)
		n++;
	if (n >= HELD_BACK_MAX) {
		tell(g, c, LOG_WARNING, "notify failed",
		     "left out: too many wait for the end of quiet hours");
		return;
	}
	h = xmalloc(sizeof(*h));
	*h = (struct held_back){
		.doc = notification(c, rule), .id = c->id,
	};
	known_line(c->doc, h->line, sizeof(h->line));
	snprintf(h->rule, sizeof(h->rule), "%s", rule->name);
	memcpy(h->key, c->key, sizeof(h->key));
	*at = h;
}

void hold_back(struct guard *g, struct gcase *c)
{
	const struct rule *rule = NULL;
	struct gtenant *t;
	unsigned int i;

	if (c->allowed || !policy_quiet(&g->policy, time(NULL)))
		return;
	/* the rule that it fulfilled while it was open */
	for (i = 0; i < g->policy.nr_rules && !rule; i++)
		if (!strncmp(c->memory.rule, g->policy.rules[i].name,
			     sizeof(c->memory.rule) - 1))
			rule = &g->policy.rules[i];
	if (!rule)
		return;
	t = c->tenant ? tenant_of(g, c, rule) : NULL;
	for (i = 0; i < rule->nr_steps; i++) {
		const struct step *step = &rule->steps[i];
		struct gtenant *of = step->on == ON_TENANT ? t : NULL;
		struct memory *m = of ? &of->memory : &c->memory;

		if (step->deed != DEED_NOTIFY || !is_due(c, m, step, i))
			continue;
		m->done |= 1U << i;
		note_done(g, c, of);
		if (!done_lately(g, c, rule, step->deed))
			add_held_back(g, c, rule);
	}
}

static void drop_held_back(struct guard *g)
{
	struct held_back *h = g->held_back;

	g->held_back = h->next;
	free(h->doc);
	free(h);
}

void send_held_back(struct guard *g)
{
	struct held_back *h = g->held_back;
	struct gcase closed = { 0 };

	if (!h || policy_quiet(&g->policy, time(NULL)))
		return;
	if (h->doc)
		notify_send(&g->policy, h->doc, h->line);
	closed.id = h->id;
	memcpy(closed.key, h->key, sizeof(closed.key));
	tell(g, &closed, LOG_NOTICE, "notify", h->rule);
	drop_held_back(g);
}

void free_held_back(struct guard *g)
{
	while (g->held_back)
		drop_held_back(g);
}
