// SPDX-License-Identifier: GPL-2.0-only
/* The Test Anything Protocol, for the tests in C. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tap.h"

static unsigned int run;
static unsigned int failed;

static void result(bool good, const char *fmt, va_list ap)
{
	if (!run)
		puts("TAP version 13");
	printf("%sok %u - ", good ? "" : "not ", ++run);
	vprintf(fmt, ap);
	failed += !good;
}

bool ok(bool good, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	result(good, fmt, ap);
	va_end(ap);
	putchar('\n');
	fflush(stdout);
	return good;
}

bool ok_string(const char *got, const char *expected, const char *name)
{
	bool good = got && !strcmp(got, expected);

	ok(good, "%s", name);
	if (!good)
		printf("# expected: %s\n# got:      %s\n", expected,
		       got ? got : "(null)");
	return good;
}

void skip(const char *name, const char *why)
{
	ok(true, "%s # SKIP %s", name, why);
}

int tap_done(void)
{
	printf("1..%u\n", run);
	if (failed)
		printf("# %u of %u failed\n", failed, run);
	return failed || !run;
}
