/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The rows of commandline.def as tables, and the texts that are made of them.
 * This also builds for the machine that the documents are made on.
 */
#ifndef _TOOL_COMMANDLINE_H
#define _TOOL_COMMANDLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that suffice for any usage line. */
#define USAGE_LEN	512

enum command_id {
#define COMMAND(name, ...) COMMAND_##name,
#include "commandline.def"
	COMMANDS,
};

enum option_id {
#define OPTION(name, ...) OPTION_##name,
#include "commandline.def"
	OPTIONS,
};

/* See commandline.def. */
enum option_kind {
	KIND_FLAG,
	KIND_TEXT,
	KIND_NUMBER,
	KIND_PIDS,
	KIND_CHOICE,
	KIND_AS_COMMAND,
};

/**
 * struct pids - some processes
 * @items: their ids
 * @n:     how many
 */
struct pids {
	uint32_t *items;
	size_t n;
};

#define MEMBER_FLAG		bool
#define MEMBER_TEXT(...)	const char *
#define MEMBER_NUMBER(...)	unsigned long
#define MEMBER_PIDS(...)	struct pids
#define MEMBER_CHOICE(...)	unsigned int
#define MEMBER_AS_COMMAND	bool

/* The command line, digested: a member for each option. */
struct options {
#define OPTION(name, letter, kind, ...) MEMBER_##kind name;
#include "commandline.def"
};

extern struct options opt;

/**
 * struct command - one subcommand
 * @name:    as typed
 * @args:    its arguments, see commandline.def
 * @summary: one line for the help
 * @text:    what the man page tells
 */
struct command {
	const char *name;
	const char *args;
	const char *summary;
	const char *text;
};

/**
 * struct option_row - one option
 * @name:     the long one, without "--"
 * @letter:   the short one, or 0
 * @kind:     how it is read
 * @argument: what is to follow, or NULL
 * @wrong:    what is said of an argument that cannot be
 * @offset:   of its member in struct options
 * @commands: bitmap by enum command_id; 0 for all
 * @help:     one line for the help
 * @more:     what only the man page tells
 */
struct option_row {
	const char *name;
	char letter;
	enum option_kind kind;
	const char *argument;
	const char *wrong;
	size_t offset;
	uint64_t commands;
	const char *help;
	const char *more;
};

extern const struct command commands[COMMANDS];
extern const struct option_row option_rows[OPTIONS];

/* The command that is called @name, or COMMANDS. */
enum command_id command_find(const char *name);

/* May the option be given with the command? */
bool command_takes(enum command_id id, const struct option_row *option);

/* How many arguments it takes; @max is INT_MAX if there is no end. */
void command_arity(enum command_id id, int *min, int *max);

/**
 * usage_short() - options and arguments of a command, as 'help' shows them
 * @id:  the command
 * @buf: result, USAGE_LEN
 *
 * Where the options are many they are not named.
 */
void usage_short(enum command_id id, char *buf);

/* The same with all of its options, however many. */
void usage_full(enum command_id id, char *buf);

/* The summary of the command, and the options that usage_short() left out. */
void usage_summary(enum command_id id, char *buf);

/* "[--json] … [COMMAND]": what all commands take. */
void usage_common(char *buf);

/* "-o, --output=FILE" */
void usage_option(const struct option_row *option, char *buf);

#endif /* _TOOL_COMMANDLINE_H */
