/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The file system of cgroup v2. Paths are those of cgroups, from the root down;
 * "/" is the root.
 *
 * It is reached through a copy of its mount that is attached nowhere, so that
 * what is mounted over a cgroup's directory is not taken for the cgroup. Where
 * such a copy cannot be had (it takes CAP_SYS_ADMIN), a covered cgroup cannot be
 * opened: -EXDEV.
 */
#ifndef _TOOL_CGROUPFS_H
#define _TOOL_CGROUPFS_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "proc.h"

#define CGROUPFS_TEXT_LEN	(PATH_MAX + 256)

/* Why not, into @text of CGROUPFS_TEXT_LEN bytes. Return: @code. */
__attribute__((format(printf, 3, 4)))
int refuse(char *text, int code, const char *fmt, ...);

/**
 * cgroupfs_find() - find cgroup v2; before all else here
 * @mount: result, PATH_MAX bytes: where it is mounted, with its root on top
 * @text:  on error: why not, CGROUPFS_TEXT_LEN bytes
 *
 * Return: true if it was found.
 */
bool cgroupfs_find(char *mount, char *text);

/*
 * The path on the line "0::PATH" of the cgroup file in @procfd, PATH_MAX; if
 * the first thread has ended, of one that lives. 0 or -errno: -ENOENT if there
 * is none, -ENAMETOOLONG if @home is only its beginning.
 */
int cgroupfs_home(int procfd, char *home);

/* A descriptor of the cgroup's directory, or -errno. */
int cgroupfs_open(const char *path);

/*
 * The same by the cgroup's id, as the module names it: no other cgroup ever has
 * it before the next boot. -ESTALE if it is gone.
 */
int cgroupfs_open_id(uint64_t id);

/* The id and the path (PATH_MAX) of an open cgroup; 0 or -errno. */
int cgroupfs_id(int dirfd, uint64_t *id);
int cgroupfs_path(int dirfd, char *path);

/* Make and remove a cgroup; 0 or -errno. */
int cgroupfs_make(const char *path);
int cgroupfs_remove(const char *path);

/* Write one file of it; 0 or -errno. */
int cgroupfs_write_at(int dirfd, const char *name, const char *value);
int cgroupfs_write(const char *path, const char *name, const char *value);

/* The first line of a file of it, empty if it cannot be read. */
void cgroupfs_read_at(int dirfd, const char *name, char *buf, size_t size);
void cgroupfs_read(const char *path, const char *name, char *buf, size_t size);

/* Does cgroup.events of it say @what: "frozen 1"? */
bool cgroupfs_event(int dirfd, const char *what);

/* Wait until it does; false if that takes too long. */
bool cgroupfs_settle(int dirfd, const char *what);

/*
 * Are all threads that live of the process @procfd in @dirfd itself? 1 or 0, or
 * -errno.
 */
int cgroupfs_holds_all(int dirfd, int procfd);

/*
 * Does @dirfd hold a process other than @pid, or a cgroup below it any? It is
 * closed. 1 or 0, or -errno.
 */
int cgroupfs_shared(int dirfd, pid_t pid);

bool cgroupfs_is_root(const char *path);

/* The path above @path, which is not the root; PATH_MAX. */
void cgroupfs_parent(const char *path, char *parent);

/* Is @word one of the words of @list? */
bool cgroupfs_has_word(const char *list, const char *word);

#endif /* _TOOL_CGROUPFS_H */
