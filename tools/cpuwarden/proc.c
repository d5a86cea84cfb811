// SPDX-License-Identifier: GPL-2.0-only
/* What /proc tells of one process. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proc.h"
#include "tool.h"

/*
 * A procfs that is mounted nowhere, so that no mount can cover a part of it. It
 * shows all processes, whatever options /proc is mounted with. -1 on error.
 */
static int private_procfs(void)
{
	int fs = fsopen("proc", FSOPEN_CLOEXEC);
	int root = -1;

	if (fs < 0)
		return -1;
	if (!fsconfig(fs, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		root = fsmount(fs, FSMOUNT_CLOEXEC, MOUNT_ATTR_NOSUID |
			       MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
	close(fs);
	/* It shows the pid namespace of our children, which may be another. */
	if (root >= 0 && !proc_is_ours(root)) {
		close(root);
		root = -1;
	}
	return root;
}

/* The directory of all processes; opened once. */
static struct proc_root {
	bool opened;
	bool private;
	int fd;
} proc_root;

static int open_root(void)
{
	if (!proc_root.opened) {
		proc_root.fd = private_procfs();
		proc_root.private = proc_root.fd >= 0;
		if (!proc_root.private)
			proc_root.fd = open("/proc", O_RDONLY | O_DIRECTORY |
					    O_CLOEXEC);
		proc_root.opened = true;
	}
	return proc_root.fd;
}

bool proc_is_private(void)
{
	open_root();
	return proc_root.private;
}

bool proc_is_ours(int rootfd)
{
	char self[16], digits[16];
	ssize_t n = readlinkat(rootfd, "self", self, sizeof(self) - 1);

	self[n > 0 ? n : 0] = '\0';
	snprintf(digits, sizeof(digits), "%d", getpid());
	return !strcmp(self, digits);
}

bool proc_find_mount(int dirfd, uint64_t id, char **line, size_t *size)
{
	int fd = openat(dirfd, "mountinfo", O_RDONLY | O_CLOEXEC);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "re");
	bool found = false;

	if (fd >= 0 && !file)
		close(fd);
	while (file && !found && getline(line, size, file) > 0)
		found = strtoull(*line, NULL, 10) == id;
	if (file)
		fclose(file);
	return found;
}

bool proc_has_hidepid(void)
{
	int self = open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC);
	struct statx root;
	char *line = NULL;
	size_t size = 0;
	bool has;

	has = self >= 0 && !statx(AT_FDCWD, "/proc", 0, STATX_MNT_ID, &root) &&
	      root.stx_mask & STATX_MNT_ID &&
	      proc_find_mount(self, root.stx_mnt_id, &line, &size) &&
	      strstr(line, " - proc ") &&
	      strstr(strrchr(line, ' '), "hidepid=");
	free(line);
	if (self >= 0)
		close(self);
	return has;
}

int proc_open(pid_t pid)
{
	char name[16];
	int fd;

	snprintf(name, sizeof(name), "%d", pid);
	fd = openat(open_root(), name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/* Fills @buf as far as the file goes; no NUL is added. */
static ssize_t read_start(int dirfd, const char *name, char *buf, size_t size)
{
	size_t len = 0;
	ssize_t n;
	int fd, err;

	fd = openat(dirfd, name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	do {
		n = read(fd, buf + len, size - len);
		if (n > 0)
			len += n;
	} while (n > 0 && len < size);
	err = n < 0 ? -errno : 0;
	close(fd);
	return err ? err : (ssize_t)len;
}

ssize_t proc_read(int dirfd, const char *name, char *buf, size_t size)
{
	ssize_t len = read_start(dirfd, name, buf, size);

	if (len < 0)
		return len;
	if ((size_t)len == size)
		return -EFBIG;
	buf[len] = '\0';
	return len;
}

pid_t proc_tgid(int procfd)
{
	/* It is on the fourth line; how long the rest is, its owner says. */
	char status[512];
	ssize_t n = read_start(procfd, "status", status, sizeof(status) - 1);
	const char *line;
	int pid = 0;

	if (n < 0)
		return 0;
	status[n] = '\0';
	/* A name cannot hold a line feed here: it is escaped. */
	line = strstr(status, "\nTgid:");
	if (line)
		sscanf(line, " Tgid: %d", &pid);
	return pid;
}

int proc_stat_parse(const char *line, struct proc_stat *stat)
{
	const char *open = strchr(line, '(');
	const char *close = strrchr(line, ')');
	size_t len;

	/* The name may hold anything, ')' too: the last one ends it. */
	if (!open || !close || close < open)
		return -EBADMSG;
	len = close - open - 1;
	if (len >= sizeof(stat->comm))
		len = sizeof(stat->comm) - 1;
	memcpy(stat->comm, open + 1, len);
	stat->comm[len] = '\0';

	/* Fields 1, 3, 4, 9 and 22 of proc(5). */
	if (sscanf(line, "%d", &stat->pid) != 1 ||
	    sscanf(close + 1,
		   " %c%d%*d%*d%*d%*d%u%*u%*u%*u%*u%*u%*u%*d%*d%*d%*d%*d%*d%" SCNu64,
		   &stat->state, &stat->ppid, &stat->flags,
		   &stat->start_ticks) != 4)
		return -EBADMSG;
	return 0;
}

bool proc_lives(const struct proc_stat *stat)
{
	return !strchr("ZXx", stat->state);
}

int proc_stat(int procfd, struct proc_stat *stat)
{
	char line[1024];
	ssize_t n = proc_read(procfd, "stat", line, sizeof(line));

	return n < 0 ? n : proc_stat_parse(line, stat);
}

uint64_t proc_ticks(uint64_t ns)
{
	/* As nsec_to_clock_t() of the kernel; USER_HZ divides 10^9. */
	return ns / (UINT64_C(1000000000) / sysconf(_SC_CLK_TCK));
}

int proc_open_since(pid_t pid, uint64_t start_ns)
{
	int procfd = proc_open(pid);
	struct proc_stat stat;
	int err;

	if (procfd < 0)
		return procfd;
	err = proc_stat(procfd, &stat);
	if (!err && stat.start_ticks != proc_ticks(start_ns))
		err = -ESRCH;
	if (!err)
		return procfd;
	close(procfd);
	return err;
}

/* The superblock's device of mount @id, from mountinfo; 0 if not listed. */
static uint32_t mount_dev(int procfd, uint64_t id)
{
	unsigned int major, minor;
	uint32_t dev = 0;
	size_t size = 0;
	char *line = NULL;

	if (proc_find_mount(procfd, id, &line, &size) &&
	    sscanf(line, "%*u %*u %u:%u", &major, &minor) == 2)
		dev = major << 20 | minor;
	free(line);
	return dev;
}

int proc_each_thread(int procfd, int (*thread)(int fd, pid_t tid, void *arg),
		     void *arg)
{
	int fd = openat(procfd, "task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	struct proc_stat stat;
	int ret = 0;

	if (!dir) {
		if (fd >= 0)
			close(fd);
		return -ESRCH;
	}
	while (!ret && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		fd = openat(dirfd(dir), entry->d_name,
			    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (fd < 0)
			continue;
		if (!proc_stat(fd, &stat) && proc_lives(&stat))
			ret = thread(fd, stat.pid, arg);
		close(fd);
	}
	closedir(dir);
	return ret;
}

static int take(int fd, pid_t tid, void *arg)
{
	(void)tid;
	*(int *)arg = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	return 1;
}

int proc_live_thread(int procfd)
{
	int found = -ESRCH;

	proc_each_thread(procfd, take, &found);
	return found < 0 ? -ESRCH : found;
}

int proc_state(int procfd, char *state)
{
	struct proc_stat stat;
	int err = proc_stat(procfd, &stat);
	int thread;

	if (!err && stat.state == 'Z') {
		thread = proc_live_thread(procfd);
		if (thread >= 0) {
			err = proc_stat(thread, &stat);
			close(thread);
		}
	}
	if (!err)
		*state = stat.state;
	return err;
}

int proc_exe(int procfd, struct proc_exe *exe)
{
	struct statx stx;
	int thread, err;

	/*
	 * An inode number does not change: do not ask the server of a FUSE,
	 * which may be the process's own and answer nobody.
	 */
	if (statx(procfd, "exe", AT_STATX_DONT_SYNC,
		  STATX_INO | STATX_MNT_ID, &stx)) {
		err = -errno;
		thread = err == -ENOENT ? proc_live_thread(procfd) : -1;
		if (thread < 0)
			return err;
		err = statx(thread, "exe", AT_STATX_DONT_SYNC,
			    STATX_INO | STATX_MNT_ID, &stx) ? -errno : 0;
		close(thread);
		if (err)
			return err;
	}
	exe->ino = stx.stx_ino;
	exe->dev = stx.stx_dev_major << 20 | stx.stx_dev_minor;
	exe->sb_dev = 0;
	if (stx.stx_mask & STATX_MNT_ID)
		exe->sb_dev = mount_dev(procfd, stx.stx_mnt_id);
	return 0;
}
