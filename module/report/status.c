// SPDX-License-Identifier: GPL-2.0-only
/*
 * The state of the module: one list of keys, shown in /proc/cpuwarden/status
 * and sent over netlink.
 */

#include "status.h"
#include "notice.h"
#include "samples.h"
#include "seal.h"
#include "../collector.h"
#include "../counters.h"
#include "../coverage.h"
#include "../finding.h"
#include "../group.h"
#include "../lives.h"
#include "../origin.h"
#include "../process.h"
#include "../sampler.h"

#include <cpuwarden/version.h>
#include <linux/random.h>
#include <linux/seq_file.h>
#include <linux/timekeeping.h>
#include <net/netlink.h>
#include <uapi/linux/cpuwarden.h>

enum kind { TEXT, U32, U64 };

struct line {
	const char *key;
	u16 attr;
	enum kind kind;
	const char *text;
	u64 value;
};

enum { LINES_MAX = 64 };

struct lines {
	unsigned int n;
	struct line line[LINES_MAX];
};

static void put(struct lines *l, const char *key, u16 attr, enum kind kind,
		u64 value)
{
	if (WARN_ON_ONCE(l->n >= LINES_MAX))
		return;
	l->line[l->n++] = (struct line){
		.key = key, .attr = attr, .kind = kind, .value = value,
	};
}

static void put_text(struct lines *l, const char *key, u16 attr,
		     const char *text)
{
	put(l, key, attr, TEXT, 0);
	l->line[l->n - 1].text = text;
}

static void put_sampler(struct lines *l)
{
	struct cw_collector_stats c;
	struct cw_sampler_stats s;

	cw_sampler_stats(&s);
	cw_collector_stats(&c);
	put_text(l, "trigger", CPUWARDEN_A_STATUS_TRIGGER,
		 cw_sampler_trigger());
	put(l, "rate-hz", CPUWARDEN_A_STATUS_RATE_HZ, U32, cw_sampler_rate());
	put(l, "cpus", CPUWARDEN_A_STATUS_CPUS, U32, s.cpus);
	put(l, "uptime-ns", CPUWARDEN_A_STATUS_UPTIME_NS, U64,
	    ktime_get_boottime_ns() - cw_collector_started_ns());
	put(l, "samples-user", CPUWARDEN_A_STATUS_SAMPLES_USER, U64, s.user);
	put(l, "samples-kernel", CPUWARDEN_A_STATUS_SAMPLES_KERNEL, U64,
	    s.kernel);
	put(l, "samples-guest", CPUWARDEN_A_STATUS_SAMPLES_GUEST, U64,
	    s.guest);
	put(l, "samples-unreadable", CPUWARDEN_A_STATUS_SAMPLES_UNREADABLE,
	    U64, s.unreadable);
	put(l, "samples-dropped", CPUWARDEN_A_STATUS_SAMPLES_DROPPED, U64,
	    s.dropped);
	put(l, "handler-ns", CPUWARDEN_A_STATUS_HANDLER_NS, U64, s.handler_ns);
	put(l, "collector-ns", CPUWARDEN_A_STATUS_COLLECTOR_NS, U64, c.cpu_ns);
	put(l, "collector-gap-max-ns", CPUWARDEN_A_STATUS_COLLECTOR_GAP_MAX_NS,
	    U64, c.gap_max_ns);
	put(l, "collector-late", CPUWARDEN_A_STATUS_COLLECTOR_LATE, U64,
	    c.late);
	put(l, "collector-demoted", CPUWARDEN_A_STATUS_COLLECTOR_DEMOTED, U64,
	    c.demoted);
	put(l, "cpus-unsampled", CPUWARDEN_A_STATUS_CPUS_UNSAMPLED, U32,
	    cw_coverage_unsampled());
}

#define put_table(l, name, NAME, table)					\
do {									\
	const struct cw_table *_t = &(table);				\
									\
	put(l, name, CPUWARDEN_A_STATUS_##NAME, U32, _t->count);	\
	put(l, name "-max", CPUWARDEN_A_STATUS_##NAME##_MAX, U32,	\
	    _t->max);							\
	put(l, name "-refused", CPUWARDEN_A_STATUS_##NAME##_REFUSED,	\
	    U64, _t->refused);						\
} while (0)

static u64 load_cookie;

void cw_status_init(void)
{
	/* 53 bits: no more are exact in every reader of JSON */
	do {
		load_cookie = get_random_u64() >> 11;
	} while (!load_cookie);
}

u64 cw_status_load_cookie(void)
{
	return load_cookie;
}

/* Written and used under cw_tables_lock only. */
static char counters[CW_COUNTERS_TEXT_BYTES];
static char skipped[128];

/* Context: under cw_tables_lock. */
static void collect_lines(struct lines *l)
{
	struct cw_origin_stats origins;

	lockdep_assert_held(&cw_tables_lock);
	l->n = 0;
	put_text(l, "version", CPUWARDEN_A_STATUS_VERSION, CPUWARDEN_VERSION);
	put_sampler(l);
	put_table(l, "processes", PROCESSES, cw_processes);
	put_table(l, "threads", THREADS, cw_threads);
	put_table(l, "executables", EXECUTABLES, cw_executables);
	put_table(l, "tenants", TENANTS, cw_tenants);
	put_table(l, "lives", LIVES, cw_lives_table);
	put(l, "lives-evicted", CPUWARDEN_A_STATUS_LIVES_EVICTED, U64,
	    cw_lives_evicted());
	put(l, "findings-open", CPUWARDEN_A_STATUS_FINDINGS_OPEN, U32,
	    cw_findings_open());
	put_table(l, "findings", FINDINGS, cw_findings);
	put(l, "findings-total", CPUWARDEN_A_STATUS_FINDINGS_TOTAL, U64,
	    cw_findings_total(CW_FAMILY_NONE));
	cw_origin_stats(&origins);
	cw_counters_text(counters);
	put_text(l, "counters", CPUWARDEN_A_STATUS_COUNTERS, counters);
	put(l, "recording", CPUWARDEN_A_STATUS_RECORDING, U32,
	    cw_samples_recording());
	put(l, "records-dropped", CPUWARDEN_A_STATUS_RECORDS_DROPPED, U64,
	    cw_samples_dropped());
	put(l, "load-cookie", CPUWARDEN_A_STATUS_LOAD_COOKIE, U64, load_cookie);
	put(l, "requests-refused", CPUWARDEN_A_STATUS_REQUESTS_REFUSED, U64,
	    cw_notices_of(CW_ACT_REFUSED));
	put(l, "acts-unlogged", CPUWARDEN_A_STATUS_ACTS_UNLOGGED, U64,
	    cw_notices_unlogged());
	put(l, "samples-without-code",
	    CPUWARDEN_A_STATUS_SAMPLES_WITHOUT_CODE, U64, origins.without_code);
	put(l, "origins-busy", CPUWARDEN_A_STATUS_ORIGINS_BUSY, U64,
	    origins.busy);
	put(l, "sealed", CPUWARDEN_A_STATUS_SEALED, U32, cw_sealed());
	put(l, "seal-refusals", CPUWARDEN_A_STATUS_SEAL_REFUSALS, U64,
	    cw_notices_of(CW_ACT_SEAL_REFUSED));
	put(l, "findings-evicted", CPUWARDEN_A_STATUS_FINDINGS_EVICTED, U64,
	    cw_findings_evicted());
	put(l, "events-delayed", CPUWARDEN_A_STATUS_EVENTS_DELAYED, U64,
	    cw_findings_delayed());
	cw_sampler_skipped(skipped, sizeof(skipped));
	put_text(l, "cpus-skipped", CPUWARDEN_A_STATUS_CPUS_SKIPPED, skipped);
	if (cw_sampler_fallback())
		put_text(l, "trigger-fallback",
			 CPUWARDEN_A_STATUS_TRIGGER_FALLBACK,
			 cw_sampler_fallback());
}

/* Too large for the stack, and written under cw_tables_lock only. */
static struct lines lines;

void cw_status_show(struct seq_file *m)
{
	unsigned int i;

	collect_lines(&lines);
	for (i = 0; i < lines.n; i++) {
		const struct line *line = &lines.line[i];

		if (line->kind == TEXT)
			seq_printf(m, "%s:\t%s\n", line->key, line->text);
		else
			seq_printf(m, "%s:\t%llu\n", line->key, line->value);
	}
}

int cw_status_fill(struct sk_buff *skb)
{
	unsigned int i;
	int ret = 0;

	collect_lines(&lines);
	for (i = 0; i < lines.n && !ret; i++) {
		const struct line *line = &lines.line[i];

		if (line->kind == TEXT)
			ret = nla_put_string(skb, line->attr, line->text);
		else if (line->kind == U32)
			ret = nla_put_u32(skb, line->attr, line->value);
		else
			ret = nla_put_u64_64bit(skb, line->attr, line->value,
						CPUWARDEN_A_STATUS_PAD);
	}
	return ret;
}
