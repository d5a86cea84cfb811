/* SPDX-License-Identifier: GPL-2.0-only */
/* Programs of their own that do some of the commands. */
#ifndef _TOOL_HELPER_H
#define _TOOL_HELPER_H

/**
 * run_helper() - become another program, with the same command line
 * @name:    of the program: it is installed in LIBEXECDIR, or beside this one
 * @package: without which it is not built, or NULL
 *
 * Return: enum exit_code, said: it is not there.
 */
int run_helper(const char *name, const char *package);

#endif /* _TOOL_HELPER_H */
