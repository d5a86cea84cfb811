// SPDX-License-Identifier: GPL-2.0-only
#include "restarter.h"

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

static bool is_one_of(const char *text, const char *const *words, size_t n)
{
	while (n--)
		if (!strcmp(text, words[n]))
			return true;
	return false;
}

static bool has_prefix(const char *text, const char *prefix)
{
	size_t len = strlen(prefix);

	return strlen(text) >= len && !memcmp(text, prefix, len);
}

/* @len bytes of @name, or as many as there is room for. */
static void set(struct cw_restarter *r, u8 kind, const struct cw_ancestor *who,
		const char *name, size_t len)
{
	if (len > CW_RESTARTER_NAME - 1)
		len = CW_RESTARTER_NAME - 1;
	memset(r, 0, sizeof(*r));
	r->kind = kind;
	if (who) {
		r->pid = who->pid;
		r->start_ns = who->start_ns;
	}
	memcpy(r->name, name, len);
}

static void set_process(struct cw_restarter *r, u8 kind,
			const struct cw_ancestor *who)
{
	set(r, kind, who, who->comm, strlen(who->comm));
}

/* Root's: others may give themselves any name. */
static bool daemon_of(const struct cw_lineage *l, struct cw_restarter *r)
{
	static const char *const crons[] = {
		"cron", "CRON", "crond", "anacron", "fcron",
	};
	u32 i;

	for (i = 0; i < l->n; i++) {
		const struct cw_ancestor *a = &l->up[i];

		if (a->uid)
			continue;
		if (is_one_of(a->comm, crons, COUNT(crons)))
			set_process(r, CPUWARDEN_RESTARTER_CRON, a);
		else if (!strcmp(a->comm, "atd"))
			set_process(r, CPUWARDEN_RESTARTER_AT, a);
		else
			continue;
		return true;
	}
	return false;
}

/* The innermost unit that systemd starts and may start again. */
static bool unit_of(const char *cgroup, struct cw_restarter *r)
{
	static const char service[] = ".service";
	const char *name = cgroup, *unit = NULL;
	size_t len, unit_len = 0;

	while (*name) {
		for (len = 0; name[len] && name[len] != '/'; len++)
			;
		/* user@1000.service is the user's systemd itself */
		if (len > strlen(service) &&
		    !memcmp(name + len - strlen(service), service,
			    strlen(service)) &&
		    !has_prefix(name, "user@")) {
			unit = name;
			unit_len = len;
		}
		name += len + (name[len] == '/');
	}
	if (unit)
		set(r, CPUWARDEN_RESTARTER_UNIT, NULL, unit, unit_len);
	return unit;
}

static bool is_runtime(const char *comm)
{
	static const char *const names[] = {
		"conmon", "runc", "crun", "dockerd", "lxc-start",
		"systemd-nspawn",
	};

	return has_prefix(comm, "containerd-shim") ||
	       is_one_of(comm, names, COUNT(names));
}

static bool is_shell(const char *comm)
{
	static const char *const names[] = {
		"sh", "bash", "dash", "zsh", "ksh", "ash", "busybox", "fish",
	};

	return is_one_of(comm, names, COUNT(names));
}

static void by_process(const struct cw_ancestor *a, struct cw_restarter *r)
{
	u8 kind = CPUWARDEN_RESTARTER_PROCESS;

	if (is_runtime(a->comm))
		kind = CPUWARDEN_RESTARTER_CONTAINER;
	else if (is_shell(a->comm))
		kind = CPUWARDEN_RESTARTER_SHELL;
	set_process(r, kind, a);
}

void cw_restarter_of(struct cw_restarter *r, const struct cw_lineage *l,
		     const char *cgroup)
{
	const struct cw_ancestor *parent = &l->up[0];

	set(r, CPUWARDEN_RESTARTER_NONE, NULL, "", 0);
	if (!l->n || daemon_of(l, r))
		return;
	if (parent->pid != 1 && strcmp(parent->comm, "systemd")) {
		by_process(parent, r);
		return;
	}
	if (cgroup && unit_of(cgroup, r))
		return;
	if (l->session.pid > 1)
		set_process(r, CPUWARDEN_RESTARTER_SESSION, &l->session);
}

bool cw_restarter_same(const struct cw_restarter *a,
		       const struct cw_restarter *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case CPUWARDEN_RESTARTER_NONE:
	case CPUWARDEN_RESTARTER_CRON:
	case CPUWARDEN_RESTARTER_AT:
		return false;
	case CPUWARDEN_RESTARTER_UNIT:
		return !strcmp(a->name, b->name);
	default:
		return a->pid == b->pid && a->start_ns == b->start_ns;
	}
}
