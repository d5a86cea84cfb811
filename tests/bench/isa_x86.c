// SPDX-License-Identifier: GPL-2.0-only
/*
 * How fast cw_x86_decode() is beside Zydis, Capstone and the kernel's insn.c,
 * on the same bytes in the same run: sequentially over .text, and on samples
 * as the module takes them, 64 bytes at random instructions, of which 16
 * instructions are decoded.
 *
 * usage: isa_x86 [FILE [ROUNDS]]
 */
#include <Zydis/Zydis.h>
#include <capstone/capstone.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "isa/isa.h"
#include "bench.h"
#include "code.h"
#include "kernel_insn.h"

static ZydisDecoder zydis_full, zydis_minimal;
static csh capstone;
static cs_insn *capstone_insn;
/* results end here, so that nobody's work is optimised away */
static volatile unsigned long sink;

static int decode_ours(const u8 *p, size_t n, unsigned long *sum)
{
	struct cw_insn insn;
	int len = cw_x86_decode(true, &insn, p, n);

	*sum += insn.op;
	return len;
}

static int decode_zydis_full(const u8 *p, size_t n, unsigned long *sum)
{
	static ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
	ZydisDecodedInstruction insn;

	if (!ZYAN_SUCCESS(ZydisDecoderDecodeFull(&zydis_full, p, n, &insn,
						 operands)))
		return -1;
	*sum += insn.mnemonic;
	return insn.length;
}

static int decode_zydis_minimal(const u8 *p, size_t n, unsigned long *sum)
{
	ZydisDecodedInstruction insn;

	if (!ZYAN_SUCCESS(ZydisDecoderDecodeInstruction(&zydis_minimal, NULL,
							p, n, &insn)))
		return -1;
	*sum += insn.mnemonic;
	return insn.length;
}

static int decode_capstone(const u8 *p, size_t n, unsigned long *sum)
{
	u64 address = 0;

	if (!cs_disasm_iter(capstone, &p, &n, &address, capstone_insn))
		return -1;
	*sum += capstone_insn->id;
	return capstone_insn->size;
}

static int decode_kernel(const u8 *p, size_t n, unsigned long *sum)
{
	int len = kernel_insn_length(p, n);

	*sum += len;
	return len;
}

/* inlined into each contestant, so that nobody pays for a pointer */
#define SEQUENTIAL(decoder)						\
static unsigned long sequential_##decoder(const void *work,		\
					  unsigned long round)		\
{									\
	const struct code *c = work;					\
	size_t first = round * CHUNK % (c->insns - CHUNK);		\
	size_t pos = c->starts[first], end = c->starts[first + CHUNK];	\
	unsigned long n = 0, sum = 0;					\
									\
	for (; pos < end; n++) {					\
		int len = decode_##decoder(c->text + pos,		\
					   c->size - pos, &sum);	\
									\
		pos += len > 0 ? len : 1;				\
	}								\
	sink = sum;							\
	return n;							\
}

#define SAMPLES(decoder)						\
static unsigned long samples_##decoder(const void *work,		\
				       unsigned long round)		\
{									\
	const struct code *c = work;					\
	u8 (*w)[WINDOW] = c->windows[round % SETS];			\
	unsigned long n = 0, sum = 0;					\
	int i, k, at, len;						\
									\
	for (i = 0; i < WINDOWS; i++) {					\
		for (k = at = 0; k < WINDOW_INSNS; k++) {		\
			len = decode_##decoder(w[i] + at, WINDOW - at,	\
					       &sum);			\
			if (len <= 0)					\
				break;					\
			at += len;					\
		}							\
		n += k;							\
	}								\
	sink = sum;							\
	return n;							\
}

SEQUENTIAL(ours)
SEQUENTIAL(kernel)
SEQUENTIAL(zydis_minimal)
SEQUENTIAL(zydis_full)
SEQUENTIAL(capstone)
SAMPLES(ours)
SAMPLES(kernel)
SAMPLES(zydis_minimal)
SAMPLES(zydis_full)
SAMPLES(capstone)

enum { ZYDIS_MINIMAL = 1, CONTESTANT_COUNT = 5 };

#define CONTESTANTS(how) {						\
	{ "cpuwarden", how##_ours },					\
	{ "Zydis minimal", how##_zydis_minimal },			\
	{ "kernel insn.c (length)", how##_kernel },			\
	{ "Zydis full", how##_zydis_full },				\
	{ "Capstone", how##_capstone },					\
}

int main(int argc, char **argv)
{
	static const struct contestant sequential[] = CONTESTANTS(sequential);
	static const struct contestant samples[] = CONTESTANTS(samples);
	const char *path = argc > 1 ? argv[1] :
			   "/usr/lib/x86_64-linux-gnu/libcrypto.so.3";
	struct code c = { 0 };
	struct bench b = {
		.unit = "instruction", .count = CONTESTANT_COUNT, .work = &c,
		.rounds = argc > 2 ? strtoul(argv[2], NULL, 0) : 1000,
	};
	struct bench_result seq[CONTESTANT_COUNT], win[CONTESTANT_COUNT];

	code_load(&c, path);
	ZydisDecoderInit(&zydis_full, ZYDIS_MACHINE_MODE_LONG_64,
			 ZYDIS_STACK_WIDTH_64);
	zydis_minimal = zydis_full;
	ZydisDecoderEnableMode(&zydis_minimal, ZYDIS_DECODER_MODE_MINIMAL,
			       ZYAN_TRUE);
	if (cs_open(CS_ARCH_X86, CS_MODE_64, &capstone))
		errx(2, "Capstone does not open");
	capstone_insn = cs_malloc(capstone);
	bench_pin();
	printf("%s: %zu instructions in %zu bytes\n\n", path, c.insns, c.size);
	b.title = "sequential, from one instruction to the next";
	b.contestants = sequential;
	bench_run(&b, seq);
	b.title = "samples, 16 instructions (64 bytes at most) at random pointers";
	b.contestants = samples;
	bench_run(&b, win);
	printf("bound: 5 times Zydis minimal; reached %.2f sequential, %.2f on samples\n",
	       seq[ZYDIS_MINIMAL].ratio, win[ZYDIS_MINIMAL].ratio);
	return 0;
}
