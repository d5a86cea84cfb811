// SPDX-License-Identifier: GPL-2.0-only
/*
 * isa: memory operands, and registers that an instruction may change; bytes as
 * an assembler makes them of the text beside them.
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/string.h>

#include "isa/address.h"

#define NR	CW_REG_NONE

struct address_case {
	const char *text;
	enum cw_isa isa;
	u8 bytes[15];
	bool has;
	struct cw_address a;
};

static const struct address_case address_cases[] = {
	{ "mov rax, [rcx + rdx*8 + 0x100]", CW_ISA_X86_64,
	  { 0x48, 0x8b, 0x84, 0xd1, 0, 1, 0, 0 }, true, { 1, 2, 3, 0, 0x100 } },
	{ "mov eax, [r12]", CW_ISA_X86_64, { 0x41, 0x8b, 0x04, 0x24 }, true,
	  { 12, NR, 0, 0, 0 } },
	{ "mov [r13 + r9*4 - 8], r8", CW_ISA_X86_64,
	  { 0x4f, 0x89, 0x44, 0x8d, 0xf8 }, true, { 13, 9, 2, 0, -8 } },
	{ "movdqa xmm0, [rdi + rax]", CW_ISA_X86_64,
	  { 0x66, 0x0f, 0x6f, 0x04, 0x07 }, true, { 7, 0, 0, 0, 0 } },
	{ "aesenc xmm0, [rsi + 16]", CW_ISA_X86_64,
	  { 0x66, 0x0f, 0x38, 0xdc, 0x46, 0x10 }, true, { 6, NR, 0, 0, 16 } },
	{ "vpxor ymm0, ymm1, [r8 + r10*2]", CW_ISA_X86_64,
	  { 0xc4, 0x81, 0x75, 0xef, 0x04, 0x50 }, true, { 8, 10, 1, 0, 0 } },
	{ "vmovdqa64 zmm0, [rax + 64]", CW_ISA_X86_64,
	  { 0x62, 0xf1, 0xfd, 0x48, 0x6f, 0x40, 0x01 }, true,
	  { 0, NR, 0, 0, 64 } },
	{ "mov eax, [rdx*4 + 0x1000]", CW_ISA_X86_64,
	  { 0x8b, 0x04, 0x95, 0, 0x10, 0, 0 }, true, { NR, 2, 2, 0, 0x1000 } },
	{ "mov rax, [rip + 16]", CW_ISA_X86_64,
	  { 0x48, 0x8b, 0x05, 0x10, 0, 0, 0 }, false },
	{ "mov rax, fs:[rcx]", CW_ISA_X86_64, { 0x64, 0x48, 0x8b, 0x01 },
	  false },
	{ "lea rax, [rcx]", CW_ISA_X86_64, { 0x48, 0x8d, 0x01 }, true,
	  { 1, NR, 0, 0, 0 } },
	{ "add rax, rcx", CW_ISA_X86_64, { 0x48, 0x01, 0xc8 }, false },
	{ "rep movsb", CW_ISA_X86_64, { 0xf3, 0xa4 }, false },
	{ "mov eax, [ebx + esi*4]", CW_ISA_X86_32, { 0x8b, 0x04, 0xb3 }, true,
	  { 3, 6, 2, 0, 0 } },
	{ "mov eax, [0x1000]", CW_ISA_X86_32, { 0x8b, 0x05, 0, 0x10, 0, 0 },
	  false },
	{ "ldr x0, [x1, #16]", CW_ISA_ARM64, { 0x20, 0x08, 0x40, 0xf9 }, true,
	  { 1, NR, 0, 0, 16 } },
	{ "ldr w0, [x1, w2, uxtw #2]", CW_ISA_ARM64, { 0x20, 0x58, 0x62, 0xb8 },
	  true, { 1, 2, 2, CW_EXTEND_ZERO, 0 } },
	{ "ldr q0, [x1, x2]", CW_ISA_ARM64, { 0x20, 0x68, 0xe2, 0x3c }, true,
	  { 1, 2, 0, 0, 0 } },
	{ "ldp x0, x1, [x2, #-16]!", CW_ISA_ARM64, { 0x40, 0x04, 0xff, 0xa9 },
	  true, { 2, NR, 0, 0, -16 } },
	{ "ldr x0, [x1], #8", CW_ISA_ARM64, { 0x20, 0x84, 0x40, 0xf8 }, true,
	  { 1, NR, 0, 0, 0 } },
	{ "stur w3, [x4, #-4]", CW_ISA_ARM64, { 0x83, 0xc0, 0x1f, 0xb8 }, true,
	  { 4, NR, 0, 0, -4 } },
	{ "ld1 {v0.16b}, [x3]", CW_ISA_ARM64, { 0x60, 0x70, 0x40, 0x4c }, true,
	  { 3, NR, 0, 0, 0 } },
	{ "ldr x0, label", CW_ISA_ARM64, { 0x40, 0x00, 0x00, 0x58 }, false },
	{ "add x0, x1, x2", CW_ISA_ARM64, { 0x20, 0x00, 0x02, 0x8b }, false },
};

static void addresses(struct kunit *test)
{
	const struct address_case *c = address_cases;
	struct cw_address a;
	struct cw_insn insn;

	for (; c < address_cases + ARRAY_SIZE(address_cases); c++) {
		KUNIT_ASSERT_GT_MSG(test, cw_decode(c->isa, &insn, c->bytes,
						    sizeof(c->bytes)),
				    0, "%s", c->text);
		KUNIT_EXPECT_EQ_MSG(test, cw_address_of(c->isa, &insn, c->bytes,
							&a),
				    c->has, "%s", c->text);
		if (c->has)
			KUNIT_EXPECT_EQ_MSG(test, memcmp(&a, &c->a, sizeof(a)),
					    0, "%s: %u %u %u %u %d", c->text,
					    a.base, a.index, a.scale, a.extend,
					    a.disp);
	}
}

static const struct {
	const char *text;
	enum cw_isa isa;
	u8 bytes[15];
	u32 must, not;
} change_cases[] = {
	{ "mov rax, [rcx]", CW_ISA_X86_64, { 0x48, 0x8b, 0x01 }, 1 << 0,
	  1 << 1 },
	{ "mov [rcx], rax", CW_ISA_X86_64, { 0x48, 0x89, 0x01 }, 0,
	  1 << 0 | 1 << 1 },
	{ "cmp rax, rcx", CW_ISA_X86_64, { 0x48, 0x39, 0xc8 }, 0,
	  1 << 0 | 1 << 1 },
	{ "mul rcx", CW_ISA_X86_64, { 0x48, 0xf7, 0xe1 }, 1 << 0 | 1 << 2, 0 },
	{ "cqo", CW_ISA_X86_64, { 0x48, 0x99 }, 1 << 2, 1 << 1 },
	{ "and bh, 2", CW_ISA_X86_64, { 0x80, 0xe7, 0x02 }, 1 << 3, 0 },
	{ "aesenc xmm0, xmm1", CW_ISA_X86_64, { 0x66, 0x0f, 0x38, 0xdc, 0xc1 },
	  0, 1 << 0 | 1 << 1 },
	{ "movq rcx, xmm0", CW_ISA_X86_64, { 0x66, 0x48, 0x0f, 0x7e, 0xc1 },
	  1 << 1, 0 },
	/* numbers of vector registers, which are no general ones */
	{ "paddq xmm4, xmm0", CW_ISA_X86_64, { 0x66, 0x0f, 0xd4, 0xe0 },
	  0, 1 << 0 | 1 << 4 },
	{ "movdqa xmm1, [rcx + rax]", CW_ISA_X86_64,
	  { 0x66, 0x0f, 0x6f, 0x0c, 0x01 }, 0, 1 << 0 | 1 << 1 },
	{ "movq xmm1, xmm2", CW_ISA_X86_64, { 0xf3, 0x0f, 0x7e, 0xca }, 0,
	  1 << 1 | 1 << 2 },
	{ "pshufd xmm4, xmm0, 1", CW_ISA_X86_64,
	  { 0x66, 0x0f, 0x70, 0xe0, 0x01 }, 0, 1 << 0 | 1 << 4 },
	{ "pinsrq xmm1, rcx, 1", CW_ISA_X86_64,
	  { 0x66, 0x48, 0x0f, 0x3a, 0x22, 0xc9, 0x01 }, 0, 1 << 1 },
	{ "pextrq rcx, xmm2, 1", CW_ISA_X86_64,
	  { 0x66, 0x48, 0x0f, 0x3a, 0x16, 0xd1, 0x01 }, 1 << 1, 1 << 2 },
	{ "pmovmskb ecx, xmm2", CW_ISA_X86_64, { 0x66, 0x0f, 0xd7, 0xca },
	  1 << 1, 1 << 2 },
	{ "cvtsi2sd xmm4, rax", CW_ISA_X86_64,
	  { 0xf2, 0x48, 0x0f, 0x2a, 0xe0 }, 0, 1 << 0 | 1 << 4 },
	{ "cvttsd2si rsp, xmm0", CW_ISA_X86_64,
	  { 0xf2, 0x48, 0x0f, 0x2c, 0xe0 }, 1 << 4, 1 << 0 },
	{ "kmovq rcx, k2", CW_ISA_X86_64, { 0xc4, 0xe1, 0xfb, 0x93, 0xca },
	  1 << 1, 1 << 2 },
	{ "kandq k1, k2, k3", CW_ISA_X86_64, { 0xc4, 0xe1, 0xec, 0x41, 0xcb },
	  0, 1 << 1 | 1 << 2 | 1 << 3 },
	{ "fadd st, st(1)", CW_ISA_X86_64, { 0xd8, 0xc1 }, 0, 1 << 1 },
	{ "fnstsw ax", CW_ISA_X86_64, { 0xdf, 0xe0 }, 1 << 0, 0 },
	/* sources that the opcode tells */
	{ "mov rax, rcx", CW_ISA_X86_64, { 0x48, 0x89, 0xc8 }, 1 << 0,
	  1 << 1 },
	{ "add [rcx], rax", CW_ISA_X86_64, { 0x48, 0x01, 0x01 }, 0,
	  1 << 0 | 1 << 1 },
	{ "xor rax, rcx", CW_ISA_X86_64, { 0x48, 0x33, 0xc1 }, 1 << 0,
	  1 << 1 },
	{ "movzx eax, cl", CW_ISA_X86_64, { 0x0f, 0xb6, 0xc1 }, 1 << 0,
	  1 << 1 },
	{ "imul rax, rcx", CW_ISA_X86_64, { 0x48, 0x0f, 0xaf, 0xc1 }, 1 << 0,
	  1 << 1 | 1 << 2 },
	{ "rorx eax, ecx, 2", CW_ISA_X86_64,
	  { 0xc4, 0xe3, 0x7b, 0xf0, 0xc1, 0x02 }, 1 << 0, 1 << 1 },
	{ "mulx rax, rbx, rcx", CW_ISA_X86_64,
	  { 0xc4, 0xe2, 0xe3, 0xf6, 0xc1 }, 1 << 0 | 1 << 3, 0 },
	{ "div rcx", CW_ISA_X86_64, { 0x48, 0xf7, 0xf1 }, 1 << 0 | 1 << 2,
	  1 << 1 },
	{ "push rcx", CW_ISA_X86_64, { 0x51 }, 1 << 4, 1 << 1 },
	{ "popa", CW_ISA_X86_32, { 0x61 }, 0xff, 0 },
	{ "xchg rax, rcx", CW_ISA_X86_64, { 0x48, 0x91 }, 1 << 0 | 1 << 1,
	  0 },
	{ "xchg [rdx], rcx", CW_ISA_X86_64, { 0x48, 0x87, 0x0a }, 1 << 1,
	  1 << 2 },
	{ "cmpxchg [rdx], rcx", CW_ISA_X86_64, { 0x48, 0x0f, 0xb1, 0x0a },
	  1 << 0, 0 },
	{ "rep movsb", CW_ISA_X86_64, { 0xf3, 0xa4 },
	  1 << 1 | 1 << 6 | 1 << 7, 0 },
	{ "rep xsha1", CW_ISA_X86_64, { 0xf3, 0x0f, 0xa6, 0xc8 },
	  1 << 0 | 1 << 1 | 1 << 6 | 1 << 7, 0 },
	{ "call rel32", CW_ISA_X86_64, { 0xe8, 0, 0, 0, 0 }, CW_CHANGES_ALL,
	  0 },
	{ "ldr x0, [x1]", CW_ISA_ARM64, { 0x20, 0x00, 0x40, 0xf9 }, 1 << 0,
	  1 << 1 },
	{ "ldr x0, [x1], #8", CW_ISA_ARM64, { 0x20, 0x84, 0x40, 0xf8 },
	  1 << 0 | 1 << 1, 0 },
	{ "ldp x0, x9, [x2]", CW_ISA_ARM64, { 0x40, 0x24, 0x40, 0xa9 },
	  1 << 0 | 1 << 9, 1 << 2 },
	{ "add x3, x1, x2", CW_ISA_ARM64, { 0x23, 0x00, 0x02, 0x8b }, 1 << 3,
	  0 },
};

static void changes(struct kunit *test)
{
	struct cw_insn insn;
	unsigned int i;
	u32 set;

	for (i = 0; i < ARRAY_SIZE(change_cases); i++) {
		KUNIT_ASSERT_GT_MSG(test,
				    cw_decode(change_cases[i].isa, &insn,
					      change_cases[i].bytes, 15),
				    0, "%s", change_cases[i].text);
		set = cw_changes(change_cases[i].isa, &insn,
				 change_cases[i].bytes);
		KUNIT_EXPECT_EQ_MSG(test, set & change_cases[i].must,
				    change_cases[i].must, "%s: %x",
				    change_cases[i].text, set);
		KUNIT_EXPECT_EQ_MSG(test, set & change_cases[i].not, 0,
				    "%s: %x", change_cases[i].text, set);
	}
}

static struct kunit_case address_kunit_cases[] = {
	KUNIT_CASE(addresses),
	KUNIT_CASE(changes),
	{}
};

static struct kunit_suite address_suite = {
	.name = "cpuwarden-isa-address",
	.test_cases = address_kunit_cases,
};

kunit_test_suite(address_suite);
