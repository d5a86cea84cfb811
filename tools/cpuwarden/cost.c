// SPDX-License-Identifier: GPL-2.0-only
/*
 * cost: what findings, and the suspects of each tenant, have taken: CPU time, the
 * energy for it, and money at a price that the user says.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "container.h"
#include "escape.h"
#include "human.h"
#include "json.h"
#include "netlink.h"
#include "options.h"
#include "power.h"
#include "term.h"
#include "tool.h"
#include "views.h"

#define NS_PER_S	1000000000u
#define MICRO		1000000u
#define J_PER_KWH	3600000u

enum source { RECKONED, GIVEN, MEASURED };

static const char *const sources[] = { "reckoned", "given", "measured" };

/**
 * struct rate - what CPU time costs
 * @mj:     milli joules for a second of it
 * @source: where that is from
 * @micro:  millionths of the user's money for a kilowatt hour, 0: not said
 */
struct rate {
	uint64_t mj;
	enum source source;
	uint64_t micro;
};

/* "0.30": at most six digits behind the point. */
static bool parse_price(const char *text, uint64_t *micro)
{
	uint64_t value = 0, digits = 0;
	const char *c;
	int left = -1;

	for (c = text; *c; c++) {
		if (*c == '.' && left < 0) {
			left = 6;
			continue;
		}
		if (*c < '0' || *c > '9' || !left || ++digits > 12)
			return false;
		value = value * 10 + (*c - '0');
		left -= left > 0;
	}
	if (!digits)
		return false;
	for (left = left < 0 ? 6 : left; left; left--)
		value *= 10;
	*micro = value;
	return true;
}

static bool measure(uint64_t *mj)
{
	const struct timespec second = { .tv_sec = 1 };
	struct power_look from, to;

	power_look(POWER_ROOT, "/proc/stat", &from);
	if (!from.packages)
		return false;
	nanosleep(&second, NULL);
	power_look(POWER_ROOT, "/proc/stat", &to);
	return power_between(&from, &to, mj);
}

static void find_rate(struct rate *rate)
{
	if (opt.watts) {
		rate->mj = opt.watts * 1000;
		rate->source = GIVEN;
	} else if (measure(&rate->mj)) {
		rate->source = MEASURED;
	} else {
		rate->mj = HUMAN_CPU_WATTS * 1000;
		rate->source = RECKONED;
	}
}

static uint64_t joules_of(const struct rate *rate, uint64_t cpu_ns)
{
	return (unsigned __int128)cpu_ns * rate->mj / 1000 / NS_PER_S;
}

static uint64_t micro_of(const struct rate *rate, uint64_t cpu_ns)
{
	return (unsigned __int128)cpu_ns * rate->mj / 1000 / NS_PER_S *
	       rate->micro / J_PER_KWH;
}

static void add_cost(struct table *t, const struct rate *rate, uint64_t cpu_ns)
{
	uint64_t micro = micro_of(rate, cpu_ns);
	char buf[HUMAN_LEN];

	table_add(t, COLOR_NONE, human_duration(buf, cpu_ns));
	table_add(t, COLOR_NONE, human_energy(buf, joules_of(rate, cpu_ns)));
	if (rate->micro)
		snprintf(buf, sizeof(buf), "%" PRIu64 ".%02" PRIu64,
			 micro / MICRO, micro % MICRO / (MICRO / 100));
	else
		snprintf(buf, sizeof(buf), "-");
	table_add(t, COLOR_NONE, buf);
}

static void json_cost(json_t *object, const struct rate *rate, uint64_t cpu_ns)
{
	json_object_set_new(object, "cpu_ns", json_u64(cpu_ns));
	json_object_set_new(object, "energy_j",
			    json_u64(joules_of(rate, cpu_ns)));
	if (rate->micro)
		json_object_set_new(object, "cost_micro",
				    json_u64(micro_of(rate, cpu_ns)));
}

static void print_rate(const struct rate *rate, uint64_t ns)
{
	char a[HUMAN_LEN], b[HUMAN_LEN];

	printf("a CPU that computes takes %" PRIu64 ".%" PRIu64 " W: %s\n",
	       rate->mj / 1000, rate->mj % 1000 / 100,
	       rate->source == MEASURED ?
		       "measured now, of the processor packages" :
		       rate->source == GIVEN ? "as was said" :
		       "reckoned, not measured");
	printf("this host has computed for %s since it was started: about %s\n\n",
	       human_duration(a, ns), human_energy(b, joules_of(rate, ns)));
}

static void print_findings(const struct rate *rate, const struct vec *findings)
{
	static const char *const titles[] = {
		"FINDING", "FAMILY", "TIME", "ENERGY", "COST", "OWNER",
	};
	struct table t = {
		.columns = ARRAY_SIZE(titles),
		.right = 1 << 0 | 1 << 2 | 1 << 3 | 1 << 4,
		.cut = 1 << 1 | 1 << 5,
	};
	const struct finding *all = findings->items;
	char buf[HUMAN_LEN], owner[OWNER_LEN];
	uint64_t sum = 0;
	size_t i;

	table_titles(&t, titles);
	for (i = 0; i < findings->n; i++) {
		snprintf(buf, sizeof(buf), "%" PRIu64, all[i].id);
		table_add(&t, COLOR_NONE, buf);
		table_add(&t, COLOR_NONE, family_shown(&all[i]));
		add_cost(&t, rate, all[i].cpu_ns);
		table_add(&t, COLOR_NONE,
			  shown(owner_of(all[i].cgroup_path, owner)));
		sum += all[i].cpu_ns;
	}
	table_add(&t, COLOR_BOLD, "all");
	table_add(&t, COLOR_NONE, "");
	add_cost(&t, rate, sum);
	table_add(&t, COLOR_NONE, "");
	table_print(&t);
}

static void print_tenants(const struct rate *rate, const struct vec *tenants)
{
	static const char *const titles[] = {
		"TENANT", "SUSPECT", "ENERGY", "COST", "CGROUP",
	};
	struct table t = {
		.columns = ARRAY_SIZE(titles),
		.right = 1 << 1 | 1 << 2 | 1 << 3,
		.cut = 1 << 4,
	};
	const struct tenant *all = tenants->items;
	char owner[OWNER_LEN];
	size_t i, k;

	for (i = 0; i < tenants->n; i++) {
		if (!all[i].suspect_ns)
			continue;
		for (k = t.n; k < t.columns; k++)
			table_add(&t, COLOR_BOLD, titles[k]);
		table_add(&t, COLOR_NONE,
			  shown(owner_of(all[i].cgroup_path, owner)));
		add_cost(&t, rate, all[i].suspect_ns);
		table_add(&t, COLOR_NONE, shown(all[i].cgroup_path));
	}
	if (!t.n)
		return;
	putchar('\n');
	table_print(&t);
}

static json_t *json_findings(const struct rate *rate,
			     const struct vec *findings)
{
	const struct finding *all = findings->items;
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < findings->n; i++) {
		json_t *object = json_object();

		json_object_set_new(object, "id", json_u64(all[i].id));
		json_cost(object, rate, all[i].cpu_ns);
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *json_tenants(const struct rate *rate, const struct vec *tenants)
{
	const struct tenant *all = tenants->items;
	json_t *array = json_array();
	char owner[OWNER_LEN];
	size_t i;

	for (i = 0; i < tenants->n; i++) {
		json_t *object;

		if (!all[i].suspect_ns)
			continue;
		object = json_object();
		json_object_set_new(object, "cgroup_id",
				    json_u64(all[i].cgroup_id));
		json_object_set_new(object, "owner",
				    json_text(owner_of(all[i].cgroup_path,
						       owner)));
		json_cost(object, rate, all[i].suspect_ns);
		json_array_append_new(array, object);
	}
	return array;
}

static void cost_json(const struct rate *rate, uint64_t host_ns,
		      const struct vec *findings, const struct vec *tenants)
{
	json_t *doc = json_document("cost"), *object = json_object();

	json_object_set_new(doc, "milliwatts_per_cpu", json_u64(rate->mj));
	json_object_set_new(doc, "source", json_string(sources[rate->source]));
	if (rate->micro)
		json_object_set_new(doc, "price_micro_per_kwh",
				    json_u64(rate->micro));
	json_cost(object, rate, host_ns);
	json_object_set_new(doc, "host", object);
	json_object_set_new(doc, "by_finding", json_findings(rate, findings));
	json_object_set_new(doc, "by_tenant", json_tenants(rate, tenants));
	json_print(doc);
}

int cmd_cost(int argc, char **argv)
{
	struct vec findings, tenants;
	struct power_look host;
	struct rate rate = {};
	uint64_t host_ns;
	struct nl nl;
	int code, err;

	(void)argc;
	(void)argv;
	if (opt.price && !parse_price(opt.price, &rate.micro))
		return usage_error("not a price", opt.price);
	code = nl_connect(&nl);
	if (code)
		return code;
	/* what is over has cost, too */
	code = findings_get(&nl, &findings, true);
	if (code)
		goto out;
	err = nl_dump(&nl, CPUWARDEN_CMD_TENANT_GET, &tenant_schema, &tenants);
	if (err) {
		code = nl_failed(&nl, err, "read the tenants");
		goto out_findings;
	}
	if (nl.torn && !opt.json)
		warn("the tenants kept changing: some may be missing or doubled");
	find_rate(&rate);
	power_look(POWER_ROOT, "/proc/stat", &host);
	host_ns = host.busy * (NS_PER_S / sysconf(_SC_CLK_TCK));
	if (opt.json) {
		cost_json(&rate, host_ns, &findings, &tenants);
	} else {
		print_rate(&rate, host_ns);
		print_findings(&rate, &findings);
		print_tenants(&rate, &tenants);
	}
	vec_free(&tenants, &tenant_schema);
out_findings:
	vec_free(&findings, &finding_schema);
out:
	nl_close(&nl);
	return code;
}
