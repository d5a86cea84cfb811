// SPDX-License-Identifier: GPL-2.0-only
/*
 * case: when a finding is opened, escalated, told again and closed, and why;
 * what a thread and a short-lived process add; the time without I/O. That the
 * module and the replay agree is for tests/vm/guest/record.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/string.h>

#include "case/case.h"
#include "case/io_idle.h"
#include "case/judge.h"

#define SEC		1000000000ull
#define MSEC		1000000ull
#define T0		(5000 * SEC)	/* an hour and more after boot */

struct fixture {
	struct cw_case c;
	struct cw_case_subject s;
	struct cw_judgement j;
	struct cw_track track;
	struct cw_track other;
	struct cw_short_lived lives;
	struct cw_exited exited;
	struct cw_signs mining;
	struct cw_signs idling;
	bool clear;
	unsigned int asked;
};

static bool is_clear(const void *arg, u64 now_ns)
{
	struct fixture *x = (struct fixture *)arg;

	x->asked++;
	return x->clear;
}

/* CryptoNight's own: a round of AES, a wide product, a scratchpad mask. */
static const u8 miner[] = {
	0x66, 0x0f, 0x38, 0xdc, 0xc1,		/* aesenc %xmm1,%xmm0 */
	0x25, 0xf0, 0xff, 0x1f, 0x00,		/* and $0x1ffff0,%eax */
	0x48, 0xf7, 0xe3,			/* mul %rbx */
	0x66, 0x0f, 0x38, 0xdc, 0xc1,
	0x25, 0xf0, 0xff, 0x1f, 0x00,
	0x48, 0xf7, 0xe3,
};

static const u8 nops[] = { 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90 };

static void extract(struct cw_signs *f, const u8 *code, unsigned int len)
{
	struct cw_sample s = {
		.flags = CW_SAMPLE_USER | CW_SAMPLE_CODE | CW_SAMPLE_FPCTRL,
		.isa = CW_ISA_X86_64,
		.code_len = len,
		.fpctrl = CW_MXCSR_DEFAULT,
	};

	memcpy(s.code, code, len);
	cw_signs_extract(f, &s, CW_ORIGIN_FILE);
}

static struct fixture *new_fixture(struct kunit *test)
{
	struct fixture *x = kunit_kzalloc(test, sizeof(*x), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, x);
	cw_track_init(&x->track);
	cw_track_init(&x->other);
	extract(&x->mining, miner, sizeof(miner));
	extract(&x->idling, nops, sizeof(nops));
	x->track.samples = 40;
	x->s = (struct cw_case_subject){
		.subject = CPUWARDEN_SUBJECT_PROCESS,
		.track = &x->track,
		.samples = 99,
		.cpu_ns = 100 * SEC,
		.is_clear = is_clear,
		.arg = x,
	};
	x->j.family = CW_FAMILY_RANDOMX;
	return x;
}

static enum cpuwarden_event judged(struct fixture *x, u8 verdict, bool fresh,
				   u64 now_ns)
{
	x->j.verdict = verdict;
	x->j.fresh = fresh;
	return cw_case_judge(&x->c, &x->s, &x->j, now_ns);
}

#define EXPECT_EVENT(test, event, call) \
	KUNIT_EXPECT_EQ(test, (int)(call), (int)CPUWARDEN_EVENT_##event)

static void a_process_opens_unless_clear(struct kunit *test)
{
	struct cw_judgement j = { .verdict = CW_VERDICT_CLEAR, .fresh = true };

	KUNIT_EXPECT_FALSE(test, cw_case_opens(CPUWARDEN_SUBJECT_PROCESS,
					       false, &j));
	j.verdict = CW_VERDICT_SUSPECT;
	j.fresh = false;
	KUNIT_EXPECT_TRUE(test, cw_case_opens(CPUWARDEN_SUBJECT_PROCESS,
					      false, &j));
}

static void a_group_opens_if_fresh_and_nobody_is_named(struct kunit *test)
{
	static const u8 subjects[] = {
		CPUWARDEN_SUBJECT_EXECUTABLE, CPUWARDEN_SUBJECT_TENANT,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(subjects); i++) {
		struct cw_judgement j = {
			.verdict = CW_VERDICT_CONFIRMED,
			.fresh = true,
		};

		KUNIT_EXPECT_TRUE(test, cw_case_opens(subjects[i], false, &j));
		KUNIT_EXPECT_FALSE(test, cw_case_opens(subjects[i], true, &j));
		j.fresh = false;
		KUNIT_EXPECT_FALSE(test, cw_case_opens(subjects[i], false, &j));
		j.fresh = true;
		j.verdict = CW_VERDICT_CLEAR;
		KUNIT_EXPECT_FALSE(test, cw_case_opens(subjects[i], false, &j));
	}
}

static void opened_escalated_updated_closed(struct kunit *test)
{
	struct fixture *x = new_fixture(test);

	x->s.tid = 7;
	EXPECT_EVENT(test, OPENED, judged(x, CW_VERDICT_SUSPECT, true, T0));
	KUNIT_EXPECT_TRUE(test, cw_case_is_open(&x->c));
	KUNIT_EXPECT_EQ(test, x->c.verdict, CW_VERDICT_SUSPECT);
	KUNIT_EXPECT_EQ(test, x->c.opened_ns, T0);
	KUNIT_EXPECT_EQ(test, x->c.opened_samples, 40u);
	KUNIT_EXPECT_EQ(test, x->c.confirmed_ns, 0ull);
	KUNIT_EXPECT_EQ(test, x->c.tid, 7u);

	x->s.tid = 8;
	x->track.samples = 60;
	EXPECT_EVENT(test, ESCALATED,
		     judged(x, CW_VERDICT_CONFIRMED, true, T0 + 3 * SEC));
	KUNIT_EXPECT_EQ(test, x->c.verdict, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_EQ(test, x->c.opened_ns, T0);
	KUNIT_EXPECT_EQ(test, x->c.opened_samples, 40u);
	KUNIT_EXPECT_EQ(test, x->c.confirmed_ns, T0 + 3 * SEC);
	KUNIT_EXPECT_EQ(test, x->c.confirmed_samples, 60u);
	KUNIT_EXPECT_EQ(test, x->c.tid, 8u);

	/* ten seconds since it was last told, not since it was opened */
	EXPECT_EVENT(test, NONE,
		     judged(x, CW_VERDICT_CONFIRMED, true, T0 + 13 * SEC - 1));
	EXPECT_EVENT(test, UPDATED,
		     judged(x, CW_VERDICT_CONFIRMED, true, T0 + 13 * SEC));
	EXPECT_EVENT(test, NONE,
		     judged(x, CW_VERDICT_CONFIRMED, true, T0 + 14 * SEC));
	KUNIT_EXPECT_EQ(test, x->c.confirmed_ns, T0 + 3 * SEC);
	KUNIT_EXPECT_EQ(test, x->c.updated_ns, T0 + 14 * SEC);
	KUNIT_EXPECT_EQ(test, (int)x->c.event, (int)CPUWARDEN_EVENT_UPDATED);

	EXPECT_EVENT(test, CLOSED,
		     cw_case_close(&x->c, CPUWARDEN_CLOSE_REASON_EXITED,
				   T0 + 15 * SEC));
	KUNIT_EXPECT_FALSE(test, cw_case_is_open(&x->c));
	KUNIT_EXPECT_EQ(test, x->c.closed_ns, T0 + 15 * SEC);
	KUNIT_EXPECT_EQ(test, x->c.verdict, CW_VERDICT_CONFIRMED);
	/* it ends once, and keeps why */
	EXPECT_EVENT(test, NONE,
		     cw_case_close(&x->c, CPUWARDEN_CLOSE_REASON_RESET,
				   T0 + 16 * SEC));
	KUNIT_EXPECT_EQ(test, (int)x->c.close_reason,
			(int)CPUWARDEN_CLOSE_REASON_EXITED);
	KUNIT_EXPECT_EQ(test, x->c.closed_ns, T0 + 15 * SEC);
}

static void opened_as_confirmed(struct kunit *test)
{
	struct fixture *x = new_fixture(test);

	EXPECT_EVENT(test, OPENED, judged(x, CW_VERDICT_CONFIRMED, true, T0));
	KUNIT_EXPECT_EQ(test, x->c.confirmed_ns, T0);
	KUNIT_EXPECT_EQ(test, x->c.confirmed_samples, 40u);
}

static void a_verdict_never_goes_down(struct kunit *test)
{
	struct fixture *x = new_fixture(test);

	x->j.score_milli = 20000;
	judged(x, CW_VERDICT_CONFIRMED, true, T0);
	x->j.score_milli = 9000;
	x->j.family = CW_FAMILY_SHA2;
	EXPECT_EVENT(test, NONE,
		     judged(x, CW_VERDICT_SUSPECT, true, T0 + SEC));
	KUNIT_EXPECT_EQ(test, x->c.verdict, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_EQ(test, x->c.judgement.score_milli, 20000);
	KUNIT_EXPECT_EQ(test, x->c.judgement.family, CW_FAMILY_RANDOMX);
	/* a lower verdict keeps the finding open, too */
	KUNIT_EXPECT_EQ(test, x->c.updated_ns, T0 + SEC);
}

static void reasons_are_taken_when_judged_anew(struct kunit *test)
{
	struct fixture *x = new_fixture(test);

	x->s.tid = 1;
	x->j.score_milli = 20000;
	judged(x, CW_VERDICT_CONFIRMED, true, T0);
	x->s.tid = 2;
	x->j.score_milli = 30000;
	judged(x, CW_VERDICT_CONFIRMED, false, T0 + SEC);
	KUNIT_EXPECT_EQ(test, x->c.judgement.score_milli, 20000);
	KUNIT_EXPECT_EQ(test, x->c.tid, 1u);
	judged(x, CW_VERDICT_CONFIRMED, true, T0 + 2 * SEC);
	KUNIT_EXPECT_EQ(test, x->c.judgement.score_milli, 30000);
	KUNIT_EXPECT_EQ(test, x->c.tid, 2u);
}

static void quiet_is_asked_for_once_a_second(struct kunit *test)
{
	struct fixture *x = new_fixture(test);

	judged(x, CW_VERDICT_SUSPECT, true, T0);
	EXPECT_EVENT(test, NONE,
		     judged(x, CW_VERDICT_CLEAR, false, T0 + 10 * SEC));
	KUNIT_EXPECT_EQ(test, x->asked, 0u);
	EXPECT_EVENT(test, NONE,
		     judged(x, CW_VERDICT_CLEAR, false, T0 + 10 * SEC + 1));
	KUNIT_EXPECT_EQ(test, x->asked, 1u);
	x->clear = true;
	EXPECT_EVENT(test, NONE,
		     judged(x, CW_VERDICT_CLEAR, false, T0 + 11 * SEC + 1));
	KUNIT_EXPECT_EQ(test, x->asked, 1u);
	EXPECT_EVENT(test, CLOSED,
		     judged(x, CW_VERDICT_CLEAR, false, T0 + 11 * SEC + 2));
	KUNIT_EXPECT_EQ(test, x->asked, 2u);
	KUNIT_EXPECT_EQ(test, (int)x->c.close_reason,
			(int)CPUWARDEN_CLOSE_REASON_QUIET);
	KUNIT_EXPECT_EQ(test, x->c.closed_ns, T0 + 11 * SEC + 2);
	KUNIT_EXPECT_EQ(test, (int)x->c.event, (int)CPUWARDEN_EVENT_CLOSED);
}

static void a_process_with_a_finding_is_not_quiet(struct kunit *test)
{
	struct fixture *x = new_fixture(test);

	x->clear = true;
	judged(x, CW_VERDICT_SUSPECT, true, T0);
	judged(x, CW_VERDICT_SUSPECT, false, T0 + 9 * SEC);
	EXPECT_EVENT(test, NONE,
		     judged(x, CW_VERDICT_CLEAR, false, T0 + 19 * SEC));
	KUNIT_EXPECT_EQ(test, x->asked, 0u);
	EXPECT_EVENT(test, CLOSED,
		     judged(x, CW_VERDICT_CLEAR, false, T0 + 20 * SEC));
}

static void groups_age_and_processes_do_not(struct kunit *test)
{
	struct fixture *x = new_fixture(test);

	judged(x, CW_VERDICT_CONFIRMED, true, T0);
	EXPECT_EVENT(test, NONE, cw_case_age(&x->c, T0 + 3600 * SEC));
	KUNIT_EXPECT_TRUE(test, cw_case_is_open(&x->c));

	memset(&x->c, 0, sizeof(x->c));
	x->s.subject = CPUWARDEN_SUBJECT_TENANT;
	x->s.is_clear = NULL;
	EXPECT_EVENT(test, OPENED, judged(x, CW_VERDICT_CONFIRMED, true, T0));
	KUNIT_EXPECT_EQ(test, (int)x->c.subject,
			(int)CPUWARDEN_SUBJECT_TENANT);
	/* only to open a finding the judgement must be fresh */
	EXPECT_EVENT(test, UPDATED,
		     judged(x, CW_VERDICT_CONFIRMED, false, T0 + 50 * SEC));
	EXPECT_EVENT(test, NONE,
		     judged(x, CW_VERDICT_CLEAR, false, T0 + 109 * SEC));
	EXPECT_EVENT(test, NONE, cw_case_age(&x->c, T0 + 110 * SEC));
	EXPECT_EVENT(test, CLOSED, cw_case_age(&x->c, T0 + 110 * SEC + 1));
	KUNIT_EXPECT_EQ(test, (int)x->c.close_reason,
			(int)CPUWARDEN_CLOSE_REASON_QUIET);
	EXPECT_EVENT(test, NONE, cw_case_age(&x->c, T0 + 300 * SEC));
	KUNIT_EXPECT_EQ(test, x->c.closed_ns, T0 + 110 * SEC + 1);
}

static void times_may_go_back(struct kunit *test)
{
	struct fixture *x = new_fixture(test);

	x->clear = true;
	judged(x, CW_VERDICT_SUSPECT, true, T0);
	EXPECT_EVENT(test, NONE,
		     judged(x, CW_VERDICT_SUSPECT, true, T0 - 60 * SEC));
	KUNIT_EXPECT_EQ(test, x->c.updated_ns, T0);
	EXPECT_EVENT(test, NONE,
		     judged(x, CW_VERDICT_CLEAR, false, T0 - 60 * SEC));
	KUNIT_EXPECT_EQ(test, x->asked, 0u);
	EXPECT_EVENT(test, ESCALATED,
		     judged(x, CW_VERDICT_CONFIRMED, true, T0 - SEC));
	KUNIT_EXPECT_EQ(test, x->c.confirmed_ns, T0 - SEC);
	KUNIT_EXPECT_EQ(test, x->c.updated_ns, T0);
	x->s.subject = CPUWARDEN_SUBJECT_EXECUTABLE;
	memset(&x->c, 0, sizeof(x->c));
	judged(x, CW_VERDICT_CONFIRMED, true, T0);
	EXPECT_EVENT(test, NONE, cw_case_age(&x->c, T0 - 3600 * SEC));
}

static void cpu_time_begins_with_the_evidence(struct kunit *test)
{
	struct fixture *x = new_fixture(test);

	/* 25 of 100 samples, 100 s: the evidence took 25 */
	x->j.samples = 25;
	x->j.first_ns = T0 - 30 * SEC;
	judged(x, CW_VERDICT_SUSPECT, true, T0);
	KUNIT_EXPECT_EQ(test, x->c.first_ns, T0 - 30 * SEC);
	KUNIT_EXPECT_EQ(test, x->c.cpu_before_ns, 75 * SEC);
	KUNIT_EXPECT_EQ(test, x->c.cpu_ns, 25 * SEC);
	x->s.cpu_ns = 110 * SEC;
	x->j.first_ns = T0;
	judged(x, CW_VERDICT_SUSPECT, true, T0 + SEC);
	KUNIT_EXPECT_EQ(test, x->c.first_ns, T0 - 30 * SEC);
	KUNIT_EXPECT_EQ(test, x->c.cpu_ns, 35 * SEC);
	/* after a reset of the subject's counts the time is 0, not negative */
	x->s.cpu_ns = 10 * SEC;
	judged(x, CW_VERDICT_SUSPECT, true, T0 + 2 * SEC);
	KUNIT_EXPECT_EQ(test, x->c.cpu_ns, 0ull);

	memset(&x->c, 0, sizeof(x->c));
	x->s.cpu_ns = 100 * SEC;
	x->j.samples = 1000;	/* more than were counted here */
	x->j.first_ns = 0;
	judged(x, CW_VERDICT_SUSPECT, true, T0);
	KUNIT_EXPECT_EQ(test, x->c.first_ns, T0);
	KUNIT_EXPECT_EQ(test, x->c.cpu_before_ns, 0ull);
	KUNIT_EXPECT_EQ(test, x->c.cpu_ns, 100 * SEC);
}

static void feed(struct cw_track *t, const struct cw_signs *f,
		 unsigned int samples)
{
	cw_track_init(t);
	while (samples--)
		cw_track_add(t, f, T0);
}

static void the_worse_of_process_and_thread(struct kunit *test)
{
	struct cw_context ctx = { .now_ns = T0 };
	struct fixture *x = new_fixture(test);

	feed(&x->track, &x->idling, 40);
	feed(&x->other, &x->mining, 40);
	KUNIT_EXPECT_PTR_EQ(test, &x->other,
			    cw_judge_sample(&x->track, &x->other, &x->mining,
					    &ctx, &x->j));
	KUNIT_EXPECT_EQ(test, x->j.verdict, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_EQ(test, x->j.family, CW_FAMILY_CRYPTONIGHT);
	KUNIT_EXPECT_EQ(test, x->track.samples, 41u);
	KUNIT_EXPECT_EQ(test, x->other.samples, 41u);

	/* of two alike it is the process */
	feed(&x->track, &x->mining, 40);
	feed(&x->other, &x->mining, 40);
	KUNIT_EXPECT_PTR_EQ(test, &x->track,
			    cw_judge_sample(&x->track, &x->other, &x->mining,
					    &ctx, &x->j));
	KUNIT_EXPECT_EQ(test, x->j.verdict, CW_VERDICT_CONFIRMED);

	feed(&x->track, &x->idling, 40);
	KUNIT_EXPECT_PTR_EQ(test, &x->track,
			    cw_judge_sample(&x->track, NULL, &x->idling, &ctx,
					    &x->j));
	KUNIT_EXPECT_EQ(test, x->j.verdict, CW_VERDICT_CLEAR);
}

/*
 * One thread fills the cache, another one mines: the process is suspect of the
 * primitive, its thread of the miner.
 */
static void a_miner_goes_before_a_primitive(struct kunit *test)
{
	struct fixture *x = new_fixture(test);
	struct cw_context ctx = { 0 };

	x->track.verdict = CW_VERDICT_SUSPECT;
	x->track.family = CW_FAMILY_ARGON2;
	x->other.verdict = CW_VERDICT_SUSPECT;
	x->other.family = CW_FAMILY_RANDOMX;
	KUNIT_EXPECT_PTR_EQ(test, &x->other,
			    cw_judge_sample(&x->track, &x->other, &x->idling,
					    &ctx, &x->j));
	KUNIT_EXPECT_EQ(test, x->j.family, CW_FAMILY_RANDOMX);
	x->track.family = CW_FAMILY_RANDOMX;
	x->other.family = CW_FAMILY_ARGON2;
	KUNIT_EXPECT_PTR_EQ(test, &x->track,
			    cw_judge_sample(&x->track, &x->other, &x->idling,
					    &ctx, &x->j));

	/* and the finding goes on to say so, in whatever order they come */
	x->j.family = CW_FAMILY_ARGON2;
	EXPECT_EVENT(test, OPENED, judged(x, CW_VERDICT_SUSPECT, true, T0));
	x->j.family = CW_FAMILY_RANDOMX;
	judged(x, CW_VERDICT_SUSPECT, true, T0 + SEC);
	KUNIT_EXPECT_EQ(test, x->c.judgement.family, CW_FAMILY_RANDOMX);
	x->j.family = CW_FAMILY_ARGON2;
	judged(x, CW_VERDICT_SUSPECT, true, T0 + 2 * SEC);
	KUNIT_EXPECT_EQ(test, x->c.judgement.family, CW_FAMILY_RANDOMX);
	judged(x, CW_VERDICT_CONFIRMED, true, T0 + 3 * SEC);
	KUNIT_EXPECT_EQ(test, x->c.judgement.family, CW_FAMILY_ARGON2);
}

static void short_lived_is_less_than_64_samples(struct kunit *test)
{
	struct fixture *x = new_fixture(test);

	x->track.samples = 0;
	KUNIT_EXPECT_FALSE(test, cw_is_short_lived(&x->track));
	x->track.samples = 1;
	KUNIT_EXPECT_TRUE(test, cw_is_short_lived(&x->track));
	x->track.samples = 63;
	KUNIT_EXPECT_TRUE(test, cw_is_short_lived(&x->track));
	x->track.samples = 64;
	KUNIT_EXPECT_FALSE(test, cw_is_short_lived(&x->track));
}

static void short_lived_miners_add_up(struct kunit *test)
{
	struct fixture *x = new_fixture(test);
	unsigned int lives = 0;
	u64 cpu_ns = 0;
	bool told = false;

	feed(&x->track, &x->mining, 30);
	cw_exited_score(&x->exited, &x->track, SEC);
	while (!told && lives < 64) {
		told = cw_judge_exited(&x->exited, &x->lives, &x->other,
				       &cpu_ns, T0, &x->j);
		lives++;
	}
	KUNIT_EXPECT_TRUE(test, told);
	KUNIT_EXPECT_GT(test, lives, 1u);
	KUNIT_EXPECT_EQ(test, x->j.verdict, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_EQ(test, cpu_ns, lives * SEC);
	KUNIT_EXPECT_EQ(test, x->other.samples, 30 * lives);
}

static void who_showed_nothing_leaves_nothing(struct kunit *test)
{
	struct fixture *x = new_fixture(test);
	u64 cpu_ns = 5;

	feed(&x->track, &x->idling, 30);
	cw_exited_score(&x->exited, &x->track, SEC);
	KUNIT_EXPECT_FALSE(test, cw_judge_exited(&x->exited, &x->lives,
						 &x->other, &cpu_ns, T0,
						 &x->j));
	KUNIT_EXPECT_EQ(test, cpu_ns, 5ull);
	KUNIT_EXPECT_EQ(test, x->other.samples, 0u);
}

static void io_by_its_rate(struct kunit *test)
{
	static const struct {
		const char *what;
		u64 io_bytes, switches, seen_ns, now_ns;
		bool busy;
	} cases[] = {
		/* 1 ms is added: all but the last three take 2000 ms */
		{ "little", 1000 + 1024, 100 + 10, T0, T0 + 1999 * MSEC, false },
		{ "64 KiB/s and 50 switches/s", 1000 + 131072, 100 + 100, T0,
		  T0 + 1999 * MSEC, false },
		{ "a byte more", 1000 + 131073, 100, T0, T0 + 1999 * MSEC,
		  true },
		{ "a switch more", 1000, 100 + 101, T0, T0 + 1999 * MSEC,
		  true },
		{ "less than before", 0, 0, T0, T0 + 1999 * MSEC, false },
		{ "not seen for ten seconds", 1000, 100, T0 - 8001 * MSEC,
		  T0 + 1999 * MSEC, false },
		{ "nor for longer", 1000, 100, T0 - 8001 * MSEC - 1,
		  T0 + 1999 * MSEC, true },
		{ "in a moment", 1000000, 1000, T0, T0 + 498 * MSEC, false },
		{ "half a second", 1000000, 100, T0, T0 + 499 * MSEC, true },
		{ "time goes back", 1000000, 100, T0, T0 - SEC, false },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct cw_io_idle idle = { 0 };
		u64 since_ns = T0 - 60 * SEC;

		cw_io_idle_begin(&idle, since_ns);
		/* the first look has nothing to compare with */
		cw_io_idle_check(&idle, 1000, 100, T0, T0);
		KUNIT_EXPECT_EQ(test, idle.since_ns, since_ns);
		cw_io_idle_check(&idle, cases[i].io_bytes, cases[i].switches,
				 cases[i].seen_ns, cases[i].now_ns);
		if (cases[i].busy)
			since_ns = cases[i].now_ns;
		KUNIT_EXPECT_EQ_MSG(test, idle.since_ns, since_ns, "%s",
				    cases[i].what);
	}
}

/* After two looks within a moment, I/O between them still counts later. */
static void io_in_a_moment_is_not_lost(struct kunit *test)
{
	struct cw_io_idle idle = { 0 };

	cw_io_idle_begin(&idle, T0);
	cw_io_idle_check(&idle, 0, 0, T0, T0 + SEC);
	cw_io_idle_check(&idle, 1 << 20, 0, T0 + SEC, T0 + SEC + SEC / 4);
	KUNIT_EXPECT_EQ(test, idle.since_ns, T0);
	KUNIT_EXPECT_EQ(test, idle.checked_ns, T0 + SEC);
	cw_io_idle_check(&idle, 1 << 20, 0, T0 + SEC, T0 + 2 * SEC);
	KUNIT_EXPECT_EQ(test, idle.since_ns, T0 + 2 * SEC);
}

static void io_by_what_was_moved(struct kunit *test)
{
	struct cw_io_idle idle = { 0 };

	cw_io_idle_moved(&idle, 500, T0);
	KUNIT_EXPECT_EQ(test, cw_io_idle_ns(&idle, T0), 0ull);
	cw_io_idle_moved(&idle, 500 + 4095, T0 + SEC);
	KUNIT_EXPECT_EQ(test, cw_io_idle_ns(&idle, T0 + SEC), SEC);
	cw_io_idle_moved(&idle, 500 + 4096, T0 + 2 * SEC);
	KUNIT_EXPECT_EQ(test, cw_io_idle_ns(&idle, T0 + 2 * SEC), 0ull);
	cw_io_idle_moved(&idle, 500 + 4096, T0 + 5 * SEC);
	KUNIT_EXPECT_EQ(test, cw_io_idle_ns(&idle, T0 + 5 * SEC), 3 * SEC);
	/* a sample of another CPU, from before */
	KUNIT_EXPECT_EQ(test, cw_io_idle_ns(&idle, T0 + SEC), 0ull);
}

static struct kunit_case case_cases[] = {
	KUNIT_CASE(a_process_opens_unless_clear),
	KUNIT_CASE(a_group_opens_if_fresh_and_nobody_is_named),
	KUNIT_CASE(opened_escalated_updated_closed),
	KUNIT_CASE(opened_as_confirmed),
	KUNIT_CASE(a_verdict_never_goes_down),
	KUNIT_CASE(reasons_are_taken_when_judged_anew),
	KUNIT_CASE(quiet_is_asked_for_once_a_second),
	KUNIT_CASE(a_process_with_a_finding_is_not_quiet),
	KUNIT_CASE(groups_age_and_processes_do_not),
	KUNIT_CASE(times_may_go_back),
	KUNIT_CASE(cpu_time_begins_with_the_evidence),
	KUNIT_CASE(the_worse_of_process_and_thread),
	KUNIT_CASE(a_miner_goes_before_a_primitive),
	KUNIT_CASE(short_lived_is_less_than_64_samples),
	KUNIT_CASE(short_lived_miners_add_up),
	KUNIT_CASE(who_showed_nothing_leaves_nothing),
	KUNIT_CASE(io_by_its_rate),
	KUNIT_CASE(io_in_a_moment_is_not_lost),
	KUNIT_CASE(io_by_what_was_moved),
	{}
};

static struct kunit_suite case_suite = {
	.name = "cpuwarden_case",
	.test_cases = case_cases,
};

kunit_test_suite(case_suite);

MODULE_DESCRIPTION("KUnit suite of the course of a finding");
MODULE_LICENSE("GPL");
