/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_STATUS_H
#define _CW_STATUS_H

#include <linux/types.h>

struct seq_file;
struct sk_buff;

/* Draw the cookie of this load: a random number from 1 to 2^53 - 1. */
void cw_status_init(void);
u64 cw_status_load_cookie(void);

/*
 * The status as "key:\tvalue" lines; the keys are those of the netlink spec.
 * Context: the collector.
 */
void cw_status_show(struct seq_file *m);

/**
 * cw_status_fill() - the same as attributes of the netlink set "status"
 * @skb: message under construction
 *
 * Context: the collector, under cw_tables_lock.
 *
 * Return: 0 or -EMSGSIZE.
 */
int cw_status_fill(struct sk_buff *skb);

#endif /* _CW_STATUS_H */
