/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading the options of the command line into opt. */
#ifndef _TOOL_OPTIONS_H
#define _TOOL_OPTIONS_H

#include <stdint.h>

#include "commandline.h"

/**
 * options_parse() - fill opt
 * @argc:    of main()
 * @argv:    of main(); what is no option is moved to the end, from optind on
 * @given:   result, a bit for each enum option_id that was there
 * @instead: the command to run instead of the one that is named, if an option
 *           says so; else left alone
 *
 * Options may stand anywhere, before the command or after it.
 *
 * Return: 0 or EXIT_USAGE, said.
 */
int options_parse(int argc, char **argv, uint64_t *given,
		  enum command_id *instead);

/* Say that @about was typed wrongly, and where to read more; EXIT_USAGE. */
int usage_error(const char *what, const char *about);

#endif /* _TOOL_OPTIONS_H */
