// SPDX-License-Identifier: GPL-2.0-only
/*
 * ack, and what of a case goes on: which finding of a process is opened again,
 * what it keeps, and what ends an acknowledgment.
 */
#include <kunit/test.h>
#include <linux/module.h>

#include "case/ack.h"
#include "case/case.h"
#include "detect/track.h"

#define SEC		1000000000ull
#define MSEC		1000000ull
#define T0		(5000 * SEC)

static struct cw_case closed_case(u8 family, u8 verdict, u64 closed_ns)
{
	return (struct cw_case){
		.verdict = verdict,
		.close_reason = CPUWARDEN_CLOSE_REASON_EXITED,
		.judgement.family = family,
		.closed_ns = closed_ns,
		.times = 1,
	};
}

static void again_keeps_how_often_and_the_worst(struct kunit *test)
{
	struct cw_case *c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);
	struct cw_track *track = kunit_kzalloc(test, sizeof(*track),
					       GFP_KERNEL);
	struct cw_judgement j = {
		.verdict = CW_VERDICT_SUSPECT,
		.family = CW_FAMILY_SHA2,
		.fresh = true,
	};
	struct cw_case_subject s = { .cpu_ns = SEC };

	KUNIT_ASSERT_NOT_NULL(test, c);
	KUNIT_ASSERT_NOT_NULL(test, track);
	cw_track_init(track);
	s.track = track;
	*c = closed_case(CW_FAMILY_SHA2, CW_VERDICT_CONFIRMED, T0);
	c->confirmed_ns = T0 - SEC;
	cw_case_again(c);
	KUNIT_EXPECT_TRUE(test, cw_case_is_open(c));
	KUNIT_EXPECT_EQ(test, c->verdict, CW_VERDICT_CLEAR);
	KUNIT_EXPECT_EQ(test, c->closed_ns, 0ull);
	KUNIT_EXPECT_EQ(test, c->confirmed_ns, 0ull);
	KUNIT_EXPECT_EQ(test, c->verdict_before, CW_VERDICT_CONFIRMED);

	KUNIT_EXPECT_EQ(test, (int)cw_case_judge(c, &s, &j, T0 + SEC),
			(int)CPUWARDEN_EVENT_OPENED);
	KUNIT_EXPECT_EQ(test, c->times, 2u);
	KUNIT_EXPECT_EQ(test, c->opened_ns, T0 + SEC);
	KUNIT_EXPECT_EQ(test, c->verdict, CW_VERDICT_SUSPECT);

	cw_case_close(c, CPUWARDEN_CLOSE_REASON_QUIET, T0 + 2 * SEC);
	cw_case_again(c);
	KUNIT_EXPECT_EQ(test, c->verdict_before, CW_VERDICT_CONFIRMED);
}

static void again_is_the_one_of_the_family(struct kunit *test)
{
	struct cw_judgement j = { .family = CW_FAMILY_SHA2 };
	struct cw_case a, b;

	a = closed_case(CW_FAMILY_SHA2, CW_VERDICT_CONFIRMED, T0);
	b = closed_case(CW_FAMILY_RANDOMX, CW_VERDICT_SUSPECT, T0 - SEC);
	KUNIT_EXPECT_TRUE(test, cw_case_rather_again(&a, NULL, &j));
	KUNIT_EXPECT_TRUE(test, cw_case_rather_again(&b, NULL, &j));
	KUNIT_EXPECT_TRUE(test, cw_case_rather_again(&a, &b, &j));
	KUNIT_EXPECT_FALSE(test, cw_case_rather_again(&b, &a, &j));
	KUNIT_EXPECT_TRUE(test, cw_case_is_again(&a, 1, &j));
	/* another family has one of its own, as long as they are few */
	KUNIT_EXPECT_FALSE(test, cw_case_is_again(&b, 3, &j));
	KUNIT_EXPECT_TRUE(test, cw_case_is_again(&b, 4, &j));
}

static void again_gives_up_what_says_least(struct kunit *test)
{
	struct cw_judgement j = { .family = CW_FAMILY_CRYPTONIGHT };
	struct cw_case a, b;

	a = closed_case(CW_FAMILY_SHA2, CW_VERDICT_SUSPECT, T0);
	b = closed_case(CW_FAMILY_RANDOMX, CW_VERDICT_CONFIRMED, T0 - SEC);
	KUNIT_EXPECT_TRUE(test, cw_case_rather_again(&a, &b, &j));
	KUNIT_EXPECT_FALSE(test, cw_case_rather_again(&b, &a, &j));
	/* what it was once counts as well */
	a.verdict_before = CW_VERDICT_CONFIRMED;
	KUNIT_EXPECT_FALSE(test, cw_case_rather_again(&a, &b, &j));
	KUNIT_EXPECT_TRUE(test, cw_case_rather_again(&b, &a, &j));
}

static void again_is_not_what_is_open_or_was_reset(struct kunit *test)
{
	struct cw_judgement j = { .family = CW_FAMILY_SHA2 };
	struct cw_case c;

	c = closed_case(CW_FAMILY_SHA2, CW_VERDICT_CONFIRMED, T0);
	c.close_reason = CPUWARDEN_CLOSE_REASON_RESET;
	KUNIT_EXPECT_FALSE(test, cw_case_rather_again(&c, NULL, &j));
	c.close_reason = CPUWARDEN_CLOSE_REASON_OPEN;
	KUNIT_EXPECT_FALSE(test, cw_case_rather_again(&c, NULL, &j));
}

/* Suspect, by one thread that takes a fifth of a CPU. */
static const struct cw_ack_look seen = {
	.verdict = CW_VERDICT_SUSPECT,
	.family = CW_FAMILY_SHA2,
	.origin = CW_ORIGIN_ANON,
	.threads = 1,
	.share_bp = 2000,
	.user = 1000,
	.executable = 7,
	.tenant = 8,
	.cpu_ns = 3 * SEC,
};

static u32 changes(const struct cw_ack_look *now)
{
	struct cw_ack a;

	cw_ack_begin(&a, &seen, T0);
	return cw_ack_changes(&a, now, T0 + SEC);
}

static void ack_lasts_while_nothing_changes(struct kunit *test)
{
	struct cw_ack_look now = seen;
	struct cw_ack a;
	unsigned int i;

	/* less is no change either; nor is code that all programs run */
	now.verdict = CW_VERDICT_SUSPECT;
	now.origin = CW_ORIGIN_FILE | CW_ORIGIN_VDSO;
	now.threads = 2;
	cw_ack_begin(&a, &seen, T0);
	for (i = 1; i < 3600; i++) {
		now.cpu_ns += 390 * MSEC;	/* not quite twice the share */
		KUNIT_ASSERT_EQ(test, cw_ack_changes(&a, &now, T0 + i * SEC),
				0u);
	}
}

static void ack_ends_with_a_change(struct kunit *test)
{
	struct cw_ack_look now = seen;

	now.verdict = CW_VERDICT_CONFIRMED;
	KUNIT_EXPECT_EQ(test, changes(&now), (u32)CPUWARDEN_CHANGE_VERDICT);
	now = seen;
	now.family = CW_FAMILY_RANDOMX;
	KUNIT_EXPECT_EQ(test, changes(&now), (u32)CPUWARDEN_CHANGE_FAMILY);
	now = seen;
	now.origin |= CW_ORIGIN_WX;
	KUNIT_EXPECT_EQ(test, changes(&now), (u32)CPUWARDEN_CHANGE_ORIGIN);
	now = seen;
	now.threads = 3;
	KUNIT_EXPECT_EQ(test, changes(&now), (u32)CPUWARDEN_CHANGE_THREADS);
	now = seen;
	now.user = 0;
	KUNIT_EXPECT_EQ(test, changes(&now), (u32)CPUWARDEN_CHANGE_USER);
	now = seen;
	now.executable++;
	KUNIT_EXPECT_EQ(test, changes(&now), (u32)CPUWARDEN_CHANGE_EXECUTABLE);
	now = seen;
	now.tenant++;
	KUNIT_EXPECT_EQ(test, changes(&now), (u32)CPUWARDEN_CHANGE_TENANT);
	now.threads = 3;
	KUNIT_EXPECT_EQ(test, changes(&now),
			(u32)(CPUWARDEN_CHANGE_TENANT |
			      CPUWARDEN_CHANGE_THREADS));
}

/* A node that was acknowledged as it verified blocks, and mines now. */
static void ack_ends_when_a_node_mines(struct kunit *test)
{
	struct cw_ack_look now = seen, before = seen;
	struct cw_ack a;

	before.family = CW_FAMILY_RANDOMX;
	now.family = CW_FAMILY_RANDOMX;
	now.has_large = true;
	cw_ack_begin(&a, &before, T0);
	KUNIT_EXPECT_EQ(test, cw_ack_changes(&a, &now, T0 + SEC),
			(u32)CPUWARDEN_CHANGE_MEMORY);
	/* it was so then */
	cw_ack_begin(&a, &now, T0);
	KUNIT_EXPECT_EQ(test, cw_ack_changes(&a, &now, T0 + SEC), 0u);
	/* to others such memory means nothing */
	now = seen;
	now.has_large = true;
	KUNIT_EXPECT_EQ(test, changes(&now), 0u);
}

static void ack_ends_with_twice_the_share(struct kunit *test)
{
	struct cw_ack_look now = seen;
	struct cw_ack a;
	u64 t;

	cw_ack_begin(&a, &seen, T0);
	/* a day of little says nothing of the half minute after it */
	t = T0 + 86400 * SEC;
	now.cpu_ns += 864 * SEC;
	KUNIT_EXPECT_EQ(test, cw_ack_changes(&a, &now, t), 0u);
	now.cpu_ns += 29 * SEC;
	KUNIT_EXPECT_EQ(test, cw_ack_changes(&a, &now, t + 29 * SEC), 0u);
	now.cpu_ns += SEC;
	KUNIT_EXPECT_EQ(test, cw_ack_changes(&a, &now, t + 30 * SEC),
			(u32)CPUWARDEN_CHANGE_SHARE);

	/* of next to nothing, twice is next to nothing */
	now = seen;
	now.share_bp = 10;
	cw_ack_begin(&a, &now, T0);
	now.cpu_ns += SEC;
	KUNIT_EXPECT_EQ(test, cw_ack_changes(&a, &now, T0 + 30 * SEC), 0u);
}

static void ack_outlasts_a_finding_opened_again(struct kunit *test)
{
	struct cw_ack_look now = seen;
	struct cw_ack a;

	cw_ack_begin(&a, &seen, T0);
	now.cpu_ns = SEC;	/* less than before: it is counted anew */
	KUNIT_EXPECT_EQ(test, cw_ack_changes(&a, &now, T0 + 3600 * SEC), 0u);
	now.cpu_ns += 3 * SEC;
	KUNIT_EXPECT_EQ(test, cw_ack_changes(&a, &now, T0 + 3630 * SEC), 0u);
}

static void shares_are_bounded(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, cw_share_bp(SEC, 0), 0u);
	KUNIT_EXPECT_EQ(test, cw_share_bp(SEC, 10 * SEC), 999u);
	KUNIT_EXPECT_EQ(test, cw_share_bp(~0ull, 1), ~0u);
}

static struct kunit_case ack_cases[] = {
	KUNIT_CASE(again_keeps_how_often_and_the_worst),
	KUNIT_CASE(again_is_the_one_of_the_family),
	KUNIT_CASE(again_gives_up_what_says_least),
	KUNIT_CASE(again_is_not_what_is_open_or_was_reset),
	KUNIT_CASE(ack_lasts_while_nothing_changes),
	KUNIT_CASE(ack_ends_with_a_change),
	KUNIT_CASE(ack_ends_when_a_node_mines),
	KUNIT_CASE(ack_ends_with_twice_the_share),
	KUNIT_CASE(ack_outlasts_a_finding_opened_again),
	KUNIT_CASE(shares_are_bounded),
	{}
};

static struct kunit_suite ack_suite = {
	.name = "cpuwarden_ack",
	.test_cases = ack_cases,
};

kunit_test_suite(ack_suite);

MODULE_DESCRIPTION("KUnit suite of findings opened again and acknowledged");
MODULE_LICENSE("GPL");
