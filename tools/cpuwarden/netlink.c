// SPDX-License-Identifier: GPL-2.0-only
/* Requests to the family cpuwarden and what can go wrong with them. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "decode.h"
#include "escape.h"
#include "netlink.h"
#include "reply.h"
#include "tool.h"

/* nlctrl's answer: the family's id and version. */
static int handle_family(const void *attrs, size_t len, void *data,
			 char *error)
{
	const struct nlattr *attr;
	struct nl *nl = data;

	mnl_attr_for_each_payload(attrs, len) {
		switch (mnl_attr_get_type(attr)) {
		case CTRL_ATTR_FAMILY_ID:
			if (!mnl_attr_validate(attr, MNL_TYPE_U16))
				nl->family = mnl_attr_get_u16(attr);
			break;
		case CTRL_ATTR_VERSION:
			if (!mnl_attr_validate(attr, MNL_TYPE_U32))
				nl->version = mnl_attr_get_u32(attr);
			break;
		}
	}
	if (nl->family)
		return 0;
	snprintf(error, DECODE_ERROR_LEN, "a family without an id");
	return -EBADMSG;
}

/* Send @nlh and read until the answer is complete. */
static int transact(struct nl *nl, struct nlmsghdr *nlh, struct reply *reply)
{
	/* One thread, one request at a time. */
	static char buf[NL_BUFFER_SIZE];
	int state;

	nl->text[0] = '\0';
	nlh->nlmsg_seq = ++nl->seq;
	reply->seq = nl->seq;
	reply->portid = transport_portid(nl->transport);
	reply->err = transport_send(nl->transport, nlh, nlh->nlmsg_len);
	if (reply->err)
		return reply->err;
	do {
		ssize_t n = transport_recv(nl->transport, buf, sizeof(buf));

		if (n == -EINTR) {
			state = REPLY_MORE;
			continue;
		}
		if (n < 0)
			return n;
		state = reply_feed(reply, buf, n);
	} while (state == REPLY_MORE);

	if (state == REPLY_DONE)
		return 0;
	memcpy(nl->text, reply->text, sizeof(nl->text));
	return reply->err;
}

static struct nlmsghdr *request(void *buf, uint16_t family, uint16_t flags,
				uint8_t cmd, uint8_t version)
{
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buf);
	struct genlmsghdr *genl;

	nlh->nlmsg_type = family;
	nlh->nlmsg_flags = NLM_F_REQUEST | flags;
	genl = mnl_nlmsg_put_extra_header(nlh, sizeof(*genl));
	genl->cmd = cmd;
	genl->version = version;
	return nlh;
}

int nl_open(struct nl *nl)
{
	struct reply reply = { .handle = handle_family, .data = nl };
	char buf[256];
	struct nlmsghdr *nlh;
	int err;

	memset(nl, 0, sizeof(*nl));
	if (!transport_has_module())
		return -ENOENT;
	nl->transport = transport_open();
	if (!nl->transport)
		return -errno;
	nlh = request(buf, GENL_ID_CTRL, NLM_F_ACK, CTRL_CMD_GETFAMILY, 1);
	mnl_attr_put_strz(nlh, CTRL_ATTR_FAMILY_NAME, CPUWARDEN_FAMILY_NAME);
	err = transact(nl, nlh, &reply);
	if (err)
		nl_close(nl);
	return err;
}

void nl_close(struct nl *nl)
{
	transport_close(nl->transport);
	nl->transport = NULL;
}

int nl_connect(struct nl *nl)
{
	int err = nl_open(nl);

	if (err == -ENOENT && transport_has_module())
		return fail(EXIT_NO_MODULE,
			    "the kernel module is loaded but cannot be reached from here: run this in the initial network namespace");
	if (err == -ENOENT)
		return fail(EXIT_NO_MODULE,
			    "the kernel module is not loaded: run 'modprobe cpuwarden' as root");
	if (err)
		return nl_failed(nl, err, "reach the kernel module");
	return 0;
}

/* Collect records: the data of reply.handle. */
struct records {
	const struct schema *schema;
	struct vec *vec;
};

static int handle_record(const void *attrs, size_t len, void *data,
			 char *error)
{
	struct records *r = data;

	return record_decode(r->schema, vec_add(r->vec, r->schema), attrs, len,
			     error);
}

int nl_do_with(struct nl *nl, uint8_t cmd, const struct nl_arg *args, size_t n,
	       const struct schema *schema, void *record)
{
	struct vec vec = { 0 };
	struct records records = { schema, &vec };
	struct reply reply = {
		.handle = schema ? handle_record : NULL,
		.data = &records,
	};
	struct nlmsghdr *nlh;
	char buf[256];
	int err;

	nlh = request(buf, nl->family, NLM_F_ACK, cmd,
		      CPUWARDEN_FAMILY_VERSION);
	for (; n; n--, args++) {
		if (args->size == sizeof(uint64_t))
			mnl_attr_put_u64(nlh, args->type, args->value);
		else
			mnl_attr_put_u32(nlh, args->type, args->value);
	}
	err = transact(nl, nlh, &reply);
	if (!err && schema && vec.n != 1) {
		snprintf(nl->text, sizeof(nl->text), "%zu answers came", vec.n);
		err = -EBADMSG;
	}
	if (!err && schema) {
		memcpy(record, vec.items, schema->size);
		memset(vec.items, 0, schema->size);
	}
	if (schema)
		vec_free(&vec, schema);
	return err;
}

int nl_do(struct nl *nl, uint8_t cmd, const struct nl_arg *arg,
	  const struct schema *schema, void *record)
{
	return nl_do_with(nl, cmd, arg, arg ? 1 : 0, schema, record);
}

int nl_dump(struct nl *nl, uint8_t cmd, const struct schema *schema,
	    struct vec *vec)
{
	struct records records = { schema, vec };
	int try, err;

	memset(vec, 0, sizeof(*vec));
	for (try = 0; try < NL_DUMP_TRIES; try++) {
		struct reply reply = {
			.handle = handle_record,
			.data = &records,
		};
		char buf[256];

		vec_free(vec, schema);
		err = transact(nl, request(buf, nl->family, NLM_F_DUMP, cmd,
					   CPUWARDEN_FAMILY_VERSION), &reply);
		if (err) {
			vec_free(vec, schema);
			return err;
		}
		nl->torn = reply.interrupted;
		if (!nl->torn)
			return 0;
	}
	return 0;
}

int nl_failed(const struct nl *nl, int err, const char *what)
{
	const char *text = nl->text;
	const char *open = *text ? " (" : "";
	const char *close = *text ? ")" : "";

	switch (err) {
	case -EPERM:
	case -EACCES:
		return fail(EXIT_NOT_PERMITTED,
			    "not permitted to %s: run this as root of the host, not of a container: it needs CAP_NET_ADMIN in the initial pid and user namespace, and CAP_SYS_ADMIN to change anything%s%s%s",
			    what, open, shown(text), close);
	case -EROFS:
		return fail(EXIT_NOT_PERMITTED, "not permitted to %s: %s",
			    what, *text ? shown(text) : "it is sealed");
	case -EAGAIN:
		return fail(EXIT_FAILED,
			    "cannot %s: the module did not answer in %d s",
			    what, TRANSPORT_TIMEOUT_S);
	case -EBADMSG:
		return fail(EXIT_FAILED,
			    "cannot %s: the module's answer is broken%s%s%s: do the versions of tool and module match?",
			    what, open, shown(text), close);
	default:
		return fail(EXIT_FAILED, "cannot %s: %s%s%s%s", what,
			    strerror(-err), open, shown(text), close);
	}
}

int nl_subscribe(struct nl *nl)
{
	int err = transport_follow_families(nl->transport);

	return err ? err : nl_do(nl, CPUWARDEN_CMD_LISTEN, NULL, NULL, NULL);
}

/* Is it our family that the controller tells of? Then which of the two. */
static uint8_t family_news(const struct genlmsghdr *genl, const void *attrs,
			   size_t len)
{
	const struct nlattr *attr;

	mnl_attr_for_each_payload(attrs, len) {
		if (mnl_attr_get_type(attr) != CTRL_ATTR_FAMILY_NAME ||
		    mnl_attr_validate(attr, MNL_TYPE_NUL_STRING) < 0 ||
		    strcmp(mnl_attr_get_str(attr), CPUWARDEN_FAMILY_NAME))
			continue;
		if (genl->cmd == CTRL_CMD_NEWFAMILY)
			return NL_CMD_FAMILY_NEW;
		if (genl->cmd == CTRL_CMD_DELFAMILY)
			return NL_CMD_FAMILY_GONE;
	}
	return 0;
}

int nl_event(const struct nl *nl, const void *buf, size_t len,
	     int (*handle)(uint8_t cmd, const void *attrs, size_t len,
			   void *data),
	     void *data)
{
	const struct nlmsghdr *nlh = buf;
	int left = len;

	for (; message_ok(nlh, left); nlh = mnl_nlmsg_next(nlh, &left)) {
		size_t payload = mnl_nlmsg_get_payload_len(nlh);
		const struct genlmsghdr *genl = mnl_nlmsg_get_payload(nlh);
		const void *attrs;
		uint8_t cmd;
		int ret;

		if (payload < GENL_HDRLEN)
			continue;
		attrs = mnl_nlmsg_get_payload_offset(nlh, GENL_HDRLEN);
		payload -= GENL_HDRLEN;
		if (nlh->nlmsg_type == nl->family)
			cmd = genl->cmd;
		else if (nlh->nlmsg_type != GENL_ID_CTRL ||
			 !(cmd = family_news(genl, attrs, payload)))
			continue;
		ret = handle(cmd, attrs, payload, data);
		if (ret)
			return ret;
	}
	return left > 0 ? -EBADMSG : 0;
}
