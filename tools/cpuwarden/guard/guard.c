// SPDX-License-Identifier: GPL-2.0-only
/* guard: listen to the findings, apply the policy, keep the history. */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/syslog.h>
#include <time.h>
#include <unistd.h>

#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>

#include "act.h"
#include "act_tenant.h"
#include "evidence.h"
#include "json.h"
#include "known.h"
#include "listener.h"
#include "metrics.h"
#include "notify.h"
#include "policy.h"
#include "store.h"
#include "target.h"
#include "tool.h"
#include "views.h"

#define TICK_NS		UINT64_C(1000000000)
#define METRICS_NS	UINT64_C(15000000000)
#define PRUNE_NS	UINT64_C(3600000000000)
/* A tenant in which nothing was found for so long begins anew. */
#define TENANT_NS	UINT64_C(3600000000000)
/* Evidence and notifications are once so long for one miner. */
#define RECENT_NS	UINT64_C(3600000000000)
#define RECENT		256

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
 * @tenant: id of its cgroup of version 2, 0 if there is none
 * @hash:   of the executable, "" if it was not asked for
 * @memory: what was done
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
	uint64_t tenant;
	char hash[SHA256_LEN];
	struct memory memory;
	bool allowed;
	bool confirmed;
};

/**
 * struct gtenant - a cgroup in which something fulfilled a rule
 * @next:   another one
 * @id:     of the cgroup
 * @rule:   name of the rule
 * @seen:   when a finding in it was judged last
 * @memory: what was done to it as a whole. Not the case's: a miner that starts
 *          itself anew is another case each time
 */
struct gtenant {
	struct gtenant *next;
	uint64_t id;
	char rule[64];
	uint64_t seen;
	struct memory memory;
};

/* What was told or kept lately, so that a restart loop fills no disk. */
struct recent {
	uint64_t hash;
	uint64_t when;
};

/**
 * struct guard - all of it
 * @listener: hears the module
 * @policy:   what is to be done
 * @store:    what is remembered, NULL if it cannot be
 * @cases:    open findings
 * @tenants:  where they are, or were
 * @recent:   evidence and notifications of the last hour
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
	struct gcase *cases;
	struct gtenant *tenants;
	struct recent recent[RECENT];
	unsigned int at;
	struct metrics metrics;
	double tokens;
	uint64_t ticked;
	uint64_t told;
	uint64_t pruned;
	bool waits;
	bool journal;
};

static uint64_t boottime_ms(void)
{
	return boottime_ns() / 1000000;
}

static const char *word(const json_t *doc, const char *key)
{
	const char *text = json_string_value(json_object_get(doc, key));

	return text ? text : "";
}

/* For people, the journal, or as JSON; and for the history. */
static void tell(struct guard *g, const struct gcase *c, int priority,
		 const char *what, const char *text)
{
	const json_t *doc = c ? c->doc : NULL;
	json_t *out;

	if (g->journal)
		sd_journal_send("MESSAGE=%s%s%s", what, *text ? ": " : "",
				text, "PRIORITY=%i", priority,
				"CPUWARDEN_EVENT=%s", what,
				"CPUWARDEN_FINDING=%" PRIu64, c ? c->id : 0,
				"CPUWARDEN_VERDICT=%s", word(doc, "verdict"),
				"CPUWARDEN_FAMILY=%s", word(doc, "family"),
				"CPUWARDEN_PID=%i", c ? (int)c->who.pid : 0,
				"CPUWARDEN_CGROUP=%s",
				word(doc, "cgroup_path"), NULL);
	if (opt.json) {
		out = json_document("guard");
		json_object_set_new(out, "event", json_string(what));
		json_object_set_new(out, "message", json_words(text));
		if (doc)
			json_object_set(out, "finding", (json_t *)doc);
		json_print(out);
	} else if (!g->journal) {
		printf("%s%s%s\n", what, *text ? ": " : "", text);
	}
	store_event(g->store, c ? c->key : "", c ? c->id : 0, what, text);
}

__printf(5, 6)
static void tellf(struct guard *g, const struct gcase *c, int priority,
		  const char *what, const char *fmt, ...)
{
	char text[2048];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	tell(g, c, priority, what, text);
}

static void remember(struct guard *g, const struct gcase *c)
{
	char *doc = json_dumps(c->doc, JSON_COMPACT);

	store_remember(g->store, c->key, &c->memory, word(c->doc, "verdict"),
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

static void act(struct guard *g, const struct gcase *c,
		const struct step *step)
{
	const char *name = deed_names[step->deed];
	char text[ACT_TEXT_LEN];
	int code = EXIT_FAILED;

	if (step->tenant && c->tenant)
		code = act_on_cgroup(c->tenant, name, step->percent, text);
	else if (step->tenant)
		snprintf(text, sizeof(text),
			 "it is in no cgroup of version 2 that is known");
	else if (c->named)
		code = act_on_process(&c->who, name, step->percent, text);
	else
		snprintf(text, sizeof(text),
			 "the finding names no process: act on the tenant");
	done(g, c, step->deed, code, text);
}

static void notify(struct guard *g, const struct gcase *c,
		   const struct rule *rule)
{
	json_t *doc = json_document("guard");
	char *text;

	json_object_set_new(doc, "event", json_string("notify"));
	json_object_set_new(doc, "message", json_words(rule->name));
	json_object_set(doc, "finding", c->doc);
	text = json_dumps(doc, JSON_COMPACT);
	if (text)
		notify_send(&g->policy, text);
	free(text);
	json_decref(doc);
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

static uint64_t hash_text(uint64_t hash, const char *text)
{
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
	uint64_t hash = 0xcbf29ce484222325 + deed;
	char number[24];
	size_t i;

	hash = hash_text(hash, rule->name);
	hash = hash_text(hash, word(c->doc, "family"));
	hash = hash_text(hash, word(c->doc, "cgroup_path"));
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

/* True if it is done, or never will be; false: later. */
static bool do_step(struct guard *g, struct gcase *c, const struct rule *rule,
		    const struct step *step)
{
	char line[512], text[EVIDENCE_TEXT];
	int code;

	if (step->deed == DEED_NOTIFY && policy_quiet(&g->policy, time(NULL)))
		return false;
	if (step->deed >= DEED_THROTTLE && !take_token(g))
		return false;
	sd_notify(0, "WATCHDOG=1");
	switch (step->deed) {
	case DEED_LOG:
		known_line(c->doc, line, sizeof(line));
		tell(g, c, c->confirmed ? LOG_ALERT : LOG_WARNING, rule->name,
		     line);
		return true;
	case DEED_NOTIFY:
		if (!done_lately(g, c, rule, step->deed))
			notify(g, c, rule);
		return true;
	case DEED_EVIDENCE:
		if (done_lately(g, c, rule, step->deed))
			return true;
		code = evidence_keep(g->policy.evidence,
				     c->named ? &c->who : NULL, c->doc, text);
		done(g, c, DEED_EVIDENCE, code, text);
		return true;
	default:
		act(g, c, step);
		return true;
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
	snprintf(key, STORE_KEY, "c%" PRIu64 ".%.40s", t->id, t->rule);
}

static struct gtenant *tenant_of(struct guard *g, const struct gcase *c,
				 const struct rule *rule)
{
	char key[STORE_KEY];
	struct gtenant *t = g->tenants;

	while (t && (t->id != c->tenant ||
		     strncmp(t->rule, rule->name, sizeof(t->rule) - 1)))
		t = t->next;
	if (!t) {
		t = xmalloc(sizeof(*t));
		*t = (struct gtenant){ .next = g->tenants, .id = c->tenant };
		snprintf(t->rule, sizeof(t->rule), "%s", rule->name);
		tenant_key(t, key);
		store_recall(g->store, key, &t->memory);
		g->tenants = t;
	} else if (since(t->seen) > TENANT_NS) {
		t->memory = (struct memory){ 0 };
	}
	t->seen = boottime_ns();
	return t;
}

static void forget_tenants(struct guard *g, uint64_t age_ns)
{
	struct gtenant **at = &g->tenants, *t;

	while ((t = *at)) {
		if (since(t->seen) < age_ns) {
			at = &t->next;
			continue;
		}
		*at = t->next;
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

/* The rule is fulfilled, perhaps for the first time. */
static void begin(struct guard *g, const struct gcase *c,
		  const struct gtenant *t, struct memory *m,
		  const struct rule *rule)
{
	if (!strncmp(m->rule, rule->name, sizeof(m->rule) - 1))
		return;
	*m = (struct memory){ .matched_ms = boottime_ms() };
	snprintf(m->rule, sizeof(m->rule), "%s", rule->name);
	note_done(g, c, t);
}

static void judge_step(struct guard *g, struct gcase *c, struct gtenant *t,
		       const struct rule *rule, unsigned int i)
{
	struct memory *m = t ? &t->memory : &c->memory;
	const struct step *step = &rule->steps[i];

	if (m->done >> i & 1 || boottime_ms() - m->matched_ms <
	    step->after_s * UINT64_C(1000))
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
	if (!do_step(g, c, rule, step))
		return;
	m->done |= 1U << i;
	note_done(g, c, t);
}

/* What is due now about an open finding? */
static void judge(struct guard *g, struct gcase *c)
{
	struct facts facts = {
		.finding = c->doc, .age_ns = since(c->opened_ns),
		.sha256 = c->hash,
	};
	const struct rule *rule;
	struct gtenant *t;
	unsigned int i;

	if (is_allowed(g, c, &facts))
		return;
	rule = policy_rule(&g->policy, &facts);
	if (!rule)
		return;
	t = c->tenant ? tenant_of(g, c, rule) : NULL;
	begin(g, c, NULL, &c->memory, rule);
	if (t)
		begin(g, c, t, &t->memory, rule);
	for (i = 0; i < rule->nr_steps; i++)
		judge_step(g, c, rule->steps[i].tenant ? t : NULL, rule, i);
}

static void make_key(const struct finding *f, char *key)
{
	if (f->pid)
		snprintf(key, STORE_KEY, "p%" PRIu32 ".%" PRIu64, f->pid,
			 f->start_ns);
	else
		snprintf(key, STORE_KEY, "t%" PRIu64 ".%" PRIu32 ".%" PRIu64
			 ".%.24s", f->cgroup_id, f->exe_dev, f->exe_ino,
			 f->family ? f->family : "");
}

static struct gcase **find_case(struct guard *g, const char *key)
{
	struct gcase **at = &g->cases;

	while (*at && strcmp((*at)->key, key))
		at = &(*at)->next;
	return at;
}

static void drop_case(struct gcase **at)
{
	struct gcase *c = *at;

	*at = c->next;
	json_decref(c->doc);
	free(c);
}

static void fill_case(struct guard *g, struct gcase *c,
		      const struct finding *f)
{
	json_decref(c->doc);
	c->doc = json_record(&finding_schema, f);
	c->id = f->id;
	c->named = f->pid && f->subject == CPUWARDEN_SUBJECT_PROCESS;
	if (c->named)
		identity_of_finding(&c->who, f);
	c->opened_ns = f->opened_ns;
	c->tenant = f->cgroup_hierarchy ? 0 : f->cgroup_id;
	c->confirmed = f->verdict == CPUWARDEN_VERDICT_CONFIRMED;
	if (!*c->hash && c->named && policy_wants_hash(&g->policy))
		evidence_hash(&c->who, c->hash);
}

static void take_finding(void *data, const struct finding *f,
			 enum listener_source source)
{
	struct guard *g = data;
	char key[STORE_KEY], line[512];
	struct gcase **at, *c;

	make_key(f, key);
	at = find_case(g, key);
	c = *at;
	if (!c && !finding_open(f))
		return;
	if (!c) {
		c = xmalloc(sizeof(*c));
		*c = (struct gcase){ 0 };
		memcpy(c->key, key, sizeof(key));
		store_recall(g->store, key, &c->memory);
		*at = c;
	}
	fill_case(g, c, f);
	if (f->event != CPUWARDEN_EVENT_UPDATED ||
	    source == LISTENER_MISSED) {
		known_line(c->doc, line, sizeof(line));
		tell(g, c, c->confirmed ? LOG_ALERT : LOG_WARNING,
		     name_of(event_names, f->event), line);
		g->metrics.findings += f->event == CPUWARDEN_EVENT_OPENED ||
				       f->event == CPUWARDEN_EVENT_ESCALATED;
	}
	if (finding_open(f))
		judge(g, c);
	else
		drop_case(at);
}

static void take_status(void *data, const struct status *s)
{
	struct guard *g = data;

	/* numbers only; the strings are not ours */
	g->metrics.status = *s;
	g->metrics.loaded = true;
}

static void take_note(void *data, enum listener_note note, const char *text)
{
	static const char *const names[] = {
		[LISTENER_LOST] = "lost",
		[LISTENER_SILENT] = "silent",
		[LISTENER_ALIVE] = "alive",
		[LISTENER_UNLOADED] = "unloaded",
		[LISTENER_RELOADED] = "reloaded",
	};
	struct guard *g = data;

	tell(g, NULL, note == LISTENER_ALIVE ? LOG_NOTICE : LOG_CRIT,
	     names[note], text);
	if (note == LISTENER_UNLOADED)
		g->metrics.loaded = false;
	/* what was done about them is in the store */
	if (note == LISTENER_UNLOADED || note == LISTENER_RELOADED)
		while (g->cases)
			drop_case(&g->cases);
}

static void write_metrics(struct guard *g)
{
	const struct gcase *c;

	g->told = boottime_ns();
	if (!g->policy.metrics)
		return;
	g->metrics.open[0] = 0;
	g->metrics.open[1] = 0;
	for (c = g->cases; c; c = c->next)
		g->metrics.open[c->confirmed]++;
	g->metrics.store_failures = store_failures(g->store);
	g->metrics.notify_failures = notify_failures();
	if (!metrics_write(&g->metrics, g->policy.metrics))
		warn("cannot write %s: %s", g->policy.metrics,
		     strerror(errno));
}

static void tick(struct guard *g)
{
	double minutes = since(g->ticked) / 6e10;
	struct gcase *c;

	g->ticked = boottime_ns();
	g->tokens += minutes * g->policy.acts_per_minute;
	if (g->tokens > g->policy.acts_per_minute)
		g->tokens = g->policy.acts_per_minute;
	for (c = g->cases; c; c = c->next)
		judge(g, c);
	notify_reap();
	if (since(g->told) > METRICS_NS)
		write_metrics(g);
	if (!g->pruned || since(g->pruned) > PRUNE_NS) {
		store_prune(g->store, g->policy.keep_days, g->policy.keep_mb);
		forget_tenants(g, TENANT_NS);
		g->pruned = boottime_ns();
	}
	sd_notify(0, "WATCHDOG=1");
}

/* A policy that is wrong changes nothing. */
static void reload(struct guard *g)
{
	struct policy next;

	sd_notify(0, "RELOADING=1");
	if (policy_load(&next, opt.policy)) {
		policy_free(&next);
		tell(g, NULL, LOG_ERR, "policy",
		     "the new policy is wrong: the old one stays");
	} else {
		policy_free(&g->policy);
		g->policy = next;
		tellf(g, NULL, LOG_NOTICE, "policy", "%zu rules, %zu allowed",
		      next.nr_rules, next.nr_allows);
	}
	sd_notify(0, "READY=1");
}

/* Read the signals that came; false to end. */
static bool take_signals(struct guard *g, int fd)
{
	struct signalfd_siginfo info;
	bool go_on = true;

	while (read(fd, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGHUP)
			reload(g);
		else if (info.ssi_signo != SIGCHLD)
			go_on = false;
	}
	notify_reap();
	return go_on;
}

static int run(struct guard *g)
{
	sigset_t signals;
	int fd, code = 0;

	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	sigaddset(&signals, SIGCHLD);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	fd = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
	code = listener_open(&g->listener);
	if (code)
		return code;
	sd_notify(0, "READY=1\nSTATUS=listening");
	while (!code) {
		code = listener_step(&g->listener, fd, TICK_NS / 1000000);
		if (code == -EINTR)
			code = take_signals(g, fd) ? 0 : -EINTR;
		if (since(g->ticked) >= TICK_NS)
			tick(g);
	}
	sd_notify(0, "STOPPING=1");
	write_metrics(g);
	listener_close(&g->listener);
	return code == -EINTR ? 0 : code;
}

/* What would the policy do about a case of the history, at once and later? */
static void would(void *data, const char *text)
{
	struct guard *g = data;
	json_t *doc = json_loads(text, 0, NULL);
	/* as if it had been open for long: what is asked of age is granted */
	struct facts facts = {
		.finding = doc, .age_ns = UINT64_MAX, .sha256 = "",
	};
	const struct allow *allow = policy_allow(&g->policy, &facts);
	const struct rule *rule = policy_rule(&g->policy, &facts);
	char line[512];
	unsigned int i;

	known_line(doc, line, sizeof(line));
	if (allow || !rule) {
		tellf(g, NULL, LOG_INFO, "would do nothing", "%s%s%s", line,
		      allow ? "; allowed: " : "", allow ? allow->reason : "");
		json_decref(doc);
		return;
	}
	for (i = 0; i < rule->nr_steps; i++)
		tellf(g, NULL, LOG_INFO, "would",
		      "%s after %u s%s, by the rule %s: %s",
		      deed_names[rule->steps[i].deed], rule->steps[i].after_s,
		      rule->steps[i].tenant ? ", the tenant" : "", rule->name,
		      line);
	json_decref(doc);
}

static int dry_run(struct guard *g)
{
	struct store *store = store_open(g->policy.state, false);
	int code;

	if (!store)
		return EXIT_FAILED;
	code = store_cases(store, would, g);
	store_close(store);
	return code;
}

int cmd_guard(int argc, char **argv)
{
	static const struct listener_ops ops = {
		.finding = take_finding,
		.status = take_status,
		.note = take_note,
	};
	static struct guard g = {
		.listener = { .ops = &ops, .patience_ns = UINT64_MAX },
	};
	int code;

	(void)argc;
	(void)argv;
	g.listener.data = &g;
	g.ticked = boottime_ns();
	code = policy_load(&g.policy, opt.policy);
	if (!code && opt.check) {
		printf("%zu rules, %zu allowed: nothing is wrong\n",
		       g.policy.nr_rules, g.policy.nr_allows);
	} else if (!code && opt.simulate) {
		code = dry_run(&g);
	} else if (!code) {
		g.journal = getenv("JOURNAL_STREAM");
		g.tokens = g.policy.acts_per_minute;
		setvbuf(stdout, NULL, _IOLBF, 0);
		g.store = store_open(g.policy.state, true);
		code = run(&g);
		while (g.cases)
			drop_case(&g.cases);
		forget_tenants(&g, 0);
		store_close(g.store);
	}
	policy_free(&g.policy);
	return code;
}
