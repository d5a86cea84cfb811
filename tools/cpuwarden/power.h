/* SPDX-License-Identifier: GPL-2.0-only */
/* What a second of CPU time takes: measured by RAPL where one may read it. */
#ifndef _TOOL_POWER_H
#define _TOOL_POWER_H

#include <stdbool.h>
#include <stdint.h>

#define POWER_ROOT	"/sys/class/powercap"
#define POWER_PACKAGES	16

/**
 * struct power_look - counters at one moment
 * @packages: of the processor packages that count their energy, 0: none may be read
 * @uj:       micro joules of each; goes back to 0 beyond its @range_uj
 * @busy:     CPU time of the machine that was not idle, clock ticks
 * @all:      CPU time of the machine
 */
struct power_look {
	unsigned int packages;
	uint64_t uj[POWER_PACKAGES];
	uint64_t range_uj[POWER_PACKAGES];
	uint64_t busy;
	uint64_t all;
};

/**
 * power_look() - read them
 * @root: POWER_ROOT
 * @stat: /proc/stat
 * @look: result
 */
void power_look(const char *root, const char *stat, struct power_look *look);

/**
 * power_between() - what a second of CPU time took between two looks
 * @from: the first
 * @to:   the second
 * @mj:   result, milli joules
 *
 * All that the packages took is said to be for what computed. So this is asked
 * only if a quarter of the machine did: else most of it is for being on.
 *
 * Return: whether it can be told.
 */
bool power_between(const struct power_look *from, const struct power_look *to,
		   uint64_t *mj);

#endif /* _TOOL_POWER_H */
