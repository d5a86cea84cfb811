// SPDX-License-Identifier: GPL-2.0-only
/*
 * The forms of cgroup paths that container engines make, with the systemd and
 * the cgroupfs drivers of each. Only what is certain is named.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "container.h"
#include "tool.h"

#define HEX_ID_LEN	64

static bool is_hex_id(const char *s, size_t len)
{
	size_t i;

	if (len != HEX_ID_LEN)
		return false;
	for (i = 0; i < len; i++)
		if (!isdigit((unsigned char)s[i]) && (s[i] < 'a' || s[i] > 'f'))
			return false;
	return true;
}

static bool set(struct container *c, const char *engine, const char *id,
		size_t len)
{
	if (!len || len >= sizeof(c->id))
		return false;
	c->engine = engine;
	memcpy(c->id, id, len);
	c->id[len] = '\0';
	return true;
}

/* "PREFIX<id>.scope" as the systemd drivers make it, or "PREFIX<id>". */
static bool by_prefix(const char *name, size_t len, struct container *c)
{
	static const struct {
		const char *prefix;
		const char *engine;
		bool hex;
	} forms[] = {
		{ "docker-", "docker", true },
		{ "libpod-", "podman", true },
		{ "cri-containerd-", "containerd", true },
		{ "crio-", "cri-o", true },
		{ "lxc.payload.", "lxc", false },
		{ "machine-", "systemd-nspawn", false },
	};
	static const char scope[] = ".scope";
	bool scoped = len > strlen(scope) &&
		      !strncmp(name + len - strlen(scope), scope, strlen(scope));
	size_t i;

	if (scoped)
		len -= strlen(scope);
	for (i = 0; i < ARRAY_SIZE(forms); i++) {
		size_t skip = strlen(forms[i].prefix);

		if (len <= skip || strncmp(name, forms[i].prefix, skip))
			continue;
		if (forms[i].hex && !is_hex_id(name + skip, len - skip))
			continue;
		/* machine-*.slice and the like are no containers. */
		if (!strcmp(forms[i].prefix, "machine-") && !scoped)
			continue;
		return set(c, forms[i].engine, name + skip, len - skip);
	}
	return false;
}

/* A bare id, as the cgroupfs drivers make it, is told by what is above it. */
static bool by_parent(const char *path, const char *name, size_t len,
		      struct container *c)
{
	static const struct {
		const char *above;
		const char *engine;
	} forms[] = {
		{ "/docker/", "docker" },
		{ "/kubepods", "kubernetes" },
	};
	size_t i;

	if (!is_hex_id(name, len))
		return false;
	for (i = 0; i < ARRAY_SIZE(forms); i++) {
		const char *above = strstr(path, forms[i].above);

		if (above && above < name)
			return set(c, forms[i].engine, name, len);
	}
	return false;
}

bool container_find(const char *path, struct container *c)
{
	const char *name = path;

	while (*name) {
		size_t len = strcspn(name, "/");

		if (by_prefix(name, len, c) || by_parent(path, name, len, c))
			return true;
		name += len + (name[len] == '/');
	}
	return false;
}

int container_width(const struct container *c)
{
	return is_hex_id(c->id, strlen(c->id)) ? 12 : CONTAINER_SHOWN_LEN;
}
