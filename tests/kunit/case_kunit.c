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
	struct cw_lives lives;
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

/* Wide products and nothing else, which is half of CryptoNight. */
static const u8 product_code[] = {
	0x48, 0xf7, 0xe3,			/* mul %rbx */
	0x48, 0x89, 0xd1,			/* mov %rdx,%rcx */
	0x48, 0xf7, 0xe3,
	0x48, 0x31, 0xc8,			/* xor %rcx,%rax */
	0x48, 0xf7, 0xe3,
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
	bool told = false;

	feed(&x->track, &x->mining, 30);
	cw_exited_score(&x->exited, &x->track.window[0], T0, SEC);
	cw_lives_init(&x->lives);
	while (!told && lives < 64) {
		told = cw_judge_exited(&x->lives, &x->exited, T0, &x->j);
		lives++;
	}
	KUNIT_EXPECT_TRUE(test, told);
	KUNIT_EXPECT_GT(test, lives, 1u);
	KUNIT_EXPECT_EQ(test, x->j.verdict, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_EQ(test, x->lives.cpu_ns, lives * SEC);
	KUNIT_EXPECT_EQ(test, x->lives.track.samples, 30 * lives);
	KUNIT_EXPECT_FALSE(test, cw_lives_are_old(&x->lives, T0 + 600 * SEC));
	KUNIT_EXPECT_TRUE(test, cw_lives_are_old(&x->lives, T0 + 601 * SEC));
}

/* What others left does not make a miner of one that shows no more than a sign. */
static void an_honest_life_is_not_told(struct kunit *test)
{
	struct fixture *x = new_fixture(test);
	struct cw_exited miner, product;
	unsigned int lives;
	struct cw_signs f;
	bool told = false;

	feed(&x->track, &x->mining, 30);
	cw_exited_score(&miner, &x->track.window[0], T0, SEC);
	extract(&f, product_code, sizeof(product_code));
	feed(&x->other, &f, 4);
	cw_exited_score(&product, &x->other.window[0], T0, SEC);
	KUNIT_EXPECT_EQ(test, product.family, CW_FAMILY_CRYPTONIGHT);

	cw_lives_init(&x->lives);
	for (lives = 0; lives < 18; lives++)
		KUNIT_EXPECT_FALSE(test, cw_judge_exited(&x->lives, &miner, T0,
							 &x->j));
	for (lives = 0; lives < 20; lives++)
		told |= cw_judge_exited(&x->lives, &product, T0, &x->j);
	KUNIT_EXPECT_FALSE(test, told);
	KUNIT_EXPECT_TRUE(test, cw_judge_exited(&x->lives, &miner, T0, &x->j));
}

static void only_its_own_code_is_the_executables(struct kunit *test)
{
	struct fixture *x = new_fixture(test);
	struct cw_exited whole, own;
	struct cw_window w = { 0 };

	feed(&x->track, &x->mining, 30);
	cw_exited_score(&whole, &x->track.window[0], T0, 3 * SEC);
	cw_own_add(&w, &x->mining, CW_ORIGIN_FILE);
	KUNIT_EXPECT_FALSE(test, cw_exited_own(&own, &whole, &w));
	cw_own_add(&w, &x->idling, CW_ORIGIN_FILE | CW_CODE_OWN);
	KUNIT_EXPECT_EQ(test, w.samples, 1u);
	KUNIT_EXPECT_TRUE(test, cw_exited_own(&own, &whole, &w));
	KUNIT_EXPECT_EQ(test, own.cpu_ns, SEC / 10);
	KUNIT_EXPECT_EQ(test, own.family, CW_FAMILY_NONE);
	KUNIT_EXPECT_NE(test, whole.family, CW_FAMILY_NONE);
}

static void what_explains_what(struct kunit *test)
{
	struct fixture *x = new_fixture(test);

	x->c.verdict = CW_VERDICT_CONFIRMED;
	x->c.judgement.family = CW_FAMILY_RANDOMX;
	x->c.updated_ns = T0;
	KUNIT_EXPECT_TRUE(test, cw_case_explains(&x->c, CW_FAMILY_RANDOMX, T0));
	KUNIT_EXPECT_FALSE(test, cw_case_explains(&x->c, CW_FAMILY_CRYPTONIGHT,
						  T0));
	/* it has stopped */
	KUNIT_EXPECT_FALSE(test, cw_case_explains(&x->c, CW_FAMILY_RANDOMX,
						  T0 + 61 * SEC));
	x->c.verdict = CW_VERDICT_SUSPECT;
	KUNIT_EXPECT_FALSE(test, cw_case_explains(&x->c, CW_FAMILY_RANDOMX,
						  T0));
	x->c.verdict = CW_VERDICT_CONFIRMED;
	x->c.close_reason = CPUWARDEN_CLOSE_REASON_QUIET;
	KUNIT_EXPECT_FALSE(test, cw_case_explains(&x->c, CW_FAMILY_RANDOMX,
						  T0));
}

static void who_showed_nothing_leaves_nothing(struct kunit *test)
{
	struct fixture *x = new_fixture(test);

	feed(&x->track, &x->idling, 30);
	cw_exited_score(&x->exited, &x->track.window[0], T0, SEC);
	cw_lives_init(&x->lives);
	KUNIT_EXPECT_FALSE(test, cw_judge_exited(&x->lives, &x->exited, T0,
						 &x->j));
	KUNIT_EXPECT_EQ(test, x->lives.cpu_ns, 0ull);
	KUNIT_EXPECT_EQ(test, x->lives.track.samples, 0u);
	KUNIT_EXPECT_EQ(test, x->lives.spoke_ns, 0ull);
}

/* Two seconds of CPU time and of wall time before, 1 ms is added to the last. */
static const struct cw_io_look io_before = {
	.cpu_ns = 100 * SEC, .io_bytes = 1000, .disk_bytes = 1000,
	.writes = 100, .switches = 100, .received = 100, .sent = 100,
	.channels = 7, .positions = 9,
};

static void io_by_bytes(struct kunit *test)
{
	static const struct {
		const char *what;
		u64 io, disk;
		u64 seen_ns, now_ns;
		u64 positions;
		bool uncounted, fed;
		u32 received;
		bool busy;
	} cases[] = {
		{ "little", 1024, 0, T0, T0 + 1999 * MSEC },
		{ "/dev/zero", 1 << 30, 0, T0, T0 + 1999 * MSEC },
		{ "64 KiB/s of a file", 131072, 0, T0, T0 + 1999 * MSEC,
		  1 << 20 },
		{ "a byte more", 131073, 0, T0, T0 + 1999 * MSEC, 1 << 20,
		  .busy = true },
		{ "backwards", 131073, 0, T0, T0 + 1999 * MSEC, -(1ull << 20),
		  .busy = true },
		{ "/dev/zero beside a log", 1 << 30, 0, T0, T0 + 1999 * MSEC,
		  131072 },
		{ "by UDP", 131073, 0, T0, T0 + 1999 * MSEC, 0, true,
		  .busy = true },
		{ "64 KiB/s of storage", 0, 131072, T0, T0 + 1999 * MSEC },
		{ "a byte more of storage", 0, 131073, T0, T0 + 1999 * MSEC,
		  .busy = true },
		{ "a page of a full pipe", 4096, 0, T0, T0 + 1999 * MSEC,
		  .fed = true, .received = 1, .busy = true },
		{ "less", 4095, 0, T0, T0 + 1999 * MSEC, .fed = true,
		  .received = 1 },
		{ "of something else", 4096, 0, T0, T0 + 1999 * MSEC,
		  .fed = true },
		{ "not seen for ten seconds", 0, 0, T0 - 8001 * MSEC,
		  T0 + 1999 * MSEC },
		{ "nor for longer", 0, 0, T0 - 8001 * MSEC - 1,
		  T0 + 1999 * MSEC, .busy = true },
		{ "in a moment", 1000000, 1000000, T0, T0 + 498 * MSEC,
		  1 << 20 },
		{ "half a second", 1000000, 0, T0, T0 + 499 * MSEC, 1 << 20,
		  .busy = true },
		{ "time goes back", 1000000, 1000000, T0, T0 - SEC,
		  1 << 20 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		struct cw_io_look now = io_before;
		struct cw_io_idle idle = { 0 };
		u64 since_ns = T0 - 60 * SEC;

		cw_io_idle_begin(&idle, since_ns);
		/* the first look has nothing to compare with */
		cw_io_idle_check(&idle, &io_before, T0, T0);
		KUNIT_EXPECT_EQ(test, idle.since_ns, since_ns);
		now.cpu_ns += 2 * SEC;
		now.io_bytes += cases[i].io;
		now.disk_bytes += cases[i].disk;
		now.positions += cases[i].positions;
		now.uncounted = cases[i].uncounted;
		now.fed = cases[i].fed;
		now.received += cases[i].received;
		cw_io_idle_check(&idle, &now, cases[i].seen_ns,
				 cases[i].now_ns);
		if (cases[i].busy)
			since_ns = cases[i].now_ns;
		KUNIT_EXPECT_EQ_MSG(test, idle.since_ns, since_ns, "%s",
				    cases[i].what);
	}
}

/*
 * What a process does in each so many looks, of two seconds each, and the
 * longest that it is without I/O in ten minutes, after one.
 */
struct io_life {
	const char *what;
	u32 cpu_ms;		/* in each look */
	u32 every;		/* looks */
	u32 received, sent, writes, switches, active;
	bool others, uncounted, fed, writes_file;
	bool idle;
};

static u64 longest_idle(const struct io_life *l)
{
	struct cw_io_look now = io_before;
	struct cw_io_idle idle = { 0 };
	u64 now_ns = T0, longest = 0;
	unsigned int i;

	cw_io_idle_begin(&idle, T0);
	now.uncounted = l->uncounted;
	now.fed = l->fed;
	now.active = l->active;
	for (i = 0; i < 330; i++, now_ns += 2 * SEC) {
		now.cpu_ns += (u64)l->cpu_ms * MSEC;
		if (i % l->every == 0) {
			now.received += l->received;
			now.sent += l->sent;
			now.writes += l->writes;
			now.switches += l->switches;
			now.channels += l->others;
			now.positions += l->writes_file;
		}
		cw_io_idle_check(&idle, &now, now_ns, now_ns);
		if (i >= 30 && cw_io_idle_ns(&idle, now_ns) > longest)
			longest = cw_io_idle_ns(&idle, now_ns);
	}
	return longest;
}

static void io_by_who_is_answered(struct kunit *test)
{
	static const struct io_life lives[] = {
		{ "a row a second", 2000, 1, 2, 2 },
		{ "two rows in three seconds", 2000, 3, 4, 4 },
		{ "requests of 32 threads", 64000, 1, 64, 64 },
		{ "a connection for each request", 8000, 1, .others = true,
		  .active = 4 },
		{ "few requests", 200, 2, 1, 1 },
		{ "by a socket that counts nothing", 2000, 1, .switches = 6,
		  .uncounted = true },
		{ "rows to a file", 2000, 1, .writes = 2, .fed = true,
		  .writes_file = true },
		{ "a job and a share in ten seconds", 2000, 5, 2, 1,
		  .idle = true },
		{ "of 32 threads, thirty shares", 64000, 5, 31, 30,
		  .idle = true },
		{ "of one that hardly computes", 200, 10, 2, 1, .idle = true },
		{ "that sleeps", 2000, 1, .switches = 1000, .idle = true },
		{ "that writes a log", 2000, 1, .writes = 2,
		  .writes_file = true, .idle = true },
		{ "that writes nowhere", 2000, 1, .writes = 2, .fed = true,
		  .idle = true },
		{ "that sleeps once in a while, and could hear", 4000, 1,
		  .switches = 3, .uncounted = true, .idle = true },
		{ "that has a new pool every 6 s", 2000, 3, .others = true,
		  .active = 1, .idle = true },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(lives); i++) {
		u64 longest = longest_idle(&lives[i]);

		if (lives[i].idle)
			KUNIT_EXPECT_GT_MSG(test, longest, 500 * SEC, "%s",
					    lives[i].what);
		else
			KUNIT_EXPECT_LT_MSG(test, longest, 20 * SEC, "%s",
					    lives[i].what);
	}
}

/* Eight messages in a row do not make up for what a miner owes. */
static void io_in_a_burst(struct kunit *test)
{
	struct io_life burst = {
		.cpu_ms = 2000, .every = 15, .received = 7, .sent = 8,
	};

	KUNIT_EXPECT_GT(test, longest_idle(&burst), 500 * SEC);
	burst.sent = 10;
	KUNIT_EXPECT_LT(test, longest_idle(&burst), 31 * SEC);
}

/* After two looks within a moment, I/O between them still counts later. */
static void io_in_a_moment_is_not_lost(struct kunit *test)
{
	struct cw_io_look look = { 0 };
	struct cw_io_idle idle = { 0 };

	cw_io_idle_begin(&idle, T0);
	cw_io_idle_check(&idle, &look, T0, T0 + SEC);
	look.disk_bytes = 1 << 20;
	cw_io_idle_check(&idle, &look, T0 + SEC, T0 + SEC + SEC / 4);
	KUNIT_EXPECT_EQ(test, idle.since_ns, T0);
	KUNIT_EXPECT_EQ(test, idle.checked_ns, T0 + SEC);
	cw_io_idle_check(&idle, &look, T0 + SEC, T0 + 2 * SEC);
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
	KUNIT_CASE(an_honest_life_is_not_told),
	KUNIT_CASE(only_its_own_code_is_the_executables),
	KUNIT_CASE(what_explains_what),
	KUNIT_CASE(who_showed_nothing_leaves_nothing),
	KUNIT_CASE(io_by_bytes),
	KUNIT_CASE(io_by_who_is_answered),
	KUNIT_CASE(io_in_a_burst),
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
