// SPDX-License-Identifier: GPL-2.0-only
/* Figures for people. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "human.h"

#define NS_PER_MS	UINT64_C(1000000)
#define NS_PER_S	UINT64_C(1000000000)

char *human_duration(char *buf, uint64_t ns)
{
	uint64_t s = ns / NS_PER_S;

	/* Cut, not rounded: an age of 59.96 s is not yet a minute. */
	if (!ns)
		snprintf(buf, HUMAN_LEN, "0 s");
	else if (ns < NS_PER_MS)
		snprintf(buf, HUMAN_LEN, "%" PRIu64 " us", ns / 1000);
	else if (ns < NS_PER_S)
		snprintf(buf, HUMAN_LEN, "%" PRIu64 " ms", ns / NS_PER_MS);
	else if (s < 60)
		snprintf(buf, HUMAN_LEN, "%" PRIu64 ".%" PRIu64 " s", s,
			 ns % NS_PER_S / (100 * NS_PER_MS));
	else if (s < 3600)
		snprintf(buf, HUMAN_LEN, "%" PRIu64 " min %" PRIu64 " s",
			 s / 60, s % 60);
	else if (s < 86400)
		snprintf(buf, HUMAN_LEN, "%" PRIu64 " h %02" PRIu64 " min",
			 s / 3600, s % 3600 / 60);
	else
		snprintf(buf, HUMAN_LEN, "%" PRIu64 " d %" PRIu64 " h",
			 s / 86400, s % 86400 / 3600);
	return buf;
}

char *human_date(char *buf, uint64_t realtime_ns)
{
	time_t s = realtime_ns / NS_PER_S;
	struct tm tm;

	if (!gmtime_r(&s, &tm) ||
	    !strftime(buf, HUMAN_LEN, "%Y-%m-%d %H:%M:%S UTC", &tm))
		snprintf(buf, HUMAN_LEN, "?");
	return buf;
}

char *human_count(char *buf, uint64_t n)
{
	char digits[HUMAN_LEN];
	size_t len, i, o = 0;

	len = snprintf(digits, sizeof(digits), "%" PRIu64, n);
	for (i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			buf[o++] = ',';
		buf[o++] = digits[i];
	}
	buf[o] = '\0';
	return buf;
}

char *human_share(char *buf, uint64_t bp)
{
	if (bp >= 1000)
		snprintf(buf, HUMAN_LEN, "%" PRIu64 " %%",
			 bp / 100 + (bp % 100 >= 50));
	else if (bp >= 100)
		snprintf(buf, HUMAN_LEN, "%" PRIu64 ".%" PRIu64 " %%",
			 bp / 100, bp % 100 / 10);
	else if (bp)
		snprintf(buf, HUMAN_LEN, "0.%02" PRIu64 " %%", bp);
	else
		snprintf(buf, HUMAN_LEN, "0 %%");
	return buf;
}

char *human_ratio(char *buf, uint64_t part, uint64_t whole)
{
	uint64_t bp;

	if (!whole) {
		snprintf(buf, HUMAN_LEN, "-");
		return buf;
	}
	/* Some years in ns, times 10000, would overflow. */
	if (part > UINT64_MAX / 10000)
		bp = part / (whole / 10000 ? whole / 10000 : 1);
	else
		bp = part * 10000 / whole;
	if (part && !bp)
		snprintf(buf, HUMAN_LEN, "<0.01 %%");
	else
		human_share(buf, bp);
	return buf;
}

uint64_t human_cpu_joules(uint64_t cpu_ns)
{
	return cpu_ns / (1000000000 / HUMAN_CPU_WATTS);
}

char *human_energy(char *buf, uint64_t joules)
{
	uint64_t wh = joules / 3600, tenths = joules % 3600 / 360;

	if (joules < 3600)
		snprintf(buf, HUMAN_LEN, "%" PRIu64 " J", joules);
	else if (wh < 1000)
		snprintf(buf, HUMAN_LEN, "%" PRIu64 ".%" PRIu64 " Wh", wh,
			 tenths);
	else
		snprintf(buf, HUMAN_LEN, "%" PRIu64 ".%" PRIu64 " kWh",
			 wh / 1000, wh % 1000 / 100);
	return buf;
}

char *human_score(char *buf, int32_t milli)
{
	uint32_t size = milli < 0 ? -(uint32_t)milli : (uint32_t)milli;

	snprintf(buf, HUMAN_LEN, "%c%" PRIu32 ".%" PRIu32,
		 milli < 0 ? '-' : '+', size / 1000, size % 1000 / 100);
	return buf;
}
