/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_NETLINK_H
#define _CW_NETLINK_H

#include <linux/types.h>

struct cw_finding;
struct cw_group;
struct cw_process;
struct sk_buff;

int cw_netlink_init(void);
void cw_netlink_exit(void);

/*
 * Context: the collector, under cw_tables_lock.
 * Return: false if memory was short, and not everybody was told.
 */
bool cw_netlink_notify(const struct cw_finding *finding);

/* Context: the collector, without cw_tables_lock. */
void cw_netlink_heartbeat(void);

/*
 * Attributes of one object (netlink_fill.c). Context: under cw_tables_lock.
 * Return: 0 or -EMSGSIZE, with a half-filled message for the caller to cancel.
 */
int cw_fill_finding(struct sk_buff *skb, const struct cw_finding *finding);
int cw_fill_process(struct sk_buff *skb, const struct cw_process *process,
		    bool mix);
int cw_fill_tenant(struct sk_buff *skb, const struct cw_group *tenant);
int cw_fill_family(struct sk_buff *skb, unsigned int family);

#endif /* _CW_NETLINK_H */
