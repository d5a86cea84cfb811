/* SPDX-License-Identifier: GPL-2.0-only */
/* The Test Anything Protocol, for the tests in C. */
#ifndef _TESTS_TAP_H
#define _TESTS_TAP_H

#include <stdbool.h>

/* One result; @fmt names the test. Returns @ok. */
__attribute__((format(printf, 2, 3)))
bool ok(bool ok, const char *fmt, ...);

/* ok() for strings; tells both when they differ. */
bool ok_string(const char *got, const char *expected, const char *name);

void skip(const char *name, const char *why);

/* Print the plan; the exit code of the program. */
int tap_done(void);

#endif /* _TESTS_TAP_H */
