/* SPDX-License-Identifier: GPL-2.0-only */
/* Numbers of the command line. Who includes it has defined PROGRAM, its name. */
#ifndef WORKLOADS_NUMBER_H
#define WORKLOADS_NUMBER_H

#include <stdio.h>
#include <stdlib.h>

#define EXIT_USAGE	2

/* @text as a number from @min to @max; else an error, and the end. */
static inline unsigned int parse_number(const char *option, const char *text,
					unsigned int min, unsigned int max)
{
	char *end;
	unsigned long v = strtoul(text, &end, 10);

	if (end == text || *end || *text == '-' || v < min || v > max) {
		fprintf(stderr,
			PROGRAM ": %s: '%s' is not a number from %u to %u\n",
			option, text, min, max);
		exit(EXIT_USAGE);
	}
	return v;
}

#endif /* WORKLOADS_NUMBER_H */
