// SPDX-License-Identifier: GPL-2.0-only
/*
 * verify: does /proc show the processes that the module saw? It is asked in three
 * ways: a procfs of our own, /proc by the kernel's call, and /proc by the C
 * library, in front of which somebody may have loaded a library that leaves out
 * what he wants.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "escape.h"
#include "hiding.h"
#include "json.h"
#include "netlink.h"
#include "proc.h"
#include "tool.h"
#include "views.h"

#define PRELOAD	"/etc/ld.so.preload"

/* Pids, ascending. */
struct pids_seen {
	pid_t *pid;
	size_t n;
};

static int by_number(const void *left, const void *right)
{
	pid_t a = *(const pid_t *)left, b = *(const pid_t *)right;

	return a < b ? -1 : a > b;
}

static void add_name(struct pids_seen *seen, const char *name)
{
	pid_t pid = atoi(name);

	if (pid <= 0)
		return;
	seen->pid = xrealloc(seen->pid, (seen->n + 1) * sizeof(*seen->pid));
	seen->pid[seen->n++] = pid;
}

static bool has_pid(const struct pids_seen *seen, pid_t pid)
{
	return seen->n && bsearch(&pid, seen->pid, seen->n, sizeof(pid),
				  by_number);
}

/* By the call itself, as the kernel lays its records out. */
static void list_by_kernel(struct pids_seen *seen)
{
	struct record {
		uint64_t ino;
		int64_t off;
		uint16_t len;
		uint8_t type;
		char name[];
	};
	_Alignas(struct record) char buf[32768];
	int fd = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	long n, at;

	while (fd >= 0 &&
	       (n = syscall(SYS_getdents64, fd, buf, sizeof(buf))) > 0) {
		for (at = 0; at < n;) {
			const struct record *r = (const void *)(buf + at);

			add_name(seen, r->name);
			at += r->len;
		}
	}
	if (fd >= 0)
		close(fd);
	if (seen->n)
		qsort(seen->pid, seen->n, sizeof(*seen->pid), by_number);
}

/* As ps and top do. */
static void list_by_library(struct pids_seen *seen)
{
	DIR *dir = opendir("/proc");
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		add_name(seen, entry->d_name);
	if (dir)
		closedir(dir);
	if (seen->n)
		qsort(seen->pid, seen->n, sizeof(*seen->pid), by_number);
}

/* Whoever may not send it a signal is told that it is there. */
static bool pid_is_used(pid_t pid)
{
	return !kill(pid, 0) || errno == EPERM;
}

/*
 * Is it still there, and the one that the module means? Where no procfs of our own
 * can be had, and /proc shows something else in its place, only its pid is asked.
 */
static bool lives(const struct process *p)
{
	struct proc_stat stat = {};
	int fd = proc_open(p->pid);
	bool shown_there = fd >= 0 && !proc_stat(fd, &stat) &&
			   stat.pid == (pid_t)p->pid;

	if (fd >= 0)
		close(fd);
	if (!shown_there)
		return !proc_is_private() && pid_is_used(p->pid);
	return proc_lives(&stat) &&
	       stat.start_ticks == proc_ticks(p->start_ns);
}

/* By hidepid=, which holds in every procfs that a user can have. */
static bool is_kept_from_us(const struct process *p)
{
	int fd = proc_open(p->pid);

	if (fd >= 0) {
		close(fd);
		return false;
	}
	return pid_is_used(p->pid);
}

/* How it is hidden; false if it is not. */
static bool differs(const struct process *p, const struct pids_seen *kernel,
		    const struct pids_seen *library, char *text)
{
	if (!lives(p))
		return false;
	if (hiding_of(p->pid, text))
		return true;
	if (!has_pid(kernel, p->pid))
		snprintf(text, HIDING_TEXT_LEN,
			 "/proc does not list it, although it is there");
	else if (!has_pid(library, p->pid))
		snprintf(text, HIDING_TEXT_LEN,
			 "readdir() leaves it out: a library was loaded before libc (see LD_PRELOAD and " PRELOAD ")");
	else
		return false;
	/* it may have ended in between, or started after the lists were made */
	return lives(p);
}

static bool something_is_preloaded(void)
{
	struct stat st;

	return !stat(PRELOAD, &st) && st.st_size;
}

static void print_difference(const struct process *p, const char *text,
			     json_t *array)
{
	json_t *object;

	if (!opt.json) {
		printf("process %" PRIu32 " (%s): %s\n", p->pid, shown(p->comm),
		       text);
		return;
	}
	object = json_object();
	json_object_set_new(object, "pid", json_integer(p->pid));
	json_object_set_new(object, "start_ns", json_u64(p->start_ns));
	json_object_set_new(object, "hiding", json_words(text));
	json_array_append_new(array, object);
}

static size_t compare(const struct vec *processes, size_t *unseen,
		      json_t *array)
{
	struct pids_seen kernel = {}, library = {};
	const struct process *all = processes->items;
	char text[HIDING_TEXT_LEN];
	bool restricted = !proc_is_private() && proc_has_hidepid();
	size_t i, n = 0;

	list_by_kernel(&kernel);
	list_by_library(&library);
	for (i = 0; i < processes->n; i++) {
		if (restricted && is_kept_from_us(&all[i])) {
			++*unseen;
			continue;
		}
		if (!differs(&all[i], &kernel, &library, text))
			continue;
		print_difference(&all[i], text, array);
		n++;
	}
	free(kernel.pid);
	free(library.pid);
	return n;
}

int cmd_verify(int argc, char **argv)
{
	json_t *array = opt.json ? json_array() : NULL;
	struct vec processes;
	struct nl nl;
	size_t n, unseen = 0;
	int code, err;

	(void)argc;
	(void)argv;
	code = nl_connect(&nl);
	if (code)
		return code;
	err = nl_dump(&nl, CPUWARDEN_CMD_PROCESS_GET, &process_schema,
		      &processes);
	if (err) {
		code = nl_failed(&nl, err, "read the processes");
		nl_close(&nl);
		return code;
	}
	n = compare(&processes, &unseen, array);
	if (opt.json) {
		json_t *doc = json_document("verify");

		json_object_set_new(doc, "compared",
				    json_integer(processes.n - unseen));
		json_object_set_new(doc, "unseen", json_integer(unseen));
		json_object_set_new(doc, "hidden", array);
		json_object_set_new(doc, "preload_file",
				    json_boolean(something_is_preloaded()));
		json_print(doc);
	} else {
		if (something_is_preloaded())
			puts("note: " PRELOAD " has something loaded into every program");
		printf("%zu of %zu processes that were sampled are hidden\n", n,
		       processes.n - unseen);
		if (unseen)
			printf("%zu others are not known: /proc shows them to root only (hidepid=)\n",
			       unseen);
	}
	vec_free(&processes, &process_schema);
	nl_close(&nl);
	return n ? EXIT_FOUND : EXIT_OK;
}
