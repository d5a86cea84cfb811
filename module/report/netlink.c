// SPDX-License-Identifier: GPL-2.0-only
/*
 * Generic netlink family "cpuwarden": requests, dumps and notifications.
 * Contract: docs/netlink/cpuwarden.yaml.
 */

#include "netlink.h"
#include "status.h"
#include "../collector.h"
#include "../finding.h"
#include "../group.h"
#include "../process.h"
#include "../sampler.h"

#include <cpuwarden/words.h>
#include <linux/module.h>
#include <net/genetlink.h>
#include <uapi/linux/cpuwarden.h>

#ifndef GENL_MCAST_CAP_NET_ADMIN
#error "this kernel cannot guard multicast groups: needs 6.1.67 or 5.10.204"
#endif

/* The largest object: a finding with two long paths and all its evidence. */
enum { MESSAGE_BYTES = 8192 };

static struct genl_family family;

static const struct nla_policy id_policy[] = {
	[CPUWARDEN_A_FINDING_ID] = { .type = NLA_U64 },
};

static const struct nla_policy pid_policy[] = {
	[CPUWARDEN_A_PROCESS_PID] = NLA_POLICY_MIN(NLA_U32, 1),
};

static const struct nla_policy cgroup_policy[] = {
	[CPUWARDEN_A_TENANT_CGROUP_ID] = { .type = NLA_U64 },
};

/* What the contract lets be asked for is what the sampler can do. */
static_assert(CW_CONFIG_RATE_HZ_MIN == CW_RATE_HZ_MIN);
static_assert(CW_CONFIG_RATE_HZ_MAX == CW_RATE_HZ_MAX);

static const struct nla_policy config_policy[] = {
	[CPUWARDEN_A_CONFIG_RATE_HZ] =
		NLA_POLICY_RANGE(NLA_U32, CW_RATE_HZ_MIN, CW_RATE_HZ_MAX),
};

/*
 * Answer a request with one object. @fill writes its attributes under
 * cw_tables_lock; @key says which, for those of which there are many.
 */
static int answer(struct genl_info *info,
		  int (*fill)(struct sk_buff *skb, u64 key), u64 key)
{
	struct sk_buff *skb;
	void *header;
	int ret;

	skb = genlmsg_new(MESSAGE_BYTES, GFP_KERNEL);
	if (!skb)
		return -ENOMEM;
	header = genlmsg_put_reply(skb, info, &family, 0, info->genlhdr->cmd);
	ret = header ? 0 : -EMSGSIZE;
	if (!ret) {
		mutex_lock(&cw_tables_lock);
		ret = fill(skb, key);
		mutex_unlock(&cw_tables_lock);
	}
	if (ret) {
		nlmsg_free(skb);
		return ret;
	}
	genlmsg_end(skb, header);
	return genlmsg_reply(skb, info);
}

static int fill_status(struct sk_buff *skb, u64 key)
{
	return cw_status_fill(skb);
}

static int status_get(struct sk_buff *skb, struct genl_info *info)
{
	return answer(info, fill_status, 0);
}

static int fill_finding(struct sk_buff *skb, u64 id)
{
	struct cw_finding *finding = cw_finding_by_id(id);

	return finding ? cw_fill_finding(skb, finding) : -ENOENT;
}

static int finding_get(struct sk_buff *skb, struct genl_info *info)
{
	int ret;

	if (GENL_REQ_ATTR_CHECK(info, CPUWARDEN_A_FINDING_ID)) {
		NL_SET_ERR_MSG(info->extack, "the id of the finding is missing");
		return -EINVAL;
	}
	ret = answer(info, fill_finding,
		     nla_get_u64(info->attrs[CPUWARDEN_A_FINDING_ID]));
	if (ret == -ENOENT)
		NL_SET_ERR_MSG(info->extack, "no finding has this id");
	return ret;
}

static int fill_process(struct sk_buff *skb, u64 pid)
{
	struct cw_process *process = cw_process_find(pid, 0);

	return process ? cw_fill_process(skb, process, true) : -ENOENT;
}

static int process_get(struct sk_buff *skb, struct genl_info *info)
{
	int ret;

	if (GENL_REQ_ATTR_CHECK(info, CPUWARDEN_A_PROCESS_PID)) {
		NL_SET_ERR_MSG(info->extack, "the pid of the process is missing");
		return -EINVAL;
	}
	ret = answer(info, fill_process,
		     nla_get_u32(info->attrs[CPUWARDEN_A_PROCESS_PID]));
	if (ret == -ENOENT)
		NL_SET_ERR_MSG(info->extack,
			       "no sample of a process of this pid was seen");
	return ret;
}

static int fill_tenant(struct sk_buff *skb, u64 id)
{
	struct cw_group *tenant = cw_group_find(&cw_tenants, id, 0, 0);

	return tenant ? cw_fill_tenant(skb, tenant) : -ENOENT;
}

static int tenant_get(struct sk_buff *skb, struct genl_info *info)
{
	int ret;

	if (GENL_REQ_ATTR_CHECK(info, CPUWARDEN_A_TENANT_CGROUP_ID)) {
		NL_SET_ERR_MSG(info->extack,
			       "the cgroup id of the tenant is missing");
		return -EINVAL;
	}
	ret = answer(info, fill_tenant,
		     nla_get_u64(info->attrs[CPUWARDEN_A_TENANT_CGROUP_ID]));
	if (ret == -ENOENT)
		NL_SET_ERR_MSG(info->extack,
			       "no sample of a cgroup of this id was seen");
	return ret;
}

/* Where a dump goes on; kept between its messages. */
struct dump_position {
	u64 serial;
};

static struct dump_position *position_of(struct netlink_callback *cb)
{
	BUILD_BUG_ON(sizeof(struct dump_position) > sizeof(cb->ctx));
	return (struct dump_position *)cb->ctx;
}

static int dump_start(struct netlink_callback *cb)
{
	position_of(cb)->serial = 1;
	cb->min_dump_alloc = MESSAGE_BYTES;
	return 0;
}

static int fill_one(struct sk_buff *skb, u8 cmd, struct cw_entry *entry)
{
	switch (cmd) {
	case CPUWARDEN_CMD_FINDING_GET:
		return cw_fill_finding(skb, cw_finding_of(entry));
	case CPUWARDEN_CMD_PROCESS_GET:
		return cw_fill_process(skb, cw_process_of(entry), false);
	default:
		return cw_fill_tenant(skb, cw_group_of(entry));
	}
}

static int dump_table(struct sk_buff *skb, struct netlink_callback *cb,
		      struct cw_table *table, u8 cmd)
{
	struct dump_position *position = position_of(cb);
	struct cw_entry *entry;
	void *header;
	int ret = 0;

	mutex_lock(&cw_tables_lock);
	/* 0 would switch the check for a torn dump off */
	cb->seq = table->generation | 1U << 31;
	entry = cw_table_from(table, position->serial);
	while (entry && !list_entry_is_head(entry, &table->order, order)) {
		header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				     cb->nlh->nlmsg_seq, &family, NLM_F_MULTI,
				     cmd);
		if (!header) {
			ret = -EMSGSIZE;
			break;
		}
		genl_dump_check_consistent(cb, header);
		ret = fill_one(skb, cmd, entry);
		if (ret) {
			genlmsg_cancel(skb, header);
			break;
		}
		genlmsg_end(skb, header);
		position->serial = entry->serial + 1;
		entry = list_next_entry(entry, order);
	}
	mutex_unlock(&cw_tables_lock);

	/* a message that holds something is sent, and we are called again */
	return skb->len ? skb->len : ret;
}

static int finding_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	return dump_table(skb, cb, &cw_findings, CPUWARDEN_CMD_FINDING_GET);
}

static int process_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	return dump_table(skb, cb, &cw_processes, CPUWARDEN_CMD_PROCESS_GET);
}

static int tenant_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	return dump_table(skb, cb, &cw_tenants, CPUWARDEN_CMD_TENANT_GET);
}

static int family_dump(struct sk_buff *skb, struct netlink_callback *cb)
{
	struct dump_position *position = position_of(cb);
	void *header;
	int ret = 0;

	mutex_lock(&cw_tables_lock);
	for (; position->serial <= CW_FAMILY_COUNT; position->serial++) {
		header = genlmsg_put(skb, NETLINK_CB(cb->skb).portid,
				     cb->nlh->nlmsg_seq, &family, NLM_F_MULTI,
				     CPUWARDEN_CMD_FAMILY_GET);
		if (!header) {
			ret = -EMSGSIZE;
			break;
		}
		ret = cw_fill_family(skb, position->serial - 1);
		if (ret) {
			genlmsg_cancel(skb, header);
			break;
		}
		genlmsg_end(skb, header);
	}
	mutex_unlock(&cw_tables_lock);
	return skb->len ? skb->len : ret;
}

static int fill_config(struct sk_buff *skb, u64 key)
{
	return nla_put_u32(skb, CPUWARDEN_A_CONFIG_RATE_HZ, cw_sampler_rate());
}

static int config_get(struct sk_buff *skb, struct genl_info *info)
{
	return answer(info, fill_config, 0);
}

static int set_rate(void *arg)
{
	cw_sampler_set_rate(*(u32 *)arg);
	return 0;
}

static int config_set(struct sk_buff *skb, struct genl_info *info)
{
	u32 rate_hz;

	if (GENL_REQ_ATTR_CHECK(info, CPUWARDEN_A_CONFIG_RATE_HZ)) {
		NL_SET_ERR_MSG(info->extack, "no setting was given");
		return -EINVAL;
	}
	rate_hz = nla_get_u32(info->attrs[CPUWARDEN_A_CONFIG_RATE_HZ]);
	return cw_collector_call(set_rate, &rate_hz);
}

static int reset(struct sk_buff *skb, struct genl_info *info)
{
	return cw_collector_call(cw_collector_reset, NULL);
}

static int acknowledge(void *arg)
{
	struct cw_finding *finding = cw_finding_by_id(*(u64 *)arg);

	if (!finding)
		return -ENOENT;
	finding->acked = true;
	return 0;
}

static int ack(struct sk_buff *skb, struct genl_info *info)
{
	u64 id;
	int ret;

	if (GENL_REQ_ATTR_CHECK(info, CPUWARDEN_A_FINDING_ID)) {
		NL_SET_ERR_MSG(info->extack, "the id of the finding is missing");
		return -EINVAL;
	}
	id = nla_get_u64(info->attrs[CPUWARDEN_A_FINDING_ID]);
	ret = cw_collector_call(acknowledge, &id);
	if (ret == -ENOENT)
		NL_SET_ERR_MSG(info->extack, "no finding has this id");
	return ret;
}

#define CW_OP(_cmd, _policy)						\
	.cmd = CPUWARDEN_CMD_##_cmd,					\
	.flags = GENL_ADMIN_PERM,					\
	.policy = (_policy),						\
	.maxattr = ARRAY_SIZE(_policy) - 1

/*
 * For commands that take no attribute. 6.1 does not look at attributes at all
 * where the highest known one is 0, so there is one that is always refused.
 */
static const struct nla_policy no_policy[] = {
	[1] = { .type = NLA_REJECT },
};

static const struct genl_ops ops[] = {
	{ CW_OP(STATUS_GET, no_policy), .doit = status_get },
	{ CW_OP(FINDING_GET, id_policy), .doit = finding_get,
	  .start = dump_start, .dumpit = finding_dump },
	{ CW_OP(PROCESS_GET, pid_policy), .doit = process_get,
	  .start = dump_start, .dumpit = process_dump },
	{ CW_OP(TENANT_GET, cgroup_policy), .doit = tenant_get,
	  .start = dump_start, .dumpit = tenant_dump },
	{ CW_OP(FAMILY_GET, no_policy), .start = dump_start,
	  .dumpit = family_dump },
	{ CW_OP(CONFIG_GET, no_policy), .doit = config_get },
	{ CW_OP(CONFIG_SET, config_policy), .doit = config_set },
	{ CW_OP(RESET, no_policy), .doit = reset },
	{ CW_OP(ACK, id_policy), .doit = ack },
};

static const struct genl_multicast_group groups[] = {
	{ .name = CPUWARDEN_MCGRP_FINDINGS,
	  .flags = GENL_MCAST_CAP_NET_ADMIN },
};

/*
 * Not netnsok: only the first network namespace knows the family. Parallel,
 * because requests wait for the collector and dumps hold cw_tables_lock, which
 * is all the locking there is: other families need not wait with them.
 */
static struct genl_family family __ro_after_init = {
	.name = CPUWARDEN_FAMILY_NAME,
	.version = CPUWARDEN_FAMILY_VERSION,
	.ops = ops,
	.n_ops = ARRAY_SIZE(ops),
	.mcgrps = groups,
	.n_mcgrps = ARRAY_SIZE(groups),
	.parallel_ops = true,
	.module = THIS_MODULE,
};

/* Nothing is sent, to whoever has the group's number then, once it is false. */
static bool registered;
static DEFINE_MUTEX(registered_lock);

static bool anybody_listens(void)
{
	return READ_ONCE(registered) &&
	       genl_has_listeners(&family, &init_net, 0);
}

/* Context: under cw_tables_lock. */
static struct sk_buff *event_new(u8 cmd, const struct cw_finding *finding)
{
	struct sk_buff *skb;
	void *header;
	int ret;

	skb = genlmsg_new(MESSAGE_BYTES, GFP_KERNEL);
	if (!skb)
		return NULL;
	header = genlmsg_put(skb, 0, 0, &family, 0, cmd);
	ret = header ? 0 : -EMSGSIZE;
	if (!ret)
		ret = finding ? cw_fill_finding(skb, finding) :
				cw_status_fill(skb);
	if (WARN_ON_ONCE(ret)) {
		nlmsg_free(skb);
		return NULL;
	}
	genlmsg_end(skb, header);
	return skb;
}

static void multicast(struct sk_buff *skb)
{
	if (!skb)
		return;
	mutex_lock(&registered_lock);
	if (registered)
		genlmsg_multicast(&family, skb, 0, 0, GFP_KERNEL);
	else
		nlmsg_free(skb);
	mutex_unlock(&registered_lock);
}

void cw_netlink_notify(const struct cw_finding *finding)
{
	if (anybody_listens())
		multicast(event_new(CPUWARDEN_CMD_FINDING_NTF, finding));
}

void cw_netlink_heartbeat(void)
{
	struct sk_buff *skb;

	if (!anybody_listens())
		return;
	mutex_lock(&cw_tables_lock);
	skb = event_new(CPUWARDEN_CMD_HEARTBEAT_NTF, NULL);
	mutex_unlock(&cw_tables_lock);
	multicast(skb);
}

int __init cw_netlink_init(void)
{
	int ret;

	ret = genl_register_family(&family);
	if (ret)
		return ret;
	mutex_lock(&registered_lock);
	registered = true;
	mutex_unlock(&registered_lock);
	return 0;
}

void cw_netlink_exit(void)
{
	mutex_lock(&registered_lock);
	registered = false;
	mutex_unlock(&registered_lock);
	genl_unregister_family(&family);
}

MODULE_ALIAS_GENL_FAMILY(CPUWARDEN_FAMILY_NAME);
