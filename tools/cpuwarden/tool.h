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

#include "commandline.h"

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
	return error == EACCES || error == EPERM || error == EROFS ?
		EXIT_NOT_PERMITTED : EXIT_FAILED;
}

/* The commands get the arguments after their name and return enum exit_code. */
#define COMMAND(name, ...) int cmd_##name(int argc, char **argv);
#include "commandline.def"

/* All that was typed, the program's name first. */
extern char **tool_argv;

/* What is done without a command. */
int cmd_overview(int argc, char **argv);

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

#define BOOT_ID_LEN	40

/* The kernel's random name for this boot; empty if it cannot be had. */
void boot_id(char *id);

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
