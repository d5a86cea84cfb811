// SPDX-License-Identifier: GPL-2.0-only
/* Colours and tables on a terminal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include <linux/cpuwarden.h>

#include "term.h"
#include "tool.h"

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

/* Columns of the terminal that @s takes; its bytes if it is no text. */
static int width(const char *s)
{
	wchar_t wide[512];
	size_t n = mbstowcs(wide, s, 512);
	int columns = n < 512 ? wcswidth(wide, n) : -1;

	return columns < 0 ? (int)strlen(s) : columns;
}

void table_print(struct table *t)
{
	int widths[TABLE_COLUMNS] = { 0 };
	size_t i;

	for (i = 0; i < t->n; i++) {
		int w = width(t->cells[i]);

		if (w > widths[i % t->columns])
			widths[i % t->columns] = w;
	}
	for (i = 0; i < t->n; i++) {
		unsigned int column = i % t->columns;
		bool last = column == t->columns - 1;
		int pad = widths[column] - width(t->cells[i]);

		if (t->right >> column & 1)
			printf("%*s", pad, "");
		printf("%s%s%s", color_on(t->colors[i]), t->cells[i],
		       color_off(t->colors[i]));
		if (!last && !(t->right >> column & 1))
			printf("%*s", pad, "");
		fputs(last ? "\n" : "  ", stdout);
		free(t->cells[i]);
	}
	free(t->cells);
	free(t->colors);
	memset(t, 0, sizeof(*t));
}
