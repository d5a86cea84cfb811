// SPDX-License-Identifier: GPL-2.0-only
#include "missed.h"

/* The collector may be seconds behind the scheduler. */
#define ENOUGH_NS	10000000000ull
#define ENOUGH_PERIODS	500u
#define STEAL_SHARE	4u

static void begin(struct cw_missed *m, u64 sched_ns, u64 sampled_ns,
		  const struct cw_sampling *now)
{
	m->begun = true;
	m->sched_ns = sched_ns;
	m->sampled_ns = sampled_ns;
	m->then = *now;
}

bool cw_missed_look(struct cw_missed *m, u64 sched_ns, u64 sampled_ns,
		    const struct cw_sampling *now)
{
	u64 enough_ns = ENOUGH_PERIODS * now->period_ns;
	u64 ran_ns, seen_ns, steal_ns;
	bool missed;

	if (enough_ns < ENOUGH_NS)
		enough_ns = ENOUGH_NS;
	if (!m->begun || sched_ns < m->sched_ns ||
	    now->dropped != m->then.dropped ||
	    now->period_ns != m->then.period_ns) {
		begin(m, sched_ns, sampled_ns, now);
		return false;
	}
	ran_ns = sched_ns - m->sched_ns;
	if (ran_ns < enough_ns)
		return false;
	seen_ns = cw_elapsed_ns(m->sampled_ns, sampled_ns);
	steal_ns = cw_elapsed_ns(m->then.steal_ns, now->steal_ns);
	missed = 2 * seen_ns < ran_ns && STEAL_SHARE * steal_ns < ran_ns;
	begin(m, sched_ns, sampled_ns, now);
	return missed;
}
