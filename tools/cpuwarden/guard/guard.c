// SPDX-License-Identifier: GPL-2.0-only
/* guard: listen to the findings, apply the policy, keep the history. */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/syslog.h>
#include <unistd.h>

#include <systemd/sd-daemon.h>

#include "evidence.h"
#include "fleet/outbox.h"
#include "json.h"
#include "judge.h"
#include "known.h"
#include "listener.h"
#include "metrics.h"
#include "notify.h"
#include "policy.h"
#include "publish.h"
#include "store.h"
#include "target.h"
#include "tenant.h"
#include "tool.h"
#include "views.h"

#define TICK_NS		UINT64_C(1000000000)
#define METRICS_NS	UINT64_C(15000000000)
#define PRUNE_NS	UINT64_C(3600000000000)

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

/* For us it is over, for the reason that @event says. */
static void close_case(struct guard *g, struct gcase **at, const char *event)
{
	publish_end(g, (*at)->key, (*at)->doc, event);
	hold_back(g, *at);
	drop_case(at);
}

/*
 * Who is meant now. One that became another program, or exchanged what /proc
 * says of it, is not spoken for by the hash of what it was.
 */
static void fill_identity(struct gcase *c, const struct finding *f)
{
	struct identity was = c->who;

	identity_of_finding(&c->who, f);
	if (!identity_same(&c->who, &was))
		forget_hash(c);
}

/* The container as a whole, and under a name that it has again if made anew. */
static void fill_tenant(struct gcase *c, const struct finding *f)
{
	uint64_t id = f->cgroup_hierarchy ? 0 : f->cgroup_id;
	char path[PATH_MAX];

	if (id == c->cgroup)
		return;
	c->cgroup = id;
	c->tenant = id;
	if (id && !tenant_outermost(&c->tenant, path))
		c->tenant_name = hash_text(0, path);
	else
		c->tenant_name = hash_text(0, f->cgroup_path ?
					      f->cgroup_path : "");
}

static void fill_case(struct gcase *c, const struct finding *f)
{
	json_decref(c->doc);
	c->doc = json_record(&finding_schema, f);
	if (c->id != f->id)
		c->vain = 0;
	c->id = f->id;
	c->named = f->pid && f->subject == CPUWARDEN_SUBJECT_PROCESS;
	if (c->named)
		fill_identity(c, f);
	c->opened_ns = f->opened_ns;
	fill_tenant(c, f);
	snprintf(c->restarter, sizeof(c->restarter), "%s",
		 f->restarter ? f->restarter : "");
	c->confirmed = f->verdict == CPUWARDEN_VERDICT_CONFIRMED;
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
	if (!c && !finding_open(f)) {
		publish_closed(g, key, f);
		return;
	}
	if (!c) {
		c = xmalloc(sizeof(*c));
		*c = (struct gcase){ 0 };
		memcpy(c->key, key, sizeof(key));
		store_recall(g->store, key, &c->memory);
		*at = c;
	}
	fill_case(c, f);
	if (f->event != CPUWARDEN_EVENT_UPDATED ||
	    source == LISTENER_MISSED) {
		known_line(c->doc, line, sizeof(line));
		tell(g, c, c->confirmed ? LOG_ALERT : LOG_WARNING,
		     name_of(event_names, f->event), line);
		/* also if no rule means it: another policy may, see would() */
		remember(g, c);
		g->metrics.findings += f->event == CPUWARDEN_EVENT_OPENED ||
				       f->event == CPUWARDEN_EVENT_ESCALATED;
	}
	if (finding_open(f)) {
		judge(g, c);
		publish_case(g, c, name_of(event_names, f->event));
	} else {
		close_case(g, at, name_of(event_names, f->event));
	}
}

static void take_forgotten(void *data, uint64_t id)
{
	struct guard *g = data;
	struct gcase **at = &g->cases;

	while (*at && (*at)->id != id)
		at = &(*at)->next;
	if (!*at)
		return;
	tell(g, *at, LOG_NOTICE, "forgotten",
	     "the module has this finding no more: the message that it was closed is lost");
	close_case(g, at, "forgotten");
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
	struct guard *g = data;

	tell(g, NULL, note == LISTENER_ALIVE ? LOG_NOTICE : LOG_CRIT,
	     listener_note_name(note), text);
	if (note == LISTENER_UNLOADED)
		g->metrics.loaded = false;
	/* what was done about them is in the store */
	if (note == LISTENER_UNLOADED || note == LISTENER_RELOADED)
		while (g->cases)
			close_case(g, &g->cases, listener_note_name(note));
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

static void judge_all(struct guard *g)
{
	struct gcase *c;

	for (c = g->cases; c; c = c->next)
		judge(g, c);
}

static void tick(struct guard *g)
{
	double minutes = since(g->ticked) / 6e10;
	const struct gcase *c;

	g->ticked = boottime_ns();
	g->tokens += minutes * g->policy.acts_per_minute;
	if (g->tokens > g->policy.acts_per_minute)
		g->tokens = g->policy.acts_per_minute;
	take_evidence(g);
	judge_all(g);
	/* one each second: notify.c has room for few at once */
	send_held_back(g);
	notify_reap();
	if (since(g->told) > METRICS_NS) {
		write_metrics(g);
		publish_beat(g);
	}
	if (!g->pruned || since(g->pruned) > PRUNE_NS) {
		/* what is open yet is not old, and its CPU time has grown */
		for (c = g->cases; c; c = c->next)
			remember(g, c);
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
	/* do not let what waits for it wait for the tick */
	if (take_evidence(g))
		judge_all(g);
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
static void would(void *data, uint64_t ms, const char *text)
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

	(void)ms;
	known_line(doc, line, sizeof(line));
	if (allow || !rule) {
		tellf(g, NULL, LOG_INFO, "would do nothing", "%s%s%s", line,
		      allow ? "; allowed: " : "", allow ? allow->reason : "");
		json_decref(doc);
		return;
	}
	for (i = 0; i < rule->nr_steps; i++)
		tellf(g, NULL, LOG_INFO, "would",
		      "%s after %u s%s%s, by the rule %s: %s",
		      deed_names[rule->steps[i].deed], rule->steps[i].after_s,
		      rule->steps[i].on ? ", the " : "",
		      rule->steps[i].on ? whom_names[rule->steps[i].on] : "",
		      rule->name, line);
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
		.forgotten = take_forgotten,
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
		if (g.policy.outbox)
			g.outbox = outbox_open(g.policy.outbox);
		code = run(&g);
		while (g.cases)
			drop_case(&g.cases);
		forget_tenants(&g, 0);
		free_held_back(&g);
		outbox_close(g.outbox);
		store_close(g.store);
	}
	policy_free(&g.policy);
	return code;
}
