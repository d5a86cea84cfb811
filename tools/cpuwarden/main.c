// SPDX-License-Identifier: GPL-2.0-only
/* The command line: options, the table of commands, help. */
#include <getopt.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpuwarden/version.h>

#include "escape.h"
#include "term.h"
#include "tool.h"

static int cmd_help(int argc, char **argv);
static int cmd_version(int argc, char **argv);

static const struct command commands[] = {
	{ "status", "", "state of the module: samples, cost, tables",
	  cmd_status, 0, 0, "" },
	{ "list", "[--check] [--all]", "findings, one line each",
	  cmd_list, 0, 0, "ca" },
	{ "show", "ID|PID", "explain one finding or one process",
	  cmd_show, 1, 1, "" },
	{ "processes", "", "who was sampled, and what each was found to do",
	  cmd_processes, 0, 0, "" },
	{ "tenants", "", "the same by cgroup", cmd_tenants, 0, 0, "" },
	{ "families", "", "what can be recognised", cmd_families, 0, 0, "" },
	{ "watch", "[--count=N]", "findings as they happen",
	  cmd_watch, 0, 0, "n" },
	{ "act", "ACTION ID|PID [--yes]",
	  "stop, cont, kill, freeze, thaw or throttle[=PERCENT] a process",
	  cmd_act, 2, 2, "y" },
	{ "ack", "ID", "mark a finding as seen", cmd_ack, 1, 1, "" },
	{ "reset", "", "forget all counts and close all findings",
	  cmd_reset, 0, 0, "" },
	{ "config", "[rate_hz=N]", "show or change the settings",
	  cmd_config, 0, 1, "" },
	{ "selftest", "", "check that tool and module work together",
	  cmd_selftest, 0, 0, "" },
	{ "record", "[OPTION]...",
	  "samples to a trace: -o FILE, -t SECONDS, -p PID, --perf",
	  cmd_record, 0, 0, "otpP" },
	{ "replay", "TRACE...", "the detector's verdicts over traces",
	  cmd_replay, 1, INT_MAX, "" },
	{ "report", "[--html=FILE] TRACE...", "summary of recordings",
	  cmd_report, 1, INT_MAX, "H" },
	{ "help", "", "this text", cmd_help, 0, 1, "" },
	{ "version", "", "version of this tool", cmd_version, 0, 0, "" },
};

static const struct command overview = {
	"", "", "status and list", cmd_overview, 0, 0, "",
};

static void print_usage(FILE *out)
{
	size_t i;

	fputs("usage: cpuwarden [--json] [--color=auto|always|never] [COMMAND]\n\n",
	      out);
	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		const struct command *c = &commands[i];

		fprintf(out, "  %-9s %-22s %s\n", c->name, c->args,
			c->summary);
	}
	fputs("\nWithout a command: status and list. ID|PID is a number, id:NUMBER or pid:NUMBER.\n"
	      "Exit codes: 0 fine, 1 failed, 2 usage, 3 module not loaded, 4 not permitted,\n"
	      "5 found something (list --check) or something is wrong (selftest).\n"
	      "See cpuwarden(8).\n", out);
}

static int cmd_help(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	print_usage(stdout);
	return EXIT_OK;
}

static int cmd_version(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	puts("cpuwarden " CPUWARDEN_VERSION);
	return EXIT_OK;
}

static int usage_error(const char *what, const char *about)
{
	return fail(EXIT_USAGE, "%s '%s': see 'cpuwarden help'", what,
		    shown(about));
}

static int parse_color(const char *when, enum color_mode *mode)
{
	static const char *const words[] = {
		[COLOR_AUTO] = "auto",
		[COLOR_ALWAYS] = "always",
		[COLOR_NEVER] = "never",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(words); i++) {
		if (!strcmp(when, words[i])) {
			*mode = i;
			return 0;
		}
	}
	return usage_error("unknown kind of colours", when);
}

static int parse_count(const char *text)
{
	uint64_t count;

	if (!parse_number(text, UINT32_MAX, &count) || !count)
		return usage_error("not a number of events", text);
	opt.count = count;
	return 0;
}

static int parse_seconds(const char *text)
{
	uint64_t seconds;

	if (!parse_number(text, UINT32_MAX, &seconds) || !seconds)
		return usage_error("not a number of seconds", text);
	opt.seconds = seconds;
	return 0;
}

static int parse_pid(const char *text)
{
	uint64_t pid;

	if (!parse_number(text, INT32_MAX, &pid) || !pid)
		return usage_error("not a process id", text);
	opt.pids = xrealloc(opt.pids, (opt.nr_pids + 1) * sizeof(*opt.pids));
	opt.pids[opt.nr_pids++] = pid;
	return 0;
}

/*
 * Options may stand anywhere, before the command or after it. Those that were
 * given are noted in @given, as the letters of struct command.accepts.
 */
static int parse_options(int argc, char **argv, char *given,
			 const struct command **instead)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "color", required_argument, NULL, 'C' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' },
		{ "yes", no_argument, NULL, 'y' },
		{ "check", no_argument, NULL, 'c' },
		{ "all", no_argument, NULL, 'a' },
		{ "count", required_argument, NULL, 'n' },
		{ "output", required_argument, NULL, 'o' },
		{ "time", required_argument, NULL, 't' },
		{ "pid", required_argument, NULL, 'p' },
		{ "perf", no_argument, NULL, 'P' },
		{ "html", required_argument, NULL, 'H' },
		{ 0 },
	};
	static const struct command help = { .run = cmd_help };
	static const struct command version = { .run = cmd_version };
	enum color_mode color = COLOR_AUTO;
	int letter, code = 0;

	opterr = 0;
	while (!code &&
	       (letter = getopt_long(argc, argv, ":jhvo:t:p:", options,
				     NULL)) != -1) {
		switch (letter) {
		case 'j':
			opt.json = true;
			break;
		case 'C':
			code = parse_color(optarg, &color);
			break;
		case 'h':
			*instead = &help;
			break;
		case 'v':
			*instead = &version;
			break;
		case 'y':
			opt.yes = true;
			break;
		case 'c':
			opt.check = true;
			break;
		case 'a':
			opt.all = true;
			break;
		case 'n':
			code = parse_count(optarg);
			break;
		case 'o':
			opt.output = optarg;
			break;
		case 't':
			code = parse_seconds(optarg);
			break;
		case 'p':
			code = parse_pid(optarg);
			break;
		case 'P':
			opt.perf = true;
			break;
		case 'H':
			opt.html = optarg;
			break;
		case ':':
			code = usage_error("an argument is missing after",
					   argv[optind - 1]);
			break;
		default:
			code = usage_error("unknown option", argv[optind - 1]);
		}
		if (!code && strchr("ycanotpPH", letter) && !strchr(given, letter))
			given[strlen(given)] = letter;
	}
	term_init(color);
	return code;
}

/* The command @name, NULL with a message if there is none. */
static const struct command *find_command(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	usage_error("unknown command", name);
	return NULL;
}

static int run(const struct command *c, int argc, char **argv,
	       const char *given)
{
	static const struct {
		char letter;
		const char *name;
	} names[] = {
		{ 'y', "--yes" }, { 'c', "--check" }, { 'a', "--all" },
		{ 'n', "--count" }, { 'o', "--output" }, { 't', "--time" },
		{ 'p', "--pid" }, { 'P', "--perf" },
		{ 'H', "--html" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (strchr(given, names[i].letter) &&
		    !strchr(c->accepts, names[i].letter))
			return fail(EXIT_USAGE,
				    "the command '%s' does not take %s: see 'cpuwarden help'",
				    *c->name ? c->name : "status and list",
				    names[i].name);
	if (argc < c->min || argc > c->max)
		return fail(EXIT_USAGE, "usage: cpuwarden %s%s%s", c->name,
			    *c->args ? " " : "", c->args);
	return c->run(argc, argv);
}

int main(int argc, char **argv)
{
	const struct command *instead = NULL;
	const struct command *c = &overview;
	char given[16] = "";
	int code;

	setlocale(LC_CTYPE, "");
	setlocale(LC_TIME, "");
	code = parse_options(argc, argv, given, &instead);
	if (code)
		return code;
	if (instead)
		return instead->run(0, NULL);
	argc -= optind;
	argv += optind;
	if (argc) {
		c = find_command(*argv);
		argc--;
		argv++;
	}
	if (!c)
		return EXIT_USAGE;
	code = run(c, argc, argv, given);
	/* A full disk or a closed pipe is a failure too. */
	if (fflush(stdout) || ferror(stdout))
		return code ? code :
		       fail(EXIT_FAILED, "cannot write the output");
	return code;
}
