// SPDX-License-Identifier: GPL-2.0-only
/* top: drawing. All text of others goes through shown(). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "detect/families.h"
#include "escape.h"
#include "human.h"
#include "term.h"
#include "tool.h"
#include "top.h"
#include "views.h"

/* Last: its names of colours are ours, too, with other numbers. */
#include <ncurses.h>
#undef COLOR_RED
#undef COLOR_YELLOW
#undef COLOR_GREEN

#define HEAD		4	/* lines above the rows: two, a blank, the titles */
#define BAR_WIDTH	10

enum column_id {
	COLUMN_PID, COLUMN_COUNT, COLUMN_VERDICT, COLUMN_FAMILY, COLUMN_BAR,
	COLUMN_SCORE, COLUMN_SHARE, COLUMN_TIME, COLUMN_USER, COLUMN_NAME,
	COLUMN_CONTAINER, COLUMN_CGROUP, COLUMNS_ALL,
};

/**
 * struct column - where and when it is shown
 * @title:  of it
 * @width:  at least; the last that is shown gets what is left
 * @right:  it holds figures
 * @from:   columns of the terminal from which on it is shown
 * @modes:  bitmap of enum top_by
 */
static const struct column {
	const char *title;
	int width;
	bool right;
	int from;
	unsigned int modes;
} columns[COLUMNS_ALL] = {
	[COLUMN_PID] = { "PID", 7, true, 0, 1 << TOP_PROCESS },
	[COLUMN_COUNT] = { "PROCS", 6, true, 0, 1 << TOP_TENANT | 1 << TOP_USER },
	[COLUMN_VERDICT] = { "VERDICT", 9, false, 0, 7 },
	[COLUMN_FAMILY] = { "FAMILY", 12, false, 0, 7 },
	[COLUMN_BAR] = { "EVIDENCE", BAR_WIDTH + 2, false, 76, 7 },
	[COLUMN_SCORE] = { "SCORE", 7, true, 110, 7 },
	[COLUMN_SHARE] = { "CPU", 6, true, 0, 7 },
	[COLUMN_TIME] = { "TIME", 12, true, 90, 7 },
	[COLUMN_USER] = { "USER", 10, false, 100, 1 << TOP_PROCESS },
	[COLUMN_NAME] = { "COMMAND", 16, false, 0, 7 },
	[COLUMN_CONTAINER] = { "CONTAINER", 20, false, 130, 1 << TOP_PROCESS },
	[COLUMN_CGROUP] = { "CGROUP", 24, false, 160, 1 << TOP_PROCESS },
};

static bool drawn;

bool top_screen_begin(struct top_view *v)
{
	/* newterm() says what initscr() would end the program for */
	if (!newterm(NULL, stdout, stdin))
		return false;
	drawn = true;
	atexit(top_screen_end);
	cbreak();
	noecho();
	keypad(stdscr, true);
	nodelay(stdscr, true);
	set_escdelay(25);
	curs_set(0);
	v->color = v->color && has_colors();
	if (v->color) {
		start_color();
		use_default_colors();
		init_pair(COLOR_RED, 1, -1);
		init_pair(COLOR_YELLOW, 3, -1);
	}
	return true;
}

void top_screen_end(void)
{
	if (drawn)
		endwin();
	drawn = false;
}

/* Without colours what is red is bold. */
static attr_t attribute(const struct top_view *v, enum color c)
{
	if (c == COLOR_NONE)
		return A_NORMAL;
	if (v->color)
		return COLOR_PAIR(c) | (c == COLOR_RED ? A_BOLD : 0);
	return c == COLOR_RED ? A_BOLD : A_NORMAL;
}

/* @text in @width columns, cut or filled up. */
static void put(const char *text, int width, bool right)
{
	wchar_t wide[512];
	size_t n = mbstowcs(wide, text, ARRAY_SIZE(wide) - 1);
	int used = 0, w;
	size_t i;

	if (n == (size_t)-1)
		n = 0;
	for (i = 0; i < n; i++) {
		w = wcwidth(wide[i]);
		if (w < 0 || used + w > width)
			break;
		used += w;
	}
	wide[i] = L'\0';
	if (right)
		printw("%*s", width - used, "");
	addwstr(wide);
	if (!right)
		printw("%*s", width - used, "");
}

/* How far the score has come to what "confirmed" asks for. */
static void put_bar(const struct top_row *r, int width)
{
	const struct cw_family_info *info = family_find(r->family);
	int32_t whole = 18600;	/* of a family of a newer module */
	char bar[HUMAN_LEN] = "";
	int full;

	if (!*r->family) {
		put("", width, false);
		return;
	}
	if (info && info->confirm_micro)
		whole = info->confirm_micro / 1000;
	full = r->score_milli < 0 ? 0 : (int64_t)r->score_milli * BAR_WIDTH /
					 whole;
	if (full > BAR_WIDTH)
		full = BAR_WIDTH;
	snprintf(bar, sizeof(bar), "[%.*s%.*s]", full, "##########",
		 BAR_WIDTH - full, "..........");
	put(bar, width, false);
}

static void put_cell(const struct top *t, const struct top_view *v,
		     const struct top_row *r, enum column_id id, int width)
{
	bool right = columns[id].right;
	char buf[HUMAN_LEN];
	attr_t attr;

	attr = id == COLUMN_VERDICT || id == COLUMN_FAMILY || id == COLUMN_BAR ?
		attribute(v, verdict_color(r->verdict)) : A_NORMAL;
	attron(attr);
	switch (id) {
	case COLUMN_PID:
		snprintf(buf, sizeof(buf), "%" PRIu32, r->pid);
		put(buf, width, right);
		break;
	case COLUMN_COUNT:
		put(human_count(buf, r->n), width, right);
		break;
	case COLUMN_VERDICT:
		put(name_of(verdict_names, r->verdict), width, right);
		break;
	case COLUMN_FAMILY:
		put(*r->family ? family_named(r->family) : "-", width, right);
		break;
	case COLUMN_BAR:
		put_bar(r, width);
		break;
	case COLUMN_SCORE:
		put(*r->family ? human_score(buf, r->score_milli) : "-", width,
		    right);
		break;
	case COLUMN_SHARE:
		put(human_share(buf, r->share_bp), width, right);
		break;
	case COLUMN_TIME:
		put(human_duration(buf, r->cpu_ns), width, right);
		break;
	case COLUMN_USER:
		put(shown(r->user), width, right);
		break;
	case COLUMN_NAME:
		put(shown(top_name(t, r)), width, right);
		break;
	case COLUMN_CONTAINER:
		put(*r->container ? shown(r->container) : "-", width, right);
		break;
	default:
		put(shown(r->cgroup), width, right);
	}
	attroff(attr);
}

/* Is it shown at this width? */
static bool is_shown(enum column_id id, enum top_by by, int width)
{
	return columns[id].modes >> by & 1 && width >= columns[id].from;
}

/* Which column takes what is left: the last one that is shown. */
static enum column_id last_shown(enum top_by by, int width)
{
	enum column_id id, last = COLUMN_NAME;

	for (id = 0; id < COLUMNS_ALL; id++)
		if (is_shown(id, by, width))
			last = id;
	return last;
}

static const char *title_of(const struct top *t, enum column_id id)
{
	if (id != COLUMN_NAME || t->by == TOP_PROCESS)
		return columns[id].title;
	return t->by == TOP_TENANT ? "TENANT" : "USER";
}

/* One line: of @r, or the titles if that is NULL. */
static void put_line(const struct top *t, const struct top_view *v, int y,
		     const struct top_row *r)
{
	int width = getmaxx(stdscr), x = 0, w;
	enum column_id id, last = last_shown(t->by, width);

	move(y, 0);
	for (id = 0; id < COLUMNS_ALL && x < width; id++) {
		if (!is_shown(id, t->by, width))
			continue;
		w = id == last ? width - x : columns[id].width;
		if (w > width - x)
			w = width - x;
		if (r)
			put_cell(t, v, r, id, w);
		else
			put(title_of(t, id), w, columns[id].right);
		x += w;
		if (id != last && x < width) {
			addch(' ');
			x++;
		}
	}
}

static void put_head(const struct top *t, const struct top_view *v)
{
	char a[HUMAN_LEN], b[HUMAN_LEN], c[HUMAN_LEN];
	uint32_t cpus = t->status.cpus ? t->status.cpus : 1;
	unsigned int confirmed = 0, suspect = 0;
	char *line;
	size_t i;

	for (i = 0; i < t->nr_processes; i++) {
		confirmed += t->processes[i].verdict ==
			     CPUWARDEN_VERDICT_CONFIRMED;
		suspect += t->processes[i].verdict == CPUWARDEN_VERDICT_SUSPECT;
	}
	line = xasprintf("cpuwarden: %s processes, %u confirmed, %u suspect; %" PRIu32 " findings open",
			 human_count(a, t->nr_processes), confirmed, suspect,
			 t->status.findings_open);
	move(0, 0);
	put(line, getmaxx(stdscr), false);
	free(line);
	line = *t->trouble ? xasprintf("%s", t->trouble) :
	       xasprintf("%" PRIu32 " CPUs, %" PRIu32 " Hz, %s samples, %s dropped, cost %s",
			 t->status.cpus, t->status.rate_hz,
			 human_count(a, t->status.samples_user +
				     t->status.samples_kernel),
			 human_count(b, t->status.samples_dropped),
			 human_ratio(c, (t->status.handler_ns +
					 t->status.collector_ns) / cpus,
				     t->status.uptime_ns));
	move(1, 0);
	attron(*t->trouble ? A_REVERSE | attribute(v, COLOR_RED) : A_NORMAL);
	put(line, getmaxx(stdscr), false);
	attrset(A_NORMAL);
	free(line);
	line = xasprintf("by %s, sorted by %s%s%s; ? help, q quit",
			 top_by_names[t->by], top_order_names[t->order],
			 t->reversed ? " reversed" : "",
			 t->only_bad ? ", without clear ones" : "");
	move(2, 0);
	attron(A_DIM);
	put(line, getmaxx(stdscr), false);
	attrset(A_NORMAL);
	free(line);
}

static void put_help(void)
{
	static const char *const lines[] = {
		"p t u     a row is a process, a tenant, a user",
		"c m v e n sort by CPU, time, verdict, evidence, name",
		"r         the other way round",
		"f         without those that are clear, or with them",
		"arrows, Page Up and Down, Home, End, j, k: move",
		"space     look again at once",
		"q         quit",
		"",
		"CPU is of one CPU, since the last look, by samples.",
		"The bar is full when the score is what \"confirmed\" asks for;",
		"a rule has to hold, too. cpuwarden show pid:PID explains.",
		"",
		"any key: back",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(lines); i++) {
		move(HEAD + i, 0);
		put(lines[i], getmaxx(stdscr), false);
	}
}

void top_draw(const struct top *t, struct top_view *v)
{
	int height = getmaxy(stdscr);
	size_t i;

	v->page = height > HEAD ? height - HEAD : 0;
	if (v->row >= t->nr_rows)
		v->row = t->nr_rows ? t->nr_rows - 1 : 0;
	if (v->row < v->first)
		v->first = v->row;
	if (v->page && v->row >= v->first + v->page)
		v->first = v->row - v->page + 1;
	erase();
	put_head(t, v);
	attron(A_BOLD);
	put_line(t, v, HEAD - 1, NULL);
	attroff(A_BOLD);
	if (v->help) {
		put_help();
		refresh();
		return;
	}
	for (i = 0; i < v->page && v->first + i < t->nr_rows; i++) {
		put_line(t, v, HEAD + i, &t->rows[v->first + i]);
		if (v->first + i == v->row)
			mvchgat(HEAD + i, 0, -1, A_REVERSE, 0, NULL);
	}
	if (!t->nr_rows)
		mvaddstr(HEAD, 0, t->only_bad ? "all are clear" :
						"nothing was sampled yet");
	refresh();
}
