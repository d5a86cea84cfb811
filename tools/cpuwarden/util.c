// SPDX-License-Identifier: GPL-2.0-only
/* Allocating, reading numbers. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tool.h"

static void out_of_memory(void)
{
	fputs("cpuwarden: out of memory\n", stderr);
	exit(EXIT_FAILED);
}

void *xmalloc(size_t size)
{
	return xrealloc(NULL, size);
}

void *xrealloc(void *p, size_t size)
{
	p = realloc(p, size ? size : 1);
	if (!p)
		out_of_memory();
	return p;
}

char *xstrndup(const char *s, size_t len)
{
	char *copy = strndup(s, len);

	if (!copy)
		out_of_memory();
	return copy;
}

char *xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;
	int len;

	va_start(ap, fmt);
	len = vasprintf(&s, fmt, ap);
	va_end(ap);
	if (len < 0)
		out_of_memory();
	return s;
}

bool parse_number(const char *text, uint64_t max, uint64_t *value)
{
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*value = strtoull(text, &end, 10);
	return !errno && !*end && *value <= max;
}

void boot_id(char *id)
{
	FILE *f = fopen("/proc/sys/kernel/random/boot_id", "re");

	*id = '\0';
	if (f && fgets(id, BOOT_ID_LEN, f))
		id[strcspn(id, "\n")] = '\0';
	if (f)
		fclose(f);
}
