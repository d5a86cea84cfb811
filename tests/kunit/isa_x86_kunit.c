// SPDX-License-Identifier: GPL-2.0-only
/*
 * isa, x86: encodings that a reader can check against the Intel SDM, volume 2
 * (by mnemonic), the AMD APM, volumes 3 to 5, or the APX specification.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/string.h>

#include "isa/isa.h"

#define R	CW_INSN_MEM_READ
#define W	CW_INSN_MEM_WRITE
#define I	CW_INSN_IMM
#define V	CW_INSN_VECTOR
#define S	CW_INSN_SCALAR_FP
#define LOCK	CW_INSN_LOCK
#define SIGN	CW_INSN_SIGNED
#define VEX	CW_INSN_VEX
#define NONE	CW_AMOUNT_NONE
#define VAR	CW_AMOUNT_VAR
#define NR	CW_REG_NONE

struct isa_case {
	const char *text;
	u8 bytes[15];
	u8 len;
	u8 op, flags, width, elem, amount, reg, rm, vvvv;
	u64 imm;
};

static const struct isa_case cases64[] = {
	/* moves, arithmetic, masks */
	{ "mov rbp, rsp", { 0x48, 0x89, 0xe5 }, 3,
	  CW_OP_MOV, 0, 8, 0, NONE, 4, 5, NR, 0 },
	{ "mov rax, [rip + 16]", { 0x48, 0x8b, 0x05, 0x10, 0, 0, 0 }, 7,
	  CW_OP_MOV, R, 8, 0, NONE, 0, NR, NR, 0 },
	{ "movabs r9, 0x1122334455667788",
	  { 0x49, 0xb9, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11 }, 10,
	  CW_OP_MOV, I, 8, 0, NONE, NR, 9, NR, 0x1122334455667788ull },
	{ "movabs al, [moffs64]",
	  { 0xa0, 1, 2, 3, 4, 5, 6, 7, 8 }, 9,
	  CW_OP_MOV, R, 1, 0, NONE, NR, 0, NR, 0 },
	{ "lea rax, [rax + rcx * 8 + 256]",
	  { 0x48, 0x8d, 0x84, 0xc8, 0, 1, 0, 0 }, 8,
	  CW_OP_LEA, 0, 8, 0, NONE, 0, NR, NR, 0 },
	{ "lea rax, [rcx * 8 + 256], no base",
	  { 0x48, 0x8d, 0x04, 0xcd, 0, 1, 0, 0 }, 8,
	  CW_OP_LEA, 0, 8, 0, NONE, 0, NR, NR, 0 },
	{ "and eax, 0x1ffff0", { 0x25, 0xf0, 0xff, 0x1f, 0 }, 5,
	  CW_OP_AND, I, 4, 0, NONE, NR, 0, NR, 0x1ffff0 },
	{ "and r10d, 0x3ffff8", { 0x41, 0x81, 0xe2, 0xf8, 0xff, 0x3f, 0 }, 7,
	  CW_OP_AND, I, 4, 0, NONE, NR, 10, NR, 0x3ffff8 },
	{ "and rcx, -64", { 0x48, 0x83, 0xe1, 0xc0 }, 4,
	  CW_OP_AND, I, 8, 0, NONE, NR, 1, NR, ~63ull },
	{ "and ax, -2", { 0x66, 0x83, 0xe0, 0xfe }, 4,
	  CW_OP_AND, I, 2, 0, NONE, NR, 0, NR, 0xfffe },
	{ "test byte [rdi], 0x80", { 0xf6, 0x07, 0x80 }, 3,
	  CW_OP_TEST, R | I, 1, 0, NONE, NR, NR, NR, 0x80 },
	{ "not rax", { 0x48, 0xf7, 0xd0 }, 3,
	  CW_OP_NOT, 0, 8, 0, NONE, NR, 0, NR, 0 },
	{ "lock add [rdx], ecx", { 0xf0, 0x01, 0x0a }, 3,
	  CW_OP_ATOMIC, R | W | LOCK, 4, 0, NONE, 1, NR, NR, 0 },
	{ "lock cmpxchg16b [rdi]", { 0xf0, 0x48, 0x0f, 0xc7, 0x0f }, 5,
	  CW_OP_ATOMIC, R | W | LOCK, 8, 0, NONE, NR, NR, NR, 0 },

	/* multiplication and division */
	{ "imul rax, rbx", { 0x48, 0x0f, 0xaf, 0xc3 }, 4,
	  CW_OP_IMUL, SIGN, 8, 0, NONE, 0, 3, NR, 0 },
	{ "mul rsi", { 0x48, 0xf7, 0xe6 }, 3,
	  CW_OP_MUL, 0, 8, 0, NONE, NR, 6, NR, 0 },
	{ "imul rsi", { 0x48, 0xf7, 0xee }, 3,
	  CW_OP_MUL, SIGN, 8, 0, NONE, NR, 6, NR, 0 },
	{ "mulx rax, rcx, rsi", { 0xc4, 0xe2, 0xf3, 0xf6, 0xc6 }, 5,
	  CW_OP_MUL, VEX, 8, 0, NONE, 0, 6, 1, 0 },
	{ "div dword [rbx]", { 0xf7, 0x33 }, 2,
	  CW_OP_DIV, R, 4, 0, NONE, NR, NR, NR, 0 },

	/* shifts and rotations */
	{ "rol eax, 7", { 0xc1, 0xc0, 7 }, 3,
	  CW_OP_ROL, I, 4, 0, 7, NR, 0, NR, 7 },
	{ "ror r15, 39", { 0x49, 0xc1, 0xcf, 39 }, 4,
	  CW_OP_ROR, I, 8, 0, 39, NR, 15, NR, 39 },
	{ "ror ecx, 39, counts 7", { 0xc1, 0xc9, 39 }, 3,
	  CW_OP_ROR, I, 4, 0, 7, NR, 1, NR, 39 },
	{ "rol rdx, 1", { 0x48, 0xd1, 0xc2 }, 3,
	  CW_OP_ROL, 0, 8, 0, 1, NR, 2, NR, 0 },
	{ "ror rax, cl", { 0x48, 0xd3, 0xc8 }, 3,
	  CW_OP_ROR, 0, 8, 0, VAR, NR, 0, NR, 0 },
	{ "rorx eax, edx, 13", { 0xc4, 0xe3, 0x7b, 0xf0, 0xc2, 13 }, 6,
	  CW_OP_ROR, I | VEX, 4, 0, 13, 0, 2, NR, 13 },
	{ "shld rax, rbx, 5", { 0x48, 0x0f, 0xa4, 0xd8, 5 }, 5,
	  CW_OP_SHLD, I, 8, 0, 5, 3, 0, NR, 5 },
	{ "bswap r12", { 0x49, 0x0f, 0xcc }, 3,
	  CW_OP_BSWAP, 0, 8, 0, NONE, NR, 12, NR, 0 },

	/* control flow, stack, hints */
	{ "jmp -2", { 0xeb, 0xfe }, 2,
	  CW_OP_JMP, I, 8, 0, NONE, NR, NR, NR, ~1ull },
	{ "jne +0x100, 66 without effect", { 0x66, 0x0f, 0x85, 0, 1, 0, 0 }, 7,
	  CW_OP_JCC, I, 8, 0, NONE, NR, NR, NR, 0x100 },
	{ "jmp [rax]", { 0xff, 0x20 }, 2,
	  CW_OP_JMP_IND, R, 8, 0, NONE, NR, NR, NR, 0 },
	{ "call rdx", { 0xff, 0xd2 }, 2,
	  CW_OP_CALL_IND, W, 8, 0, NONE, NR, 2, NR, 0 },
	{ "push r12", { 0x41, 0x54 }, 2,
	  CW_OP_STACK, W, 8, 0, NONE, NR, 12, NR, 0 },
	{ "nop", { 0x90 }, 1,
	  CW_OP_NOP, 0, 4, 0, NONE, NR, NR, NR, 0 },
	{ "pause", { 0xf3, 0x90 }, 2,
	  CW_OP_PAUSE, 0, 0, 0, NONE, NR, NR, NR, 0 },
	{ "xchg r8d, eax", { 0x41, 0x90 }, 2,
	  CW_OP_MOV, 0, 4, 0, NONE, NR, 8, NR, 0 },
	{ "prefetchnta [rax]", { 0x0f, 0x18, 0x00 }, 3,
	  CW_OP_PREFETCH_NT, 0, 0, 0, NONE, NR, NR, NR, 0 },

	/* SSE, and what RandomX and CryptoNight do */
	{ "cvtdq2pd xmm0, [rsi]", { 0xf3, 0x0f, 0xe6, 0x06 }, 4,
	  CW_OP_FP_CVT_I32_F64, R | V, 16, 8, NONE, 0, NR, NR, 0 },
	{ "ldmxcsr [rsp]", { 0x0f, 0xae, 0x14, 0x24 }, 4,
	  CW_OP_FPCTRL_WRITE, R, 4, 0, NONE, NR, NR, NR, 0 },
	{ "stmxcsr [rsp]", { 0x0f, 0xae, 0x1c, 0x24 }, 4,
	  CW_OP_FPCTRL_READ, W, 4, 0, NONE, NR, NR, NR, 0 },
	{ "sqrtsd xmm1, xmm2", { 0xf2, 0x0f, 0x51, 0xca }, 4,
	  CW_OP_FP_SQRT, V | S, 8, 8, NONE, 1, 2, NR, 0 },
	{ "mulpd xmm8, xmm9", { 0x66, 0x45, 0x0f, 0x59, 0xc1 }, 5,
	  CW_OP_FP_MUL, V, 16, 8, NONE, 8, 9, NR, 0 },
	{ "aesenc xmm0, xmm1", { 0x66, 0x0f, 0x38, 0xdc, 0xc1 }, 5,
	  CW_OP_AESENC, V, 16, 0, NONE, 0, 1, NR, 0 },
	{ "pslldq xmm3, 4", { 0x66, 0x0f, 0x73, 0xfb, 4 }, 5,
	  CW_OP_VSHIFT_BYTES, V | I, 16, 0, 32, NR, 3, NR, 4 },
	{ "pslld xmm5, 33: all out", { 0x66, 0x0f, 0x72, 0xf5, 33 }, 5,
	  CW_OP_VSHL, V | I, 16, 4, 32, NR, 5, NR, 33 },
	{ "pmuludq mm1, mm2", { 0x0f, 0xf4, 0xca }, 3,
	  CW_OP_VMUL_WIDE, V, 8, 8, NONE, 1, 2, NR, 0 },
	{ "sha256rnds2 xmm1, xmm2", { 0x0f, 0x38, 0xcb, 0xca }, 4,
	  CW_OP_SHA256, V, 16, 4, NONE, 1, 2, NR, 0 },
	{ "pfadd mm0, mm1 (3DNow!)", { 0x0f, 0x0f, 0xc1, 0x9e }, 4,
	  CW_OP_FP_ADD, V, 8, 4, NONE, 0, 1, NR, 0 },

	/* VEX, EVEX, XOP */
	{ "vpxor ymm0, ymm1, ymm2", { 0xc5, 0xf5, 0xef, 0xc2 }, 4,
	  CW_OP_VXOR, V | VEX, 32, 0, NONE, 0, 2, 1, 0 },
	{ "vpsrld xmm4, xmm3, 25", { 0xc5, 0xd9, 0x72, 0xd3, 25 }, 5,
	  CW_OP_VSHR, V | I | VEX, 16, 4, 25, NR, 3, 4, 25 },
	{ "vaesenc ymm0, ymm1, ymm2", { 0xc4, 0xe2, 0x75, 0xdc, 0xc2 }, 5,
	  CW_OP_AESENC, V | VEX, 32, 0, NONE, 0, 2, 1, 0 },
	{ "vaesenc zmm16, zmm1, [rax]",
	  { 0x62, 0xe2, 0x75, 0x48, 0xdc, 0x00 }, 6,
	  CW_OP_AESENC, R | V | VEX, 64, 0, NONE, 16, NR, 1, 0 },
	{ "vprold zmm0, zmm1, 7", { 0x62, 0xf1, 0x7d, 0x48, 0x72, 0xc9, 7 }, 7,
	  CW_OP_VROL, V | I | VEX, 64, 4, 7, NR, 1, 0, 7 },
	{ "vprorq ymm17, ymm18, 63",
	  { 0x62, 0xb1, 0xf5, 0x20, 0x72, 0xc2, 63 }, 7,
	  CW_OP_VROR, V | I | VEX, 32, 8, 63, NR, 18, 17, 63 },
	{ "vpternlogq zmm0, zmm1, zmm2, 0x96",
	  { 0x62, 0xf3, 0xf5, 0x48, 0x25, 0xc2, 0x96 }, 7,
	  CW_OP_VTERNARY, V | I | VEX, 64, 8, NONE, 0, 2, 1, 0x96 },
	{ "vaddpd zmm0, zmm1, zmm2, {ru-sae}",
	  { 0x62, 0xf1, 0xf5, 0x58, 0x58, 0xc2 }, 6,
	  CW_OP_FP_ADD, V | VEX, 64, 8, NONE, 0, 2, 1, 0 },
	{ "vprotd xmm1, xmm2, 7 (XOP)",
	  { 0x8f, 0xe8, 0x78, 0xc2, 0xca, 7 }, 6,
	  CW_OP_VROL, V | I | VEX, 16, 4, 7, 1, 2, NR, 7 },
	{ "tdpbssd tmm1, tmm2, tmm3 (AMX)",
	  { 0xc4, 0xe2, 0x63, 0x5e, 0xca }, 5,
	  CW_OP_TILE, V | VEX, 0, 0, NONE, 1, 2, 3, 0 },

	/* APX */
	{ "sub r16, r17 (REX2)", { 0xd5, 0x58, 0x29, 0xc8 }, 4,
	  CW_OP_SUB, 0, 8, 0, NONE, 17, 16, NR, 0 },
	{ "add rax, rbx, rcx (NDD)", { 0x62, 0xf4, 0xfc, 0x18, 0x01, 0xcb }, 6,
	  CW_OP_ADD, VEX, 8, 0, NONE, 1, 3, NR, 0 },
	{ "jmpabs", { 0xd5, 0x00, 0xa1, 1, 2, 3, 4, 5, 6, 7, 8 }, 11,
	  CW_OP_JMP, I, 8, 0, NONE, NR, NR, NR, 0x0807060504030201ull },
};

static const struct isa_case cases32[] = {
	{ "inc ecx", { 0x41 }, 1,
	  CW_OP_ADD, 0, 4, 0, NONE, NR, 1, NR, 0 },
	{ "mov eax, [bp + 2], 16-bit address", { 0x67, 0x8b, 0x46, 2 }, 4,
	  CW_OP_MOV, R, 4, 0, NONE, 0, NR, NR, 0 },
	{ "mov eax, [0x1234], 16-bit address", { 0x67, 0xa1, 0x34, 0x12 }, 4,
	  CW_OP_MOV, R, 4, 0, NONE, NR, 0, NR, 0 },
	{ "jmp +0x100, 16 bit", { 0x66, 0xe9, 0, 1 }, 4,
	  CW_OP_JMP, I, 2, 0, NONE, NR, NR, NR, 0x100 },
	{ "lds eax, [ecx]", { 0xc5, 0x01 }, 2,
	  CW_OP_MOV, R, 4, 0, NONE, 0, NR, NR, 0 },
	{ "vpxor ymm0, ymm1, ymm2", { 0xc5, 0xf5, 0xef, 0xc2 }, 4,
	  CW_OP_VXOR, V | VEX, 32, 0, NONE, 0, 2, 1, 0 },
	{ "aad 16, where 64-bit mode has REX2", { 0xd5, 0x10 }, 2,
	  CW_OP_MUL, I, 1, 0, NONE, NR, NR, NR, 0x10 },
	{ "bound eax, [ecx]", { 0x62, 0x01 }, 2,
	  CW_OP_SYSTEM, R, 4, 0, NONE, 0, NR, NR, 0 },
	{ "push dword 0x11223344", { 0x68, 0x44, 0x33, 0x22, 0x11 }, 5,
	  CW_OP_STACK, W | I, 4, 0, NONE, NR, NR, NR, 0x11223344 },
};

/* What the processor answers with #UD; the mnemonic says why. */
static const struct {
	const char *text;
	bool long_mode;
	u8 bytes[15];
	u8 len;
} invalid[] = {
	{ "push es in 64-bit mode", true, { 0x06 }, 1 },
	{ "far call in 64-bit mode", true, { 0x9a }, 1 },
	{ "lock with a register", true, { 0xf0, 0x01, 0xc8 }, 3 },
	{ "lock mov", true, { 0xf0, 0x89, 0x08 }, 3 },
	{ "mov cs, ax", true, { 0x8e, 0xc8 }, 2 },
	{ "mov rax, cr1", true, { 0x0f, 0x20, 0xc8 }, 3 },
	{ "lea of a register", true, { 0x8d, 0xc0 }, 2 },
	{ "paddd with F3", true, { 0xf3, 0x0f, 0xfe, 0xc1 }, 4 },
	{ "66 before VEX", true, { 0x66, 0xc5, 0xf8, 0x58, 0xc0 }, 5 },
	{ "REX before VEX", true, { 0x48, 0xc5, 0xf8, 0x58, 0xc0 }, 5 },
	{ "vmovaps with vvvv", true, { 0xc5, 0xf0, 0x28, 0xc1 }, 4 },
	{ "vpermq with L = 0", true, { 0xc4, 0xe3, 0xf9, 0x00, 0xc1, 0 }, 6 },
	{ "vgatherdps, index and mask equal", true,
	  { 0xc4, 0xe2, 0x69, 0x92, 0x04, 0x10 }, 6 },
	{ "EVEX with L'L = 3", true,
	  { 0x62, 0xf1, 0x75, 0x68, 0xef, 0xc2 }, 6 },
	{ "EVEX.z without a mask", true,
	  { 0x62, 0xf1, 0x75, 0xc8, 0xfe, 0xc2 }, 6 },
	{ "EVEX gather without a mask", true,
	  { 0x62, 0xf2, 0x7d, 0x48, 0x92, 0x04, 0x10 }, 7 },
	{ "tile used twice", true, { 0xc4, 0xe2, 0x73, 0x5e, 0xca }, 5 },
	{ "0F 04 is no instruction", true, { 0x0f, 0x04 }, 2 },
	{ "salc in 64-bit mode", true, { 0xd6 }, 1 },
	{ "frstpm, of the 80287 only", true, { 0xdb, 0xe5 }, 2 },
	{ "EVEX.V' = 0 in 32-bit mode", false,
	  { 0x62, 0xf1, 0x75, 0x40, 0xef, 0xc2 }, 6 },
	{ "pop2 of one register twice (APX)", true,
	  { 0x62, 0xf4, 0x7c, 0x18, 0x8f, 0xc0 }, 6 },
	{ "15 prefixes", true,
	  { 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
	    0x66, 0x66, 0x66, 0x66, 0x66 }, 15 },
	{ "16 bytes: immediate beyond the limit", true,
	  { 0x2e, 0x2e, 0x2e, 0x2e, 0x2e, 0x2e, 0x2e, 0x2e, 0x2e, 0x2e,
	    0x2e, 0xb8, 0, 0, 0 }, 15 },
};

static void check_cases(struct kunit *test, bool long_mode,
			const struct isa_case *c, size_t count)
{
	struct cw_insn insn;

	for (; count--; c++) {
		int ret = cw_x86_decode(long_mode, &insn, c->bytes,
					sizeof(c->bytes));

		KUNIT_EXPECT_EQ_MSG(test, ret, c->len, "%s", c->text);
		if (ret != c->len)
			continue;
		KUNIT_EXPECT_EQ_MSG(test, insn.len, c->len, "%s", c->text);
		KUNIT_EXPECT_STREQ_MSG(test, cw_op_name(insn.op),
				       cw_op_name(c->op), "%s", c->text);
		KUNIT_EXPECT_EQ_MSG(test, insn.flags, c->flags, "%s", c->text);
		KUNIT_EXPECT_EQ_MSG(test, insn.width, c->width, "%s", c->text);
		KUNIT_EXPECT_EQ_MSG(test, insn.elem, c->elem, "%s", c->text);
		KUNIT_EXPECT_EQ_MSG(test, insn.amount, c->amount, "%s",
				    c->text);
		KUNIT_EXPECT_EQ_MSG(test, insn.reg, c->reg, "%s", c->text);
		KUNIT_EXPECT_EQ_MSG(test, insn.rm, c->rm, "%s", c->text);
		KUNIT_EXPECT_EQ_MSG(test, insn.vvvv, c->vvvv, "%s", c->text);
		KUNIT_EXPECT_EQ_MSG(test, insn.imm, c->imm, "%s", c->text);
	}
}

static void isa_x86_64_fields(struct kunit *test)
{
	check_cases(test, true, cases64, ARRAY_SIZE(cases64));
}

static void isa_x86_32_fields(struct kunit *test)
{
	check_cases(test, false, cases32, ARRAY_SIZE(cases32));
}

static void isa_x86_invalid(struct kunit *test)
{
	struct cw_insn insn;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(invalid); i++)
		KUNIT_EXPECT_EQ_MSG(test,
				    cw_x86_decode(invalid[i].long_mode, &insn,
						  invalid[i].bytes,
						  invalid[i].len),
				    (int)CW_DECODE_INVALID, "%s",
				    invalid[i].text);
}

/* With the last bytes missing, and not before, it is truncated. */
static void isa_x86_truncated(struct kunit *test)
{
	struct cw_insn insn;
	unsigned int i, n;

	for (i = 0; i < ARRAY_SIZE(cases64); i++) {
		const struct isa_case *c = &cases64[i];

		for (n = 0; n < c->len; n++)
			KUNIT_EXPECT_EQ_MSG(test,
					    cw_x86_decode(true, &insn,
							  c->bytes, n),
					    (int)CW_DECODE_TRUNCATED,
					    "%s, %u bytes", c->text, n);
		KUNIT_EXPECT_EQ_MSG(test,
				    cw_x86_decode(true, &insn, c->bytes, n),
				    (int)c->len, "%s, just enough", c->text);
	}
}

/*
 * A gather with 16-bit addresses has no SIB byte (SDM 2.3.12: #UD), so fifteen
 * bytes that end with its ModRM are all there is to know. The decoder waited
 * for a sixteenth.
 */
static void isa_x86_vsib_16_bit_address(struct kunit *test)
{
	static const u8 bytes[] = {
		0x67, 0x65, 0x3e, 0x3e, 0x3e, 0x3e, 0x3e, 0x3e, 0x3e,
		0x62, 0xf2, 0xfd, 0x8c, 0x90, 0x04, 0x55
	};
	struct cw_insn insn;
	unsigned int n;

	for (n = 0; n < CW_INSN_MAX_LEN; n++)
		KUNIT_EXPECT_EQ_MSG(test, cw_x86_decode(false, &insn, bytes, n),
				    (int)CW_DECODE_TRUNCATED, "%u bytes", n);
	for (; n <= sizeof(bytes); n++)
		KUNIT_EXPECT_EQ_MSG(test, cw_x86_decode(false, &insn, bytes, n),
				    (int)CW_DECODE_INVALID, "%u bytes", n);
}

static void isa_op_names(struct kunit *test)
{
	unsigned int i, k;

	for (i = 0; i < CW_OP_COUNT; i++) {
		KUNIT_ASSERT_NOT_NULL(test, cw_op_name(i));
		for (k = 0; k < i; k++)
			KUNIT_EXPECT_STRNEQ(test, cw_op_name(i),
					    cw_op_name(k));
	}
	KUNIT_EXPECT_NULL(test, cw_op_name(CW_OP_COUNT));
	KUNIT_EXPECT_STREQ(test, cw_op_name(CW_OP_AESENC), "aesenc");
}

static struct kunit_case isa_x86_cases[] = {
	KUNIT_CASE(isa_x86_64_fields),
	KUNIT_CASE(isa_x86_32_fields),
	KUNIT_CASE(isa_x86_invalid),
	KUNIT_CASE(isa_x86_truncated),
	KUNIT_CASE(isa_x86_vsib_16_bit_address),
	KUNIT_CASE(isa_op_names),
	{}
};

static struct kunit_suite isa_x86_suite = {
	.name = "cpuwarden_isa_x86",
	.test_cases = isa_x86_cases,
};

kunit_test_suite(isa_x86_suite);

MODULE_DESCRIPTION("KUnit suite of the x86 decoder");
MODULE_LICENSE("GPL");
