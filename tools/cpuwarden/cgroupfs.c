// SPDX-License-Identifier: GPL-2.0-only
/* Where cgroup v2 is, and what its files say of a cgroup. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/magic.h>
#include <linux/openat2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "cgroupfs.h"
#include "escape.h"
#include "tool.h"

#define SEPARATORS	"\n "
#define SETTLE_MS	5000	/* how long a change may take to be seen */
#define HANDLE_KERNFS	0xfe	/* FILEID_KERNFS of include/linux/exportfs.h */

int refuse(char *text, int code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, CGROUPFS_TEXT_LEN, fmt, ap);
	va_end(ap);
	return code;
}

/* What paths of descriptors have before the cgroup's; empty for a copy. */
static char prefix[PATH_MAX];

/* Descriptor of the root of the copy, or of the mount if there is none. */
static int base = -1;

/* open() below the root, on that mount only. */
static int open_below(const char *path, int flags)
{
	struct open_how how = {
		.flags = flags | O_CLOEXEC,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_XDEV |
			   RESOLVE_NO_SYMLINKS,
	};
	int fd;

	path += *path == '/';
	fd = syscall(SYS_openat2, base, *path ? path : ".", &how, sizeof(how));
	return fd < 0 ? -errno : fd;
}

int cgroupfs_open(const char *path)
{
	return open_below(path, O_RDONLY | O_DIRECTORY);
}

int cgroupfs_open_id(uint64_t id)
{
	union {
		struct file_handle handle;
		char room[sizeof(struct file_handle) + sizeof(id)];
	} u = {
		.handle = { .handle_bytes = sizeof(id),
			    .handle_type = HANDLE_KERNFS },
	};
	int fd;

	memcpy(u.handle.f_handle, &id, sizeof(id));
	fd = open_by_handle_at(base, &u.handle,
			       O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

int cgroupfs_id(int dirfd, uint64_t *id)
{
	struct stat st;

	if (fstat(dirfd, &st))
		return -errno;
	*id = st.st_ino;
	return 0;
}

int cgroupfs_path(int dirfd, char *path)
{
	int self = proc_open(getpid());
	uint64_t id = 0, same = 0;
	char link[32];
	ssize_t n;
	int fd, err;

	if (self < 0)
		return self;
	snprintf(link, sizeof(link), "fd/%d", dirfd);
	n = readlinkat(self, link, path, PATH_MAX - 1);
	err = n < 0 ? -errno : cgroupfs_id(dirfd, &id);
	close(self);
	if (err)
		return err;
	path[n] = '\0';
	if (!strncmp(path, prefix, strlen(prefix)))
		memmove(path, path + strlen(prefix), n + 1 - strlen(prefix));
	/* The path may lead to another cgroup now: then it is of no use. */
	fd = *path == '/' ? cgroupfs_open(path) : -ENOENT;
	if (fd < 0)
		return fd;
	err = cgroupfs_id(fd, &same);
	close(fd);
	return err ? err : same == id ? 0 : -ENOENT;
}

int cgroupfs_make(const char *path)
{
	return mkdirat(base, path + 1, 0755) ? -errno : 0;
}

int cgroupfs_remove(const char *path)
{
	return unlinkat(base, path + 1, AT_REMOVEDIR) ? -errno : 0;
}

int cgroupfs_write_at(int dirfd, const char *name, const char *value)
{
	int fd = openat(dirfd, name, O_WRONLY | O_CLOEXEC);
	int err = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, value, strlen(value)) < 0)
		err = -errno;
	close(fd);
	return err;
}

int cgroupfs_write(const char *path, const char *name, const char *value)
{
	int dirfd = cgroupfs_open(path);
	int err;

	if (dirfd < 0)
		return dirfd;
	err = cgroupfs_write_at(dirfd, name, value);
	close(dirfd);
	return err;
}

void cgroupfs_read_at(int dirfd, const char *name, char *buf, size_t size)
{
	if (proc_read(dirfd, name, buf, size) < 0)
		buf[0] = '\0';
	buf[strcspn(buf, "\n")] = '\0';
}

void cgroupfs_read(const char *path, const char *name, char *buf, size_t size)
{
	int dirfd = cgroupfs_open(path);

	buf[0] = '\0';
	if (dirfd < 0)
		return;
	cgroupfs_read_at(dirfd, name, buf, size);
	close(dirfd);
}

bool cgroupfs_event(int dirfd, const char *what)
{
	char events[256];

	return proc_read(dirfd, "cgroup.events", events, sizeof(events)) >= 0 &&
	       strstr(events, what);
}

bool cgroupfs_settle(int dirfd, const char *what)
{
	struct timespec ts = { .tv_nsec = 10000000L };
	int ms;

	for (ms = 0; ms < SETTLE_MS; ms += 10) {
		if (cgroupfs_event(dirfd, what))
			return true;
		nanosleep(&ts, NULL);
	}
	return false;
}

bool cgroupfs_has_word(const char *list, const char *word)
{
	size_t len = strlen(word);

	while (*list) {
		size_t n = strcspn(list, SEPARATORS);

		if (n == len && !strncmp(list, word, n))
			return true;
		list += n + strspn(list + n, SEPARATORS);
	}
	return false;
}

bool cgroupfs_is_root(const char *path)
{
	return !strcmp(path, "/");
}

void cgroupfs_parent(const char *path, char *parent)
{
	size_t len = strrchr(path, '/') - path;

	snprintf(parent, PATH_MAX, "%.*s", len ? (int)len : 1, path);
}

/* Mount points have blanks and backslashes as \ooo, see proc(5). */
static void unescape(char *s)
{
	char *out = s;

	while (*s) {
		if (s[0] == '\\' && strspn(s + 1, "01234567") >= 3) {
			*out++ = (s[1] - '0') << 6 | (s[2] - '0') << 3 |
				 (s[3] - '0');
			s += 4;
		} else {
			*out++ = *s++;
		}
	}
	*out = '\0';
}

/*
 * Open the root of the mount @id at @mount. False if something else is seen
 * there: a mount that covers it.
 */
static bool open_base(const char *mount, uint64_t id)
{
	int seen = open(mount, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct statx stx;
	struct statfs fs;
	int tree;

	if (seen < 0)
		return false;
	if (fstatfs(seen, &fs) || fs.f_type != CGROUP2_SUPER_MAGIC ||
	    statx(seen, "", AT_EMPTY_PATH, STATX_MNT_ID, &stx) ||
	    !(stx.stx_mask & STATX_MNT_ID) || stx.stx_mnt_id != id) {
		close(seen);
		return false;
	}
	/* A copy of this mount only, without what is mounted on it. */
	tree = open_tree(seen, "", AT_EMPTY_PATH | OPEN_TREE_CLONE |
			 OPEN_TREE_CLOEXEC);
	base = tree < 0 ? -1 :
	       openat(tree, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (base < 0) {
		base = seen;
		snprintf(prefix, sizeof(prefix), "%s", mount);
	} else {
		close(seen);
	}
	/* The copy lives as long as its descriptor, which is left open. */
	return true;
}

bool cgroupfs_find(char *mount, char *text)
{
	static char found[PATH_MAX], at[PATH_MAX];
	int procfd = proc_open(getpid());
	int fd = procfd < 0 ? -1 : openat(procfd, "mountinfo",
					  O_RDONLY | O_CLOEXEC);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
	bool covered = false;
	char *line = NULL;
	size_t size = 0;

	while (file && base < 0 && getline(&line, &size, file) > 0) {
		char *type = strstr(line, " - ");
		char root[3];
		uint64_t id;

		if (!type || strncmp(type + 3, "cgroup2 ", 8) ||
		    sscanf(line, "%" SCNu64 " %*s %*s %2s %4095s", &id, root,
			   at) != 3 || !cgroupfs_is_root(root))
			continue;
		unescape(at);
		memcpy(found, at, sizeof(found));
		covered = !open_base(found, id);
	}
	free(line);
	if (file)
		fclose(file);
	if (procfd >= 0)
		close(procfd);
	memcpy(mount, found, PATH_MAX);
	if (base >= 0)
		return true;
	if (covered)
		snprintf(text, CGROUPFS_TEXT_LEN,
			 "%s, where cgroup v2 is, is covered by a mount: unmount that first",
			 shown(found));
	else
		snprintf(text, CGROUPFS_TEXT_LEN,
			 "cgroup v2 is not mounted here: freeze, thaw and throttle need it (stop and cont do not)");
	return false;
}

int cgroupfs_home(int procfd, char *home)
{
	static char buf[2 * PATH_MAX];
	struct proc_stat stat;
	int thread = -1;
	ssize_t n;
	char *line;

	home[0] = '\0';
	/* Where a first thread has ended says nothing of the others. */
	if (!proc_stat(procfd, &stat) && !proc_lives(&stat))
		thread = proc_live_thread(procfd);
	n = proc_read(thread < 0 ? procfd : thread, "cgroup", buf, sizeof(buf));
	if (thread >= 0)
		close(thread);
	if (n < 0)
		return n;
	for (line = buf; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (!strncmp(line, "0::/", 4))
			break;
	}
	if (!line)
		return -ENOENT;
	line += 3;
	line[strcspn(line, "\n")] = '\0';
	snprintf(home, PATH_MAX, "%s", line);
	/* The kernel cuts a path there. */
	return strlen(line) >= PATH_MAX - 1 ? -ENAMETOOLONG : 0;
}

/* Threads that a cgroup lists, sorted. */
struct listing {
	int dirfd;
	pid_t *tids;
	size_t n;
};

static int by_tid(const void *a, const void *b)
{
	pid_t x = *(const pid_t *)a, y = *(const pid_t *)b;

	return x < y ? -1 : x > y;
}

/* Read it, again if need be; 0 or -errno. */
static int list(struct listing *l)
{
	int fd = openat(l->dirfd, "cgroup.threads", O_RDONLY | O_CLOEXEC);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");
	int tid, err = 0;

	if (!file) {
		err = -errno;
		if (fd >= 0)
			close(fd);
		return err;
	}
	l->n = 0;
	errno = 0;
	while (fscanf(file, "%d", &tid) == 1) {
		/* Room for a power of two. */
		if (!(l->n & (l->n - 1)))
			l->tids = xrealloc(l->tids, sizeof(tid) *
					   (l->n ? 2 * l->n : 1));
		l->tids[l->n++] = tid;
	}
	if (ferror(file))
		err = -errno;
	fclose(file);
	if (l->n)
		qsort(l->tids, l->n, sizeof(tid), by_tid);
	return err;
}

static bool listed(const struct listing *l, pid_t tid)
{
	return l->n && bsearch(&tid, l->tids, l->n, sizeof(tid), by_tid);
}

/* 0 if the thread is in it, or has ended; else 1, or -errno. */
static int outside(int fd, pid_t tid, void *arg)
{
	struct listing *l = arg;
	struct proc_stat stat;
	int err;

	if (listed(l, tid))
		return 0;
	/* It may be newer than the listing. */
	err = list(l);
	if (err)
		return err;
	return !listed(l, tid) && !proc_stat(fd, &stat) && proc_lives(&stat);
}

int cgroupfs_holds_all(int dirfd, int procfd)
{
	struct listing l = { .dirfd = dirfd };
	int ret = list(&l);

	if (!ret)
		ret = proc_each_thread(procfd, outside, &l);
	free(l.tids);
	return ret < 0 ? ret : !ret;
}

/* Does it list a thread of another process? 1 or 0, or -errno. */
static int lists_other(int dirfd, pid_t pid)
{
	struct listing l = { .dirfd = dirfd };
	int ret = list(&l);
	size_t i;

	for (i = 0; !ret && i < l.n; i++) {
		int procfd = proc_open(l.tids[i]);
		pid_t tgid = procfd < 0 ? 0 : proc_tgid(procfd);

		if (procfd >= 0)
			close(procfd);
		/* It may have exited. */
		ret = tgid && tgid != pid;
	}
	free(l.tids);
	return ret;
}

/* Does it or one below it hold anybody? 1 or 0, or -errno. */
static int populated(int dirfd)
{
	char events[256];
	ssize_t n = proc_read(dirfd, "cgroup.events", events, sizeof(events));

	/* It may be gone by now. */
	if (n == -ENOENT || n == -ENODEV)
		return 0;
	return n < 0 ? n : !!strstr(events, "populated 1");
}

int cgroupfs_shared(int dirfd, pid_t pid)
{
	int fd, ret = lists_other(dirfd, pid);
	struct dirent *entry;
	DIR *dir;

	dir = ret ? NULL : fdopendir(dirfd);
	if (!dir) {
		if (!ret)
			ret = -errno;
		close(dirfd);
		return ret;
	}
	while (!ret && (entry = readdir(dir))) {
		if (entry->d_type != DT_DIR || entry->d_name[0] == '.')
			continue;
		fd = openat(dirfd, entry->d_name,
			    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (fd >= 0) {
			ret = populated(fd);
			close(fd);
		} else if (errno != ENOENT && errno != ENODEV) {
			ret = -errno;
		}
	}
	closedir(dir);
	return ret;
}
