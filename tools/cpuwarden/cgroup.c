// SPDX-License-Identifier: GPL-2.0-only
/*
 * Freeze and throttle one process through cgroup v2.
 *
 * The child that a process is moved to is made "threaded" (cgroup-v2.rst,
 * "Threads"): only so may the cpu controller be given to a child while its
 * parent keeps processes of its own, and the parent's memory and pids limits
 * go on holding for the process.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "cgroup.h"
#include "cgroupfs.h"
#include "escape.h"
#include "tool.h"

#define PERIOD_US	100000
#define SETTLE_MS	5000	/* how long a change may take to be seen */
#define SAVED_LIMIT	"trusted.cpuwarden.cpu_max"
#define NAME_PREFIX	"cpuwarden-"

__printf(3, 4)
static int refuse(char *text, int code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, CGROUP_TEXT_LEN, fmt, ap);
	va_end(ap);
	return code;
}

/* For -errno of an access to a cgroup. */
static int exit_of(int err)
{
	return err == -EACCES || err == -EPERM || err == -EROFS ?
		EXIT_NOT_PERMITTED : EXIT_FAILED;
}

int cgroup_locate(struct cgroup *cg, const struct identity *id,
		  const struct held *held, char *text)
{
	char name[64];
	int n, others = 1;

	memset(cg, 0, sizeof(*cg));
	if (!cgroupfs_mount(cg->mount))
		return refuse(text, EXIT_FAILED,
			      "cgroup v2 is not mounted here: freeze, thaw and throttle need it (stop and cont do not)");
	if (!cgroupfs_home(held, cg->home))
		return refuse(text, EXIT_FAILED,
			      "process %d is in no cgroup v2: freeze, thaw and throttle need one (stop and cont do not)",
			      id->pid);
	if (!strncmp(cg->home, "/..", 3))
		return refuse(text, EXIT_FAILED,
			      "the cgroup of process %d lies outside of this cgroup namespace: run this on the host",
			      id->pid);

	snprintf(name, sizeof(name), NAME_PREFIX "%d-%" PRIu64, id->pid,
		 id->start_ticks);
	cg->ours = !strcmp(strrchr(cg->home, '/') + 1, name);
	if (!cg->ours && !cgroupfs_is_root(cg->home)) {
		int fd = cgroupfs_open(cg->mount, cg->home);

		others = fd < 0 ? fd : cgroupfs_shared(fd, id->pid);
		if (others < 0)
			return refuse(text, exit_of(others),
				      "cannot tell who else is in the cgroup %s: %s",
				      shown(cg->home), strerror(-others));
	}
	cg->move = !cg->ours && others;
	n = snprintf(cg->target, sizeof(cg->target), "%s%s%s", cg->home,
		     !cg->move || cgroupfs_is_root(cg->home) ? "" : "/",
		     cg->move ? name : "");
	if (n >= (int)sizeof(cg->target))
		return refuse(text, EXIT_FAILED,
			      "the path of the cgroup of process %d is too long",
			      id->pid);
	return 0;
}

/*
 * Give the cpu controller to the children of @path: all cgroups from the root
 * to there must hand it down. 0 or -errno, with the culprit in @at.
 */
static int open_cpu(struct cgroup *cg, const char *path, char *at)
{
	char control[512];
	size_t len = 0;
	int err;

	for (;;) {
		size_t used = strlen(cg->opened);

		snprintf(at, PATH_MAX, "%.*s", len ? (int)len : 1, path);
		cgroupfs_read(cg->mount, at, "cgroup.subtree_control", control,
			      sizeof(control));
		if (!cgroupfs_has_word(control, "cpu")) {
			err = cgroupfs_write(cg->mount, at,
					     "cgroup.subtree_control",
					     "+cpu");
			if (err)
				return err;
			snprintf(cg->opened + used, sizeof(cg->opened) - used,
				 "%s%s", used ? ", " : "", at);
		}
		if (!path[len] || cgroupfs_is_root(path))
			return 0;
		len += 1 + strcspn(path + len + 1, "/");
	}
}

/* Take it back from a parent of ours whose last child is gone. */
static void close_cpu(const struct cgroup *cg, const char *path)
{
	char control[512];
	struct stat st;
	int dirfd;

	dirfd = cgroupfs_is_root(path) ? -1 : cgroupfs_open(cg->mount, path);
	if (dirfd < 0)
		return;
	/* kernfs counts a link for each child beside the usual two. */
	cgroupfs_read(cg->mount, path, "cgroup.subtree_control", control,
		      sizeof(control));
	if (cgroupfs_has_word(control, "cpu") && !fstat(dirfd, &st) &&
	    st.st_nlink == 2)
		cgroupfs_write_at(dirfd, "cgroup.subtree_control", "-cpu");
	close(dirfd);
}

static void remove_target(const struct cgroup *cg)
{
	char *full = xasprintf("%s%s", cg->mount, cg->target);

	rmdir(full);
	free(full);
	close_cpu(cg, cg->home);
}

static void pause_ms(int ms)
{
	struct timespec ts = { .tv_nsec = ms * 1000000L };

	nanosleep(&ts, NULL);
}

/* Make the child of @home that the process is to be moved to. */
static int make_target(struct cgroup *cg, bool cpu, char *text)
{
	char *full = xasprintf("%s%s", cg->mount, cg->target);
	int err = mkdir(full, 0755) && errno != EEXIST ? -errno : 0;

	free(full);
	if (err)
		return refuse(text, exit_of(err),
			      "cannot make the cgroup %s: %s",
			      shown(cg->target), strerror(-err));
	if (cgroupfs_is_root(cg->home))
		return 0;
	err = cgroupfs_write(cg->mount, cg->target, "cgroup.type", "threaded");
	/* To freeze, a child of the common kind is as good. */
	if (!err || !cpu)
		return 0;
	remove_target(cg);
	return refuse(text, exit_of(err),
		      "the cgroup %s holds other processes, and this one cannot be moved to a cgroup of its own that is throttled: %s",
		      shown(cg->home), strerror(-err));
}

static int move(const struct cgroup *cg, pid_t pid, const char *to)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%d", pid);
	return cgroupfs_write(cg->mount, to, "cgroup.procs", digits);
}

/* Is the process alive, and in @target? */
static bool in_target(const struct cgroup *cg, const struct held *held)
{
	static char now[PATH_MAX];

	return held_alive(held) && cgroupfs_home(held, now) &&
	       !strcmp(now, cg->target);
}

/* Move the process to @target, and see that it was this one and is there. */
static int move_to_target(struct cgroup *cg, const struct identity *id,
			  const struct held *held, char *text)
{
	/* Cgroups know pids only: as late as can be, is it still its own? */
	int err = held_alive(held) ? move(cg, id->pid, cg->target) : -ESRCH;

	if (!err && in_target(cg, held))
		return 0;
	if (!err) {
		/* It died meanwhile: whoever was moved instead goes back. */
		move(cg, id->pid, cg->home);
		err = -ESRCH;
	}
	remove_target(cg);
	return refuse(text, exit_of(err),
		      "cannot move process %d to the cgroup %s: %s", id->pid,
		      shown(cg->target), strerror(-err));
}

static void move_back(const struct cgroup *cg, const struct identity *id)
{
	if (!cg->move)
		return;
	move(cg, id->pid, cg->home);
	remove_target(cg);
}

/* Does cgroup.events of @path say @what? */
static bool event(const struct cgroup *cg, const char *path, const char *what)
{
	int dirfd = cgroupfs_open(cg->mount, path);
	char events[256];
	bool says;

	if (dirfd < 0)
		return false;
	says = proc_read(dirfd, "cgroup.events", events, sizeof(events)) >= 0 &&
	       strstr(events, what);
	close(dirfd);
	return says;
}

/* Wait until "frozen" in cgroup.events is @want; false if it does not come. */
static bool settle(const struct cgroup *cg, bool want)
{
	int ms;

	for (ms = 0; ms < SETTLE_MS; ms += 10) {
		if (event(cg, cg->target, want ? "frozen 1" : "frozen 0"))
			return true;
		pause_ms(10);
	}
	return false;
}

bool cgroup_frozen(const struct cgroup *cg)
{
	return event(cg, cg->home, "frozen 1");
}

static int restore_limit(const struct cgroup *cg)
{
	char saved[64];
	int dirfd = cgroupfs_open(cg->mount, cg->home);
	int err = 0;
	ssize_t n;

	if (dirfd < 0)
		return dirfd;
	n = fgetxattr(dirfd, SAVED_LIMIT, saved, sizeof(saved) - 1);
	if (n >= 0) {
		saved[n] = '\0';
		err = cgroupfs_write_at(dirfd, "cpu.max", saved);
		if (!err && fremovexattr(dirfd, SAVED_LIMIT))
			err = -errno;
	}
	close(dirfd);
	return err;
}

/* The process left before the cgroup could hold it: undo what was done. */
static int escaped(const struct cgroup *cg, const struct identity *id,
		   char *text)
{
	if (cg->move)
		remove_target(cg);
	else
		restore_limit(cg);
	return refuse(text, EXIT_FAILED,
		      "process %d is not in the cgroup %s any more: nothing was done",
		      id->pid, shown(cg->target));
}

int cgroup_freeze(struct cgroup *cg, const struct identity *id,
		  const struct held *held, char *text)
{
	int code = 0;
	int err;

	if (cg->move)
		code = make_target(cg, false, text);
	if (!code && cg->move)
		code = move_to_target(cg, id, held, text);
	if (code)
		return code;
	err = cgroupfs_write(cg->mount, cg->target, "cgroup.freeze", "1");
	if (!err && settle(cg, true) && in_target(cg, held))
		return 0;
	if (!err)
		cgroupfs_write(cg->mount, cg->target, "cgroup.freeze", "0");
	if (!err && !in_target(cg, held))
		return escaped(cg, id, text);
	move_back(cg, id);
	return refuse(text, exit_of(err), "cannot freeze the cgroup %s: %s",
		      shown(cg->target),
		      err ? strerror(-err) : "it did not come to rest");
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

/* Remember the limit that @target had, unless an earlier act did. */
static int save_limit(const struct cgroup *cg, unsigned int percent,
		      char *text)
{
	char limit[64], saved[64];
	unsigned int now;
	ssize_t n;
	int dirfd, err = 0;

	cgroupfs_read(cg->mount, cg->target, "cpu.max", limit, sizeof(limit));
	dirfd = cgroupfs_open(cg->mount, cg->target);
	if (dirfd < 0)
		return refuse(text, exit_of(dirfd),
			      "cannot open the cgroup %s: %s",
			      shown(cg->target), strerror(-dirfd));
	n = fgetxattr(dirfd, SAVED_LIMIT, saved, sizeof(saved) - 1);
	if (n >= 0) {
		memcpy(limit, saved, n);
		limit[n] = '\0';
	} else if (fsetxattr(dirfd, SAVED_LIMIT, limit, strlen(limit), 0)) {
		err = -errno;
	}
	now = limit_percent(limit);
	if (!err && now && now <= percent) {
		if (n < 0)
			fremovexattr(dirfd, SAVED_LIMIT);
		close(dirfd);
		return refuse(text, EXIT_FAILED,
			      "the cgroup %s is limited to %u %% of a CPU as it is: %u %% would be more",
			      shown(cg->target), now, percent);
	}
	close(dirfd);
	if (err)
		return refuse(text, exit_of(err),
			      "cannot remember the limit of the cgroup %s: %s",
			      shown(cg->target), strerror(-err));
	return 0;
}

static int set_limit(struct cgroup *cg, unsigned int percent, char *text)
{
	char limit[64], now[64];
	int code, err;

	code = save_limit(cg, percent, text);
	if (code)
		return code;
	snprintf(limit, sizeof(limit), "%" PRIu64 " %d",
		 (uint64_t)percent * PERIOD_US / 100, PERIOD_US);
	err = cgroupfs_write(cg->mount, cg->target, "cpu.max", limit);
	cgroupfs_read(cg->mount, cg->target, "cpu.max", now, sizeof(now));
	if (!err && !strcmp(limit, now))
		return 0;
	return refuse(text, exit_of(err), "cannot throttle the cgroup %s: %s",
		      shown(cg->target),
		      err ? strerror(-err) : "the limit did not stay");
}

int cgroup_throttle(struct cgroup *cg, const struct identity *id,
		    const struct held *held, unsigned int percent, char *text)
{
	static char parent[PATH_MAX], at[PATH_MAX];
	char available[512];
	int code, err;

	cgroupfs_read(cg->mount, "/", "cgroup.controllers", available,
		      sizeof(available));
	if (!cgroupfs_has_word(available, "cpu"))
		return refuse(text, EXIT_FAILED,
			      "cgroup v2 has no cpu controller here (cgroup v1 may have it): throttle is not possible, freeze and stop are");
	if (cg->move) {
		code = make_target(cg, true, text);
		if (code)
			return code;
	}
	cgroupfs_parent(cg->target, parent);
	err = open_cpu(cg, parent, at);
	if (err) {
		if (cg->move)
			remove_target(cg);
		return refuse(text, exit_of(err),
			      "cannot enable the cpu controller in the cgroup %s: %s",
			      shown(at), strerror(-err));
	}
	if (cg->move) {
		code = move_to_target(cg, id, held, text);
		if (code)
			return code;
	}
	code = set_limit(cg, percent, text);
	if (!code && !in_target(cg, held))
		return escaped(cg, id, text);
	if (code)
		move_back(cg, id);
	return code;
}

/* Move all that is in @home one up; processes may fork meanwhile. */
static int empty_home(const struct cgroup *cg, const char *parent)
{
	int dirfd = cgroupfs_open(cg->mount, cg->home);
	int round, tid, err = 0;

	if (dirfd < 0)
		return dirfd;
	for (round = 0; round < 100; round++) {
		int fd = openat(dirfd, "cgroup.threads", O_RDONLY | O_CLOEXEC);
		FILE *file = fd < 0 ? NULL : fdopen(fd, "r");

		if (!file) {
			err = -errno;
			break;
		}
		/* A thread's id moves its whole process. */
		if (fscanf(file, "%d", &tid) != 1)
			tid = 0;
		fclose(file);
		err = tid ? move(cg, tid, parent) : 0;
		if (!tid || (err && err != -ESRCH))
			break;
	}
	close(dirfd);
	return err;
}

bool cgroup_thawable(const struct cgroup *cg)
{
	char frozen[16], saved[64];
	int dirfd;
	ssize_t n = -1;

	cgroupfs_read(cg->mount, cg->home, "cgroup.freeze", frozen,
		      sizeof(frozen));
	dirfd = cgroupfs_open(cg->mount, cg->home);
	if (dirfd >= 0) {
		n = fgetxattr(dirfd, SAVED_LIMIT, saved, sizeof(saved));
		close(dirfd);
	}
	return cg->ours || n >= 0 || !strcmp(frozen, "1");
}

int cgroup_thaw(struct cgroup *cg, char *text)
{
	static char parent[PATH_MAX];
	int err;

	memcpy(cg->target, cg->home, sizeof(cg->target));
	err = cgroupfs_write(cg->mount, cg->home, "cgroup.freeze", "0");
	if (!err && !settle(cg, false))
		err = -ETIMEDOUT;
	if (!err)
		err = restore_limit(cg);
	if (!err && cg->ours) {
		cgroupfs_parent(cg->home, parent);
		err = empty_home(cg, parent);
		if (!err)
			cgroup_sweep(cg);
	}
	if (err)
		return refuse(text, exit_of(err),
			      "cannot undo what was done to the cgroup %s: %s",
			      shown(cg->home), strerror(-err));
	return 0;
}

void cgroup_sweep(const struct cgroup *cg)
{
	static char parent[PATH_MAX];
	char *full;
	int ms;

	if (!cg->ours)
		return;
	full = xasprintf("%s%s", cg->mount, cg->home);
	/* A cgroup is busy until the last of its dead has been reaped. */
	for (ms = 0; ms < SETTLE_MS; ms += 10) {
		if (!rmdir(full) || errno != EBUSY)
			break;
		pause_ms(10);
	}
	free(full);
	cgroupfs_parent(cg->home, parent);
	close_cpu(cg, parent);
}
