// SPDX-License-Identifier: GPL-2.0-only
/*
 * Generic netlink family "cpuwarden": requests and notifications; dumps are in
 * netlink_dump.c. Contract: docs/netlink/cpuwarden.yaml.
 */

#include "netlink.h"
#include "border.h"
#include "listeners.h"
#include "notice.h"
#include "seal.h"
#include "status.h"
#include "../collector.h"
#include "../compat/genetlink.h"
#include "../finding.h"
#include "../group.h"
#include "../process.h"
#include "../sampler.h"

#include <cpuwarden/words.h>
#include <linux/module.h>
#include <linux/timekeeping.h>
#include <uapi/linux/cpuwarden.h>

static const struct nla_policy id_policy[] = {
	[CPUWARDEN_A_FINDING_ID] = { .type = NLA_U64 },
};

static const struct nla_policy pid_policy[] = {
	[CPUWARDEN_A_PROCESS_PID] = NLA_POLICY_MIN(NLA_U32, 1),
};

static const struct nla_policy scores_policy[] = {
	[CPUWARDEN_A_SCORES_PID] = NLA_POLICY_MIN(NLA_U32, 1),
	[CPUWARDEN_A_SCORES_TID] = { .type = NLA_U32 },
};

static const struct nla_policy cgroup_policy[] = {
	[CPUWARDEN_A_TENANT_CGROUP_ID] = { .type = NLA_U64 },
	[CPUWARDEN_A_TENANT_CGROUP_HIERARCHY] = { .type = NLA_U32 },
};

/* The contract allows the same rates as the sampler. */
static_assert(CW_CONFIG_RATE_HZ_MIN == CW_RATE_HZ_MIN);
static_assert(CW_CONFIG_RATE_HZ_MAX == CW_RATE_HZ_MAX);

static const struct nla_policy config_policy[] = {
	[CPUWARDEN_A_CONFIG_RATE_HZ] =
		NLA_POLICY_RANGE(NLA_U32, CW_RATE_HZ_MIN, CW_RATE_HZ_MAX),
};

/* One object: which, and the message that its attributes go into. */
struct reply {
	struct sk_buff *skb;
	int (*fill)(struct sk_buff *skb, const struct genl_info *info);
	const struct genl_info *info;
};

static int fill_reply(void *arg)
{
	struct reply *reply = arg;

	return reply->fill(reply->skb, reply->info);
}

/*
 * Answer a request with one object of @bytes at most. @fill writes its attributes, called by the
 * collector; @info says which, for those of which there are many.
 */
static int answer(struct genl_info *info, size_t bytes,
		  int (*fill)(struct sk_buff *skb,
			      const struct genl_info *info))
{
	struct reply reply = { .fill = fill, .info = info };
	struct sk_buff *skb;
	void *header;
	int ret;

	skb = genlmsg_new(bytes, GFP_KERNEL);
	if (!skb)
		return -ENOMEM;
	reply.skb = skb;
	header = genlmsg_put_reply(skb, info, &cw_genl_family, 0, info->genlhdr->cmd);
	ret = header ? cw_collector_call(fill_reply, &reply) : -EMSGSIZE;
	if (ret) {
		nlmsg_free(skb);
		return ret;
	}
	genlmsg_end(skb, header);
	return genlmsg_reply(skb, info);
}

static int fill_status(struct sk_buff *skb, const struct genl_info *info)
{
	return cw_status_fill(skb);
}

static int status_get(struct sk_buff *skb, struct genl_info *info)
{
	return answer(info, CW_MESSAGE_BYTES, fill_status);
}

static int fill_finding(struct sk_buff *skb, const struct genl_info *info)
{
	u64 id = nla_get_u64(info->attrs[CPUWARDEN_A_FINDING_ID]);
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
	ret = answer(info, CW_MESSAGE_BYTES, fill_finding);
	if (ret == -ENOENT)
		NL_SET_ERR_MSG(info->extack, "no finding has this id");
	return ret;
}

static int fill_process(struct sk_buff *skb, const struct genl_info *info)
{
	u32 pid = nla_get_u32(info->attrs[CPUWARDEN_A_PROCESS_PID]);
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
	ret = answer(info, CW_MESSAGE_BYTES, fill_process);
	if (ret == -ENOENT)
		NL_SET_ERR_MSG(info->extack,
			       "no sample of a process of this pid was seen");
	return ret;
}

static int fill_scores(struct sk_buff *skb, const struct genl_info *info)
{
	u32 pid = nla_get_u32(info->attrs[CPUWARDEN_A_SCORES_PID]);
	const struct nlattr *tid = info->attrs[CPUWARDEN_A_SCORES_TID];
	struct cw_process *process = cw_process_find(pid, 0);
	struct cw_thread *thread = NULL;

	if (!process)
		return -ENOENT;
	if (tid && nla_get_u32(tid)) {
		thread = cw_process_thread(process, nla_get_u32(tid));
		if (!thread)
			return -ESRCH;
	}
	return cw_fill_scores(skb, process, thread);
}

static int scores_get(struct sk_buff *skb, struct genl_info *info)
{
	int ret;

	if (GENL_REQ_ATTR_CHECK(info, CPUWARDEN_A_SCORES_PID)) {
		NL_SET_ERR_MSG(info->extack, "the pid of the process is missing");
		return -EINVAL;
	}
	ret = answer(info, CW_SCORES_BYTES, fill_scores);
	if (ret == -ENOENT)
		NL_SET_ERR_MSG(info->extack,
			       "no sample of a process of this pid was seen");
	else if (ret == -ESRCH)
		NL_SET_ERR_MSG(info->extack,
			       "no thread of this id is judged by itself in this process");
	return ret;
}

static int fill_tenant(struct sk_buff *skb, const struct genl_info *info)
{
	const struct nlattr *hierarchy =
		info->attrs[CPUWARDEN_A_TENANT_CGROUP_HIERARCHY];
	const struct cw_group_key key = {
		.id = nla_get_u64(info->attrs[CPUWARDEN_A_TENANT_CGROUP_ID]),
		.dev = hierarchy ? nla_get_u32(hierarchy) : 0,
	};
	struct cw_group *tenant = cw_group_find(&cw_tenants, &key);

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
	ret = answer(info, CW_MESSAGE_BYTES, fill_tenant);
	if (ret == -ENOENT)
		NL_SET_ERR_MSG(info->extack,
			       "no sample of a cgroup of this id was seen");
	return ret;
}

int cw_refuse_outside(struct netlink_ext_ack *extack, u8 cmd)
{
	if (!cw_outside())
		return 0;
	NL_SET_ERR_MSG(extack,
		       "only from the initial pid and user namespace, not from a container");
	cw_notice(CW_ACT_REFUSED,
		  "netlink command %u from a container refused", cmd);
	return -EPERM;
}

void cw_say_if_late(struct netlink_ext_ack *extack, int ret)
{
	if (ret == -ETIMEDOUT)
		NL_SET_ERR_MSG(extack,
			       "the collector's thread gets no CPU time");
}

static int fill_config(struct sk_buff *skb, const struct genl_info *info)
{
	return nla_put_u32(skb, CPUWARDEN_A_CONFIG_RATE_HZ, cw_sampler_rate());
}

static int config_get(struct sk_buff *skb, struct genl_info *info)
{
	return answer(info, CW_MESSAGE_BYTES, fill_config);
}

/* Tell who asked, the log and, by the count in a heartbeat, who listens. */
static void refuse_sealed(struct genl_info *info, const char *what)
{
	NL_SET_ERR_MSG(info->extack,
		       "the module is sealed until reboot: no unload, no reset, no other rate");
	cw_notice(CW_ACT_SEAL_REFUSED, "%s refused: sealed until reboot", what);
	cw_collector_beat();
}

/* The old rate and the new one. */
struct rate_change {
	u32 from_hz;
	u32 to_hz;
};

static int set_rate(void *arg)
{
	struct rate_change *change = arg;

	change->from_hz = cw_sampler_rate();
	if (cw_sealed() && change->from_hz != change->to_hz)
		return -EROFS;
	cw_sampler_set_rate(change->to_hz);
	return 0;
}

static int config_set(struct sk_buff *skb, struct genl_info *info)
{
	struct rate_change change = { 0 };
	int ret;

	if (GENL_REQ_ATTR_CHECK(info, CPUWARDEN_A_CONFIG_RATE_HZ)) {
		NL_SET_ERR_MSG(info->extack, "no setting was given");
		return -EINVAL;
	}
	change.to_hz = nla_get_u32(info->attrs[CPUWARDEN_A_CONFIG_RATE_HZ]);
	ret = cw_collector_call(set_rate, &change);
	if (ret == -EROFS)
		refuse_sealed(info, "change of the rate");
	else if (!ret)
		cw_notice(CW_ACT_RATE, "rate changed from %u to %u Hz",
			  change.from_hz, change.to_hz);
	return ret;
}

static int forget_all(void *unused)
{
	return cw_sealed() ? -EROFS : cw_collector_reset(unused);
}

static int forget(struct sk_buff *skb, struct genl_info *info)
{
	int ret = cw_collector_call(forget_all, NULL);

	if (ret == -EROFS)
		refuse_sealed(info, "reset");
	else if (!ret)
		cw_notice(CW_ACT_RESET, "reset: all counts and findings forgotten");
	return ret;
}

static int acknowledge(void *arg)
{
	struct cw_finding *finding = cw_finding_by_id(*(u64 *)arg);

	if (!finding)
		return -ENOENT;
	cw_finding_ack(finding, ktime_get_boottime_ns());
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
	else if (!ret)
		cw_notice(CW_ACT_ACK, "finding %llu acknowledged", id);
	return ret;
}

static int seal(struct sk_buff *skb, struct genl_info *info)
{
	int ret = cw_collector_call(cw_seal, NULL);

	if (!ret)
		cw_notice(CW_ACT_SEAL, "sealed until reboot");
	return ret == -EALREADY ? 0 : ret;
}

static int add_listener(struct sk_buff *skb, struct genl_info *info)
{
	int ret = cw_listeners_add(info->snd_portid);

	if (ret == -EUSERS)
		NL_SET_ERR_MSG(info->extack, "too many sockets listen already");
	return ret;
}

/*
 * All requests come through here. GENL_ADMIN_PERM has already checked that the
 * sender, and whoever opened its socket, have CAP_NET_ADMIN in the initial user
 * namespace.
 */
static int request(struct sk_buff *skb, struct genl_info *info)
{
	static const struct {
		int (*serve)(struct sk_buff *skb, struct genl_info *info);
		bool changes;
	} commands[] = {
		[CPUWARDEN_CMD_STATUS_GET] = { status_get },
		[CPUWARDEN_CMD_FINDING_GET] = { finding_get },
		[CPUWARDEN_CMD_PROCESS_GET] = { process_get },
		[CPUWARDEN_CMD_TENANT_GET] = { tenant_get },
		[CPUWARDEN_CMD_CONFIG_GET] = { config_get },
		[CPUWARDEN_CMD_CONFIG_SET] = { config_set, true },
		[CPUWARDEN_CMD_RESET] = { forget, true },
		[CPUWARDEN_CMD_ACK] = { ack, true },
		[CPUWARDEN_CMD_LISTEN] = { add_listener },
		[CPUWARDEN_CMD_SEAL] = { seal, true },
		[CPUWARDEN_CMD_SCORES_GET] = { scores_get },
	};
	u8 cmd = info->genlhdr->cmd;
	int ret;

	ret = cw_refuse_outside(info->extack, cmd);
	if (ret)
		return ret;
	if (commands[cmd].changes && !netlink_capable(skb, CAP_SYS_ADMIN)) {
		NL_SET_ERR_MSG(info->extack,
			       "what changes the module's state needs CAP_SYS_ADMIN");
		cw_notice(CW_ACT_REFUSED,
			  "netlink command %u without CAP_SYS_ADMIN refused",
			  cmd);
		return -EPERM;
	}
	ret = commands[cmd].serve(skb, info);
	cw_say_if_late(info->extack, ret);
	return ret;
}

#define CW_OP(_cmd, _policy)						\
	.cmd = CPUWARDEN_CMD_##_cmd,					\
	.flags = GENL_ADMIN_PERM,					\
	.policy = (_policy),						\
	.maxattr = ARRAY_SIZE(_policy) - 1

/*
 * For commands that take no attribute. A policy without any attribute would let
 * 6.1 accept all of them, so this one has an attribute that is always refused.
 */
static const struct nla_policy no_policy[] = {
	[1] = { .type = NLA_REJECT },
};

static const struct genl_ops ops[] = {
	{ CW_OP(STATUS_GET, no_policy), .doit = request },
	{ CW_OP(FINDING_GET, id_policy), .doit = request,
	  .start = cw_dump_start, .dumpit = cw_dump },
	{ CW_OP(PROCESS_GET, pid_policy), .doit = request,
	  .start = cw_dump_start, .dumpit = cw_dump },
	{ CW_OP(TENANT_GET, cgroup_policy), .doit = request,
	  .start = cw_dump_start, .dumpit = cw_dump },
	{ CW_OP(FAMILY_GET, no_policy), .start = cw_dump_start,
	  .dumpit = cw_dump },
	{ CW_OP(CONFIG_GET, no_policy), .doit = request },
	{ CW_OP(CONFIG_SET, config_policy), .doit = request },
	{ CW_OP(RESET, no_policy), .doit = request },
	{ CW_OP(ACK, id_policy), .doit = request },
	{ CW_OP(LISTEN, no_policy), .doit = request },
	{ CW_OP(SEAL, no_policy), .doit = request },
	{ CW_OP(THREAD_GET, no_policy), .start = cw_dump_start,
	  .dumpit = cw_dump },
	{ CW_OP(EXECUTABLE_GET, no_policy), .start = cw_dump_start,
	  .dumpit = cw_dump },
	{ CW_OP(CPU_GET, no_policy), .start = cw_dump_start,
	  .dumpit = cw_dump },
	{ CW_OP(SCORES_GET, scores_policy), .doit = request },
};

/*
 * Not netnsok: only the initial network namespace knows the family. Parallel:
 * requests wait for the collector, and without this other families would wait
 * with them. The collector serves one at a time.
 */
struct genl_family cw_genl_family __ro_after_init = {
	.name = CPUWARDEN_FAMILY_NAME,
	.version = CPUWARDEN_FAMILY_VERSION,
	.ops = ops,
	.n_ops = ARRAY_SIZE(ops),
	.parallel_ops = true,
	.module = THIS_MODULE,
};

/*
 * Fill @skb with an event, or free it and return NULL. Context: under
 * cw_tables_lock.
 */
static struct sk_buff *event_fill(struct sk_buff *skb, u8 cmd,
				  const struct cw_finding *finding)
{
	void *header;
	int ret;

	if (!skb)
		return NULL;
	header = genlmsg_put(skb, 0, 0, &cw_genl_family, 0, cmd);
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

bool cw_netlink_notify(const struct cw_finding *finding)
{
	if (!cw_listeners_any())
		return true;
	return cw_listeners_send(event_fill(genlmsg_new(CW_MESSAGE_BYTES,
							CW_TABLE_GFP),
					    CPUWARDEN_CMD_FINDING_NTF,
					    finding));
}

void cw_netlink_heartbeat(void)
{
	struct sk_buff *skb;

	if (!cw_listeners_any())
		return;
	skb = genlmsg_new(CW_MESSAGE_BYTES, GFP_KERNEL);
	mutex_lock(&cw_tables_lock);
	skb = event_fill(skb, CPUWARDEN_CMD_HEARTBEAT_NTF, NULL);
	mutex_unlock(&cw_tables_lock);
	cw_listeners_send(skb);
}

int __init cw_netlink_init(void)
{
	int ret;

	ret = cw_listeners_init();
	if (ret)
		return ret;
	ret = genl_register_family(&cw_genl_family);
	if (ret)
		cw_listeners_exit();
	return ret;
}

/*
 * The id of the family may be used again once it is unregistered, so no event
 * may be sent after that.
 */
void cw_netlink_exit(void)
{
	cw_listeners_close();
	genl_unregister_family(&cw_genl_family);
	cw_listeners_exit();
}
