// SPDX-License-Identifier: GPL-2.0-only
/* The real transport: a netlink socket of libmnl. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "tool.h"
#include "transport.h"

struct transport {
	struct mnl_socket *sock;
};

struct transport *transport_open(void)
{
	static const struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct timeval timeout = { .tv_sec = TRANSPORT_TIMEOUT_S };
	struct transport *t = xmalloc(sizeof(*t));
	int on = 1;

	t->sock = mnl_socket_open2(NETLINK_GENERIC, SOCK_CLOEXEC);
	if (!t->sock)
		goto err_free;
	if (mnl_socket_bind(t->sock, 0, MNL_SOCKET_AUTOPID))
		goto err_close;
	/*
	 * Whoever has CAP_NET_ADMIN, in a container too, can write to netlink
	 * sockets of others; not to one that is connected to the kernel.
	 */
	if (connect(mnl_socket_get_fd(t->sock),
		    (const struct sockaddr *)&kernel, sizeof(kernel)))
		goto err_close;
	/* Without them errors are only less clear: failing is no obstacle. */
	mnl_socket_setsockopt(t->sock, NETLINK_EXT_ACK, &on, sizeof(on));
	mnl_socket_setsockopt(t->sock, NETLINK_CAP_ACK, &on, sizeof(on));
	if (setsockopt(mnl_socket_get_fd(t->sock), SOL_SOCKET, SO_RCVTIMEO,
		       &timeout, sizeof(timeout)))
		goto err_close;
	return t;

err_close:
	mnl_socket_close(t->sock);
err_free:
	free(t);
	return NULL;
}

void transport_close(struct transport *t)
{
	if (!t)
		return;
	mnl_socket_close(t->sock);
	free(t);
}

bool transport_has_module(void)
{
	/* Without sysfs it cannot be told: then the controller is asked. */
	return !access("/sys/module/cpuwarden", F_OK) ||
	       access("/sys/module", F_OK);
}

int transport_follow_families(struct transport *t)
{
	/* the group "notify" of the controller has the controller's number */
	int group = GENL_ID_CTRL;

	return mnl_socket_setsockopt(t->sock, NETLINK_ADD_MEMBERSHIP, &group,
				     sizeof(group)) < 0 ? -errno : 0;
}

uint32_t transport_portid(const struct transport *t)
{
	return mnl_socket_get_portid(t->sock);
}

int transport_send(struct transport *t, const void *buf, size_t len)
{
	return mnl_socket_sendto(t->sock, buf, len) < 0 ? -errno : 0;
}

ssize_t transport_recv(struct transport *t, void *buf, size_t len)
{
	struct sockaddr_nl from = { 0 };
	struct iovec iov = { .iov_base = buf, .iov_len = len };
	struct msghdr msg = {
		.msg_name = &from,
		.msg_namelen = sizeof(from),
		.msg_iov = &iov,
		.msg_iovlen = 1,
	};
	ssize_t n = recvmsg(mnl_socket_get_fd(t->sock), &msg, 0);

	if (n < 0)
		return -errno;
	/* Not from the kernel: it came before the socket was connected. */
	if (msg.msg_namelen != sizeof(from) || from.nl_pid)
		return 0;
	return msg.msg_flags & MSG_TRUNC ? -ENOSPC : n;
}

int transport_wait(struct transport *t, int signalfd, int timeout_ms)
{
	struct pollfd pfds[] = {
		{ .fd = mnl_socket_get_fd(t->sock), .events = POLLIN },
		{ .fd = signalfd, .events = POLLIN },
	};

	/* Only @signalfd ends the waiting, not whatever else interrupts it. */
	if (poll(pfds, 2, timeout_ms) < 0)
		return errno == EINTR ? 0 : -errno;
	if (pfds[1].revents)
		return -EINTR;
	return pfds[0].revents != 0;
}
