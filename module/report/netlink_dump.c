// SPDX-License-Identifier: GPL-2.0-only
/*
 * Dumps: all objects of one kind, in as many messages as it takes.
 */

#include "netlink.h"
#include "../collector.h"
#include "../compat/genetlink.h"
#include "../finding.h"
#include "../group.h"
#include "../process.h"

#include <linux/cpumask.h>
#include <uapi/linux/cpuwarden.h>

/* The entry that the next message of a dump begins with; of rows, from 1. */
struct dump_position {
	u64 serial;
};

static struct dump_position *position_of(struct netlink_callback *cb)
{
	BUILD_BUG_ON(sizeof(struct dump_position) > sizeof(cb->ctx));
	return (struct dump_position *)cb->ctx;
}

int cw_dump_start(struct netlink_callback *cb)
{
	position_of(cb)->serial = 1;
	cb->min_dump_alloc = CW_MESSAGE_BYTES;
	return 0;
}

/* NULL: the objects are no entries of a table, but rows. */
static struct cw_table *table_of(u8 cmd)
{
	switch (cmd) {
	case CPUWARDEN_CMD_FINDING_GET:
		return &cw_findings;
	case CPUWARDEN_CMD_PROCESS_GET:
		return &cw_processes;
	case CPUWARDEN_CMD_TENANT_GET:
		return &cw_tenants;
	case CPUWARDEN_CMD_THREAD_GET:
		return &cw_threads;
	case CPUWARDEN_CMD_EXECUTABLE_GET:
		return &cw_executables;
	default:
		return NULL;
	}
}

static int fill_entry(struct sk_buff *skb, u8 cmd, struct cw_entry *entry)
{
	switch (cmd) {
	case CPUWARDEN_CMD_FINDING_GET:
		return cw_fill_finding(skb, cw_finding_of(entry));
	case CPUWARDEN_CMD_PROCESS_GET:
		return cw_fill_process(skb, cw_process_of(entry), false);
	case CPUWARDEN_CMD_THREAD_GET:
		return cw_fill_thread(skb, cw_thread_of_entry(entry));
	case CPUWARDEN_CMD_EXECUTABLE_GET:
		return cw_fill_executable(skb, cw_group_of(entry));
	default:
		return cw_fill_tenant(skb, cw_group_of(entry));
	}
}

/* One message of a dump: whose objects go into it. */
struct part {
	struct sk_buff *skb;
	struct netlink_callback *cb;
	u8 cmd;
};

static void *part_header(const struct part *part)
{
	return genlmsg_put(part->skb, NETLINK_CB(part->cb->skb).portid,
			   part->cb->nlh->nlmsg_seq, &cw_genl_family,
			   NLM_F_MULTI, part->cmd);
}

/* @ret: whether the object fitted. */
static int part_end(const struct part *part, void *header, int ret)
{
	if (ret)
		genlmsg_cancel(part->skb, header);
	else
		genlmsg_end(part->skb, header);
	return ret;
}

/* Runs in the collector. */
static int fill_from_table(struct part *part, struct cw_table *table)
{
	struct dump_position *position = position_of(part->cb);
	struct cw_entry *entry;
	void *header;
	int ret;

	/* not 0, which turns off the check for changes during a dump */
	part->cb->seq = table->generation | 1U << 31;
	entry = cw_table_from(table, position->serial);
	while (entry && !list_entry_is_head(entry, &table->order, order)) {
		header = part_header(part);
		if (!header)
			return -EMSGSIZE;
		genl_dump_check_consistent(part->cb, header);
		ret = part_end(part, header,
			       fill_entry(part->skb, part->cmd, entry));
		if (ret)
			return ret;
		position->serial = entry->serial + 1;
		entry = list_next_entry(entry, order);
	}
	return 0;
}

/* Runs in the collector. */
static int fill_rows(struct part *part)
{
	struct dump_position *position = position_of(part->cb);
	bool cpus = part->cmd == CPUWARDEN_CMD_CPU_GET;
	unsigned int rows = cpus ? nr_cpu_ids : CW_FAMILY_COUNT;
	unsigned int nr;
	void *header;
	int ret;

	for (; position->serial <= rows; position->serial++) {
		nr = position->serial - 1;
		if (cpus && !cpu_possible(nr))
			continue;
		header = part_header(part);
		if (!header)
			return -EMSGSIZE;
		ret = part_end(part, header,
			       cpus ? cw_fill_cpu(part->skb, nr) :
				      cw_fill_family(part->skb, nr));
		if (ret)
			return ret;
	}
	return 0;
}

/* Runs in the collector. */
static int fill_part(void *arg)
{
	struct part *part = arg;
	struct cw_table *table = table_of(part->cmd);

	return table ? fill_from_table(part, table) : fill_rows(part);
}

int cw_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	const struct genlmsghdr *request = nlmsg_data(cb->nlh);
	struct part part = { .skb = skb, .cb = cb, .cmd = request->cmd };
	int ret;

	ret = cw_refuse_outside(cb->extack, part.cmd);
	if (ret)
		return ret;
	ret = cw_collector_call(fill_part, &part);
	cw_say_if_late(cb->extack, ret);

	/* a message with content is sent, and the kernel calls us again */
	return skb->len ? skb->len : ret;
}
