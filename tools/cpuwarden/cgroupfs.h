/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The file system of cgroup v2. Paths are those of cgroups, from their
 * @mount point on; "/" is the root.
 */
#ifndef _TOOL_CGROUPFS_H
#define _TOOL_CGROUPFS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "identity.h"

/* Where it is mounted with its root on top, PATH_MAX; false if nowhere. */
bool cgroupfs_mount(char *mount);

/* The path on the line "0::PATH" of its cgroup file; false if there is none. */
bool cgroupfs_home(const struct held *held, char *home);

/* A descriptor of the cgroup's directory, or -errno. */
int cgroupfs_open(const char *mount, const char *path);

/* Write one file of it; 0 or -errno. */
int cgroupfs_write_at(int dirfd, const char *name, const char *value);
int cgroupfs_write(const char *mount, const char *path,
		   const char *name, const char *value);

/* The first line of a file of it, empty if it cannot be read. */
void cgroupfs_read(const char *mount, const char *path,
		   const char *name, char *buf, size_t size);

/*
 * Does @dirfd, or a cgroup below it, hold a process other than @pid? It is
 * closed. 1 or 0, or -errno.
 */
int cgroupfs_shared(int dirfd, pid_t pid);

bool cgroupfs_is_root(const char *path);

/* The path above @path, which is not the root; PATH_MAX. */
void cgroupfs_parent(const char *path, char *parent);

/* Is @word one of the words of @list? */
bool cgroupfs_has_word(const char *list, const char *word);

#endif /* _TOOL_CGROUPFS_H */
