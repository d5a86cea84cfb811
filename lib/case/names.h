/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * names: what the name of a process, the path of its executable and where its
 * code lives say of somebody who wants to look like another. PURE.
 *
 * Nothing here is weighed: a benign program may show any of it.
 */
#ifndef _CPUWARDEN_CASE_NAMES_H
#define _CPUWARDEN_CASE_NAMES_H

#include <uapi/linux/cpuwarden.h>

#include "detect/detect.h"

/* What the kernel keeps of a name, without the final 0. */
enum { CW_COMM_CHARS = 15 };

/**
 * cw_name_is_kernel_thread() - is it a name that only kernel threads have?
 * @name: of a process: its comm or the first word of its command line
 *
 * They end in a slash, a number or at the end of the string. Programs whose
 * name merely begins alike (irqbalance, kswapd-exporter) do not count. ps puts
 * them into brackets; a name that is too long lacks the closing one. Between
 * them anything is taken for one that has no blank: titles of programs have
 * one ([celeryd: celery@host:MainProcess]). [ alone is a program of coreutils.
 *
 * Return: whether it is.
 */
bool cw_name_is_kernel_thread(const char *name);

/**
 * cw_covert_names() - what names say
 * @comm: name of the process
 * @exe:  path of its executable, or NULL: not known
 *
 * Return: enum cpuwarden_covert bits: OTHER_NAME, SYSTEM_NAME, HIDDEN_PATH.
 */
u32 cw_covert_names(const char *comm, const char *exe);

/**
 * cw_covert_fileless() - does an interpreter run code that no file has?
 * @exe:    path of the executable, or NULL
 * @origin: enum cw_origin bits of its code
 *
 * Return: CPUWARDEN_COVERT_FILELESS or 0.
 */
u32 cw_covert_fileless(const char *exe, u32 origin);

#endif /* _CPUWARDEN_CASE_NAMES_H */
