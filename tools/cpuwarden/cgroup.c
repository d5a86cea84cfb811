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
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

#include "cgroup.h"
#include "cgroupfs.h"
#include "cpulimit.h"
#include "escape.h"
#include "tool.h"

#define SETTLE_MS	5000	/* how long a change may take to be seen */
#define NAME_PREFIX	"cpuwarden-"
#define MARK		"trusted.cpuwarden.made"

static int find_home(struct cgroup *cg, const struct identity *id,
		     const struct held *held, char *text)
{
	int err = cgroupfs_home(held->procfd, cg->home);

	if (err == -ENOENT)
		return refuse(text, EXIT_FAILED,
			      "process %d is in no cgroup v2: freeze, thaw and throttle need one (stop and cont do not)",
			      id->pid);
	if (err)
		return refuse(text, exit_code_of(-err),
			      "cannot tell the cgroup of process %d: %s",
			      id->pid, err == -ENAMETOOLONG ?
			      "its path is too long" : strerror(-err));
	if (!strncmp(cg->home, "/..", 3))
		return refuse(text, EXIT_FAILED,
			      "the cgroup of process %d lies outside of this cgroup namespace: run this on the host",
			      id->pid);
	return 0;
}

/*
 * A cgroup of the right name is not shared by those that the process forked
 * since: all of them are throttled. But anybody may give a cgroup that name, so
 * it must have our mark, which takes CAP_SYS_ADMIN.
 */
static bool marked(int dirfd)
{
	char mark[8];

	return fgetxattr(dirfd, MARK, mark, sizeof(mark)) >= 0;
}

/* Is all of the process in @home, and who else is? */
static int look_inside(struct cgroup *cg, const struct identity *id,
		       const struct held *held, char *text)
{
	int fd = cgroupfs_open(cg->home);
	int all, others = 1;

	if (fd < 0)
		return refuse(text, exit_code_of(-fd),
			      "cannot open the cgroup %s: %s", shown(cg->home),
			      strerror(-fd));
	all = cgroupfs_holds_all(fd, held->procfd);
	if (all <= 0) {
		close(fd);
		return all ? refuse(text, exit_code_of(-all),
				    "cannot tell which threads are in the cgroup %s: %s",
				    shown(cg->home), strerror(-all)) :
			     refuse(text, EXIT_FAILED,
				    "the threads of process %d are in several cgroups: act on the tenant",
				    id->pid);
	}
	if (cg->ours && marked(fd))
		others = 0;
	if (!others || cgroupfs_is_root(cg->home))
		close(fd);
	else
		others = cgroupfs_shared(fd, id->pid);
	if (others < 0)
		return refuse(text, exit_code_of(-others),
			      "cannot tell who else is in the cgroup %s: %s",
			      shown(cg->home), strerror(-others));
	cg->move = others;
	return 0;
}

int cgroup_locate(struct cgroup *cg, const struct identity *id,
		  const struct held *held, char *text)
{
	char name[64];
	int n, code;

	memset(cg, 0, sizeof(*cg));
	if (!cgroupfs_find(cg->mount, text))
		return EXIT_FAILED;
	code = find_home(cg, id, held, text);
	if (code)
		return code;
	snprintf(name, sizeof(name), NAME_PREFIX "%d-%" PRIu64, id->pid,
		 id->start_ticks);
	cg->ours = !strcmp(strrchr(cg->home, '/') + 1, name);
	code = look_inside(cg, id, held, text);
	if (code)
		return code;
	n = snprintf(cg->target, sizeof(cg->target), "%s%s%s", cg->home,
		     !cg->move || cgroupfs_is_root(cg->home) ? "" : "/",
		     cg->move ? name : "");
	if (n >= (int)sizeof(cg->target))
		return refuse(text, EXIT_FAILED,
			      "the path of the cgroup of process %d is too long",
			      id->pid);
	return 0;
}

static void remove_target(const struct cgroup *cg)
{
	cgroupfs_remove(cg->target);
	cpulimit_close(cg->home);
}

static void pause_ms(int ms)
{
	struct timespec ts = { .tv_nsec = ms * 1000000L };

	nanosleep(&ts, NULL);
}

/* Without CAP_SYS_ADMIN it is not: see marked(). */
static void mark(const char *path)
{
	int dirfd = cgroupfs_open(path);

	if (dirfd < 0)
		return;
	fsetxattr(dirfd, MARK, "1", 1, 0);
	close(dirfd);
}

static bool target_marked(const struct cgroup *cg)
{
	int dirfd = cgroupfs_open(cg->target);
	bool is;

	if (dirfd < 0)
		return false;
	is = marked(dirfd);
	close(dirfd);
	return is;
}

/* Make the child of @home that the process is to be moved to. */
static int make_target(struct cgroup *cg, bool cpu, char *text)
{
	int err = cgroupfs_make(cg->target);

	/* What an act left there is empty, or was marked. */
	if (err == -EEXIST && !cgroupfs_remove(cg->target))
		err = cgroupfs_make(cg->target);
	if (err == -EEXIST && target_marked(cg))
		err = 0;
	else if (!err)
		mark(cg->target);
	if (err)
		return refuse(text, exit_code_of(-err),
			      "cannot make the cgroup %s: %s",
			      shown(cg->target), strerror(-err));
	if (cgroupfs_is_root(cg->home))
		return 0;
	err = cgroupfs_write(cg->target, "cgroup.type", "threaded");
	/* To freeze, a child of the common kind is as good. */
	if (!err || !cpu)
		return 0;
	remove_target(cg);
	return refuse(text, exit_code_of(-err),
		      "the cgroup %s holds other processes, and this one cannot be moved to a cgroup of its own that is throttled: %s",
		      shown(cg->home), strerror(-err));
}

static int move(pid_t pid, const char *to)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%d", pid);
	return cgroupfs_write(to, "cgroup.procs", digits);
}

/* Is the process alive, and all of it in @target? */
static bool in_target(const struct cgroup *cg, const struct held *held)
{
	int dirfd = cgroupfs_open(cg->target);
	bool all;

	if (dirfd < 0)
		return false;
	all = cgroupfs_holds_all(dirfd, held->procfd) > 0;
	close(dirfd);
	/* None is missing from where nobody lives any more. */
	return all && held_alive(held);
}

/* Move the process to @target, and check that it is there. */
static int move_to_target(struct cgroup *cg, const struct identity *id,
			  const struct held *held, char *text)
{
	/* A move goes by pid: check at the last moment whose it is. */
	int err = held_alive(held) ? move(id->pid, cg->target) : -ESRCH;

	if (!err && in_target(cg, held))
		return 0;
	if (!err) {
		/*
		 * It exited meanwhile, or was taken out: move back whoever has
		 * its pid now.
		 */
		move(id->pid, cg->home);
		err = held_alive(held) ? -EBUSY : -ESRCH;
	}
	remove_target(cg);
	return refuse(text, exit_code_of(-err),
		      "cannot move process %d to the cgroup %s: %s", id->pid,
		      shown(cg->target), strerror(-err));
}

static void move_back(const struct cgroup *cg, const struct identity *id)
{
	if (!cg->move)
		return;
	move(id->pid, cg->home);
	remove_target(cg);
}

/* cgroupfs_event() and cgroupfs_settle(), by path. */
static bool event(const char *path, const char *what)
{
	int dirfd = cgroupfs_open(path);
	bool says;

	if (dirfd < 0)
		return false;
	says = cgroupfs_event(dirfd, what);
	close(dirfd);
	return says;
}

static bool settle(const char *path, const char *what)
{
	int dirfd = cgroupfs_open(path);
	bool says;

	if (dirfd < 0)
		return false;
	says = cgroupfs_settle(dirfd, what);
	close(dirfd);
	return says;
}

bool cgroup_frozen(const struct cgroup *cg)
{
	return event(cg->home, "frozen 1");
}

static int restore_limit(const struct cgroup *cg)
{
	int dirfd = cgroupfs_open(cg->home);
	int err;

	if (dirfd < 0)
		return dirfd;
	err = cpulimit_restore(dirfd, cg->home);
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
	err = cgroupfs_write(cg->target, "cgroup.freeze", "1");
	if (!err && settle(cg->target, "frozen 1") && in_target(cg, held))
		return 0;
	if (!err)
		cgroupfs_write(cg->target, "cgroup.freeze", "0");
	if (!err && !in_target(cg, held))
		return escaped(cg, id, text);
	move_back(cg, id);
	return refuse(text, exit_code_of(-err), "cannot freeze the cgroup %s: %s",
		      shown(cg->target),
		      err ? strerror(-err) : "it did not come to rest");
}

static int set_limit(const struct cgroup *cg, unsigned int percent, char *text)
{
	int dirfd = cgroupfs_open(cg->target);
	int code;

	if (dirfd < 0)
		return refuse(text, exit_code_of(-dirfd),
			      "cannot open the cgroup %s: %s",
			      shown(cg->target), strerror(-dirfd));
	code = cpulimit_set(dirfd, cg->target, percent, text,
			    CGROUPFS_TEXT_LEN);
	close(dirfd);
	return code;
}

int cgroup_throttle(struct cgroup *cg, const struct identity *id,
		    const struct held *held, unsigned int percent, char *text)
{
	static char parent[PATH_MAX], at[PATH_MAX];
	int code, err;

	if (!cpulimit_possible())
		return refuse(text, EXIT_FAILED,
			      "cgroup v2 has no cpu controller here (cgroup v1 may have it): throttle is not possible, freeze and stop are");
	if (cg->move) {
		code = make_target(cg, true, text);
		if (code)
			return code;
	}
	cgroupfs_parent(cg->target, parent);
	err = cpulimit_open(parent, cg->opened, at);
	if (err) {
		if (cg->move)
			remove_target(cg);
		return refuse(text, exit_code_of(-err),
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
	int dirfd = cgroupfs_open(cg->home);
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
		err = tid ? move(tid, parent) : 0;
		if (!tid || (err && err != -ESRCH))
			break;
	}
	close(dirfd);
	return err;
}

bool cgroup_thawable(const struct cgroup *cg)
{
	bool limited = false;
	char frozen[16];
	int dirfd;

	cgroupfs_read(cg->home, "cgroup.freeze", frozen, sizeof(frozen));
	dirfd = cgroupfs_open(cg->home);
	if (dirfd >= 0) {
		limited = cpulimit_held(dirfd, cg->home);
		close(dirfd);
	}
	return cg->ours || limited || !strcmp(frozen, "1");
}

int cgroup_thaw(struct cgroup *cg, char *text)
{
	static char parent[PATH_MAX];
	int err;

	memcpy(cg->target, cg->home, sizeof(cg->target));
	err = cgroupfs_write(cg->home, "cgroup.freeze", "0");
	if (!err && !settle(cg->target, "frozen 0"))
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
		return refuse(text, exit_code_of(-err),
			      "cannot undo what was done to the cgroup %s: %s",
			      shown(cg->home), strerror(-err));
	return 0;
}

void cgroup_sweep(const struct cgroup *cg)
{
	static char parent[PATH_MAX];
	int ms;

	if (!cg->ours)
		return;
	/* A cgroup is busy until its last zombie has been reaped. */
	for (ms = 0; ms < SETTLE_MS; ms += 10) {
		if (cgroupfs_remove(cg->home) != -EBUSY)
			break;
		pause_ms(10);
	}
	cgroupfs_parent(cg->home, parent);
	cpulimit_close(parent);
}
