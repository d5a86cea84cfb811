/* SPDX-License-Identifier: GPL-2.0-only */
/* The answer to one request, datagram by datagram. */
#ifndef _TOOL_REPLY_H
#define _TOOL_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define REPLY_TEXT_LEN	256

enum reply_state {
	REPLY_MORE,	/* more datagrams are to come */
	REPLY_DONE,	/* complete */
	REPLY_FAILED,	/* see err and text */
};

/**
 * struct reply - an answer being read
 * @seq:         of the request
 * @portid:      of the socket; 0 to take any
 * @handle:      takes the attributes of one message; 0, or -EBADMSG with
 *               @error (DECODE_ERROR_LEN bytes); NULL if no message may come
 * @data:        for @handle
 * @interrupted: the kernel says that the dump was torn
 * @err:         -errno of a failed request, -EBADMSG for a broken answer
 * @text:        what the kernel or the decoder said about it, else empty
 */
struct reply {
	uint32_t seq;
	uint32_t portid;
	int (*handle)(const void *attrs, size_t len, void *data, char *error);
	void *data;
	bool interrupted;
	int err;
	char text[REPLY_TEXT_LEN];
};

struct nlmsghdr;

/*
 * Is there a whole message? mnl_nlmsg_ok() alone takes a length of 2 GiB or more
 * for a negative one.
 */
bool message_ok(const struct nlmsghdr *nlh, int left);

/* Digest one datagram; returns enum reply_state. */
int reply_feed(struct reply *r, const void *buf, size_t len);

#endif /* _TOOL_REPLY_H */
