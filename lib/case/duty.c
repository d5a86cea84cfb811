// SPDX-License-Identifier: GPL-2.0-only
#include "duty.h"

#define NS_PER_US	1000u
/* Nobody knows what was between two looks that are further apart: suspended? */
#define GAP_NS		10000000000ull
/* So long it must have been looked at. */
#define KNOWN_US	20000000u
#define COMPUTES	4u	/* so many times less than the busiest: it does not */
#define HALTS		8u
/* A part that is less is not told. */
#define PART		10u

static u64 at_most(u64 value, u64 most)
{
	return value < most ? value : most;
}

static struct cw_duty_thread begin(const struct cw_duty_look *look, u32 i)
{
	return (struct cw_duty_thread){
		.tid = look->thread[i].tid,
		.cpu_ns = look->thread[i].cpu_ns,
		.waited_ns = look->thread[i].waited_ns,
	};
}

static const struct cw_duty_thread *find(const struct cw_duty *d, u32 tid)
{
	u32 i;

	for (i = 0; i < d->n; i++)
		if (d->thread[i].tid == tid)
			return &d->thread[i];
	return NULL;
}

/* What a thread did in the @past_ns since it was as @before. */
static void add(struct cw_duty_thread *now,
		const struct cw_duty_thread *before, bool stopped, u64 past_ns)
{
	u64 ran_ns = at_most(cw_elapsed_ns(before->cpu_ns, now->cpu_ns),
			     past_ns);
	u64 queued_ns = at_most(cw_elapsed_ns(before->waited_ns,
					      now->waited_ns),
				past_ns - ran_ns);

	if (stopped)
		now->halts = HALTS;
	else if (before->halts)
		now->halts = before->halts - 1;
	now->time_us += div64_u64(past_ns, NS_PER_US);
	now->ran_us += div64_u64(ran_ns, NS_PER_US);
	now->queued_us += div64_u64(queued_ns, NS_PER_US);
	if (now->halts)
		now->halted_us += div64_u64(past_ns - ran_ns - queued_ns,
					    NS_PER_US);
}

static void take_over(struct cw_duty_thread *now,
		      const struct cw_duty_thread *before)
{
	now->time_us = before->time_us;
	now->ran_us = before->ran_us;
	now->queued_us = before->queued_us;
	now->halted_us = before->halted_us;
}

void cw_duty_add(struct cw_duty *d, const struct cw_duty_look *look,
		 u64 now_ns)
{
	u64 past_ns = cw_elapsed_ns(d->last_ns, now_ns);
	bool comparable = d->last_ns && past_ns <= GAP_NS;
	struct cw_duty_thread now[CW_DUTY_THREADS];
	u32 i;

	for (i = 0; i < look->n; i++) {
		const struct cw_duty_thread *before =
			find(d, look->thread[i].tid);

		now[i] = begin(look, i);
		if (!before)
			continue;
		take_over(&now[i], before);
		if (comparable)
			add(&now[i], before, look->thread[i].stopped, past_ns);
	}
	memcpy(d->thread, now, look->n * sizeof(*now));
	d->n = look->n;
	d->last_ns = now_ns;
}

/* Of all threads that compute together. */
static struct cw_duty_thread sum_of(const struct cw_duty *d)
{
	struct cw_duty_thread sum = {};
	u64 most_us = 0;
	u32 i;

	for (i = 0; i < d->n; i++)
		if (d->thread[i].ran_us > most_us)
			most_us = d->thread[i].ran_us;
	for (i = 0; i < d->n; i++) {
		const struct cw_duty_thread *t = &d->thread[i];

		if (t->ran_us * COMPUTES < most_us)
			continue;
		sum.time_us += t->time_us;
		sum.ran_us += t->ran_us;
		sum.queued_us += t->queued_us;
		sum.halted_us += t->halted_us;
	}
	return sum;
}

static bool is_part(u64 us, u64 of_us)
{
	return us * PART >= of_us;
}

u32 cw_duty_bp(const struct cw_duty *d)
{
	struct cw_duty_thread sum = sum_of(d);

	return sum.time_us < KNOWN_US ? 0 :
	       div64_u64(sum.ran_us * 10000, sum.time_us);
}

u32 cw_duty_rests(const struct cw_duty *d)
{
	struct cw_duty_thread sum = sum_of(d);
	u64 told_us = sum.ran_us + sum.queued_us + sum.halted_us;
	u32 rests = 0;

	if (sum.time_us < KNOWN_US)
		return 0;
	if (is_part(sum.halted_us, sum.time_us))
		rests |= CPUWARDEN_REST_STOPPED;
	if (is_part(sum.queued_us, sum.time_us))
		rests |= CPUWARDEN_REST_WAITS;
	if (is_part(cw_elapsed_ns(told_us, sum.time_us), sum.time_us))
		rests |= CPUWARDEN_REST_SLEEPS;
	return rests;
}
