// SPDX-License-Identifier: GPL-2.0-only
/* The tables of commands and options, and how their usage is written; opt. */
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "commandline.h"

/* With more options than this the usage says "[OPTION]...". */
#define FEW_OPTIONS	2

struct options opt;

const struct command commands[COMMANDS] = {
#define COMMAND(name, args, summary, text) { #name, args, summary, text },
#include "commandline.def"
};

#define ALL	0
#define OF(name)	(UINT64_C(1) << COMMAND_##name)
_Static_assert(COMMANDS < 64, "struct option_row.commands is too small");

#define ROW_FLAG		KIND_FLAG, NULL, NULL
#define ROW_TEXT(arg)		KIND_TEXT, arg, NULL
#define ROW_NUMBER(arg, wrong)	KIND_NUMBER, arg, wrong
#define ROW_PIDS(arg, wrong)	KIND_PIDS, arg, wrong
#define ROW_CHOICE(words, wrong) KIND_CHOICE, words, wrong
#define ROW_AS_COMMAND		KIND_AS_COMMAND, NULL, NULL

const struct option_row option_rows[OPTIONS] = {
#define OPTION(name, letter, kind, commands, help, more)		\
	{ #name, letter, ROW_##kind, offsetof(struct options, name),	\
	  commands, help, more },
#include "commandline.def"
};

enum command_id command_find(const char *name)
{
	enum command_id id;

	for (id = 0; id < COMMANDS; id++)
		if (!strcmp(commands[id].name, name))
			break;
	return id;
}

bool command_takes(enum command_id id, const struct option_row *option)
{
	return !option->commands || option->commands >> id & 1;
}

/* Does the command take the option, while not all commands do? */
static bool owns(enum command_id id, const struct option_row *option)
{
	return option->commands && command_takes(id, option);
}

static unsigned int count_options(enum command_id id)
{
	unsigned int i, n = 0;

	for (i = 0; i < OPTIONS; i++)
		n += owns(id, &option_rows[i]);
	return n;
}

void command_arity(enum command_id id, int *min, int *max)
{
	const char *arg = commands[id].args;

	*min = 0;
	*max = 0;
	for (arg += strspn(arg, " @"); *arg; arg += strspn(arg, " @")) {
		size_t len = strcspn(arg, " ");
		const char *dots = strstr(arg, "...");

		*min += *arg != '[';
		if (dots && dots < arg + len)
			*max = INT_MAX;
		else if (*max < INT_MAX)
			++*max;
		arg += len;
	}
}

__attribute__((format(printf, 2, 3)))
static void append(char *buf, const char *fmt, ...)
{
	size_t used = strlen(buf);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(buf + used, USAGE_LEN - used, fmt, ap);
	va_end(ap);
}

/* "-o FILE", "--html=FILE" */
static void append_option(char *buf, const struct option_row *o)
{
	if (o->letter)
		append(buf, "-%c", o->letter);
	else
		append(buf, "--%s", o->name);
	if (o->argument)
		append(buf, "%c%s", o->letter ? ' ' : '=', o->argument);
}

static void append_options(char *buf, enum command_id id)
{
	unsigned int i;

	for (i = 0; i < OPTIONS; i++) {
		const struct option_row *o = &option_rows[i];

		if (!owns(id, o))
			continue;
		append(buf, "%s[", *buf ? " " : "");
		append_option(buf, o);
		append(buf, "]%s", o->kind == KIND_PIDS ? "..." : "");
	}
}

/* The arguments, with @options where they belong. */
static void place(char *buf, const char *options, const char *args)
{
	const char *at = strchr(args, '@');

	*buf = '\0';
	if (at)
		append(buf, "%.*s%s%s", (int)(at - args), args, options,
		       at + 1);
	else
		append(buf, "%s%s%s", options, *options && *args ? " " : "",
		       args);
}

void usage_full(enum command_id id, char *buf)
{
	char options[USAGE_LEN] = "";

	append_options(options, id);
	place(buf, options, commands[id].args);
}

void usage_short(enum command_id id, char *buf)
{
	if (count_options(id) > FEW_OPTIONS)
		place(buf, "[OPTION]...", commands[id].args);
	else
		usage_full(id, buf);
}

void usage_summary(enum command_id id, char *buf)
{
	const char *before = ": ";
	unsigned int i;

	*buf = '\0';
	append(buf, "%s", commands[id].summary);
	for (i = 0; count_options(id) > FEW_OPTIONS && i < OPTIONS; i++) {
		if (!owns(id, &option_rows[i]))
			continue;
		append(buf, "%s", before);
		append_option(buf, &option_rows[i]);
		before = ", ";
	}
}

void usage_common(char *buf)
{
	unsigned int i;

	*buf = '\0';
	for (i = 0; i < OPTIONS; i++) {
		const struct option_row *o = &option_rows[i];

		/* options that stand for a command are shown as commands */
		if (!o->commands && o->kind != KIND_AS_COMMAND)
			append(buf, "[--%s%s%s] ", o->name,
			       o->argument ? "=" : "",
			       o->argument ? o->argument : "");
	}
	append(buf, "[COMMAND]");
}

void usage_option(const struct option_row *o, char *buf)
{
	*buf = '\0';
	if (o->letter)
		append(buf, "-%c, ", o->letter);
	append(buf, "--%s%s%s", o->name, o->argument ? "=" : "",
	       o->argument ? o->argument : "");
}
