// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sockets that hear the events.
 *
 * They ask for them by a request, which can be refused. A multicast group
 * cannot refuse: whoever joins one gets all events. Before 6.9 the kernel does
 * not even tell a family who joins; later kernels tell, but do not ask.
 */

#include "listeners.h"

#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/netlink.h>
#include <linux/notifier.h>
#include <linux/slab.h>
#include <net/genetlink.h>

enum { LISTENERS_MAX = 64 };

struct listener {
	struct list_head list;
	u32 portid;
};

static LIST_HEAD(listeners);
static unsigned int count;
static bool open;

/* All of the above; taken under cw_tables_lock or without it. */
static DEFINE_MUTEX(lock);

static struct listener *find(u32 portid)
{
	struct listener *l;

	lockdep_assert_held(&lock);
	list_for_each_entry(l, &listeners, list) {
		if (l->portid == portid)
			return l;
	}
	return NULL;
}

static void drop(struct listener *l)
{
	list_del(&l->list);
	WRITE_ONCE(count, count - 1);
	kfree(l);
}

static int add(u32 portid)
{
	struct listener *l;

	if (!open)
		return -ESHUTDOWN;
	if (find(portid))
		return 0;
	if (count == LISTENERS_MAX)
		return -EUSERS;
	l = kzalloc(sizeof(*l), GFP_KERNEL);
	if (!l)
		return -ENOMEM;
	l->portid = portid;
	list_add_tail(&l->list, &listeners);
	WRITE_ONCE(count, count + 1);
	return 0;
}

int cw_listeners_add(u32 portid)
{
	int ret;

	mutex_lock(&lock);
	ret = add(portid);
	mutex_unlock(&lock);
	return ret;
}

/*
 * A port id may be used again as soon as its socket is closed: forget it, or
 * the next socket would get the events unasked.
 */
static int socket_closed(struct notifier_block *nb, unsigned long event,
			 void *data)
{
	struct netlink_notify *n = data;
	struct listener *l;

	if (event != NETLINK_URELEASE || n->protocol != NETLINK_GENERIC ||
	    !net_eq(n->net, &init_net))
		return NOTIFY_DONE;
	mutex_lock(&lock);
	l = find(n->portid);
	if (l)
		drop(l);
	mutex_unlock(&lock);
	return NOTIFY_DONE;
}

static struct notifier_block notifier = {
	.notifier_call = socket_closed,
};

bool cw_listeners_any(void)
{
	return READ_ONCE(count);
}

void cw_listeners_send(struct sk_buff *skb)
{
	struct listener *l;

	if (!skb)
		return;
	mutex_lock(&lock);
	list_for_each_entry(l, &listeners, list) {
		struct sk_buff *clone = skb_clone(skb, GFP_KERNEL);

		/* one whose queue is full gets ENOBUFS from its next read */
		if (clone)
			genlmsg_unicast(&init_net, clone, l->portid);
	}
	mutex_unlock(&lock);
	nlmsg_free(skb);
}

int cw_listeners_init(void)
{
	int ret = netlink_register_notifier(&notifier);

	if (ret)
		return ret;
	mutex_lock(&lock);
	open = true;
	mutex_unlock(&lock);
	return 0;
}

void cw_listeners_close(void)
{
	struct listener *l, *next;

	mutex_lock(&lock);
	open = false;
	list_for_each_entry_safe(l, next, &listeners, list)
		drop(l);
	mutex_unlock(&lock);
}

void cw_listeners_exit(void)
{
	netlink_unregister_notifier(&notifier);
}
