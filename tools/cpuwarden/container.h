/* SPDX-License-Identifier: GPL-2.0-only */
/* Which container a cgroup path belongs to. */
#ifndef _TOOL_CONTAINER_H
#define _TOOL_CONTAINER_H

#include <stdbool.h>

#define CONTAINER_ID_LEN	65
#define CONTAINER_SHOWN_LEN	(4 * CONTAINER_ID_LEN)	/* escaped */

/**
 * struct container - a container recognised by its cgroup path
 * @engine: "docker", "podman", "containerd", "cri-o", "lxc", "systemd-nspawn",
 *          "kubernetes" where the pod's runtime is not named
 * @id:     64 hexadecimal digits, or the name for lxc and systemd-nspawn
 */
struct container {
	const char *engine;
	char id[CONTAINER_ID_LEN];
};

/**
 * container_find() - the container that a cgroup path tells of
 * @path: of a cgroup
 * @c:    result
 *
 * The outermost one counts: that is the host's. Those further in are made by
 * whoever is inside, and may bear the name of somebody else's container.
 *
 * Return: true and @c filled if @path is of a known form.
 */
bool container_find(const char *path, struct container *c);

/* How much of @id, escaped, is shown: of digits 12, of a name all. */
int container_width(const struct container *c);

#endif /* _TOOL_CONTAINER_H */
