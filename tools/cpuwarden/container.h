/* SPDX-License-Identifier: GPL-2.0-only */
/* Which container a cgroup path belongs to. */
#ifndef _TOOL_CONTAINER_H
#define _TOOL_CONTAINER_H

#include <stdbool.h>

#define CONTAINER_ID_LEN	65

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

/* True and @c filled if @path is of a known form; the innermost one counts. */
bool container_find(const char *path, struct container *c);

#endif /* _TOOL_CONTAINER_H */
