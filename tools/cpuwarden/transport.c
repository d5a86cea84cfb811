// SPDX-License-Identifier: GPL-2.0-only
/* The real transport: a netlink socket of libmnl. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <libmnl/libmnl.h>

#include "tool.h"
#include "transport.h"

struct transport {
	struct mnl_socket *sock;
};

struct transport *transport_open(void)
{
	struct timeval timeout = { .tv_sec = TRANSPORT_TIMEOUT_S };
	struct transport *t = xmalloc(sizeof(*t));
	int on = 1;

	t->sock = mnl_socket_open2(NETLINK_GENERIC, SOCK_CLOEXEC);
	if (!t->sock)
		goto err_free;
	if (mnl_socket_bind(t->sock, 0, MNL_SOCKET_AUTOPID))
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
	ssize_t n = mnl_socket_recvfrom(t->sock, buf, len);

	return n < 0 ? -errno : n;
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
