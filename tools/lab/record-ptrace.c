// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sampling through ptrace: slow for the target and the only way in user space
 * to see MXCSR or FPCR of another task, which is why the training traces are
 * taken so.
 *
 * At jittered times every thread of the target that is running is interrupted.
 * The interrupt stops it where it was, as the timer's would; one caught inside
 * a system call counts as a kernel sample.
 */
#define _GNU_SOURCE
#include "record-ptrace.h"
#include "detect/regs.h"

#include <dirent.h>
#include <elf.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/random.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define THREADS		4096
#define USER_CS_64	0x33

#ifndef NT_ARM_SYSTEM_CALL
#define NT_ARM_SYSTEM_CALL	0x404
#endif

struct thread {
	u32 tid;
	u32 tgid;
	u64 cpu_ns;
	bool asked;
};

struct recorder {
	struct cw_target *t;
	u64 samples;
	u32 period_ns;
	unsigned int count;
	unsigned int asked;
	bool full;
	struct cw_walk walk;	/* of all that is recorded: threads have their own place */
	struct cw_regs regs;	/* of the sample at hand */
	struct thread threads[THREADS];
};

static struct thread *find(struct recorder *r, u32 tid)
{
	for (unsigned int i = 0; i < r->count; i++)
		if (r->threads[i].tid == tid)
			return &r->threads[i];
	return NULL;
}

static u32 read_tgid(u32 tid)
{
	char buf[1024], *s;
	unsigned int tgid;

	if (cw_target_read(buf, sizeof(buf), tid, 0, "status") < 0)
		return tid;
	s = strstr(buf, "\nTgid:");
	return s && sscanf(s, "\nTgid: %u", &tgid) == 1 ? tgid : tid;
}

static struct thread *add(struct recorder *r, u32 tid)
{
	struct thread *t = find(r, tid);

	if (t)
		return t;
	if (r->count == THREADS)
		return NULL;
	t = &r->threads[r->count++];
	memset(t, 0, sizeof(*t));
	t->tid = tid;
	t->tgid = read_tgid(tid);
	return t;
}

static void drop(struct recorder *r, u32 tid)
{
	struct thread *t = find(r, tid);

	if (!t)
		return;
	if (t->asked)
		r->asked--;
	*t = r->threads[--r->count];
}

static u64 cpu_ns(const struct thread *t)
{
	unsigned long long ns;
	char buf[64];

	if (cw_target_read(buf, sizeof(buf), t->tgid, t->tid, "schedstat") < 0 ||
	    sscanf(buf, "%llu", &ns) != 1)
		return 0;
	return ns;
}

static bool running(const struct thread *t)
{
	char buf[512], *s;

	if (cw_target_read(buf, sizeof(buf), t->tgid, t->tid, "stat") < 0)
		return false;
	s = strrchr(buf, ')');
	return s && s[1] == ' ' && s[2] == 'R';
}

static int get_regs(const struct thread *t, int set, void *to, size_t size)
{
	struct iovec iov = { .iov_base = to, .iov_len = size };

	if (ptrace(PTRACE_GETREGSET, t->tid, set, &iov))
		return -1;
	return iov.iov_len == size ? 0 : -1;
}

/* The part of a sample that is in registers; nothing if it is in a call. */
#ifdef __aarch64__

static void copy_general(struct cw_regs *to, const struct user_regs_struct *regs)
{
	memcpy(to->value, regs->regs, sizeof(regs->regs));
	to->value[CW_REG_STACK] = regs->sp;
}

static int see_registers(const struct thread *t, struct cw_sample *s,
			 struct cw_regs *general)
{
	struct user_regs_struct regs;
	struct user_fpsimd_struct fp;
	int call;

	if (get_regs(t, NT_PRSTATUS, &regs, sizeof(regs)) ||
	    get_regs(t, NT_ARM_SYSTEM_CALL, &call, sizeof(call)))
		return -1;
	if (call != -1)
		return 0;
	copy_general(general, &regs);
	s->flags = CW_SAMPLE_USER | cw_regs_mask(general);
	s->ip = regs.pc;
	s->isa = CW_ISA_ARM64;
	if (!get_regs(t, NT_PRFPREG, &fp, sizeof(fp))) {
		s->fpctrl = fp.fpcr;
		s->flags |= CW_SAMPLE_FPCTRL;
	}
	return 0;
}

#else

static void copy_general(struct cw_regs *to, const struct user_regs_struct *regs)
{
	*to = (struct cw_regs){ {
		regs->rax, regs->rcx, regs->rdx, regs->rbx,
		regs->rsp, regs->rbp, regs->rsi, regs->rdi,
		regs->r8, regs->r9, regs->r10, regs->r11,
		regs->r12, regs->r13, regs->r14, regs->r15,
	} };
}

static int see_registers(const struct thread *t, struct cw_sample *s,
			 struct cw_regs *general)
{
	struct user_regs_struct regs;
	struct user_fpregs_struct fp;

	if (get_regs(t, NT_PRSTATUS, &regs, sizeof(regs)))
		return -1;
	if ((s64)regs.orig_rax >= 0)
		return 0;
	copy_general(general, &regs);
	s->flags = CW_SAMPLE_USER | cw_regs_mask(general);
	s->ip = regs.rip;
	s->isa = regs.cs == USER_CS_64 ? CW_ISA_X86_64 : CW_ISA_X86_32;
	if (!get_regs(t, NT_PRFPREG, &fp, sizeof(fp))) {
		s->fpctrl = fp.mxcsr;
		s->flags |= CW_SAMPLE_FPCTRL;
		for (unsigned int i = 0; i < CW_VECTORS; i++)
			memcpy(&general->vector[i], &fp.xmm_space[4 * i],
			       sizeof(general->vector[i]));
	}
	return 0;
}

#endif

static int sample(struct recorder *r, struct thread *t)
{
	struct cw_trace_sample s = {
		.s.time_ns = cw_now_ns(), .s.tgid = t->tgid, .s.tid = t->tid,
	};
	u64 cpu = cpu_ns(t);
	struct cw_signs code;

	if (see_registers(t, &s.s, &r->regs))
		return 0;
	s.s.period_ns = cpu - t->cpu_ns > UINT32_MAX ? UINT32_MAX :
						       cpu - t->cpu_ns;
	t->cpu_ns = cpu;
	r->samples++;
	cw_target_see(&s);
	if (s.s.flags & CW_SAMPLE_USER) {
		cw_signs_of_code(&code, &s.s);
		cw_regs_reduce(&s.s.values, &r->regs, &s.s, &code, &r->walk);
		s.s.flags |= CW_SAMPLE_VALUES;
	}
	return cw_target_emit(r->t, &s);
}

/* One event of one thread; the thread runs on afterwards. */
static void event(struct recorder *r, u32 tid, int status)
{
	int sig = WSTOPSIG(status), what = status >> 16;
	struct thread *t;
	bool asked;

	if (!WIFSTOPPED(status)) {
		drop(r, tid);
		return;
	}
	t = add(r, tid);
	/* if an interrupt was asked for, any stop serves as well */
	asked = t && t->asked;
	if (asked) {
		t->asked = false;
		r->asked--;
	}
	if (what == PTRACE_EVENT_STOP) {
		if (sig == SIGSTOP || sig == SIGTSTP || sig == SIGTTIN ||
		    sig == SIGTTOU) {
			ptrace(PTRACE_LISTEN, tid, 0, 0);
			return;
		}
		if (asked && !r->full && sample(r, t))
			r->full = true;
		sig = 0;
	} else if (what) {
		if (what == PTRACE_EVENT_EXEC && t) {
			t->tgid = read_tgid(tid);
			cw_target_exec(r->t, t->tgid);
		}
		sig = 0;
	}
	ptrace(PTRACE_CONT, tid, 0, sig);
}

static void drain(struct recorder *r)
{
	int status;
	pid_t tid;

	while ((tid = waitpid(-1, &status, __WALL | WNOHANG)) > 0)
		event(r, tid, status);
}

static u64 jitter(u64 mean_ns)
{
	u32 x = 0;

	if (getrandom(&x, sizeof(x), 0) != sizeof(x))
		x = 1u << 31;
	return mean_ns / 2 + (mean_ns * x >> 32);
}

static void tick(struct recorder *r)
{
	for (unsigned int i = 0; i < r->count; i++) {
		struct thread *t = &r->threads[i];

		if (t->asked || !running(t))
			continue;
		if (!ptrace(PTRACE_INTERRUPT, t->tid, 0, 0)) {
			t->asked = true;
			r->asked++;
		}
	}
}

/* Short while a thread is to stop, else until something is due. */
static void nap(const struct recorder *r, u64 next)
{
	u64 now = cw_now_ns(), longest = r->asked ? 100000 : 1000000;
	struct timespec ts = { 0 };

	if (next <= now)
		return;
	ts.tv_nsec = next - now < longest ? next - now : longest;
	nanosleep(&ts, NULL);
}

static int seize(u32 tid, bool ours)
{
	long options = PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK |
		       PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC;

	return ptrace(PTRACE_SEIZE, tid, 0,
		      options | (ours ? PTRACE_O_EXITKILL : 0));
}

/* All threads there are; those that come later come by themselves. */
static int attach_threads(struct recorder *r, u32 tgid)
{
	struct dirent *d;
	char path[32];
	u32 tid;
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%u/task", tgid);
	dir = opendir(path);
	if (!dir)
		return -1;
	while ((d = readdir(dir))) {
		tid = strtoul(d->d_name, NULL, 10);
		if (tid && !seize(tid, false))
			add(r, tid);
	}
	closedir(dir);
	return r->count ? 0 : -1;
}

static int attach(struct recorder *r, const struct cw_record_options *o)
{
	int go, pid;

	if (o->tgid)
		return attach_threads(r, o->tgid);
	pid = cw_spawn(o, &go);
	if (pid < 0 || seize(pid, true))
		return -1;
	add(r, pid);
	if (write(go, "", 1) != 1)
		return -1;
	close(go);
	return pid;
}

int cw_record_ptrace(const struct cw_record_options *o, struct cw_target *t,
		     u64 *samples)
{
	u64 period = 1000000000u / o->rate_hz, end, next;
	struct recorder *r = calloc(1, sizeof(*r));
	int pid;

	if (!r)
		return -1;
	r->t = t;
	r->period_ns = period;
	pid = attach(r, o);
	if (pid < 0) {
		fprintf(stderr, "record: cannot trace the target: %s\n",
			strerror(errno));
		free(r);
		return -1;
	}
	next = cw_now_ns() + jitter(period);
	end = o->seconds ? cw_now_ns() + o->seconds * 1000000000ull : UINT64_MAX;
	while (r->count && !r->full && cw_now_ns() < end) {
		drain(r);
		if (cw_now_ns() >= next) {
			tick(r);
			next += jitter(period);
			if (next < cw_now_ns())
				next = cw_now_ns() + jitter(period);
		}
		nap(r, next);
	}
	*samples = r->samples;
	/* EXITKILL ends what we started; what we attached to runs on */
	if (pid > 0)
		kill(pid, SIGKILL);
	free(r);
	return 0;
}
