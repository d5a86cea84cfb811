/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What procfs tells of one process. It is asked of a procfs of our own, so that
 * nobody can put another process, or nothing, in its place by a mount; of /proc
 * only where that cannot be had: it takes CAP_SYS_ADMIN.
 */
#ifndef _TOOL_PROC_H
#define _TOOL_PROC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define PROC_COMM_LEN	64

/**
 * struct proc_stat - the fields of /proc/PID/stat that are used, see proc(5)
 * @pid:         whose
 * @state:       of the first thread: 'R', 'S', 'T', 'Z' …
 * @ppid:        parent
 * @flags:       PF_* of the kernel
 * @start_ticks: start after boot, in clock ticks
 * @comm:        name, raw
 */
struct proc_stat {
	pid_t pid;
	char state;
	pid_t ppid;
	unsigned int flags;
	uint64_t start_ticks;
	char comm[PROC_COMM_LEN];
};

#define PROC_PF_KTHREAD	0x00200000	/* include/linux/sched.h */

/* A descriptor of the directory PID of procfs, or -errno. */
int proc_open(pid_t pid);

/* Is procfs one of our own? */
bool proc_is_private(void);

/*
 * The line of the mount @id in the mountinfo of a process, for getline(); false if
 * it is not there.
 */
bool proc_find_mount(int procfd, uint64_t id, char **line, size_t *size);

/* Is /proc mounted so that users see their own processes only? */
bool proc_has_hidepid(void);

/* Is this the root of a procfs, and of our pid namespace? */
bool proc_is_ours(int rootfd);

/* 0 or -errno; -EBADMSG if the line cannot be understood. */
int proc_stat(int procfd, struct proc_stat *stat);
int proc_stat_parse(const char *line, struct proc_stat *stat);

/* Is it no zombie? */
bool proc_lives(const struct proc_stat *stat);

/* The process of the thread that @procfd is of; 0 if it is gone. */
pid_t proc_tgid(int procfd);

/* Clock ticks as /proc/PID/stat counts them, from the kernel's nanoseconds. */
uint64_t proc_ticks(uint64_t ns);

/* proc_open() of what was started then; -ESRCH if it is another process. */
int proc_open_since(pid_t pid, uint64_t start_ns);

/**
 * struct proc_exe - the executable behind /proc/PID/exe
 * @ino:    inode number
 * @dev:    device as stat(2) gives it
 * @sb_dev: device of the superblock, which the kernel's findings name. It
 *          differs from @dev on btrfs and overlayfs; 0 if the mount is not
 *          to be seen from here.
 *
 * Both devices are major << 20 | minor.
 */
struct proc_exe {
	uint64_t ino;
	uint32_t dev;
	uint32_t sb_dev;
};

/*
 * A process may live on when its first thread has ended: then what /proc/PID
 * says of it is a zombie's, and a thread that lives is asked instead.
 */

/*
 * The directory of a thread that lives, below task/, to be closed; -ESRCH if
 * there is none.
 */
int proc_live_thread(int procfd);

/**
 * proc_each_thread() - go through the threads that live
 * @procfd: of the process
 * @thread: called with the directory and the id of each; what is not 0 ends it
 * @arg:    given to it
 *
 * Return: 0, what @thread returned, or -ESRCH.
 */
int proc_each_thread(int procfd, int (*thread)(int fd, pid_t tid, void *arg),
		     void *arg);

/* State of the process: that of a thread that lives, if any does. */
int proc_state(int procfd, char *state);

/* 0 or -errno; -ENOENT if it is a kernel thread or has exited. */
int proc_exe(int procfd, struct proc_exe *exe);

/**
 * proc_read() - a small file of a directory
 * @dirfd: of the directory
 * @name:  of the file
 * @buf:   result, terminated by NUL
 * @size:  of @buf
 *
 * Return: bytes, or -errno; -EFBIG if it does not fit.
 */
ssize_t proc_read(int dirfd, const char *name, char *buf, size_t size);

#endif /* _TOOL_PROC_H */
