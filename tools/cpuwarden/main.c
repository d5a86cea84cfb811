// SPDX-License-Identifier: GPL-2.0-only
/* Which command is to be run, and the commands help and version. */
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/param.h>

#include <cpuwarden/version.h>

#include "escape.h"
#include "options.h"
#include "term.h"
#include "tool.h"

#define TEXT_WIDTH	78	/* of what 'help COMMAND' explains */

static int (*const functions[COMMANDS])(int argc, char **argv) = {
#define COMMAND(name, ...) cmd_##name,
#include "commandline.def"
};

static void print_overview(void)
{
	char usage[USAGE_LEN], summary[USAGE_LEN];
	int name_width = 0, usage_width = 0;
	enum command_id id;

	usage_common(usage);
	printf("usage: cpuwarden %s\n\n", usage);
	for (id = 0; id < COMMANDS; id++) {
		usage_short(id, usage);
		name_width = MAX(name_width, (int)strlen(commands[id].name));
		usage_width = MAX(usage_width, (int)strlen(usage));
	}
	for (id = 0; id < COMMANDS; id++) {
		usage_short(id, usage);
		usage_summary(id, summary);
		printf("  %-*s %-*s %s\n", name_width, commands[id].name,
		       usage_width, usage, summary);
	}
	fputs("\nWithout a command: status and list. ID|PID is a number, id:NUMBER or pid:NUMBER.\n"
	      "TENANT is tenant:ID or tenant:/PATH: all that is in a cgroup of version 2.\n"
	      "Exit codes: 0 fine, 1 failed, 2 usage, 3 module not loaded, 4 not permitted,\n"
	      "5 found something (list --check) or something is wrong (selftest).\n"
	      "See cpuwarden(8).\n", stdout);
}

static void print_options(enum command_id id, bool common)
{
	char usage[USAGE_LEN];
	unsigned int i;

	for (i = 0; i < OPTIONS; i++) {
		const struct option_row *o = &option_rows[i];

		if (!command_takes(id, o) || !o->commands != common)
			continue;
		usage_option(o, usage);
		printf("  %s%-*s %s\n", o->letter ? "" : "    ",
		       o->letter ? 30 : 26, usage, o->help);
	}
}

/* In lines of at most TEXT_WIDTH. */
static void print_text(const char *text)
{
	size_t column = 0;

	while (*text) {
		size_t len = strcspn(text, " ");

		if (column && column + 1 + len > TEXT_WIDTH) {
			putchar('\n');
			column = 0;
		}
		column += printf("%s%.*s", column ? " " : "", (int)len, text);
		text += len + strspn(text + len, " ");
	}
	putchar('\n');
}

static void print_usage(enum command_id id)
{
	const struct command *c = &commands[id];
	char usage[USAGE_LEN];

	usage_full(id, usage);
	printf("usage: cpuwarden %s%s%s\n\n  %s\n\n", c->name,
	       *usage ? " " : "", usage, c->summary);
	print_options(id, false);
	print_options(id, true);
	putchar('\n');
	print_text(c->text);
	puts("\nSee cpuwarden(8).");
}

/* The command @name, COMMANDS with a message if there is none. */
static enum command_id named(const char *name)
{
	enum command_id id = command_find(name);

	if (id == COMMANDS)
		usage_error("unknown command", name);
	return id;
}

int cmd_help(int argc, char **argv)
{
	enum command_id id;

	if (!argc) {
		print_overview();
		return EXIT_OK;
	}
	id = named(*argv);
	if (id == COMMANDS)
		return EXIT_USAGE;
	print_usage(id);
	return EXIT_OK;
}

int cmd_version(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	puts("cpuwarden " CPUWARDEN_VERSION);
	return EXIT_OK;
}

/* Say so if an option was given that @id does not take; 0 or EXIT_USAGE. */
static int check_options(enum command_id id, uint64_t given)
{
	unsigned int i;

	for (i = 0; i < OPTIONS; i++)
		if (given >> i & 1 && !command_takes(id, &option_rows[i]))
			return fail(EXIT_USAGE,
				    "the command '%s' does not take --%s: see 'cpuwarden help'",
				    id < COMMANDS ? commands[id].name :
						    "status and list",
				    option_rows[i].name);
	return 0;
}

static int run(int argc, char **argv, uint64_t given)
{
	enum command_id id = COMMANDS;
	char usage[USAGE_LEN];
	int min, max, code;

	if (argc) {
		id = named(*argv++);
		argc--;
		if (id == COMMANDS)
			return EXIT_USAGE;
	}
	code = check_options(id, given);
	if (code)
		return code;
	if (id == COMMANDS)
		return cmd_overview(0, argv);
	command_arity(id, &min, &max);
	if (argc < min || argc > max) {
		usage_short(id, usage);
		return fail(EXIT_USAGE, "usage: cpuwarden %s%s%s",
			    commands[id].name, *usage ? " " : "", usage);
	}
	return functions[id](argc, argv);
}

int main(int argc, char **argv)
{
	enum command_id instead = COMMANDS;
	uint64_t given = 0;
	int code;

	/* of its own: getopt changes the order */
	tool_argv = xmalloc((argc + 1) * sizeof(*tool_argv));
	memcpy(tool_argv, argv, (argc + 1) * sizeof(*tool_argv));
	setlocale(LC_CTYPE, "");
	setlocale(LC_TIME, "");
	code = options_parse(argc, argv, &given, &instead);
	if (code)
		return code;
	term_init(opt.color);
	argc -= optind;
	argv += optind;
	if (instead != COMMANDS)
		return functions[instead](argc, argv);
	code = run(argc, argv, given);
	/* A full disk or a closed pipe is a failure too. */
	if (fflush(stdout) || ferror(stdout))
		return code ? code :
		       fail(EXIT_FAILED, "cannot write the output");
	return code;
}
