// SPDX-License-Identifier: GPL-2.0-only
/* Whether an executable came with its container's image, or was written there. */
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "layer.h"
#include "proc.h"

#define SAME_FILE	(STATX_SIZE | STATX_MTIME | STATX_TYPE)

/* What the kernel writes as \040 and the like. */
static void unescape(char *text)
{
	char *to = text;

	for (; *text; to++) {
		if (*text == '\\' && text[1] >= '0' && text[1] <= '3' &&
		    text[2] >= '0' && text[2] <= '7' &&
		    text[3] >= '0' && text[3] <= '7') {
			*to = (text[1] - '0') << 6 | (text[2] - '0') << 3 |
			      (text[3] - '0');
			text += 4;
		} else {
			*to = *text++;
		}
	}
	*to = '\0';
}

/*
 * Of a line of mountinfo, see proc(5): where @path, which is below its mount point,
 * would be in the upper layer. False if it is no overlay that has one.
 */
static bool place_in_upper(char *line, const char *path, char *place)
{
	static const char key[] = "upperdir=";
	char *rest = strstr(line, " - "), *upper, *save, *word;
	char root[PATH_MAX], point[PATH_MAX], type[32];
	size_t len;

	if (!rest || sscanf(line, "%*u %*u %*s %4095s %4095s", root,
			    point) != 2 ||
	    sscanf(rest, " - %31s", type) != 1 || strcmp(type, "overlay"))
		return false;
	upper = strrchr(rest, ' ');
	for (word = strtok_r(upper, ",\n ", &save); word;
	     word = strtok_r(NULL, ",\n ", &save))
		if (!strncmp(word, key, strlen(key)))
			break;
	if (!word || word[strlen(key)] != '/')
		return false;
	word += strlen(key);
	unescape(word);
	unescape(root);
	unescape(point);
	len = strcmp(point, "/") ? strlen(point) : 0;
	if (strncmp(path, point, len) || path[len] != '/')
		return false;
	return snprintf(place, PATH_MAX, "%s/%s%s", word, root, path + len) <
	       PATH_MAX;
}

static bool is_same_file(const struct statx *a, const struct statx *b)
{
	return (a->stx_mask & b->stx_mask & SAME_FILE) == SAME_FILE &&
	       S_ISREG(a->stx_mode) && S_ISREG(b->stx_mode) &&
	       a->stx_size == b->stx_size &&
	       a->stx_mtime.tv_sec == b->stx_mtime.tv_sec &&
	       a->stx_mtime.tv_nsec == b->stx_mtime.tv_nsec;
}

static bool exe_is_upper(int procfd)
{
	char path[PATH_MAX], place[PATH_MAX];
	int exe = openat(procfd, "exe", O_PATH | O_CLOEXEC);
	int self = open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC);
	struct statx of_exe, there;
	char *line = NULL;
	size_t size = 0;
	ssize_t len = readlinkat(procfd, "exe", path, sizeof(path) - 1);
	bool is = exe >= 0 && len > 0 &&
		  !statx(exe, "", AT_EMPTY_PATH, SAME_FILE | STATX_MNT_ID,
			 &of_exe) && of_exe.stx_mask & STATX_MNT_ID;

	if (is) {
		path[len] = '\0';
		/* of a mount of our own namespace the path is as we see it */
		is = (proc_find_mount(self, of_exe.stx_mnt_id, &line,
				      &size) ||
		      proc_find_mount(procfd, of_exe.stx_mnt_id, &line,
				      &size)) &&
		     place_in_upper(line, path, place) &&
		     !statx(AT_FDCWD, place,
			    AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT, SAME_FILE,
			    &there) && is_same_file(&of_exe, &there);
	}
	free(line);
	if (self >= 0)
		close(self);
	if (exe >= 0)
		close(exe);
	return is;
}

bool layer_is_upper(uint32_t pid, uint64_t start_ns)
{
	int procfd = pid ? proc_open_since(pid, start_ns) : -1;
	bool is;

	if (procfd < 0)
		return false;
	is = exe_is_upper(procfd);
	close(procfd);
	return is;
}
