// SPDX-License-Identifier: GPL-2.0-only
/*
 * What names say of who wants to look like another; the fingerprint of code; who
 * starts a miner again; who stops when somebody looks, or when others begin; who
 * spares himself; who writes his code anew.
 */
#include <kunit/test.h>
#include <linux/module.h>

#include "case/crowd.h"
#include "case/hours.h"
#include "case/duty.h"
#include "case/missed.h"
#include "case/names.h"
#include "case/print.h"
#include "case/restarter.h"
#include "case/rewritten.h"
#include "case/watched.h"

static void names_of_kernel_threads(struct kunit *test)
{
	/* as ps of Linux 6.12 shows them, and as the kernel cuts them */
	static const char *const yes[] = {
		"kworker/0:1", "kworker/u16:3-", "[kworker/0:0]", "ksoftirqd/1",
		"kswapd0", "migration/3", "[kworker/u16:3-", "rcu_tasks_kthre",
		"irq/9-acpi", "scsi_eh_0", "jbd2/sda1-8",
		/* of a command line, longer than what is read of it */
		"[kworker/u16:3-events_power_eff", "[kworker/0:1] -c",
	};
	static const char *const no[] = {
		"[", "[[", "irqbalance", "kswapd-exporter", "[1] job", "kwork",
		"nginx: worker process", "",
		/* titles of celery, which may end just where one is cut */
		"[celeryd: w1@h:MainProcess]", "[celeryd: celery@h:MainProcess]",
		/* programs in a folder of such a name */
		"migration/up", "irq/bench", "cpuhp/", "[migration/up",
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(yes); i++)
		KUNIT_EXPECT_TRUE_MSG(test, cw_name_is_kernel_thread(yes[i]),
				      "%s", yes[i]);
	for (i = 0; i < ARRAY_SIZE(no); i++)
		KUNIT_EXPECT_FALSE_MSG(test, cw_name_is_kernel_thread(no[i]),
				       "%s", no[i]);
}

struct named {
	const char *comm;
	const char *exe;
	u32 signs;
};

#define OTHER	CPUWARDEN_COVERT_OTHER_NAME
#define SYSTEM	CPUWARDEN_COVERT_SYSTEM_NAME
#define HIDDEN	CPUWARDEN_COVERT_HIDDEN_PATH

/* Names that public reports of families have, and programs of Debian 12. */
static void names_and_paths(struct kunit *test)
{
	static const struct named names[] = {
		/* Kinsing */
		{ "kdevtmpfsi", "/tmp/kdevtmpfsi", SYSTEM },
		/* TeamTNT: a daemon's name, hidden */
		{ ".dockerd", "/usr/bin/.dockerd", SYSTEM | HIDDEN },
		{ "dockerd", "/var/tmp/.copydie/dockerd", SYSTEM | HIDDEN },
		{ "systemd-network", "/tmp/systemd-networkd", SYSTEM },
		{ "sshd", "/root/sshd", SYSTEM },
		{ "systemdd", "/usr/bin/systemdd", SYSTEM },
		{ "php-fpm", "/dev/shm/x", OTHER },
		{ "x", "/root/...  /x", HIDDEN },

		{ "sshd", "/usr/sbin/sshd", 0 },
		{ "systemd-network", "/usr/lib/systemd/systemd-networkd", 0 },
		{ "rsyslogd", "/usr/sbin/rsyslogd", 0 },
		{ "syslogd", "/sbin/syslogd", 0 },
		{ "docker", "/usr/bin/docker", 0 },
		{ "mysql", "/usr/bin/mysql", 0 },
		{ "chronyc", "/usr/bin/chronyc", 0 },
		{ "apache2", "/usr/sbin/apache2", 0 },
		{ "unattended-upgr", "/usr/bin/python3.11", 0 },
		{ "postgres", "/usr/lib/postgresql/15/bin/postgres", 0 },
		{ "gzip", "/usr/bin/gzip", 0 },
		{ "a", "/home/u/a", 0 },
		{ "server", NULL, 0 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		KUNIT_EXPECT_EQ_MSG(test, cw_covert_names(names[i].comm,
							  names[i].exe),
				    names[i].signs, "%s of %s", names[i].comm,
				    names[i].exe ?: "nothing");
}

static void interpreters_of_no_file(struct kunit *test)
{
	const u32 yes = CPUWARDEN_COVERT_FILELESS;
	const u32 memfd = CW_ORIGIN_FILE | CW_ORIGIN_MEMFD;
	const u32 anon = CW_ORIGIN_FILE | CW_ORIGIN_ANON;

	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/perl", anon), yes);
	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/php8.2", memfd), yes);
	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/python3", memfd),
			yes);
	/* compilers to machine code in Python and PHP; a program that has one */
	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/python3", anon), 0u);
	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/php8.2", anon), 0u);
	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/wine", memfd), 0u);
	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/perl",
						 CW_ORIGIN_FILE), 0u);
	KUNIT_EXPECT_EQ(test, cw_covert_fileless(NULL, memfd), 0u);
}

/* A loop of so many instructions, sampled where a generator says. */
struct loop {
	u8 op[200];
	unsigned int n;
};

static u32 draw(u64 *state)
{
	*state = *state * 6364136223846793005ull + 1442695040888963407ull;
	return *state >> 33;
}

static void make_loop(struct loop *l, u64 seed)
{
	unsigned int i;

	l->n = 120;
	for (i = 0; i < l->n; i++)
		l->op[i] = draw(&seed) % 24;
}

static struct cw_print print_of(struct kunit *test, const struct loop *l,
				u64 seed, bool noise)
{
	struct cw_print_once *once = kunit_kzalloc(test, sizeof(*once),
						   GFP_KERNEL);
	struct cw_print print = {};
	struct cw_signs s = { .insns = CW_WINDOW_INSNS };
	unsigned int n, i, at;

	KUNIT_ASSERT_NOT_NULL(test, once);
	for (n = 0; n < 256; n++) {
		at = draw(&seed) % l->n;
		for (i = 0; i < s.insns; i++)
			s.op[i] = l->op[(at + i) % l->n];
		cw_print_add(&print, once, &s);
		/* code that is made anew all the time */
		for (i = 0; noise && i < s.insns; i++)
			s.op[i] = draw(&seed) % CW_OP_COUNT;
		if (noise)
			cw_print_add(&print, once, &s);
	}
	return print;
}

static void prints_of_code(struct kunit *test)
{
	struct cw_print a, b, c;
	struct loop l, other;

	make_loop(&l, 1);
	make_loop(&other, 2);
	a = print_of(test, &l, 3, false);
	b = print_of(test, &l, 4, false);
	c = print_of(test, &other, 3, false);
	KUNIT_EXPECT_TRUE(test, cw_print_is_known(&a));
	KUNIT_EXPECT_GE(test, cw_print_alike_pct(&a, &b), 80u);
	KUNIT_EXPECT_LT(test, cw_print_alike_pct(&a, &c), 5u);
	KUNIT_EXPECT_EQ(test, cw_print_alike_pct(&a, &a), 100u);
	KUNIT_EXPECT_NE(test, cw_print_number(&a), cw_print_number(&c));
	/* half of it new each time */
	b = print_of(test, &l, 5, true);
	KUNIT_EXPECT_GE(test, cw_print_alike_pct(&a, &b),
			(u32)CW_PRINT_SAME_PCT);
}

static void prints_end(struct kunit *test)
{
	struct cw_print_once *once = kunit_kzalloc(test, sizeof(*once),
						   GFP_KERNEL);
	struct cw_print p = {}, empty = {};
	struct cw_signs s = {};
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, once);
	cw_print_add(&p, once, &s);
	KUNIT_EXPECT_EQ(test, p.samples, 0u);
	s.insns = 3;	/* too few for a run */
	for (i = 0; i < 1000; i++)
		cw_print_add(&p, once, &s);
	KUNIT_EXPECT_TRUE(test, cw_print_is_done(&p));
	KUNIT_EXPECT_EQ(test, p.samples, (u32)CW_PRINT_LAST_SAMPLES);
	KUNIT_EXPECT_FALSE(test, cw_print_is_known(&p));
	KUNIT_EXPECT_EQ(test, cw_print_alike_pct(&p, &empty), 0u);
}

struct started {
	const char *parents[CW_ANCESTORS];	/* "name pid", the nearest first */
	const char *session;
	const char *cgroup;
	u8 kind;
	const char *name;
};

static void set_ancestor(struct cw_ancestor *a, const char *text)
{
	const char *blank = strchr(text, ' ');

	strscpy(a->comm, text, min_t(size_t, sizeof(a->comm),
				     blank - text + 1));
	if (kstrtou32(blank + 1, 10, &a->pid))
		a->pid = 0;
	a->start_ns = a->pid * 1000ull;
	/* daemons of root have low numbers here */
	a->uid = a->pid < 1000 ? 0 : 1000;
}

static struct cw_restarter restarter_of(const struct started *s)
{
	struct cw_lineage l = {};
	struct cw_restarter r;

	while (l.n < CW_ANCESTORS && s->parents[l.n]) {
		set_ancestor(&l.up[l.n], s->parents[l.n]);
		l.n++;
	}
	if (s->session)
		set_ancestor(&l.session, s->session);
	cw_restarter_of(&r, &l, s->cgroup);
	return r;
}

/* Chains as ps shows them on Debian 12 and in Docker. */
static void restarters(struct kunit *test)
{
	static const struct started all[] = {
		{ { "sh 4000", "CRON 700", "cron 500", "systemd 1" }, NULL,
		  "/system.slice/cron.service", CPUWARDEN_RESTARTER_CRON,
		  "CRON" },
		/* a shell of a user that calls itself so */
		{ { "cron 4000", "bash 3000", "sshd 2000" }, NULL, "/",
		  CPUWARDEN_RESTARTER_PROCESS, "cron" },
		{ { "sh 4000", "atd 500", "systemd 1" }, NULL, "/",
		  CPUWARDEN_RESTARTER_AT, "atd" },
		{ { "bash 4000", "bash 3000" }, NULL, "/",
		  CPUWARDEN_RESTARTER_SHELL, "bash" },
		{ { "systemd 1" }, NULL, "/system.slice/dbused.service",
		  CPUWARDEN_RESTARTER_UNIT, "dbused.service" },
		{ { "systemd 3000", "systemd 1" }, NULL,
		  "/user.slice/user-1000.slice/user@1000.service/app.slice/x.service",
		  CPUWARDEN_RESTARTER_UNIT, "x.service" },
		{ { "containerd-shim 600", "systemd 1" }, NULL,
		  "/system.slice/docker-0.scope",
		  CPUWARDEN_RESTARTER_CONTAINER, "containerd-shim" },
		{ { "postgres 2000", "containerd-shim 600" }, NULL, "/docker/0",
		  CPUWARDEN_RESTARTER_PROCESS, "postgres" },
		{ { "systemd 1" }, "bash 3000",
		  "/user.slice/user-1000.slice/session-3.scope",
		  CPUWARDEN_RESTARTER_SESSION, "bash" },
		{ { "systemd 1" }, NULL,
		  "/user.slice/user-1000.slice/session-3.scope",
		  CPUWARDEN_RESTARTER_NONE, "" },
		{ { "init 1" }, NULL, NULL, CPUWARDEN_RESTARTER_NONE, "" },
		{ { NULL }, NULL, "/", CPUWARDEN_RESTARTER_NONE, "" },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(all); i++) {
		struct cw_restarter r = restarter_of(&all[i]);

		KUNIT_EXPECT_EQ_MSG(test, r.kind, all[i].kind, "no. %u", i);
		KUNIT_EXPECT_STREQ_MSG(test, r.name, all[i].name, "no. %u", i);
	}
}

static void same_restarters(struct kunit *test)
{
	const struct started cron = { { "sh 4000", "cron 500" } };
	const struct started shell = { { "sh 4000" } };
	const struct started other = { { "sh 4001" } };
	const struct started unit = { { "systemd 1" }, NULL, "/a.service" };
	const struct started nobody = {};
	struct cw_restarter a, b;

	a = restarter_of(&shell);
	b = restarter_of(&other);
	KUNIT_EXPECT_TRUE(test, cw_restarter_same(&a, &a));
	KUNIT_EXPECT_FALSE(test, cw_restarter_same(&a, &b));
	a = restarter_of(&unit);
	KUNIT_EXPECT_TRUE(test, cw_restarter_same(&a, &a));
	/* cron starts everybody's jobs */
	a = restarter_of(&cron);
	KUNIT_EXPECT_FALSE(test, cw_restarter_same(&a, &a));
	a = restarter_of(&nobody);
	KUNIT_EXPECT_FALSE(test, cw_restarter_same(&a, &a));
}

#define SEC	1000000000ull

static void falls_are_told(struct kunit *test)
{
	struct cw_watched w = {};
	bool fell;
	u64 s;

	for (s = 100; s < 104; s++)
		cw_watched_add(&w, s * SEC + SEC / 2, 400000000);
	cw_watched_add(&w, 104 * SEC, 10000000);
	KUNIT_EXPECT_TRUE(test, cw_watched_falls(&w, 102, &fell));
	KUNIT_EXPECT_TRUE(test, fell);
	KUNIT_EXPECT_TRUE(test, cw_watched_falls(&w, 103, &fell));
	KUNIT_EXPECT_TRUE(test, fell);
	cw_watched_add(&w, 105 * SEC, 100000000);
	cw_watched_add(&w, 106 * SEC, 100000000);
	KUNIT_EXPECT_TRUE(test, cw_watched_falls(&w, 103, &fell));
	KUNIT_EXPECT_FALSE(test, fell);
	/* it did nothing before, or that is too long ago */
	KUNIT_EXPECT_FALSE(test, cw_watched_falls(&w, 105, &fell));
	KUNIT_EXPECT_FALSE(test, cw_watched_falls(&w, 110, &fell));
}

static bool is_watched(u32 starts, u32 paused, u32 others, u32 falls)
{
	const struct cw_falls f = {
		.starts = starts, .paused = paused, .others = others,
		.falls = falls,
	};

	return cw_falls_beyond_chance(&f);
}

/* Where it fell after all starts the bound is the tail itself: p^n. */
static void chance_is_told_from_more(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, is_watched(0, 0, 0, 0));
	KUNIT_EXPECT_FALSE(test, is_watched(2, 2, 4000, 0));
	/* p = 1/102: 9.4e-7 */
	KUNIT_EXPECT_TRUE(test, is_watched(3, 3, 100, 0));
	/* p = 1/22: 9.4e-5 */
	KUNIT_EXPECT_FALSE(test, is_watched(3, 3, 20, 0));
	KUNIT_EXPECT_TRUE(test, is_watched(5, 5, 20, 0));
	/* p = 0.11, as one does that pauses at random: 0.09, 2e-8 */
	KUNIT_EXPECT_FALSE(test, is_watched(10, 3, 98, 10));
	KUNIT_EXPECT_TRUE(test, is_watched(10, 10, 98, 10));
	/* half of the time */
	KUNIT_EXPECT_FALSE(test, is_watched(12, 12, 100, 50));
	/* one start of four, and nearly never else */
	KUNIT_EXPECT_TRUE(test, is_watched(40, 10, 4000, 3));
	/* nothing is known of chance: monitors are started all the time */
	KUNIT_EXPECT_FALSE(test, is_watched(40, 40, 0, 0));
}

static void counts_are_bounded(struct kunit *test)
{
	struct cw_falls f = {};
	unsigned int i;

	for (i = 0; i < 100000; i++) {
		cw_falls_count(&f, true, true);
		cw_falls_count(&f, false, i % 2);
	}
	KUNIT_EXPECT_LT(test, f.starts, 64u);
	KUNIT_EXPECT_LE(test, f.paused, f.starts);
	KUNIT_EXPECT_LT(test, f.others, 4096u);
	KUNIT_EXPECT_LE(test, f.falls, f.others);
}

/* A second of somebody's, sampled so often. @w: NULL if it is not the suspect. */
static void compute(struct cw_seconds *all, struct cw_watched *w, u64 now,
		    u32 rate_hz)
{
	u32 i;

	for (i = 0; i < rate_hz * 9 / 10; i++) {
		cw_seconds_add(all, now, SEC / rate_hz);
		if (w)
			cw_watched_add(w, now, SEC / rate_hz);
	}
}

/*
 * A suspect on two CPUs, and others that compute for eight of each twenty seconds.
 * @stops: it does not compute then; @wants: it would if it got a CPU; @shift: it
 * stops so many seconds later
 */
static bool yields(bool stops, bool wants, u32 shift, u32 rate_hz)
{
	struct cw_watched w = {};
	struct cw_seconds all = {};
	u64 s, now;

	for (s = 100; s < 300; s++) {
		now = s * SEC + SEC / 2;
		if ((s - shift) % 20 < 12 || !stops) {
			compute(&all, &w, now, rate_hz);
			cw_watched_wants(&w, now);
		} else if (wants) {
			cw_watched_wants(&w, now);
		}
		if (s % 20 >= 12)
			compute(&all, NULL, now, rate_hz);
		cw_crowd_judge(&all, &w, now);
	}
	return cw_falls_beyond_chance(&w.crowd);
}

static void who_gives_way_is_told(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, yields(true, false, 0, 100));
	/* who does not stop, and who is crowded out */
	KUNIT_EXPECT_FALSE(test, yields(false, false, 0, 100));
	KUNIT_EXPECT_FALSE(test, yields(true, true, 0, 100));
	/* who stops as often, some time after the others */
	KUNIT_EXPECT_FALSE(test, yields(true, false, 4, 100));
	/* a sample is less than half a millisecond */
	KUNIT_EXPECT_TRUE(test, yields(true, false, 0, 10000));
}

#define HOUR	3600u
#define DAY	(24 * HOUR)

/* So many days, from noon of the 20000th, of one that computes from an hour on. */
struct nights {
	u32 days;
	u32 begins;
	u32 lasts;
	u32 later;	/* each day by so many hours */
};

static void spend(struct cw_hours *h, const struct nights *n)
{
	u32 hour, begins;
	bool wants;
	u64 wall;

	for (hour = 12; hour < 12 + n->days * 24; hour++) {
		wall = 20000ull * DAY + (u64)hour * HOUR;
		begins = (n->begins + hour / 24 * n->later) % 24;
		wants = (hour + 24 - begins) % 24 < n->lasts;
		cw_hours_add(h, wall, 0, wants);
		/* the clock is corrected */
		cw_hours_add(h, wall - 1, 0, wants);
		cw_hours_add(h, wall + HOUR - 1, 0, wants);
	}
}

static bool same_hours(u32 days, u32 begins, u32 lasts, u32 later)
{
	const struct nights n = { days, begins, lasts, later };
	struct cw_hours h = {};

	spend(&h, &n);
	return cw_hours_same(&h);
}

static void who_computes_at_night_is_told(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, same_hours(8, 22, 8, 0));
	KUNIT_EXPECT_TRUE(test, same_hours(8, 2, 1, 0));
	KUNIT_EXPECT_TRUE(test, same_hours(8, 8, 16, 0));
	/* four whole days are not enough to say so */
	KUNIT_EXPECT_FALSE(test, same_hours(5, 22, 8, 0));
	/* always, never, most of the time, or in other hours each day */
	KUNIT_EXPECT_FALSE(test, same_hours(30, 0, 24, 0));
	KUNIT_EXPECT_FALSE(test, same_hours(30, 0, 0, 0));
	KUNIT_EXPECT_FALSE(test, same_hours(30, 8, 18, 0));
	KUNIT_EXPECT_FALSE(test, same_hours(30, 1, 5, 5));
}

/* The machine slept, the clock was set, and one day is unlike the others. */
static void hours_have_gaps(struct kunit *test)
{
	const struct nights nights = { 8, 22, 8, 0 };
	struct cw_hours h = {};
	u32 day;

	for (day = 0; day < 7; day++)
		cw_hours_add(&h, (20000ull + day) * DAY + 2 * HOUR, 0, true);
	KUNIT_EXPECT_TRUE(test, cw_hours_same(&h));
	cw_hours_add(&h, 20006ull * DAY + 12 * HOUR, 0, true);
	cw_hours_add(&h, 20007ull * DAY, 0, false);
	KUNIT_EXPECT_FALSE(test, cw_hours_same(&h));

	spend(&h, &nights);
	KUNIT_EXPECT_TRUE(test, cw_hours_same(&h));
	cw_hours_add(&h, 19000ull * DAY, 0, true);
	KUNIT_EXPECT_FALSE(test, cw_hours_same(&h));
}

/* The machine sleeps at night, not what runs on it. */
static void a_machine_that_sleeps_is_no_suspect(struct kunit *test)
{
	struct cw_hours h = {};
	u32 day, hour;

	for (day = 0; day < 10; day++)
		for (hour = 7; hour < 22; hour++)
			cw_hours_add(&h, (20000ull + day) * DAY + hour * HOUR,
				     day * 9 * HOUR + hour % 2, true);
	KUNIT_EXPECT_FALSE(test, cw_hours_same(&h));
}

static void hours_are_inherited(struct kunit *test)
{
	const struct nights nights = { 8, 22, 8, 0 };
	struct cw_hours h = {}, later = {};

	spend(&h, &nights);
	cw_hours_add(&h, 20008ull * DAY + 12 * HOUR, 0, false);
	/* started anew, and linked after an hour */
	cw_hours_add(&later, 20008ull * DAY + 22 * HOUR, 0, true);
	cw_hours_add(&later, 20008ull * DAY + 23 * HOUR, 0, true);
	cw_hours_inherit(&later, &h);
	KUNIT_EXPECT_TRUE(test, cw_hours_same(&later));
	KUNIT_EXPECT_EQ(test, later.busy & 1u << 22, 1u << 22);
}

struct state {
	u32 threads;
	bool stopped;
	u32 cpu_ms;	/* of each thread in each second */
	u32 waited_ms;
};

/* One second in each state by turns, @turns times, beside a thread that waits. */
static struct cw_duty duty_of(const struct state *states, size_t n,
			      unsigned int turns)
{
	struct cw_duty_look look = { .n = 1, .thread = { { 999, false, 3 * SEC } } };
	u64 now = 1000 * SEC;
	struct cw_duty d = {};
	unsigned int i;
	u32 t;

	for (t = 1; t <= states->threads; t++)
		look.thread[look.n++].tid = 1000 + t;
	cw_duty_add(&d, &look, now);
	for (i = 0; i < turns; i++) {
		const struct state *s = &states[i % n];

		for (t = 1; t <= states->threads; t++) {
			look.thread[t].stopped = s->stopped;
			look.thread[t].cpu_ns += s->cpu_ms * (SEC / 1000);
			look.thread[t].waited_ns += s->waited_ms * (SEC / 1000);
		}
		now += SEC;
		cw_duty_add(&d, &look, now);
	}
	return d;
}

static void duties_are_told(struct kunit *test)
{
	static const struct state full[] = { { 2, false, 990, 10 } };
	static const struct state sleeps[] = { { 1, false, 250, 20 } };
	static const struct state stopped[] = {
		{ 1, false, 1000 }, { 1, true, 0 },
	};
	static const struct state quota[] = { { 4, false, 250, 750 } };
	struct cw_duty d;

	d = duty_of(full, 1, 30);
	KUNIT_EXPECT_EQ(test, cw_duty_bp(&d), 9900u);
	KUNIT_EXPECT_EQ(test, cw_duty_rests(&d), 0u);
	d = duty_of(sleeps, 1, 30);
	KUNIT_EXPECT_EQ(test, cw_duty_bp(&d), 2500u);
	KUNIT_EXPECT_EQ(test, cw_duty_rests(&d), (u32)CPUWARDEN_REST_SLEEPS);
	d = duty_of(stopped, 2, 30);
	KUNIT_EXPECT_EQ(test, cw_duty_bp(&d), 5000u);
	KUNIT_EXPECT_EQ(test, cw_duty_rests(&d), (u32)CPUWARDEN_REST_STOPPED);
	d = duty_of(quota, 1, 30);
	KUNIT_EXPECT_EQ(test, cw_duty_bp(&d), 2500u);
	KUNIT_EXPECT_EQ(test, cw_duty_rests(&d), (u32)CPUWARDEN_REST_WAITS);
	/* not known yet */
	d = duty_of(sleeps, 1, 10);
	KUNIT_EXPECT_EQ(test, cw_duty_bp(&d), 0u);
	KUNIT_EXPECT_EQ(test, cw_duty_rests(&d), 0u);
}

/* A machine that was suspended, counts that went back, threads that ended. */
static void duties_have_gaps(struct kunit *test)
{
	static const struct state full[] = { { 1, false, 1000 } };
	struct cw_duty d = duty_of(full, 1, 30);
	struct cw_duty_look look = {
		.n = 1, .thread = { { 1001, false, 30 * SEC } },
	};

	cw_duty_add(&d, &look, d.last_ns + 3600 * SEC);
	KUNIT_EXPECT_EQ(test, cw_duty_bp(&d), 10000u);
	look.thread[0].cpu_ns = 0;
	cw_duty_add(&d, &look, d.last_ns + SEC);
	KUNIT_EXPECT_EQ(test, d.thread[0].ran_us, 30000000u);
	look.thread[0].tid = 5;
	cw_duty_add(&d, &look, d.last_ns + SEC);
	KUNIT_EXPECT_EQ(test, d.thread[0].time_us, 0u);
}

static void missing_samples_are_told(struct kunit *test)
{
	struct cw_sampling s = { .period_ns = SEC / 100 };
	struct cw_missed m = {};

	KUNIT_EXPECT_FALSE(test, cw_missed_look(&m, 100 * SEC, 0, &s));
	/* not enough, then enough and sampled */
	KUNIT_EXPECT_FALSE(test, cw_missed_look(&m, 105 * SEC, 0, &s));
	KUNIT_EXPECT_FALSE(test, cw_missed_look(&m, 111 * SEC, 10 * SEC, &s));
	KUNIT_EXPECT_TRUE(test, cw_missed_look(&m, 121 * SEC, 14 * SEC, &s));
	/* lost ones may have been its own */
	s.dropped = 1;
	KUNIT_EXPECT_FALSE(test, cw_missed_look(&m, 141 * SEC, 14 * SEC, &s));
	KUNIT_EXPECT_TRUE(test, cw_missed_look(&m, 151 * SEC, 14 * SEC, &s));
	/* stolen */
	s.steal_ns = 5 * SEC;
	KUNIT_EXPECT_FALSE(test, cw_missed_look(&m, 161 * SEC, 14 * SEC, &s));
	/* so few samples may be chance */
	s.period_ns = SEC / 10;
	KUNIT_EXPECT_FALSE(test, cw_missed_look(&m, 171 * SEC, 14 * SEC, &s));
	KUNIT_EXPECT_FALSE(test, cw_missed_look(&m, 200 * SEC, 14 * SEC, &s));
	KUNIT_EXPECT_TRUE(test, cw_missed_look(&m, 222 * SEC, 14 * SEC, &s));
}

/* What is at a place, second by second; '.': it is not executed. */
static bool rewrites(const char *versions)
{
	struct cw_rewritten r = {};
	u8 code[CW_REWRITTEN_BYTES] = {};
	unsigned int i;

	for (; *versions; versions++) {
		code[0] = *versions;
		if (*versions != '.')
			cw_rewritten_met(&r, 0x7f0000001234, code);
		for (i = 0; i < CW_REWRITTEN_PLACES; i++)
			if (cw_rewritten_wants(&r, i))
				cw_rewritten_look(&r, i, code);
	}
	return r.is;
}

static void code_that_is_written_anew(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, rewrites("abcdefghi"));
	/* a miner may be met twice at the same program */
	KUNIT_EXPECT_TRUE(test, rewrites("abccdeffghijk"));
	/* a compiler that tries again, and has found it then */
	KUNIT_EXPECT_FALSE(test, rewrites("abcdddddddddddddabcddddddddddd"));
	/* half of the time */
	KUNIT_EXPECT_FALSE(test, rewrites("aabbccddeeffgghhiijjkkllmm"));
	/* it is not executed any more: data */
	KUNIT_EXPECT_FALSE(test, rewrites("ab.cd.ef.gh.ij.kl.mn.op.qr"));
}

/* What is settled leaves its place to another page; what is not does not. */
static void places_are_left(struct kunit *test)
{
	static const u64 page = 0x7f0000000000;
	static const u64 other = page + 4096 * CW_REWRITTEN_PLACES;
	u8 code[CW_REWRITTEN_BYTES] = "compute";
	struct cw_rewritten r = {};
	unsigned int i;

	for (i = 0; i < 2; i++) {
		cw_rewritten_met(&r, page + 8, code);
		cw_rewritten_look(&r, 0, code);
		cw_rewritten_met(&r, other, code);
		KUNIT_EXPECT_EQ(test, r.place[0].address, page + 8);
	}
	cw_rewritten_met(&r, page, code);
	cw_rewritten_look(&r, 0, code);
	cw_rewritten_met(&r, other, code);
	KUNIT_EXPECT_EQ(test, r.place[0].address, other);
	KUNIT_EXPECT_EQ(test, r.place[0].looks, 0);
	/* it is gone */
	cw_rewritten_look(&r, 0, NULL);
	KUNIT_EXPECT_FALSE(test, cw_rewritten_wants(&r, 0));
}

static struct kunit_case covert_cases[] = {
	KUNIT_CASE(names_of_kernel_threads),
	KUNIT_CASE(names_and_paths),
	KUNIT_CASE(interpreters_of_no_file),
	KUNIT_CASE(prints_of_code),
	KUNIT_CASE(prints_end),
	KUNIT_CASE(restarters),
	KUNIT_CASE(same_restarters),
	KUNIT_CASE(falls_are_told),
	KUNIT_CASE(chance_is_told_from_more),
	KUNIT_CASE(counts_are_bounded),
	KUNIT_CASE(who_gives_way_is_told),
	KUNIT_CASE(who_computes_at_night_is_told),
	KUNIT_CASE(hours_have_gaps),
	KUNIT_CASE(a_machine_that_sleeps_is_no_suspect),
	KUNIT_CASE(hours_are_inherited),
	KUNIT_CASE(duties_are_told),
	KUNIT_CASE(duties_have_gaps),
	KUNIT_CASE(missing_samples_are_told),
	KUNIT_CASE(code_that_is_written_anew),
	KUNIT_CASE(places_are_left),
	{}
};

static struct kunit_suite covert_suite = {
	.name = "cpuwarden_covert",
	.test_cases = covert_cases,
};

kunit_test_suite(covert_suite);

MODULE_DESCRIPTION("KUnit suite of signs of hiding");
MODULE_LICENSE("GPL");
