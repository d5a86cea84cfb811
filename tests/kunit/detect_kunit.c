// SPDX-License-Identifier: GPL-2.0-only
/*
 * detect: fixed-point logarithms against known values, signs of known
 * bytes, and how the sequential test behaves over synthetic programs. That it
 * names recorded programs rightly is for tests/lab.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/string.h>

#include "detect/evidence.h"
#include "detect/short_lived.h"
#include "detect/logmath.h"
#include "detect/regs.h"
#include "detect/rotations.h"
#include "detect/sprt.h"

#define S(id)		(CW_SIGN_##id + 1)	/* lists end with 0 */
#define MINUTE_NS	60000000000ull

/* Abramowitz, Stegun: ln Gamma; arguments in sixteenths, micro-nats */
static void lgamma_known_values(struct kunit *test)
{
	static const struct {
		u32 x16;
		s64 micro;
		s64 error;
	} cases[] = {
		{ 1, 2739632, 1 },		/* 1/16 */
		{ 8, 572365, 1 },		/* 1/2: ln(pi) / 2 */
		{ 16, 0, 1 },
		{ 32, 0, 1 },
		{ 160, 12801827, 2 },		/* ln 9! */
		{ 1600, 359134205, 60 },	/* ln 99! */
		{ 16000, 5905220423ll, 600 },	/* ln 999! */
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		s64 d = cw_lgamma_micro(cases[i].x16) - cases[i].micro;

		KUNIT_EXPECT_LE_MSG(test, abs(d), cases[i].error, "x16 = %u",
				    cases[i].x16);
	}
	/* the ends hold */
	KUNIT_EXPECT_EQ(test, cw_lgamma_micro(0), cw_lgamma_micro(1));
	KUNIT_EXPECT_EQ(test, cw_lgamma_micro(U32_MAX),
			cw_lgamma_micro(CW_LOG_ARG_MAX));
}

static void log_add_known_values(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, cw_log_add_micro(0, 0), 693147);
	KUNIT_EXPECT_LE(test, abs(cw_log_add_micro(0, -1000000) - 313262), 40);
	KUNIT_EXPECT_EQ(test, cw_log_add_micro(-5, -2000000000), -5);
	KUNIT_EXPECT_EQ(test, cw_log_add_micro(S32_MIN, S32_MIN + 1) < 0, true);
}

static void extract(struct cw_signs *f, const u8 *code, unsigned int len,
		    u32 fpctrl)
{
	struct cw_sample s = {
		.flags = CW_SAMPLE_USER | CW_SAMPLE_CODE | CW_SAMPLE_FPCTRL,
		.isa = CW_ISA_X86_64,
		.code_len = len,
		.fpctrl = fpctrl,
	};

	memcpy(s.code, code, len);
	cw_signs_extract(f, &s, CW_ORIGIN_FILE);
}

#define EXTRACT(f, ...) do {						\
	static const u8 code[] = { __VA_ARGS__ };			\
									\
	extract(f, code, sizeof(code), CW_MXCSR_DEFAULT);		\
} while (0)

/* How many of the signs of a list are shown. */
static unsigned int shown(const struct cw_signs *s, const u16 *ids)
{
	unsigned int n = 0;

	for (; *ids; ids++)
		n += cw_sign_seen(s, *ids - 1);
	return n;
}

static unsigned int shown_at_all(const struct cw_signs *s)
{
	unsigned int i, n = 0;

	for (i = 0; i < CW_SIGN_WORDS; i++)
		n += hweight64(s->seen[i]);
	return n;
}

#define EXPECT_SHOWS(s, ...) do {					\
	static const u16 ids[] = { __VA_ARGS__, 0 };			\
									\
	KUNIT_EXPECT_EQ(test, shown(s, ids), ARRAY_SIZE(ids) - 1);		\
} while (0)

#define EXPECT_LACKS(s, ...) do {					\
	static const u16 ids[] = { __VA_ARGS__, 0 };			\
									\
	KUNIT_EXPECT_EQ(test, shown(s, ids), 0);			\
} while (0)

/* These and no others. */
#define EXPECT_SIGNS(s, ...) do {					\
	static const u16 ids[] = { __VA_ARGS__, 0 };			\
	const struct cw_signs *all = s;					\
									\
	KUNIT_EXPECT_EQ(test, shown(all, ids), ARRAY_SIZE(ids) - 1);	\
	KUNIT_EXPECT_EQ(test, shown_at_all(all), ARRAY_SIZE(ids) - 1);	\
} while (0)

#define EXPECT_NO_SIGNS(s)						\
	KUNIT_EXPECT_EQ(test, shown_at_all(s), 0)

static void signs_of_masks(struct kunit *test)
{
	struct cw_signs f;

	EXTRACT(&f, 0x25, 0xf0, 0xff, 0x1f, 0x00);	/* and eax, 0x1ffff0 */
	EXPECT_SIGNS(&f, S(MASK_BLOCKS));
	EXTRACT(&f, 0x25, 0xf8, 0x3f, 0x00, 0x00);	/* and eax, 0x3ff8 */
	EXPECT_SIGNS(&f, S(MASK_WORDS));
	EXTRACT(&f, 0x25, 0xc0, 0xff, 0xff, 0x7f);	/* and eax, 0x7fffffc0 */
	EXPECT_SIGNS(&f, S(MASK_LINES));
	EXTRACT(&f, 0x48, 0x83, 0xe4, 0xf0);		/* and rsp, -16 */
	EXPECT_NO_SIGNS(&f);
	EXTRACT(&f, 0x25, 0xff, 0xff, 0x0f, 0x00);	/* and eax, 0xfffff */
	EXPECT_NO_SIGNS(&f);
	/* test rax, 0xff00 is CBRANCH's; test eax, 0xff00 is anyone's */
	EXTRACT(&f, 0x48, 0xa9, 0x00, 0xff, 0x00, 0x00);
	EXPECT_SIGNS(&f, S(TEST_BYTE_MASK));
	EXTRACT(&f, 0xa9, 0x00, 0xff, 0x00, 0x00);
	EXPECT_NO_SIGNS(&f);
}

/* clang -Os: mov esi, 0x1ffff0; …; and rax, rsi */
static void signs_of_a_mask_in_a_register(struct kunit *test)
{
	struct cw_sample s = {
		.flags = CW_SAMPLE_USER | CW_SAMPLE_CODE | CW_SAMPLE_MASK |
			 6 << CW_SAMPLE_MASK_REG_SHIFT,
		.isa = CW_ISA_X86_64,
		.code = { 0x48, 0x21, 0xf0 },	/* and rax, rsi */
		.code_len = 3,
	};
	struct cw_signs f;

	cw_signs_extract(&f, &s, 0);
	EXPECT_SIGNS(&f, S(MASK_BLOCKS));
	s.code[1] = 0x23;			/* and rsi, rax */
	cw_signs_extract(&f, &s, 0);
	EXPECT_SIGNS(&f, S(MASK_BLOCKS));
	s.code[1] = 0x31;			/* xor rax, rsi */
	cw_signs_extract(&f, &s, 0);
	EXPECT_NO_SIGNS(&f);
	s.code[1] = 0x21;
	s.code[2] = 0xf8;			/* and rax, rdi */
	cw_signs_extract(&f, &s, 0);
	EXPECT_NO_SIGNS(&f);
	s.code[2] = 0xf0;
	s.flags = CW_SAMPLE_USER | CW_SAMPLE_CODE;
	cw_signs_extract(&f, &s, 0);
	EXPECT_NO_SIGNS(&f);
	/* and x1, x0, x6 */
	s = (struct cw_sample){
		.flags = CW_SAMPLE_USER | CW_SAMPLE_CODE | CW_SAMPLE_MASK |
			 6 << CW_SAMPLE_MASK_REG_SHIFT,
		.isa = CW_ISA_ARM64,
		.code = { 0x01, 0x00, 0x06, 0x8a },
		.code_len = 4,
	};
	cw_signs_extract(&f, &s, 0);
	EXPECT_SIGNS(&f, S(MASK_BLOCKS));
}

static void mask_among_registers(struct kunit *test)
{
	struct cw_regs r = { .value[6] = 0x1ffff0 };

	KUNIT_EXPECT_EQ(test, cw_regs_mask(&r),
			CW_SAMPLE_MASK | 6 << CW_SAMPLE_MASK_REG_SHIFT);
	r.value[6] = 0x1ffff8;
	KUNIT_EXPECT_EQ(test, cw_regs_mask(&r), 0);
	r.value[CW_REGS - 2] = (1 << 22) - 16;
	KUNIT_EXPECT_EQ(test, cw_regs_mask(&r),
			CW_SAMPLE_MASK |
			(CW_REGS - 2) << CW_SAMPLE_MASK_REG_SHIFT);
	r.value[CW_REGS - 2] = (1 << 23) - 16;
	KUNIT_EXPECT_EQ(test, cw_regs_mask(&r), 0);
	/* with another word above it; inverted */
	r.value[CW_REGS - 2] = 0x5a5a5a5a001ffff0ull;
	KUNIT_EXPECT_NE(test, cw_regs_mask(&r), 0);
	r.value[CW_REGS - 2] = ~0x1ffff0ull;
	KUNIT_EXPECT_NE(test, cw_regs_mask(&r), 0);
	r.value[CW_REGS - 2] = (1 << 21) - 1;
	KUNIT_EXPECT_EQ(test, cw_regs_mask(&r), 0);
	/* the stack pointer is none, whatever its value */
	r.value[CW_REG_STACK] = (1 << 21) - 16;
	KUNIT_EXPECT_EQ(test, cw_regs_mask(&r), 0);
}

/*
 * First digits of pi and e as hexadecimal fractions, SHA-512's constants, and
 * what programs have in registers beside numbers that are mixed.
 */
static void numbers_that_look_random(struct kunit *test)
{
	static const u64 random[] = {
		0x243f6a8885a308d3ull, 0x13198a2e03707344ull | 1ull << 63,
		0xb7e151628aed2a6aull, 0x7137449123ef65cdull,
		0x9e3779b97f4a7c15ull,
	};
	static const u64 others[] = {
		0, 1, 0x1ffff0, 0x7fff12345678ull,	/* an address */
		~0ull, -4096ull, 0x8000000000000000ull,
		0x3ff921fb54442d18ull,			/* pi / 2 */
		0x3f9e06513dcccccdull,			/* two floats */
		0x6f77206f6c6c6568ull,			/* "hello wo" */
		0x0101010101010101ull, 0xaaaaaaaaaaaaaaaaull,
		0x9e3779b99e3779b9ull, 0xff00ff00ff00ff00ull,
		0x00ff00ff00ff00ffull, 0x0005fff30002fffbull,
		0x8081828384858687ull,
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(random); i++)
		KUNIT_EXPECT_TRUE_MSG(test, cw_looks_random64(random[i]),
				      "%llx", random[i]);
	for (i = 0; i < ARRAY_SIZE(others); i++)
		KUNIT_EXPECT_FALSE_MSG(test, cw_looks_random64(others[i]),
				       "%llx", others[i]);
	KUNIT_EXPECT_TRUE(test, cw_looks_random32(0x85a308d3));
	KUNIT_EXPECT_TRUE(test, cw_looks_random32(0x9b05688c));
	KUNIT_EXPECT_FALSE(test, cw_looks_random32(0x001ffff0));
	KUNIT_EXPECT_FALSE(test, cw_looks_random32(0x6c6c6568));
	KUNIT_EXPECT_FALSE(test, cw_looks_random32(0x3f9e0651));
	KUNIT_EXPECT_FALSE(test, cw_looks_random32(0x7f7f7f7f));
	KUNIT_EXPECT_FALSE(test, cw_looks_random32(0xffff8000));
}

/* Of 2^16 numbers of a generator that others have tested (xorshift64*). */
static void nearly_all_random_numbers_do(struct kunit *test)
{
	unsigned int wide = 0, word = 0, i;
	u64 x = 88172645463325252ull, r;

	for (i = 0; i < 1 << 16; i++) {
		x ^= x >> 12;
		x ^= x << 25;
		x ^= x >> 27;
		r = x * 0x2545f4914f6cdd1dull;
		wide += cw_looks_random64(r);
		word += cw_looks_random32(r >> 32);
	}
	KUNIT_EXPECT_GT(test, wide, (1 << 16) * 4 / 5);
	KUNIT_EXPECT_GT(test, word, (1 << 16) * 3 / 4);
}

#if !CW_VECTORS
#define THE_ISA	CW_ISA_ARM64
static const u8 two_loads[] = {
	0x20, 0x68, 0x62, 0xf8,		/* ldr x0, [x1, x2] */
	0x65, 0x00, 0x40, 0xf9,		/* ldr x5, [x3] */
	0xa6, 0x00, 0x40, 0xf9,		/* ldr x6, [x5]: not known yet */
	0xe7, 0x07, 0x40, 0xf9,		/* ldr x7, [sp, 8] */
};
#else
#define THE_ISA	CW_ISA_X86_64
static const u8 two_loads[] = {
	0x48, 0x8b, 0x04, 0x11,		/* mov rax, [rcx + rdx] */
	0x48, 0x8b, 0x2b,		/* mov rbp, [rbx] */
	0x48, 0x8b, 0x75, 0,		/* mov rsi, [rbp]: not known yet */
	0x48, 0x8b, 0x7c, 0x24, 8,	/* mov rdi, [rsp + 8] */
};
#endif

static void registers_are_reduced(struct kunit *test)
{
	struct cw_sample s = {
		.flags = CW_SAMPLE_USER | CW_SAMPLE_CODE,
		.isa = THE_ISA,
		.tid = 4711,
		.code_len = sizeof(two_loads),
	};
	struct cw_regs r = { .value = {
		[1] = 0x7f0000000000, [2] = 0x12340, [3] = 0x7f0000100000,
		[CW_REG_STACK] = 0x7ffd00001000,
		[8] = 0x243f6a8885a308d3, [9] = 0x85a308d3,
		[10] = 0x7137449123ef65cd,
	} };
	struct cw_walk walk = { 0 };
	struct cw_values v;
	struct cw_signs f;

	memcpy(s.code, two_loads, sizeof(two_loads));
	cw_signs_of_code(&f, &s);
	KUNIT_EXPECT_EQ(test, f.accesses, 3);
	cw_regs_reduce(&v, &r, &s, &f, &walk);
	KUNIT_EXPECT_EQ(test, v.wide, 2);
	KUNIT_EXPECT_EQ(test, v.word, 1);
	KUNIT_EXPECT_EQ(test, v.pointers, 2);
	KUNIT_EXPECT_EQ(test, v.accesses, 2);
	KUNIT_EXPECT_EQ(test, v.reach, 0);	/* the first sample */
	KUNIT_EXPECT_EQ(test, v.spread, 20);	/* 2^20 - 0x12340 */

	r.value[2] = 0x1f2340;
	cw_regs_reduce(&v, &r, &s, &f, &walk);
	KUNIT_EXPECT_EQ(test, v.reach, 21);	/* 0x1e0 pages */
	cw_regs_reduce(&v, &r, &s, &f, &walk);
	KUNIT_EXPECT_EQ(test, v.reach, 12);	/* the same page */
	s.tid++;
	cw_regs_reduce(&v, &r, &s, &f, &walk);
	KUNIT_EXPECT_EQ(test, v.reach, 0);	/* another thread's first */
}

/* As in a program that is not moved about, whose heap is below 4 GiB. */
static void low_addresses_are_none(struct kunit *test)
{
	struct cw_sample s = { .flags = CW_SAMPLE_USER, .isa = THE_ISA };
	struct cw_regs r = { .value = {
		[0] = 0x2b9c5a38, [1] = 0x2c31d6d4, [2] = 0x2b8be5a1,
		[CW_REG_STACK] = 0x7ffd00001000,
	} };
	struct cw_signs code = { 0 };
	struct cw_walk walk = { 0 };
	struct cw_values v;

	cw_regs_reduce(&v, &r, &s, &code, &walk);
	KUNIT_EXPECT_EQ(test, v.word, 0);
	r.value[1] = 0x85a308d3;
	r.value[2] = 0x9b05688c;
	cw_regs_reduce(&v, &r, &s, &code, &walk);
	KUNIT_EXPECT_EQ(test, v.word, 2);
}

static void signs_of_values(struct kunit *test)
{
	struct cw_sample s = {
		.flags = CW_SAMPLE_USER | CW_SAMPLE_VALUES,
		.isa = CW_ISA_X86_64,
		.values = { .wide = 4, .word = 2, .vectors = 4, .reach = 21 },
	};
	struct cw_signs f;

	cw_signs_extract(&f, &s, 0);
	EXPECT_SIGNS(&f, S(RANDOM_SOME), S(RANDOM_MANY), S(RANDOM_VECTORS),
		     S(REACH), S(REACH_SCRATCHPAD), S(RANDOM_WALK));
	s.values.vectors = 3;
	cw_signs_extract(&f, &s, 0);
	EXPECT_SIGNS(&f, S(RANDOM_SOME), S(RANDOM_MANY), S(REACH),
		     S(REACH_SCRATCHPAD));
	s.values.reach = 28;
	s.values.vectors = 10;
	s.values.wide = 0;
	cw_signs_extract(&f, &s, 0);
	EXPECT_SIGNS(&f, S(RANDOM_SOME), S(RANDOM_VECTORS),
		     S(RANDOM_VECTORS_MANY), S(REACH), S(REACH_DATASET),
		     S(RANDOM_WALK));
	s.isa = CW_ISA_ARM64;
	s.values.reach = 16;
	cw_signs_extract(&f, &s, 0);
	EXPECT_SIGNS(&f, S(RANDOM_SOME), S(REACH));
	KUNIT_EXPECT_FALSE(test, f.vectors);
	s.flags &= ~CW_SAMPLE_VALUES;
	cw_signs_extract(&f, &s, 0);
	EXPECT_NO_SIGNS(&f);
	KUNIT_EXPECT_FALSE(test, f.values);
}

/* So who has seen the code before may keep what it showed (known.h). */
static void signs_of_code_alone(struct kunit *test)
{
	struct cw_sample s = {
		.flags = CW_SAMPLE_USER | CW_SAMPLE_CODE,
		.isa = CW_ISA_X86_64,
		.code = { 0x66, 0x0f, 0x38, 0xdc, 0xc1 }, /* aesenc xmm0, xmm1 */
		.code_len = 5,
	};
	struct cw_sample other = s;
	struct cw_signs of_one, of_other, whole;
	const u32 origin = CW_ORIGIN_ANON | CW_CIRCUMSTANCE_GONE;

	/* all that is not code, nor a mask in a register */
	memset(&other, 0xff, offsetof(struct cw_sample, code));
	memset(other.counter, 0xff, sizeof(other) -
				    offsetof(struct cw_sample, counter));
	other.flags = (s.flags | 0xffff) &
		      ~(CW_SAMPLE_MASK | CW_SAMPLE_MASK_REG);
	other.isa = s.isa;
	other.code_len = s.code_len;
	memset(other.code + other.code_len, 0xff,
	       sizeof(other.code) - other.code_len);
	cw_signs_of_code(&of_one, &s);
	cw_signs_of_code(&of_other, &other);
	KUNIT_EXPECT_MEMEQ(test, &of_one, &of_other, sizeof(of_one));
	KUNIT_EXPECT_EQ(test, of_one.insns, 1);

	cw_signs_beside_code(&of_one, &other, origin);
	cw_signs_extract(&whole, &other, origin);
	KUNIT_EXPECT_MEMEQ(test, &of_one, &whole, sizeof(whole));
}

static void signs_of_aes(struct kunit *test)
{
	struct cw_signs f;

	/* aesenc xmm0, xmm1; mul rcx; and eax, 0x1ffff0 */
	EXTRACT(&f, 0x66, 0x0f, 0x38, 0xdc, 0xc1, 0x48, 0xf7, 0xe1,
		0x25, 0xf0, 0xff, 0x1f, 0x00);
	KUNIT_EXPECT_EQ(test, f.insns, 3);
	EXPECT_SHOWS(&f, S(AES_MUL), S(MUL_WIDE), S(MASK_BLOCKS), S(MASK_WORK));
	EXPECT_LACKS(&f, S(AES_BOTH), S(AES_FINAL));
	/* aesenc xmm0, xmm1; aesdec xmm2, xmm1 */
	EXTRACT(&f, 0x66, 0x0f, 0x38, 0xdc, 0xc1, 0x66, 0x0f, 0x38, 0xde, 0xd1);
	EXPECT_SHOWS(&f, S(AES_BOTH));
	EXPECT_LACKS(&f, S(AES_FINAL));
}

/* What an AES round, eleven nops and then @code show. */
static void extract_after_round(struct cw_signs *f, const u8 *code, size_t len)
{
	/* aesenc xmm0, xmm1 */
	u8 all[5 + 11 + 8] = { 0x66, 0x0f, 0x38, 0xdc, 0xc1 };

	memset(all + 5, 0x90, 11);
	if (len)
		memcpy(all + 16, code, len);
	extract(f, all, 16 + len, CW_MXCSR_DEFAULT);
}

/* As V8 compiles WebAssembly: of an AES round, and of a CRC by four tables. */
static void signs_of_webassembly_tables(struct kunit *test)
{
	static const u8 round[] = {
		0x41, 0x8b, 0xc0, 0xc1, 0xe8, 0x16, 0x25, 0xfc, 0x03, 0x00,
		0x00, 0x05, 0x40, 0xc9, 0x00, 0x00, 0x41, 0x8b, 0x04, 0x03,
		0x41, 0x8b, 0x14, 0x3b, 0x8b, 0xf2, 0xc1, 0xee, 0x0e, 0x81,
		0xe6, 0xfc, 0x03, 0x00, 0x00, 0x81, 0xc6, 0x40, 0xc5, 0x00,
		0x00, 0x41, 0x8b, 0x34, 0x33, 0x45, 0x8b, 0x4c, 0x3b, 0x0c,
		0x41, 0x8b, 0xc9, 0xc1, 0xe9, 0x06, 0x81, 0xe1, 0xfc, 0x03,
		0x00, 0x00
	};
	static const u8 crc[] = {
		0x8b, 0xcb, 0xc1, 0xe9, 0x06, 0x81, 0xe1, 0xfc, 0x03, 0x00,
		0x00, 0x81, 0xc1, 0x50, 0x16, 0x20, 0x00, 0x44, 0x8b, 0x04,
		0x0e, 0x41, 0x33, 0xd0, 0x8b, 0xcb, 0xc1, 0xe9, 0x0e, 0x81,
		0xe1, 0xfc, 0x03, 0x00, 0x00, 0x81, 0xc1, 0x50, 0x12, 0x20,
		0x00, 0x44, 0x8b, 0x04, 0x0e, 0x41, 0x33, 0xd0, 0x8b, 0xcb,
		0xc1, 0xe9, 0x16, 0x81, 0xe1, 0xfc, 0x03, 0x00, 0x00
	};
	struct cw_signs f;

	extract(&f, round, sizeof(round), CW_MXCSR_DEFAULT);
	EXPECT_SIGNS(&f, S(AES_SCALED), S(BYTE_LOOKUPS), S(SUBSTITUTION));
	extract(&f, crc, sizeof(crc), CW_MXCSR_DEFAULT);
	EXPECT_SIGNS(&f, S(BYTE_LOOKUPS), S(SUBSTITUTION));
}

static void signs_of_a_single_round(struct kunit *test)
{
	static const u8 round[] = { 0x66, 0x0f, 0x38, 0xdc, 0xc2 };
	static const u8 last_round[] = { 0x66, 0x0f, 0x38, 0xdd, 0xc2 };
	static const u8 key[] = { 0x66, 0x0f, 0x3a, 0xdf, 0xc1, 0x01 };
	struct cw_signs f;

	extract_after_round(&f, NULL, 0);
	EXPECT_SIGNS(&f, S(AES_ROUND), S(AES_INSN), S(AES_SINGLE));
	extract_after_round(&f, round, sizeof(round));
	EXPECT_LACKS(&f, S(AES_SINGLE));
	extract_after_round(&f, last_round, sizeof(last_round));
	EXPECT_LACKS(&f, S(AES_SINGLE));
	extract_after_round(&f, key, sizeof(key));
	EXPECT_LACKS(&f, S(AES_SINGLE));
	/* too few bytes to tell that it is single */
	EXTRACT(&f, 0x66, 0x0f, 0x38, 0xdc, 0xc1);
	EXPECT_SIGNS(&f, S(AES_ROUND), S(AES_INSN));
}

static void signs_of_password_hashes(struct kunit *test)
{
	struct cw_signs f;

	/* Argon2: rol rax, 32; imul rcx, rdx. BLAKE2b has no product. */
	EXTRACT(&f, 0x48, 0xc1, 0xc0, 0x20, 0x48, 0xc1, 0xc8, 0x18,
		0x48, 0x0f, 0xaf, 0xca);
	EXPECT_SHOWS(&f, S(ROT_BLAKE2), S(BLAMKA));
	EXTRACT(&f, 0x48, 0xc1, 0xc0, 0x20, 0x48, 0xc1, 0xc8, 0x18);
	EXPECT_SHOWS(&f, S(ROT_BLAKE2));
	EXPECT_LACKS(&f, S(BLAMKA));
	/* pwxform without vectors: shr rax, 32; imul rax, rcx; and edx, 0x7ff0 */
	EXTRACT(&f, 0x48, 0xc1, 0xe8, 0x20, 0x48, 0x0f, 0xaf, 0xc1,
		0x81, 0xe2, 0xf0, 0x7f, 0x00, 0x00);
	EXPECT_SIGNS(&f, S(IMUL), S(PWXFORM));
	/* a hash table of 2048 entries takes the half of its product */
	EXTRACT(&f, 0x48, 0x0f, 0xaf, 0xc1, 0x48, 0xc1, 0xe8, 0x20,
		0x81, 0xe2, 0xf0, 0x7f, 0x00, 0x00);
	EXPECT_SIGNS(&f, S(IMUL));
	/* WebAssembly's 64 by 64 bits: shr rdx, 32; imul rax, rdx; imul rcx, rbx */
	EXTRACT(&f, 0x48, 0xc1, 0xea, 0x20, 0x48, 0x0f, 0xaf, 0xc2,
		0x48, 0x0f, 0xaf, 0xcb);
	EXPECT_SIGNS(&f, S(IMUL), S(MUL_WIDE), S(MUL_HALVES));
	/*
	 * Blowfish: shr ecx, 24; mov eax, [rdi+rcx*4]; movzx ecx, dh;
	 * add eax, [rdi+rcx*4+0x400]; movzx ecx, dl; xor eax, [rdi+rcx*4+0x800]
	 */
	EXTRACT(&f, 0xc1, 0xe9, 0x18, 0x8b, 0x04, 0x8f, 0x0f, 0xb6, 0xce,
		0x03, 0x84, 0x8f, 0x00, 0x04, 0x00, 0x00, 0x0f, 0xb6, 0xca,
		0x33, 0x84, 0x8f, 0x00, 0x08, 0x00, 0x00);
	EXPECT_SHOWS(&f, S(BLOWFISH));
	/* the same with two xor is of AES or a CRC */
	EXTRACT(&f, 0xc1, 0xe9, 0x18, 0x8b, 0x04, 0x8f, 0x0f, 0xb6, 0xce,
		0x33, 0x84, 0x8f, 0x00, 0x04, 0x00, 0x00, 0x0f, 0xb6, 0xca,
		0x33, 0x84, 0x8f, 0x00, 0x08, 0x00, 0x00);
	EXPECT_LACKS(&f, S(BLOWFISH));
}

static void signs_of_vector_products(struct kunit *test)
{
	struct cw_signs f;

	/* pwxform as clang has it: and ecx, 0x7ff0; pmuludq xmm4, xmm3 */
	EXTRACT(&f, 0x81, 0xe1, 0xf0, 0x7f, 0x00, 0x00, 0x66, 0x0f, 0xf4, 0xe3);
	EXPECT_SIGNS(&f, S(PWXFORM), S(PMULUDQ));
	/* as gcc has it: and rax, r8; shr rax, 32; pmuludq xmm4, xmm3 */
	EXTRACT(&f, 0x4c, 0x21, 0xc0, 0x48, 0xc1, 0xe8, 0x20, 0x66, 0x0f, 0xf4,
		0xe3);
	EXPECT_SIGNS(&f, S(PWXFORM), S(PMULUDQ));
	/* and ecx, 0xff; pmuludq xmm4, xmm3: bignums and Poly1305 */
	EXTRACT(&f, 0x81, 0xe1, 0xff, 0x00, 0x00, 0x00, 0x66, 0x0f, 0xf4, 0xe3);
	EXPECT_SIGNS(&f, S(PMULUDQ));
	/* pclmulqdq xmm1, xmm2, 16; pmulhrsw xmm3, xmm1 */
	EXTRACT(&f, 0x66, 0x0f, 0x3a, 0x44, 0xca, 0x10, 0x66, 0x0f, 0x38, 0x0b,
		0xd9);
	EXPECT_SHOWS(&f, S(CLHASH), S(CLMUL));
	EXPECT_LACKS(&f, S(AES_CLMUL));
	/* FNV's prime as gcc multiplies vectors by it, then pxor */
	EXTRACT(&f, 0x66, 0x0f, 0x72, 0xf0, 0x0f, 0x66, 0x0f, 0xfe, 0xc1,
		0x66, 0x0f, 0x72, 0xf0, 0x02, 0x66, 0x0f, 0xfa, 0xc1,
		0x66, 0x0f, 0x72, 0xf0, 0x03, 0x66, 0x0f, 0xfe, 0xc1,
		0x66, 0x0f, 0x72, 0xf0, 0x02, 0x66, 0x0f, 0xfe, 0xc1,
		0x66, 0x0f, 0xef, 0x06);
	EXPECT_SHOWS(&f, S(VMUL_XOR));
}

/* The congruential quarter of KISS99, and how ProgPoW mixes. */
static void signs_of_progpow(struct kunit *test)
{
	struct cw_signs f;

	/* imul eax, eax, 69069 */
	EXTRACT(&f, 0x69, 0xc0, 0xcd, 0x0d, 0x01, 0x00);
	EXPECT_SIGNS(&f, S(KISS99), S(IMUL));
	EXTRACT(&f, 0x05, 0x87, 0xd6, 0x12, 0x00);	/* add eax, 1234567 */
	EXPECT_SIGNS(&f, S(KISS99));
	/* imul eax, eax, 36969, of stress-ng, too; mov eax, 1234567 */
	EXTRACT(&f, 0x69, 0xc0, 0x69, 0x90, 0x00, 0x00);
	EXPECT_SIGNS(&f, S(IMUL));
	EXTRACT(&f, 0xb8, 0x87, 0xd6, 0x12, 0x00);
	EXPECT_NO_SIGNS(&f);
	EXTRACT(&f, 0xd3, 0xc0);			/* rol eax, cl */
	EXPECT_SIGNS(&f, S(ROT_VARIABLE));
	EXTRACT(&f, 0x48, 0xd3, 0xc0);			/* rol rax, cl */
	EXPECT_SIGNS(&f, S(ROT_WIDE_VARIABLE));
}

static void signs_of_rotations(struct kunit *test)
{
	struct cw_signs f;

	/* rol rax, 13; rol rbx, 17: SipHash */
	EXTRACT(&f, 0x48, 0xc1, 0xc0, 0x0d, 0x48, 0xc1, 0xc3, 0x11);
	KUNIT_EXPECT_EQ(test, f.rol[CW_ROT_64], 1ull << 13 | 1ull << 17);
	KUNIT_EXPECT_EQ(test, f.rol[CW_ROT_32], 0);
	EXPECT_SHOWS(&f, S(ROT_SIPHASH));
	/* rol rax, 13; rol rbx, 5: not only SipHash */
	EXTRACT(&f, 0x48, 0xc1, 0xc0, 0x0d, 0x48, 0xc1, 0xc3, 0x05);
	EXPECT_SHOWS(&f, S(ROTATIONS));
	EXPECT_LACKS(&f, S(ROT_SIPHASH));
	/* rol eax, 11; rol ecx, 11: CubeHash; with rol ecx, 7: may be MD4 */
	EXTRACT(&f, 0xc1, 0xc0, 0x0b, 0xc1, 0xc1, 0x0b);
	EXPECT_SHOWS(&f, S(ROT_CUBEHASH));
	EXTRACT(&f, 0xc1, 0xc0, 0x0b, 0xc1, 0xc1, 0x07);
	EXPECT_LACKS(&f, S(ROT_CUBEHASH));
	/* ror eax, 25 is rol eax, 7 */
	EXTRACT(&f, 0xc1, 0xc8, 0x19);
	KUNIT_EXPECT_EQ(test, f.rol[CW_ROT_32], 1ull << 7);
	/* pslld xmm1, 7; psrld xmm2, 25: the two halves of one */
	EXTRACT(&f, 0x66, 0x0f, 0x72, 0xf1, 0x07, 0x66, 0x0f, 0x72, 0xd2, 0x19);
	KUNIT_EXPECT_EQ(test, f.rol[CW_ROT_32], 1ull << 7);
	/* pslld xmm1, 7; psrld xmm2, 24: no halves of one */
	EXTRACT(&f, 0x66, 0x0f, 0x72, 0xf1, 0x07, 0x66, 0x0f, 0x72, 0xd2, 0x18);
	KUNIT_EXPECT_EQ(test, f.rol[CW_ROT_32], 0);
	/* psrlq xmm1, 63; paddq xmm2, xmm2: BLAKE2b's rotation by 63 */
	EXTRACT(&f, 0x66, 0x0f, 0x73, 0xd1, 0x3f, 0x66, 0x0f, 0xd4, 0xd2);
	KUNIT_EXPECT_EQ(test, f.rol[CW_ROT_64], 1ull << 1);
	/* pshufd xmm0, xmm1, 0xb1: 64-bit halves swapped */
	EXTRACT(&f, 0x66, 0x0f, 0x70, 0xc1, 0xb1);
	KUNIT_EXPECT_EQ(test, f.rol[CW_ROT_64], 1ull << 32);
}

static void signs_of_state(struct kunit *test)
{
	struct cw_sample s = {
		.flags = CW_SAMPLE_USER | CW_SAMPLE_UNREADABLE |
			 CW_SAMPLE_FPCTRL,
		.fpctrl = 0xdfc0,	/* RandomX: up, denormals flushed */
	};
	struct cw_signs f;

	cw_signs_extract(&f, &s, CW_ORIGIN_ANON | CW_ORIGIN_WX);
	KUNIT_EXPECT_EQ(test, f.insns, 0);
	/* 10b is up; down and towards zero are told */
	EXPECT_SIGNS(&f, S(ROUNDING_MODE), S(ROUNDING_FLUSH), S(ANON_EXEC), S(UNREADABLE));
	s.flags = CW_SAMPLE_USER | CW_SAMPLE_FPCTRL;
	s.fpctrl = CW_MXCSR_DEFAULT | CW_MXCSR_DOWN;
	cw_signs_extract(&f, &s, 0);
	EXPECT_SIGNS(&f, S(ROUNDING_MODE), S(ROUNDING_DOWN));
	s.fpctrl = CW_MXCSR_DEFAULT | CW_MXCSR_ZERO;
	cw_signs_extract(&f, &s, 0);
	EXPECT_SIGNS(&f, S(ROUNDING_MODE), S(ROUNDING_ZERO));
	s.flags = CW_SAMPLE_USER | CW_SAMPLE_UNREADABLE;
	cw_signs_extract(&f, &s, 0);
	EXPECT_SIGNS(&f, S(UNREADABLE));
	KUNIT_EXPECT_FALSE(test, f.fpctrl);
	s.flags = 0;
	cw_signs_extract(&f, &s, 0);
	KUNIT_EXPECT_FALSE(test, f.user);
	/* nothing is known of what follows a return */
	EXTRACT(&f, 0xc3, 0x66, 0x0f, 0x38, 0xdc, 0xc1);
	KUNIT_EXPECT_EQ(test, f.insns, 1);
	EXPECT_SIGNS(&f, S(CALLS_AND_RETURNS));
}

/* A program that shows signs at fixed rates, reproducibly. */
struct program {
	struct {
		u16 signs[12];	/* S(…) */
		unsigned int percent;
	} habit[10];
	u64 rol[2];
	u8 circumstances;
	bool no_code;
	bool values;
};

static const struct program benign = { };

/* Rates as recorded from monerod in a guest (tests/traces/monerod-guest). */
static const struct program randomx = {
	.habit = {
		{ { S(ROUNDING_MODE), S(ROUNDING_FLUSH) }, 34 },
		{ { S(ROUNDING_MODE), S(ROUNDING_FLUSH),
		    S(ROUNDING_DOWN) }, 33 },
		{ { S(ROUNDING_MODE), S(ROUNDING_FLUSH),
		    S(ROUNDING_ZERO) }, 33 },
		{ { S(ANON_EXEC) }, 90 },
		{ { S(MASK_WORDS) }, 35 },
		{ { S(TEST_BYTE_MASK) }, 22 },
		{ { S(CVTDQ2PD_ARITH), S(FP_PACKED) }, 13 },
		{ { S(IMUL) }, 68 },
		{ { S(PREFETCHNTA) }, 2 },
		{ { S(MASK_LINES) }, 5 },
	},
};

static const struct program cryptonight = {
	.habit = {
		{ { S(MASK_BLOCKS), S(MASK_WORK), S(AES_MUL), S(AES_ROUND),
		    S(MUL_WIDE), S(IMUL) }, 60 },
		{ { S(AES_ROUND) }, 30 },
	},
};

/* R by AES instructions: mask and product next to never in sight */
static const struct program cryptonight_r = {
	.habit = {
		{ { S(AES_ROUND), S(AES_INSN), S(AES_SINGLE) }, 40 },
		{ { S(MASK_BLOCKS) }, 2 },
		{ { S(ANON_EXEC) }, 3 },
	},
};

static const struct program sha256 = {
	.habit = {
		{ { S(ROTATIONS), S(ROT_SHA256), S(ROT_SHA2) }, 90 },
	},
	.rol = { 1u << 30 | 1u << 19 | 1u << 10 | 1u << 26 | 1u << 21 |
		 1u << 7, 0 },
};

static const struct program interval = {
	.habit = {
		{ { S(ROUNDING_MODE) }, 90 },
		{ { S(FP_PACKED), S(FP) }, 60 },
		{ { S(FPCTRL_WRITE) }, 40 },
		{ { S(CVTDQ2PD_ARITH) }, 2 },
	},
};

static const struct program gcm = {
	.habit = {
		{ { S(AES_ROUND), S(AES_INSN), S(CLMUL), S(AES_CLMUL) }, 80 },
		{ { S(MUL_WIDE), S(IMUL) }, 5 },
		{ { S(AES_FINAL) }, 20 },
	},
};

/* tests/lab/programs/aestable.c: it was confirmed as CryptoNight */
static const struct program aes_hash_table = {
	.habit = {
		{ { S(AES_ROUND), S(AES_INSN), S(AES_SINGLE), S(AES_MUL),
		    S(MUL_WIDE), S(IMUL) }, 60 },
	},
};

#define SAMPLE_NS	10000000ull

struct run {
	struct cw_track track;
	struct cw_judgement j;
	u32 random;
	u64 now_ns;
};

static void start(struct run *r)
{
	memset(r, 0, sizeof(*r));
	cw_track_init(&r->track);
	r->random = 1;
}

static unsigned int percent(struct run *r)
{
	/* Numerical Recipes' generator: the same numbers everywhere */
	r->random = r->random * 1664525u + 1013904223u;
	return (r->random >> 8) % 100;
}

static void show(struct cw_signs *s, const u16 *ids)
{
	for (; *ids; ids++)
		s->seen[(*ids - 1) / 64] |= 1ull << (*ids - 1) % 64;
}

/* Returns the number of samples until @verdict, or @samples + 1. */
static unsigned int feed(struct run *r, const struct program *p,
			 unsigned int samples, u64 io_idle_ns,
			 enum cw_verdict verdict)
{
	struct cw_context ctx = { .io_idle_ns = io_idle_ns };
	unsigned int n, i;

	for (n = 1; n <= samples; n++) {
		struct cw_signs f = {
			.user = true,
			.fpctrl = true,
			.values = p->values,
			.vectors = p->values,
			.circumstances = p->circumstances,
		};

		f.insns = p->no_code ? 0 : CW_WINDOW_INSNS;
		for (i = 0; i < ARRAY_SIZE(p->habit); i++)
			if (percent(r) < p->habit[i].percent)
				show(&f, p->habit[i].signs);
		if (cw_sign_seen(&f, CW_SIGN_ROTATIONS)) {
			f.rol[0] = p->rol[0];
			f.rol[1] = p->rol[1];
		}
		r->now_ns += SAMPLE_NS;
		ctx.now_ns = r->now_ns;
		cw_track_add(&r->track, &f, r->now_ns);
		cw_track_judge(&r->track, &ctx, &r->j);
		if (r->j.verdict == verdict)
			return n;
	}
	return n;
}

static struct run *new_run(struct kunit *test)
{
	struct run *r = kunit_kzalloc(test, sizeof(*r), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, r);
	start(r);
	return r;
}

static void miners_are_confirmed_in_a_second(struct kunit *test)
{
	struct run *r = new_run(test);

	KUNIT_EXPECT_LE(test, feed(r, &randomx, 100, 0, CW_VERDICT_CONFIRMED),
			100u);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_RANDOMX);
	KUNIT_EXPECT_GE(test, r->j.score_milli, CW_CONFIRM_MICRO / 1000);
	start(r);
	KUNIT_EXPECT_LE(test, feed(r, &cryptonight, 100, 0,
				   CW_VERDICT_CONFIRMED), 100u);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_CRYPTONIGHT);
}

static void cryptonight_r_takes_half_a_minute(struct kunit *test)
{
	struct run *r = new_run(test);

	feed(r, &cryptonight_r, 256, 0, CW_VERDICT_COUNT);
	KUNIT_EXPECT_NE(test, r->j.verdict, CW_VERDICT_CONFIRMED);
	start(r);
	KUNIT_EXPECT_LE(test, feed(r, &cryptonight_r, 500, CW_IO_IDLE_NS,
				   CW_VERDICT_CONFIRMED), 500u);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_CRYPTONIGHT);
	KUNIT_EXPECT_STREQ(test, cw_family_rule_name(r->j.family, r->j.rule),
			   "R, mask seldom in sight");
	KUNIT_EXPECT_GE(test, r->j.score_milli, 13800);
}

static void hash_table_by_aes_is_not_confirmed(struct kunit *test)
{
	struct run *r = new_run(test);

	feed(r, &aes_hash_table, 5000, 0, CW_VERDICT_COUNT);
	KUNIT_EXPECT_EQ(test, r->j.verdict, CW_VERDICT_CLEAR);
	KUNIT_EXPECT_EQ(test, feed(r, &aes_hash_table, 5000, 10 * MINUTE_NS,
				   CW_VERDICT_CONFIRMED), 5001u);
}

/* A count-sketch by three AES rounds: cut like a scratchpad, but no product. */
static void sketch_by_aes_is_not_confirmed(struct kunit *test)
{
	static const struct program sketch = {
		.habit = {
			{ { S(AES_ROUND), S(AES_INSN), S(MASK_BLOCKS),
			    S(MASK_WORK) }, 8 },
			{ { S(MASK_BLOCKS) }, 7 },
			{ { S(REACH), S(REACH_SCRATCHPAD) }, 50 },
			{ { S(RANDOM_SOME), S(RANDOM_VECTORS) }, 80 },
		},
		.values = true,
	};
	struct run *r = new_run(test);

	KUNIT_EXPECT_EQ(test, feed(r, &sketch, 5000, 10 * MINUTE_NS,
				   CW_VERDICT_CONFIRMED), 5001u);
}

static void benign_past_is_no_shield(struct kunit *test)
{
	struct run *r = new_run(test);

	feed(r, &benign, 100000, MINUTE_NS, CW_VERDICT_COUNT);
	KUNIT_EXPECT_EQ(test, r->j.verdict, CW_VERDICT_CLEAR);
	KUNIT_EXPECT_LE(test, feed(r, &randomx, 300, 0, CW_VERDICT_CONFIRMED),
			200u);
}

static void evidence_saturates(struct kunit *test)
{
	const struct cw_model *m = &cw_models[CW_FAMILY_RANDOMX];
	unsigned int i;

	/* ten times the samples at the same rate add little */
	for (i = 0; i < m->pieces; i++) {
		s32 few = cw_piece_micro(&m->piece[i], 0, 70, 100);
		s32 many = cw_piece_micro(&m->piece[i], 0, 700,
					  1000);

		KUNIT_EXPECT_LE(test, abs(many - few), 4000000);
		KUNIT_EXPECT_EQ(test, cw_piece_micro(&m->piece[i], 0, 0, 0),
				0);
	}
}

static void a_primitive_that_does_not_hide_is_suspect(struct kunit *test)
{
	struct run *r = new_run(test);

	KUNIT_EXPECT_EQ(test, feed(r, &sha256, 20000, 100 * MINUTE_NS,
				   CW_VERDICT_CONFIRMED), 20001u);
	KUNIT_EXPECT_EQ(test, r->j.verdict, CW_VERDICT_SUSPECT);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_SHA2);
}

static const struct cw_evidence *find_evidence(const struct cw_evidence *ev,
					       unsigned int n, const char *name)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		if (!strcmp(ev[i].name, name))
			return &ev[i];
	return NULL;
}

static void a_primitive_that_hides_is_confirmed(struct kunit *test)
{
	static const struct program hiding = {
		.habit = {
			{ { S(ROTATIONS), S(ROT_SHA256), S(ROT_SHA2) }, 90 },
		},
		.circumstances = 1 << CW_CIRCUMSTANCE_NR(GONE) |
				 1 << CW_CIRCUMSTANCE_NR(IO_IDLE),
		.rol = { 1u << 30 | 1u << 19 | 1u << 10 | 1u << 26 | 1u << 21 |
			 1u << 7, 0 },
	};
	struct cw_evidence ev[CW_PIECES_MAX + 3];
	const struct cw_evidence *e;
	struct run *r = new_run(test);
	unsigned int n;

	KUNIT_EXPECT_EQ(test, feed(r, &hiding, 5000, MINUTE_NS,
				   CW_VERDICT_CONFIRMED), 5001u);
	KUNIT_EXPECT_EQ(test, r->j.verdict, CW_VERDICT_SUSPECT);
	KUNIT_EXPECT_LE(test, feed(r, &hiding, 2000, 2 * MINUTE_NS,
				   CW_VERDICT_CONFIRMED), 2000u);
	/* and it says why */
	n = cw_track_evidence(&r->track, r->j.family, ev, ARRAY_SIZE(ev));
	e = find_evidence(ev, n, "executable_gone");
	KUNIT_ASSERT_NOT_NULL(test, e);
	KUNIT_EXPECT_EQ(test, e->hits, e->trials);
	KUNIT_EXPECT_EQ(test, e->weight_milli, 0);
	KUNIT_EXPECT_NULL(test, find_evidence(ev, n, "disguised"));
}

/*
 * RandomX fills its cache by a primitive. What it showed then must not hide
 * what it does now, where the state is not to be had and rates decide: by the
 * older window alone it would have been named after 650 samples.
 */
static void a_primitive_does_not_hide_a_miner(struct kunit *test)
{
	static const struct program miner = {
		.habit = {
			{ { S(MASK_WORDS) }, 13 },
			{ { S(TEST_BYTE_MASK) }, 9 },
			{ { S(CVTDQ2PD_ARITH), S(FP_PACKED) }, 13 },
			{ { S(IMUL) }, 40 },
		},
	};
	struct run *r = new_run(test);

	feed(r, &sha256, 1400, MINUTE_NS, CW_VERDICT_COUNT);
	KUNIT_EXPECT_EQ(test, r->j.verdict, CW_VERDICT_SUSPECT);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_SHA2);
	KUNIT_EXPECT_LE(test, feed(r, &miner, 1000, MINUTE_NS,
				   CW_VERDICT_CONFIRMED), 450u);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_RANDOMX);
	/* the figures are those of the miner alone */
	KUNIT_EXPECT_LE(test, r->j.samples, 450u);
	KUNIT_EXPECT_EQ(test, r->track.window[0].seen[CW_SIGN_ROT_SHA256], 0);
}

/* Once in 2^32 samples, two days of a process on 256 CPUs. */
static void no_count_begins_anew(struct kunit *test)
{
	struct run *r = new_run(test), *life = new_run(test);

	feed(life, &benign, 20, 0, CW_VERDICT_COUNT);
	r->track.samples = U32_MAX;
	feed(r, &benign, 1, 0, CW_VERDICT_COUNT);
	KUNIT_EXPECT_GT(test, r->track.samples, 1u << 30);
	r->track.samples = U32_MAX - 5;
	cw_track_merge(&r->track, &life->track.window[0],
		       life->track.first_ns[0]);
	KUNIT_EXPECT_GT(test, r->track.samples, 1u << 30);
}

/* A benchmark does one kind of work after the other, AstroBWT both at once. */
static void work_in_turns_is_not_steady(struct kunit *test)
{
	static const struct program both = {
		.habit = {
			{ { S(ROTATIONS), S(ROT_SALSA) }, 10 },
			{ { S(ROTATIONS), S(ROT_KECCAK), S(KECCAK_CHI) }, 12 },
		},
	}, salsa = {
		.habit = {
			{ { S(ROTATIONS), S(ROT_SALSA) }, 20 },
		},
	}, keccak = {
		.habit = {
			{ { S(ROTATIONS), S(ROT_KECCAK), S(KECCAK_CHI) }, 24 },
		},
	};
	struct run *r = new_run(test);

	KUNIT_EXPECT_LE(test, feed(r, &both, 1024, 2 * MINUTE_NS,
				   CW_VERDICT_CONFIRMED), 1024u);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_ASTROBWT);
	KUNIT_EXPECT_STREQ(test, cw_family_rule_name(r->j.family, r->j.rule),
			   "Salsa20 and Keccak all the time");
	start(r);
	feed(r, &salsa, 512, 2 * MINUTE_NS, CW_VERDICT_CONFIRMED);
	feed(r, &keccak, 512, 2 * MINUTE_NS, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_NE(test, r->j.verdict, CW_VERDICT_CONFIRMED);
}

/*
 * Tests of random numbers run KISS99 and rotate by variables. ProgPoW has Keccak
 * at its ends, however seldom it is met: the window waits for it.
 */
static void progpow_has_keccak(struct kunit *test)
{
	static const struct program numbers = {
		.habit = {
			{ { S(KISS99), S(IMUL) }, 5 },
			{ { S(ROT_VARIABLE) }, 4 },
		},
	}, keccak = {
		.habit = {
			{ { S(KECCAK_CHI) }, 100 },
		},
	};
	struct run *r = new_run(test);

	KUNIT_EXPECT_EQ(test, feed(r, &numbers, 600, 2 * MINUTE_NS,
				   CW_VERDICT_SUSPECT), 601u);
	feed(r, &keccak, 1, 2 * MINUTE_NS, CW_VERDICT_COUNT);
	KUNIT_EXPECT_LE(test, feed(r, &numbers, 300, 2 * MINUTE_NS,
				   CW_VERDICT_SUSPECT), 300u);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_PROGPOW);
}

/* AstroBWT sorts most of the time, a benchmark hashes, however fast by turns. */
static void a_benchmark_is_no_sort(struct kunit *test)
{
	static const struct program salsa = {
		.habit = {
			{ { S(ROTATIONS), S(ROT_SALSA) }, 70 },
		},
	}, keccak = {
		.habit = {
			{ { S(ROTATIONS), S(ROT_KECCAK), S(KECCAK_CHI) }, 50 },
		},
	};
	struct run *r = new_run(test);
	unsigned int turn;

	for (turn = 0; turn < 20; turn++) {
		feed(r, &salsa, 50, 2 * MINUTE_NS, CW_VERDICT_CONFIRMED);
		feed(r, &keccak, 50, 2 * MINUTE_NS, CW_VERDICT_CONFIRMED);
	}
	KUNIT_EXPECT_NE(test, r->j.verdict, CW_VERDICT_CONFIRMED);
}

/* What has a name of its own is told by it, and a miner before all. */
static void an_unknown_hash_goes_last(struct kunit *test)
{
	const unsigned int suspect = CW_VERDICT_SUSPECT;
	unsigned int unknown = cw_precedence(CW_FAMILY_UNKNOWN_HASH, suspect);

	KUNIT_EXPECT_LT(test, unknown, cw_precedence(CW_FAMILY_SHA2, suspect));
	KUNIT_EXPECT_LT(test, cw_precedence(CW_FAMILY_SHA2, suspect),
			cw_precedence(CW_FAMILY_RANDOMX, suspect));
	KUNIT_EXPECT_GT(test, unknown,
			cw_precedence(CW_FAMILY_RANDOMX, CW_VERDICT_CLEAR));
	KUNIT_EXPECT_GT(test, cw_precedence(CW_FAMILY_UNKNOWN_HASH,
					    CW_VERDICT_CONFIRMED),
			cw_precedence(CW_FAMILY_RANDOMX, suspect));
}

#define MIXED	{ S(RANDOM_SOME), S(RANDOM_VECTORS) }
#define WALK	{ S(RANDOM_SOME), S(RANDOM_VECTORS), S(RANDOM_WALK), S(REACH) }
#define TABLES	{ S(BYTE_LOOKUPS), S(SUBSTITUTION) }

static const struct program unheard_of = {
	.habit = { { MIXED, 90 }, { WALK, 20 }, { TABLES, 30 } },
	.values = true,
};

/* Whatever it computes; and only for long, without I/O, and in a file's code. */
static void an_unknown_hash_is_suspect(struct kunit *test)
{
	static const struct program translated = {
		.habit = { { MIXED, 90 }, { WALK, 20 }, { TABLES, 30 },
			   { { S(ANON_EXEC) }, 60 } },
		.values = true,
	}, products = {
		.habit = { { MIXED, 90 }, { WALK, 20 }, { { S(IMUL) }, 25 },
			   { { S(AES_ROUND) }, 30 } },
		.values = true,
	}, seldom = {
		.habit = { { MIXED, 90 }, { WALK, 2 }, { TABLES, 30 } },
		.values = true,
	};
	/* shuffles records of random bytes by a generator that rotates */
	static const struct program moves = {
		.habit = { { MIXED, 90 }, { WALK, 60 }, { { S(ROTATIONS) }, 80 } },
		.values = true,
	};
	static const struct cw_context ctx = { .io_idle_ns = 3 * MINUTE_NS };
	struct run *r = new_run(test);
	struct cw_scored scored;

	KUNIT_EXPECT_EQ(test, feed(r, &unheard_of, 3000, MINUTE_NS,
				   CW_VERDICT_SUSPECT), 3001u);
	start(r);
	KUNIT_EXPECT_EQ(test, feed(r, &unheard_of, 380, 3 * MINUTE_NS,
				   CW_VERDICT_SUSPECT), 381u);
	KUNIT_EXPECT_LE(test, feed(r, &unheard_of, 200, 3 * MINUTE_NS,
				   CW_VERDICT_SUSPECT), 200u);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_UNKNOWN_HASH);
	KUNIT_EXPECT_GE(test, r->j.samples, 384u);
	cw_track_scored(&r->track, CW_FAMILY_UNKNOWN_HASH, &ctx, &scored);
	KUNIT_EXPECT_EQ(test, scored.allowed, CW_VERDICT_SUSPECT);
	KUNIT_EXPECT_GT(test, scored.score_milli, 0);
	KUNIT_EXPECT_EQ(test, feed(r, &unheard_of, 5000, 3 * MINUTE_NS,
				   CW_VERDICT_CONFIRMED), 5001u);
	/* it has begun to answer somebody */
	KUNIT_EXPECT_LE(test, feed(r, &unheard_of, 200, 0, CW_VERDICT_CLEAR),
			200u);
	start(r);
	KUNIT_EXPECT_EQ(test, feed(r, &translated, 3000, 3 * MINUTE_NS,
				   CW_VERDICT_SUSPECT), 3001u);
	start(r);
	KUNIT_EXPECT_EQ(test, feed(r, &products, 3000, 3 * MINUTE_NS,
				   CW_VERDICT_SUSPECT), 3001u);
	start(r);
	KUNIT_EXPECT_EQ(test, feed(r, &seldom, 3000, 3 * MINUTE_NS,
				   CW_VERDICT_SUSPECT), 3001u);
	start(r);
	KUNIT_EXPECT_EQ(test, feed(r, &moves, 3000, 3 * MINUTE_NS,
				   CW_VERDICT_SUSPECT), 3001u);
}

static void an_unknown_hash_that_hides_is_confirmed(struct kunit *test)
{
	static const struct program hiding = {
		.habit = { { MIXED, 90 }, { WALK, 20 }, { TABLES, 30 } },
		.circumstances = 1 << CW_CIRCUMSTANCE_NR(GONE),
		.values = true,
	};
	struct cw_evidence ev[CW_PIECES_MAX + 3];
	const struct cw_evidence *e;
	struct run *r = new_run(test);
	unsigned int n;

	KUNIT_EXPECT_LE(test, feed(r, &hiding, 600, 3 * MINUTE_NS,
				   CW_VERDICT_CONFIRMED), 600u);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_UNKNOWN_HASH);
	n = cw_track_evidence(&r->track, r->j.family, ev, ARRAY_SIZE(ev));
	e = find_evidence(ev, n, "random_walk");
	KUNIT_ASSERT_NOT_NULL(test, e);
	KUNIT_EXPECT_GT(test, e->weight_milli, 0);
	KUNIT_EXPECT_GE(test, e->trials, 384u);
	e = find_evidence(ev, n, "executable_gone");
	KUNIT_ASSERT_NOT_NULL(test, e);
	KUNIT_EXPECT_EQ(test, e->hits, e->trials);
}

/* A node hashes its genesis block by CryptoNight, prepares, and is idle. */
static void what_has_ended_is_not_named(struct kunit *test)
{
	static const struct program hash = {
		.habit = {
			{ { S(AES_ROUND), S(MUL_WIDE), S(SUBSTITUTION) }, 30 },
			{ { S(MASK_BLOCKS) }, 8 },
		},
	};
	struct run *r = new_run(test);

	feed(r, &hash, 250, 0, CW_VERDICT_COUNT);
	KUNIT_EXPECT_NE(test, r->j.verdict, CW_VERDICT_CONFIRMED);
	feed(r, &benign, 500, 0, CW_VERDICT_COUNT);
	KUNIT_EXPECT_NE(test, r->j.verdict, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_EQ(test, feed(r, &benign, 2000, MINUTE_NS,
				   CW_VERDICT_CONFIRMED), 2001u);
	/* a miner goes on */
	start(r);
	feed(r, &hash, 250, 0, CW_VERDICT_COUNT);
	feed(r, &benign, 500, 0, CW_VERDICT_COUNT);
	KUNIT_EXPECT_LE(test, feed(r, &hash, 700, MINUTE_NS,
				   CW_VERDICT_CONFIRMED), 700u);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_CRYPTONIGHT);
}

/* Whatever counts were dropped or halved: a share of the CPU is made of both. */
static void first_ns_is_of_the_samples_told(struct kunit *test)
{
	struct run *r = new_run(test);

	feed(r, &randomx, 1000, 0, CW_VERDICT_COUNT);
	KUNIT_EXPECT_EQ(test, r->j.first_ns, SAMPLE_NS);
	feed(r, &randomx, 2000, 0, CW_VERDICT_COUNT);
	KUNIT_EXPECT_EQ(test, r->j.verdict, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_EQ(test, r->now_ns - r->j.first_ns,
			(r->j.samples - 1) * SAMPLE_NS);
	start(r);
	feed(r, &unheard_of, 3000, 3 * MINUTE_NS, CW_VERDICT_COUNT);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_UNKNOWN_HASH);
	KUNIT_EXPECT_EQ(test, r->now_ns - r->j.first_ns,
			(r->j.samples - 1) * SAMPLE_NS);
}

/* Nor does it change what others are judged by. */
static void what_has_a_name_keeps_it(struct kunit *test)
{
	static const struct program named = {
		.habit = {
			{ { S(ROTATIONS), S(ROT_SHA256), S(ROT_SHA2) }, 90 },
			{ MIXED, 90 },
			{ WALK, 20 },
		},
		.rol = { 1u << 30 | 1u << 19 | 1u << 10 | 1u << 26 | 1u << 21 |
			 1u << 7, 0 },
		.values = true,
	};
	struct run *r = new_run(test), *q = new_run(test);
	unsigned int i;

	feed(r, &named, 2000, 3 * MINUTE_NS, CW_VERDICT_COUNT);
	KUNIT_EXPECT_EQ(test, r->j.verdict, CW_VERDICT_SUSPECT);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_SHA2);
	for (i = 0; i < 300; i++) {
		feed(q, &named, 1, 3 * MINUTE_NS, CW_VERDICT_COUNT);
		if (q->j.verdict)
			KUNIT_EXPECT_EQ(test, q->j.family, CW_FAMILY_SHA2);
	}
	start(r);
	feed(r, &unheard_of, 100, 3 * MINUTE_NS, CW_VERDICT_COUNT);
	KUNIT_EXPECT_LE(test, r->track.window[0].samples, 64u);
}

static void a_primitive_with_io_stays_clear(struct kunit *test)
{
	struct run *r = new_run(test);

	KUNIT_EXPECT_EQ(test, feed(r, &sha256, 20000, MINUTE_NS / 3,
				   CW_VERDICT_SUSPECT), 20001u);
	/* half a minute without, and again with */
	KUNIT_EXPECT_LE(test, feed(r, &sha256, 2000, MINUTE_NS / 2,
				   CW_VERDICT_SUSPECT), 2000u);
	KUNIT_EXPECT_LE(test, feed(r, &sha256, 2000, 0, CW_VERDICT_CLEAR),
			512u);
}

static void hard_negatives_are_not_confirmed(struct kunit *test)
{
	static const struct program rounding = {
		.habit = { { { S(ROUNDING_MODE) }, 100 } },
	}, mask = {
		.habit = { { { S(MASK_BLOCKS), S(MUL_WIDE) }, 80 } },
	};
	static const struct program *const programs[] = {
		&benign, &interval, &gcm, &rounding, &mask,
	};
	struct run *r = new_run(test);
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(programs); i++) {
		start(r);
		KUNIT_EXPECT_EQ_MSG(test, feed(r, programs[i], 20000, MINUTE_NS,
					       CW_VERDICT_CONFIRMED), 20001u,
				    "program %u", i);
	}
}

static void hidden_code_is_suspect(struct kunit *test)
{
	static const struct program hidden = {
		.habit = {
			{ { S(ROUNDING_MODE), S(ROUNDING_FLUSH) }, 70 },
			{ { S(UNREADABLE), S(ANON_EXEC) }, 100 },
		},
		.no_code = true,
	};
	struct run *r = new_run(test);

	KUNIT_EXPECT_LE(test, feed(r, &hidden, 1000, 0, CW_VERDICT_SUSPECT),
			1000u);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_RANDOMX);
	KUNIT_EXPECT_EQ(test, feed(r, &hidden, 5000, 0, CW_VERDICT_CONFIRMED),
			5001u);
}

static void all_rounding_modes_confirm_hidden_code(struct kunit *test)
{
	static const struct program hidden = {
		.habit = {
			{ { S(ROUNDING_MODE), S(ROUNDING_FLUSH) }, 34 },
			{ { S(ROUNDING_MODE), S(ROUNDING_FLUSH),
			    S(ROUNDING_DOWN) }, 33 },
			{ { S(ROUNDING_MODE), S(ROUNDING_FLUSH),
			    S(ROUNDING_ZERO) }, 33 },
			{ { S(UNREADABLE), S(ANON_EXEC) }, 100 },
		},
		.no_code = true,
	};
	struct run *r = new_run(test);

	feed(r, &hidden, 1000, 0, CW_VERDICT_COUNT);
	KUNIT_EXPECT_NE(test, r->j.verdict, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_LE(test, feed(r, &hidden, 1000, CW_IO_IDLE_NS,
				   CW_VERDICT_CONFIRMED), 1000u);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_RANDOMX);
}

/* the trace rounding-fast-zero-matmul was suspect of RandomX */
static void one_rounding_mode_is_no_randomx(struct kunit *test)
{
	static const struct program towards_zero = {
		.habit = {
			{ { S(ROUNDING_MODE), S(ROUNDING_FLUSH),
			    S(ROUNDING_ZERO) }, 100 },
			{ { S(CVTDQ2PD_ARITH), S(FP_PACKED), S(FP) }, 5 },
			{ { S(IMUL) }, 20 },
		},
	};
	struct run *r = new_run(test);

	feed(r, &towards_zero, 5000, MINUTE_NS, CW_VERDICT_COUNT);
	KUNIT_EXPECT_EQ(test, r->j.verdict, CW_VERDICT_CLEAR);
	KUNIT_EXPECT_EQ(test, r->j.rule, CW_RULE_NONE);
}

static void a_verdict_goes_down_late_and_to_clear(struct kunit *test)
{
	struct run *r = new_run(test);
	unsigned int n;

	feed(r, &randomx, 1000, 0, CW_VERDICT_CONFIRMED);
	KUNIT_ASSERT_EQ(test, r->j.verdict, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_EQ(test, feed(r, &benign, CW_QUIET_CONFIRMED - 1, 0,
				   CW_VERDICT_CLEAR), CW_QUIET_CONFIRMED);
	KUNIT_EXPECT_EQ(test, r->j.verdict, CW_VERDICT_CONFIRMED);
	n = feed(r, &benign, 4 * CW_WINDOW_SAMPLES, 0, CW_VERDICT_CLEAR);
	KUNIT_EXPECT_LE(test, n, 4 * CW_WINDOW_SAMPLES);
	KUNIT_EXPECT_EQ(test, r->j.family, CW_FAMILY_NONE);
}

/* What is remembered of lives is what would be computed. */
static void lives_are_recalled(struct kunit *test)
{
	struct cw_life_memo *memo = kunit_kzalloc(test, sizeof(*memo),
						  GFP_KERNEL);
	struct cw_window *w = kunit_kzalloc(test, sizeof(*w), GFP_KERNEL);
	struct cw_life computed, recalled;
	unsigned int i;

	KUNIT_ASSERT_NOT_NULL(test, memo);
	KUNIT_ASSERT_NOT_NULL(test, w);
	for (i = 0; i < 4000; i++) {
		/* some again and again, some that share a place */
		w->samples = i % 3;
		w->code = w->samples;
		w->fpctrl = w->samples;
		w->values = w->samples * (i / 3 % 2);
		w->seen[CW_SIGN_ROUNDING_MODE] = i / 6 % 3;
		w->seen[CW_SIGN_MASK_WORDS] = i / 18 % 2;
		w->seen[i / 36 % CW_SIGN_COUNT] = i / 100 % 2;
		cw_life_score(&computed, w);
		cw_life_recall(memo, &recalled, w);
		KUNIT_ASSERT_MEMEQ(test, &computed, &recalled,
				   sizeof(computed));
	}
}

/* One life of @p, and whether what it left is told. */
static bool live(struct run *life, struct run *merged,
		 struct cw_short_lived *lives, const struct program *p,
		 unsigned int samples)
{
	const struct cw_window *w = &life->track.window[0];
	struct cw_life says;

	cw_track_init(&life->track);
	feed(life, p, samples, 0, CW_VERDICT_COUNT);
	cw_life_score(&says, w);
	return cw_short_lived_add(lives, &merged->track, w, 1, &says, 1,
				  &merged->j);
}

/*
 * Found by resample: short-lived programs of a tenant were confirmed together
 * as RandomX, some with another rounding mode, some with RandomX's masks.
 */
static void unlike_lives_are_no_miner(struct kunit *test)
{
	static const struct program rounds = {
		.habit = {
			{ { S(ROUNDING_MODE), S(ROUNDING_FLUSH) }, 70 },
		},
	}, masks = {
		.habit = {
			{ { S(MASK_WORDS), S(TEST_BYTE_MASK) }, 2 },
			{ { S(CVTDQ2PD_ARITH) }, 2 },
		},
	};
	struct run *life = new_run(test), *merged = new_run(test);
	struct cw_short_lived lives = { 0 };
	unsigned int i, confirmed = 0;
	bool told = false;

	for (i = 0; i < 200; i++) {
		KUNIT_EXPECT_FALSE(test, live(life, merged, &lives,
					      i % 3 ? &masks : &rounds, 20));
		confirmed += merged->j.verdict == CW_VERDICT_CONFIRMED;
	}
	KUNIT_EXPECT_GT(test, confirmed, 0u);
	for (i = 0; i < 40; i++)
		told = live(life, merged, &lives, &randomx, 20);
	KUNIT_EXPECT_EQ(test, merged->j.verdict, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_TRUE(test, told);
	/* no finding opens when the last life is benign */
	KUNIT_EXPECT_FALSE(test, live(life, merged, &lives, &benign, 20));
	/* short benign lives between its own do not hide a miner */
	memset(&lives, 0, sizeof(lives));
	for (i = 0; i < 80; i++) {
		told = live(life, merged, &lives, &randomx, 20);
		live(life, merged, &lives, &benign, 1);
	}
	KUNIT_EXPECT_TRUE(test, told);
}

/* Once in a guest a finding was confirmed by 0 of 18 samples. */
static void a_standing_verdict_keeps_its_reasons(struct kunit *test)
{
	struct run *r = new_run(test);
	unsigned int i;

	feed(r, &randomx, 1000, 0, CW_VERDICT_CONFIRMED);
	KUNIT_EXPECT_TRUE(test, r->j.fresh);
	feed(r, &benign, CW_WINDOW_SAMPLES, 0, CW_VERDICT_COUNT);
	for (i = 0; i < CW_WINDOW_SAMPLES; i++) {
		feed(r, &benign, 1, 0, CW_VERDICT_COUNT);
		KUNIT_EXPECT_EQ(test, r->j.verdict, CW_VERDICT_CONFIRMED);
		KUNIT_EXPECT_FALSE(test, r->j.fresh);
	}
}

static void evidence_is_sorted_and_adds_up(struct kunit *test)
{
	struct cw_evidence ev[CW_PIECES_MAX], heaviest[2];
	struct run *r = new_run(test);
	unsigned int n, i, kind;
	s32 sum = 0, score;

	feed(r, &randomx, 200, 0, CW_VERDICT_COUNT);
	n = cw_track_evidence(&r->track, CW_FAMILY_RANDOMX, ev, CW_PIECES_MAX);
	KUNIT_EXPECT_EQ(test, n, cw_models[CW_FAMILY_RANDOMX].pieces);
	for (i = 0; i < n; i++) {
		sum += ev[i].weight_milli;
		KUNIT_EXPECT_LE(test, ev[i].hits, ev[i].trials);
		if (i)
			KUNIT_EXPECT_GE(test, ev[i - 1].weight_milli,
					ev[i].weight_milli);
	}
	score = cw_score_micro(&r->track.window[0], CW_FAMILY_RANDOMX, &kind);
	sum += cw_models[CW_FAMILY_RANDOMX].share[kind];
	/* the other kinds add at most the log of their number */
	KUNIT_EXPECT_GE(test, score / 1000, sum - (s32)n);
	KUNIT_EXPECT_LE(test, score / 1000, sum + 1400 + (s32)n);
	KUNIT_EXPECT_EQ(test, cw_track_evidence(&r->track, CW_FAMILY_RANDOMX,
						heaviest, 2), 2u);
	KUNIT_EXPECT_STREQ(test, heaviest[0].name, ev[0].name);
	KUNIT_EXPECT_EQ(test, cw_track_evidence(&r->track, CW_FAMILY_COUNT, ev,
						CW_PIECES_MAX), 0u);
}

static void names_are_complete(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i < CW_FAMILY_COUNT; i++) {
		const struct cw_family_info *info = cw_family_info(i);

		KUNIT_ASSERT_NOT_NULL(test, info);
		KUNIT_EXPECT_NOT_NULL(test, info->name);
		KUNIT_EXPECT_NOT_NULL(test, info->title);
		KUNIT_EXPECT_NOT_NULL(test, info->used_by);
		KUNIT_EXPECT_NOT_NULL(test, cw_family_rule_name(i, 0));
	}
	KUNIT_EXPECT_NULL(test, cw_family_info(CW_FAMILY_COUNT));
	KUNIT_EXPECT_NULL(test, cw_family_rule_name(CW_FAMILY_COUNT, 0));
	KUNIT_EXPECT_NULL(test, cw_family_rule_name(0, CW_RULE_NONE));
	KUNIT_EXPECT_STREQ(test, cw_verdict_name(CW_VERDICT_CONFIRMED),
			   "confirmed");
	KUNIT_EXPECT_NULL(test, cw_verdict_name(CW_VERDICT_COUNT));
}

/*
 * A record of a process embeds one, and thousands are kept. A sign costs 4
 * bytes, a class of instructions 8. 256 signs would take 2360 bytes: to pass this
 * bound is to decide how much memory they are worth.
 */
static void a_track_is_small(struct kunit *test)
{
	KUNIT_EXPECT_LE(test, sizeof(struct cw_track), (size_t)1728);
}

static struct kunit_case detect_cases[] = {
	KUNIT_CASE(lgamma_known_values),
	KUNIT_CASE(log_add_known_values),
	KUNIT_CASE(signs_of_masks),
	KUNIT_CASE(signs_of_a_mask_in_a_register),
	KUNIT_CASE(mask_among_registers),
	KUNIT_CASE(numbers_that_look_random),
	KUNIT_CASE(nearly_all_random_numbers_do),
	KUNIT_CASE(registers_are_reduced),
	KUNIT_CASE(low_addresses_are_none),
	KUNIT_CASE(signs_of_values),
	KUNIT_CASE(signs_of_code_alone),
	KUNIT_CASE(signs_of_aes),
	KUNIT_CASE(signs_of_webassembly_tables),
	KUNIT_CASE(signs_of_a_single_round),
	KUNIT_CASE(signs_of_password_hashes),
	KUNIT_CASE(signs_of_vector_products),
	KUNIT_CASE(signs_of_progpow),
	KUNIT_CASE(signs_of_rotations),
	KUNIT_CASE(signs_of_state),
	KUNIT_CASE(miners_are_confirmed_in_a_second),
	KUNIT_CASE(cryptonight_r_takes_half_a_minute),
	KUNIT_CASE(hash_table_by_aes_is_not_confirmed),
	KUNIT_CASE(sketch_by_aes_is_not_confirmed),
	KUNIT_CASE(benign_past_is_no_shield),
	KUNIT_CASE(evidence_saturates),
	KUNIT_CASE(a_primitive_that_does_not_hide_is_suspect),
	KUNIT_CASE(a_primitive_that_hides_is_confirmed),
	KUNIT_CASE(a_primitive_does_not_hide_a_miner),
	KUNIT_CASE(no_count_begins_anew),
	KUNIT_CASE(work_in_turns_is_not_steady),
	KUNIT_CASE(progpow_has_keccak),
	KUNIT_CASE(a_benchmark_is_no_sort),
	KUNIT_CASE(an_unknown_hash_goes_last),
	KUNIT_CASE(an_unknown_hash_is_suspect),
	KUNIT_CASE(an_unknown_hash_that_hides_is_confirmed),
	KUNIT_CASE(what_has_ended_is_not_named),
	KUNIT_CASE(first_ns_is_of_the_samples_told),
	KUNIT_CASE(what_has_a_name_keeps_it),
	KUNIT_CASE(a_primitive_with_io_stays_clear),
	KUNIT_CASE(hard_negatives_are_not_confirmed),
	KUNIT_CASE(hidden_code_is_suspect),
	KUNIT_CASE(all_rounding_modes_confirm_hidden_code),
	KUNIT_CASE(one_rounding_mode_is_no_randomx),
	KUNIT_CASE(a_verdict_goes_down_late_and_to_clear),
	KUNIT_CASE(lives_are_recalled),
	KUNIT_CASE(unlike_lives_are_no_miner),
	KUNIT_CASE(a_standing_verdict_keeps_its_reasons),
	KUNIT_CASE(evidence_is_sorted_and_adds_up),
	KUNIT_CASE(names_are_complete),
	KUNIT_CASE(a_track_is_small),
	{}
};

static struct kunit_suite detect_suite = {
	.name = "cpuwarden_detect",
	.test_cases = detect_cases,
};

kunit_test_suite(detect_suite);

MODULE_DESCRIPTION("KUnit suite of the detector");
MODULE_LICENSE("GPL");
