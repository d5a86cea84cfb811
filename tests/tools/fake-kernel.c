// SPDX-License-Identifier: GPL-2.0-only
/*
 * A kernel to test the tool against: takes the place of transport.c and
 * answers requests as module/report/netlink.c would, with made-up findings.
 *
 * FAKE_KERNEL in the environment makes it misbehave; words separated by blanks:
 *   absent        the family is not there
 *   eperm         every request to the family is not permitted
 *   container     … because it comes from a container, as the kernel says
 *   none          no findings
 *   left=N        only finding 3 is there, which closed N seconds ago
 *   reason=N      … for this reason
 *   acked         … and was acknowledged
 *   changed       findings are not as they were when acknowledged
 *   many=N        so many processes, of 200 tenants; they compute on and on
 *   gone=N        the Nth time that processes are asked for the module is
 *                 unloaded, and loaded again when it was looked for twice
 *   torn=N        the first N dumps are torn
 *   old           status and findings have only the attributes needed
 *   short         an attribute of the status has a wrong size
 *   cut           the last message of an answer is cut short
 *   mute          no answer comes
 *   victim=PID    finding 7 is about this process, as it is in /proc
 *   reused        … but started earlier
 *   replaced      … but with another executable, as far as the finding knows
 *   parent=PID    findings say that this process started them
 *   alias=ID      a tenant of this id has another path than it has in cgroup v2
 *   v1            findings are in cgroup v1
 *   exchanged     findings are about processes that exchanged their executable
 *   reloaded      who asks first hears nothing: the module is loaded anew
 *   restarted     the second heartbeat is of another load of the module
 *   sealed        a reset is refused
 *   tampered      each heartbeat tells of more that was refused, and so on
 *   vanish=N      no event ever comes, and the family is gone when it is
 *                 looked up for the Nth time
 *   lost          the first event is ENOBUFS
 *   unload=N      the Nth event is the controller's: the family is gone, and
 *                 stays so
 *   missed        findings that are asked for later have one more, 10
 *   evicted       … and do not have 7
 *   events=N      after N events nothing comes any more
 *   bad-event     the first event is broken
 *
 * FAKE_GATE names a file: no event comes before it is there.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libmnl/libmnl.h>
#include <linux/cpuwarden.h>
#include <linux/genetlink.h>

#include <cpuwarden/version.h>

#include "identity.h"
#include "json.h"
#include "model.h"
#include "tool.h"
#include "transport.h"

#define FAMILY		0x25
#define PORTID		4711
#define MAX_QUEUE	32
#define CHUNK		8192

#define NASTY_NAME	"\033]0;x\007kw\norker"
#define NASTY_CGROUP	"/system.slice/docker-" \
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" \
	".scope/\377\302\233"

static unsigned int listeners;
static unsigned int lookups;
static unsigned int heartbeats;
static bool unloaded;
static unsigned int away;	/* how often it is looked for in vain yet */
static long looks;

struct transport {
	char queue[MAX_QUEUE][CHUNK];
	size_t len[MAX_QUEUE];
	unsigned int head;
	unsigned int tail;
	unsigned int dumps;
	unsigned int many;	/* processes that are still to be told */
	struct nlmsghdr asked;	/* … as was asked for by this */
	bool listens;
	bool deaf;
	unsigned int events;
};

/* The value of word @name ("name=5" or just "name"), -1 if it is not there. */
static long knob(const char *name)
{
	const char *s = getenv("FAKE_KERNEL");
	size_t len = strlen(name);

	while (s && *s) {
		size_t n = strcspn(s, " ");

		if (!strncmp(s, name, len) && n == len)
			return 1;
		if (!strncmp(s, name, len) && s[len] == '=')
			return atol(s + len + 1);
		s += n + strspn(s + n, " ");
	}
	return -1;
}

static struct nlmsghdr *start(void *buf, const struct nlmsghdr *req,
			      uint16_t type, uint16_t flags, uint8_t cmd)
{
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(buf);
	struct genlmsghdr *genl;

	nlh->nlmsg_type = type;
	nlh->nlmsg_flags = flags;
	nlh->nlmsg_seq = req ? req->nlmsg_seq : 0;
	nlh->nlmsg_pid = req ? PORTID : 0;
	genl = mnl_nlmsg_put_extra_header(nlh, sizeof(*genl));
	genl->cmd = cmd;
	genl->version = 1;
	return nlh;
}

static char *slot(struct transport *t)
{
	if (t->tail == MAX_QUEUE)
		abort();
	return t->queue[t->tail];
}

static void push(struct transport *t, const struct nlmsghdr *nlh)
{
	t->len[t->tail++] = nlh->nlmsg_len;
}

/* NLMSG_ERROR as with NETLINK_CAP_ACK and NETLINK_EXT_ACK; 0 is an ack. */
static void push_error(struct transport *t, const struct nlmsghdr *req,
		       int err, const char *text)
{
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(slot(t));
	struct nlmsgerr *e;

	nlh->nlmsg_type = NLMSG_ERROR;
	nlh->nlmsg_flags = NLM_F_CAPPED;
	nlh->nlmsg_seq = req->nlmsg_seq;
	nlh->nlmsg_pid = PORTID;
	e = mnl_nlmsg_put_extra_header(nlh, sizeof(*e));
	e->error = err;
	e->msg = *req;
	if (text) {
		nlh->nlmsg_flags |= NLM_F_ACK_TLVS;
		mnl_attr_put_strz(nlh, NLMSGERR_ATTR_MSG, text);
	}
	push(t, nlh);
}

static void push_done(struct transport *t, const struct nlmsghdr *req,
		      uint16_t flags)
{
	struct nlmsghdr *nlh = mnl_nlmsg_put_header(slot(t));

	nlh->nlmsg_type = NLMSG_DONE;
	nlh->nlmsg_flags = NLM_F_MULTI | flags;
	nlh->nlmsg_seq = req->nlmsg_seq;
	nlh->nlmsg_pid = PORTID;
	memset(mnl_nlmsg_put_extra_header(nlh, sizeof(int)), 0, sizeof(int));
	push(t, nlh);
}

static void answer_family(struct transport *t, const struct nlmsghdr *req)
{
	struct nlmsghdr *nlh;

	if (knob("absent") > 0 || unloaded ||
	    (knob("vanish") > 0 && ++lookups >= knob("vanish"))) {
		push_error(t, req, -ENOENT, NULL);
		return;
	}
	nlh = start(slot(t), req, GENL_ID_CTRL, 0, CTRL_CMD_NEWFAMILY);
	mnl_attr_put_strz(nlh, CTRL_ATTR_FAMILY_NAME, CPUWARDEN_FAMILY_NAME);
	mnl_attr_put_u16(nlh, CTRL_ATTR_FAMILY_ID, FAMILY);
	mnl_attr_put_u32(nlh, CTRL_ATTR_VERSION, CPUWARDEN_FAMILY_VERSION);
	push(t, nlh);
	push_error(t, req, 0, NULL);
}

/* Somebody has sealed it. */
static bool sealed;

/* Counts of who tampers: they grow from one heartbeat to the next. */
static unsigned int later(void)
{
	return knob("tampered") > 0 ? 1 + heartbeats : 1;
}

/* Attributes that came after @last, which is the last that is made up here. */
static void put_later(struct nlmsghdr *nlh, const struct schema *schema,
		      unsigned int last)
{
	const struct field *f;

	for (f = schema->fields; f->attr; f++) {
		if (f->attr <= last)
			continue;
		switch (f->kind) {
		case FIELD_STRING:
			mnl_attr_put_strz(nlh, f->attr, f->name);
			break;
		case FIELD_U8:
			mnl_attr_put_u8(nlh, f->attr, 1);
			break;
		case FIELD_U64:
			mnl_attr_put_u64(nlh, f->attr, later());
			break;
		case FIELD_LIST:
			break;
		default:
			mnl_attr_put_u32(nlh, f->attr,
					 schema != &status_schema ? 1 :
					 f->attr == CPUWARDEN_A_STATUS_SEALED ?
						 sealed : later());
		}
	}
}

/* Another one for each load that is played. */
static uint64_t load_cookie(void)
{
	return (1ULL << 53) - 1 - (knob("reloaded") > 0 && listeners > 1) -
	       (knob("restarted") > 0 && heartbeats > 1);
}

static void put_status(struct nlmsghdr *nlh)
{
	unsigned int attr;

	mnl_attr_put_strz(nlh, CPUWARDEN_A_STATUS_VERSION, CPUWARDEN_VERSION);
	if (knob("old") > 0)
		return;
	mnl_attr_put_strz(nlh, CPUWARDEN_A_STATUS_TRIGGER, "cpu-clock");
	if (knob("short") > 0)
		mnl_attr_put_u16(nlh, CPUWARDEN_A_STATUS_RATE_HZ, 100);
	else
		mnl_attr_put_u32(nlh, CPUWARDEN_A_STATUS_RATE_HZ, 100);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_STATUS_CPUS, 4);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_STATUS_UPTIME_NS, 7500000000000);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_STATUS_SAMPLES_USER, 1234567);
	for (attr = CPUWARDEN_A_STATUS_SAMPLES_KERNEL;
	     attr <= CPUWARDEN_A_STATUS_COLLECTOR_NS; attr++)
		mnl_attr_put_u64(nlh, attr, 1000 + attr);
	for (; attr <= CPUWARDEN_A_STATUS_FINDINGS_MAX; attr++) {
		switch (attr) {
		case CPUWARDEN_A_STATUS_PROCESSES_REFUSED:
		case CPUWARDEN_A_STATUS_THREADS_REFUSED:
		case CPUWARDEN_A_STATUS_EXECUTABLES_REFUSED:
		case CPUWARDEN_A_STATUS_TENANTS_REFUSED:
			mnl_attr_put_u64(nlh, attr, 0);
			break;
		default:
			mnl_attr_put_u32(nlh, attr, 20 + attr);
		}
	}
	mnl_attr_put_u64(nlh, CPUWARDEN_A_STATUS_FINDINGS_REFUSED, 3);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_STATUS_FINDINGS_TOTAL, 1ULL << 63);
	mnl_attr_put_strz(nlh, CPUWARDEN_A_STATUS_COUNTERS, "");
	mnl_attr_put_u32(nlh, CPUWARDEN_A_STATUS_RECORDING, 0);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_STATUS_RECORDS_DROPPED, 1);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_STATUS_LOAD_COOKIE, load_cookie());
	put_later(nlh, &status_schema, CPUWARDEN_A_STATUS_LOAD_COOKIE);
	/* An attribute of a module that is newer than the tool. */
	mnl_attr_put_u32(nlh, 900, 1);
}

static void put_evidence(struct nlmsghdr *nlh, const char *name,
			 const char *text, uint32_t hits, uint32_t trials,
			 int32_t weight)
{
	struct nlattr *nest;

	nest = mnl_attr_nest_start(nlh, CPUWARDEN_A_FINDING_EVIDENCE);
	mnl_attr_put_strz(nlh, CPUWARDEN_A_EVIDENCE_NAME, name);
	mnl_attr_put_strz(nlh, CPUWARDEN_A_EVIDENCE_TEXT, text);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_EVIDENCE_HITS, hits);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_EVIDENCE_TRIALS, trials);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_EVIDENCE_WEIGHT_MILLI, weight);
	mnl_attr_nest_end(nlh, nest);
}

static void victim_identity(struct identity *id, long victim)
{
	if (victim > 0)
		identity_of_pid(id, victim);
	if (knob("reused") > 0)
		id->start_ticks -= 1;
}

/* To the nanosecond, as the kernel knows it. */
static uint64_t start_of(const struct identity *id)
{
	uint64_t tick_ns = 1000000000 / sysconf(_SC_CLK_TCK);

	return id->start_ticks * tick_ns + tick_ns - 1;
}

/* Who it is: a real process for finding 7 with victim=, else nobody. */
static void put_identity(struct nlmsghdr *nlh, uint64_t finding)
{
	struct identity id = {
		.pid = 4242, .start_ticks = 100, .exe_dev = 8 << 20 | 1,
		.exe_ino = 99,
	};
	long victim = finding == 7 ? knob("victim") : -1;

	victim_identity(&id, victim);
	if (knob("replaced") > 0)
		id.exe_ino += 1;
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_PID, id.pid);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_FINDING_START_NS, start_of(&id));
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_EXE_DEV, id.exe_dev);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_FINDING_EXE_INO, id.exe_ino);
}

static void put_process_of_finding(struct nlmsghdr *nlh)
{
	mnl_attr_put_strz(nlh, CPUWARDEN_A_FINDING_COMM, NASTY_NAME);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_UID, 0);
	mnl_attr_put_strz(nlh, CPUWARDEN_A_FINDING_EXE_PATH,
			  "/tmp/.x/\302\233 (deleted)");
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_EXE_FLAGS,
			 CPUWARDEN_EXE_FLAG_DELETED |
			 (knob("exchanged") > 0 ?
			  CPUWARDEN_EXE_FLAG_EXCHANGED : 0));
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_THREADS, 2);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_ORIGIN,
			 CPUWARDEN_ORIGIN_ANON | CPUWARDEN_ORIGIN_WX);
}

static uint64_t closed(uint8_t reason)
{
	if (!reason)
		return 0;
	return knob("left") > 0 ?
	       boottime_ns() - knob("left") * UINT64_C(1000000000) :
	       UINT64_C(6000000000);
}

static void put_finding(struct nlmsghdr *nlh, uint64_t id, uint8_t verdict,
			uint8_t reason, uint8_t event)
{
	uint8_t subject = id == 9 ? CPUWARDEN_SUBJECT_TENANT :
			  id == 8 ? CPUWARDEN_SUBJECT_EXECUTABLE :
				    CPUWARDEN_SUBJECT_PROCESS;

	mnl_attr_put_u64(nlh, CPUWARDEN_A_FINDING_ID, id);
	mnl_attr_put_u8(nlh, CPUWARDEN_A_FINDING_VERDICT, verdict);
	mnl_attr_put_u8(nlh, CPUWARDEN_A_FINDING_CLOSE_REASON, reason);
	mnl_attr_put_u8(nlh, CPUWARDEN_A_FINDING_SUBJECT, subject);
	if (subject != CPUWARDEN_SUBJECT_TENANT)
		put_identity(nlh, id);
	if (knob("old") > 0)
		return;
	mnl_attr_put_u8(nlh, CPUWARDEN_A_FINDING_EVENT, event);
	mnl_attr_put_u8(nlh, CPUWARDEN_A_FINDING_ACKED, knob("acked") > 0);
	mnl_attr_put_strz(nlh, CPUWARDEN_A_FINDING_FAMILY, "randomx");
	mnl_attr_put_strz(nlh, CPUWARDEN_A_FINDING_FAMILY_TITLE, "RandomX");
	mnl_attr_put_strz(nlh, CPUWARDEN_A_FINDING_RUNNER_UP, "cryptonight");
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_SCORE_MILLI, 52300);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_RUNNER_UP_MILLI, -1200);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_SAMPLES, 212);
	if (subject != CPUWARDEN_SUBJECT_TENANT)
		put_process_of_finding(nlh);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_FINDING_CGROUP_ID, 4321);
	mnl_attr_put_strz(nlh, CPUWARDEN_A_FINDING_CGROUP_PATH, NASTY_CGROUP);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_FINDING_FIRST_NS, 1000000000);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_FINDING_OPENED_NS, 4000000000);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_FINDING_UPDATED_NS, 5000000000);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_FINDING_CLOSED_NS, closed(reason));
	mnl_attr_put_u64(nlh, CPUWARDEN_A_FINDING_CPU_NS, 192000000000);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_SHARE_BP, 9870);
	put_evidence(nlh, "no_string_ops", "string instructions", 0, 212,
		     1100);
	put_evidence(nlh, "rounding_mode", "rounding mode changed", 151, 212,
		     38200);
	put_evidence(nlh, "calls", "calls into libraries", 20, 212, -9000);
	mnl_attr_put_strz(nlh, CPUWARDEN_A_FINDING_RULE, "rule");
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_TIMES, 1);
	mnl_attr_put_u8(nlh, CPUWARDEN_A_FINDING_VERDICT_BEFORE,
			CPUWARDEN_VERDICT_CLEAR);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_CHANGED,
			 knob("changed") > 0 ? CPUWARDEN_CHANGE_THREADS |
					       CPUWARDEN_CHANGE_SHARE : 0);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_CGROUP_HIERARCHY,
			 knob("v1") > 0 ? 4 : 0);
	put_later(nlh, &finding_schema, CPUWARDEN_A_FINDING_CGROUP_HIERARCHY);
	if (knob("parent") > 0) {
		mnl_attr_put_u8(nlh, CPUWARDEN_A_FINDING_RESTARTER_KIND,
				CPUWARDEN_RESTARTER_PROCESS);
		mnl_attr_put_u32(nlh, CPUWARDEN_A_FINDING_RESTARTER_PID,
				 knob("parent"));
	}
}

static const struct {
	uint64_t id;
	uint8_t verdict;
	uint8_t reason;
	uint8_t event;		/* the last one */
} findings[] = {
	{ 3, CPUWARDEN_VERDICT_CONFIRMED, CPUWARDEN_CLOSE_REASON_EXITED,
	  CPUWARDEN_EVENT_CLOSED },
	{ 8, CPUWARDEN_VERDICT_SUSPECT, CPUWARDEN_CLOSE_REASON_OPEN,
	  CPUWARDEN_EVENT_UPDATED },
	{ 9, CPUWARDEN_VERDICT_SUSPECT, CPUWARDEN_CLOSE_REASON_OPEN,
	  CPUWARDEN_EVENT_OPENED },
	{ 7, CPUWARDEN_VERDICT_CONFIRMED, CPUWARDEN_CLOSE_REASON_OPEN,
	  CPUWARDEN_EVENT_ESCALATED },
	{ 10, CPUWARDEN_VERDICT_CONFIRMED, CPUWARDEN_CLOSE_REASON_OPEN,
	  CPUWARDEN_EVENT_OPENED },
};

/* How often all findings were asked for. */
static unsigned int dumps;

/* A clear process has no family. */
static void put_verdict(struct nlmsghdr *nlh)
{
	bool clear = knob("none") > 0;

	mnl_attr_put_u8(nlh, CPUWARDEN_A_PROCESS_VERDICT, clear ?
			CPUWARDEN_VERDICT_CLEAR : CPUWARDEN_VERDICT_CONFIRMED);
	if (!clear)
		mnl_attr_put_strz(nlh, CPUWARDEN_A_PROCESS_FAMILY, "randomx");
	mnl_attr_put_u32(nlh, CPUWARDEN_A_PROCESS_SCORE_MILLI,
			 clear ? 0 : 52300);
}

/* The victim's is as /proc says, without one it is 4242. */
static void put_process(struct nlmsghdr *nlh, bool mix)
{
	struct identity id = {
		.pid = 4242, .start_ticks = 100, .exe_dev = 8 << 20 | 1,
		.exe_ino = 99,
	};
	unsigned int attr, i;

	victim_identity(&id, knob("victim"));
	mnl_attr_put_u32(nlh, CPUWARDEN_A_PROCESS_PID, id.pid);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_PROCESS_START_NS, start_of(&id));
	mnl_attr_put_strz(nlh, CPUWARDEN_A_PROCESS_COMM, NASTY_NAME);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_PROCESS_UID, 0);
	mnl_attr_put_strz(nlh, CPUWARDEN_A_PROCESS_EXE_PATH, "/bin/x");
	mnl_attr_put_u32(nlh, CPUWARDEN_A_PROCESS_EXE_DEV, id.exe_dev);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_PROCESS_EXE_INO, id.exe_ino);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_PROCESS_EXE_FLAGS, 0);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_PROCESS_CGROUP_ID, 4321);
	mnl_attr_put_strz(nlh, CPUWARDEN_A_PROCESS_CGROUP_PATH, "/");
	mnl_attr_put_u32(nlh, CPUWARDEN_A_PROCESS_THREADS, 1);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_PROCESS_ORIGIN, 1);
	put_verdict(nlh);
	for (attr = CPUWARDEN_A_PROCESS_SAMPLES_USER;
	     attr <= CPUWARDEN_A_PROCESS_LAST_NS; attr++)
		mnl_attr_put_u64(nlh, attr, 100);
	for (attr = CPUWARDEN_A_PROCESS_CYCLES;
	     attr <= CPUWARDEN_A_PROCESS_COUNTER_NS; attr++)
		mnl_attr_put_u64(nlh, attr, attr);
	put_later(nlh, &process_schema, CPUWARDEN_A_PROCESS_COUNTER_NS);
	for (i = 0; mix && i < 3; i++) {
		struct nlattr *nest;

		nest = mnl_attr_nest_start(nlh, CPUWARDEN_A_PROCESS_MIX);
		mnl_attr_put_strz(nlh, CPUWARDEN_A_MIX_OP,
				  i == 0 ? "mov" : i == 1 ? "add" : "aesenc");
		mnl_attr_put_u64(nlh, CPUWARDEN_A_MIX_COUNT,
				 i == 0 ? 30 : i == 1 ? 70 : 0);
		mnl_attr_nest_end(nlh, nest);
	}
}

/* One of many: each 100th mines, each 37th may. */
static void put_one_of_many(struct nlmsghdr *nlh, unsigned int i)
{
	uint8_t verdict = i % 100 == 7 ? CPUWARDEN_VERDICT_CONFIRMED :
			  i % 37 == 3 ? CPUWARDEN_VERDICT_SUSPECT :
					CPUWARDEN_VERDICT_CLEAR;
	uint64_t second = boottime_ns() / 1000000000;
	char text[64];

	mnl_attr_put_u32(nlh, CPUWARDEN_A_PROCESS_PID, 10000 + i);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_PROCESS_START_NS, 1000 + i);
	snprintf(text, sizeof(text), i ? "worker-%u" : NASTY_NAME, i);
	mnl_attr_put_strz(nlh, CPUWARDEN_A_PROCESS_COMM, text);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_PROCESS_UID, 60000 + i % 50);
	snprintf(text, sizeof(text), "/tenants/t%u", i % 200);
	mnl_attr_put_strz(nlh, CPUWARDEN_A_PROCESS_CGROUP_PATH, text);
	mnl_attr_put_u8(nlh, CPUWARDEN_A_PROCESS_VERDICT, verdict);
	if (verdict != CPUWARDEN_VERDICT_CLEAR)
		mnl_attr_put_strz(nlh, CPUWARDEN_A_PROCESS_FAMILY, "randomx");
	mnl_attr_put_u32(nlh, CPUWARDEN_A_PROCESS_SCORE_MILLI,
			 verdict == CPUWARDEN_VERDICT_CONFIRMED ? 52300 : 9300);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_PROCESS_CPU_NS,
			 second * (i % 7) * 100000000 + i);
}

/* As much of them as fits one datagram, the end behind the last. */
static ssize_t next_of_many(struct transport *t, char *buf)
{
	struct nlmsghdr *nlh;
	size_t len = 0;

	while (t->many && len < 60000) {
		nlh = start(buf + len, &t->asked, FAMILY, NLM_F_MULTI,
			    CPUWARDEN_CMD_PROCESS_GET);
		put_one_of_many(nlh, --t->many);
		len += nlh->nlmsg_len;
	}
	if (!t->many)
		push_done(t, &t->asked, 0);
	return len;
}

static uint64_t asked(const struct nlmsghdr *req)
{
	const struct nlattr *attr =
		mnl_nlmsg_get_payload_offset(req, GENL_HDRLEN);

	if (mnl_nlmsg_get_payload_len(req) <= GENL_HDRLEN)
		return 0;
	return mnl_attr_get_payload_len(attr) == 8 ? mnl_attr_get_u64(attr) :
						    mnl_attr_get_u32(attr);
}

static void answer_findings(struct transport *t, const struct nlmsghdr *req)
{
	bool dump = req->nlmsg_flags & NLM_F_DUMP;
	uint16_t flags = dump ? NLM_F_MULTI : 0;
	unsigned int i, n = 0;

	if (dump && ++t->dumps <= knob("torn") + 0L && knob("torn") > 0)
		flags |= NLM_F_DUMP_INTR;
	dumps += dump;
	for (i = 0; i < ARRAY_SIZE(findings) && knob("none") < 0; i++) {
		struct nlmsghdr *nlh;

		if (findings[i].id == 10 && (knob("missed") < 0 || dumps < 2))
			continue;
		if (findings[i].id == 7 && knob("evicted") > 0 && dumps > 1)
			continue;
		if (!dump && findings[i].id != asked(req))
			continue;
		if (knob("left") > 0 && !findings[i].reason)
			continue;
		nlh = start(slot(t), req, FAMILY, flags,
			    CPUWARDEN_CMD_FINDING_GET);
		put_finding(nlh, findings[i].id, findings[i].verdict,
			    findings[i].reason && knob("reason") > 0 ?
			    knob("reason") : findings[i].reason,
			    findings[i].event);
		push(t, nlh);
		n++;
	}
	if (dump)
		push_done(t, req, flags & NLM_F_DUMP_INTR);
	else
		push_error(t, req, n ? 0 : -ENOENT,
			   n ? NULL : "no such finding");
}

static void answer_families(struct transport *t, const struct nlmsghdr *req)
{
	struct nlmsghdr *nlh = start(slot(t), req, FAMILY, NLM_F_MULTI,
				     CPUWARDEN_CMD_FAMILY_GET);

	mnl_attr_put_strz(nlh, CPUWARDEN_A_FAMILY_NAME, "randomx");
	mnl_attr_put_strz(nlh, CPUWARDEN_A_FAMILY_TITLE, "RandomX");
	mnl_attr_put_strz(nlh, CPUWARDEN_A_FAMILY_USED_BY, "Monero");
	mnl_attr_put_u8(nlh, CPUWARDEN_A_FAMILY_MINING_ONLY, 1);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_FAMILY_FINDINGS_TOTAL, 2);
	push(t, nlh);
	push_done(t, req, 0);
}

static void put_tenant(struct nlmsghdr *nlh, uint64_t id, uint64_t cpu_ns)
{
	mnl_attr_put_u64(nlh, CPUWARDEN_A_TENANT_CGROUP_ID, id);
	if (id == 1)	/* its path is not known yet */
		return;
	mnl_attr_put_strz(nlh, CPUWARDEN_A_TENANT_CGROUP_PATH, NASTY_CGROUP);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_TENANT_PROCESSES, 3);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_TENANT_SAMPLES_USER, 12000);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_TENANT_SAMPLES_KERNEL, 345);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_TENANT_CPU_NS, cpu_ns);
	mnl_attr_put_u8(nlh, CPUWARDEN_A_TENANT_VERDICT,
			CPUWARDEN_VERDICT_CONFIRMED);
	mnl_attr_put_strz(nlh, CPUWARDEN_A_TENANT_FAMILY, "randomx");
	mnl_attr_put_u32(nlh, CPUWARDEN_A_TENANT_SCORE_MILLI, 52300);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_TENANT_FINDINGS_OPEN, 2);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_TENANT_SUSPECT_NS, cpu_ns / 4);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_TENANT_FINDINGS_TOTAL, 14);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_TENANT_FIRST_NS, 1000000000);
}

static void answer_tenants(struct transport *t, const struct nlmsghdr *req)
{
	uint64_t id;

	for (id = 1; id <= 2 && knob("none") < 0; id++) {
		bool alias = id == 2 && knob("alias") > 0;
		struct nlmsghdr *nlh = start(slot(t), req, FAMILY, NLM_F_MULTI,
					     CPUWARDEN_CMD_TENANT_GET);

		put_tenant(nlh, alias ? (uint64_t)knob("alias") : id,
			   id * 60000000000);
		push(t, nlh);
	}
	push_done(t, req, 0);
}

/* One record, of which nothing matters but that it is there. */
static void answer_one(struct transport *t, const struct nlmsghdr *req,
		       const struct schema *schema)
{
	const struct genlmsghdr *genl = mnl_nlmsg_get_payload(req);
	struct nlmsghdr *nlh = start(slot(t), req, FAMILY, NLM_F_MULTI,
				     genl->cmd);

	put_later(nlh, schema, 1);	/* behind the padding */
	push(t, nlh);
	push_done(t, req, 0);
}

static void put_nest(struct nlmsghdr *nlh, unsigned int attr,
		     const struct schema *schema)
{
	struct nlattr *nest = mnl_attr_nest_start(nlh, attr);

	put_later(nlh, schema, 0);
	mnl_attr_nest_end(nlh, nest);
}

/* A second attribute is the thread. */
static void put_scores(struct nlmsghdr *nlh, const struct nlmsghdr *req)
{
	size_t len = mnl_nlmsg_get_payload_len(req) - GENL_HDRLEN;

	mnl_attr_put_u32(nlh, CPUWARDEN_A_SCORES_PID, asked(req));
	mnl_attr_put_u64(nlh, CPUWARDEN_A_SCORES_START_NS, 1000);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_SCORES_TID, len > 8 ? 4243 : 0);
	mnl_attr_put_u32(nlh, CPUWARDEN_A_SCORES_SAMPLES, 200);
	mnl_attr_put_u64(nlh, CPUWARDEN_A_SCORES_IO_IDLE_NS, 3000000000);
	put_nest(nlh, CPUWARDEN_A_SCORES_SCORE, &score_schema);
	put_nest(nlh, CPUWARDEN_A_SCORES_SIGN, &sign_schema);
	put_nest(nlh, CPUWARDEN_A_SCORES_ROTATION, &rotation_schema);
}

static void answer(struct transport *t, const struct nlmsghdr *req)
{
	const struct genlmsghdr *genl = mnl_nlmsg_get_payload(req);
	struct nlmsghdr *nlh;

	if (knob("eperm") > 0) {
		push_error(t, req, -EPERM, NULL);
		return;
	}
	if (knob("container") > 0) {
		push_error(t, req, -EPERM, "not from a container");
		return;
	}
	switch (genl->cmd) {
	case CPUWARDEN_CMD_FINDING_GET:
		answer_findings(t, req);
		return;
	case CPUWARDEN_CMD_FAMILY_GET:
		answer_families(t, req);
		return;
	case CPUWARDEN_CMD_STATUS_GET:
		nlh = start(slot(t), req, FAMILY, 0, genl->cmd);
		put_status(nlh);
		push(t, nlh);
		break;
	case CPUWARDEN_CMD_TENANT_GET:
		answer_tenants(t, req);
		return;
	case CPUWARDEN_CMD_THREAD_GET:
		answer_one(t, req, &thread_schema);
		return;
	case CPUWARDEN_CMD_EXECUTABLE_GET:
		answer_one(t, req, &executable_schema);
		return;
	case CPUWARDEN_CMD_CPU_GET:
		answer_one(t, req, &cpu_schema);
		return;
	case CPUWARDEN_CMD_SCORES_GET:
		if (asked(req) != 4242) {
			push_error(t, req, -ENOENT, "not sampled");
			return;
		}
		nlh = start(slot(t), req, FAMILY, 0, genl->cmd);
		put_scores(nlh, req);
		push(t, nlh);
		break;
	case CPUWARDEN_CMD_PROCESS_GET:
		if (req->nlmsg_flags & NLM_F_DUMP && ++looks == knob("gone")) {
			away = 2;
			push_error(t, req, -ENOENT, NULL);
			return;
		}
		if (req->nlmsg_flags & NLM_F_DUMP && knob("many") > 0) {
			t->many = knob("many");
			t->asked = *req;
			return;
		}
		if (req->nlmsg_flags & NLM_F_DUMP) {
			nlh = start(slot(t), req, FAMILY, NLM_F_MULTI,
				    genl->cmd);
			put_process(nlh, false);
			push(t, nlh);
			push_done(t, req, 0);
			return;
		}
		if (!asked(req)) {	/* the policy of the real one */
			push_error(t, req, -ERANGE, "integer out of range");
			return;
		}
		if (asked(req) != 4242 && (long)asked(req) != knob("victim")) {
			push_error(t, req, -ENOENT, "not sampled");
			return;
		}
		nlh = start(slot(t), req, FAMILY, 0, genl->cmd);
		put_process(nlh, true);
		push(t, nlh);
		break;
	case CPUWARDEN_CMD_CONFIG_GET:
		nlh = start(slot(t), req, FAMILY, 0, genl->cmd);
		mnl_attr_put_u32(nlh, CPUWARDEN_A_CONFIG_RATE_HZ, 100);
		push(t, nlh);
		break;
	case CPUWARDEN_CMD_CONFIG_SET:
		if (asked(req) > 4000) {
			push_error(t, req, -ERANGE,
				   "integer out of range");
			return;
		}
		break;
	case CPUWARDEN_CMD_RESET:
		if (knob("sealed") > 0) {
			push_error(t, req, -EROFS, "sealed until reboot");
			return;
		}
		break;
	case CPUWARDEN_CMD_SEAL:
		if (knob("old") > 0) {
			push_error(t, req, -EOPNOTSUPP, NULL);
			return;
		}
		sealed = true;
		break;
	case CPUWARDEN_CMD_LISTEN:
		t->listens = true;
		t->deaf = knob("vanish") > 0 ||
			  (knob("reloaded") > 0 && !listeners++);
		break;
	case CPUWARDEN_CMD_ACK:
		if (asked(req) != 7) {
			push_error(t, req, -ENOENT, "no such finding");
			return;
		}
		break;
	}
	push_error(t, req, 0, NULL);
}

struct transport *transport_open(void)
{
	struct transport *t = xmalloc(sizeof(*t));

	memset(t, 0, sizeof(*t));
	return t;
}

bool transport_has_module(void)
{
	if (away) {
		away--;
		return false;
	}
	return knob("absent") <= 0 && !unloaded;
}

int transport_follow_families(struct transport *t)
{
	(void)t;
	return 0;
}

void transport_close(struct transport *t)
{
	free(t);
}

uint32_t transport_portid(const struct transport *t)
{
	(void)t;
	return PORTID;
}

int transport_send(struct transport *t, const void *buf, size_t len)
{
	const struct nlmsghdr *req = buf;

	if (len != req->nlmsg_len)
		return -EINVAL;
	t->head = 0;
	t->tail = 0;
	if (req->nlmsg_type == GENL_ID_CTRL)
		answer_family(t, req);
	else
		answer(t, req);
	if (knob("cut") > 0 && req->nlmsg_type == FAMILY)
		t->len[t->tail - 1] -= 4;
	return 0;
}

/* What a listener hears, one after the other; the last repeats. */
static ssize_t next_event(struct transport *t, void *buf)
{
	struct nlmsghdr *nlh;
	unsigned int n = t->events++;

	if (!n && knob("lost") > 0)
		return -ENOBUFS;
	if (knob("unload") == n + 1L) {
		unloaded = true;
		nlh = start(buf, NULL, GENL_ID_CTRL, 0, CTRL_CMD_DELFAMILY);
		mnl_attr_put_strz(nlh, CTRL_ATTR_FAMILY_NAME,
				  CPUWARDEN_FAMILY_NAME);
		return nlh->nlmsg_len;
	}
	nlh = start(buf, NULL, FAMILY, 0, CPUWARDEN_CMD_FINDING_NTF);
	if (!n && knob("bad-event") > 0)
		mnl_attr_put_u8(nlh, CPUWARDEN_A_FINDING_ID, 1);
	else if (n % 4 == 1)
		put_finding(nlh, 7, CPUWARDEN_VERDICT_CONFIRMED, 0,
			    knob("changed") > 0 ? CPUWARDEN_EVENT_CHANGED :
						 CPUWARDEN_EVENT_ESCALATED);
	else if (n % 4 == 3)
		put_finding(nlh, 7, CPUWARDEN_VERDICT_CONFIRMED,
			    CPUWARDEN_CLOSE_REASON_EXITED,
			    CPUWARDEN_EVENT_CLOSED);
	else if (n % 4 == 0)
		put_finding(nlh, 7, CPUWARDEN_VERDICT_SUSPECT, 0,
			    CPUWARDEN_EVENT_OPENED);
	if (n % 4 == 2) {
		heartbeats++;
		nlh = start(buf, NULL, FAMILY, 0, CPUWARDEN_CMD_HEARTBEAT_NTF);
		put_status(nlh);
	}
	return nlh->nlmsg_len;
}

ssize_t transport_recv(struct transport *t, void *buf, size_t len)
{
	size_t n;

	if (knob("mute") > 0)
		return -EAGAIN;
	if (t->head == t->tail && t->many)
		return next_of_many(t, buf);
	if (t->head == t->tail)
		return t->listens ? next_event(t, buf) : -EAGAIN;
	n = t->len[t->head];
	if (n > len)
		return -ENOSPC;
	memcpy(buf, t->queue[t->head++], n);
	return n;
}

int transport_wait(struct transport *t, int signalfd, int timeout_ms)
{
	struct pollfd pfd = { .fd = signalfd, .events = POLLIN };
	const char *gate = getenv("FAKE_GATE");
	bool more = !t->deaf && !unloaded && (knob("events") < 0 ||
					      t->events < knob("events")) &&
		    !(gate && access(gate, F_OK));

	if (poll(&pfd, 1, more ? 0 : timeout_ms) > 0)
		return -EINTR;
	return more;
}
