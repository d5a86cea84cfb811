// SPDX-License-Identifier: GPL-2.0-only
/* top: looking again and again, and the keys. */
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "json.h"
#include "options.h"
#include "term.h"
#include "tool.h"
#include "top.h"
#include "views.h"

/* Last: its names of colours are ours, too, with other numbers. */
#include <ncurses.h>
#undef COLOR_RED

#define LOOK_NS		UINT64_C(2000000000)

/* What keeps it from being seen is shown, and looked at again; else 0. */
static int look(struct top *t, struct nl *nl)
{
	struct vec processes = { 0 };
	struct status status;
	int err = 0;

	if (!nl->transport)
		err = nl_open(nl);
	if (!err)
		err = nl_do(nl, CPUWARDEN_CMD_STATUS_GET, NULL, &status_schema,
			    &status);
	if (!err) {
		t->status = status;
		record_free(&status_schema, &status);
		err = nl_dump(nl, CPUWARDEN_CMD_PROCESS_GET, &process_schema,
			      &processes);
	}
	if (!err) {
		*t->trouble = '\0';
		top_take(t, &processes);
	} else if (err == -ENOENT) {
		snprintf(t->trouble, sizeof(t->trouble),
			 "the kernel module is not loaded any more: what is shown is old");
	} else {
		snprintf(t->trouble, sizeof(t->trouble),
			 "the kernel module does not answer: %s: what is shown is old",
			 strerror(-err));
	}
	vec_free(&processes, &process_schema);
	/* it may be another one that is loaded next */
	if (err)
		nl_close(nl);
	return err;
}

static void move_by(const struct top *t, struct top_view *v, long rows)
{
	long row = (long)v->row + rows;

	v->row = row < 0 ? 0 : row >= (long)t->nr_rows && t->nr_rows ?
		 t->nr_rows - 1 : (size_t)row;
}

/* The keys that move; false: it is none. */
static bool take_move(const struct top *t, struct top_view *v, int key)
{
	switch (key) {
	case KEY_UP: case 'k':
		move_by(t, v, -1);
		return true;
	case KEY_DOWN: case 'j':
		move_by(t, v, 1);
		return true;
	case KEY_PPAGE:
		move_by(t, v, -(long)v->page);
		return true;
	case KEY_NPAGE:
		move_by(t, v, v->page);
		return true;
	case KEY_HOME:
		v->row = 0;
		return true;
	case KEY_END:
		move_by(t, v, t->nr_rows);
		return true;
	}
	return false;
}

/* false: quit */
static bool take_key(struct top *t, struct top_view *v, int key)
{
	static const char by_keys[] = "ptu", order_keys[] = "cmven";
	const char *at;

	if (v->help) {
		v->help = key == KEY_RESIZE;
		return true;
	}
	if (key == 'q')
		return false;
	if (take_move(t, v, key) || key < 1 || key > 126)
		return true;
	at = strchr(by_keys, key);
	if (at)
		t->by = at - by_keys;
	at = strchr(order_keys, key);
	if (at)
		t->order = at - order_keys;
	if (key == 'r')
		t->reversed = !t->reversed;
	if (key == 'f')
		t->only_bad = !t->only_bad;
	v->help = key == '?' || key == 'h';
	top_arrange(t);
	return true;
}

/* Until somebody quits, a signal ends it, or the terminal is gone. */
static void run(struct top *t, struct nl *nl, struct top_view *v, int signals)
{
	struct pollfd fds[] = {
		{ .fd = signals, .events = POLLIN },
		{ .fd = STDIN_FILENO, .events = POLLIN },
	};
	unsigned long rounds = 1;
	uint64_t looked = boottime_ns();
	int key;

	for (;;) {
		uint64_t ago = since(looked);
		bool due = ago >= LOOK_NS;

		if (due) {
			if (opt.count && rounds++ >= opt.count)
				return;
			look(t, nl);
			looked = boottime_ns();
			ago = 0;
		}
		top_draw(t, v);
		/* a resized terminal interrupts it */
		poll(fds, 2, (LOOK_NS - ago) / 1000000 + 1);
		if (fds[0].revents || fds[1].revents & (POLLHUP | POLLERR))
			return;
		while ((key = getch()) != ERR) {
			if (key == ' ')
				looked = 0;
			else if (!take_key(t, v, key))
				return;
		}
	}
}

static int by_find(const char *word)
{
	int by;

	for (by = 0; by < TOP_BYS; by++)
		if (!strcmp(top_by_names[by], word))
			break;
	return by;
}

int cmd_top(int argc, char **argv)
{
	struct top t = { .order = TOP_SHARE };
	struct top_view v = { .color = *color_on(COLOR_RED) };
	sigset_t signals;
	struct nl nl;
	int fd, code, err;

	(void)argc;
	(void)argv;
	t.by = by_find(opt.by ? opt.by : "process");
	if (t.by == TOP_BYS)
		return usage_error("nothing that top has rows of", opt.by);
	if (opt.json || !isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO))
		return fail(EXIT_USAGE,
			    "top is for a terminal: see 'processes' and 'tenants' for what a program reads");
	code = nl_connect(&nl);
	if (code)
		return code;
	sigemptyset(&signals);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGHUP);
	sigaddset(&signals, SIGQUIT);
	sigprocmask(SIG_BLOCK, &signals, NULL);
	fd = signalfd(-1, &signals, SFD_CLOEXEC);
	err = look(&t, &nl);
	if (err) {
		code = nl_failed(&nl, err, "read the processes");
	} else if (!top_screen_begin(&v)) {
		code = fail(EXIT_FAILED, "the terminal %s is not known",
			    getenv("TERM") ? getenv("TERM") : "(none)");
	} else {
		run(&t, &nl, &v, fd);
		top_screen_end();
	}
	nl_close(&nl);
	top_free(&t);
	close(fd);
	return code;
}
