// SPDX-License-Identifier: GPL-2.0-only
/* ack, reset, seal, config: change the state of the module. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "escape.h"
#include "json.h"
#include "netlink.h"
#include "target.h"
#include "tool.h"

/* One line, or a document with @key. */
static void done(const char *command, const char *key, json_t *value,
		 const char *text)
{
	json_t *doc;

	if (!opt.json) {
		puts(text);
		json_decref(value);
		return;
	}
	doc = json_document(command);
	json_object_set_new(doc, key, value);
	json_print(doc);
}

int cmd_ack(int argc, char **argv)
{
	struct nl_arg arg = { CPUWARDEN_A_FINDING_ID, sizeof(uint64_t), 0 };
	struct target t;
	char text[64];
	struct nl nl;
	int code, err;

	(void)argc;
	code = target_parse(&t, argv[0]);
	if (code)
		return code;
	if (t.form == TARGET_PID)
		return fail(EXIT_USAGE,
			    "a finding is acknowledged by its id: see 'cpuwarden list'");
	arg.value = t.number;
	code = nl_connect(&nl);
	if (code)
		return code;
	err = nl_do(&nl, CPUWARDEN_CMD_ACK, &arg, NULL, NULL);
	if (err == -ENOENT) {
		code = fail(EXIT_FAILED,
			    "there is no finding %" PRIu64 ": see 'cpuwarden list --all'",
			    t.number);
	} else if (err) {
		code = nl_failed(&nl, err, "acknowledge the finding");
	} else {
		snprintf(text, sizeof(text),
			 "finding %" PRIu64 " is acknowledged", t.number);
		done("ack", "acked", json_u64(t.number), text);
	}
	nl_close(&nl);
	return code;
}

/* What a reset would do, asked of the module. */
static int reset_plan(struct nl *nl)
{
	struct status s = { 0 };
	char text[128];
	int err;

	err = nl_do(nl, CPUWARDEN_CMD_STATUS_GET, NULL, &status_schema, &s);
	if (err)
		return nl_failed(nl, err, "read the status");
	snprintf(text, sizeof(text),
		 "would forget the counts of %" PRIu32 " processes and close %" PRIu32 " findings; nothing was done (--yes does it)",
		 s.processes, s.findings_open);
	record_free(&status_schema, &s);
	done("reset", "reset", json_false(), text);
	return 0;
}

static int reset_all(struct nl *nl)
{
	int err = nl_do(nl, CPUWARDEN_CMD_RESET, NULL, NULL, NULL);

	if (err)
		return nl_failed(nl, err, "reset the counts");
	done("reset", "reset", json_true(),
	     "all counts are forgotten and all findings closed");
	return 0;
}

int cmd_reset(int argc, char **argv)
{
	struct nl nl;
	int code;

	(void)argc;
	(void)argv;
	code = nl_connect(&nl);
	if (code)
		return code;
	code = opt.yes ? reset_all(&nl) : reset_plan(&nl);
	nl_close(&nl);
	return code;
}

static void seal_print(bool sealed)
{
	json_t *doc;

	if (opt.json) {
		doc = json_document("seal");
		json_object_set_new(doc, "sealed", json_boolean(sealed));
		json_object_set_new(doc, "dry_run", json_boolean(!opt.yes));
		json_print(doc);
	} else if (sealed) {
		puts("the module is sealed until reboot: no unload, no reset, no other rate");
	} else {
		puts("would seal the module: until reboot no unload, no reset, no other rate; nothing was done (--yes does it)");
	}
}

int cmd_seal(int argc, char **argv)
{
	struct status s = { 0 };
	struct nl nl;
	int code, err = 0;

	(void)argc;
	(void)argv;
	code = nl_connect(&nl);
	if (code)
		return code;
	if (opt.yes)
		err = nl_do(&nl, CPUWARDEN_CMD_SEAL, NULL, NULL, NULL);
	if (!err)
		err = nl_do(&nl, CPUWARDEN_CMD_STATUS_GET, NULL,
			    &status_schema, &s);
	if (err == -EOPNOTSUPP)
		code = fail(EXIT_FAILED,
			    "this module knows no seal: it is older than the tool");
	else if (err)
		code = nl_failed(&nl, err, "seal the module");
	else if (opt.yes && !s.sealed)
		code = fail(EXIT_FAILED, "the module is not sealed");
	else
		seal_print(s.sealed);
	record_free(&status_schema, &s);
	nl_close(&nl);
	return code;
}

static int config_print(struct nl *nl)
{
	struct config config = { 0 };
	char text[32];
	int err;

	err = nl_do(nl, CPUWARDEN_CMD_CONFIG_GET, NULL, &config_schema,
		    &config);
	if (err)
		return nl_failed(nl, err, "read the settings");
	snprintf(text, sizeof(text), "rate_hz=%" PRIu32, config.rate_hz);
	done("config", "config", json_record(&config_schema, &config), text);
	return 0;
}

int cmd_config(int argc, char **argv)
{
	struct nl_arg arg = { CPUWARDEN_A_CONFIG_RATE_HZ, sizeof(uint32_t), 0 };
	static const char key[] = "rate_hz=";
	struct nl nl;
	int code, err = 0;

	if (argc && (strncmp(argv[0], key, strlen(key)) ||
		     !parse_number(argv[0] + strlen(key), UINT32_MAX,
				   &arg.value)))
		return fail(EXIT_USAGE,
			    "'%s' is no setting: use rate_hz=NUMBER",
			    shown(argv[0]));
	code = nl_connect(&nl);
	if (code)
		return code;
	if (argc)
		err = nl_do(&nl, CPUWARDEN_CMD_CONFIG_SET, &arg, NULL, NULL);
	if (err == -ERANGE || err == -EINVAL)
		code = fail(EXIT_FAILED,
			    "the module does not take %s: samples per second on each CPU may be 10 to 4000%s%s%s",
			    shown(argv[0]), *nl.text ? " (" : "",
			    shown(nl.text), *nl.text ? ")" : "");
	else if (err)
		code = nl_failed(&nl, err, "change the settings");
	else
		code = config_print(&nl);
	nl_close(&nl);
	return code;
}
