// SPDX-License-Identifier: GPL-2.0-only
/* What goes wrong is not told to anybody: it goes wrong all the time. */
#include <stdio.h>

#include "tool.h"

char **tool_argv;

int fail(int code, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return code;
}

void warn(const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
}
