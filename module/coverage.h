/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_COVERAGE_H
#define _CW_COVERAGE_H

#include <linux/types.h>

/*
 * Does each CPU that computes get its samples? Says in the kernel log which one
 * does not. Context: the collector, once a second.
 */
void cw_coverage_check(void);

/* Did this possible CPU not, when it was last looked? */
bool cw_coverage_lacks(unsigned int nr);

/* How many CPUs did not when it was last looked. */
unsigned int cw_coverage_unsampled(void);

#endif /* _CW_COVERAGE_H */
