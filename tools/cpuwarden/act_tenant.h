/* SPDX-License-Identifier: GPL-2.0-only */
/* act on tenant:ID|PATH. */
#ifndef _TOOL_ACT_TENANT_H
#define _TOOL_ACT_TENANT_H

#include <stdint.h>

/**
 * act_on_tenant() - plan an act on a tenant, and do it if --yes was given
 * @action:  its name, one of those of act
 * @percent: throttle: of one CPU
 * @name:    what was typed behind "tenant:"
 *
 * Return: enum exit_code, said.
 */
int act_on_tenant(const char *action, unsigned int percent, const char *name);

/**
 * act_on_cgroup() - do it, without words on stdout
 * @id:      of the cgroup of version 2
 * @action:  its name, one of those of act
 * @percent: throttle: of one CPU
 * @text:    what is true now, or why not; CGROUPFS_TEXT_LEN bytes
 *
 * Return: 0 or enum exit_code.
 */
int act_on_cgroup(uint64_t id, const char *action, unsigned int percent,
		  char *text);

/**
 * act_stop_unit() - have systemd stop a unit
 * @id:   of a cgroup of version 2 that is the unit's, or below it
 * @unit: its name
 * @text: what is true now, or why not; CGROUPFS_TEXT_LEN bytes
 *
 * Who may name cgroups may give them the name of somebody else's unit: it must
 * be the unit of that cgroup for systemd, too.
 *
 * Return: 0 or enum exit_code.
 */
int act_stop_unit(uint64_t id, const char *unit, char *text);

#endif /* _TOOL_ACT_TENANT_H */
