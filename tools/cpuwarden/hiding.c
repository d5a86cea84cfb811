// SPDX-License-Identifier: GPL-2.0-only
/* Whether somebody hides a process from who looks into /proc. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "escape.h"
#include "hiding.h"
#include "proc.h"
#include "tool.h"

#define HIDES	"somebody hides this process from ps and top"

/* The mount that @path is on, 0 if the kernel does not say; or -errno. */
static int64_t mount_of(const char *path)
{
	struct statx stx;

	if (statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT,
		  STATX_MNT_ID, &stx))
		return -errno;
	return stx.stx_mask & STATX_MNT_ID ? (int64_t)stx.stx_mnt_id : 0;
}

/* What /proc/PID/stat holds for who opens it by that name. */
static int ordinary_stat(pid_t pid, struct proc_stat *stat)
{
	char path[32];
	int fd, err;

	snprintf(path, sizeof(path), "/proc/%d", pid);
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	err = proc_stat(fd, stat);
	close(fd);
	return err;
}

/* A mount covers @path: say what is seen instead. */
static void covered(pid_t pid, const char *path, char *text)
{
	struct proc_stat stat;

	if (ordinary_stat(pid, &stat))
		snprintf(text, HIDING_TEXT_LEN,
			 "%s is covered by a mount that shows nothing of it: " HIDES,
			 path);
	else if (stat.pid != pid)
		snprintf(text, HIDING_TEXT_LEN,
			 "%s is covered by a mount that shows process %d (%s): " HIDES,
			 path, stat.pid, shown(stat.comm));
	else
		snprintf(text, HIDING_TEXT_LEN,
			 "%s is covered by a mount: what ps and top show of this process may be wrong",
			 path);
}

bool hiding_of(pid_t pid, char *text)
{
	/* What ps and top read of each process, "" being its directory. */
	static const char *const parts[] = {
		"", "/stat", "/statm", "/status", "/cmdline", "/comm", "/task",
	};
	int root = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ours = root >= 0 && proc_is_ours(root);
	int64_t procfs = mount_of("/proc");
	char path[48];
	size_t i;

	if (root >= 0)
		close(root);
	if (!ours) {
		snprintf(text, HIDING_TEXT_LEN,
			 "/proc is covered by a mount, or shows another pid namespace: " HIDES);
		return true;
	}
	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		int64_t mount;

		snprintf(path, sizeof(path), "/proc/%d%s", pid, parts[i]);
		mount = mount_of(path);
		if (mount == -ENOENT && !i) {
			snprintf(text, HIDING_TEXT_LEN,
				 "%s is not there, although the process is: " HIDES,
				 path);
			return true;
		}
		if (mount > 0 && procfs > 0 && mount != procfs) {
			covered(pid, path, text);
			return true;
		}
	}
	return false;
}
