/* SPDX-License-Identifier: GPL-2.0-only */
/* What guard does about which finding: guard.conf, read by libconfig. */
#ifndef _GUARD_POLICY_H
#define _GUARD_POLICY_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include <jansson.h>
#include <libconfig.h>

#define POLICY_FILE	"/etc/cpuwarden/guard.conf"
#define POLICY_STEPS	8
#define POLICY_LIST	16

enum deed {
	DEED_LOG,
	DEED_NOTIFY,
	DEED_EVIDENCE,
	DEED_THROTTLE,
	DEED_FREEZE,
	DEED_STOP,
	DEED_KILL,
	DEEDS,
};

/* As they stand in the policy; those from throttle on are acts. */
extern const char *const deed_names[DEEDS];

/**
 * struct match - which findings are meant; what is NULL, empty or 0 is not asked
 * @verdict:   the least: suspect or confirmed
 * @kind:      of the family: mining or primitive
 * @families:  stable names, one of them
 * @signs:     all of them must have been seen
 * @user:      name of this host, or number
 * @exe:       path of the executable, shell pattern
 * @sha256:    of the executable
 * @tenant:    path of the cgroup, shell pattern
 * @container: "engine:id", shell pattern
 * @age_s:     open for so long
 * @cpu_s:     CPU time that was taken
 */
struct match {
	const char *verdict;
	const char *kind;
	const char *families[POLICY_LIST];
	const char *signs[POLICY_LIST];
	const char *user;
	const char *exe;
	const char *sha256;
	const char *tenant;
	const char *container;
	unsigned int age_s;
	unsigned int cpu_s;
};

/* To whom an act is done. */
enum whom {
	ON_PROCESS,
	ON_TENANT,
	ON_RESTARTER,
	WHOMS,
};

/* As they stand in the policy. */
extern const char *const whom_names[WHOMS];

/**
 * struct step - one thing to do
 * @deed:    what
 * @on:      to whom
 * @percent: throttle: of one CPU
 * @after_s: so long after the rule was first fulfilled
 */
struct step {
	enum deed deed;
	enum whom on;
	unsigned int percent;
	unsigned int after_s;
};

struct rule {
	const char *name;
	struct match match;
	struct step steps[POLICY_STEPS];
	unsigned int nr_steps;
};

/**
 * struct allow - who is left alone
 * @match:  whom
 * @until:  until then, or 0
 * @reason: why; must be said
 */
struct allow {
	struct match match;
	time_t until;
	const char *reason;
};

/**
 * struct policy - all of guard.conf
 * @config:      owns the strings
 * @state:       file of the history
 * @evidence:    directory for what is kept of a case
 * @metrics:     textfile for node_exporter, or NULL
 * @outbox:      file of what waits to be sent to the fleet, or NULL
 * @command:     is given each notification on standard input, or NULL
 * @webhook:     URL that each is posted to, or NULL
 * @mail:        address that each is mailed to, or NULL
 * @sendmail:    the program that takes mail
 * @keep_days:   age of the oldest entry of the history
 * @keep_mb:     its size
 * @acts_per_minute: more than these wait
 * @quiet_from:  minute of the day, notifications wait from then
 * @quiet_to:    … until then; the same: never
 * @rules:       the first that fits counts
 * @nr_rules:    how many
 * @allows:      asked before the rules
 * @nr_allows:   how many
 */
struct policy {
	config_t config;
	const char *state;
	const char *evidence;
	const char *metrics;
	const char *outbox;
	const char *command;
	const char *webhook;
	const char *mail;
	const char *sendmail;
	unsigned int keep_days;
	unsigned int keep_mb;
	unsigned int acts_per_minute;
	unsigned int quiet_from;
	unsigned int quiet_to;
	struct rule *rules;
	size_t nr_rules;
	struct allow *allows;
	size_t nr_allows;
};

/**
 * policy_load() - read a policy
 * @p:    result, to be freed with policy_free() whatever is returned
 * @path: the file; NULL: POLICY_FILE, and reports only if there is none
 *
 * Return: 0, or enum exit_code after FILE:LINE:COLUMN was said.
 */
int policy_load(struct policy *p, const char *path);
void policy_free(struct policy *p);

/* A case: a finding as in JSON, and what is asked of it that is not in there. */
struct facts {
	const json_t *finding;
	uint64_t age_ns;
	const char *sha256;	/* of the executable, "" if not known */
};

const struct rule *policy_rule(const struct policy *p, const struct facts *f);
const struct allow *policy_allow(const struct policy *p,
				 const struct facts *f);

/* Does any entry ask for the hash of executables? */
bool policy_wants_hash(const struct policy *p);

/* Do notifications wait now? */
bool policy_quiet(const struct policy *p, time_t now);

#endif /* _GUARD_POLICY_H */
