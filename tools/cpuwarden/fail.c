// SPDX-License-Identifier: GPL-2.0-only
/* Saying what went wrong, to people and to programs. */
#include <stdio.h>

#include "json.h"
#include "tool.h"

char **tool_argv;

int fail(int code, const char *fmt, ...)
{
	static bool said;
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	fflush(stdout);
	fprintf(stderr, "cpuwarden: %s\n", text);
	/* one document is promised, and the first error is the cause */
	if (opt.json && !said)
		json_error(code, text);
	said = true;
	return code;
}

void warn(const char *fmt, ...)
{
	va_list ap;

	fflush(stdout);
	fputs("cpuwarden: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}
