// SPDX-License-Identifier: GPL-2.0-only
/*
 * What one sample costs the collector: decode 16 instructions, find signs,
 * count, judge. The peer is the same decoding by Zydis in minimal mode, alone;
 * the bound is 500 ns a sample. "decode" and "extract" show where the time
 * goes.
 *
 * usage: sample [FILE [ROUNDS]]
 */
#include <Zydis/Zydis.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "detect/detect.h"
#include "detect/track.h"
#include "bench.h"
#include "code.h"

enum { BOUND_NS = 500 };

static ZydisDecoder zydis;
static volatile unsigned long sink;

/* as the sampler fills it for user-mode code */
static void make_sample(struct cw_sample *s, const u8 *window)
{
	s->flags = CW_SAMPLE_USER | CW_SAMPLE_CODE | CW_SAMPLE_FPCTRL;
	s->isa = CW_ISA_X86_64;
	s->fpctrl = CW_MXCSR_DEFAULT;
	s->code_len = WINDOW;
	memcpy(s->code, window, WINDOW);
}

static unsigned long whole(const void *work, unsigned long round)
{
	static struct cw_track track;
	static u64 now_ns;
	const struct code *c = work;
	struct cw_context ctx = { .io_idle_ns = 60000000000ULL };
	struct cw_judgement j;
	struct cw_signs f;
	struct cw_sample s = { 0 };
	int i;

	if (!now_ns)
		cw_track_init(&track);
	for (i = 0; i < WINDOWS; i++) {
		make_sample(&s, c->windows[round % SETS][i]);
		cw_signs_extract(&f, &s, CW_ORIGIN_FILE);
		now_ns += 10000000;
		ctx.now_ns = now_ns;
		cw_track_add(&track, &f, now_ns);
		cw_track_judge(&track, &ctx, &j);
		sink = j.verdict;
	}
	return WINDOWS;
}

static unsigned long extract(const void *work, unsigned long round)
{
	const struct code *c = work;
	struct cw_signs f;
	struct cw_sample s = { 0 };
	int i;

	for (i = 0; i < WINDOWS; i++) {
		make_sample(&s, c->windows[round % SETS][i]);
		cw_signs_extract(&f, &s, CW_ORIGIN_FILE);
		sink = f.seen[0];
	}
	return WINDOWS;
}

static unsigned long decode(const void *work, unsigned long round)
{
	const struct code *c = work;
	struct cw_insn insn;
	int i, k, at, len;

	for (i = 0; i < WINDOWS; i++) {
		const u8 *w = c->windows[round % SETS][i];

		for (k = at = 0; k < WINDOW_INSNS; k++, at += len) {
			len = cw_decode(CW_ISA_X86_64, &insn, w + at,
					WINDOW - at);
			if (len <= 0)
				break;
			sink = insn.op;
		}
	}
	return WINDOWS;
}

static unsigned long decode_zydis(const void *work, unsigned long round)
{
	const struct code *c = work;
	ZydisDecodedInstruction insn;
	int i, k, at;

	for (i = 0; i < WINDOWS; i++) {
		const u8 *w = c->windows[round % SETS][i];

		for (k = at = 0; k < WINDOW_INSNS; k++, at += insn.length) {
			if (!ZYAN_SUCCESS(ZydisDecoderDecodeInstruction(&zydis,
					NULL, w + at, WINDOW - at, &insn)))
				break;
			sink = insn.mnemonic;
		}
	}
	return WINDOWS;
}

int main(int argc, char **argv)
{
	static const struct contestant contestants[] = {
		{ "whole sample", whole },
		{ "of that, extract", extract },
		{ "of that, decode", decode },
		{ "Zydis minimal, decode", decode_zydis },
	};
	struct bench_result results[4];
	struct code c = { 0 };
	struct bench b = {
		.title = "one sample: decode, find signs, count, judge",
		.unit = "sample", .contestants = contestants, .count = 4,
		.work = &c,
		.rounds = argc > 2 ? strtoul(argv[2], NULL, 0) : 1000,
	};

	code_load(&c, argc > 1 ? argv[1] :
		      "/usr/lib/x86_64-linux-gnu/libcrypto.so.3");
	ZydisDecoderInit(&zydis, ZYDIS_MACHINE_MODE_LONG_64,
			 ZYDIS_STACK_WIDTH_64);
	ZydisDecoderEnableMode(&zydis, ZYDIS_DECODER_MODE_MINIMAL, ZYAN_TRUE);
	bench_pin();
	bench_run(&b, results);
	printf("bound: %d ns a sample; measured %.0f ns (%.2f of it)\n",
	       BOUND_NS, results[0].ns, results[0].ns / BOUND_NS);
	return 0;
}
