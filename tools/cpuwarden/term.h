/* SPDX-License-Identifier: GPL-2.0-only */
/* Colours and tables on a terminal. */
#ifndef _TOOL_TERM_H
#define _TOOL_TERM_H

#include <stdbool.h>
#include <stddef.h>

enum color {
	COLOR_NONE,
	COLOR_RED,
	COLOR_YELLOW,
	COLOR_GREEN,
	COLOR_DIM,
	COLOR_BOLD,
};

enum color_mode {
	COLOR_AUTO,	/* on a terminal, unless NO_COLOR is set */
	COLOR_ALWAYS,
	COLOR_NEVER,
};

void term_init(enum color_mode mode);

/* The sequences that start and end a colour; empty where none is wanted. */
const char *color_on(enum color c);
const char *color_off(enum color c);

/* How a verdict is shown. */
enum color verdict_color(unsigned int verdict);

#define TABLE_COLUMNS	16

/**
 * struct table - rows of cells that are lined up when printed
 * @columns: how many
 * @right:   bitmap of the columns that hold figures
 * @cut:     bitmap of those that may be cut short to fit the terminal
 * @spare:   bitmap of those that are left out, the last first, if cutting is
 *           not enough
 * @cells:   one after the other, the header first
 * @colors:  of each cell
 * @n:       how many cells
 */
struct table {
	unsigned int columns;
	unsigned int right;
	unsigned int cut;
	unsigned int spare;
	char **cells;
	enum color *colors;
	size_t n;
};

/* Append a copy of @text as the next cell. */
void table_add(struct table *t, enum color c, const char *text);

/* The first row: as many titles as there are columns. */
void table_titles(struct table *t, const char *const *titles);

/*
 * Print to stdout and free. On a terminal no row is wider than that, as long
 * as there are columns to cut or to leave out, and a column of dashes is left
 * out; elsewhere all is printed.
 */
void table_print(struct table *t);

#endif /* _TOOL_TERM_H */
