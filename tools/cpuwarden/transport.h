/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Bytes to and from the kernel. Apart from netlink.c, so that the tests can
 * put a kernel of their own in its place.
 */
#ifndef _TOOL_TRANSPORT_H
#define _TOOL_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct transport;

/* Seconds until a request counts as unanswered. */
#define TRANSPORT_TIMEOUT_S	10

/* A generic netlink socket with extended errors on; NULL with errno. */
struct transport *transport_open(void);
void transport_close(struct transport *t);

/*
 * Is the module there at all? Asked first: the controller would have one that
 * was unloaded loaded again, by a modprobe of whoever looks a family up.
 */
bool transport_has_module(void);

/* Hear from the controller which families come and go; 0 or -errno. */
int transport_follow_families(struct transport *t);
uint32_t transport_portid(const struct transport *t);

/* 0 or -errno */
int transport_send(struct transport *t, const void *buf, size_t len);

/*
 * Bytes of one datagram, 0 if somebody else than the kernel sent it, or -errno:
 * -EAGAIN when nothing came in time.
 */
ssize_t transport_recv(struct transport *t, void *buf, size_t len);

/**
 * transport_wait() - wait for a datagram
 * @t:          the socket
 * @signalfd:   ends the waiting when it is readable; -1 for none
 * @timeout_ms: how long
 *
 * Return: 1 if there is one, 0 if not in time, -EINTR for @signalfd, -errno.
 */
int transport_wait(struct transport *t, int signalfd, int timeout_ms);

#endif /* _TOOL_TRANSPORT_H */
