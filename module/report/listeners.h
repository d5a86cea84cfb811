/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_LISTENERS_H
#define _CW_LISTENERS_H

#include <linux/types.h>

struct sk_buff;

int cw_listeners_init(void);

/* After it has returned no listener is added, and nothing is sent. */
void cw_listeners_close(void);
void cw_listeners_exit(void);

/**
 * cw_listeners_add() - send events to a socket until it is closed
 * @portid: the socket, of the initial network namespace
 *
 * Context: in a request of that socket.
 *
 * Return: 0, also if it listens already; -EUSERS if too many do, -ESHUTDOWN.
 */
int cw_listeners_add(u32 portid);

bool cw_listeners_any(void);

/*
 * Send @skb to all listeners, and free it; NULL: there was no memory for it.
 * Return: false if memory was too short for it, or for one of them.
 */
bool cw_listeners_send(struct sk_buff *skb);

#endif /* _CW_LISTENERS_H */
