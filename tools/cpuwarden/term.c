// SPDX-License-Identifier: GPL-2.0-only
/* Colours and tables on a terminal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include <libsmartcols.h>
#include <linux/cpuwarden.h>

#include "term.h"
#include "tool.h"

#define GAP		"  "
#define CUT_WIDTH	10	/* less is left of no cell that is cut */

static bool colors;

void term_init(enum color_mode mode)
{
	const char *no_color = getenv("NO_COLOR");
	const char *term = getenv("TERM");

	/* https://no-color.org: set and not empty */
	colors = mode == COLOR_ALWAYS ||
		 (mode == COLOR_AUTO && isatty(STDOUT_FILENO) &&
		  !(no_color && *no_color) &&
		  term && strcmp(term, "dumb"));
}

const char *color_on(enum color c)
{
	static const char *const sequences[] = {
		[COLOR_NONE] = "",
		[COLOR_RED] = "\033[1;31m",
		[COLOR_YELLOW] = "\033[33m",
		[COLOR_GREEN] = "\033[32m",
		[COLOR_DIM] = "\033[2m",
		[COLOR_BOLD] = "\033[1m",
	};

	return colors ? sequences[c] : "";
}

const char *color_off(enum color c)
{
	return colors && c != COLOR_NONE ? "\033[0m" : "";
}

enum color verdict_color(unsigned int verdict)
{
	switch (verdict) {
	case CPUWARDEN_VERDICT_CONFIRMED:
		return COLOR_RED;
	case CPUWARDEN_VERDICT_SUSPECT:
		return COLOR_YELLOW;
	default:
		return COLOR_NONE;
	}
}

void table_add(struct table *t, enum color c, const char *text)
{
	/* Double at each power of two. */
	if (!(t->n & (t->n - 1))) {
		size_t room = t->n ? 2 * t->n : 1;

		t->cells = xrealloc(t->cells, room * sizeof(*t->cells));
		t->colors = xrealloc(t->colors, room * sizeof(*t->colors));
	}
	t->cells[t->n] = xstrndup(text, strlen(text));
	t->colors[t->n++] = c;
}

void table_titles(struct table *t, const char *const *titles)
{
	unsigned int i;

	for (i = 0; i < t->columns; i++)
		table_add(t, COLOR_BOLD, titles[i]);
}

/* Columns of the terminal that @s takes; its bytes if it is no text. */
static size_t width(const char *s)
{
	wchar_t wide[512];
	size_t n = mbstowcs(wide, s, 512);
	int columns = n < 512 ? wcswidth(wide, n) : -1;

	return columns < 0 ? strlen(s) : (size_t)columns;
}

/* Columns in which any row has something, as a bitmap; without rows all. */
static unsigned int used(const struct table *t)
{
	unsigned int columns = 0;
	size_t i;

	if (t->n <= t->columns)
		return (1U << t->columns) - 1;
	for (i = t->columns; i < t->n; i++)
		if (*t->cells[i] && strcmp(t->cells[i], "-"))
			columns |= 1U << i % t->columns;
	return columns;
}

/* Columns of the table that fit a terminal of @room, as a bitmap. */
static unsigned int fitting(const struct table *t, size_t room)
{
	unsigned int column, shown = used(t);
	size_t widths[TABLE_COLUMNS] = { 0 };
	size_t i, sum = 0;

	for (i = 0; i < t->n; i++) {
		size_t w = width(t->cells[i]);

		column = i % t->columns;
		if (t->cut >> column & 1 && w > CUT_WIDTH)
			w = CUT_WIDTH;
		if (w > widths[column])
			widths[column] = w;
	}
	for (column = 0; column < t->columns; column++)
		if (shown >> column & 1)
			sum += widths[column] + strlen(GAP);
	for (column = t->columns; column-- && sum > room + strlen(GAP);) {
		if (!(t->spare & shown & 1U << column))
			continue;
		shown &= ~(1U << column);
		sum -= widths[column] + strlen(GAP);
	}
	return shown;
}

/* One row of the table of the library. */
static bool add_line(struct libscols_table *table, const struct table *t,
		     size_t row, unsigned int shown)
{
	struct libscols_line *line = scols_table_new_line(table, NULL);
	unsigned int column, to = 0;
	size_t i;

	for (column = 0; line && column < t->columns; column++) {
		if (!(shown >> column & 1))
			continue;
		i = row * t->columns + column;
		if (scols_line_set_data(line, to, t->cells[i]))
			return false;
		if (*color_on(t->colors[i]))
			scols_cell_set_color(scols_line_get_cell(line, to),
					     color_on(t->colors[i]));
		to++;
	}
	return line;
}

static bool print_lines(struct libscols_table *table, const struct table *t)
{
	unsigned int column, shown = (1U << t->columns) - 1;
	size_t row;

	scols_table_enable_noheadings(table, 1);
	/* Names have been escaped. */
	scols_table_enable_noencoding(table, 1);
	scols_table_enable_colors(table, colors);
	scols_table_set_column_separator(table, GAP);
	if (isatty(STDOUT_FILENO))
		shown = fitting(t, scols_table_get_termwidth(table));
	for (column = 0; column < t->columns; column++) {
		int flags = (t->right >> column & 1 ? SCOLS_FL_RIGHT : 0) |
			    (t->cut >> column & 1 ? SCOLS_FL_TRUNC : 0);

		if (shown >> column & 1 &&
		    !scols_table_new_column(table, "", 0, flags))
			return false;
	}
	for (row = 0; row < t->n / t->columns; row++)
		if (!add_line(table, t, row, shown))
			return false;
	return !scols_print_table(table);
}

void table_print(struct table *t)
{
	struct libscols_table *table = scols_new_table();
	size_t i;

	if (!table || !print_lines(table, t))
		warn("out of memory: the table is not complete");
	scols_unref_table(table);
	for (i = 0; i < t->n; i++)
		free(t->cells[i]);
	free(t->cells);
	free(t->colors);
	t->cells = NULL;
	t->colors = NULL;
	t->n = 0;
}
