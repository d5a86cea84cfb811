// SPDX-License-Identifier: GPL-2.0-only
/* status: the state of the module. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "escape.h"
#include "human.h"
#include "term.h"
#include "tool.h"
#include "views.h"

int status_get(struct nl *nl, struct status *s)
{
	int err = nl_do(nl, CPUWARDEN_CMD_STATUS_GET, NULL, &status_schema, s);

	return err ? nl_failed(nl, err, "read the status") : 0;
}

static void table_line(const char *name, uint32_t used, uint32_t max,
		       uint64_t refused, const char *what)
{
	char a[HUMAN_LEN], b[HUMAN_LEN];

	printf("  %-11s %s of %s", name, human_count(a, used),
	       human_count(b, max));
	if (refused)
		printf("%s, full: %s %s refused%s", color_on(COLOR_YELLOW),
		       human_count(a, refused), what,
		       color_off(COLOR_YELLOW));
	putchar('\n');
}

/* What the module says of who tampers with it. */
static void guard_lines(const struct status *s)
{
	char a[HUMAN_LEN], b[HUMAN_LEN], c[HUMAN_LEN];

	if (s->requests_refused)
		printf("  refused     %s%s requests from containers or without CAP_SYS_ADMIN%s; see the kernel log\n",
		       color_on(COLOR_YELLOW),
		       human_count(a, s->requests_refused),
		       color_off(COLOR_YELLOW));
	if (s->sealed)
		printf("  sealed      until reboot: no unload, no reset, no other rate\n");
	if (s->seal_refusals)
		printf("              %s%s attempts refused%s; see the kernel log\n",
		       color_on(COLOR_RED), human_count(a, s->seal_refusals),
		       color_off(COLOR_RED));
	if (s->cpus_unsampled)
		printf("  unsampled   %s%" PRIu32 " CPU%s%s that compute%s; see the kernel log\n",
		       color_on(COLOR_RED), s->cpus_unsampled,
		       s->cpus_unsampled == 1 ? "" : "s",
		       color_off(COLOR_RED), s->cpus_unsampled == 1 ? "s" : "");
	if (s->collector_late || s->collector_demoted)
		printf("  collector   %slate %s times, by up to %s; its priority lowered %s times%s\n",
		       color_on(COLOR_YELLOW),
		       human_count(a, s->collector_late),
		       human_duration(b, s->collector_gap_max_ns),
		       human_count(c, s->collector_demoted),
		       color_off(COLOR_YELLOW));
}

void status_print(const struct status *s)
{
	/* Per CPU: years of a thousand CPUs do not fit 64 bits. */
	uint64_t cpus = s->cpus ? s->cpus : 1;
	char a[HUMAN_LEN], b[HUMAN_LEN], c[HUMAN_LEN], d[HUMAN_LEN];

	printf("%scpuwarden %s%s, watching for %s\n", color_on(COLOR_BOLD),
	       shown(s->version), color_off(COLOR_BOLD),
	       human_duration(a, s->uptime_ns));
	printf("  trigger     %s, %" PRIu32 " Hz on %" PRIu32 " CPU%s\n",
	       shown(s->trigger), s->rate_hz, s->cpus,
	       s->cpus == 1 ? "" : "s");
	if (s->cpus_skipped && strcmp(s->cpus_skipped, "none"))
		printf("              %snot on CPU %s%s\n",
		       color_on(COLOR_YELLOW), shown(s->cpus_skipped),
		       color_off(COLOR_YELLOW));
	if (s->trigger_fallback)
		printf("              not by cycles: %s\n",
		       shown(s->trigger_fallback));
	printf("  samples     %s user, %s kernel; %s unreadable, %s dropped\n",
	       human_count(a, s->samples_user),
	       human_count(b, s->samples_kernel),
	       human_count(c, s->samples_unreadable),
	       human_count(d, s->samples_dropped));
	if (s->samples_without_code || s->origins_busy)
		printf("  unseen      %s%s samples showed no code, %s look-ups of its origin found the process busy%s\n",
		       color_on(COLOR_YELLOW),
		       human_count(a, s->samples_without_code),
		       human_count(b, s->origins_busy),
		       color_off(COLOR_YELLOW));
	printf("  cost        handler %s, collector %s of the CPU time (%s and %s)\n",
	       human_ratio(a, s->handler_ns / cpus, s->uptime_ns),
	       human_ratio(b, s->collector_ns / cpus, s->uptime_ns),
	       human_duration(c, s->handler_ns),
	       human_duration(d, s->collector_ns));
	printf("  counters    %s\n",
	       s->counters && *s->counters ? shown(s->counters) : "none");
	if (s->recording || s->records_dropped)
		printf("  recording   %s, %s records dropped since load\n",
		       s->recording ? "now" : "nobody now",
		       human_count(a, s->records_dropped));
	guard_lines(s);
	table_line("processes", s->processes, s->processes_max,
		   s->processes_refused, "samples");
	table_line("threads", s->threads, s->threads_max, s->threads_refused,
		   "samples");
	table_line("executables", s->executables, s->executables_max,
		   s->executables_refused, "look-ups");
	table_line("tenants", s->tenants, s->tenants_max, s->tenants_refused,
		   "look-ups");
	if (s->lives_max)
		table_line("short lives", s->lives, s->lives_max,
			   s->lives_refused + s->lives_evicted, "records");
	table_line("findings", s->findings, s->findings_max,
		   s->findings_refused, "findings");
	printf("  open now    %s%" PRIu32 "%s, %s opened since load\n",
	       color_on(s->findings_open ? COLOR_RED : COLOR_GREEN),
	       s->findings_open,
	       color_off(s->findings_open ? COLOR_RED : COLOR_GREEN),
	       human_count(a, s->findings_total));
	if (s->findings_evicted)
		printf("  evicted     %s%s open findings, to make room%s\n",
		       color_on(COLOR_YELLOW),
		       human_count(a, s->findings_evicted),
		       color_off(COLOR_YELLOW));
}

void status_json(json_t *doc, const struct status *s)
{
	json_object_set_new(doc, "status", json_record(&status_schema, s));
}

int cmd_status(int argc, char **argv)
{
	struct status s = { 0 };
	struct nl nl;
	int code;

	(void)argc;
	(void)argv;
	code = nl_connect(&nl);
	if (code)
		return code;
	code = status_get(&nl, &s);
	nl_close(&nl);
	if (code)
		return code;
	if (opt.json) {
		json_t *doc = json_document("status");

		status_json(doc, &s);
		json_print(doc);
	} else {
		status_print(&s);
	}
	record_free(&status_schema, &s);
	return EXIT_OK;
}

int cmd_overview(int argc, char **argv)
{
	struct vec findings = { 0 };
	struct status s = { 0 };
	struct nl nl;
	int code;

	(void)argc;
	(void)argv;
	code = nl_connect(&nl);
	if (code)
		return code;
	code = status_get(&nl, &s);
	if (!code)
		code = findings_get(&nl, &findings, false);
	if (code) {
		/* The message has been printed. */
	} else if (opt.json) {
		json_t *doc = json_document("overview");

		status_json(doc, &s);
		findings_json(doc, &nl, &findings);
		json_print(doc);
	} else {
		status_print(&s);
		putchar('\n');
		findings_print(&findings);
	}
	record_free(&status_schema, &s);
	vec_free(&findings, &finding_schema);
	nl_close(&nl);
	return code;
}
