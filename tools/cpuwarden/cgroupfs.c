// SPDX-License-Identifier: GPL-2.0-only
/* Where cgroup v2 is, and what its files say of a cgroup. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgroupfs.h"
#include "tool.h"

#define SEPARATORS	"\n "

int cgroupfs_open(const char *mount, const char *path)
{
	char *full = xasprintf("%s%s", mount, path);
	int fd = open(full, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int err = -errno;

	free(full);
	return fd < 0 ? err : fd;
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

int cgroupfs_write(const char *mount, const char *path,
		   const char *name, const char *value)
{
	int dirfd = cgroupfs_open(mount, path);
	int err;

	if (dirfd < 0)
		return dirfd;
	err = cgroupfs_write_at(dirfd, name, value);
	close(dirfd);
	return err;
}

void cgroupfs_read(const char *mount, const char *path,
		   const char *name, char *buf, size_t size)
{
	int dirfd = cgroupfs_open(mount, path);

	buf[0] = '\0';
	if (dirfd < 0)
		return;
	if (proc_read(dirfd, name, buf, size) < 0)
		buf[0] = '\0';
	buf[strcspn(buf, "\n")] = '\0';
	close(dirfd);
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

bool cgroupfs_mount(char *mount)
{
	FILE *file = fopen("/proc/self/mountinfo", "re");
	char *line = NULL;
	size_t size = 0;
	bool found = false;

	while (file && !found && getline(&line, &size, file) > 0) {
		char *type = strstr(line, " - ");
		char root[3];

		found = type && !strncmp(type + 3, "cgroup2 ", 8) &&
			sscanf(line, "%*s %*s %*s %2s %4095s", root,
			       mount) == 2 && cgroupfs_is_root(root);
	}
	free(line);
	if (file)
		fclose(file);
	if (found)
		unescape(mount);
	return found;
}

bool cgroupfs_home(const struct held *held, char *home)
{
	static char buf[2 * PATH_MAX];
	char *line;

	if (proc_read(held->procfd, "cgroup", buf, sizeof(buf)) < 0)
		return false;
	for (line = buf; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		if (!strncmp(line, "0::/", 4))
			break;
	}
	if (!line)
		return false;
	line += 3;
	line[strcspn(line, "\n")] = '\0';
	if (strlen(line) >= PATH_MAX)
		return false;
	memcpy(home, line, strlen(line) + 1);
	return true;
}

int cgroupfs_shared(int dirfd, pid_t pid)
{
	struct dirent *entry;
	int fd, other, ret = 0;
	FILE *file;
	DIR *dir;

	fd = openat(dirfd, "cgroup.procs", O_RDONLY | O_CLOEXEC);
	file = fd < 0 ? NULL : fdopen(fd, "r");
	dir = file ? fdopendir(dirfd) : NULL;
	if (!dir) {
		ret = -errno;
		if (file)
			fclose(file);
		close(dirfd);
		return ret;
	}
	errno = 0;
	while (!ret && fscanf(file, "%d", &other) == 1)
		ret = other != pid;
	if (!ret && ferror(file))
		ret = -errno;
	fclose(file);
	while (!ret && (entry = readdir(dir))) {
		if (entry->d_type != DT_DIR || entry->d_name[0] == '.')
			continue;
		fd = openat(dirfd, entry->d_name,
			    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		/* It may be gone by now. */
		if (fd >= 0)
			ret = cgroupfs_shared(fd, pid);
		/* What is in a threaded one is listed further up. */
		if (ret == -EOPNOTSUPP || ret == -ENOENT || ret == -ENODEV)
			ret = 0;
	}
	closedir(dir);
	return ret;
}
