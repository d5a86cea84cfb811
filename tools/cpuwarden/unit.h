/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The units of systemd. A limit that is written into the cgroup of a unit is
 * forgotten when systemd starts the unit anew, and overwritten when it reads its
 * files again: it must be told.
 *
 * libsystemd is loaded when it is needed. Where there is none, or no systemd, no
 * cgroup is a unit's.
 */
#ifndef _TOOL_UNIT_H
#define _TOOL_UNIT_H

#include <stdbool.h>
#include <stdint.h>

#define UNIT_LEN	256	/* UNIT_NAME_MAX of systemd */

/**
 * unit_of_cgroup() - the unit whose cgroup that is
 * @path: of the cgroup
 * @unit: result, UNIT_LEN bytes
 *
 * Return: false if it is no unit's, but perhaps below one's.
 */
bool unit_of_cgroup(const char *path, char *unit);

/**
 * unit_limit() - limit a unit's CPU time until the next boot
 * @unit:    which
 * @percent: of one CPU; 0: no limit
 *
 * systemd writes it into the cgroup after it has answered.
 *
 * Return: 0 or -errno.
 */
int unit_limit(const char *unit, unsigned int percent);

/* Stop it, so that it is not started again; systemd goes on after it answered. */
int unit_stop(const char *unit);

#endif /* _TOOL_UNIT_H */
