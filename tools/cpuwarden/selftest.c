// SPDX-License-Identifier: GPL-2.0-only
/* selftest: do tool, module and this machine work together? */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cpuwarden/version.h>

#include "builtin.h"
#include "escape.h"
#include "human.h"
#include "identity.h"
#include "json.h"
#include "live.h"
#include "netlink.h"
#include "target.h"
#include "term.h"
#include "tool.h"
#include "views.h"

#define TEXT_LEN	256
#define SAMPLES_WAIT_NS	UINT64_C(10000000000)
#define HEARTBEAT_NS	UINT64_C(20000000000)
#define LIVE_NS		UINT64_C(60000000000)
#define LIVE_CPU_S	60
#define CLOSE_NS	UINT64_C(30000000000)

/**
 * struct selftest - a self-test under way
 * @nl:     connection, if @code is 0
 * @code:   result of connecting, enum exit_code
 * @status: of the module, when it was first asked
 * @checks: results so far, for --json
 * @wrong:  how many checks failed
 */
struct selftest {
	struct nl nl;
	int code;
	struct status status;
	json_t *checks;
	unsigned int wrong;
};

/* One check: true if all is well; @text says what was seen in any case. */
typedef bool (*check_fn)(struct selftest *st, char *text);

__printf(2, 3)
static bool wrong(char *text, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, TEXT_LEN, fmt, ap);
	va_end(ap);
	return false;
}

static bool check_decoder(struct selftest *st, char *text)
{
	(void)st;
	return builtin_decode(text, TEXT_LEN);
}

static bool check_detector(struct selftest *st, char *text)
{
	(void)st;
	return builtin_detect(text, TEXT_LEN);
}

static bool check_protocol(struct selftest *st, char *text)
{
	if (st->nl.version != CPUWARDEN_FAMILY_VERSION)
		return wrong(text,
			     "the module speaks version %" PRIu32 ", this tool %d",
			     st->nl.version, CPUWARDEN_FAMILY_VERSION);
	snprintf(text, TEXT_LEN, "version %" PRIu32, st->nl.version);
	return true;
}

static bool check_version(struct selftest *st, char *text)
{
	const char *version = st->status.version;

	if (!version || strcmp(version, CPUWARDEN_VERSION))
		return wrong(text,
			     "the module is %s, this tool " CPUWARDEN_VERSION ": install the same",
			     shown(version));
	snprintf(text, TEXT_LEN, "both " CPUWARDEN_VERSION);
	return true;
}

static bool check_dump(struct selftest *st, uint8_t cmd,
		       const struct schema *schema, bool some, char *text)
{
	struct vec vec;
	int err = nl_dump(&st->nl, cmd, schema, &vec);

	if (err)
		return wrong(text, "%s%s%s", strerror(-err),
			     *st->nl.text ? ": " : "", shown(st->nl.text));
	snprintf(text, TEXT_LEN, "%zu", vec.n);
	some = some && !vec.n;
	vec_free(&vec, schema);
	return !some;
}

static bool check_findings(struct selftest *st, char *text)
{
	return check_dump(st, CPUWARDEN_CMD_FINDING_GET, &finding_schema,
			  false, text);
}

static bool check_families(struct selftest *st, char *text)
{
	return check_dump(st, CPUWARDEN_CMD_FAMILY_GET, &family_schema, true,
			  text);
}

static uint64_t user_samples(struct selftest *st)
{
	struct status s = { 0 };
	uint64_t samples = 0;

	if (!nl_do(&st->nl, CPUWARDEN_CMD_STATUS_GET, NULL, &status_schema,
		   &s)) {
		samples = s.samples_user;
		record_free(&status_schema, &s);
	}
	return samples;
}

/* Work in user mode for a tenth of a second of CPU time. */
static void burn(void)
{
	clock_t end = clock() + CLOCKS_PER_SEC / 10;
	unsigned int i;

	while (clock() < end)
		for (i = 0; i < 100000; i++)
			asm volatile("" : "+r" (i));
}

static bool check_samples(struct selftest *st, char *text)
{
	uint64_t before = st->status.samples_user;
	uint64_t start = boottime_ns();
	uint64_t now;

	do {
		burn();
		now = user_samples(st);
	} while (now <= before && since(start) < SAMPLES_WAIT_NS);
	if (now <= before)
		return wrong(text, "no user sample came while this ran");
	snprintf(text, TEXT_LEN, "%" PRIu64 " user samples while this ran",
		 now - before);
	return true;
}

/* The kernel's record of this process must be what /proc says. */
static bool check_identity(struct selftest *st, char *text)
{
	struct nl_arg arg = {
		CPUWARDEN_A_PROCESS_PID, sizeof(uint32_t), getpid(),
	};
	uint64_t start = boottime_ns();
	struct process p = { 0 };
	char why[IDENTITY_TEXT_LEN];
	struct identity id;
	struct held held;
	int err;

	do {
		burn();
		err = nl_do(&st->nl, CPUWARDEN_CMD_PROCESS_GET, &arg,
			    &process_schema, &p);
	} while ((err == -ENOENT || err == -ESRCH) &&
		 since(start) < SAMPLES_WAIT_NS);
	if (err)
		return wrong(text, "the module does not know process %d: %s",
			     getpid(), strerror(-err));
	identity_of_process(&id, &p);
	record_free(&process_schema, &p);
	if (identity_hold(&id, &held, why))
		return wrong(text, "%s", why);
	identity_release(&held);
	if (!id.has_exe)
		return wrong(text, "the module does not know the executable of process %d",
			     getpid());
	snprintf(text, TEXT_LEN,
		 "module and /proc agree on process %d", getpid());
	return true;
}

static bool check_losses(struct selftest *st, char *text)
{
	const struct status *s = &st->status;
	uint64_t samples = s->samples_user + s->samples_kernel;
	uint64_t refused = s->processes_refused + s->threads_refused +
			   s->executables_refused + s->tenants_refused +
			   s->findings_refused;
	char buf[HUMAN_LEN];

	if (refused)
		return wrong(text,
			     "tables were full %" PRIu64 " times: load the module with larger ones",
			     refused);
	if (s->samples_dropped > samples / 100)
		return wrong(text, "%s of the samples were dropped",
			     human_ratio(buf, s->samples_dropped, samples));
	snprintf(text, TEXT_LEN, "%" PRIu64 " samples dropped of %" PRIu64,
		 s->samples_dropped, samples + s->samples_dropped);
	return true;
}

static int on_message(uint8_t cmd, const void *attrs, size_t len, void *data)
{
	(void)attrs;
	(void)len;
	if (cmd == CPUWARDEN_CMD_HEARTBEAT_NTF)
		*(bool *)data = true;
	return 0;
}

static bool check_heartbeat(struct selftest *st, char *text)
{
	static char buf[NL_BUFFER_SIZE];
	uint64_t start = boottime_ns();
	char took[HUMAN_LEN];
	bool heard = false;
	int err = nl_subscribe(&st->nl);

	if (err)
		return wrong(text, "cannot subscribe: %s", strerror(-err));
	while (!heard && since(start) < HEARTBEAT_NS) {
		ssize_t n = transport_wait(st->nl.transport, -1, 1000);

		if (n > 0)
			n = transport_recv(st->nl.transport, buf, sizeof(buf));
		if (n > 0)
			nl_event(&st->nl, buf, n, on_message, &heard);
	}
	if (!heard)
		return wrong(text, "none came in %s",
			     human_duration(took, HEARTBEAT_NS));
	snprintf(text, TEXT_LEN, "came after %s",
		 human_duration(took, boottime_ns() - start));
	return true;
}

/* Wait for the finding about @pid; its id, 0 if none came. */
static uint64_t wait_found(struct selftest *st, pid_t pid, uint64_t start,
			   char *text)
{
	uint64_t id = 0;

	while (!id && since(start) < LIVE_NS) {
		const struct finding *all;
		struct vec vec;
		char took[HUMAN_LEN];
		size_t i;

		usleep(20000);
		if (nl_dump(&st->nl, CPUWARDEN_CMD_FINDING_GET,
			    &finding_schema, &vec))
			break;
		all = vec.items;
		for (i = 0; i < vec.n; i++) {
			if (all[i].pid != (uint32_t)pid ||
			    all[i].verdict != CPUWARDEN_VERDICT_CONFIRMED ||
			    all[i].opened_ns < start)
				continue;
			id = all[i].id;
			snprintf(text, TEXT_LEN,
				 "finding %" PRIu64 ", %s, was confirmed after %s and %" PRIu32 " samples",
				 id, family_shown(&all[i]),
				 human_duration(took, since(start)),
				 all[i].samples);
		}
		vec_free(&vec, &finding_schema);
	}
	return id;
}

/* What has ended is found to have ended by the module's housekeeping. */
static void wait_closed(struct selftest *st, uint64_t id)
{
	uint64_t start = boottime_ns();
	struct finding f = { 0 };
	bool open = true;

	while (open && since(start) < CLOSE_NS &&
	       !finding_get(&st->nl, id, &f)) {
		open = finding_open(&f);
		record_free(&finding_schema, &f);
		usleep(100000);
	}
}

/* The whole chain: something that must be found is run, and is found. */
static bool check_live(struct selftest *st, char *text)
{
	struct nl_arg arg = { CPUWARDEN_A_FINDING_ID, sizeof(uint64_t), 0 };
	uint64_t start = boottime_ns();
	pid_t pid;

	if (!live_possible())
		return wrong(text, "this CPU cannot run the harmless miner: it has no AES instructions of x86-64");
	pid = fork();
	if (pid < 0)
		return wrong(text, "cannot fork: %s", strerror(errno));
	if (!pid) {
		prctl(PR_SET_NAME, "cpuwarden-test");
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		live_run(LIVE_CPU_S);
		_exit(0);
	}
	arg.value = wait_found(st, pid, start, text);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	if (!arg.value)
		return wrong(text, "the harmless miner, process %d, was not confirmed", pid);
	wait_closed(st, arg.value);
	/* else 'list --check' tells of it for an hour */
	nl_do(&st->nl, CPUWARDEN_CMD_ACK, &arg, NULL, NULL);
	return true;
}

static bool run_check(struct selftest *st, const char *name, check_fn check)
{
	char text[TEXT_LEN] = "";
	bool ok = check(st, text);

	st->wrong += !ok;
	if (opt.json)
		json_array_append_new(st->checks,
				      json_pack("{s:s, s:b, s:o}",
						"name", name, "ok", ok,
						"text", json_words(text)));
	else
		printf("%s%-5s%s  %-10s  %s\n",
		       color_on(ok ? COLOR_GREEN : COLOR_RED),
		       ok ? "ok" : "WRONG",
		       color_off(ok ? COLOR_GREEN : COLOR_RED), name, text);
	fflush(stdout);
	return ok;
}

static void run_online(struct selftest *st)
{
	static const struct {
		const char *name;
		check_fn check;
	} checks[] = {
		{ "protocol", check_protocol },
		{ "version", check_version },
		{ "findings", check_findings },
		{ "families", check_families },
		{ "samples", check_samples },
		{ "identity", check_identity },
		{ "losses", check_losses },
		{ "heartbeat", check_heartbeat },
	};
	size_t i;

	st->code = nl_connect(&st->nl);
	if (st->code)
		return;
	st->code = status_get(&st->nl, &st->status);
	for (i = 0; !st->code && i < ARRAY_SIZE(checks); i++)
		run_check(st, checks[i].name, checks[i].check);
	if (!st->code && opt.live)
		run_check(st, "live", check_live);
	record_free(&status_schema, &st->status);
	nl_close(&st->nl);
}

int cmd_selftest(int argc, char **argv)
{
	struct selftest st = { .checks = json_array() };
	json_t *doc;

	(void)argc;
	(void)argv;
	/* These need no module. */
	run_check(&st, "decoder", check_decoder);
	run_check(&st, "detector", check_detector);
	run_online(&st);
	if (st.code) {
		json_decref(st.checks);
		return st.code;
	}
	if (opt.json) {
		doc = json_document("selftest");
		json_object_set_new(doc, "checks", st.checks);
		json_object_set_new(doc, "ok", json_boolean(!st.wrong));
		json_print(doc);
	} else {
		json_decref(st.checks);
		puts(st.wrong ? "something is wrong" : "all is well");
	}
	return st.wrong ? EXIT_FOUND : EXIT_OK;
}
