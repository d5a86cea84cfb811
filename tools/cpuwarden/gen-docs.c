// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs on the machine that builds, be it of another kind than the one that the
 * tool is for: makes of the rows of commandline.def what the documents say.
 *
 *   gen-docs man <cpuwarden.8.in    the man page
 *   gen-docs completion             functions for the bash completion
 *   gen-docs zsh, gen-docs fish     those for others
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpuwarden/version.h>

#include "commandline.h"
#include "gen-shells.h"

/* One character that troff takes as it is. */
static void put_char(char c)
{
	if (c == '-' || c == '\\')
		fputs(c == '-' ? "\\-" : "\\e", stdout);
	else
		putchar(c);
}

/* A usage line: what is typed in bold, what stands for something in italics. */
static void put_usage(const char *text)
{
	char font = 'R';

	for (; *text; text++) {
		char wanted = isupper((unsigned char)*text) ? 'I' :
			      isalnum((unsigned char)*text) ||
			      strchr("-_=", *text) ? 'B' : 'R';

		if (wanted != font)
			printf("\\f%c", wanted);
		font = wanted;
		put_char(*text);
	}
	puts(font == 'R' ? "" : "\\fR");
}

/* How many characters of the word are to be bold: an option, a page. */
static size_t bold_part(const char *word, size_t len)
{
	const char *paren = memchr(word, '(', len);

	if (*word == '-')
		return strcspn(word, " .,;:)");
	if (paren && paren > word && isdigit((unsigned char)paren[1]))
		return paren - word;
	return 0;
}

/* Sentences, one to a line. */
static void put_prose(const char *text)
{
	bool start = true;
	size_t i, len, bold;

	for (; *text; text += len + (text[len] == ' ')) {
		len = strcspn(text, " ");
		bold = bold_part(text, len);
		/* at the start of a line these would be a request */
		if (start && strchr(".'", *text))
			fputs("\\&", stdout);
		/* a word with a dash is not to be hyphenated */
		if (memchr(text, '-', len))
			fputs("\\%", stdout);
		fputs(bold ? "\\fB" : "", stdout);
		for (i = 0; i < len; i++) {
			if (bold && i == bold)
				fputs("\\fR", stdout);
			put_char(text[i]);
		}
		if (bold && bold == len)
			fputs("\\fR", stdout);
		start = !text[len] || text[len - 1] == '.';
		putchar(start ? '\n' : ' ');
	}
}

static void put_option(const struct option_row *o)
{
	char text[USAGE_LEN], help[USAGE_LEN];
	const char *before = "";
	enum command_id id;

	usage_option(o, text);
	puts(".TP");
	put_usage(text);
	for (id = 0; o->commands && id < COMMANDS; id++) {
		if (!command_takes(id, o))
			continue;
		printf("%s\\fB%s\\fR", before, commands[id].name);
		before = ", ";
	}
	fputs(o->commands ? ": " : "", stdout);
	snprintf(help, sizeof(help), "%s.", o->help);
	if (!o->commands)
		*help = toupper((unsigned char)*help);
	put_prose(help);
	put_prose(o->more);
}

static void put_options(void)
{
	unsigned int i;

	for (i = 0; i < OPTIONS; i++)
		put_option(&option_rows[i]);
}

static void put_commands(void)
{
	char usage[USAGE_LEN], text[2 * USAGE_LEN];
	enum command_id id;

	for (id = 0; id < COMMANDS; id++) {
		usage_full(id, usage);
		snprintf(text, sizeof(text), "%s%s%s", commands[id].name,
			 *usage ? " " : "", usage);
		puts(".TP");
		put_usage(text);
		put_prose(commands[id].text);
	}
}

static void put_synopsis(void)
{
	char usage[USAGE_LEN];

	usage_common(usage);
	fputs("\\fBcpuwarden\\fR ", stdout);
	put_usage(usage);
}

/* Lines of the text, and what stands there instead. */
static const struct directive {
	const char *line;
	void (*put)(void);
} directives[] = {
	{ "@SYNOPSIS@\n", put_synopsis },
	{ "@COMMANDS@\n", put_commands },
	{ "@OPTIONS@\n", put_options },
};

enum { DIRECTIVES = sizeof(directives) / sizeof(directives[0]) };

static void put_line(const char *line, unsigned int *found)
{
	const char *version = strstr(line, "@VERSION@");
	unsigned int i;

	for (i = 0; i < DIRECTIVES; i++) {
		if (strcmp(line, directives[i].line))
			continue;
		directives[i].put();
		found[i]++;
		return;
	}
	if (version)
		printf("%.*s" CPUWARDEN_VERSION "%s", (int)(version - line),
		       line, version + strlen("@VERSION@"));
	else
		fputs(line, stdout);
}

static int man(void)
{
	unsigned int i, found[DIRECTIVES] = { 0 };
	char line[1024];
	int bad = 0;

	while (fgets(line, sizeof(line), stdin))
		put_line(line, found);
	for (i = 0; i < DIRECTIVES; i++) {
		if (found[i] == 1)
			continue;
		fprintf(stderr, "gen-docs: the page must have one line %s",
			directives[i].line);
		bad = 1;
	}
	return bad;
}

static void put_words(const struct option_row *o)
{
	printf(" --%s%s%s", o->name, o->argument ? "=" : "",
	       o->argument ? o->argument : "");
	if (o->letter)
		printf(" -%c", o->letter);
}

/* What bash is to know, as functions that print words. */
static int completion(void)
{
	enum command_id id;
	unsigned int i;

	puts("\n# From commandline.def.\n_cpuwarden_commands() {");
	fputs("\techo '", stdout);
	for (id = 0; id < COMMANDS; id++)
		printf("%s%s", id ? " " : "", commands[id].name);
	puts("'\n}\n\n_cpuwarden_options() {");
	fputs("\techo '", stdout);
	for (i = 0; i < OPTIONS; i++)
		if (!option_rows[i].commands)
			put_words(&option_rows[i]);
	puts("'\n\tcase $1 in");
	for (i = 0; i < OPTIONS; i++)
		for (id = 0; option_rows[i].commands && id < COMMANDS; id++)
			if (command_takes(id, &option_rows[i])) {
				printf("\t%s) echo '", commands[id].name);
				put_words(&option_rows[i]);
				puts("' ;;&");
			}
	puts("\tesac\n}\n\n_cpuwarden_arguments() {\n\tcase $1 in");
	for (id = 0; id < COMMANDS; id++) {
		const char *args = commands[id].args;

		/* '@' stands for the options, which are completed elsewhere */
		printf("\t%s) echo '%.*s' ;;\n", commands[id].name,
		       (int)strcspn(args, "@"), args);
	}
	puts("\tesac\n}");
	return 0;
}

int main(int argc, char **argv)
{
	int bad;

	if (argc == 2 && !strcmp(argv[1], "man"))
		bad = man();
	else if (argc == 2 && !strcmp(argv[1], "completion"))
		bad = completion();
	else if (argc == 2 && !strcmp(argv[1], "zsh"))
		bad = zsh_completion();
	else if (argc == 2 && !strcmp(argv[1], "fish"))
		bad = fish_completion();
	else
		bad = fprintf(stderr,
			      "usage: gen-docs man|completion|zsh|fish\n");
	return bad || fflush(stdout) || ferror(stdout);
}
