// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sampling through perf_event_open(): the kernel's cpu-clock event on the
 * target and its descendants, one ring for each CPU. Code bytes are read a
 * moment later from the target's memory; the floating-point control register
 * is out of reach.
 */
#define _GNU_SOURCE
#include "target.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CPUS_MAX	1024
#define FAMILY		4096	/* processes whose descent is remembered */
#define ANCESTORS_MAX	64
#define RING_PAGES	64u	/* a power of two */

struct ring {
	struct perf_event_mmap_page *head;
	int fd;
	u64 size;
};

struct perf_sample {		/* as sample_type below orders it */
	struct perf_event_header h;
	u64 ip;
	u32 pid, tid;
	u64 time;
	u32 cpu, reserved;
	u64 period;
	u64 abi;
};

struct perf_task {		/* how records of exec and exit begin */
	struct perf_event_header h;
	u32 pid, other;		/* of COMM: thread, of EXIT: parent */
	u32 tid;		/* of EXIT */
};

struct perf_lost {
	struct perf_event_header h;
	u64 id, lost;
};

/*
 * Perf follows one thread and what that one starts. So if a process has several
 * threads already, everything that runs is sampled, and only what descends from
 * the process is kept.
 */
struct family {
	u32 root;
	struct {
		u32 pid;
		bool ours;
	} known[FAMILY];
};

static int open_ring(struct ring *r, int pid, int cpu, u32 rate_hz)
{
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_CPU_CLOCK,
		.sample_period = 1000000000u / rate_hz,
		.sample_type = PERF_SAMPLE_IP | PERF_SAMPLE_TID |
			       PERF_SAMPLE_TIME | PERF_SAMPLE_CPU |
			       PERF_SAMPLE_PERIOD | PERF_SAMPLE_REGS_USER,
		.sample_regs_user = 1 << 8,	/* must not be empty */
		.inherit = 1,
		.comm = 1,
		.comm_exec = 1,
		.task = 1,
		.use_clockid = 1,
		.clockid = CLOCK_BOOTTIME,
		.wakeup_events = 32,
	};
	long page = sysconf(_SC_PAGESIZE);
	void *m;

	r->fd = syscall(SYS_perf_event_open, &attr, pid, cpu, -1,
			PERF_FLAG_FD_CLOEXEC);
	if (r->fd < 0)
		return -1;
	m = mmap(NULL, (RING_PAGES + 1) * page, PROT_READ | PROT_WRITE,
		 MAP_SHARED, r->fd, 0);
	if (m == MAP_FAILED) {
		close(r->fd);
		return -1;
	}
	r->head = m;
	r->size = (u64)RING_PAGES * page;
	return 0;
}

static void copy(const struct ring *r, u64 at, void *to, size_t len)
{
	const u8 *data = (const u8 *)r->head + r->head->data_offset;
	u8 *p = to;

	while (len--)
		*p++ = data[at++ & (r->size - 1)];
}

/* -1: nothing that we decode */
static int isa_of(u64 abi)
{
#ifdef __aarch64__
	return abi == PERF_SAMPLE_REGS_ABI_64 ? CW_ISA_ARM64 : -1;
#else
	return abi == PERF_SAMPLE_REGS_ABI_32 ? CW_ISA_X86_32 : CW_ISA_X86_64;
#endif
}

static int emit(struct cw_target *t, const struct perf_sample *p)
{
	struct cw_trace_sample s = {
		.s.time_ns = p->time, .s.ip = p->ip, .s.tgid = p->pid,
		.s.tid = p->tid, .s.cpu = p->cpu, .s.period_ns = p->period,
	};
	int isa = isa_of(p->abi);

	if (!p->pid)	/* idle */
		return 0;

	if ((p->h.misc & PERF_RECORD_MISC_CPUMODE_MASK) ==
	    PERF_RECORD_MISC_USER && isa >= 0) {
		s.s.flags = CW_SAMPLE_USER;
		s.s.isa = isa;
	}
	cw_target_see(&s);
	return cw_target_emit(t, &s);
}

/* After exec or exit, what is known of the pid no longer holds. */
static void see_task(struct cw_target *t, const struct perf_task *p)
{
	if ((p->h.type == PERF_RECORD_COMM &&
	     p->h.misc & PERF_RECORD_MISC_COMM_EXEC) ||
	    (p->h.type == PERF_RECORD_EXIT && p->pid == p->tid))
		cw_target_exec(t, p->pid);
}

static u32 parent_of(u32 pid)
{
	char buf[512], *s;
	u32 parent;

	if (cw_target_read(buf, sizeof(buf), pid, 0, "stat") < 0)
		return 0;
	s = strrchr(buf, ')');
	return s && sscanf(s, ") %*c %u", &parent) == 1 ? parent : 0;
}

static bool is_ours(struct family *f, u32 pid)
{
	u32 at = pid;

	if (f->known[pid % FAMILY].pid == pid)
		return f->known[pid % FAMILY].ours;
	for (int i = 0; i < ANCESTORS_MAX && at && at != f->root; i++)
		at = parent_of(at);
	f->known[pid % FAMILY].pid = pid;
	f->known[pid % FAMILY].ours = at == f->root;
	return at == f->root;
}

/* Note the descent of a process while its parent exists, until it exits. */
static void see_descent(struct family *f, const struct perf_task *p)
{
	if (p->h.type == PERF_RECORD_FORK && p->pid != p->other) {
		bool ours = is_ours(f, p->other);

		f->known[p->pid % FAMILY].pid = p->pid;
		f->known[p->pid % FAMILY].ours = ours;
	} else if (p->h.type == PERF_RECORD_EXIT && p->pid == p->tid &&
		   f->known[p->pid % FAMILY].pid == p->pid) {
		f->known[p->pid % FAMILY].pid = 0;
	}
}

/* @f: whose samples to keep, NULL for all */
static int drain(struct ring *r, struct cw_target *t, struct family *f,
		 u64 *samples)
{
	u64 head = __atomic_load_n(&r->head->data_head, __ATOMIC_ACQUIRE);
	u64 tail = r->head->data_tail;
	int ret = 0;

	while (tail < head && !ret) {
		struct perf_sample p = { 0 };
		struct perf_task task;
		struct perf_lost lost;

		copy(r, tail, &p.h, sizeof(p.h));
		if (p.h.type == PERF_RECORD_SAMPLE) {
			copy(r, tail, &p, p.h.size < sizeof(p) ? p.h.size :
								 sizeof(p));
			if (!f || is_ours(f, p.pid)) {
				(*samples)++;
				ret = emit(t, &p);
			}
		} else if (p.h.type == PERF_RECORD_LOST &&
			   p.h.size >= sizeof(lost)) {
			copy(r, tail, &lost, sizeof(lost));
			ret = cw_target_lost(t, cw_now_ns(), lost.lost);
		} else if (p.h.size >= sizeof(task)) {
			copy(r, tail, &task, sizeof(task));
			see_task(t, &task);
			if (f)
				see_descent(f, &task);
		}
		tail += p.h.size;
	}
	__atomic_store_n(&r->head->data_tail, tail, __ATOMIC_RELEASE);
	return ret;
}

static bool gone(int pid, bool ours)
{
	if (ours)
		return waitpid(pid, NULL, WNOHANG) == pid;
	return kill(pid, 0) && errno == ESRCH;
}

static bool has_threads(u32 tgid)
{
	char path[32];
	struct stat st;

	snprintf(path, sizeof(path), "/proc/%u/task", tgid);
	/* a link for each beside the usual two */
	return !stat(path, &st) && st.st_nlink > 3;
}

int cw_record_perf(const struct cw_record_options *o, struct cw_target *t,
		   u64 *samples)
{
	static struct ring rings[CPUS_MAX];
	static struct family family;
	struct family *f = NULL;
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	u64 end = o->seconds ? cw_now_ns() + o->seconds * 1000000000ull :
			       UINT64_MAX;
	int pid = o->all ? -1 : (int)o->tgid, go = -1;
	bool done = false;

	if (cpus > CPUS_MAX)
		cpus = CPUS_MAX;
	if (!pid)
		pid = cw_spawn(o, &go);
	if (pid < 0 && !o->all)
		return -1;
	if (o->tgid && has_threads(o->tgid)) {
		family.root = o->tgid;
		f = &family;
	}
	for (int i = 0; i < cpus; i++) {
		if (!open_ring(&rings[i], f ? -1 : pid, i, o->rate_hz))
			continue;
		fprintf(stderr, "record: no cpu-clock event on CPU %d: %s\n", i,
			strerror(errno));
		if (go >= 0)
			close(go);	/* the child ends */
		return -1;
	}
	if (go >= 0 && (write(go, "", 1) != 1 || close(go)))
		return -1;
	while (!done) {
		/* often: code is read from memory that may go away */
		done = (!o->all && gone(pid, go >= 0)) || cw_now_ns() >= end ||
		       (o->stop && *o->stop);
		for (int i = 0; i < cpus && !done; i++)
			done = drain(&rings[i], t, f, samples) != 0;
		/* write what has waited, even if no sample comes */
		done |= cw_target_flush_old(t) != 0;
		usleep(5000);
	}
	if (go >= 0)
		kill(pid, SIGKILL);
	return 0;
}
