// SPDX-License-Identifier: GPL-2.0-only
/*
 * A PMU of invented counters for tests in guests that have none. They are right,
 * or wrong in one way. Its counts follow the clock, whoever runs; it offers the
 * generic hardware events under its own perf type, which the kernel log and
 * /sys/bus/event_source/devices/fakepmu/type tell.
 *
 * It cannot interrupt, so it serves for counting and not as a trigger.
 *
 * Beside that it can say that a part of the time is stolen, as a hypervisor does.
 */
#include <linux/jiffies.h>
#include <linux/kernel_stat.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/perf_event.h>
#include <linux/timekeeping.h>
#include <linux/timer.h>

static char *lie = "none";
module_param(lie, charp, 0444);
MODULE_PARM_DESC(lie, "none, still, backwards or contradict");

static unsigned int liar = PERF_COUNT_HW_INSTRUCTIONS;
module_param(liar, uint, 0444);
MODULE_PARM_DESC(liar, "PERF_COUNT_HW_… of the counter that lies");

static unsigned int right_ms;
module_param(right_ms, uint, 0444);
MODULE_PARM_DESC(right_ms, "counters are right for so long after load");

static bool mute;
module_param(mute, bool, 0444);
MODULE_PARM_DESC(mute, "claim to interrupt, and never do");

static unsigned int room = 64;
module_param(room, uint, 0644);
MODULE_PARM_DESC(room, "so many counters at once; one CPU only");

static unsigned int in_use;
module_param(in_use, uint, 0444);
MODULE_PARM_DESC(in_use, "counters that have hardware now; one CPU only");

static unsigned int steal_percent;
module_param(steal_percent, uint, 0444);
MODULE_PARM_DESC(steal_percent, "of the first CPU's time that is said to be stolen");

static u64 loaded_ns;

/* Per 1000 ns: a 2 GHz processor that retires 1.5 instructions per cycle. */
static const unsigned int per_us[PERF_COUNT_HW_MAX] = {
	[PERF_COUNT_HW_CPU_CYCLES] = 2000,
	[PERF_COUNT_HW_INSTRUCTIONS] = 3000,
	[PERF_COUNT_HW_CACHE_REFERENCES] = 40,
	[PERF_COUNT_HW_CACHE_MISSES] = 10,
	[PERF_COUNT_HW_BRANCH_MISSES] = 5,
};

static u64 right_count(u64 config, u64 ns)
{
	return div_u64(ns * per_us[config], 1000);
}

static u64 count_between(u64 config, u64 from_ns, u64 to_ns)
{
	u64 n = right_count(config, to_ns - from_ns);

	if (config != liar || to_ns - loaded_ns < right_ms * NSEC_PER_MSEC)
		return n;
	if (!strcmp(lie, "still"))
		return 0;
	if (!strcmp(lie, "backwards"))
		return -n;
	if (!strcmp(lie, "contradict"))
		return 100 * n;
	return n;
}

static void fake_read(struct perf_event *event)
{
	u64 now = ktime_get_mono_fast_ns();
	u64 last = local64_xchg(&event->hw.prev_count, now);

	local64_add(count_between(event->attr.config, last, now),
		    &event->count);
}

static void fake_start(struct perf_event *event, int flags)
{
	local64_set(&event->hw.prev_count, ktime_get_mono_fast_ns());
	event->hw.state = 0;
}

static void fake_stop(struct perf_event *event, int flags)
{
	if (event->hw.state & PERF_HES_STOPPED)
		return;
	fake_read(event);
	event->hw.state = PERF_HES_STOPPED | PERF_HES_UPTODATE;
}

static int fake_add(struct perf_event *event, int flags)
{
	if (in_use >= room)
		return -EAGAIN;
	in_use++;
	event->hw.state = PERF_HES_STOPPED | PERF_HES_UPTODATE;
	if (flags & PERF_EF_START)
		fake_start(event, flags);
	return 0;
}

static void fake_del(struct perf_event *event, int flags)
{
	fake_stop(event, PERF_EF_UPDATE);
	in_use--;
}

static int fake_init(struct perf_event *event)
{
	if (event->attr.type != event->pmu->type)
		return -ENOENT;
	if (event->attr.config >= PERF_COUNT_HW_MAX ||
	    !per_us[event->attr.config])
		return -EINVAL;
	return 0;
}

static struct pmu fakepmu = {
	.module = THIS_MODULE,
	.task_ctx_nr = perf_invalid_context,
	.event_init = fake_init,
	.add = fake_add,
	.del = fake_del,
	.start = fake_start,
	.stop = fake_stop,
	.read = fake_read,
};

/* As the tick would where a hypervisor has given the CPU to others. */
static void fake_steal(struct timer_list *timer)
{
	static u64 last_ns;
	u64 now = ktime_get_mono_fast_ns();

	if (last_ns)
		kcpustat_this_cpu->cpustat[CPUTIME_STEAL] +=
			div_u64((now - last_ns) * steal_percent, 100);
	last_ns = now;
	mod_timer(timer, jiffies + 1);
}

static DEFINE_TIMER(stealing, fake_steal);

static int __init fakepmu_init(void)
{
	if (steal_percent) {
		stealing.expires = jiffies + 1;
		add_timer_on(&stealing, 0);
	}
	loaded_ns = ktime_get_mono_fast_ns();
	fakepmu.capabilities = mute ? 0 : PERF_PMU_CAP_NO_INTERRUPT;
	return perf_pmu_register(&fakepmu, "fakepmu", -1);
}

static void __exit fakepmu_exit(void)
{
	del_timer_sync(&stealing);
	perf_pmu_unregister(&fakepmu);
}

module_init(fakepmu_init);
module_exit(fakepmu_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("An invented PMU, right or wrong");
