/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What every command of the tool shares: options, exit codes, and the one way
 * to fail.
 */
#ifndef _TOOL_TOOL_H
#define _TOOL_TOOL_H

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

#ifndef __printf
#define __printf(a, b)	__attribute__((format(printf, a, b)))
#endif

/* Exit codes; part of the contract, documented in cpuwarden(8). */
enum exit_code {
	EXIT_OK			= 0,
	EXIT_FAILED		= 1,
	EXIT_USAGE		= 2,
	EXIT_NO_MODULE		= 3,
	EXIT_NOT_PERMITTED	= 4,
	EXIT_FOUND		= 5,
};

/* What to exit with after a system call failed with @error (an errno). */
static inline int exit_code_of(int error)
{
	return error == EACCES || error == EPERM ? EXIT_NOT_PERMITTED :
						   EXIT_FAILED;
}

/**
 * struct options - the command line, digested
 * @json:  machine output
 * @yes:   act: do it, do not only say it
 * @check: list: exit 5 if there is an open finding
 * @all:   list: closed findings too
 * @count: watch: end after so many events, 0 for never
 * @output: record: the trace
 * @seconds: record: how long, 0: until interrupted
 * @perf:  record: without the module
 * @html:  report: the page, or NULL
 * @pids:  record: these processes only, @nr_pids of them
 */
struct options {
	bool json;
	bool yes;
	bool check;
	bool all;
	unsigned long count;
	const char *output;
	unsigned long seconds;
	bool perf;
	const char *html;
	uint32_t *pids;
	size_t nr_pids;
};

extern struct options opt;

/**
 * struct command - one subcommand
 * @name:    as typed
 * @args:    its arguments, for the usage
 * @summary: one line for the help
 * @run:     gets the arguments after the name; returns enum exit_code
 * @min:     least number of arguments
 * @max:     greatest number of arguments
 * @accepts: letters of the options it takes besides the global ones
 */
struct command {
	const char *name;
	const char *args;
	const char *summary;
	int (*run)(int argc, char **argv);
	int min;
	int max;
	const char *accepts;
};

int cmd_overview(int argc, char **argv);
int cmd_status(int argc, char **argv);
int cmd_list(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_processes(int argc, char **argv);
int cmd_tenants(int argc, char **argv);
int cmd_families(int argc, char **argv);
int cmd_watch(int argc, char **argv);
int cmd_act(int argc, char **argv);
int cmd_ack(int argc, char **argv);
int cmd_reset(int argc, char **argv);
int cmd_config(int argc, char **argv);
int cmd_selftest(int argc, char **argv);
int cmd_record(int argc, char **argv);
int cmd_replay(int argc, char **argv);
int cmd_report(int argc, char **argv);

/**
 * fail() - say what went wrong
 * @code: enum exit_code, handed back so that "return fail(…)" reads well
 * @fmt:  what happened, to what, what to do; no trailing newline. Text of
 *        other processes must have been escaped.
 *
 * Goes to stderr; with --json an error object goes to stdout too.
 */
__printf(2, 3) int fail(int code, const char *fmt, ...);

/* A remark on stderr that changes nothing about the exit code. */
__printf(1, 2) void warn(const char *fmt, ...);

/* Allocate or end the program: there is nothing sensible to do without. */
void *xmalloc(size_t size);
void *xrealloc(void *p, size_t size);
char *xstrndup(const char *s, size_t len);
__printf(1, 2) char *xasprintf(const char *fmt, ...);

/**
 * parse_number() - a decimal number and nothing else
 * @text:  what was typed
 * @max:   greatest value allowed
 * @value: result
 *
 * Return: true if @text is digits only and at most @max.
 */
bool parse_number(const char *text, uint64_t max, uint64_t *value);

#endif /* _TOOL_TOOL_H */
