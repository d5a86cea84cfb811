/* SPDX-License-Identifier: GPL-2.0-only */
/* Which container a cgroup path belongs to. */
#ifndef _TOOL_CONTAINER_H
#define _TOOL_CONTAINER_H

#include <stdbool.h>
#include <stddef.h>

#define CONTAINER_ID_LEN	65
#define POD_UID_LEN		37
#define CONTAINER_SHOWN_LEN	(4 * CONTAINER_ID_LEN)	/* escaped */

/**
 * struct container - a container recognised by its cgroup path
 * @engine: "docker", "podman", "containerd", "nerdctl", "cri-o", "lxc",
 *          "systemd-nspawn", "libvirt" (a virtual machine), "kubernetes" where
 *          the pod's runtime is not named
 * @id:     64 hexadecimal digits, or the name for lxc, systemd-nspawn and
 *          libvirt
 * @pod:    uid of its Kubernetes pod, or empty
 * @length: of the path of its own cgroup, with which the path begins
 */
struct container {
	const char *engine;
	char id[CONTAINER_ID_LEN];
	char pod[POD_UID_LEN];
	size_t length;
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

#define OWNER_LEN	256

/**
 * owner_of() - whose a cgroup is, in words
 * @path: of the cgroup, or NULL
 * @buf:  result, OWNER_LEN, not escaped: "docker 0123456789ab", "pod UID,
 *        containerd 0123456789ab", "nginx.service", "user 1000", "the host"; else
 *        the path
 *
 * The outermost counts, as for container_find().
 *
 * Return: @buf.
 */
char *owner_of(const char *path, char *buf);

#endif /* _TOOL_CONTAINER_H */
