// SPDX-License-Identifier: GPL-2.0-only
/*
 * The forms of cgroup paths that container engines make, with the systemd and
 * the cgroupfs drivers of each. Only what is certain is named.
 */
#include <ctype.h>
#include <stdio.h>
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

/* systemd writes "-" and others of a name as \xNN. */
static void unescape(char *text)
{
	unsigned int value;
	char *to = text;

	while (*text) {
		if (text[0] == '\\' && text[1] == 'x' &&
		    sscanf(text + 2, "%2x", &value) == 1 && value) {
			*to++ = value;
			text += 4;
		} else {
			*to++ = *text++;
		}
	}
	*to = '\0';
}

/* What systemd-machined calls machines: libvirt's, too. */
static bool set_machine(struct container *c, const char *id, size_t len)
{
	static const char *const drivers[] = { "qemu-", "lxc-", "xen-" };
	size_t i;

	if (!set(c, "systemd-nspawn", id, len))
		return false;
	unescape(c->id);
	for (i = 0; i < ARRAY_SIZE(drivers); i++) {
		const char *number = c->id + strlen(drivers[i]);

		/* qemu-3-name */
		if (!strncmp(c->id, drivers[i], strlen(drivers[i])) &&
		    isdigit((unsigned char)*number) && strchr(number, '-'))
			c->engine = "libvirt";
	}
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
		{ "nerdctl-", "nerdctl", true },
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
		if (!strcmp(forms[i].prefix, "machine-"))
			return scoped && set_machine(c, name + skip,
						     len - skip);
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

/* "/lxc/NAME", as LXC made it before 4.0, and Proxmox does. */
static bool by_folder(const char *path, const char *name, size_t len,
		      struct container *c)
{
	static const char folder[] = "lxc/";
	size_t before = name - path;

	/* the first one only: of version 1 the controllers come before it */
	return before >= strlen(folder) &&
	       !strncmp(name - strlen(folder), folder, strlen(folder)) &&
	       memchr(path, '/', before) == name - strlen(folder) - 1 &&
	       set(c, "lxc", name, len);
}

/* 8-4-4-4-12 digits, with _ where systemd's slices cannot have -; or 32. */
static size_t pod_uid(const char *name, char *uid)
{
	size_t n;

	for (n = 0; n < POD_UID_LEN - 1; n++) {
		char ch = name[n] == '_' ? '-' : name[n];

		if (!isxdigit((unsigned char)ch) && ch != '-')
			break;
		uid[n] = ch;
	}
	uid[n] = '\0';
	return n;
}

/* Of the slice or folder of its pod, which is above the container @name. */
static void find_pod(const char *path, const char *name, struct container *c)
{
	const char *pod = path;

	c->pod[0] = '\0';
	while ((pod = strstr(pod, "pod")) && pod < name) {
		const char *before = pod;
		size_t n;

		pod += strlen("pod");
		if (before == path || !strchr("/-", before[-1]))
			continue;
		n = pod_uid(pod, c->pod);
		if ((n == 36 || n == 32) && strchr("/.", pod[n]))
			return;
		c->pod[0] = '\0';
	}
}

bool container_find(const char *path, struct container *c)
{
	const char *name = path;

	while (*name) {
		size_t len = strcspn(name, "/");

		if (by_prefix(name, len, c) || by_parent(path, name, len, c) ||
		    by_folder(path, name, len, c)) {
			find_pod(path, name, c);
			c->length = name + len - path;
			return true;
		}
		name += len + (name[len] == '/');
	}
	return false;
}

static bool ends_with(const char *name, size_t len, const char *suffix)
{
	size_t n = strlen(suffix);

	return len > n && !strncmp(name + len - n, suffix, n);
}

/* The outermost user or unit: what is below is that one's business. */
static bool unit_of(const char *path, char *buf)
{
	const char *name = path;
	unsigned int uid;

	while (*name) {
		size_t len = strcspn(name, "/");

		if (sscanf(name, "user-%u.slice", &uid) == 1) {
			snprintf(buf, OWNER_LEN, "user %u", uid);
			return true;
		}
		if (ends_with(name, len, ".service") ||
		    ends_with(name, len, ".scope")) {
			snprintf(buf, OWNER_LEN, "%.*s", (int)len, name);
			return true;
		}
		name += len + (name[len] == '/');
	}
	return false;
}

char *owner_of(const char *path, char *buf)
{
	struct container c;

	if (!path || !*path)
		snprintf(buf, OWNER_LEN, "not known");
	else if (container_find(path, &c))
		snprintf(buf, OWNER_LEN, "%s%s%s%s %.*s", c.pod[0] ? "pod " : "",
			 c.pod, c.pod[0] ? ", " : "", c.engine,
			 container_width(&c), c.id);
	else if (!strcmp(path, "/"))
		snprintf(buf, OWNER_LEN, "the host");
	else if (!unit_of(path, buf))
		snprintf(buf, OWNER_LEN, "%s", path);
	return buf;
}

int container_width(const struct container *c)
{
	return is_hex_id(c->id, strlen(c->id)) ? 12 : CONTAINER_SHOWN_LEN;
}
