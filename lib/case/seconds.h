/* SPDX-License-Identifier: GPL-2.0-only */
/* seconds: CPU time by seconds, of the last few. PURE. */
#ifndef _CPUWARDEN_CASE_SECONDS_H
#define _CPUWARDEN_CASE_SECONDS_H

#include <cpuwarden/types.h>

enum { CW_SECONDS = 16 };

/**
 * struct cw_seconds - CPU time
 * @cpu_ns: in each second, by number modulo CW_SECONDS
 * @of:     which second that is
 *
 * Begins as zeros.
 */
struct cw_seconds {
	u64 cpu_ns[CW_SECONDS];
	u64 of[CW_SECONDS];
};

static inline u64 cw_second_of(u64 time_ns)
{
	return div64_u64(time_ns, 1000000000ull);
}

/* Somebody computed for @cpu_ns up to @time_ns. */
static inline void cw_seconds_add(struct cw_seconds *s, u64 time_ns, u64 cpu_ns)
{
	u64 second = cw_second_of(time_ns);
	u32 at = second % CW_SECONDS;

	if (s->of[at] != second) {
		s->of[at] = second;
		s->cpu_ns[at] = 0;
	}
	s->cpu_ns[at] += cpu_ns;
}

/* In one second; 0 of those that are too long ago. */
static inline u64 cw_seconds_cpu_ns(const struct cw_seconds *s, u64 second)
{
	u32 at = second % CW_SECONDS;

	return s->of[at] == second ? s->cpu_ns[at] : 0;
}

#endif /* _CPUWARDEN_CASE_SECONDS_H */
