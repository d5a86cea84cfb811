// SPDX-License-Identifier: GPL-2.0-only
/* The limit of CPU time of a cgroup, and what it was before. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "cgroupfs.h"
#include "cpulimit.h"
#include "escape.h"
#include "tool.h"
#include "unit.h"

#define PERIOD_US	100000
#define SAVED_LIMIT	"trusted.cpuwarden.cpu_max"
#define UNIT_LIMITS	"/run/cpuwarden"
#define SETTLE_MS	5000	/* how long systemd may take to write a limit */

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

static unsigned int percent_now(int dirfd)
{
	char limit[64];

	cgroupfs_read_at(dirfd, "cpu.max", limit, sizeof(limit));
	return limit_percent(limit);
}

/*
 * What a unit was limited to before. Its cgroup, and what is remembered there, is
 * gone when systemd starts it anew; the limit is not.
 */
static char *unit_file(const char *unit)
{
	return xasprintf(UNIT_LIMITS "/%s", unit);
}

static bool read_unit(const char *unit, char *limit, size_t size)
{
	char *path = unit_file(unit);
	int fd = *unit ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
	ssize_t n = fd < 0 ? -1 : read(fd, limit, size - 1);

	if (fd >= 0)
		close(fd);
	free(path);
	if (n <= 0)
		return false;
	limit[n] = '\0';
	return true;
}

static void save_unit(const char *unit, const char *limit)
{
	char *path = unit_file(unit);
	int fd;

	mkdir(UNIT_LIMITS, 0700);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	/* without it the limit stays until the next boot, or until it is set */
	if (fd < 0 ? errno != EEXIST :
		     write(fd, limit, strlen(limit)) != (ssize_t)strlen(limit)) {
		if (fd >= 0)
			unlink(path);
		warn("cannot write %s: thaw may not find the limit", path);
	}
	if (fd >= 0)
		close(fd);
	free(path);
}

static void forget_unit(const char *unit)
{
	char *path = unit_file(unit);

	unlink(path);
	free(path);
}

/* Tell systemd, and wait until the cgroup is so. */
static bool limit_unit(int dirfd, const char *unit, unsigned int percent)
{
	int ms;

	if (!*unit || unit_limit(unit, percent))
		return false;
	for (ms = 0; ms < SETTLE_MS; ms += 10) {
		if (percent_now(dirfd) == percent)
			return true;
		usleep(10000);
	}
	return false;
}

/* Remember the limit that it had, unless an earlier act did. */
static int save_limit(int dirfd, const char *path, const char *unit,
		      unsigned int percent, char limit[64], char *text,
		      size_t size)
{
	char saved[64];
	unsigned int now;
	int err = 0;
	ssize_t n;

	cgroupfs_read_at(dirfd, "cpu.max", limit, 64);
	/* of a unit that was started anew that is the limit that we gave it */
	read_unit(unit, limit, 64);
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
	char limit[64], now[64], unit[UNIT_LEN] = "";
	int code, err;

	unit_of_cgroup(path, unit);
	code = save_limit(dirfd, path, unit, percent, limit, text, size);
	if (code)
		return code;
	if (*unit)
		save_unit(unit, limit);
	if (limit_unit(dirfd, unit, percent))
		return 0;
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

/* The limit that its unit had; where none is kept, systemd is not asked. */
static bool unit_saved(const char *path, char unit[UNIT_LEN], char *limit,
		       size_t size)
{
	return !access(UNIT_LIMITS, F_OK) && unit_of_cgroup(path, unit) &&
	       read_unit(unit, limit, size);
}

bool cpulimit_held(int dirfd, const char *path)
{
	char saved[64], unit[UNIT_LEN];

	return fgetxattr(dirfd, SAVED_LIMIT, saved, sizeof(saved)) >= 0 ||
	       unit_saved(path, unit, saved, sizeof(saved));
}

int cpulimit_restore(int dirfd, const char *path)
{
	char saved[64], unit[UNIT_LEN] = "";
	bool of_unit = unit_saved(path, unit, saved, sizeof(saved));
	int err = 0;
	ssize_t n = fgetxattr(dirfd, SAVED_LIMIT, saved, sizeof(saved) - 1);

	if (n < 0 && !of_unit)
		return 0;
	if (n >= 0)
		saved[n] = '\0';
	if (of_unit)
		limit_unit(dirfd, unit, limit_percent(saved));
	/* of what systemd was told, it is the exact value */
	err = cgroupfs_write_at(dirfd, "cpu.max", saved);
	if (!err && n >= 0 && fremovexattr(dirfd, SAVED_LIMIT))
		err = -errno;
	if (!err && of_unit)
		forget_unit(unit);
	return err;
}
