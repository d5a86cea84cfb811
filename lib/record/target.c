// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define PAGE		4096u
#define PAGES		4096u	/* slots of the page cache, a power of two */
#define PROCESSES	512u
#define STALE_NS	1000000000u

struct page {
	u64 page;
	u64 seen_ns;
	u32 tgid;
	u32 origin;
};

struct process {
	u64 start_ns;
	u64 io_bytes;
	u64 io_ns;
	u32 tgid;
};

struct cw_target {
	struct cw_trace_writer *w;
	struct page pages[PAGES];
	struct process processes[PROCESSES];
	u64 samples[2];		/* kernel, user */
};

u64 cw_now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_BOOTTIME, &ts);
	return (u64)ts.tv_sec * 1000000000u + ts.tv_nsec;
}

struct cw_target *cw_target_new(struct cw_trace_writer *w)
{
	struct cw_target *t = calloc(1, sizeof(*t));

	if (t)
		t->w = w;
	return t;
}

void cw_target_free(struct cw_target *t)
{
	free(t);
}

int cw_target_read(char *buf, size_t size, u32 tgid, u32 tid,
		   const char *file)
{
	char path[64];
	ssize_t n;
	int fd;

	if (tid)
		snprintf(path, sizeof(path), "/proc/%u/task/%u/%s", tgid, tid,
			 file);
	else
		snprintf(path, sizeof(path), "/proc/%u/%s", tgid, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	n = read(fd, buf, size - 1);
	close(fd);
	if (n < 0)
		return -1;
	buf[n] = 0;
	return n;
}

/* The kernel says so behind the name. */
static bool is_deleted(const char *name)
{
	static const char suffix[] = " (deleted)";
	size_t len = strlen(name);

	return len >= strlen(suffix) &&
	       !strcmp(name + len - strlen(suffix), suffix);
}

/* One line of /proc/PID/maps that holds the page, to enum cw_origin. */
static u32 origin_of_line(const char *perms, const char *name)
{
	u32 origin = 0;

	if (perms[1] == 'w')
		origin |= CW_ORIGIN_WX;
	if (perms[0] != 'r')
		origin |= CW_ORIGIN_XONLY;
	if (!strncmp(name, "[vdso]", 6))
		return origin | CW_ORIGIN_VDSO;
	if (!strncmp(name, "/memfd:", 7))
		return origin | CW_ORIGIN_MEMFD;
	if (name[0] != '/')
		return origin | CW_ORIGIN_ANON;
	if (is_deleted(name))
		origin |= CW_ORIGIN_DELETED;
	return origin | CW_ORIGIN_FILE;
}

static u32 read_origin(u32 tgid, u64 ip)
{
	char path[32], line[512], perms[5], name[256];
	unsigned long long from, to;
	u32 origin = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%u/maps", tgid);
	f = fopen(path, "re");
	if (!f)
		return 0;
	while (fgets(line, sizeof(line), f)) {
		name[0] = 0;
		if (sscanf(line, "%llx-%llx %4s %*s %*s %*s %255[^\n]", &from, &to,
			   perms, name) < 3)
			continue;
		if (ip >= from && ip < to) {
			origin = origin_of_line(perms, name);
			break;
		}
	}
	fclose(f);
	return origin;
}

static u32 origin(struct cw_target *t, u32 tgid, u64 ip, u64 now)
{
	u64 page = ip / PAGE;
	u32 slot = (u32)((page ^ (u64)tgid * 2654435761u) % PAGES);
	struct page *p = &t->pages[slot];

	if (p->tgid != tgid || p->page != page || now - p->seen_ns > STALE_NS) {
		p->tgid = tgid;
		p->page = page;
		p->seen_ns = now;
		p->origin = read_origin(tgid, ip);
	}
	return p->origin;
}

/* Bytes passed through read() and write(), whatever is behind the file. */
static u64 read_io(u32 tgid)
{
	unsigned long long rchar, wchar;
	char buf[256];

	if (cw_target_read(buf, sizeof(buf), tgid, 0, "io") < 0 ||
	    sscanf(buf, "rchar: %llu wchar: %llu", &rchar, &wchar) != 2)
		return 0;
	return rchar + wchar;
}

static int describe(struct cw_target *t, struct process *p)
{
	struct cw_trace_process d = {
		.tgid = p->tgid, .start_ns = p->start_ns,
	};
	unsigned int uid;
	char path[32], buf[1024], *s;
	ssize_t n;

	if (cw_target_read(d.comm, sizeof(d.comm), p->tgid, 0, "comm") >= 0)
		d.comm[strcspn(d.comm, "\n")] = 0;
	snprintf(path, sizeof(path), "/proc/%u/exe", p->tgid);
	n = readlink(path, d.exe, sizeof(d.exe) - 1);
	d.exe[n < 0 ? 0 : n] = 0;
	if (cw_target_read(buf, sizeof(buf), p->tgid, 0, "status") >= 0) {
		s = strstr(buf, "\nUid:");
		if (s && sscanf(s, "\nUid: %u", &uid) == 1)
			d.uid = uid;
	}
	return cw_trace_process(t->w, &d);
}

static u64 read_start(u32 tgid)
{
	unsigned long long ticks;
	char buf[1024], *s;

	if (cw_target_read(buf, sizeof(buf), tgid, 0, "stat") < 0)
		return 0;
	s = strrchr(buf, ')');
	if (!s || sscanf(s + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u"
			 " %*u %*u %*d %*d %*d %*d %*d %*d %llu", &ticks) != 1)
		return 0;
	return ticks * (1000000000u / (u64)sysconf(_SC_CLK_TCK));
}

static struct process *process(struct cw_target *t, u32 tgid, u64 now)
{
	struct process *p = &t->processes[tgid % PROCESSES];
	bool fresh = p->tgid != tgid;

	if (fresh) {
		p->tgid = tgid;
		p->start_ns = read_start(tgid);
	}
	if (fresh || now - p->io_ns > STALE_NS / 10) {
		p->io_bytes = read_io(tgid);
		p->io_ns = now;
	}
	if (fresh && describe(t, p))
		return NULL;
	return p;
}

void cw_target_exec(struct cw_target *t, u32 tgid)
{
	t->processes[tgid % PROCESSES].tgid = 0;
}

/* What is mapped of the 64 bytes at ip; a page border may cut it. */
static unsigned int read_code(u32 tgid, u64 ip, u8 *code)
{
	u64 left = PAGE - ip % PAGE;
	struct iovec local = { .iov_base = code,
			       .iov_len = CW_SAMPLE_CODE_BYTES };
	struct iovec remote[2];
	ssize_t n;

	if (left > CW_SAMPLE_CODE_BYTES)
		left = CW_SAMPLE_CODE_BYTES;
	remote[0].iov_base = (void *)(uintptr_t)ip;
	remote[0].iov_len = left;
	remote[1].iov_base = (void *)(uintptr_t)(ip + left);
	remote[1].iov_len = CW_SAMPLE_CODE_BYTES - left;
	n = process_vm_readv(tgid, &local, 1, remote, remote[1].iov_len ? 2 : 1,
			     0);
	return n < 0 ? 0 : n;
}

void cw_target_see(struct cw_trace_sample *s)
{
	if (!(s->s.flags & CW_SAMPLE_USER))
		return;
	s->s.code_len = read_code(s->s.tgid, s->s.ip, s->s.code);
	s->s.flags |= s->s.code_len ? CW_SAMPLE_CODE : CW_SAMPLE_UNREADABLE;
}

int cw_target_emit(struct cw_target *t, struct cw_trace_sample *s)
{
	struct process *p = process(t, s->s.tgid, s->s.time_ns);

	if (!p)
		return -1;
	s->s.start_ns = p->start_ns;
	s->io_bytes = p->io_bytes;
	if (s->s.flags & CW_SAMPLE_USER)
		s->origin = origin(t, s->s.tgid, s->s.ip, s->s.time_ns);
	t->samples[!!(s->s.flags & CW_SAMPLE_USER)]++;
	return cw_trace_sample(t->w, s);
}

int cw_target_lost(struct cw_target *t, u64 time_ns, u64 lost)
{
	struct cw_trace_lost l = { .time_ns = time_ns, .lost = lost };

	return cw_trace_lost(t->w, &l);
}

int cw_target_flush_old(struct cw_target *t)
{
	return cw_trace_flush_old(t->w);
}

u64 cw_target_samples(const struct cw_target *t, bool user)
{
	return t->samples[user];
}

int cw_spawn(const struct cw_record_options *o, int *go)
{
	int fds[2], null;
	pid_t pid;
	char c;

	if (pipe2(fds, O_CLOEXEC))
		return -1;
	pid = fork();
	if (pid < 0) {
		close(fds[0]);
		close(fds[1]);
		return -1;
	}
	if (!pid) {
		close(fds[1]);
		if (read(fds[0], &c, 1) != 1)
			_exit(127);
		if (o->quiet) {
			null = open("/dev/null", O_RDWR);
			dup2(null, 1);
			dup2(null, 2);
		}
		execvp(o->argv[0], o->argv);
		fprintf(stderr, "record: cannot run %s: %s\n", o->argv[0],
			strerror(errno));
		_exit(127);
	}
	close(fds[0]);
	*go = fds[1];
	return pid;
}
