// SPDX-License-Identifier: GPL-2.0-only
/* Read the answer to a request. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>

#include "decode.h"
#include "reply.h"

static int broken(struct reply *r, const char *text)
{
	r->err = -EBADMSG;
	snprintf(r->text, sizeof(r->text), "%s", text);
	return REPLY_FAILED;
}

/* The kernel's words (NLMSGERR_ATTR_MSG) in the attributes of an error. */
static void read_extack(struct reply *r, const struct nlmsghdr *nlh,
			size_t offset)
{
	size_t payload = mnl_nlmsg_get_payload_len(nlh);
	const struct nlattr *attr;
	int left;

	if (!(nlh->nlmsg_flags & NLM_F_ACK_TLVS) || payload < offset)
		return;
	left = payload - offset;
	attr = mnl_nlmsg_get_payload_offset(nlh, offset);
	for (; mnl_attr_ok(attr, left); attr = mnl_attr_next(attr)) {
		if (mnl_attr_get_type(attr) == NLMSGERR_ATTR_MSG)
			snprintf(r->text, sizeof(r->text), "%.*s",
				 (int)mnl_attr_get_payload_len(attr),
				 (const char *)mnl_attr_get_payload(attr));
		left -= MNL_ALIGN(attr->nla_len);
	}
}

static int feed_error(struct reply *r, const struct nlmsghdr *nlh)
{
	const struct nlmsgerr *err = mnl_nlmsg_get_payload(nlh);
	size_t offset = sizeof(*err);

	if (mnl_nlmsg_get_payload_len(nlh) < sizeof(*err))
		return broken(r, "truncated error message");
	if (!err->error)
		return REPLY_DONE;

	/* The request is quoted behind the error unless it was capped. */
	if (!(nlh->nlmsg_flags & NLM_F_CAPPED) &&
	    err->msg.nlmsg_len >= sizeof(err->msg))
		offset += MNL_ALIGN(err->msg.nlmsg_len - sizeof(err->msg));
	r->err = err->error < 0 ? err->error : -EBADMSG;
	read_extack(r, nlh, offset);
	return REPLY_FAILED;
}

static int feed_done(struct reply *r, const struct nlmsghdr *nlh)
{
	int err = 0;

	if (mnl_nlmsg_get_payload_len(nlh) >= sizeof(err))
		memcpy(&err, mnl_nlmsg_get_payload(nlh), sizeof(err));
	if (err >= 0)
		return REPLY_DONE;
	r->err = err;
	read_extack(r, nlh, sizeof(err));
	return REPLY_FAILED;
}

static int feed_payload(struct reply *r, const struct nlmsghdr *nlh)
{
	size_t len = mnl_nlmsg_get_payload_len(nlh);
	char error[DECODE_ERROR_LEN];

	if (len < GENL_HDRLEN)
		return broken(r, "message without a generic netlink header");
	if (!r->handle)
		return broken(r, "an answer where none was expected");
	if (r->handle(mnl_nlmsg_get_payload_offset(nlh, GENL_HDRLEN),
		      len - GENL_HDRLEN, r->data, error))
		return broken(r, error);
	return REPLY_MORE;
}

static int feed_message(struct reply *r, const struct nlmsghdr *nlh)
{
	switch (nlh->nlmsg_type) {
	case NLMSG_NOOP:
		return REPLY_MORE;
	case NLMSG_ERROR:
		return feed_error(r, nlh);
	case NLMSG_DONE:
		return feed_done(r, nlh);
	case NLMSG_OVERRUN:
		return broken(r, "the answer was overrun");
	default:
		return feed_payload(r, nlh);
	}
}

bool message_ok(const struct nlmsghdr *nlh, int left)
{
	return mnl_nlmsg_ok(nlh, left) && nlh->nlmsg_len <= (unsigned int)left;
}

int reply_feed(struct reply *r, const void *buf, size_t len)
{
	const struct nlmsghdr *nlh = buf;
	int left = len;
	int state;

	for (; message_ok(nlh, left); nlh = mnl_nlmsg_next(nlh, &left)) {
		/*
		 * Skip late answers to an earlier request, and events, which
		 * have no sequence number.
		 */
		if (nlh->nlmsg_seq != r->seq ||
		    !mnl_nlmsg_portid_ok(nlh, r->portid))
			continue;
		if (nlh->nlmsg_flags & NLM_F_DUMP_INTR)
			r->interrupted = true;
		state = feed_message(r, nlh);
		if (state != REPLY_MORE)
			return state;
	}
	if (left > 0)
		return broken(r, "truncated message");
	return REPLY_MORE;
}
