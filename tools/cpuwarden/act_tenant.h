/* SPDX-License-Identifier: GPL-2.0-only */
/* act on tenant:ID|PATH. */
#ifndef _TOOL_ACT_TENANT_H
#define _TOOL_ACT_TENANT_H

/**
 * act_on_tenant() - plan an act on a tenant, and do it if --yes was given
 * @action:  its name, one of those of act
 * @percent: throttle: of one CPU
 * @name:    what was typed behind "tenant:"
 *
 * Return: enum exit_code, said.
 */
int act_on_tenant(const char *action, unsigned int percent, const char *name);

#endif /* _TOOL_ACT_TENANT_H */
