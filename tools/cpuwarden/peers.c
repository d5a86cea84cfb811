// SPDX-License-Identifier: GPL-2.0-only
/* With whom a process talks. */
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "peers.h"
#include "proc.h"
#include "tool.h"

#define SOCKETS_MAX	65536	/* of a process that are looked at */

/* include/net/tcp_states.h */
enum { ESTABLISHED = 1, SYN_SENT = 2 };

/* Inodes of sockets, sorted. */
struct sockets {
	uint64_t *inodes;
	size_t n;
};

static int by_inode(const void *left, const void *right)
{
	const uint64_t *a = left, *b = right;

	return *a < *b ? -1 : *a > *b;
}

static void add_socket(struct sockets *s, int dirfd, const char *name)
{
	char target[64];
	uint64_t inode;
	ssize_t len = readlinkat(dirfd, name, target, sizeof(target) - 1);

	if (len <= 0 || s->n == SOCKETS_MAX)
		return;
	target[len] = '\0';
	if (sscanf(target, "socket:[%" SCNu64 "]", &inode) != 1)
		return;
	if (!(s->n & (s->n - 1)))
		s->inodes = xrealloc(s->inodes, (s->n ? 2 * s->n : 1) *
				     sizeof(*s->inodes));
	s->inodes[s->n++] = inode;
}

static void find_sockets(struct sockets *s, int procfd)
{
	int fd = openat(procfd, "fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		add_socket(s, dirfd(dir), entry->d_name);
	if (dir)
		closedir(dir);
	if (s->n)
		qsort(s->inodes, s->n, sizeof(*s->inodes), by_inode);
}

/*
 * One line of net/tcp or net/tcp6. Addresses stand there as the numbers that
 * their bytes in network order make on this machine.
 */
static void take_line(struct peers *p, const struct sockets *s,
		      const char *line)
{
	unsigned int state, port, words[4] = { 0 };
	char host[INET6_ADDRSTRLEN], digits[33];
	struct in6_addr six;
	uint64_t inode;
	size_t i, n;

	if (sscanf(line, " %*u: %*[0-9A-F]:%*x %32[0-9A-F]:%x %x %*x:%*x %*x:%*x %*x %*u %*u %" SCNu64,
		   digits, &port, &state, &inode) != 4 ||
	    (state != ESTABLISHED && state != SYN_SENT) ||
	    !bsearch(&inode, s->inodes, s->n, sizeof(inode), by_inode))
		return;
	n = strlen(digits) / 8;
	for (i = 0; i < n && i < 4; i++)
		if (sscanf(digits + 8 * i, "%8x", &words[i]) != 1)
			return;
	memcpy(&six, words, sizeof(six));
	if (!inet_ntop(n == 4 ? AF_INET6 : AF_INET, &six, host, sizeof(host)))
		return;
	if (p->n == PEERS_MAX) {
		p->more++;
		return;
	}
	snprintf(p->names[p->n++], PEER_LEN, n == 4 ? "[%s]:%u" : "%s:%u",
		 host, port);
}

static void take_table(struct peers *p, const struct sockets *s, int procfd,
		       const char *name)
{
	int fd = openat(procfd, name, O_RDONLY | O_CLOEXEC);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "r");
	char line[512];

	while (f && fgets(line, sizeof(line), f))
		take_line(p, s, line);
	if (f)
		fclose(f);
}

void peers_of_process(struct peers *p, uint32_t pid, uint64_t start_ns)
{
	int procfd = pid ? proc_open_since(pid, start_ns) : -1;
	int thread = procfd < 0 ? -1 : proc_live_thread(procfd);
	struct sockets sockets = { 0 };

	memset(p, 0, sizeof(*p));
	if (thread >= 0) {
		find_sockets(&sockets, thread);
		if (sockets.n) {
			take_table(p, &sockets, thread, "net/tcp");
			take_table(p, &sockets, thread, "net/tcp6");
		}
		close(thread);
	}
	free(sockets.inodes);
	if (procfd >= 0)
		close(procfd);
}
