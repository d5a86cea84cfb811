// SPDX-License-Identifier: GPL-2.0-only
#include "watched.h"

enum {
	ACTIVE_NS = 100000000,	/* of each of the two seconds before */
	FALL = 8,		/* to so small a part */
	PAUSED_MIN = 3,
	OTHERS_MIN = 16,	/* or nobody knows what chance does */
	STARTS_MAX = 64,	/* then older ones count half */
	OTHERS_MAX = 4096,
};

/* probabilities are of 2^30, and said to be chance from 10^-6 on */
#define ONE		0x40000000ull	/* 2^30 */
#define CHANCE		(ONE / 1000000)

void cw_watched_add(struct cw_watched *w, u64 time_ns, u64 cpu_ns)
{
	cw_seconds_add(&w->took, time_ns, cpu_ns);
	if (time_ns > w->last_ns)
		w->last_ns = time_ns;
}

void cw_watched_wants(struct cw_watched *w, u64 time_ns)
{
	u64 second = cw_second_of(time_ns);

	w->wanted[second % CW_SECONDS] = second;
}

bool cw_watched_wanted(const struct cw_watched *w, u64 second)
{
	return w->wanted[second % CW_SECONDS] == second;
}

bool cw_watched_falls(const struct cw_watched *w, u64 second, bool *fell)
{
	u64 before = cw_seconds_cpu_ns(&w->took, second - 1);
	u64 earlier = cw_seconds_cpu_ns(&w->took, second - 2);
	u64 after = cw_seconds_cpu_ns(&w->took, second + 2);
	u64 later = cw_seconds_cpu_ns(&w->took, second + 3);

	if (earlier < before)
		before = earlier;
	if (later < after)
		after = later;
	*fell = after <= before / FALL;
	return before >= ACTIVE_NS;
}

static void bound(u32 *all, u32 *of, u32 max)
{
	while (*all >= max) {
		*all /= 2;
		*of /= 2;
	}
}

static void bound_counts(struct cw_falls *f)
{
	bound(&f->starts, &f->paused, STARTS_MAX);
	bound(&f->others, &f->falls, OTHERS_MAX);
}

void cw_falls_count(struct cw_falls *f, bool started, bool fell)
{
	if (started) {
		f->starts++;
		f->paused += fell;
	} else {
		f->others++;
		f->falls += fell;
	}
	bound_counts(f);
}

static void add_falls(struct cw_falls *f, const struct cw_falls *earlier)
{
	f->starts += earlier->starts;
	f->paused += earlier->paused;
	f->others += earlier->others;
	f->falls += earlier->falls;
	bound_counts(f);
}

void cw_watched_inherit(struct cw_watched *w, const struct cw_watched *earlier)
{
	add_falls(&w->seen, &earlier->seen);
	add_falls(&w->crowd, &earlier->crowd);
}

bool cw_falls_beyond_chance(const struct cw_falls *f)
{
	u64 most = ONE;
	u32 i;

	if (f->paused < PAUSED_MIN || f->others < OTHERS_MIN)
		return false;
	/* C(n,k) p^k, each step rounded up */
	for (i = 1; i <= f->paused; i++) {
		most *= (u64)(f->starts - f->paused + i) * (f->falls + 1);
		most = div64_u64(most, (u64)i * (f->others + 2)) + 1;
		if (most > ONE << 10)
			return false;
	}
	return most <= CHANCE;
}

bool cw_name_is_monitor(const char *comm)
{
	static const char *const names[] = {
		"top", "htop", "atop", "btop", "btm", "ps", "pidstat", "vmstat",
		"mpstat", "glances", "nmon", "perf", "bpftrace", "strace",
		"lsof", "w", "uptime", "cpuwarden",
		"sshd", "sshd-session", "login", "dropbear",
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (!strcmp(comm, names[i]))
			return true;
	return false;
}
