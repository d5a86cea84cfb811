// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sockets that hear the events.
 *
 * They ask for them by a request, which can be refused. A multicast group
 * cannot refuse: whoever joins one gets all events. Before 6.9 the kernel does
 * not even tell a family who joins; later kernels tell, but do not ask.
 */

#include "listeners.h"
#include "../collector.h"
#include "../table.h"

#include <linux/atomic.h>
#include <linux/netlink.h>
#include <linux/notifier.h>
#include <net/genetlink.h>

enum { LISTENERS_MAX = 64 };

/*
 * Who listens; 0 is a free place. The collector alone fills them and sends to
 * them. Cleared at once when a socket is closed, by whoever closes it.
 */
static u32 portids[LISTENERS_MAX];
static atomic_t count = ATOMIC_INIT(0);
static bool open;	/* the collector's, once it runs */

static void drop(u32 *place, u32 portid)
{
	if (READ_ONCE(*place) == portid && cmpxchg(place, portid, 0) == portid)
		atomic_dec(&count);
}

static int add(void *arg)
{
	u32 portid = *(u32 *)arg, *place = NULL;
	unsigned int i;

	if (!open)
		return -ESHUTDOWN;
	for (i = 0; i < LISTENERS_MAX; i++) {
		u32 other = READ_ONCE(portids[i]);

		if (other == portid)
			return 0;
		if (!other)
			place = &portids[i];
	}
	if (!place)
		return -EUSERS;
	atomic_inc(&count);
	WRITE_ONCE(*place, portid);
	return 0;
}

int cw_listeners_add(u32 portid)
{
	return cw_collector_call(add, &portid);
}

/*
 * A port id may be used again as soon as its socket is closed: forget it, or
 * the next socket would get the events unasked.
 */
static int socket_closed(struct notifier_block *nb, unsigned long event,
			 void *data)
{
	struct netlink_notify *n = data;
	unsigned int i;

	if (event != NETLINK_URELEASE || n->protocol != NETLINK_GENERIC ||
	    !n->portid || !net_eq(n->net, &init_net))
		return NOTIFY_DONE;
	for (i = 0; i < LISTENERS_MAX; i++)
		drop(&portids[i], n->portid);
	return NOTIFY_DONE;
}

static struct notifier_block notifier = {
	.notifier_call = socket_closed,
};

bool cw_listeners_any(void)
{
	return atomic_read(&count);
}

bool cw_listeners_send(struct sk_buff *skb)
{
	struct sk_buff *copy;
	bool all = true;
	unsigned int i;
	u32 portid;

	if (!skb)
		return false;
	for (i = 0; i < LISTENERS_MAX; i++) {
		if (!READ_ONCE(portids[i]))
			continue;
		/* the tables may be locked as well: do not wait for memory */
		copy = skb_clone(skb, CW_TABLE_GFP);
		all &= !!copy;
		/* who closed its socket meanwhile has given its number away */
		portid = READ_ONCE(portids[i]);
		if (!copy || !portid)
			kfree_skb(copy);
		else	/* a full queue gets ENOBUFS from its next read */
			genlmsg_unicast(&init_net, copy, portid);
	}
	nlmsg_free(skb);
	return all;
}

int cw_listeners_init(void)
{
	/* nobody can ask for it yet */
	open = true;
	return netlink_register_notifier(&notifier);
}

static int close_all(void *unused)
{
	unsigned int i;

	open = false;
	for (i = 0; i < LISTENERS_MAX; i++) {
		u32 portid = READ_ONCE(portids[i]);

		if (portid)
			drop(&portids[i], portid);
	}
	return 0;
}

void cw_listeners_close(void)
{
	cw_collector_call_surely(close_all, NULL);
}

void cw_listeners_exit(void)
{
	netlink_unregister_notifier(&notifier);
}
