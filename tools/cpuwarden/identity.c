// SPDX-License-Identifier: GPL-2.0-only
/* Hold on to exactly the process that is meant. */
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "escape.h"
#include "hiding.h"
#include "identity.h"
#include "tool.h"

/*
 * One that exchanged its executable is told by pid and start alone: what /proc
 * says of its executable is what it wants to be said.
 */
static bool tells_exe(uint64_t ino, uint32_t flags)
{
	return ino && !(flags & CPUWARDEN_EXE_FLAG_EXCHANGED);
}

void identity_of_finding(struct identity *id, const struct finding *f)
{
	id->pid = f->pid;
	id->start_ticks = proc_ticks(f->start_ns);
	id->has_exe = has(f, CPUWARDEN_A_FINDING_EXE_INO) &&
		      tells_exe(f->exe_ino, f->exe_flags);
	id->exe_dev = f->exe_dev;
	id->exe_ino = f->exe_ino;
}

void identity_of_process(struct identity *id, const struct process *p)
{
	id->pid = p->pid;
	id->start_ticks = proc_ticks(p->start_ns);
	id->has_exe = has(p, CPUWARDEN_A_PROCESS_EXE_INO) &&
		      tells_exe(p->exe_ino, p->exe_flags);
	id->exe_dev = p->exe_dev;
	id->exe_ino = p->exe_ino;
}

bool identity_same(const struct identity *a, const struct identity *b)
{
	return a->pid == b->pid && a->start_ticks == b->start_ticks &&
	       a->has_exe == b->has_exe &&
	       (!a->has_exe || (a->exe_dev == b->exe_dev &&
				a->exe_ino == b->exe_ino));
}

int identity_of_pid(struct identity *id, pid_t pid)
{
	struct proc_stat stat;
	struct proc_exe exe;
	int procfd, err;

	procfd = proc_open(pid);
	if (procfd < 0)
		return procfd;
	err = proc_stat(procfd, &stat);
	if (!err) {
		id->pid = pid;
		id->start_ticks = stat.start_ticks;
		id->has_exe = !proc_exe(procfd, &exe);
		if (id->has_exe) {
			id->exe_dev = exe.sb_dev ? exe.sb_dev : exe.dev;
			id->exe_ino = exe.ino;
		}
	}
	close(procfd);
	return err;
}

bool identity_refused(pid_t pid, char *text)
{
	pid_t p = getpid();
	struct proc_stat stat;

	if (pid == 1) {
		snprintf(text, IDENTITY_TEXT_LEN,
			 "refusing to act on process 1, the system's init");
		return true;
	}
	if (pid == p) {
		snprintf(text, IDENTITY_TEXT_LEN,
			 "refusing to act on process %d: it is this cpuwarden",
			 pid);
		return true;
	}
	while (p > 1) {
		int procfd = proc_open(p);
		int err = procfd < 0 ? procfd : proc_stat(procfd, &stat);

		if (procfd >= 0)
			close(procfd);
		if (err) {
			snprintf(text, IDENTITY_TEXT_LEN,
				 "cannot tell whether this cpuwarden descends from process %d: process %d: %s",
				 pid, p, strerror(-err));
			return true;
		}
		p = stat.ppid;
		if (p != pid)
			continue;
		snprintf(text, IDENTITY_TEXT_LEN,
			 "refusing to act on process %d: this cpuwarden descends from it",
			 pid);
		return true;
	}
	return false;
}

/* Is the process behind @procfd the one? Fills @held->stat. */
static int compare(const struct identity *id, struct held *held, char *text)
{
	struct proc_exe exe;
	int err;

	err = proc_stat(held->procfd, &held->stat);
	if (err) {
		snprintf(text, IDENTITY_TEXT_LEN,
			 "cannot read /proc/%d/stat: %s", id->pid,
			 strerror(-err));
		return EXIT_FAILED;
	}
	if (held->stat.flags & PROC_PF_KTHREAD) {
		snprintf(text, IDENTITY_TEXT_LEN,
			 "refusing to act on process %d (%s): it is a kernel thread",
			 id->pid, shown(held->stat.comm));
		return EXIT_FAILED;
	}
	if (held->stat.start_ticks != id->start_ticks) {
		snprintf(text, IDENTITY_TEXT_LEN,
			 "process %d (%s) is not the one that was meant: the pid was reused (it started at tick %"
			 PRIu64 ", not %" PRIu64 ")",
			 id->pid, shown(held->stat.comm),
			 held->stat.start_ticks, id->start_ticks);
		return EXIT_FAILED;
	}
	if (!id->has_exe)
		return 0;

	err = proc_exe(held->procfd, &exe);
	if (err) {
		snprintf(text, IDENTITY_TEXT_LEN,
			 "cannot see the executable of process %d: %s", id->pid,
			 strerror(-err));
		return exit_code_of(-err);
	}
	/*
	 * The module names the device of the superblock. stat() may give
	 * another one, as on btrfs. If the superblock's is not known, since
	 * the mount cannot be seen from here, compare the inode only.
	 */
	if (exe.ino == id->exe_ino &&
	    (exe.dev == id->exe_dev || exe.sb_dev == id->exe_dev ||
	     !exe.sb_dev))
		return 0;
	snprintf(text, IDENTITY_TEXT_LEN,
		 "process %d (%s) is not what was meant: it runs another executable now (inode %"
		 PRIu64 " on %u:%u, not %" PRIu64
		 " on %u:%u); pid:%d means it all the same",
		 id->pid, shown(held->stat.comm), exe.ino, exe.dev >> 20,
		 exe.dev & 0xfffff, id->exe_ino, id->exe_dev >> 20,
		 id->exe_dev & 0xfffff, id->pid);
	return EXIT_FAILED;
}

static int no_pidfd(pid_t pid, int err, char *text)
{
	if (err == ESRCH)
		snprintf(text, IDENTITY_TEXT_LEN,
			 "there is no process %d (any more)", pid);
	else if (err == EINVAL || err == ENOENT)
		snprintf(text, IDENTITY_TEXT_LEN,
			 "%d is a thread, not a process: name the process",
			 pid);
	else
		snprintf(text, IDENTITY_TEXT_LEN,
			 "cannot open a pidfd of process %d: %s", pid,
			 strerror(err));
	return EXIT_FAILED;
}

/* If a mount covers the process in /proc, only a procfs of our own helps. */
static bool covered(pid_t pid, char *text)
{
	char hiding[HIDING_TEXT_LEN];

	if (proc_is_private() || !hiding_of(pid, hiding))
		return false;
	snprintf(text, IDENTITY_TEXT_LEN,
		 "cannot tell which process %d is, and a procfs of our own cannot be had (it takes root): %.400s",
		 pid, hiding);
	return true;
}

int identity_hold(const struct identity *id, struct held *held, char *text)
{
	int code;

	held->procfd = -1;
	held->pidfd = syscall(SYS_pidfd_open, id->pid, 0);
	if (held->pidfd < 0)
		return no_pidfd(id->pid, errno, text);
	held->procfd = proc_open(id->pid);
	if (covered(id->pid, text))
		code = EXIT_NOT_PERMITTED;
	else if (held->procfd < 0)
		code = no_pidfd(id->pid, ESRCH, text);
	else
		code = compare(id, held, text);
	/* If it still lives its pid was not reused: we have read about it. */
	if (!held_alive(held))
		code = no_pidfd(id->pid, ESRCH, text);
	if (code)
		identity_release(held);
	return code;
}

void identity_release(struct held *held)
{
	close(held->pidfd);
	if (held->procfd >= 0)
		close(held->procfd);
}

bool held_alive(const struct held *held)
{
	struct pollfd pfd = { .fd = held->pidfd, .events = POLLIN };

	return poll(&pfd, 1, 0) == 0;
}

char held_state(const struct held *held)
{
	char state;

	if (!held_alive(held) || proc_state(held->procfd, &state))
		return '?';
	return state;
}

int held_signal(const struct held *held, int sig)
{
	return syscall(SYS_pidfd_send_signal, held->pidfd, sig, NULL, 0) ?
		-errno : 0;
}
