// SPDX-License-Identifier: GPL-2.0-only
/*
 * fuzz-netlink MESSAGES SEED: messages to the module, many at a time. Most are
 * nearly right: a command with an attribute of the right type and length and a
 * value that may name something, then a few faults. One in eight is anything
 * behind its header. Never the seal, which cannot be undone. Answers are read
 * to their end, or not at all. Prints how many messages were sent, how many
 * answers said that it was done, and how many said no.
 */
#include <errno.h>
#include <linux/cpuwarden.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof(*(a)))
#define ATTR_BYTES	512
#define AT_ONCE		128

struct message {
	struct nlmsghdr head;
	struct genlmsghdr genl;
	uint8_t attrs[ATTR_BYTES];
	size_t len;	/* of the attributes */
};

/* What a command takes; of those that are not here, nothing. */
static const struct takes {
	uint8_t cmd;
	uint8_t attr;
	uint8_t bytes;
} takes[] = {
	{ CPUWARDEN_CMD_FINDING_GET, CPUWARDEN_A_FINDING_ID, 8 },
	{ CPUWARDEN_CMD_PROCESS_GET, CPUWARDEN_A_PROCESS_PID, 4 },
	{ CPUWARDEN_CMD_TENANT_GET, CPUWARDEN_A_TENANT_CGROUP_ID, 8 },
	{ CPUWARDEN_CMD_TENANT_GET, CPUWARDEN_A_TENANT_CGROUP_HIERARCHY, 4 },
	{ CPUWARDEN_CMD_CONFIG_SET, CPUWARDEN_A_CONFIG_RATE_HZ, 4 },
	{ CPUWARDEN_CMD_ACK, CPUWARDEN_A_FINDING_ID, 8 },
};

static int fd = -1;
static uint16_t family;
static uint64_t state, sent, done, refused;
static uint8_t batch[AT_ONCE * sizeof(struct message)];
static size_t filled;

/* xorshift64* */
static uint64_t rnd(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * 0x2545f4914f6cdd1dull;
}

static uint64_t below(uint64_t n)
{
	return rnd() % n;
}

static void put(struct message *m, uint16_t type, const void *data, size_t len)
{
	struct nlattr a = { .nla_len = NLA_HDRLEN + len, .nla_type = type };

	if (m->len + NLA_HDRLEN + NLA_ALIGN(len) > sizeof(m->attrs))
		return;
	memcpy(m->attrs + m->len, &a, sizeof(a));
	memcpy(m->attrs + m->len + NLA_HDRLEN, data, len);
	m->len += NLA_HDRLEN + NLA_ALIGN(len);
}

/* A number that may name something, or is an edge, or anything. */
static uint64_t number(void)
{
	static const uint64_t edges[] = {
		0, 1, 2, 9, 10, 100, 4000, 4001, INT32_MAX, UINT32_MAX,
		1ull << 32, INT64_MAX, UINT64_MAX,
	};

	switch (below(4)) {
	case 0:
		return edges[below(ARRAY_SIZE(edges))];
	case 1:
		return rnd() >> below(64);
	default:
		return below(2000);
	}
}

static void fill(uint8_t *bytes, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		bytes[i] = rnd();
}

/* One that the command takes, if it takes any. */
static void add_taken(struct message *m, uint64_t value)
{
	size_t first = below(ARRAY_SIZE(takes)), i;

	for (i = 0; i < ARRAY_SIZE(takes); i++) {
		const struct takes *t = &takes[(first + i) % ARRAY_SIZE(takes)];

		if (t->cmd == m->genl.cmd) {
			put(m, t->attr, &value, t->bytes);
			return;
		}
	}
}

static void add_attribute(struct message *m)
{
	uint8_t bytes[256];
	uint64_t value = number();

	switch (below(16)) {
	case 0:		/* of any type, length and content */
		fill(bytes, sizeof(bytes));
		put(m, below(8) ? below(64) : rnd(), bytes,
		    below(below(4) ? 16 : sizeof(bytes)));
		break;
	case 1:		/* nested, with one inside */
		memcpy(bytes, (uint16_t[]){ 4 + 8, below(64) }, 4);
		memcpy(bytes + 4, &value, 8);
		put(m, below(64) | NLA_F_NESTED, bytes, 12);
		break;
	case 2:		/* another command's */
		put(m, takes[below(ARRAY_SIZE(takes))].attr, &value,
		    below(2) ? 4 : 8);
		break;
	default:
		add_taken(m, value);
	}
}

static void make(struct message *m)
{
	size_t i;

	memset(m, 0, sizeof(*m));
	m->genl.cmd = below(16) ? 1 + below(CPUWARDEN_CMD_MAX) : rnd();
	if (m->genl.cmd == CPUWARDEN_CMD_RESET && below(64))
		m->genl.cmd = CPUWARDEN_CMD_ACK;	/* or nothing is found */
	if (m->genl.cmd == CPUWARDEN_CMD_SEAL)
		m->genl.cmd = CPUWARDEN_CMD_STATUS_GET;
	m->genl.version = below(8) ? CPUWARDEN_FAMILY_VERSION : rnd();
	for (i = below(8) ? 1 : below(6); i; i--)
		add_attribute(m);
	m->head.nlmsg_type = family;
	m->head.nlmsg_flags = NLM_F_REQUEST;
	if (!below(2))
		m->head.nlmsg_flags |= NLM_F_ACK;
	if (!below(16))
		m->head.nlmsg_flags |= NLM_F_DUMP;
	if (!below(32))
		m->head.nlmsg_flags = rnd() | NLM_F_REQUEST;
	if (!below(8)) {	/* anything behind the command */
		m->len = below(ATTR_BYTES);
		fill(m->attrs, m->len);
	} else if (!below(8)) {	/* some bits are wrong */
		for (i = 1 + below(6); i && m->len; i--)
			m->attrs[below(m->len)] ^= 1 << below(8);
	}
	if (!below(16))		/* the end is missing */
		m->len = below(m->len + 1);
	m->head.nlmsg_len = NLMSG_HDRLEN + GENL_HDRLEN + m->len;
}

static void append(const struct message *m)
{
	uint8_t *at = batch + filled;

	memcpy(at, &m->head, NLMSG_HDRLEN);
	memcpy(at + NLMSG_HDRLEN, &m->genl, GENL_HDRLEN);
	memcpy(at + NLMSG_HDRLEN + GENL_HDRLEN, m->attrs, m->len);
	filled += NLMSG_ALIGN(m->head.nlmsg_len);
}

static void open_socket(void)
{
	int on = 1;

	if (fd >= 0)
		close(fd);
	fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_GENERIC);
	if (fd < 0) {
		perror("socket");
		exit(2);
	}
	setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on));
}

/* All is served before this returns. */
static void transmit(void)
{
	if (send(fd, batch, filled, 0) < 0 && errno != ENOBUFS) {
		perror("send");
		exit(2);
	}
	filled = 0;
}

/* Take all that was answered; reading also goes on with a dump. */
static void receive(void)
{
	static uint8_t buf[1 << 16];

	for (;;) {
		ssize_t got = recv(fd, buf, sizeof(buf), MSG_DONTWAIT);
		const struct nlmsghdr *h = (const void *)buf;

		if (got < 0 && errno == ENOBUFS)
			continue;	/* there was more than room for it */
		if (got < 0)
			return;
		for (; NLMSG_OK(h, got); h = NLMSG_NEXT(h, got)) {
			if (h->nlmsg_type == NLMSG_DONE)
				done++;
			else if (h->nlmsg_type == NLMSG_ERROR)
				++*(*(const int *)NLMSG_DATA(h) ? &refused :
								  &done);
		}
	}
}

static void find_family(void)
{
	static uint8_t buf[1 << 16];
	struct message m = {
		.head = { .nlmsg_type = GENL_ID_CTRL,
			  .nlmsg_flags = NLM_F_REQUEST },
		.genl = { .cmd = CTRL_CMD_GETFAMILY },
	};
	const struct nlmsghdr *h = (const void *)buf;
	const struct nlattr *a;
	ssize_t got;

	put(&m, CTRL_ATTR_FAMILY_NAME, CPUWARDEN_FAMILY_NAME,
	    sizeof(CPUWARDEN_FAMILY_NAME));
	m.head.nlmsg_len = NLMSG_HDRLEN + GENL_HDRLEN + m.len;
	append(&m);
	transmit();
	got = recv(fd, buf, sizeof(buf), 0);
	if (got < NLMSG_HDRLEN || h->nlmsg_type != GENL_ID_CTRL) {
		puts("the module is not there");
		exit(1);
	}
	for (a = (const void *)(buf + NLMSG_HDRLEN + GENL_HDRLEN);
	     (const uint8_t *)a < buf + h->nlmsg_len;
	     a = (const void *)((const uint8_t *)a + NLA_ALIGN(a->nla_len)))
		if (a->nla_type == CTRL_ATTR_FAMILY_ID)
			memcpy(&family, a + 1, sizeof(family));
}

int main(int argc, char **argv)
{
	struct message m;
	uint64_t messages;
	size_t i;

	if (argc != 3) {
		fputs("usage: fuzz-netlink MESSAGES SEED\n", stderr);
		return 2;
	}
	messages = strtoull(argv[1], NULL, 10);
	state = strtoull(argv[2], NULL, 10) * 2 + 1;
	open_socket();
	find_family();
	while (sent < messages) {
		for (i = 1 + below(AT_ONCE); i; i--, sent++) {
			make(&m);
			append(&m);
		}
		transmit();
		if (below(64))
			receive();
		else	/* what was asked and not read goes with its socket */
			open_socket();
	}
	printf("%ju sent, %ju done, %ju refused\n", (uintmax_t)sent,
	       (uintmax_t)done, (uintmax_t)refused);
	return 0;
}
