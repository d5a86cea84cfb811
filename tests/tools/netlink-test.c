// SPDX-License-Identifier: GPL-2.0-only
/* Answers of the kernel, good and bad ones, byte by byte. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "decode.h"
#include "netlink.h"
#include "reply.h"
#include "tap.h"
#include "tool.h"

#define SEQ	17

/* Attributes in a buffer, as mnl writes them behind a message header. */
struct attrs {
	char buf[4096];
	struct nlmsghdr *nlh;
};

static void attrs_init(struct attrs *a)
{
	memset(a, 0, sizeof(*a));
	a->nlh = mnl_nlmsg_put_header(a->buf);
}

static void put_finding(struct nlmsghdr *nlh)
{
	mnl_attr_put_u64(nlh, CPUWARDEN_A_FINDING_ID, 7);
	mnl_attr_put_u8(nlh, CPUWARDEN_A_FINDING_VERDICT, 2);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_SCORE_MILLI, -5);
	mnl_attr_put_strz(nlh, CPUWARDEN_A_FINDING_COMM, "monerod");
}

/* Decode @len of the attributes, all of them for 0; leaves @f to be freed. */
static int decode(const struct attrs *a, size_t len, struct finding *f,
		  char *error)
{
	size_t all = mnl_nlmsg_get_payload_len(a->nlh);
	/* A heap block of just this size, so that ASan sees any byte more. */
	char *copy = xmalloc(all);
	int ret;

	memset(f, 0, sizeof(*f));
	*error = '\0';
	memcpy(copy, mnl_nlmsg_get_payload(a->nlh), all);
	copy = xrealloc(copy, len ? len : all);
	ret = record_decode(&finding_schema, f, copy, len ? len : all, error);
	free(copy);
	return ret;
}

static void test_decode(void)
{
	char error[DECODE_ERROR_LEN];
	struct nlattr *nest;
	struct evidence *e;
	struct finding f;
	struct attrs a;

	attrs_init(&a);
	put_finding(a.nlh);
	mnl_attr_put_u32(a.nlh, 900, 1);
	nest = mnl_attr_nest_start(a.nlh, CPUWARDEN_A_FINDING_EVIDENCE);
	mnl_attr_put_strz(a.nlh, CPUWARDEN_A_EVIDENCE_NAME, "a");
	mnl_attr_put_u32(a.nlh, CPUWARDEN_A_EVIDENCE_WEIGHT_MILLI, -9);
	mnl_attr_nest_end(a.nlh, nest);
	/* Without the terminating zero. */
	mnl_attr_put(a.nlh, CPUWARDEN_A_FINDING_FAMILY, 4, "sha2");
	ok(!decode(&a, 0, &f, error) && f.id == 7 && f.verdict == 2 &&
	   f.score_milli == -5, "decode: numbers");
	ok_string(f.comm, "monerod", "decode: string");
	ok_string(f.family, "sha2", "decode: string without a zero at its end");
	e = f.evidence.items;
	ok(f.evidence.n == 1 && e->weight_milli == -9 &&
	   !strcmp(e->name, "a"), "decode: nested");
	ok(has(&f, CPUWARDEN_A_FINDING_COMM) &&
	   !has(&f, CPUWARDEN_A_FINDING_UID) && !f.uid,
	   "decode: what did not come is known not to have come");
	record_free(&finding_schema, &f);
}

static void test_decode_bad(void)
{
	char error[DECODE_ERROR_LEN];
	struct nlattr *nest;
	struct finding f;
	struct attrs a;
	size_t all, len;
	unsigned int surprises = 0;

	attrs_init(&a);
	mnl_attr_put_u8(a.nlh, CPUWARDEN_A_FINDING_VERDICT, 2);
	ok(decode(&a, 0, &f, error) == -EBADMSG &&
	   strstr(error, "missing attribute in the finding: id"),
	   "decode: missing attribute is named");
	record_free(&finding_schema, &f);

	attrs_init(&a);
	put_finding(a.nlh);
	mnl_attr_put_u16(a.nlh, CPUWARDEN_A_FINDING_UID, 1);
	ok(decode(&a, 0, &f, error) == -EBADMSG && strstr(error, "uid"),
	   "decode: attribute too small is named");
	record_free(&finding_schema, &f);

	attrs_init(&a);
	put_finding(a.nlh);
	mnl_attr_put_u64(a.nlh, CPUWARDEN_A_FINDING_UID, 1);
	ok(decode(&a, 0, &f, error) == -EBADMSG && strstr(error, "uid"),
	   "decode: attribute too large is named");
	record_free(&finding_schema, &f);

	attrs_init(&a);
	put_finding(a.nlh);
	nest = mnl_attr_nest_start(a.nlh, CPUWARDEN_A_FINDING_EVIDENCE);
	mnl_attr_put_u32(a.nlh, CPUWARDEN_A_EVIDENCE_HITS, 1);
	mnl_attr_nest_end(a.nlh, nest);
	ok(decode(&a, 0, &f, error) == -EBADMSG &&
	   strstr(error, "missing attribute in the evidence: name"),
	   "decode: missing attribute inside of a nest");
	record_free(&finding_schema, &f);

	attrs_init(&a);
	put_finding(a.nlh);
	mnl_attr_put(a.nlh, CPUWARDEN_A_FINDING_EVIDENCE, 3, "\1\2\3");
	ok(decode(&a, 0, &f, error) == -EBADMSG, "decode: a nest of garbage");
	record_free(&finding_schema, &f);

	attrs_init(&a);
	put_finding(a.nlh);
	mnl_attr_put_strz(a.nlh, CPUWARDEN_A_FINDING_COMM, "second");
	ok(!decode(&a, 0, &f, error) && !strcmp(f.comm, "second"),
	   "decode: of an attribute that came twice the last counts");
	record_free(&finding_schema, &f);

	/*
	 * Cut anywhere: complete attributes or an error. The verdict ends at
	 * 17 and has three bytes of padding, the score ends at 28.
	 */
	attrs_init(&a);
	put_finding(a.nlh);
	all = mnl_nlmsg_get_payload_len(a.nlh);
	for (len = 1; len < all; len++) {
		bool good = (len >= 17 && len <= 20) || len == 28;

		surprises += !decode(&a, len, &f, error) != good;
		record_free(&finding_schema, &f);
	}
	ok(!surprises, "decode: cut at any of %zu bytes", all);
}

/*
 * Random bytes: no read beyond (which ASan watches), and nothing is accepted
 * that lacks what a finding must have.
 */
static void test_decode_noise(void)
{
	char error[DECODE_ERROR_LEN];
	unsigned int round, i, incomplete = 0;
	uint32_t x = 1;

	for (round = 0; round < 20000; round++) {
		size_t len = round % 96 + 1;
		unsigned char *bytes = xmalloc(len);
		struct finding f = { 0 };

		for (i = 0; i < len; i++) {
			x = x * 1664525 + 1013904223;
			bytes[i] = x >> 24;
			/* Plausible lengths and types, or it ends at once. */
			if (i % 4 == 1 || i % 4 == 3)
				bytes[i] = 0;
			else if (i % 4 == 0)
				bytes[i] &= 31;
		}
		if (!record_decode(&finding_schema, &f, bytes, len, error))
			incomplete += !has(&f, CPUWARDEN_A_FINDING_ID) ||
				      !has(&f, CPUWARDEN_A_FINDING_VERDICT);
		record_free(&finding_schema, &f);
		free(bytes);
	}
	ok(!incomplete, "decode: %u rounds of noise", round);
}

static int count_record(const void *attrs, size_t len, void *data, char *error)
{
	(void)attrs;
	(void)len;
	(void)error;
	++*(int *)data;
	return 0;
}

static struct nlmsghdr *message(char *buf, uint16_t type, uint16_t flags,
				uint32_t seq)
{
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buf);

	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = flags;
	nlh->nlmsg_seq = seq;
	return nlh;
}

static struct nlmsghdr *error_message(char *buf, int err, uint16_t flags,
				      uint32_t quoted)
{
	struct nlmsghdr *nlh = message(buf, NLMSG_ERROR, flags, SEQ);
	struct nlmsgerr *e = mnl_nlmsg_put_extra_header(nlh, sizeof(*e));

	e->error = err;
	e->msg.nlmsg_len = sizeof(e->msg) + quoted;
	return nlh;
}

static void test_reply(void)
{
	char buf[1024] = "";
	int records = 0;
	struct reply r = {
		.seq = SEQ, .handle = count_record, .data = &records,
	};
	struct nlmsghdr *nlh, *second;
	int err = -EIO;

	nlh = message(buf, 0x25, 0, SEQ);
	mnl_nlmsg_put_extra_header(nlh, GENL_HDRLEN);
	ok(reply_feed(&r, buf, nlh->nlmsg_len) == REPLY_MORE && records == 1,
	   "reply: a record");
	ok(reply_feed(&r, buf, nlh->nlmsg_len - 1) == REPLY_FAILED &&
	   r.err == -EBADMSG, "reply: a message cut short");
	nlh->nlmsg_len |= 1u << 31;
	ok(reply_feed(&r, buf, nlh->nlmsg_len & 0xffff) == REPLY_FAILED &&
	   r.err == -EBADMSG && records == 1,
	   "reply: a length of 2 GiB and more");
	nlh->nlmsg_len &= 0xffff;
	nlh->nlmsg_seq = SEQ - 1;
	ok(reply_feed(&r, buf, nlh->nlmsg_len) == REPLY_MORE && records == 1,
	   "reply: a late answer to an earlier request is skipped");
	nlh->nlmsg_seq = 0;
	ok(reply_feed(&r, buf, nlh->nlmsg_len) == REPLY_MORE && records == 1,
	   "reply: an event amid the answer is skipped");

	nlh = message(buf, 0x25, 0, SEQ);
	ok(reply_feed(&r, buf, nlh->nlmsg_len) == REPLY_FAILED,
	   "reply: no generic netlink header");

	nlh = message(buf, NLMSG_NOOP, 0, SEQ);
	second = message(buf + nlh->nlmsg_len, NLMSG_DONE,
			 NLM_F_DUMP_INTR, SEQ);
	mnl_nlmsg_put_extra_header(second, sizeof(int));
	ok(reply_feed(&r, buf, nlh->nlmsg_len + second->nlmsg_len) ==
	   REPLY_DONE && r.interrupted,
	   "reply: torn dump is told by the last message too");

	nlh = message(buf, NLMSG_DONE, NLM_F_ACK_TLVS, SEQ);
	memcpy(mnl_nlmsg_put_extra_header(nlh, sizeof(err)), &err,
	       sizeof(err));
	mnl_attr_put_strz(nlh, NLMSGERR_ATTR_MSG, "disk on fire");
	ok(reply_feed(&r, buf, nlh->nlmsg_len) == REPLY_FAILED &&
	   r.err == -EIO && !strcmp(r.text, "disk on fire"),
	   "reply: error at the end of a dump, with the kernel's words");

	r.handle = NULL;
	nlh = message(buf, 0x25, 0, SEQ);
	mnl_nlmsg_put_extra_header(nlh, GENL_HDRLEN);
	ok(reply_feed(&r, buf, nlh->nlmsg_len) == REPLY_FAILED,
	   "reply: a record where none was expected");
}

static void test_reply_error(void)
{
	static char buf[4096];
	struct reply r = { .seq = SEQ };
	struct nlmsghdr *nlh;

	nlh = error_message(buf, 0, 0, 4);
	ok(reply_feed(&r, buf, nlh->nlmsg_len) == REPLY_DONE,
	   "reply: acknowledgment");

	nlh = error_message(buf, -EINVAL, NLM_F_CAPPED | NLM_F_ACK_TLVS, 60);
	mnl_attr_put_u32(nlh, NLMSGERR_ATTR_OFFS, 20);
	mnl_attr_put_strz(nlh, NLMSGERR_ATTR_MSG, "no such \033thing");
	ok(reply_feed(&r, buf, nlh->nlmsg_len) == REPLY_FAILED &&
	   r.err == -EINVAL && !strcmp(r.text, "no such \033thing"),
	   "reply: error with the request capped, with the kernel's words");

	memset(&r, 0, sizeof(r));
	r.seq = SEQ;
	nlh = error_message(buf, -EINVAL, NLM_F_ACK_TLVS, 6);
	mnl_nlmsg_put_extra_header(nlh, 6);
	mnl_attr_put_strz(nlh, NLMSGERR_ATTR_MSG, "full quote");
	ok(reply_feed(&r, buf, nlh->nlmsg_len) == REPLY_FAILED &&
	   !strcmp(r.text, "full quote"),
	   "reply: error with the request quoted in full");

	memset(&r, 0, sizeof(r));
	r.seq = SEQ;
	nlh = error_message(buf, -EINVAL, NLM_F_ACK_TLVS, 100000);
	mnl_attr_put_strz(nlh, NLMSGERR_ATTR_MSG, "beyond");
	ok(reply_feed(&r, buf, nlh->nlmsg_len) == REPLY_FAILED &&
	   r.err == -EINVAL && !*r.text,
	   "reply: a quote longer than the message is not followed");

	nlh = message(buf, NLMSG_ERROR, 0, SEQ);
	mnl_nlmsg_put_extra_header(nlh, sizeof(int));
	ok(reply_feed(&r, buf, nlh->nlmsg_len) == REPLY_FAILED &&
	   r.err == -EBADMSG, "reply: truncated error message");

	nlh = message(buf, NLMSG_OVERRUN, 0, SEQ);
	ok(reply_feed(&r, buf, nlh->nlmsg_len) == REPLY_FAILED,
	   "reply: overrun");
}

static void test_dump(void)
{
	static const struct {
		const char *knobs;
		bool torn;
		int err;
	} cases[] = {
		{ "", false, 0 },
		{ "torn=1", false, 0 },
		{ "torn=4", false, 0 },
		{ "torn=5", true, 0 },
		{ "eperm", false, -EPERM },
		{ "cut", false, -EBADMSG },
	};
	struct vec vec;
	struct nl nl;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		size_t expected = 4 * !cases[i].err;
		int err;

		setenv("FAKE_KERNEL", cases[i].knobs, 1);
		if (!ok(!nl_open(&nl), "dump: family found with '%s'",
			cases[i].knobs))
			continue;
		err = nl_dump(&nl, CPUWARDEN_CMD_FINDING_GET, &finding_schema,
			      &vec);
		ok(err == cases[i].err && nl.torn == cases[i].torn &&
		   vec.n == expected,
		   "dump: '%s' gives %zu findings, error %d, torn %d",
		   cases[i].knobs, vec.n, err, nl.torn);
		vec_free(&vec, &finding_schema);
		nl_close(&nl);
	}
	setenv("FAKE_KERNEL", "mute", 1);
	ok(nl_open(&nl) == -EAGAIN, "dump: no answer ends in an error");
	setenv("FAKE_KERNEL", "absent", 1);
	ok(nl_open(&nl) == -ENOENT, "dump: no family");
}

static int count_event(uint8_t cmd, const void *attrs, size_t len, void *data)
{
	(void)cmd;
	(void)attrs;
	(void)len;
	++*(int *)data;
	return 0;
}

static int note_event(uint8_t cmd, const void *attrs, size_t len, void *data)
{
	(void)attrs;
	(void)len;
	*(uint8_t *)data = cmd;
	return 0;
}

/* What the controller tells of a family; 0: it is not handed over. */
static uint8_t news(uint8_t cmd, const char *name)
{
	struct nl nl = { .family = 0x25 };
	char buf[256] = "";
	struct nlmsghdr *nlh = message(buf, GENL_ID_CTRL, 0, 0);
	struct genlmsghdr *genl = mnl_nlmsg_put_extra_header(nlh, GENL_HDRLEN);
	uint8_t got = 0;

	genl->cmd = cmd;
	mnl_attr_put_strz(nlh, CTRL_ATTR_FAMILY_NAME, name);
	nl_event(&nl, buf, nlh->nlmsg_len, note_event, &got);
	return got;
}

static void test_news(void)
{
	ok(news(CTRL_CMD_DELFAMILY, CPUWARDEN_FAMILY_NAME) ==
	   NL_CMD_FAMILY_GONE, "event: our family goes");
	ok(news(CTRL_CMD_NEWFAMILY, CPUWARDEN_FAMILY_NAME) ==
	   NL_CMD_FAMILY_NEW, "event: our family comes");
	ok(!news(CTRL_CMD_DELFAMILY, CPUWARDEN_FAMILY_NAME "x") &&
	   !news(CTRL_CMD_NEWMCAST_GRP, CPUWARDEN_FAMILY_NAME),
	   "event: other news of the controller");
}

static void test_event(void)
{
	struct nl nl = { .family = 0x25 };
	char buf[256] = "";
	struct nlmsghdr *nlh = message(buf, 0x25, 0, 0);
	int events = 0;

	mnl_nlmsg_put_extra_header(nlh, GENL_HDRLEN);
	ok(!nl_event(&nl, buf, nlh->nlmsg_len, count_event, &events) &&
	   events == 1, "event: one");
	ok(nl_event(&nl, buf, nlh->nlmsg_len - 2, count_event, &events) ==
	   -EBADMSG && events == 1, "event: cut short");
	nlh->nlmsg_len |= 1u << 31;
	ok(nl_event(&nl, buf, nlh->nlmsg_len & 0xffff, count_event, &events) ==
	   -EBADMSG && events == 1, "event: a length of 2 GiB and more");
	nlh->nlmsg_len &= 0xffff;
	nlh->nlmsg_type = 0x26;
	ok(!nl_event(&nl, buf, nlh->nlmsg_len, count_event, &events) &&
	   events == 1, "event: of another family");
	test_news();
}

int main(void)
{
	test_decode();
	test_decode_bad();
	test_decode_noise();
	test_reply();
	test_reply_error();
	test_dump();
	test_event();
	return tap_done();
}
