/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who is meant, and holding on to exactly that process.
 *
 * A pid is reused; so a process is named by pid, start time and executable.
 * A pidfd is opened first; what procfs then says of the pid is compared; if the
 * process behind the pidfd is still alive after that, the pid was its all the
 * time, so that procfs spoke of it and nobody else. That procfs is our own
 * (proc.h): a mount over /proc/PID changes nothing. Signals go through the pidfd.
 */
#ifndef _TOOL_IDENTITY_H
#define _TOOL_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "model.h"
#include "proc.h"

#define IDENTITY_TEXT_LEN	512

/**
 * struct identity - which process is meant
 * @pid:         process id
 * @start_ticks: start, in the clock ticks of /proc/PID/stat
 * @has_exe:     the two below are known
 * @exe_dev:     device of the executable, major << 20 | minor
 * @exe_ino:     its inode
 */
struct identity {
	pid_t pid;
	uint64_t start_ticks;
	bool has_exe;
	uint32_t exe_dev;
	uint64_t exe_ino;
};

void identity_of_finding(struct identity *id, const struct finding *f);
void identity_of_process(struct identity *id, const struct process *p);

/* Do both mean the same process, and the same program in it? */
bool identity_same(const struct identity *a, const struct identity *b);

/* As it is now in procfs; 0 or -errno. */
int identity_of_pid(struct identity *id, pid_t pid);

/**
 * struct held - a process that cannot turn into another one
 * @pidfd:  for signals and for telling whether it lives
 * @procfd: its directory in procfs
 * @stat:   as it was when it was checked
 */
struct held {
	int pidfd;
	int procfd;
	struct proc_stat stat;
};

/**
 * identity_refused() - may this process be acted upon at all?
 * @pid:  whose
 * @text: why not, IDENTITY_TEXT_LEN bytes
 *
 * Never pid 1, this process, or one it descends from. Kernel threads are
 * found by identity_hold().
 *
 * Return: true if not.
 */
bool identity_refused(pid_t pid, char *text);

/**
 * identity_hold() - get hold of the process that is meant
 * @id:   who
 * @held: result, to be given to identity_release() on success
 * @text: on error: why not, IDENTITY_TEXT_LEN bytes
 *
 * Return: 0, or enum exit_code.
 */
int identity_hold(const struct identity *id, struct held *held, char *text);
void identity_release(struct held *held);

/* Does the process still live? */
bool held_alive(const struct held *held);

/* Its state as in proc(5), '?' if it is gone. */
char held_state(const struct held *held);

/* 0 or -errno */
int held_signal(const struct held *held, int sig);

#endif /* _TOOL_IDENTITY_H */
