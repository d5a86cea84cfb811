// SPDX-License-Identifier: GPL-2.0-only
/* guard.conf: reading it, and which findings its entries mean. */
#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "detect/families.h"
#include "container.h"
#include "escape.h"
#include "policy.h"
#include "tool.h"
#include "views.h"

#define STATE_FILE	"/var/lib/cpuwarden/guard.db"
#define EVIDENCE_DIR	"/var/lib/cpuwarden/evidence"

const char *const deed_names[DEEDS] = {
	[DEED_LOG] = "log",
	[DEED_NOTIFY] = "notify",
	[DEED_EVIDENCE] = "evidence",
	[DEED_THROTTLE] = "throttle",
	[DEED_FREEZE] = "freeze",
	[DEED_STOP] = "stop",
	[DEED_KILL] = "kill",
};

/* Where the word stands in its line, from 1; 1 if it is not there. */
static unsigned int column_of(const char *path, unsigned int line,
			      const char *word)
{
	unsigned int column = 1;
	char *text = NULL, *at;
	size_t size = 0;
	FILE *f = fopen(path, "r");

	while (f && line && getline(&text, &size, f) > 0)
		line--;
	if (f && !line && text) {
		at = word ? strstr(text, word) : NULL;
		if (at)
			column = at - text + 1;
		else if (!word)
			column = strspn(text, " \t") + 1;
	}
	free(text);
	if (f)
		fclose(f);
	return column;
}

/* Say what is wrong with a setting, and where it stands. */
__printf(2, 3)
static int wrong(const config_setting_t *s, const char *fmt, ...)
{
	const char *file = config_setting_source_file(s);
	unsigned int line = config_setting_source_line(s);
	char text[256];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (!file)
		file = "?";
	return fail(EXIT_USAGE, "%s:%u:%u: %s", shown(file), line,
		    column_of(file, line, config_setting_name(s)), text);
}

enum kind {
	TEXT,		/* const char * */
	COUNT,		/* unsigned int, from 0 */
	LIST,		/* const char *[POLICY_LIST]; one may stand alone */
	OTHER,		/* read elsewhere */
};

/* One setting that may stand in a group. */
struct key {
	const char *name;
	enum kind kind;
	size_t offset;
};

static int take_list(const config_setting_t *s, const char **list)
{
	int i, n = config_setting_length(s);

	if (config_setting_type(s) == CONFIG_TYPE_STRING) {
		list[0] = config_setting_get_string(s);
		return 0;
	}
	if (!config_setting_is_aggregate(s) || n >= POLICY_LIST)
		return wrong(s, "'%s' must be a string or a list of at most %d",
			     config_setting_name(s), POLICY_LIST - 1);
	for (i = 0; i < n; i++) {
		list[i] = config_setting_get_string_elem(s, i);
		if (!list[i])
			return wrong(s, "'%s' must have strings only",
				     config_setting_name(s));
	}
	return 0;
}

static int take_one(const config_setting_t *s, const struct key *key,
		    void *base)
{
	void *member = (char *)base + key->offset;
	int n;

	switch (key->kind) {
	case TEXT:
		*(const char **)member = config_setting_get_string(s);
		if (!*(const char **)member)
			return wrong(s, "'%s' must be a string", key->name);
		return 0;
	case COUNT:
		n = config_setting_get_int(s);
		if (config_setting_type(s) != CONFIG_TYPE_INT || n < 0)
			return wrong(s, "'%s' must be a number from 0",
				     key->name);
		*(unsigned int *)member = n;
		return 0;
	case LIST:
		return take_list(s, member);
	default:
		return 0;
	}
}

/* All settings of a group by its keys, @n in all; what is no key is an error. */
static int take_group(const config_setting_t *group, const struct key *keys,
		      size_t n, void *base, const struct key *more,
		      size_t nr_more, void *more_base)
{
	int i, length = config_setting_length(group), code = 0;
	size_t k;

	if (!config_setting_is_group(group))
		return wrong(group, "a group in braces is wanted here");
	for (i = 0; i < length && !code; i++) {
		const config_setting_t *s = config_setting_get_elem(group, i);
		const char *name = config_setting_name(s);
		bool known = false;

		for (k = 0; k < n && !known; k++) {
			known = !strcmp(keys[k].name, name);
			if (known)
				code = take_one(s, &keys[k], base);
		}
		for (k = 0; k < nr_more && !known; k++) {
			known = !strcmp(more[k].name, name);
			if (known)
				code = take_one(s, &more[k], more_base);
		}
		if (!known)
			code = wrong(s, "there is no setting '%s' here",
				     shown(name));
	}
	return code;
}

static const struct key match_keys[] = {
	{ "verdict", TEXT, offsetof(struct match, verdict) },
	{ "kind", TEXT, offsetof(struct match, kind) },
	{ "family", LIST, offsetof(struct match, families) },
	{ "signs", LIST, offsetof(struct match, signs) },
	{ "user", TEXT, offsetof(struct match, user) },
	{ "exe", TEXT, offsetof(struct match, exe) },
	{ "sha256", TEXT, offsetof(struct match, sha256) },
	{ "tenant", TEXT, offsetof(struct match, tenant) },
	{ "container", TEXT, offsetof(struct match, container) },
	{ "age", COUNT, offsetof(struct match, age_s) },
	{ "cpu", COUNT, offsetof(struct match, cpu_s) },
};

static bool one_of(const char *text, const char *a, const char *b)
{
	return !text || !strcmp(text, a) || !strcmp(text, b);
}

static int check_match(const config_setting_t *s, const struct match *m)
{
	size_t i;

	if (!one_of(m->verdict, "suspect", "confirmed"))
		return wrong(config_setting_lookup((config_setting_t *)s,
						   "verdict"),
			     "a verdict is \"suspect\" or \"confirmed\"");
	if (!one_of(m->kind, "mining", "primitive"))
		return wrong(config_setting_lookup((config_setting_t *)s,
						   "kind"),
			     "a kind is \"mining\" or \"primitive\"");
	for (i = 0; m->families[i]; i++)
		if (!family_find(m->families[i]))
			return wrong(config_setting_lookup(
					(config_setting_t *)s, "family"),
				     "there is no family '%s': see 'cpuwarden families'",
				     shown(m->families[i]));
	return 0;
}

const char *const whom_names[WHOMS] = { "process", "tenant", "restarter" };

/* "throttle", or { do = "throttle"; on = "tenant"; percent = 5; after = 60; } */
static int take_step(const config_setting_t *s, struct step *step)
{
	struct {
		const char *name;
		const char *on;
		unsigned int percent;
		unsigned int after_s;
	} raw = { .percent = 10 };
	const struct key keys[] = {
		{ "do", TEXT, (char *)&raw.name - (char *)&raw },
		{ "on", TEXT, (char *)&raw.on - (char *)&raw },
		{ "percent", COUNT, (char *)&raw.percent - (char *)&raw },
		{ "after", COUNT, (char *)&raw.after_s - (char *)&raw },
	};
	int code = 0;

	if (config_setting_type(s) == CONFIG_TYPE_STRING)
		raw.name = config_setting_get_string(s);
	else
		code = take_group(s, keys, ARRAY_SIZE(keys), &raw, NULL, 0,
				  NULL);
	if (code)
		return code;
	for (step->deed = 0; step->deed < DEEDS; step->deed++)
		if (raw.name && !strcmp(deed_names[step->deed], raw.name))
			break;
	if (step->deed == DEEDS)
		return wrong(s, "an action is log, notify, evidence, throttle, freeze, stop or kill");
	for (step->on = 0; raw.on && step->on < WHOMS; step->on++)
		if (!strcmp(whom_names[step->on], raw.on))
			break;
	if (step->on == WHOMS)
		return wrong(s, "an action is on the \"process\", the \"tenant\" or the \"restarter\"");
	if (step->on == ON_TENANT && step->deed == DEED_STOP)
		return wrong(s, "a tenant is not stopped: freeze holds for what it forks, too");
	if (!raw.percent || raw.percent > 100000)
		return wrong(s, "a percentage of one CPU is from 1");
	step->percent = raw.percent;
	step->after_s = raw.after_s;
	return 0;
}

static int take_rule(const config_setting_t *s, struct rule *rule)
{
	static const struct key keys[] = {
		{ "name", TEXT, offsetof(struct rule, name) },
		{ "actions", OTHER, 0 },
	};
	config_setting_t *steps;
	int i, code;

	code = take_group(s, match_keys, ARRAY_SIZE(match_keys), &rule->match,
			  keys, ARRAY_SIZE(keys), rule);
	if (!code)
		code = check_match(s, &rule->match);
	if (code)
		return code;
	steps = config_setting_get_member(s, "actions");
	if (!rule->name || !steps || !config_setting_is_list(steps) ||
	    config_setting_length(steps) > POLICY_STEPS)
		return wrong(s, "a rule has a name, and actions: a list in parentheses of at most %d",
			     POLICY_STEPS);
	for (i = 0; i < config_setting_length(steps) && !code; i++)
		code = take_step(config_setting_get_elem(steps, i),
				 &rule->steps[rule->nr_steps++]);
	return code;
}

static int take_allow(const config_setting_t *s, struct allow *allow)
{
	struct { const char *until; } raw = { 0 };
	const struct key keys[] = {
		{ "until", TEXT, 0 },
		{ "reason", OTHER, 0 },
	};
	struct tm tm = { .tm_isdst = -1 };
	const char *end;
	int code;

	code = take_group(s, match_keys, ARRAY_SIZE(match_keys), &allow->match,
			  keys, ARRAY_SIZE(keys), &raw);
	if (!code)
		code = check_match(s, &allow->match);
	if (code)
		return code;
	if (!config_setting_lookup_string(s, "reason", &allow->reason))
		return wrong(s, "who allows something says why: reason = \"…\"");
	if (!raw.until)
		return 0;
	end = strptime(raw.until, "%Y-%m-%d", &tm);
	if (!end || *end)
		return wrong(s, "until = \"YYYY-MM-DD\"");
	tm.tm_mday++;	/* that day included */
	allow->until = mktime(&tm);
	return 0;
}

static int take_quiet(struct policy *p, const config_setting_t *s)
{
	unsigned int h1, m1, h2, m2;
	const char *text = config_setting_get_string(s);
	int n = 0;

	if (!text || sscanf(text, "%2u:%2u-%2u:%2u%n", &h1, &m1, &h2, &m2,
			    &n) != 4 || text[n] || h1 > 24 || h2 > 24 ||
	    m1 > 59 || m2 > 59)
		return wrong(s, "quiet_hours = \"22:00-06:30\"");
	p->quiet_from = 60 * h1 + m1;
	p->quiet_to = 60 * h2 + m2;
	return 0;
}

static int take_lists(struct policy *p, const config_setting_t *root)
{
	config_setting_t *rules = config_setting_get_member(root, "rules");
	config_setting_t *allows = config_setting_get_member(root, "allow");
	config_setting_t *quiet = config_setting_get_member(root,
							    "quiet_hours");
	size_t i;
	int code = 0;

	if ((rules && !config_setting_is_list(rules)) ||
	    (allows && !config_setting_is_list(allows)))
		return wrong(rules && !config_setting_is_list(rules) ? rules :
			     allows, "a list in parentheses is wanted here");
	p->nr_rules = rules ? config_setting_length(rules) : 0;
	p->nr_allows = allows ? config_setting_length(allows) : 0;
	p->rules = calloc(p->nr_rules + 1, sizeof(*p->rules));
	p->allows = calloc(p->nr_allows + 1, sizeof(*p->allows));
	if (!p->rules || !p->allows)
		return fail(EXIT_FAILED, "out of memory");
	for (i = 0; i < p->nr_rules && !code; i++)
		code = take_rule(config_setting_get_elem(rules, i),
				 &p->rules[i]);
	for (i = 0; i < p->nr_allows && !code; i++)
		code = take_allow(config_setting_get_elem(allows, i),
				  &p->allows[i]);
	return code || !quiet ? code : take_quiet(p, quiet);
}

int policy_load(struct policy *p, const char *path)
{
	static const struct key keys[] = {
		{ "state", TEXT, offsetof(struct policy, state) },
		{ "evidence", TEXT, offsetof(struct policy, evidence) },
		{ "metrics", TEXT, offsetof(struct policy, metrics) },
		{ "outbox", TEXT, offsetof(struct policy, outbox) },
		{ "command", TEXT, offsetof(struct policy, command) },
		{ "webhook", TEXT, offsetof(struct policy, webhook) },
		{ "mail", TEXT, offsetof(struct policy, mail) },
		{ "sendmail", TEXT, offsetof(struct policy, sendmail) },
		{ "keep_days", COUNT, offsetof(struct policy, keep_days) },
		{ "keep_mb", COUNT, offsetof(struct policy, keep_mb) },
		{ "acts_per_minute", COUNT,
		  offsetof(struct policy, acts_per_minute) },
		{ "quiet_hours", OTHER, 0 },
		{ "rules", OTHER, 0 },
		{ "allow", OTHER, 0 },
	};
	const config_setting_t *root;
	int code;

	*p = (struct policy){
		.state = STATE_FILE, .evidence = EVIDENCE_DIR,
		.sendmail = "/usr/sbin/sendmail",
		.keep_days = 90, .keep_mb = 256, .acts_per_minute = 30,
	};
	config_init(&p->config);
	if (!path && access(POLICY_FILE, F_OK) && errno == ENOENT)
		return 0;
	path = path ? path : POLICY_FILE;
	if (access(path, R_OK))
		return fail(exit_code_of(errno), "cannot read %s: %s",
			    shown(path), strerror(errno));
	if (!config_read_file(&p->config, path)) {
		unsigned int line = config_error_line(&p->config);

		return fail(EXIT_USAGE, "%s:%u:%u: %s", shown(path), line,
			    column_of(path, line, NULL),
			    config_error_text(&p->config));
	}
	root = config_root_setting(&p->config);
	code = take_group(root, keys, ARRAY_SIZE(keys), p, NULL, 0, NULL);
	/* it stands in a header */
	if (!code && p->mail && (!*p->mail || p->mail[strcspn(p->mail, "\r\n")]))
		code = wrong(config_setting_get_member(root, "mail"),
			     "an address is one line");
	return code ? code : take_lists(p, root);
}

void policy_free(struct policy *p)
{
	config_destroy(&p->config);
	free(p->rules);
	free(p->allows);
	p->rules = NULL;
	p->allows = NULL;
}

static bool user_fits(const char *user, const json_t *finding)
{
	const json_t *uid = json_object_get(finding, "uid");
	char number[24];

	if (!uid)
		return false;
	snprintf(number, sizeof(number), "%" JSON_INTEGER_FORMAT,
		 json_integer_value(uid));
	return !strcmp(user, number) ||
	       !strcmp(user, json_word(finding, "user"));
}

static bool has_sign(const json_t *finding, const char *sign)
{
	const json_t *list = json_object_get(finding, "evidence"), *e;
	size_t i;

	json_array_foreach(list, i, e)
		if (!strcmp(json_word(e, "name"), sign) &&
		    json_integer_value(json_object_get(e, "hits")))
			return true;
	return false;
}

static bool code_fits(const struct match *m, const json_t *finding)
{
	const char *family = json_word(finding, "family");
	const struct cw_family_info *info = family ? family_find(family) : NULL;
	size_t i;

	if (m->verdict && !strcmp(m->verdict, "confirmed") &&
	    strcmp(json_word(finding, "verdict"), "confirmed"))
		return false;
	if (m->kind && (!info || (info->kind == CW_FAMILY_MINING) !=
			!strcmp(m->kind, "mining")))
		return false;
	for (i = 0; m->families[i]; i++)
		if (!strcmp(m->families[i], family))
			break;
	if (i && !m->families[i])
		return false;
	for (i = 0; m->signs[i]; i++)
		if (!has_sign(finding, m->signs[i]))
			return false;
	return true;
}

static bool fits(const struct match *m, const struct facts *f)
{
	char container[CONTAINER_ID_LEN + 32];

	snprintf(container, sizeof(container), "%s:%s",
		 json_word(f->finding, "container_engine"),
		 json_word(f->finding, "container_id"));
	return code_fits(m, f->finding) &&
	       (!m->user || user_fits(m->user, f->finding)) &&
	       (!m->exe || !fnmatch(m->exe, json_word(f->finding, "exe_path"),
				    0)) &&
	       (!m->tenant || !fnmatch(m->tenant, json_word(f->finding,
							  "cgroup_path"), 0)) &&
	       (!m->container || !fnmatch(m->container, container, 0)) &&
	       (!m->sha256 || !strcasecmp(m->sha256, f->sha256)) &&
	       f->age_ns / 1000000000 >= m->age_s &&
	       (uint64_t)json_integer_value(json_object_get(f->finding,
			"cpu_ns")) / 1000000000 >= m->cpu_s;
}

const struct rule *policy_rule(const struct policy *p, const struct facts *f)
{
	size_t i;

	for (i = 0; i < p->nr_rules; i++)
		if (fits(&p->rules[i].match, f))
			return &p->rules[i];
	return NULL;
}

const struct allow *policy_allow(const struct policy *p,
				 const struct facts *f)
{
	time_t now = time(NULL);
	size_t i;

	for (i = 0; i < p->nr_allows; i++)
		if ((!p->allows[i].until || now < p->allows[i].until) &&
		    fits(&p->allows[i].match, f))
			return &p->allows[i];
	return NULL;
}

bool policy_wants_hash(const struct policy *p)
{
	bool wants = false;
	size_t i;

	for (i = 0; i < p->nr_rules; i++)
		wants |= p->rules[i].match.sha256 != NULL;
	for (i = 0; i < p->nr_allows; i++)
		wants |= p->allows[i].match.sha256 != NULL;
	return wants;
}

bool policy_quiet(const struct policy *p, time_t now)
{
	struct tm tm;
	unsigned int minute;

	localtime_r(&now, &tm);
	minute = 60 * tm.tm_hour + tm.tm_min;
	if (p->quiet_from <= p->quiet_to)
		return minute >= p->quiet_from && minute < p->quiet_to;
	return minute >= p->quiet_from || minute < p->quiet_to;
}
