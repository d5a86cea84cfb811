/* SPDX-License-Identifier: GPL-2.0-only */
/* Figures for people. All write into @buf of HUMAN_LEN bytes and return it. */
#ifndef _TOOL_HUMAN_H
#define _TOOL_HUMAN_H

#include <stddef.h>
#include <stdint.h>

#define HUMAN_LEN	32

/* Nanoseconds: "0 s", "350 ms", "12.3 s", "3 min 12 s", "2 h 05 min", "4 d 3 h" */
char *human_duration(char *buf, uint64_t ns);

/* "2026-11-25 17:01:02 UTC", of CLOCK_REALTIME */
char *human_date(char *buf, uint64_t realtime_ns);

/* With thousands separated: "1,234,567" */
char *human_count(char *buf, uint64_t n);

/* Basis points: "71 %", "9.8 %", "0.03 %" */
char *human_share(char *buf, uint64_t bp);

/* @part of @whole, as human_share(); "-" if @whole is 0 */
char *human_ratio(char *buf, uint64_t part, uint64_t whole);

/*
 * What a CPU takes while it computes: reckoned, not measured. Server CPUs of
 * the 2020s have 4 to 11 W of thermal design power a core, and their power
 * supply, memory and fans take as much again.
 */
#define HUMAN_CPU_WATTS	10

/* Joules for that CPU time; at most what fits */
uint64_t human_cpu_joules(uint64_t cpu_ns);

/* Joules: "35 J", "1.2 Wh", "3.4 kWh" */
char *human_energy(char *buf, uint64_t joules);

/* Thousandths with a sign: "+38.2", "-0.4" */
char *human_score(char *buf, int32_t milli);

#endif /* _TOOL_HUMAN_H */
