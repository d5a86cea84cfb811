// SPDX-License-Identifier: GPL-2.0-only
/* Known samples for the self-test of decoder and detector. */
#include <stdio.h>
#include <string.h>

#include "detect/detect.h"
#include "detect/track.h"
#include "isa/isa.h"

#include "builtin.h"
#include "tool.h"

#define SAMPLES		600
#define PERIOD_NS	10000000ull
#define MXCSR_UP	(CW_MXCSR_DEFAULT | 0x4000)	/* round up */

/* One instruction: its bytes, and the kind that it is. */
struct line {
	const char *bytes;
	u8 len;
	u8 op;
};

#define LINE(code, kind) { code, sizeof(code) - 1, CW_OP_##kind }

/*
 * What RandomX's compiler makes (RandomX specs.md 5.2 … 5.5): addresses cut to
 * the scratchpad levels, integers to doubles, packed arithmetic, a branch on
 * one byte. Bytes by GNU as.
 */
static const struct line randomx[] = {
	LINE("\x41\x8d\x81\x78\x56\x34\x12", LEA),  /* lea eax,[r9+imm] */
	LINE("\x25\xf8\x3f\x00\x00", AND),	    /* and eax,0x3ff8 */
	LINE("\x4c\x03\x04\x06", ADD),		    /* add r8,[rsi+rax] */
	LINE("\x41\x8d\x82\x99\xba\xdc\xfe", LEA),  /* lea eax,[r10-imm] */
	LINE("\x25\xf8\xff\x03\x00", AND),	    /* and eax,0x3fff8 */
	LINE("\xf3\x44\x0f\xe6\x24\x06",
	     FP_CVT_I32_F64),	    /* cvtdq2pd xmm12,[rsi+rax] */
	LINE("\x66\x41\x0f\x58\xc4", FP_ADD),	    /* addpd xmm0,xmm12 */
	LINE("\x66\x41\x0f\x59\xe1", FP_MUL),	    /* mulpd xmm4,xmm9 */
	LINE("\x49\x81\xc3\x21\x43\x65\x07", ADD),  /* add r11,imm */
	LINE("\x49\xf7\xc3\x00\x00\xff\x00", TEST), /* test r11,0xff0000 */
	LINE("\x74\xc2", JCC),			    /* je back */
	LINE("\x49\xd3\xcc", ROR),		    /* ror r12,cl */
	LINE("\x66\x0f\x51\xed", FP_SQRT),	    /* sqrtpd xmm5,xmm5 */
	LINE("\x41\x8d\x85\x11\x11\x11\x00", LEA),  /* lea eax,[r13+imm] */
	LINE("\x25\xf8\xff\x1f\x00", AND),	    /* and eax,0x1ffff8 */
	LINE("\x4c\x33\x34\x06", XOR),		    /* xor r14,[rsi+rax] */
	LINE("\x66\x41\x0f\x5c\xca", FP_ADD),	    /* subpd xmm1,xmm10 */
};

/* A hash table's loop as compilers make it: no sign of any family. */
static const struct line benign[] = {
	LINE("\x0f\xb6\x07", MOV),		    /* movzx eax,[rdi] */
	LINE("\x48\x8d\x7f\x01", LEA),		    /* lea rdi,[rdi+1] */
	LINE("\x48\x6b\xd2\x1f", IMUL),		    /* imul rdx,rdx,31 */
	LINE("\x48\x01\xc2", ADD),		    /* add rdx,rax */
	LINE("\x48\x39\xf7", CMP),		    /* cmp rdi,rsi */
	LINE("\x75\xea", JCC),			    /* jne back */
	LINE("\x48\x8b\x43\x08", MOV),		    /* mov rax,[rbx+8] */
	LINE("\x48\x85\xc0", TEST),		    /* test rax,rax */
	LINE("\x74\x1c", JCC),			    /* je on */
	LINE("\x48\x89\x54\x24\x10", MOV),	    /* mov [rsp+16],rdx */
	LINE("\xe8\xc3\x00\x00\x00", CALL),	    /* call */
	LINE("\x83\xf8\x0a", CMP),		    /* cmp eax,10 */
	LINE("\x0f\x4f\xc1", SELECT),		    /* cmovg eax,ecx */
	LINE("\x48\x83\xee\x01", SUB),		    /* sub rsi,1 */
	LINE("\x48\xc1\xe0\x04", SHL),		    /* shl rax,4 */
};

static const struct program {
	const char *name;
	const struct line *lines;
	size_t n;
	u32 fpctrl;
	u8 verdict;
	u8 family;
} programs[] = {
	{ "RandomX", randomx, ARRAY_SIZE(randomx), MXCSR_UP,
	  CW_VERDICT_CONFIRMED, CW_FAMILY_RANDOMX },
	{ "a hash table", benign, ARRAY_SIZE(benign), CW_MXCSR_DEFAULT,
	  CW_VERDICT_CLEAR, CW_FAMILY_NONE },
};

/* Decode line by line: length and kind must be as noted. */
static bool decode_line(const struct line *line)
{
	struct cw_insn insn;

	return cw_decode(CW_ISA_X86_64, &insn, (const u8 *)line->bytes,
			 line->len) == line->len && insn.op == line->op;
}

bool builtin_decode(char *text, size_t size)
{
	unsigned int good = 0, all = 0;
	size_t p, i;

	for (p = 0; p < ARRAY_SIZE(programs); p++) {
		for (i = 0; i < programs[p].n; i++, all++)
			good += decode_line(&programs[p].lines[i]);
	}
	snprintf(text, size, "%u of %u instructions are decoded right", good,
		 all);
	return good == all;
}

/* A sample as if the program had been interrupted before line @at. */
static void take_sample(struct cw_sample *s, const struct program *p,
			unsigned int at, unsigned int nr)
{
	unsigned int len = 0;

	memset(s, 0, sizeof(*s));
	while (len < sizeof(s->code)) {
		const struct line *line = &p->lines[at++ % p->n];
		size_t part = sizeof(s->code) - len;

		if (part > line->len)
			part = line->len;
		memcpy(s->code + len, line->bytes, part);
		len += part;
	}
	s->code_len = sizeof(s->code);
	s->isa = CW_ISA_X86_64;
	s->flags = CW_SAMPLE_USER | CW_SAMPLE_CODE | CW_SAMPLE_FPCTRL;
	s->time_ns = nr * PERIOD_NS;
	s->period_ns = PERIOD_NS;
	/* Three samples of ten have the default mode. */
	s->fpctrl = nr % 10 < 3 ? CW_MXCSR_DEFAULT : p->fpctrl;
}

static void judge(const struct program *p, struct cw_judgement *j)
{
	/* Too large for the stack of a thread, and used one at a time. */
	static struct cw_track track;
	unsigned int i;

	cw_track_init(&track);
	for (i = 1; i <= SAMPLES; i++) {
		struct cw_context context = { .now_ns = i * PERIOD_NS };
		struct cw_signs signs;
		struct cw_sample sample;

		take_sample(&sample, p, i * 7, i);
		cw_signs_extract(&signs, &sample, CW_ORIGIN_ANON);
		cw_track_add(&track, &signs, sample.time_ns);
		cw_track_judge(&track, &context, j);
	}
}

bool builtin_detect(char *text, size_t size)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(programs); i++) {
		const struct program *p = &programs[i];
		struct cw_judgement j;

		judge(p, &j);
		if (j.verdict == p->verdict &&
		    (j.family == p->family ||
		     p->verdict == CW_VERDICT_CLEAR))
			continue;
		snprintf(text, size, "%s is judged %s, not %s", p->name,
			 cw_verdict_name(j.verdict),
			 cw_verdict_name(p->verdict));
		return false;
	}
	snprintf(text, size, "%zu programs are judged right",
		 ARRAY_SIZE(programs));
	return true;
}
