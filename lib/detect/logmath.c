// SPDX-License-Identifier: GPL-2.0-only
#include "logmath.h"
#include "logmath-table.h"

#define LN_STEP_BITS	(31 - CW_LN_BITS)
#define HALF_LN_2PI	918938533	/* nano-nats */
#define LN_16		2772588722ll	/* nano-nats */
#define LN_2		693147181ll	/* nano-nats */

/* ln of a whole number, nano-nats */
static s64 ln_nano(u32 x)
{
	unsigned int shift = __builtin_clz(x);
	/* x = 2^(31 - shift) * (1 + fraction / 2^31) */
	u32 fraction = (x << shift) & 0x7fffffff;
	u32 i = fraction >> LN_STEP_BITS;
	u32 rest = fraction & ((1u << LN_STEP_BITS) - 1);
	s64 a = cw_ln_table[i], b = cw_ln_table[i + 1];

	return (31 - (int)shift) * LN_2 + a + ((b - a) * rest >> LN_STEP_BITS);
}

s64 cw_lgamma_micro(u32 x16)
{
	s64 ln, nano;

	if (!x16)
		x16 = 1;
	if (x16 < CW_LGAMMA_TABLE)
		return cw_lgamma_table[x16];
	if (x16 > CW_LOG_ARG_MAX)
		x16 = CW_LOG_ARG_MAX;
	/* Stirling: (x - 1/2) ln x - x + ln(2 pi) / 2 + 1 / (12 x) */
	ln = ln_nano(x16) - LN_16;
	nano = ((s64)x16 - 8) * ln / CW_SIXTEENTHS -
	       (s64)x16 * (1000000000 / CW_SIXTEENTHS) + HALF_LN_2PI +
	       (s64)(1000000000ll * CW_SIXTEENTHS / 12) / x16;
	return nano / 1000;
}

s32 cw_log_add_micro(s32 a, s32 b)
{
	s64 d = a > b ? (s64)a - b : (s64)b - a;
	s32 max = a > b ? a : b;
	u32 i, rest;

	if (d >= CW_LOG_ADD_LIMIT)
		return max;
	i = (u32)d / CW_LOG_ADD_STEP;
	rest = (u32)d % CW_LOG_ADD_STEP;
	return max + cw_log_add_table[i] -
	       (s32)((u64)(cw_log_add_table[i] - cw_log_add_table[i + 1]) *
		     rest / CW_LOG_ADD_STEP);
}
