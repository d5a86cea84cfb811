/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * logmath: logarithms of the Gamma and Beta functions in fixed point.
 *
 * Units: values are micro-nats (1 nat = 10^6); arguments are sixteenths, so
 * that the pseudo-counts of the model need not be whole numbers. The bounds
 * on the error are tested against libm (tests/lab/logmath-test.c).
 */
#ifndef _CPUWARDEN_DETECT_LOGMATH_H
#define _CPUWARDEN_DETECT_LOGMATH_H

#include <cpuwarden/types.h>

#define CW_NAT_MICRO	1000000
#define CW_SIXTEENTHS	16

/* Largest argument of the functions below, in sixteenths: 8192 counts. */
#define CW_LOG_ARG_MAX	(8192u * CW_SIXTEENTHS)

/**
 * cw_lgamma_micro() - ln Gamma(x16 / 16)
 * @x16: 1 … CW_LOG_ARG_MAX; outside it the nearest end is taken
 *
 * Return: micro-nats, wrong by at most 5000 at the upper end, 1 below 16.
 */
s64 cw_lgamma_micro(u32 x16);

/**
 * cw_log_add_micro() - ln(exp(a) + exp(b))
 * @a: micro-nats
 * @b: micro-nats
 *
 * Return: micro-nats, wrong by at most 40.
 */
s32 cw_log_add_micro(s32 a, s32 b);

#endif /* _CPUWARDEN_DETECT_LOGMATH_H */
