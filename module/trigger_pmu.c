// SPDX-License-Identifier: GPL-2.0-only
/*
 * The trigger by cycles: one perf event per CPU. It may interrupt by NMI. What
 * it counted tells what the CPU computed, since cycles stand still while it
 * idles. Without hardware or interrupts it gives way to the clock for good.
 */

#include "trigger.h"
#include "counters.h"

#include <linux/cpumask.h>
#include <linux/math64.h>
#include <linux/percpu.h>
#include <linux/perf_event.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>

enum {
	/* cycles per 1024 ns: 10 MHz, 10 GHz */
	SPEED_MIN = 10,
	SPEED_MAX = 10240,
	/* no storm of interrupts, whatever the speed is thought to be */
	PMU_PERIOD_MIN = 10000,
	/* so many periods of cycles without one interrupt: it was lost */
	PERIODS_LOST = 16,
	/* after so many restarts it is the clock; trigger=pmu: in a row */
	RESTARTS_MAX = 3,
};

/* MAX_INTERRUPTS of kernel/events/core.c: stopped until the next tick */
#define THROTTLED	(~0ULL)

/**
 * struct cycles - the trigger of a CPU
 * @event:      NULL while it does not run
 * @speed:      cycles per 1024 ns while the CPU was busy
 * @last_count: what @event had counted at the last overflow
 * @overflows:  so many
 * @checked_overflows: as cw_pmu_check() last saw them
 * @checked_count: cycles counted up to then
 * @checked_lost_ns: time without hardware up to then
 * @restarts:   after lost overflows
 */
struct cycles {
	struct perf_event *event;
	u32 speed;
	u64 last_count;
	u64 overflows;
	u64 checked_overflows;
	u64 checked_count;
	u64 checked_lost_ns;
	unsigned int restarts;
};

static DEFINE_PER_CPU(struct cycles, cycles);
static u32 probed_speed;	/* 0: cycles are not counted or not believed */
static bool insist;		/* trigger=pmu: some overflows may be lost */
static const char *fallback;	/* why the clock and not the PMU, or NULL */

/* Cycles of the next period. */
static u64 draw(const struct cycles *c, unsigned int cpu)
{
	return max_t(u64, (cw_sampler_period(cpu) * c->speed) >> 10,
		     PMU_PERIOD_MIN);
}

/* How fast cycles run is learnt where the CPU surely was busy all the time. */
static void follow_speed(struct cycles *c, struct cw_interval *iv)
{
	u64 count = local64_read(&c->event->count);
	u64 cycles = count - c->last_count;

	c->last_count = count;
	if (iv->quiet && iv->ns) {
		u64 speed = div64_u64(cycles << 10, iv->ns);

		speed = clamp_t(u64, speed, SPEED_MIN, SPEED_MAX);
		c->speed = (3 * (u64)c->speed + speed) / 4;
	}
	iv->cpu_ns = min(iv->ns, div64_u64(cycles << 10, c->speed));
}

/*
 * Perf counts an event's interrupts from tick to tick; if they are too many it
 * stops the event until the next tick. On a CPU without ticks (nohz_full, or a
 * program that sleeps whenever one is due) every event reaches that number in
 * the end, and nothing starts it again. So the count is cleared while the
 * intervals are as long as was asked for, as the NMI watchdog clears its own
 * (kernel/watchdog_perf.c). An event that was stopped keeps its mark, by which
 * the tick finds it.
 */
static void defy_throttle(struct perf_event *event, const struct cw_interval *iv)
{
	if (iv->ns >= cw_sampler_mean_ns() / 32 &&
	    event->hw.interrupts != THROTTLED)
		event->hw.interrupts = 0;
}

static void cw_overflow(struct perf_event *event,
			struct perf_sample_data *data, struct pt_regs *regs)
{
	struct cycles *c = this_cpu_ptr(&cycles);
	struct cw_interval iv;

	c->overflows++;
	cw_sampler_interval(&iv, user_mode(regs), ktime_get_mono_fast_ns());
	follow_speed(c, &iv);
	cw_sampler_take(&iv, regs);
	event->hw.sample_period = draw(c, smp_processor_id());
	defy_throttle(event, &iv);
}

/*
 * Not pinned, so that pinned events, such as the NMI watchdog's, get the
 * hardware first. If none is left on a CPU, then cw_pmu_check() falls back to
 * the clock, which needs none.
 */
static struct perf_event *make_trigger(struct cycles *c, unsigned int cpu)
{
	struct perf_event_attr attr = {
		.size = sizeof(attr),
		.disabled = 1,
		.exclude_hv = 1,
		.exclude_guest = 1,
	};
	struct perf_event *event;

	cw_counters_attr(&attr, CW_COUNTER_CYCLES);
	c->speed = probed_speed;
	attr.sample_period = draw(c, cpu);
	event = perf_event_create_kernel_counter(&attr, cpu, NULL, cw_overflow,
						 NULL);
	/* perf checks this only for events made by perf_event_open() */
	if (!IS_ERR(event) &&
	    event->pmu->capabilities & PERF_PMU_CAP_NO_INTERRUPT) {
		perf_event_release_kernel(event);
		return ERR_PTR(-EOPNOTSUPP);
	}
	return event;
}

static void fall_back(const char *why)
{
	if (fallback)
		return;
	WRITE_ONCE(fallback, why);
	pr_info("triggers by cpu-clock from now on: %s\n", why);
}

bool cw_pmu_start(unsigned int cpu)
{
	struct cycles *c = per_cpu_ptr(&cycles, cpu);
	struct perf_event *event;

	if (!cw_pmu_triggers())
		return false;
	event = make_trigger(c, cpu);
	if (IS_ERR(event)) {
		fall_back("the PMU cannot interrupt by cycles");
		return false;
	}
	c->last_count = 0;
	c->checked_overflows = c->overflows;
	c->checked_count = 0;
	c->checked_lost_ns = 0;
	c->restarts = 0;
	WRITE_ONCE(c->event, event);
	perf_event_enable(event);
	return true;
}

void cw_pmu_stop(unsigned int cpu)
{
	struct cycles *c = per_cpu_ptr(&cycles, cpu);

	if (!c->event)
		return;
	perf_event_disable(c->event);
	perf_event_release_kernel(c->event);
	WRITE_ONCE(c->event, NULL);
}

bool cw_pmu_runs(unsigned int cpu)
{
	return READ_ONCE(per_cpu_ptr(&cycles, cpu)->event);
}

/*
 * The hardware is programmed anew only when an overflow is handled, or when the
 * event gets its hardware back. So after one lost overflow there is no other
 * until the event is restarted.
 */
static void restart_trigger(struct cycles *c, u64 count)
{
	if (++c->restarts > RESTARTS_MAX) {
		fall_back("the PMU's interrupts do not come");
		return;
	}
	perf_event_disable(c->event);
	perf_event_enable(c->event);
	c->checked_count = count;
}

static void check_trigger(struct cycles *c)
{
	u64 count, enabled, running, lost, period, overflows;

	overflows = READ_ONCE(c->overflows);
	count = perf_event_read_value(c->event, &enabled, &running);
	lost = enabled - running;
	period = cw_sampler_mean_ns() * READ_ONCE(c->speed) >> 10;
	/* a loss below 1 % of a second is another event that came and went */
	if (lost - c->checked_lost_ns > NSEC_PER_SEC / 100 &&
	    !cw_counters_give_way())
		fall_back("no hardware counter is left for it");
	if (overflows == c->checked_overflows) {
		if (count - c->checked_count > PERIODS_LOST * period)
			restart_trigger(c, count);
		return;
	}
	if (insist)
		c->restarts = 0;
	c->checked_overflows = overflows;
	c->checked_count = count;
	c->checked_lost_ns = lost;
}

bool cw_pmu_check(void)
{
	unsigned int nr;

	if (probed_speed && !cw_counters_believed(CW_COUNTER_CYCLES))
		fall_back("its cycles are not believed");
	for_each_online_cpu(nr) {
		if (cw_pmu_runs(nr))
			check_trigger(per_cpu_ptr(&cycles, nr));
	}
	return cw_pmu_triggers();
}

void cw_pmu_init(u32 speed, bool insisted)
{
	probed_speed = speed;
	insist = insisted;
	if (insist && !speed)
		fall_back("no PMU counts cycles plausibly");
}

bool cw_pmu_triggers(void)
{
	return probed_speed && !READ_ONCE(fallback);
}

const char *cw_pmu_fallback(void)
{
	return READ_ONCE(fallback);
}
