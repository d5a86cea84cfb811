/* SPDX-License-Identifier: GPL-2.0-only */
/* Processes to try things on. */
#ifndef _TESTS_CHILD_H
#define _TESTS_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* A child that sleeps, or one that keeps a CPU busy; never ends by itself. */
pid_t child_idle(void);
pid_t child_busy(void);

/*
 * A child with a second thread, which keeps a CPU busy; its main thread sleeps
 * until child_end_main() ends that one. And the second thread's id.
 */
pid_t child_threaded(void);
void child_end_main(pid_t pid);
pid_t child_thread(pid_t pid);

/* A child that runs @path with the one argument @arg; it sleeps on return. */
pid_t child_exec(const char *path, const char *arg);

/* Kill and reap. */
void child_end(pid_t pid);

/* Was it killed? Reaps it then, and waits for some seconds. */
bool child_killed(pid_t pid);

/* State as in /proc/PID/stat, '?' if there is no such process. */
char child_state(pid_t pid);

/* CPU time used so far, in milliseconds. */
uint64_t child_cpu_ms(pid_t pid);

void sleep_ms(int ms);

#endif /* _TESTS_CHILD_H */
