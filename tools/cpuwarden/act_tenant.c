// SPDX-License-Identifier: GPL-2.0-only
/* act: freeze, thaw, throttle or kill a tenant as a whole. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/restarter.h"
#include "act_tenant.h"
#include "escape.h"
#include "json.h"
#include "netlink.h"
#include "tenant.h"
#include "tool.h"
#include "unit.h"

/**
 * struct act - one act under way
 * @tenant:  who
 * @percent: throttle: of one CPU
 * @plan:    what is to be done, in words
 * @result:  what is true now, in words
 */
struct act {
	struct held_tenant tenant;
	unsigned int percent;
	char plan[CGROUPFS_TEXT_LEN];
	char result[CGROUPFS_TEXT_LEN];
};

/* Each leaves words in act.result; 0 or enum exit_code. */

static int run_freeze(struct act *a)
{
	int code = tenant_freeze(&a->tenant, a->result);

	if (!code)
		snprintf(a->result, sizeof(a->result), "all of it is frozen");
	return code;
}

static int run_thaw(struct act *a)
{
	int code = tenant_thaw(&a->tenant, a->result);

	if (!code)
		snprintf(a->result, sizeof(a->result),
			 "it is neither frozen nor throttled any more");
	return code;
}

static int run_throttle(struct act *a)
{
	int code = tenant_throttle(&a->tenant, a->percent, a->result);

	if (!code)
		snprintf(a->result, sizeof(a->result),
			 "all of it together is throttled to %u %% of one CPU%s%s",
			 a->percent,
			 *a->tenant.opened ? "; for that the cpu controller was enabled in: " : "",
			 shown(a->tenant.opened));
	return code;
}

static int run_kill(struct act *a)
{
	int code = tenant_kill(&a->tenant, a->result);

	if (!code)
		snprintf(a->result, sizeof(a->result), "all of it has exited%s",
			 tenant_frozen(&a->tenant) ?
			 "; the cgroup is still frozen: see act thaw" : "");
	return code;
}

static const struct action {
	const char *name;
	int (*run)(struct act *a);
} actions[] = {
	{ "freeze", run_freeze },
	{ "thaw", run_thaw },
	{ "throttle", run_throttle },
	{ "kill", run_kill },
};

static const struct action *find_action(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(actions); i++)
		if (!strcmp(actions[i].name, name))
			return &actions[i];
	return NULL;
}

/*
 * A cgroup of v1 may have the same id as one of v2: does the module know this
 * id as another cgroup, too? Then nobody can tell which one was meant. 0, or
 * enum exit_code after a message.
 */
static int check_id(const struct act *a)
{
	const struct held_tenant *t = &a->tenant;
	const struct tenant *all;
	char *other = NULL;
	struct vec vec;
	struct nl nl;
	size_t i;
	int err;

	/* It can be done without the module. */
	if (nl_open(&nl))
		return 0;
	err = nl_dump(&nl, CPUWARDEN_CMD_TENANT_GET, &tenant_schema, &vec);
	if (err) {
		err = nl_failed(&nl, err, "read the tenants");
		nl_close(&nl);
		return err;
	}
	all = vec.items;
	for (i = 0; i < vec.n; i++)
		if (all[i].cgroup_id == t->id && all[i].cgroup_path &&
		    strcmp(all[i].cgroup_path, t->path))
			other = all[i].cgroup_path;
	if (other)
		err = fail(EXIT_FAILED,
			   "the module knows tenant %" PRIu64
			   " as %s, in cgroup v2 it is %s: if that is meant, name it by its path",
			   t->id, shown(other), shown(t->path));
	vec_free(&vec, &tenant_schema);
	nl_close(&nl);
	return err;
}

/* 0, or enum exit_code after a message. */
static int plan(struct act *a, const char *action)
{
	const struct held_tenant *t = &a->tenant;
	char what[64] = "";

	if (!strcmp(action, "thaw") && !tenant_thawable(t))
		return fail(EXIT_FAILED,
			    "the tenant %s is neither frozen nor throttled: there is nothing to undo",
			    shown(t->path));
	if (!strcmp(action, "throttle"))
		snprintf(what, sizeof(what), " to %u %% of one CPU together",
			 a->percent);
	snprintf(a->plan, sizeof(a->plan),
		 "%s all %u processes of the tenant %s%s, those in %u cgroups below it included",
		 action, t->processes, shown(t->path), what, t->below);
	return 0;
}

static void report(const struct act *a, const char *action)
{
	const struct held_tenant *t = &a->tenant;
	json_t *doc, *act;

	if (!opt.json) {
		printf("tenant %" PRIu64 " (%s)\n", t->id, shown(t->path));
		if (*t->hiding)
			printf("hidden: %s\n", t->hiding);
		if (opt.yes)
			printf("did: %s\nnow: %s\n", a->plan, a->result);
		else
			printf("would %s\ndry run, nothing was done: add --yes to do it\n",
			       a->plan);
		return;
	}
	doc = json_document("act");
	act = json_pack("{s:s, s:o, s:o, s:i, s:o, s:b, s:b}",
			"action", action,
			"cgroup", json_text(t->path),
			"cgroup_id", json_u64(t->id),
			"processes", (int)t->processes,
			"plan", json_words(a->plan),
			"dry_run", !opt.yes,
			"done", opt.yes);
	if (!strcmp(action, "throttle"))
		json_object_set_new(act, "percent", json_integer(a->percent));
	if (*t->hiding)
		json_object_set_new(act, "hiding", json_words(t->hiding));
	if (opt.yes)
		json_object_set_new(act, "result", json_words(a->result));
	json_object_set_new(doc, "act", act);
	json_print(doc);
}

int act_on_cgroup(uint64_t id, const char *name, unsigned int percent,
		  char *text)
{
	const struct action *action = find_action(name);
	static struct act a;
	char number[24];
	int code;

	memset(&a, 0, sizeof(a));
	if (!action) {
		snprintf(text, CGROUPFS_TEXT_LEN,
			 "a tenant is not told to '%s'", name);
		return EXIT_USAGE;
	}
	snprintf(number, sizeof(number), "%" PRIu64, id);
	code = tenant_hold(&a.tenant, number, a.result);
	if (!code) {
		a.percent = percent;
		code = action->run(&a);
		tenant_release(&a.tenant);
	}
	snprintf(text, CGROUPFS_TEXT_LEN, "%s", a.result);
	return code;
}

/*
 * Cut @path behind the last part of it that is @unit, or begins so if the module
 * had no room for more of it.
 */
static bool cut_to_unit(char *path, const char *unit)
{
	size_t n = strlen(unit);
	char *part, *end, *last = NULL;

	for (part = path; *part; part = end) {
		part += *part == '/';
		end = part + strcspn(part, "/");
		if (n && !strncmp(part, unit, n) &&
		    (part + n == end || n == CW_RESTARTER_NAME - 1))
			last = end;
	}
	if (last)
		*last = '\0';
	return last;
}

int act_stop_unit(uint64_t id, const char *unit, char *text)
{
	static struct held_tenant t;
	char number[24], found[UNIT_LEN], *path;
	int code, err;

	snprintf(number, sizeof(number), "%" PRIu64, id);
	code = tenant_hold(&t, number, text);
	if (code)
		return code;
	tenant_release(&t);
	if (!cut_to_unit(t.path, unit) || !unit_of_cgroup(t.path, found) ||
	    strcmp(found, strrchr(t.path, '/') + 1)) {
		snprintf(text, CGROUPFS_TEXT_LEN,
			 "systemd does not know the cgroup as that of %s",
			 shown(unit));
		return EXIT_FAILED;
	}
	/* of the unit, too, it is refused what may not be acted upon */
	path = xasprintf("%s", t.path);
	code = tenant_hold(&t, path, text);
	free(path);
	if (code)
		return code;
	tenant_release(&t);
	err = unit_stop(found);
	if (err)
		snprintf(text, CGROUPFS_TEXT_LEN, "cannot stop the unit %s: %s",
			 shown(found), strerror(-err));
	else
		snprintf(text, CGROUPFS_TEXT_LEN,
			 "systemd was told to stop the unit %s", shown(found));
	return err ? EXIT_FAILED : 0;
}

int act_on_tenant(const char *name, unsigned int percent, const char *target)
{
	const struct action *action = find_action(name);
	static struct act a;
	int code;

	if (!action)
		return fail(EXIT_USAGE,
			    "a tenant is not told to '%s': freeze and thaw hold for what it forks meanwhile, too",
			    name);
	code = tenant_hold(&a.tenant, target, a.result);
	if (code)
		return fail(code, "%s", a.result);
	a.percent = percent;
	code = *target == '/' ? 0 : check_id(&a);
	if (!code)
		code = plan(&a, name);
	if (!code && opt.yes) {
		code = action->run(&a);
		if (code)
			fail(code, "%s", a.result);
	}
	if (!code)
		report(&a, name);
	tenant_release(&a.tenant);
	return code;
}
