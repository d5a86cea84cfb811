/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_NETLINK_H
#define _CW_NETLINK_H

#include <linux/types.h>

struct cw_finding;
struct cw_group;
struct cw_process;
struct cw_thread;
struct genl_family;
struct netlink_callback;
struct netlink_ext_ack;
struct sk_buff;

/* The largest object but the scores: a finding with two paths and evidence. */
#define CW_MESSAGE_BYTES	8192
/* Scores with all families, signs and rotations. */
#define CW_SCORES_BYTES		16384

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
int cw_fill_thread(struct sk_buff *skb, const struct cw_thread *thread);
int cw_fill_executable(struct sk_buff *skb, const struct cw_group *exe);
int cw_fill_cpu(struct sk_buff *skb, unsigned int nr);

/* Of @thread, or, if that is NULL, of @process as a whole. */
int cw_fill_scores(struct sk_buff *skb, const struct cw_process *process,
		   const struct cw_thread *thread);

extern struct genl_family cw_genl_family;

/*
 * Called for each request, in the context of its sender, and for each part of
 * a dump, in the context of its reader. Return: 0 or -EPERM, which is said.
 */
int cw_refuse_outside(struct netlink_ext_ack *extack, u8 cmd);

/* Say what -ETIMEDOUT of cw_collector_call() means. */
void cw_say_if_late(struct netlink_ext_ack *extack, int ret);

/* Dumps of all kinds (netlink_dump.c): for genl_ops. */
int cw_dump_start(struct netlink_callback *cb);
int cw_dump(struct sk_buff *skb, struct netlink_callback *cb);

#endif /* _CW_NETLINK_H */
