// SPDX-License-Identifier: GPL-2.0-only
/* Freeze, throttle and kill a tenant as a whole, through cgroup v2. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cgroupfs.h"
#include "container.h"
#include "cpulimit.h"
#include "escape.h"
#include "proc.h"
#include "tenant.h"
#include "tool.h"

#define DEPTH_MAX	256	/* cgroups are looked into so far down */
#define ROUNDS_MAX	200	/* of killing one by one */
#define KILL_MS		1000	/* how long cgroup.kill has, before that */
#define SETTLE_MS	5000	/* how long the last may take to exit */

/* For -errno of an access to it. */
static int failed(const struct held_tenant *t, char *text, const char *what,
		  int err)
{
	return refuse(text, exit_code_of(-err), "cannot %s the tenant %s: %s",
		      what, shown(t->path),
		      err == -ENODEV || err == -ENOENT ?
		      "its cgroup is gone" : strerror(-err));
}

/**
 * struct walk - going through a cgroup and those below it
 * @thread:  called for each thread in it; what is not 0 ends the walk
 * @arg:     given to it
 * @cgroups: those seen so far
 */
struct walk {
	int (*thread)(pid_t tid, void *arg);
	void *arg;
	unsigned int cgroups;
};

/*
 * cgroup.procs would not do: it lists a process where its first thread is, also
 * if that has ended and the others are elsewhere, and none in a threaded cgroup.
 */
static int walk_threads(struct walk *w, int dirfd)
{
	int fd = openat(dirfd, "cgroup.threads", O_RDONLY | O_CLOEXEC);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
	int tid, ret = 0;

	if (!file) {
		ret = -errno;
		if (fd >= 0)
			close(fd);
		return ret;
	}
	errno = 0;
	while (!ret && fscanf(file, "%d", &tid) == 1)
		ret = w->thread(tid, w->arg);
	if (!ret && ferror(file))
		ret = -errno;
	fclose(file);
	/* An invalid one (cgroup.type) holds nobody. */
	return ret == -EOPNOTSUPP || ret == -ENODEV ? 0 : ret;
}

/* @dirfd is closed. 0, -errno, or what thread() returned. */
static int walk(struct walk *w, int dirfd, unsigned int depth)
{
	struct dirent *entry;
	int fd, ret;
	DIR *dir;

	w->cgroups++;
	ret = walk_threads(w, dirfd);
	/* One below may be gone by now. */
	if (depth && (ret == -ENOENT || ret == -ENODEV))
		ret = 0;
	dir = ret || depth == DEPTH_MAX ? NULL : fdopendir(dirfd);
	if (!dir) {
		close(dirfd);
		return ret;
	}
	while (!ret && (entry = readdir(dir))) {
		if (entry->d_type != DT_DIR || entry->d_name[0] == '.')
			continue;
		fd = openat(dirfd, entry->d_name,
			    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		/* It may be gone by now. */
		if (fd >= 0)
			ret = walk(w, fd, depth + 1);
		else if (errno != ENOENT && errno != ENODEV)
			ret = -errno;
	}
	closedir(dir);
	return ret;
}

static int walk_tenant(const struct held_tenant *t, struct walk *w)
{
	/* Opened anew: a duplicate would share the position in it. */
	int fd = openat(t->dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? -errno : walk(w, fd, 0);
}

/* Is the cgroup @path that of the tenant, or below it? */
static bool within(const struct held_tenant *t, const char *path)
{
	size_t len = strlen(t->path);

	return !strncmp(path, t->path, len) &&
	       (!path[len] || path[len] == '/');
}

/* Does it hold this one? 1 or 0, or -errno. */
static int holds(const struct held_tenant *t, int procfd)
{
	static char home[PATH_MAX];
	int err = cgroupfs_home(procfd, home);

	/* Its beginning is enough: t->path is shorter. */
	if (err == -ENAMETOOLONG && strlen(home) == PATH_MAX - 1)
		err = 0;
	return err ? err : within(t, home);
}

/* The same by pid. Fills @stat. */
static int holds_pid(const struct held_tenant *t, pid_t pid,
		     struct proc_stat *stat)
{
	int procfd = proc_open(pid);
	int ret;

	if (procfd < 0)
		return procfd;
	ret = proc_stat(procfd, stat);
	if (!ret)
		ret = holds(t, procfd);
	close(procfd);
	return ret;
}

/* Does it hold process 1, this one, or one that this one descends from? */
static int check_own(const struct held_tenant *t, char *text)
{
	struct proc_stat stat = { .ppid = getpid() };
	pid_t pid = getpid();
	int ret;

	for (;;) {
		ret = holds_pid(t, pid, &stat);
		if (ret < 0)
			return refuse(text, exit_code_of(-ret),
				      "cannot tell whether the tenant %s holds process %d: %s",
				      shown(t->path), pid, strerror(-ret));
		if (ret && pid == 1)
			return refuse(text, EXIT_FAILED,
				      "refusing to act on the tenant %s: it holds process 1, the system's init",
				      shown(t->path));
		if (ret)
			return refuse(text, EXIT_FAILED,
				      "refusing to act on the tenant %s: it holds process %d (%s), %s",
				      shown(t->path), pid, shown(stat.comm),
				      pid == getpid() ? "this cpuwarden" :
				      "from which this cpuwarden descends");
		if (pid == 1)
			return 0;
		/* A parent outside of this pid namespace is 0. */
		pid = stat.ppid > 0 ? stat.ppid : 1;
	}
}

/**
 * struct census - who is in a tenant
 * @pids:    process of each thread that was seen
 * @n:       how many those are
 * @kthread: a kernel thread, if there is one
 */
struct census {
	pid_t *pids;
	size_t n;
	struct proc_stat kthread;
};

static int by_pid(const void *a, const void *b)
{
	pid_t x = *(const pid_t *)a, y = *(const pid_t *)b;

	return x < y ? -1 : x > y;
}

/* How many processes are they of? */
static unsigned int distinct(struct census *census)
{
	unsigned int processes = 0;
	size_t i;

	if (census->n)
		qsort(census->pids, census->n, sizeof(pid_t), by_pid);
	for (i = 0; i < census->n; i++)
		processes += !i || census->pids[i] != census->pids[i - 1];
	return processes;
}

static int count(pid_t tid, void *arg)
{
	struct census *census = arg;
	struct proc_stat stat;
	int procfd = proc_open(tid);
	pid_t pid;
	int err;

	if (procfd < 0)
		return 0;
	err = proc_stat(procfd, &stat);
	pid = proc_tgid(procfd);
	close(procfd);
	/* It may have exited. */
	if (err || !pid)
		return 0;
	/* Grows at each power of two. */
	if (!(census->n & (census->n - 1)))
		census->pids = xrealloc(census->pids, sizeof(pid_t) *
					(census->n ? 2 * census->n : 1));
	census->pids[census->n++] = pid;
	if (!(stat.flags & PROC_PF_KTHREAD))
		return 0;
	census->kthread = stat;
	return tid;
}

/* Who is in it? Kernel threads may not be. */
static int check_processes(struct held_tenant *t, char *text)
{
	struct census census = { 0 };
	struct walk w = { .thread = count, .arg = &census };
	int ret;

	ret = walk_tenant(t, &w);
	t->processes = distinct(&census);
	free(census.pids);
	if (ret < 0)
		return failed(t, text, "look into", ret);
	if (ret)
		return refuse(text, EXIT_FAILED,
			      "refusing to act on the tenant %s: it holds process %d (%s), a kernel thread",
			      shown(t->path), ret, shown(census.kthread.comm));
	t->below = w.cgroups - 1;
	return 0;
}

/* "/a/b" as the kernel writes it. */
static bool clean_path(const char *path)
{
	size_t len;

	if (*path != '/' || strlen(path) >= PATH_MAX)
		return false;
	while (*path) {
		len = strcspn(++path, "/");
		if (!len || !strncmp(path, ".", len) ||
		    !strncmp(path, "..", len))
			return false;
		path += len;
	}
	return true;
}

static int open_tenant(struct held_tenant *t, const char *name, char *text)
{
	uint64_t id;
	int err;

	if (cgroupfs_is_root(name))
		return refuse(text, EXIT_FAILED,
			      "refusing to act on the root cgroup: it holds all there is");
	if (parse_number(name, UINT64_MAX, &id) && id)
		t->dirfd = cgroupfs_open_id(id);
	else if (clean_path(name))
		t->dirfd = cgroupfs_open(name);
	else
		return refuse(text, EXIT_USAGE,
			      "'%s' is no tenant: use tenant:ID with the id of its cgroup, or tenant:/PATH from the root of cgroup v2",
			      shown(name));
	if (t->dirfd == -ESTALE || t->dirfd == -ENOENT)
		return refuse(text, EXIT_FAILED,
			      "there is no cgroup %s (any more) in cgroup v2",
			      shown(name));
	if (t->dirfd < 0)
		return refuse(text, exit_code_of(-t->dirfd),
			      "cannot open the cgroup %s: %s", shown(name),
			      t->dirfd == -EXDEV ?
			      "it is covered by a mount" :
			      strerror(-t->dirfd));
	err = cgroupfs_id(t->dirfd, &t->id);
	if (!err)
		err = cgroupfs_path(t->dirfd, t->path);
	if (!err)
		return 0;
	close(t->dirfd);
	return refuse(text, exit_code_of(-err),
		      "cannot tell the path of the cgroup %s: %s", shown(name),
		      strerror(-err));
}

/* Is another directory seen where the cgroup should be? */
static void look_covered(struct held_tenant *t, const char *mount)
{
	char *full = xasprintf("%s%s", mount, t->path);
	struct stat seen, own;
	int err = stat(full, &seen) ? errno : 0;

	/* Other errors say nothing: the path may be too long, or forbidden. */
	if (err ? err == ENOENT : !fstat(t->dirfd, &own) &&
	    (seen.st_dev != own.st_dev || seen.st_ino != own.st_ino))
		snprintf(t->hiding, sizeof(t->hiding),
			 "%s is covered by a mount: somebody hides this cgroup",
			 shown(full));
	free(full);
}

int tenant_hold(struct held_tenant *t, const char *name, char *text)
{
	static char mount[PATH_MAX];
	int code;

	memset(t, 0, sizeof(*t));
	if (!cgroupfs_find(mount, text))
		return EXIT_FAILED;
	code = open_tenant(t, name, text);
	if (code)
		return code;
	/* By its id it can be named, too. */
	if (cgroupfs_is_root(t->path))
		code = refuse(text, EXIT_FAILED,
			      "refusing to act on the root cgroup: it holds all there is");
	look_covered(t, mount);
	if (!code)
		code = check_own(t, text);
	if (!code)
		code = check_processes(t, text);
	if (code)
		tenant_release(t);
	return code;
}

/* @dirfd, which is closed, or that of the cgroup so many levels above it. */
static int climb(int dirfd, unsigned int levels)
{
	while (levels-- && dirfd >= 0) {
		int up = openat(dirfd, "..", O_RDONLY | O_DIRECTORY |
				O_CLOEXEC);

		if (up < 0)
			up = -errno;
		close(dirfd);
		dirfd = up;
	}
	return dirfd;
}

int tenant_outermost(uint64_t *id, char *path)
{
	static char mount[PATH_MAX];
	char text[CGROUPFS_TEXT_LEN];
	struct container c;
	unsigned int levels = 0;
	const char *rest;
	int dirfd, err;

	if (!cgroupfs_find(mount, text))
		return -ENOENT;
	dirfd = cgroupfs_open_id(*id);
	err = dirfd < 0 ? dirfd : cgroupfs_path(dirfd, path);
	if (!err && container_find(path, &c)) {
		for (rest = path + c.length; *rest; rest++)
			levels += *rest == '/';
		path[c.length] = '\0';
	}
	if (!err)
		dirfd = climb(dirfd, levels);
	if (!err)
		err = dirfd < 0 ? dirfd : cgroupfs_id(dirfd, id);
	if (dirfd >= 0)
		close(dirfd);
	return err;
}

void tenant_release(struct held_tenant *t)
{
	close(t->dirfd);
}

bool tenant_frozen(const struct held_tenant *t)
{
	char frozen[16];

	cgroupfs_read_at(t->dirfd, "cgroup.freeze", frozen, sizeof(frozen));
	return !strcmp(frozen, "1");
}

bool tenant_thawable(const struct held_tenant *t)
{
	return tenant_frozen(t) || cpulimit_held(t->dirfd, t->path);
}

int tenant_freeze(struct held_tenant *t, char *text)
{
	int err = cgroupfs_write_at(t->dirfd, "cgroup.freeze", "1");

	if (err)
		return failed(t, text, "freeze", err);
	if (cgroupfs_settle(t->dirfd, "frozen 1"))
		return 0;
	/*
	 * Do not undo it: if one process cannot be frozen now, since it is in
	 * a system call, the others stay frozen.
	 */
	return refuse(text, EXIT_FAILED,
		      "the tenant %s is set to be frozen, but a process of it has not come to rest yet: see act thaw",
		      shown(t->path));
}

int tenant_thaw(struct held_tenant *t, char *text)
{
	int err = cgroupfs_write_at(t->dirfd, "cgroup.freeze", "0");

	if (!err)
		err = cpulimit_restore(t->dirfd, t->path);
	if (err)
		return failed(t, text, "thaw", err);
	if (cgroupfs_settle(t->dirfd, "frozen 0"))
		return 0;
	return refuse(text, EXIT_FAILED,
		      "the tenant %s is not set to be frozen any more, but a cgroup above it is",
		      shown(t->path));
}

int tenant_throttle(struct held_tenant *t, unsigned int percent, char *text)
{
	static char parent[PATH_MAX], at[PATH_MAX];
	int err;

	if (!cpulimit_possible())
		return refuse(text, EXIT_FAILED,
			      "cgroup v2 has no cpu controller here (cgroup v1 may have it): throttle is not possible, freeze is");
	cgroupfs_parent(t->path, parent);
	err = cpulimit_open(parent, t->opened, at);
	if (err)
		return refuse(text, exit_code_of(-err),
			      "cannot enable the cpu controller in the cgroup %s: %s",
			      shown(at), strerror(-err));
	return cpulimit_set(t->dirfd, t->path, percent, text,
			    CGROUPFS_TEXT_LEN);
}

/* Kill the process of a thread, if that is in it. */
static int kill_one(pid_t tid, void *arg)
{
	int procfd = proc_open(tid);
	pid_t pid = procfd < 0 ? 0 : proc_tgid(procfd);
	int pidfd = pid ? syscall(SYS_pidfd_open, pid, 0) : -1;

	/*
	 * Safe if an id is reused: @procfd is of the thread from before. While
	 * that has not exited, its process has not either, so the pidfd is of
	 * it; and a signal to one that has exited reaches nobody.
	 */
	if (pidfd >= 0 && proc_tgid(procfd) == pid && holds(arg, procfd) == 1)
		syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0);
	/* One that this misses is found in the next round. */
	if (pidfd >= 0)
		close(pidfd);
	if (procfd >= 0)
		close(procfd);
	return 0;
}

/* Is no process left? Only an empty cgroup can have been removed. */
static bool emptied(const struct held_tenant *t)
{
	return cgroupfs_event(t->dirfd, "populated 0") ||
	       (faccessat(t->dirfd, "cgroup.events", F_OK, 0) &&
		errno == ENOENT);
}

static bool settle_empty(const struct held_tenant *t, int ms)
{
	for (; ms > 0; ms -= 10) {
		if (emptied(t))
			return true;
		usleep(10000);
	}
	return false;
}

int tenant_kill_each(struct held_tenant *t)
{
	struct walk w = { .thread = kill_one, .arg = t };
	bool frozen = tenant_frozen(t);
	int round, err;

	/* What is frozen forks no more, and dies all the same. */
	err = cgroupfs_write_at(t->dirfd, "cgroup.freeze", "1");
	for (round = 0; !err && round < ROUNDS_MAX; round++) {
		err = walk_tenant(t, &w);
		if (emptied(t)) {
			err = 0;
			break;
		}
		usleep(10000);
	}
	if (!frozen)
		cgroupfs_write_at(t->dirfd, "cgroup.freeze", "0");
	return err;
}

int tenant_kill(struct held_tenant *t, char *text)
{
	int err = cgroupfs_write_at(t->dirfd, "cgroup.kill", "1");

	if (!err && settle_empty(t, KILL_MS))
		return 0;
	/*
	 * There is none before Linux 5.14, nor in a threaded cgroup. Where it
	 * is, its signal goes to the first thread of each process: if that has
	 * ended, or is in another cgroup, the process lives on.
	 */
	if (!err || err == -ENOENT || err == -EOPNOTSUPP)
		err = tenant_kill_each(t);
	if (err)
		return failed(t, text, "kill", err);
	if (settle_empty(t, SETTLE_MS))
		return 0;
	return refuse(text, EXIT_FAILED,
		      "not all processes of the tenant %s could be killed, or not all have exited yet",
		      shown(t->path));
}
