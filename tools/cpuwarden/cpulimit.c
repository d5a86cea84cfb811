// SPDX-License-Identifier: GPL-2.0-only
/* The limit of CPU time of a cgroup, and what it was before. */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "cgroupfs.h"
#include "cpulimit.h"
#include "escape.h"
#include "tool.h"

#define PERIOD_US	100000
#define SAVED_LIMIT	"trusted.cpuwarden.cpu_max"

bool cpulimit_possible(void)
{
	char available[512];

	cgroupfs_read("/", "cgroup.controllers", available, sizeof(available));
	return cgroupfs_has_word(available, "cpu");
}

int cpulimit_open(const char *path, char *opened, char *at)
{
	char control[512];
	size_t len = 0;
	int err;

	for (;;) {
		size_t used = strlen(opened);

		snprintf(at, PATH_MAX, "%.*s", len ? (int)len : 1, path);
		cgroupfs_read(at, "cgroup.subtree_control", control,
			      sizeof(control));
		if (!cgroupfs_has_word(control, "cpu")) {
			err = cgroupfs_write(at, "cgroup.subtree_control",
					     "+cpu");
			if (err)
				return err;
			snprintf(opened + used, PATH_MAX - used, "%s%s",
				 used ? ", " : "", at);
		}
		if (!path[len] || cgroupfs_is_root(path))
			return 0;
		len += 1 + strcspn(path + len + 1, "/");
	}
}

void cpulimit_close(const char *path)
{
	char control[512];
	struct stat st;
	int dirfd;

	dirfd = cgroupfs_is_root(path) ? -1 : cgroupfs_open(path);
	if (dirfd < 0)
		return;
	/* kernfs counts a link for each child beside the usual two. */
	cgroupfs_read_at(dirfd, "cgroup.subtree_control", control,
			 sizeof(control));
	if (cgroupfs_has_word(control, "cpu") && !fstat(dirfd, &st) &&
	    st.st_nlink == 2)
		cgroupfs_write_at(dirfd, "cgroup.subtree_control", "-cpu");
	close(dirfd);
}

/* cpu.max in per cent of one CPU; 0 if there is no limit. */
static unsigned int limit_percent(const char *limit)
{
	uint64_t quota, period;

	if (sscanf(limit, "%" SCNu64 " %" SCNu64, &quota, &period) != 2 ||
	    !period)
		return 0;
	return (quota * 100 + period - 1) / period;
}

/* Remember the limit that it had, unless an earlier act did. */
static int save_limit(int dirfd, const char *path, unsigned int percent,
		      char *text, size_t size)
{
	char limit[64], saved[64];
	unsigned int now;
	int err = 0;
	ssize_t n;

	cgroupfs_read_at(dirfd, "cpu.max", limit, sizeof(limit));
	n = fgetxattr(dirfd, SAVED_LIMIT, saved, sizeof(saved) - 1);
	if (n >= 0) {
		memcpy(limit, saved, n);
		limit[n] = '\0';
	} else if (fsetxattr(dirfd, SAVED_LIMIT, limit, strlen(limit), 0)) {
		err = errno;
	}
	if (err) {
		snprintf(text, size,
			 "cannot remember the limit of the cgroup %s: %s",
			 shown(path), strerror(err));
		return exit_code_of(err);
	}
	now = limit_percent(limit);
	if (!now || now > percent)
		return 0;
	if (n < 0)
		fremovexattr(dirfd, SAVED_LIMIT);
	snprintf(text, size,
		 "the cgroup %s is limited to %u %% of a CPU as it is: %u %% would be more",
		 shown(path), now, percent);
	return EXIT_FAILED;
}

int cpulimit_set(int dirfd, const char *path, unsigned int percent,
		 char *text, size_t size)
{
	char limit[64], now[64];
	int code, err;

	code = save_limit(dirfd, path, percent, text, size);
	if (code)
		return code;
	snprintf(limit, sizeof(limit), "%" PRIu64 " %d",
		 (uint64_t)percent * PERIOD_US / 100, PERIOD_US);
	err = cgroupfs_write_at(dirfd, "cpu.max", limit);
	cgroupfs_read_at(dirfd, "cpu.max", now, sizeof(now));
	if (!err && !strcmp(limit, now))
		return 0;
	snprintf(text, size, "cannot throttle the cgroup %s: %s", shown(path),
		 err ? strerror(-err) : "the limit did not stay");
	return exit_code_of(-err);
}

bool cpulimit_held(int dirfd)
{
	char saved[64];

	return fgetxattr(dirfd, SAVED_LIMIT, saved, sizeof(saved)) >= 0;
}

int cpulimit_restore(int dirfd)
{
	char saved[64];
	int err = 0;
	ssize_t n = fgetxattr(dirfd, SAVED_LIMIT, saved, sizeof(saved) - 1);

	if (n < 0)
		return 0;
	saved[n] = '\0';
	err = cgroupfs_write_at(dirfd, "cpu.max", saved);
	if (!err && fremovexattr(dirfd, SAVED_LIMIT))
		err = -errno;
	return err;
}
