// SPDX-License-Identifier: GPL-2.0-only
/* Part of gen-docs: the completions of zsh and fish, with their descriptions. */
#include <stdio.h>
#include <string.h>

#include "commandline.h"
#include "gen-shells.h"

/* Within single quotes; @special are escaped by a backslash. */
static void put_quoted(const char *text, const char *special)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\''", stdout);
		else
			printf("%s%c", strchr(special, *text) ? "\\" : "",
			       *text);
	}
}

/* The next argument of @args, without its brackets, to @word; false: none. */
static bool next_argument(const char **args, char *word)
{
	size_t len;

	*args += strspn(*args, " @[");
	len = strcspn(*args, " ]");
	snprintf(word, USAGE_LEN, "%.*s", (int)len, *args);
	*args += len + strspn(*args + len, "]");
	return len;
}

/* Does the argument repeat? Its dots are cut off. */
static bool cut_dots(char *word)
{
	char *dots = strstr(word, "...");

	if (dots)
		*dots = '\0';
	return dots;
}

/* "--html=[write a page]:FILE:_files", as _arguments of zsh has it */
static void put_zsh_option(const struct option_row *o)
{
	const char *p;

	fputs("\t\t", stdout);
	if (o->kind == KIND_PIDS)	/* may be repeated */
		fputs("'*'", stdout);
	else if (o->letter)
		printf("'(-%c --%s)'", o->letter, o->name);
	if (o->letter)
		printf("{-%c%s,--%s%s}'", o->letter, o->argument ? "+" : "",
		       o->name, o->argument ? "=" : "");
	else
		printf("'--%s%s", o->name, o->argument ? "=" : "");
	putchar('[');
	put_quoted(o->help, "[]\\");
	putchar(']');
	if (o->kind == KIND_CHOICE) {
		fputs(":which:(", stdout);
		for (p = o->argument; *p; p++)
			putchar(*p == '|' ? ' ' : *p);
		putchar(')');
	} else if (o->argument) {
		printf(":%s:%s", o->argument,
		       strcmp(o->argument, "FILE") ? " " : "_files");
	}
	puts("'");
}

static void put_zsh_arguments(enum command_id id)
{
	const char *args = commands[id].args;
	char word[USAGE_LEN];
	unsigned int n = 1;

	for (; next_argument(&args, word); n++) {
		bool dots = cut_dots(word);

		if (dots)
			fputs("\t\t'*:", stdout);
		else
			printf("\t\t'%u:", n);
		put_quoted(word, ":");
		printf(":_cpuwarden_words \"%s\" %s'\n", word,
		       commands[id].name);
	}
}

static void put_zsh_options(enum command_id id, bool common)
{
	unsigned int i;

	for (i = 0; i < OPTIONS; i++)
		if (!option_rows[i].commands == common &&
		    (common || command_takes(id, &option_rows[i])))
			put_zsh_option(&option_rows[i]);
}

int zsh_completion(void)
{
	enum command_id id;

	puts("\n# From commandline.def.\n_cpuwarden_commands() {\n"
	     "\tlocal -a commands\n\tcommands=(");
	for (id = 0; id < COMMANDS; id++) {
		printf("\t\t'%s:", commands[id].name);
		put_quoted(commands[id].summary, ":\\");
		puts("'");
	}
	puts("\t)\n\t_describe -t commands command commands\n}\n\n"
	     "_cpuwarden_specs() {\n\tspecs=(");
	put_zsh_options(0, true);
	puts("\t)\n\tcase ${1-} in");
	for (id = 0; id < COMMANDS; id++) {
		printf("\t%s) specs+=(\n", commands[id].name);
		put_zsh_options(id, false);
		put_zsh_arguments(id);
		puts("\t) ;;");
	}
	puts("\tesac\n}\n\n_cpuwarden \"$@\"");
	return 0;
}

static void put_fish_option(const struct option_row *o, const char *command)
{
	const char *p;

	fputs("complete -c cpuwarden", stdout);
	if (command)
		printf(" -n '__cpuwarden_is %s'", command);
	printf(" -l %s", o->name);
	if (o->letter)
		printf(" -s %c", o->letter);
	if (o->kind == KIND_CHOICE) {
		fputs(" -x -a '", stdout);
		for (p = o->argument; *p; p++)
			putchar(*p == '|' ? ' ' : *p);
		putchar('\'');
	} else if (o->argument) {
		fputs(strcmp(o->argument, "FILE") ? " -x" : " -r -F", stdout);
	}
	fputs(" -d '", stdout);
	put_quoted(o->help, "\\");
	puts("'");
}

static void put_fish_arguments(enum command_id id)
{
	const char *args = commands[id].args;
	char word[USAGE_LEN];
	unsigned int n = 1;

	for (; next_argument(&args, word); n++) {
		bool dots = cut_dots(word);

		printf("complete -c cpuwarden -n '__cpuwarden_at %s %u%s' %s-a '(__cpuwarden_words \"%s\" %s)'\n",
		       commands[id].name, n, dots ? " more" : "",
		       strcmp(word, "TRACE") ? "" : "-F ", word,
		       commands[id].name);
	}
}

int fish_completion(void)
{
	enum command_id id;
	unsigned int i;

	puts("\n# From commandline.def.");
	for (id = 0; id < COMMANDS; id++) {
		printf("complete -c cpuwarden -n '__cpuwarden_at \"\" 0' -a %s -d '",
		       commands[id].name);
		put_quoted(commands[id].summary, "\\");
		puts("'");
	}
	for (i = 0; i < OPTIONS; i++)
		if (!option_rows[i].commands)
			put_fish_option(&option_rows[i], NULL);
	for (id = 0; id < COMMANDS; id++) {
		for (i = 0; i < OPTIONS; i++)
			if (option_rows[i].commands &&
			    command_takes(id, &option_rows[i]))
				put_fish_option(&option_rows[i],
						commands[id].name);
		put_fish_arguments(id);
	}
	return 0;
}
