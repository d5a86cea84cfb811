// SPDX-License-Identifier: GPL-2.0-only
/*
 * cw_arm64_decode(): words a reader can look up in the Arm ARM (DDI 0487), each
 * as llvm-mc assembles the text beside it. That all of the encoding space is
 * right is for tests/isa/arm64.mk to prove; this is that it is in the kernel.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/string.h>

#include "isa/isa.h"

#define NONE	CW_AMOUNT_NONE
#define VAR	CW_AMOUNT_VAR
#define R	CW_INSN_MEM_READ
#define W	CW_INSN_MEM_WRITE
#define I	CW_INSN_IMM
#define V	CW_INSN_VECTOR
#define F	CW_INSN_SCALAR_FP
#define L	CW_INSN_LOCK
#define S	CW_INSN_SIGNED

struct arm64_case {
	u32 word;
	const char *text;
	u8 op, flags, width, elem, amount;
	u64 imm;
};

static const struct arm64_case integer_cases[] = {
	{ 0x91048c20, "add x0, x1, #0x123", CW_OP_ADD, I, 8, 0, NONE, 0x123 },
	{ 0x91400420, "add x0, x1, #1, lsl #12", CW_OP_ADD, I, 8, 0, NONE,
	  0x1000 },
	{ 0x910003fd, "mov x29, sp", CW_OP_MOV, 0, 8, 0, NONE },
	{ 0x7100143f, "cmp w1, #5", CW_OP_CMP, I, 4, 0, NONE, 5 },
	{ 0xd2d7dde2, "movz x2, #0xbeef, lsl #32", CW_OP_MOV, I, 8, 0, NONE,
	  0xbeef00000000 },
	{ 0x12800023, "mov w3, #-2", CW_OP_MOV, I, 4, 0, NONE, 0xfffffffe },
	{ 0xca020020, "eor x0, x1, x2", CW_OP_XOR, 0, 8, 0, NONE },
	{ 0xcac2a420, "eor x0, x1, x2, ror #41", CW_OP_XOR, 0, 8, 0, 41 },
	{ 0xca020c20, "eor x0, x1, x2, lsl #3", CW_OP_XOR, 0, 8, 0, NONE },
	{ 0x0ae21c20, "bic w0, w1, w2, ror #7", CW_OP_ANDN, 0, 4, 0, 7 },
	{ 0xaa0103e0, "mov x0, x1", CW_OP_MOV, 0, 8, 0, NONE },
	{ 0xaa2503e4, "mvn x4, x5", CW_OP_NOT, 0, 8, 0, NONE },
	{ 0x93c19c20, "ror x0, x1, #39", CW_OP_ROR, 0, 8, 0, 39 },
	{ 0x13814020, "ror w0, w1, #16", CW_OP_ROR, 0, 4, 0, 16 },
	{ 0x93c22c20, "extr x0, x1, x2, #11", CW_OP_SHRD, 0, 8, 0, 11 },
	{ 0x9ac22c20, "ror x0, x1, x2", CW_OP_ROR, 0, 8, 0, VAR },
	{ 0xd37df020, "lsl x0, x1, #3", CW_OP_SHL, 0, 8, 0, 3 },
	{ 0x53197c20, "lsr w0, w1, #25", CW_OP_SHR, 0, 4, 0, 25 },
	{ 0x937ffc20, "asr x0, x1, #63", CW_OP_SAR, 0, 8, 0, 63 },
	{ 0xd3442c20, "ubfx x0, x1, #4, #8", CW_OP_BIT, I, 8, 0, 4, 0xff },
	{ 0x93407c20, "sxtw x0, w1", CW_OP_MOV, S, 8, 0, NONE },
	{ 0xdac00c20, "rev x0, x1", CW_OP_BSWAP, 0, 8, 0, NONE },
	{ 0x9b027c20, "mul x0, x1, x2", CW_OP_IMUL, 0, 8, 0, NONE },
	{ 0x9bc27c20, "umulh x0, x1, x2", CW_OP_MUL, 0, 8, 0, NONE },
	{ 0x9b427c20, "smulh x0, x1, x2", CW_OP_MUL, S, 8, 0, NONE },
	{ 0x9ba27c20, "umull x0, w1, w2", CW_OP_MUL, 0, 4, 0, NONE },
	{ 0x9ac20820, "udiv x0, x1, x2", CW_OP_DIV, 0, 8, 0, NONE },
	{ 0x1ac20c20, "sdiv w0, w1, w2", CW_OP_DIV, S, 4, 0, NONE },
	{ 0x9a820020, "csel x0, x1, x2, eq", CW_OP_SELECT, 0, 8, 0, NONE },
	{ 0x9ac25c20, "crc32cx w0, w1, x2", CW_OP_CRC, 0, 8, 0, NONE },
};

static const struct arm64_case memory_cases[] = {
	{ 0xf9400420, "ldr x0, [x1, #8]", CW_OP_MOV, R, 8, 0, NONE },
	{ 0x39000020, "strb w0, [x1]", CW_OP_MOV, W, 1, 0, NONE },
	{ 0xa8c17bfd, "ldp x29, x30, [sp], #16", CW_OP_MOV, R, 8, 0, NONE },
	{ 0x69400440, "ldpsw x0, x1, [x2]", CW_OP_MOV, R | S, 4, 0, NONE },
	{ 0x3dc00020, "ldr q0, [x1]", CW_OP_VMOV, R | V, 16, 0, NONE },
	{ 0xf9800020, "prfm pldl1keep, [x1]", CW_OP_PREFETCH, 0, 0, 0, NONE },
	{ 0xf9800021, "prfm pldl1strm, [x1]", CW_OP_PREFETCH_NT, 0, 0, 0,
	  NONE },
	{ 0x885ffc20, "ldaxr w0, [x1]", CW_OP_ATOMIC, R, 4, 0, NONE },
	{ 0xf8200041, "ldadd x0, x1, [x2]", CW_OP_ATOMIC, R | W | L, 8, 0,
	  NONE },
	{ 0xc8e0fc41, "casal x0, x1, [x2]", CW_OP_ATOMIC, R | W | L, 8, 0,
	  NONE },
	{ 0xd50b7420, "dc zva, x0", CW_OP_CACHE, W, 0, 0, NONE },
};

static const struct arm64_case control_cases[] = {
	{ 0x14000000, "b .", CW_OP_JMP, 0, 0, 0, NONE },
	{ 0x94000000, "bl .", CW_OP_CALL, 0, 0, 0, NONE },
	{ 0x54000001, "b.ne .", CW_OP_JCC, 0, 0, 0, NONE },
	{ 0xb4000000, "cbz x0, .", CW_OP_JCC, 0, 8, 0, NONE },
	{ 0xd61f0200, "br x16", CW_OP_JMP_IND, 0, 8, 0, NONE },
	{ 0xd63f0100, "blr x8", CW_OP_CALL_IND, 0, 8, 0, NONE },
	{ 0xd65f03c0, "ret", CW_OP_RET, 0, 8, 0, NONE },
	{ 0xd4000001, "svc #0", CW_OP_SYSCALL, 0, 0, 0, NONE },
	{ 0xd503201f, "nop", CW_OP_NOP, 0, 0, 0, NONE },
	{ 0xd503203f, "yield", CW_OP_PAUSE, 0, 0, 0, NONE },
	{ 0xd503233f, "paciasp", CW_OP_NOP, 0, 0, 0, NONE },
	{ 0xd503245f, "bti c", CW_OP_NOP, 0, 0, 0, NONE },
	{ 0xd5033bbf, "dmb ish", CW_OP_FENCE, 0, 0, 0, NONE },
	{ 0x00000000, "udf #0", CW_OP_SYSTEM, 0, 0, 0, NONE },
	{ 0xd51b4400, "msr fpcr, x0", CW_OP_FPCTRL_WRITE, 0, 8, 0, NONE },
	{ 0xd53b4400, "mrs x0, fpcr", CW_OP_FPCTRL_READ, 0, 8, 0, NONE },
	{ 0xd53b4420, "mrs x0, fpsr", CW_OP_SYSTEM, 0, 8, 0, NONE },
};

static const struct arm64_case crypto_cases[] = {
	{ 0x4e284820, "aese v0.16b, v1.16b", CW_OP_AESE, V, 16, 0, NONE },
	{ 0x4e286800, "aesmc v0.16b, v0.16b", CW_OP_AESMC, V, 16, 0, NONE },
	{ 0x4e285820, "aesd v0.16b, v1.16b", CW_OP_AESD, V, 16, 0, NONE },
	{ 0x4e287800, "aesimc v0.16b, v0.16b", CW_OP_AESIMC, V, 16, 0, NONE },
	{ 0x5e020020, "sha1c q0, s1, v2.4s", CW_OP_SHA1, V, 16, 4, NONE },
	{ 0x5e024020, "sha256h q0, q1, v2.4s", CW_OP_SHA256, V, 16, 4, NONE },
	{ 0xce628020, "sha512h q0, q1, v2.2d", CW_OP_SHA512, V, 16, 8, NONE },
	{ 0xce020c20, "eor3 v0.16b, v1.16b, v2.16b, v3.16b", CW_OP_VXOR3, V,
	  16, 0, NONE },
	{ 0xce628c20, "rax1 v0.2d, v1.2d, v2.2d", CW_OP_VRAX1, V, 16, 8, 1 },
	{ 0xce82ac20, "xar v0.2d, v1.2d, v2.2d, #43", CW_OP_VXAR, V, 16, 8,
	  43 },
	{ 0xce220c20, "bcax v0.16b, v1.16b, v2.16b, v3.16b", CW_OP_VBCAX, V,
	  16, 0, NONE },
	{ 0xce420c20, "sm3ss1 v0.4s, v1.4s, v2.4s, v3.4s", CW_OP_SM3, V, 16, 4,
	  NONE },
	{ 0xcec08420, "sm4e v0.4s, v1.4s", CW_OP_SM4, V, 16, 4, NONE },
	{ 0x4ee2e020, "pmull2 v0.1q, v1.2d, v2.2d", CW_OP_CLMUL, V, 16, 8,
	  NONE },
};

static const struct arm64_case simd_cases[] = {
	{ 0x4ea28420, "add v0.4s, v1.4s, v2.4s", CW_OP_VADD, V, 16, 4, NONE },
	{ 0x7ee28420, "sub d0, d1, d2", CW_OP_VADD, V, 8, 8, NONE },
	{ 0x4e629c20, "mul v0.8h, v1.8h, v2.8h", CW_OP_VMUL, V, 16, 2, NONE },
	{ 0x2ea2c020, "umull v0.2d, v1.2s, v2.2s", CW_OP_VMUL_WIDE, V, 8, 4,
	  NONE },
	{ 0x6e62b420, "sqrdmulh v0.8h, v1.8h, v2.8h", CW_OP_VMUL_ROUND, V | S,
	  16, 2, NONE },
	{ 0x4f585420, "shl v0.2d, v1.2d, #24", CW_OP_VSHL, V, 16, 8, 24 },
	{ 0x6f270420, "ushr v0.4s, v1.4s, #25", CW_OP_VSHR, V, 16, 4, 25 },
	{ 0x4f110420, "sshr v0.8h, v1.8h, #15", CW_OP_VSAR, V, 16, 2, 15 },
	{ 0x6f2c4420, "sri v0.4s, v1.4s, #20", CW_OP_VSHR, V, 16, 4, 20 },
	{ 0x6f2c5420, "sli v0.4s, v1.4s, #12", CW_OP_VSHL, V, 16, 4, 12 },
	{ 0x4e020020, "tbl v0.16b, {v1.16b}, v2.16b", CW_OP_VSHUFFLE_BYTES, V,
	  16, 1, NONE },
	{ 0x6e022020, "ext v0.16b, v1.16b, v2.16b, #4", CW_OP_VSHIFT_BYTES, V,
	  16, 1, 32 },
	{ 0x6e600820, "rev32 v0.8h, v1.8h", CW_OP_VROR, V, 16, 4, 16 },
	{ 0x4ea00820, "rev64 v0.4s, v1.4s", CW_OP_VROR, V, 16, 8, 32 },
	{ 0x6e200820, "rev32 v0.16b, v1.16b", CW_OP_VSHUFFLE, V, 16, 1, NONE },
	{ 0x6e221c20, "eor v0.16b, v1.16b, v2.16b", CW_OP_VXOR, V, 16, 0,
	  NONE },
	{ 0x4ea11c20, "mov v0.16b, v1.16b", CW_OP_VMOV, V, 16, 0, NONE },
	{ 0x6e621c20, "bsl v0.16b, v1.16b, v2.16b", CW_OP_VTERNARY, V | I, 16,
	  0, NONE, 0xca },
	{ 0x4f046400, "movi v0.4s, #0x80, lsl #24", CW_OP_VMOV, V | I, 16, 4,
	  NONE, 0x8000000080000000 },
	{ 0x04a23020, "eor z0.d, z1.d, z2.d", CW_OP_VXOR, V, 16, 0, NONE },
	{ 0x04f93420, "xar z0.d, z0.d, z1.d, #7", CW_OP_VXAR, V, 16, 8, 7 },
	{ 0xc5c1c000, "ld1d {z0.d}, p0/z, [x0, z1.d]", CW_OP_VGATHER, R | V,
	  16, 8, NONE },
	{ 0x2518e3e0, "ptrue p0.b", CW_OP_VMASK, V, 16, 0, NONE },
	{ 0x80812000, "fmopa za0.s, p0/m, p1/m, z0.s, z1.s", CW_OP_TILE, V, 16,
	  4, NONE },
};

static const struct arm64_case fp_cases[] = {
	{ 0x1e622820, "fadd d0, d1, d2", CW_OP_FP_ADD, V | F, 8, 0, NONE },
	{ 0x4e62d420, "fadd v0.2d, v1.2d, v2.2d", CW_OP_FP_ADD, V, 16, 8,
	  NONE },
	{ 0x6e62dc20, "fmul v0.2d, v1.2d, v2.2d", CW_OP_FP_MUL, V, 16, 8,
	  NONE },
	{ 0x6e62fc20, "fdiv v0.2d, v1.2d, v2.2d", CW_OP_FP_DIV, V, 16, 8,
	  NONE },
	{ 0x6ee1f820, "fsqrt v0.2d, v1.2d", CW_OP_FP_SQRT, V, 16, 8, NONE },
	{ 0x1e21c020, "fsqrt s0, s1", CW_OP_FP_SQRT, V | F, 4, 0, NONE },
	{ 0x4e62cc20, "fmla v0.2d, v1.2d, v2.2d", CW_OP_FP_FMA, V, 16, 8,
	  NONE },
	{ 0x9e670020, "fmov d0, x1", CW_OP_FP_MOV, V | F, 8, 0, NONE },
	{ 0x1e620020, "scvtf d0, w1", CW_OP_FP_CVT_I32_F64, V | F | S, 8, 0,
	  NONE },
	{ 0x4e61d820, "scvtf v0.2d, v1.2d", CW_OP_FP_CVT_I32_F64, V | S, 16, 8,
	  NONE },
	{ 0x9e620020, "scvtf d0, x1", CW_OP_FP_CVT, V | F | S, 8, 0, NONE },
	{ 0x1e780020, "fcvtzs w0, d1", CW_OP_FP_CVT, V | F, 8, 0, NONE },
	{ 0x1e624020, "fcvt s0, d1", CW_OP_FP_CVT, V | F, 4, 0, NONE },
};

static int decode(struct cw_insn *insn, u32 word)
{
	const u8 bytes[4] = { word, word >> 8, word >> 16, word >> 24 };

	memset(insn, 0x5a, sizeof(*insn));
	return cw_arm64_decode(insn, bytes, sizeof(bytes));
}

static void check(struct kunit *test, const struct arm64_case *c)
{
	struct cw_insn insn;

	KUNIT_ASSERT_EQ_MSG(test, decode(&insn, c->word), 4, "%08x %s",
			    c->word, c->text);
	KUNIT_EXPECT_EQ_MSG(test, insn.len, 4, "%s", c->text);
	KUNIT_EXPECT_EQ_MSG(test, insn.op, c->op, "%s is %s, not %s", c->text,
			    cw_op_name(insn.op), cw_op_name(c->op));
	KUNIT_EXPECT_EQ_MSG(test, insn.flags, c->flags, "%s", c->text);
	KUNIT_EXPECT_EQ_MSG(test, insn.width, c->width, "%s", c->text);
	KUNIT_EXPECT_EQ_MSG(test, insn.elem, c->elem, "%s", c->text);
	KUNIT_EXPECT_EQ_MSG(test, insn.amount, c->amount, "%s", c->text);
	if (c->flags & I)
		KUNIT_EXPECT_EQ_MSG(test, insn.imm, c->imm, "%s", c->text);
}

static void check_all(struct kunit *test, const struct arm64_case *cases,
		      unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		check(test, &cases[i]);
}

static void arm64_integer(struct kunit *test)
{
	check_all(test, integer_cases, ARRAY_SIZE(integer_cases));
}

static void arm64_memory(struct kunit *test)
{
	check_all(test, memory_cases, ARRAY_SIZE(memory_cases));
}

static void arm64_control(struct kunit *test)
{
	check_all(test, control_cases, ARRAY_SIZE(control_cases));
}

static void arm64_crypto(struct kunit *test)
{
	check_all(test, crypto_cases, ARRAY_SIZE(crypto_cases));
}

static void arm64_simd(struct kunit *test)
{
	check_all(test, simd_cases, ARRAY_SIZE(simd_cases));
}

static void arm64_fp(struct kunit *test)
{
	check_all(test, fp_cases, ARRAY_SIZE(fp_cases));
}

/* DecodeBitMasks(): element sizes from 64 to 2 bits, with and without ROR. */
static void arm64_logical_immediates(struct kunit *test)
{
	static const struct arm64_case cases[] = {
		{ 0x927d2c20, "and x0, x1, #0x7ff8", CW_OP_AND, I, 8, 0, NONE,
		  0x7ff8 },
		{ 0x927be4e7, "and x7, x7, #0x7fffffffffffffe0", CW_OP_AND, I,
		  8, 0, NONE, 0x7fffffffffffffe0 },
		{ 0xb201f3e0, "orr x0, xzr, #0xaaaaaaaaaaaaaaaa", CW_OP_MOV, I,
		  8, 0, NONE, 0xaaaaaaaaaaaaaaaa },
		{ 0x7201007f, "tst w3, #0x80000000", CW_OP_TEST, I, 4, 0, NONE,
		  0x80000000 },
		{ 0xb2008420, "orr x0, x1, #0x0003000300030003", CW_OP_OR, I,
		  8, 0, NONE, 0x0003000300030003 },
	};
	struct cw_insn insn;

	check_all(test, cases, ARRAY_SIZE(cases));
	/* all ones is no mask, and N wants 64 bits */
	KUNIT_EXPECT_EQ(test, decode(&insn, 0x9200fc20), CW_DECODE_INVALID);
	KUNIT_EXPECT_EQ(test, decode(&insn, 0x12400020), CW_DECODE_INVALID);
}

static void arm64_registers(struct kunit *test)
{
	struct cw_insn insn;

	decode(&insn, 0x8b0f03bf);	/* add xzr, x29, x15 */
	KUNIT_EXPECT_EQ(test, insn.reg, 31);
	KUNIT_EXPECT_EQ(test, insn.rm, 29);
	KUNIT_EXPECT_EQ(test, insn.vvvv, 15);
	decode(&insn, 0xf9400420);	/* ldr x0, [x1, #8]: a base is memory */
	KUNIT_EXPECT_EQ(test, insn.reg, 0);
	KUNIT_EXPECT_EQ(test, insn.rm, CW_REG_NONE);
	KUNIT_EXPECT_EQ(test, insn.vvvv, CW_REG_NONE);
	decode(&insn, 0xd503201f);	/* nop */
	KUNIT_EXPECT_EQ(test, insn.reg, CW_REG_NONE);
}

/* Unallocated in the encoding index, or reserved by the instruction's page. */
static void arm64_unallocated(struct kunit *test)
{
	static const u32 words[] = {
		0x00010000,	/* reserved, next to UDF */
		0x1b400000,	/* 32-bit multiply with op31 = 0b010 */
		0x0b00fc00,	/* add w0, w0, w0, lsl #63 */
		0x8bc00000,	/* add x0, x0, x0, ror #0 */
		0x13c00000,	/* extr w with N = 1 */
		0x52c00000,	/* movz w0 with hw = 2 */
		0x1ea02800,	/* fadd of type 0b10 */
		0x0e62d400,	/* fadd v0.1d */
		0x0ee08400,	/* add v0.1d, vector form */
		0x4ee09c00,	/* mul v0.2d */
		0x2e004000,	/* ext v0.8b with imm4 = 8 */
		0xd5031040,	/* beside WFET and WFIT */
		0xd65f03c1,	/* ret with op4 = 1 */
		0x04c02000,	/* saddv of 64-bit elements */
		0xffffffff,
	};
	struct cw_insn insn;

	for (unsigned int i = 0; i < ARRAY_SIZE(words); i++)
		KUNIT_EXPECT_EQ_MSG(test, decode(&insn, words[i]),
				    CW_DECODE_INVALID, "%08x", words[i]);
}

static void arm64_truncated(struct kunit *test)
{
	static const u8 nop[4] = { 0x1f, 0x20, 0x03, 0xd5 };
	struct cw_insn insn;

	for (unsigned int n = 0; n < 4; n++)
		KUNIT_EXPECT_EQ(test, cw_arm64_decode(&insn, nop, n),
				CW_DECODE_TRUNCATED);
	KUNIT_EXPECT_EQ(test, cw_decode(CW_ISA_ARM64, &insn, nop, 4), 4);
	KUNIT_EXPECT_EQ(test, insn.op, CW_OP_NOP);
}

static struct kunit_case isa_arm64_cases[] = {
	KUNIT_CASE(arm64_integer),
	KUNIT_CASE(arm64_logical_immediates),
	KUNIT_CASE(arm64_memory),
	KUNIT_CASE(arm64_control),
	KUNIT_CASE(arm64_crypto),
	KUNIT_CASE(arm64_simd),
	KUNIT_CASE(arm64_fp),
	KUNIT_CASE(arm64_registers),
	KUNIT_CASE(arm64_unallocated),
	KUNIT_CASE(arm64_truncated),
	{}
};

static struct kunit_suite isa_arm64_suite = {
	.name = "isa_arm64",
	.test_cases = isa_arm64_cases,
};

kunit_test_suite(isa_arm64_suite);

MODULE_LICENSE("GPL");
