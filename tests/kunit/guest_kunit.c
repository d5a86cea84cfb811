// SPDX-License-Identifier: GPL-2.0-only
/*
 * guest: what the control word of code inside a virtual machine says. Real
 * RandomX, and benign programs, are for tests/vm/guest/guests.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/string.h>

#include "case/judge.h"
#include "detect/guest.h"

#define MS		1000000ull
#define STEP_NS		(10 * MS)	/* 100 Hz */
#define X86_FLUSH	(CW_MXCSR_FTZ | CW_MXCSR_DAZ)

struct fixture {
	struct cw_guest g;
	struct cw_sample s;
	struct cw_judgement j;
	u8 highest;
	u32 random;
};

static struct fixture *new_fixture(struct kunit *test)
{
	struct fixture *x = kunit_kzalloc(test, sizeof(*x), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, x);
	x->s = (struct cw_sample){
		.time_ns = 1000 * STEP_NS,
		.flags = CW_SAMPLE_GUEST | CW_SAMPLE_FPCTRL,
		.isa = CW_ISA_X86_64,
		.tid = 7,
	};
	x->random = 12345;
	return x;
}

static u32 draw(struct fixture *x, u32 below)
{
	x->random = x->random * 1664525 + 1013904223;
	return (x->random >> 16) % below;
}

static void take(struct fixture *x, u32 fpctrl)
{
	x->s.fpctrl = fpctrl;
	x->s.time_ns += STEP_NS;
	cw_guest_judge(&x->g, &x->s, &x->j);
	if (x->j.verdict > x->highest)
		x->highest = x->j.verdict;
}

static u32 x86(unsigned int mode, u32 more)
{
	return CW_MXCSR_DEFAULT | mode * CW_MXCSR_DOWN | more;
}

static void mine(struct fixture *x, unsigned int samples)
{
	while (samples--)
		take(x, x86(draw(x, 4), X86_FLUSH));
}

/* Suspect after a while, confirmed after a minute, never before. */
static void test_randomx(struct kunit *test)
{
	struct fixture *x = new_fixture(test);

	mine(x, 1000);
	KUNIT_EXPECT_EQ(test, x->highest, CW_VERDICT_CLEAR);
	mine(x, 500);
	KUNIT_EXPECT_EQ(test, x->highest, CW_VERDICT_SUSPECT);
	KUNIT_EXPECT_EQ(test, x->j.family, CW_FAMILY_RANDOMX);
	KUNIT_EXPECT_STREQ(test, cw_family_rule_name(x->j.family, x->j.rule),
			   "inside a guest");
	mine(x, 4300);
	KUNIT_EXPECT_EQ(test, x->highest, CW_VERDICT_SUSPECT);
	mine(x, 700);
	KUNIT_EXPECT_EQ(test, x->highest, CW_VERDICT_CONFIRMED);
}

/* Samples of something else, which shows nothing, do not make it innocent. */
static void test_half_the_time(struct kunit *test)
{
	struct fixture *x = new_fixture(test);
	unsigned int i;

	for (i = 0; i < 200; i++) {
		mine(x, 30);
		x->s.fpctrl = CW_MXCSR_DEFAULT;
		for (unsigned int k = 0; k < 60; k++)
			take(x, CW_MXCSR_DEFAULT);
	}
	KUNIT_EXPECT_EQ(test, x->highest, CW_VERDICT_CONFIRMED);
}

static void test_arm64(struct kunit *test)
{
	struct fixture *x = new_fixture(test);
	unsigned int i;

	x->s.isa = CW_ISA_ARM64;
	for (i = 0; i < 7000; i++)
		take(x, draw(x, 4) * CW_FPCR_UP | CW_FPCR_FZ);
	KUNIT_EXPECT_EQ(test, x->highest, CW_VERDICT_CONFIRMED);
}

/* What flushes no denormals may be a test of all modes. */
static void test_without_flushing(struct kunit *test)
{
	struct fixture *x = new_fixture(test);
	unsigned int i;

	for (i = 0; i < 12000; i++)
		take(x, x86(draw(x, 4), 0));
	KUNIT_EXPECT_EQ(test, x->highest, CW_VERDICT_CLEAR);
	for (; i < 100000; i++)
		take(x, x86(draw(x, 4), 0));
	KUNIT_EXPECT_EQ(test, x->highest, CW_VERDICT_SUSPECT);
}

struct benign {
	const char *name;
	u32 word[8];		/* by turns … */
	unsigned int words;
	unsigned int each;	/* … for so many samples; 0: at random */
};

#define DOWN	(1u * CW_MXCSR_DOWN)
#define UP	(2u * CW_MXCSR_DOWN)
#define ZERO	(3u * CW_MXCSR_DOWN)

static const struct benign benign[] = {
	{ "default", { 0 }, 1, 1 },
	{ "fast mathematics", { X86_FLUSH }, 1, 1 },
	{ "up", { UP }, 1, 1 },
	{ "towards zero, flushing", { ZERO | X86_FLUSH }, 1, 1 },
	{ "interval arithmetic", { DOWN, UP }, 2, 0 },
	{ "the same, flushing", { DOWN | X86_FLUSH, UP | X86_FLUSH }, 2, 0 },
	{ "the same, and to nearest", { DOWN | X86_FLUSH, UP | X86_FLUSH,
	  X86_FLUSH }, 3, 0 },
	{ "three modes, never to nearest", { DOWN | X86_FLUSH, UP | X86_FLUSH,
	  ZERO | X86_FLUSH }, 3, 0 },
	{ "all modes, one after the other", { X86_FLUSH, DOWN | X86_FLUSH,
	  UP | X86_FLUSH, ZERO | X86_FLUSH }, 4, 200 },
	{ "all modes, slowly", { X86_FLUSH, DOWN | X86_FLUSH, UP | X86_FLUSH,
	  ZERO | X86_FLUSH }, 4, 20 },
	{ "mostly up", { UP, UP, UP, UP, UP, UP, DOWN, ZERO }, 8, 0 },
};

static void test_benign(struct kunit *test)
{
	unsigned int i, n;

	for (i = 0; i < ARRAY_SIZE(benign); i++) {
		const struct benign *b = &benign[i];
		struct fixture *x = new_fixture(test);
		unsigned int turn;

		for (n = 0; n < 100000; n++) {
			turn = b->each ? n / b->each % b->words :
					 draw(x, b->words);
			take(x, CW_MXCSR_DEFAULT | b->word[turn]);
		}
		KUNIT_EXPECT_EQ_MSG(test, x->highest, CW_VERDICT_CLEAR, "%s",
				    b->name);
	}
}

/* Now and then a test of all modes, in a guest that does other things. */
static void test_seldom(struct kunit *test)
{
	struct fixture *x = new_fixture(test);
	unsigned int i;

	for (i = 0; i < 300000; i++)
		take(x, draw(x, 100) < 8 ? x86(draw(x, 4), X86_FLUSH) :
					   CW_MXCSR_DEFAULT);
	KUNIT_EXPECT_EQ(test, x->highest, CW_VERDICT_CLEAR);
}

/* Each virtual CPU has a mode of its own: together they show all four. */
static void test_virtual_cpus(struct kunit *test)
{
	struct fixture *x = new_fixture(test);
	struct cw_guest *of_thread = kunit_kcalloc(test, 4, sizeof(*of_thread),
						   GFP_KERNEL);
	unsigned int i, cpu;

	KUNIT_ASSERT_NOT_NULL(test, of_thread);
	for (i = 0; i < 100000; i++) {
		cpu = draw(x, 4);
		x->s.tid = 7 + cpu;
		x->s.time_ns += STEP_NS;
		x->s.fpctrl = x86(cpu, X86_FLUSH);
		cw_judge_guest(&x->g, &of_thread[cpu], &x->s, &x->j);
		KUNIT_ASSERT_EQ(test, x->j.verdict, CW_VERDICT_CLEAR);
	}
	/* one of them mines, among others */
	for (i = 0; i < 40000 && x->j.verdict != CW_VERDICT_CONFIRMED; i++) {
		cpu = draw(x, 4);
		x->s.tid = 7 + cpu;
		x->s.time_ns += STEP_NS / 4;
		x->s.fpctrl = x86(cpu ? 1 : draw(x, 4), X86_FLUSH);
		cw_judge_guest(&x->g, &of_thread[cpu], &x->s, &x->j);
	}
	KUNIT_EXPECT_EQ(test, x->j.verdict, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_EQ(test, of_thread[0].verdict, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_EQ(test, of_thread[1].verdict, CW_VERDICT_CLEAR);
}

/* Clear again some minutes after it has stopped. */
static void test_stops(struct kunit *test)
{
	struct fixture *x = new_fixture(test);
	unsigned int i;

	mine(x, 20000);
	KUNIT_EXPECT_EQ(test, x->j.verdict, CW_VERDICT_CONFIRMED);
	for (i = 0; i < 20000; i++)
		take(x, CW_MXCSR_DEFAULT);
	KUNIT_EXPECT_EQ(test, x->j.verdict, CW_VERDICT_CLEAR);
	KUNIT_EXPECT_EQ(test, x->j.family, CW_FAMILY_NONE);
}

static void test_evidence(struct kunit *test)
{
	struct fixture *x = new_fixture(test);
	struct cw_evidence ev[CW_CASE_EVIDENCE];
	unsigned int n, i;
	u32 modes = 0;

	mine(x, 7000);
	n = cw_guest_evidence(&x->g, ev, ARRAY_SIZE(ev));
	KUNIT_ASSERT_EQ(test, n, 7);
	for (i = 0; i < n; i++)
		KUNIT_EXPECT_LE(test, ev[i].hits, ev[i].trials);
	for (i = 2; i < 6; i++)
		modes += ev[i].hits;
	KUNIT_EXPECT_EQ(test, modes, ev[0].hits);
	KUNIT_EXPECT_EQ(test, cw_guest_evidence(&x->g, ev, 2), 2);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(test_randomx),
	KUNIT_CASE(test_half_the_time),
	KUNIT_CASE(test_arm64),
	KUNIT_CASE(test_without_flushing),
	KUNIT_CASE(test_benign),
	KUNIT_CASE(test_seldom),
	KUNIT_CASE(test_virtual_cpus),
	KUNIT_CASE(test_stops),
	KUNIT_CASE(test_evidence),
	{}
};

static struct kunit_suite suite = {
	.name = "cpuwarden-guest",
	.test_cases = cases,
};

kunit_test_suites(&suite);
