// SPDX-License-Identifier: GPL-2.0-only
/*
 * The trigger by the clock: a timer on each CPU whose periods are busy time,
 * during which another task than the idle one is on the CPU.
 *
 * The timer is set for when its period is over if the CPU does not idle. Idle
 * time only moves that moment (due_ns); the timer is not touched. It finds out
 * when it expires: either it is due, or it is set again for what is missing, or
 * the CPU idles, and it stays off until a task comes. So a short pause costs
 * two readings of the clock. Before a pause that may be long the timer is
 * taken out, since it would wake the CPU to no purpose.
 *
 * The idle task says when it comes and goes, by a preempt notifier (made for
 * KVM). That is when the CPU changes hands. The tracepoint cpu_idle would tell
 * less: where the processor waits by MWAIT, an interrupt that ends the wait runs
 * after it, and only that interrupt brings the task. And it would come too late
 * for cpuidle's governors, which look at the next timer to choose how deep to
 * sleep. Without CONFIG_PREEMPT_NOTIFIERS (a kernel without KVM) all time counts
 * as busy, and idle CPUs are interrupted too.
 *
 * Everything of a CPU is written with its interrupts off, by itself.
 */

#include "trigger.h"
#include "compat/hrtimer.h"

#include <linux/irqflags.h>
#include <linux/kernel_stat.h>
#include <linux/percpu.h>
#include <linux/preempt.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>
#include <asm/irq_regs.h>

/**
 * struct clock - the timer of a CPU; times are CLOCK_MONOTONIC
 * @timer:      it
 * @on:         the CPU is being sampled
 * @armed:      @timer is set
 * @long_pause: the last pause was long, measured by what was left of the period
 * @due_ns:     when the period is over, if no pause comes (any more)
 * @pause_ns:   when the idle task came; 0 while another one is there
 * @slept_ns:   all pauses so far
 * @taken_slept_ns: … up to the last sample
 * @taken_steal_ns: time stolen from this CPU that was taken off samples
 * @idle:       tells of the pauses
 * @notified:   @idle is registered with the idle task
 */
struct clock {
	struct hrtimer timer;
	bool on;
	bool armed;
	bool long_pause;
	u64 due_ns;
	u64 pause_ns;
	u64 slept_ns;
	u64 taken_slept_ns;
	u64 taken_steal_ns;
#ifdef CONFIG_PREEMPT_NOTIFIERS
	struct preempt_notifier idle;
	bool notified;
#endif
};

static DEFINE_PER_CPU(struct clock, clocks);

#ifdef CONFIG_PREEMPT_NOTIFIERS

/*
 * Taking the timer out and setting it again costs about a quarter of an
 * interrupt that wakes the CPU. So it is done if the chance of that interrupt
 * is a quarter.
 */
static bool is_long(u64 pause_ns, u64 due_ns, u64 now_ns)
{
	return now_ns + 4 * pause_ns > due_ns;
}

/* Context: the idle task, preemption off. */
static void idle_comes(struct preempt_notifier *idle, int cpu)
{
	struct clock *c = container_of(idle, struct clock, idle);
	unsigned long flags;

	local_irq_save(flags);
	c->pause_ns = ktime_get_mono_fast_ns();
	/* it cannot be running: it is this CPU's */
	if (c->long_pause && c->armed) {
		hrtimer_try_to_cancel(&c->timer);
		c->armed = false;
	}
	local_irq_restore(flags);
}

/*
 * Context: the scheduler, which holds the lock of the run queue; interrupts off.
 * It sets timers there itself (deadlines, hrtick).
 */
static void idle_goes(struct preempt_notifier *idle, struct task_struct *next)
{
	struct clock *c = container_of(idle, struct clock, idle);
	u64 now = ktime_get_mono_fast_ns();
	u64 pause = now - c->pause_ns;

	c->pause_ns = 0;
	c->slept_ns += pause;
	c->due_ns += pause;
	c->long_pause = is_long(pause, c->due_ns, now);
	if (!c->armed) {
		c->armed = true;
		hrtimer_start(&c->timer, ns_to_ktime(c->due_ns),
			      HRTIMER_MODE_ABS_PINNED_HARD);
	}
}

static struct preempt_ops idle_ops = {
	.sched_in = idle_comes,
	.sched_out = idle_goes,
};

/*
 * The notifier can be registered with the task only that runs: when the timer
 * expires and meets the idle task for the first time. A new period begins then,
 * since it is not known how long the CPU has idled.
 */
static bool pauses(struct clock *c, u64 now)
{
	if (c->pause_ns)
		return true;
	/* idle injection is done by threads that only look idle */
	if (c->notified || !is_idle_task(current) || current->pid)
		return false;
	preempt_notifier_register(&c->idle);
	c->notified = true;
	c->pause_ns = now;
	c->due_ns = now + cw_sampler_period(smp_processor_id());
	return true;
}

/* Context: the hotplug thread of the CPU, so that the idle task is not there. */
static void forget_idle(struct clock *c)
{
	if (c->notified)
		preempt_notifier_unregister(&c->idle);
	c->notified = false;
}

void cw_clock_init(void)
{
	unsigned int nr;

	for_each_possible_cpu(nr)
		preempt_notifier_init(&per_cpu_ptr(&clocks, nr)->idle,
				      &idle_ops);
	preempt_notifier_inc();
}

void cw_clock_exit(void)
{
	preempt_notifier_dec();
}

#else

static bool pauses(struct clock *c, u64 now)
{
	return false;
}

static void forget_idle(struct clock *c)
{
}

void cw_clock_init(void)
{
}

void cw_clock_exit(void)
{
}

#endif

/*
 * What the hypervisor gave to others while a task was said to run (steal) was
 * not its CPU time. The kernel notes it at ticks, perhaps after our interrupt;
 * so what does not fit into this interval is taken off the next ones. A second
 * at most is owed: clocks of hypervisors are known to jump.
 */
static u64 less_steal(struct clock *c, u64 ns)
{
	u64 steal = kcpustat_this_cpu->cpustat[CPUTIME_STEAL];
	u64 owed = steal > c->taken_steal_ns ? steal - c->taken_steal_ns : 0;
	u64 off = min(owed, ns);

	c->taken_steal_ns = owed - off > NSEC_PER_SEC ?
				    steal : c->taken_steal_ns + off;
	return ns - off;
}

static void sample(struct clock *c, u64 now)
{
	struct pt_regs *regs = get_irq_regs();
	struct cw_interval iv;
	u64 slept;

	if (!regs)
		return;
	cw_sampler_interval(&iv, user_mode(regs), now);
	slept = c->slept_ns - c->taken_slept_ns;
	c->taken_slept_ns = c->slept_ns;
	iv.cpu_ns = less_steal(c, iv.ns > slept ? iv.ns - slept : 0);
	cw_sampler_take(&iv, regs);
}

/* Context: hard interrupt, on PREEMPT_RT too. */
static enum hrtimer_restart cw_expired(struct hrtimer *timer)
{
	struct clock *c = container_of(timer, struct clock, timer);
	u64 now = ktime_get_mono_fast_ns();

	if (!c->on || pauses(c, now)) {
		c->armed = false;
		c->long_pause = true;
		return HRTIMER_NORESTART;
	}
	if (c->due_ns <= now) {
		sample(c, now);
		c->due_ns = now + cw_sampler_period(smp_processor_id());
	}
	hrtimer_set_expires(timer, ns_to_ktime(c->due_ns));
	return HRTIMER_RESTART;
}

static void start_here(void *unused)
{
	struct clock *c = this_cpu_ptr(&clocks);
	u64 now = ktime_get_mono_fast_ns();

	c->pause_ns = 0;
	c->long_pause = false;
	c->taken_slept_ns = c->slept_ns;
	c->taken_steal_ns = kcpustat_this_cpu->cpustat[CPUTIME_STEAL];
	c->due_ns = now + cw_sampler_period(smp_processor_id());
	c->on = true;
	c->armed = true;
	cw_hrtimer_setup(&c->timer, cw_expired, HRTIMER_MODE_ABS_PINNED_HARD);
	hrtimer_start(&c->timer, ns_to_ktime(c->due_ns),
		      HRTIMER_MODE_ABS_PINNED_HARD);
}

void cw_clock_start(unsigned int cpu)
{
	smp_call_function_single(cpu, start_here, NULL, 1);
}

void cw_clock_stop(unsigned int cpu)
{
	struct clock *c = per_cpu_ptr(&clocks, cpu);

	if (!c->on)
		return;
	local_irq_disable();
	c->on = false;
	forget_idle(c);
	local_irq_enable();
	hrtimer_cancel(&c->timer);
	c->armed = false;
}
