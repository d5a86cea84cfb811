// SPDX-License-Identifier: GPL-2.0-only
/* Reading the options of the command line into opt. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "escape.h"
#include "options.h"
#include "tool.h"

/* What getopt_long() returns for the first of the rows that have no letter. */
#define FIRST_LONG	256

int usage_error(const char *what, const char *about)
{
	return fail(EXIT_USAGE, "%s '%s': see 'cpuwarden help'", what,
		    shown(about));
}

/* From 1 to @max; 0 if it is no such number. */
static uint64_t number(const char *text, uint64_t max)
{
	uint64_t value;

	return parse_number(text, max, &value) ? value : 0;
}

/* Which of "a|b|c" @text is, or -1. */
static int choice(const char *words, const char *text)
{
	size_t len = strlen(text);
	int i;

	for (i = 0; *words; i++) {
		size_t n = strcspn(words, "|");

		if (n == len && !strncmp(words, text, n))
			return i;
		words += n + (words[n] == '|');
	}
	return -1;
}

static void add_pid(struct pids *pids, uint32_t pid)
{
	pids->items = xrealloc(pids->items,
			       (pids->n + 1) * sizeof(*pids->items));
	pids->items[pids->n++] = pid;
}

/* Put what was given into its member of opt; false if it cannot be. */
static bool take(const struct option_row *o, const char *text)
{
	void *member = (char *)&opt + o->offset;
	uint64_t value;
	int i;

	switch (o->kind) {
	case KIND_FLAG:
	case KIND_AS_COMMAND:
		*(bool *)member = true;
		return true;
	case KIND_TEXT:
		*(const char **)member = text;
		return true;
	case KIND_NUMBER:
		value = number(text, UINT32_MAX);
		*(unsigned long *)member = value;
		return value;
	case KIND_PIDS:
		value = number(text, INT32_MAX);
		if (value)
			add_pid(member, value);
		return value;
	case KIND_CHOICE:
		i = choice(o->argument, text);
		if (i >= 0)
			*(unsigned int *)member = i;
		return i >= 0;
	}
	return false;
}

/* What getopt_long() wants; @letters has room for ":" and two per row. */
static void prepare(struct option *longs, char *letters)
{
	unsigned int i;

	*letters++ = ':';
	for (i = 0; i < OPTIONS; i++) {
		const struct option_row *o = &option_rows[i];

		longs[i] = (struct option){
			.name = o->name,
			.has_arg = o->argument ? required_argument :
						 no_argument,
			.val = FIRST_LONG + i,
		};
		if (!o->letter)
			continue;
		*letters++ = o->letter;
		if (o->argument)
			*letters++ = ':';
	}
	longs[i] = (struct option){ 0 };
	*letters = '\0';
}

/* The row that getopt_long() found, OPTIONS if none. */
static unsigned int row_of(int found)
{
	unsigned int i;

	if (found >= FIRST_LONG)
		return found - FIRST_LONG;
	for (i = 0; i < OPTIONS; i++)
		if (option_rows[i].letter == found)
			break;
	return i;
}

int options_parse(int argc, char **argv, uint64_t *given,
		  enum command_id *instead)
{
	struct option longs[OPTIONS + 1];
	char letters[2 + 2 * OPTIONS];
	int found;

	_Static_assert(OPTIONS <= 64, "@given is too small");
	prepare(longs, letters);
	opterr = 0;
	while ((found = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		unsigned int i = row_of(found);
		const struct option_row *o = &option_rows[i];

		if (found == ':')
			return usage_error("an argument is missing after",
					   argv[optind - 1]);
		if (i >= OPTIONS)
			return usage_error("unknown option", argv[optind - 1]);
		if (!take(o, optarg))
			return usage_error(o->wrong, optarg);
		if (o->kind == KIND_AS_COMMAND)
			*instead = command_find(o->name);
		*given |= UINT64_C(1) << i;
	}
	return 0;
}
