// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer target: the first byte of the input chooses the instruction set,
 * the rest is decoded, whole and cut short. ASan sees a read beyond the end,
 * UBSan what C does not define; fields out of range abort here.
 */
#include <stdio.h>
#include <stdlib.h>

#include "isa/isa.h"

#define CHECK(condition)						\
do {									\
	if (!(condition)) {						\
		fprintf(stderr, "isa: does not hold: %s\n", #condition);	\
		abort();						\
	}								\
} while (0)

static bool is_register(unsigned int n)
{
	return n < 32 || n == CW_REG_NONE;
}

static bool is_width(unsigned int n)
{
	return n <= 64 && !(n & (n - 1));
}

static void check_insn(const struct cw_insn *insn, int ret, size_t avail)
{
	CHECK(insn->len == ret);
	CHECK(insn->len >= 1 && insn->len <= CW_INSN_MAX_LEN);
	CHECK(insn->len <= avail);
	CHECK(insn->op < CW_OP_COUNT);
	CHECK(cw_op_name(insn->op));
	CHECK(is_width(insn->width));
	CHECK(is_width(insn->elem) && insn->elem <= 16);
	CHECK(is_register(insn->reg));
	CHECK(is_register(insn->rm));
	CHECK(is_register(insn->vvvv));
	CHECK(insn->flags & CW_INSN_IMM || !insn->imm);
}

/* A prefix is truncated, or gives the result that all longer ones give. */
static void check_prefixes(enum cw_isa isa, const uint8_t *data, size_t size,
			   int whole)
{
	size_t n, most = size < CW_INSN_MAX_LEN ? size : CW_INSN_MAX_LEN;
	struct cw_insn insn;
	int ret, last = CW_DECODE_TRUNCATED;

	for (n = 0; n <= most; n++) {
		/* a buffer of its own, so that ASan guards its end */
		uint8_t *exact = malloc(n);

		if (n)
			memcpy(exact, data, n);
		ret = cw_decode(isa, &insn, exact, n);
		free(exact);
		if (ret > 0)
			check_insn(&insn, ret, n);
		CHECK(last == CW_DECODE_TRUNCATED || ret == last);
		last = ret;
	}
	CHECK(last == whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cw_insn insn;
	enum cw_isa isa;
	int ret;

	if (!size)
		return 0;
	isa = data[0] % CW_ISA_COUNT;
	data++;
	size--;
	ret = cw_decode(isa, &insn, data, size);
	CHECK(ret > 0 || ret == CW_DECODE_TRUNCATED ||
	      ret == CW_DECODE_INVALID);
	if (ret > 0)
		check_insn(&insn, ret, size);
	check_prefixes(isa, data, size, ret);
	return 0;
}
