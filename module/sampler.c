// SPDX-License-Identifier: GPL-2.0-only
/*
 * The interrupt side: one perf event per online CPU; each of its overflows
 * copies what the CPU was executing into the ring of that CPU. Nothing here
 * takes a lock, allocates, sleeps, decodes or prints.
 */

#include "sampler.h"
#include "counters.h"
#include "ring.h"
#include "tenant.h"
#include "compat/fpu.h"
#include "compat/pgtable.h"
#include "compat/regs.h"

#include <linux/cpu.h>
#include <linux/cpuhotplug.h>
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/irq_work.h>
#include <linux/kdev_t.h>
#include <linux/kernel_stat.h>
#include <linux/perf_event.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/siphash.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>
#include <linux/uidgid.h>
#include <linux/vmalloc.h>

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
 * struct cw_cpu - what the interrupt of one CPU works with
 * @event:      the trigger, NULL while the CPU is offline
 * @by_pmu:     it counts cycles; else it is a clock
 * @speed:      cycles per 1024 ns while the CPU was busy
 * @last_count: what @event had counted at the last overflow
 * @last_user:  the last overflow met user mode
 * @last_task:  … and this task; only compared, never dereferenced
 * @last_tid:   its id
 * @last_switches: … and how often it had left a CPU
 * @overflows:  so many
 * @checked_overflows: as cw_sampler_check() last saw them
 * @checked_count: cycles counted up to then
 * @checked_lost_ns: time without hardware up to then
 * @restarts:   of the trigger, after lost overflows
 * @ring:       where samples go; lives from load to unload
 * @wake:       wakes the collector, which an NMI cannot
 * @last_ns:    time of the last overflow
 * @last_steal: time stolen from this CPU that is taken off already
 * @key:        of the hash that draws the periods; never leaves the kernel
 * @drawn:      periods so far
 * @user:       overflows that met user mode
 * @kernel:     … that met the kernel
 * @idle:       … that met the idle task
 * @unreadable: … in user mode whose code could not be read
 * @handler_ns: time spent here
 */
struct cw_cpu {
	struct perf_event *event;
	bool by_pmu;
	u32 speed;
	u64 last_count;
	bool last_user;
	const void *last_task;
	pid_t last_tid;
	unsigned long last_switches;
	u64 overflows;
	u64 checked_overflows;
	u64 checked_count;
	u64 checked_lost_ns;
	unsigned int restarts;
	struct cw_ring *ring;
	struct irq_work wake;
	u64 last_ns;
	u64 last_steal;
	hsiphash_key_t key;
	u64 drawn;
	u64 user;
	u64 kernel;
	u64 idle;
	u64 unreadable;
	u64 handler_ns;
};

static DEFINE_PER_CPU(struct cw_cpu, cw_cpus);
static unsigned int period_ns;
static void (*wake_collector)(void);
static int hotplug_state;
static u32 probed_speed;	/* 0: cycles are not counted or not believed */
static bool insist;		/* trigger=pmu: some overflows may be lost */
static const char *fallback;	/* why the clock and not the PMU, or NULL */

/*
 * The next period, uniform between 1/16 and 31/16 of the nominal one. A program
 * can see when it is interrupted, and must not be able to tell when that will
 * be next, or it would sleep then. The state of a plain generator follows from
 * six periods, so they are drawn from a keyed hash; and they may be so short
 * that there is no time after a sample to compute in unseen.
 */
static u64 jittered_period(struct cw_cpu *cpu)
{
	u64 nominal = READ_ONCE(period_ns), nr = cpu->drawn++, ns;
	u32 random = hsiphash_2u32(nr, nr >> 32, &cpu->key);

	ns = nominal / 16 + (nominal * 15 / 8 * random >> 32);
	if (!cpu->by_pmu)
		return ns;
	return max_t(u64, (ns * cpu->speed) >> 10, PMU_PERIOD_MIN);
}

/**
 * struct interval - from the last overflow to this one
 * @ns:     on the clock
 * @cpu_ns: computed by somebody; at most @ns. If the sample is dropped, it is
 *          nobody's: the next interval begins here all the same
 * @quiet:  the task was the same, and was not switched away
 * @clean:  … and both ends were in user mode
 */
struct interval {
	u64 ns;
	u64 cpu_ns;
	bool quiet;
	bool clean;
};

/*
 * What a PMU trigger counted tells how much of the interval the CPU computed,
 * because cycles stand still while it idles. How fast they run is learnt where
 * it surely was busy all the time.
 */
static void follow_speed(struct cw_cpu *cpu, struct perf_event *event,
			 struct interval *iv)
{
	u64 count = local64_read(&event->count);
	u64 cycles = count - cpu->last_count;

	cpu->last_count = count;
	if (iv->quiet && iv->ns) {
		u64 speed = div64_u64(cycles << 10, iv->ns);

		speed = clamp_t(u64, speed, SPEED_MIN, SPEED_MAX);
		cpu->speed = (3 * (u64)cpu->speed + speed) / 4;
	}
	iv->cpu_ns = min(iv->ns, div64_u64(cycles << 10, cpu->speed));
}

/*
 * What the hypervisor gave to others while a task was said to run (steal) was
 * not its CPU time. The kernel notes it at ticks, perhaps after our interrupt;
 * so what does not fit into this interval is taken off the next ones. A second
 * at most is owed: clocks of hypervisors are known to jump.
 */
static u64 less_steal(struct cw_cpu *cpu, u64 ns)
{
	u64 steal = kcpustat_this_cpu->cpustat[CPUTIME_STEAL];
	u64 owed = cw_elapsed_ns(cpu->last_steal, steal), off = min(owed, ns);

	cpu->last_steal = owed - off > NSEC_PER_SEC ? steal :
						      cpu->last_steal + off;
	return ns - off;
}

static void end_interval(struct cw_cpu *cpu, struct perf_event *event,
			 bool user, u64 now, struct interval *iv)
{
	unsigned long switches = current->nvcsw + current->nivcsw;

	/* this clock may go back a little between an interrupt and an NMI */
	iv->ns = now > cpu->last_ns ? now - cpu->last_ns : 0;
	iv->quiet = cpu->last_task == current &&
		    cpu->last_tid == current->pid &&
		    cpu->last_switches == switches && !is_idle_task(current);
	iv->clean = iv->quiet && user && cpu->last_user;
	if (cpu->by_pmu)
		follow_speed(cpu, event, iv);
	else	/* at most the longest period: the CPU may have idled since */
		iv->cpu_ns = min_t(u64, less_steal(cpu, iv->ns),
				   2 * (u64)READ_ONCE(period_ns));
	cpu->last_ns = now;
	cpu->last_user = user;
	cpu->last_task = current;
	cpu->last_tid = current->pid;
	cpu->last_switches = switches;
	cpu->overflows++;
}

/*
 * Perf counts an event's interrupts from tick to tick; if they are too many it
 * stops the event until the next tick. On a CPU without ticks (idle, nohz_full,
 * or a program that sleeps whenever one is due) every event reaches that number
 * in the end, and nothing starts it again. So the count is cleared while the
 * intervals are as long as was asked for, as the NMI watchdog clears its own
 * (kernel/watchdog_perf.c). An event that was stopped keeps its mark, by which
 * the tick finds it.
 */
static void defy_throttle(struct perf_event *event, const struct interval *iv)
{
	if (iv->ns >= READ_ONCE(period_ns) / 32 &&
	    event->hw.interrupts != THROTTLED)
		event->hw.interrupts = 0;
}

static void copy_code(struct cw_sample *s)
{
	const void __user *code = (const void __user *)(unsigned long)s->ip;
	unsigned int room = PAGE_SIZE - offset_in_page(s->ip);
	unsigned int len = CW_SAMPLE_CODE_BYTES;

	if (copy_from_user_nofault(s->code, code, len)) {
		/* it is not to be read, or the page after this one is absent */
		len = cw_copy_mapped(s->code, s->ip, len);
		if (!len && room < CW_SAMPLE_CODE_BYTES &&
		    !copy_from_user_nofault(s->code, code, room))
			len = room;
		if (!len) {
			s->flags |= CW_SAMPLE_UNREADABLE;
			return;
		}
	}
	s->flags |= CW_SAMPLE_CODE;
	s->code_len = len;
}

/*
 * Which file the task runs, by numbers only. The file may be going away under
 * a racing prctl(PR_SET_MM_EXE_FILE); file and inode are freed by RCU, so at
 * worst the numbers are stale.
 *
 * execve() opens its file to be executed, which nobody can ask open() for. A
 * file that was opened otherwise has been put in its place by prctl().
 */
static void note_executable(struct cw_sample *s, struct mm_struct *mm)
{
	struct file *exe;
	struct inode *inode;

	rcu_read_lock();
	exe = rcu_dereference(mm->exe_file);
	inode = exe ? READ_ONCE(exe->f_inode) : NULL;
	if (inode) {
		s->exe_inode = (unsigned long)inode;
		s->exe_ino = inode->i_ino;
		s->exe_dev = inode->i_sb->s_dev;
		s->exe_gen = inode->i_generation;
		if (!(READ_ONCE(exe->f_flags) & __FMODE_EXEC))
			s->flags |= CW_SAMPLE_EXCHANGED;
	}
	rcu_read_unlock();
}

static void note_tenant(struct cw_sample *s)
{
	struct cgroup *cgrp;

	rcu_read_lock();
	cgrp = cw_tenant_cgroup(current);
	s->cgroup_id = cgroup_id(cgrp);
	s->cgroup_hierarchy = cw_tenant_hierarchy(cgrp);
	rcu_read_unlock();
}

static void fill_sample(struct cw_sample *s, struct pt_regs *regs,
			const struct interval *iv, u64 now)
{
	s->period_ns = min_t(u64, iv->cpu_ns, U32_MAX);
	s->time_ns = now;
	s->start_ns = current->group_leader->start_boottime;
	s->tgid = current->tgid;
	s->tid = current->pid;
	s->cpu = smp_processor_id();
	s->exe_inode = 0;
	s->exe_ino = 0;
	s->exe_dev = 0;
	s->exe_gen = 0;
	s->flags = 0;
	s->code_len = 0;
	s->isa = 0;
	s->fpctrl = 0;
	s->ip = 0;
	s->uid = __kuid_val(task_uid(current));
	s->exec_id = READ_ONCE(current->self_exec_id);
	memcpy(s->comm, current->comm, sizeof(s->comm));
	note_tenant(s);
	note_executable(s, current->mm);

	if (!user_mode(regs))
		return;
	s->flags |= CW_SAMPLE_USER;
	s->ip = cw_user_ip(regs);
	s->isa = cw_user_isa(regs);
	s->fpctrl = cw_fpctrl_read();
	s->flags |= CW_SAMPLE_FPCTRL | cw_user_mask(regs);
#ifdef CONFIG_ARM64
	if (compat_user_mode(regs))
		return;		/* 32-bit Arm code is not decoded */
#endif
	copy_code(s);
}

/* A task of user space, not a kernel thread that borrows an address space. */
static bool is_user_process(const struct task_struct *task)
{
	return task->mm && !(task->flags & PF_KTHREAD);
}

static void cw_overflow(struct perf_event *event,
			struct perf_sample_data *data, struct pt_regs *regs)
{
	struct cw_cpu *cpu = this_cpu_ptr(&cw_cpus);
	u64 now = ktime_get_boot_fast_ns();
	struct cw_sample *counted = NULL;
	struct cw_ring_slot *slot = NULL;
	struct interval iv;

	end_interval(cpu, event, user_mode(regs), now, &iv);
	if (is_idle_task(current)) {
		cpu->idle++;
	} else if (!is_user_process(current)) {
		cpu->kernel++;
	} else {
		if (user_mode(regs))
			cpu->user++;
		else
			cpu->kernel++;
		slot = cw_ring_reserve(cpu->ring);
		if (slot) {
			counted = &slot->sample;
			fill_sample(counted, regs, &iv, now);
			if (counted->flags & CW_SAMPLE_UNREADABLE)
				cpu->unreadable++;
		}
	}
	cw_counters_read(counted, iv.clean, iv.ns);
	if (slot)
		cw_ring_commit(cpu->ring, slot);
	if (cw_ring_filling(cpu->ring))
		irq_work_queue(&cpu->wake);
	event->hw.sample_period = jittered_period(cpu);
	defy_throttle(event, &iv);
	cpu->handler_ns += ktime_get_boot_fast_ns() - now;
}

static void wake_from_irq(struct irq_work *work)
{
	wake_collector();
}

/*
 * The trigger by cycles is not pinned, so that pinned events, such as the NMI
 * watchdog's, get the hardware first. If none is left on a CPU, then
 * cw_sampler_check() falls back to the clock, which needs none.
 */
static struct perf_event *make_trigger(unsigned int nr, bool by_pmu)
{
	struct cw_cpu *cpu = per_cpu_ptr(&cw_cpus, nr);
	struct perf_event_attr attr = {
		.type = PERF_TYPE_SOFTWARE,
		.size = sizeof(attr),
		.config = PERF_COUNT_SW_CPU_CLOCK,
		.pinned = !by_pmu,
		.disabled = 1,
		.exclude_hv = 1,
		.exclude_guest = 1,
	};
	struct perf_event *event;

	if (by_pmu)
		cw_counters_attr(&attr, CW_COUNTER_CYCLES);
	cpu->by_pmu = by_pmu;
	cpu->speed = probed_speed;
	attr.sample_period = jittered_period(cpu);
	event = perf_event_create_kernel_counter(&attr, nr, NULL, cw_overflow,
						 NULL);
	/* perf checks this only for events made by perf_event_open() */
	if (by_pmu && !IS_ERR(event) &&
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

static void start_trigger(unsigned int nr)
{
	struct cw_cpu *cpu = per_cpu_ptr(&cw_cpus, nr);
	struct perf_event *event = NULL;

	if (probed_speed && !fallback) {
		event = make_trigger(nr, true);
		if (IS_ERR(event)) {
			fall_back("the PMU cannot interrupt by cycles");
			event = NULL;
		}
	}
	if (!event)
		event = make_trigger(nr, false);
	if (IS_ERR(event)) {
		pr_err("CPU %u is not watched: its cpu-clock event cannot be made (%ld)\n",
		       nr, PTR_ERR(event));
		return;
	}
	cpu->last_ns = ktime_get_boot_fast_ns();
	cpu->last_steal = kcpustat_cpu(nr).cpustat[CPUTIME_STEAL];
	cpu->last_count = 0;
	cpu->last_task = NULL;
	cpu->checked_overflows = cpu->overflows;
	cpu->checked_count = 0;
	cpu->checked_lost_ns = 0;
	cpu->restarts = 0;
	WRITE_ONCE(cpu->event, event);
	perf_event_enable(event);
}

static void stop_trigger(unsigned int nr)
{
	struct cw_cpu *cpu = per_cpu_ptr(&cw_cpus, nr);

	if (!cpu->event)
		return;
	perf_event_disable(cpu->event);
	perf_event_release_kernel(cpu->event);
	WRITE_ONCE(cpu->event, NULL);
	irq_work_sync(&cpu->wake);
}

/* Never fails: an error would keep the CPU offline. */
static int start_cpu(unsigned int nr)
{
	cw_counters_start_cpu(nr);
	start_trigger(nr);
	return 0;
}

static int stop_cpu(unsigned int nr)
{
	stop_trigger(nr);
	cw_counters_stop_cpu(nr);
	return 0;
}

/*
 * The hardware is programmed anew only when an overflow is handled, or when the
 * event gets its hardware back. So after one lost overflow there is no other
 * until the event is restarted.
 */
static void restart_trigger(struct cw_cpu *cpu, u64 count)
{
	if (++cpu->restarts > RESTARTS_MAX) {
		fall_back("the PMU's interrupts do not come");
		return;
	}
	perf_event_disable(cpu->event);
	perf_event_enable(cpu->event);
	cpu->checked_count = count;
}

/* Without hardware or interrupts for the trigger, the CPU is not sampled. */
static void check_trigger(struct cw_cpu *cpu)
{
	u64 count, enabled, running, lost, period, overflows;

	overflows = READ_ONCE(cpu->overflows);
	count = perf_event_read_value(cpu->event, &enabled, &running);
	lost = enabled - running;
	period = (u64)READ_ONCE(period_ns) * READ_ONCE(cpu->speed) >> 10;
	/* a loss below 1 % of a second is another event that came and went */
	if (lost - cpu->checked_lost_ns > NSEC_PER_SEC / 100 &&
	    !cw_counters_give_way())
		fall_back("no hardware counter is left for it");
	if (overflows == cpu->checked_overflows) {
		if (count - cpu->checked_count > PERIODS_LOST * period)
			restart_trigger(cpu, count);
		return;
	}
	if (insist)
		cpu->restarts = 0;
	cpu->checked_overflows = overflows;
	cpu->checked_count = count;
	cpu->checked_lost_ns = lost;
}

void cw_sampler_check(void)
{
	unsigned int nr;

	/* whoever plugs a CPU may be throttled at it: in a second, then */
	if (!cpus_read_trylock())
		return;
	cw_counters_yield();
	if (probed_speed && !cw_counters_valid(CW_COUNTER_CYCLES))
		fall_back("its cycles are not believed");
	for_each_online_cpu(nr) {
		struct cw_cpu *cpu = per_cpu_ptr(&cw_cpus, nr);

		if (cpu->event && cpu->by_pmu)
			check_trigger(cpu);
	}
	for_each_online_cpu(nr) {
		struct cw_cpu *cpu = per_cpu_ptr(&cw_cpus, nr);

		if (!fallback || !cpu->event || !cpu->by_pmu)
			continue;
		stop_trigger(nr);
		start_trigger(nr);
	}
	cpus_read_unlock();
}

static void free_rings(void)
{
	unsigned int nr;

	for_each_possible_cpu(nr) {
		struct cw_cpu *cpu = per_cpu_ptr(&cw_cpus, nr);

		vfree(cpu->ring);
		cpu->ring = NULL;
	}
}

static int make_rings(void)
{
	unsigned int nr;

	for_each_possible_cpu(nr) {
		struct cw_cpu *cpu = per_cpu_ptr(&cw_cpus, nr);

		init_irq_work(&cpu->wake, wake_from_irq);
		get_random_bytes(&cpu->key, sizeof(cpu->key));
		cpu->ring = vzalloc_node(sizeof(*cpu->ring), cpu_to_node(nr));
		if (!cpu->ring) {
			free_rings();
			return -ENOMEM;
		}
	}
	return 0;
}

int cw_sampler_start(unsigned int rate_hz, enum cw_trigger trigger,
		     unsigned int pmu_type, void (*wake)(void))
{
	struct cw_sampler_stats stats;
	int ret;

	cw_sampler_set_rate(rate_hz);
	wake_collector = wake;

	ret = make_rings();
	if (ret)
		return ret;
	probed_speed = cw_counters_init(pmu_type);
	insist = trigger == CW_TRIGGER_PMU;
	if (insist && !probed_speed)
		fall_back("no PMU counts cycles plausibly");
	if (trigger == CW_TRIGGER_CLOCK)
		probed_speed = 0;

	ret = cpuhp_setup_state(CPUHP_AP_ONLINE_DYN, "perf/cpuwarden:online",
				start_cpu, stop_cpu);
	if (ret < 0) {
		free_rings();
		return ret;
	}
	hotplug_state = ret;

	cw_sampler_stats(&stats);
	if (!stats.cpus) {
		cw_sampler_stop();
		return -ENODEV;
	}
	return 0;
}

void cw_sampler_stop(void)
{
	cpuhp_remove_state(hotplug_state);
	free_rings();
}

unsigned int cw_sampler_drain(void (*consume)(struct cw_sample *sample))
{
	unsigned int nr, n = 0;
	struct cw_sample sample;

	for_each_possible_cpu(nr) {
		struct cw_ring *ring = per_cpu(cw_cpus, nr).ring;
		unsigned int left = CW_RING_SLOTS;

		/* one lap at the most, so that one CPU cannot starve others */
		while (left-- && cw_ring_read(ring, &sample)) {
			consume(&sample);
			n++;
		}
		/* the collector may have so much to do that it never sleeps */
		cond_resched();
	}
	return n;
}

void cw_sampler_set_rate(unsigned int rate_hz)
{
	/* each CPU takes it up when it draws its next period */
	WRITE_ONCE(period_ns, NSEC_PER_SEC / rate_hz);
}

unsigned int cw_sampler_rate(void)
{
	return NSEC_PER_SEC / READ_ONCE(period_ns);
}

const char *cw_sampler_trigger(void)
{
	return probed_speed && !READ_ONCE(fallback) ? "cycles" : "cpu-clock";
}

const char *cw_sampler_fallback(void)
{
	return READ_ONCE(fallback);
}

void cw_sampler_stats(struct cw_sampler_stats *stats)
{
	unsigned int nr;

	memset(stats, 0, sizeof(*stats));
	for_each_possible_cpu(nr) {
		const struct cw_cpu *cpu = per_cpu_ptr(&cw_cpus, nr);

		stats->user += READ_ONCE(cpu->user);
		stats->kernel += READ_ONCE(cpu->kernel);
		stats->idle += READ_ONCE(cpu->idle);
		stats->unreadable += READ_ONCE(cpu->unreadable);
		stats->handler_ns += READ_ONCE(cpu->handler_ns);
		stats->dropped += local_read(&cpu->ring->dropped);
		stats->cpus += !!READ_ONCE(cpu->event);
	}
}

u64 cw_sampler_overflows(unsigned int cpu)
{
	return READ_ONCE(per_cpu(cw_cpus, cpu).overflows);
}
