// SPDX-License-Identifier: GPL-2.0-only
/*
 * The interrupt side: a trigger on each CPU that is watched (trigger.h); at each
 * of its interrupts, what the CPU was executing is copied into the ring of that
 * CPU. Nothing here takes a lock, allocates, sleeps, decodes or prints.
 */

#include "sampler.h"
#include "counters.h"
#include "ring.h"
#include "tenant.h"
#include "trigger.h"
#include "compat/fpu.h"
#include "compat/pgtable.h"
#include "compat/isolation.h"
#include "compat/regs.h"
#include "compat/slab.h"
#include "compat/uaccess.h"

#include <linux/cpu.h>
#include <linux/cpuhotplug.h>
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/irq_work.h>
#include <linux/kdev_t.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/siphash.h>
#include <linux/timekeeping.h>
#include <linux/uaccess.h>
#include <linux/uidgid.h>
#include <linux/vmalloc.h>

enum {
	/* the collector is woken by a sample that comes so long after its last
	 * round, so that it need not look by itself
	 */
	ROUND_NS = NSEC_PER_SEC / 10,
	/* … or so long, for the first samples of a program: where its code
	 * lives is known only as long as it lives
	 */
	ROUND_YOUNG_NS = NSEC_PER_SEC / 50,
	YOUNG_SAMPLES = 16,
};

/**
 * struct cw_cpu - what the interrupt of one CPU works with
 * @watched:    the trigger is on
 * @last_user:  the last interrupt met user mode
 * @last_task:  … and this task; only compared, never dereferenced
 * @last_tid:   its id
 * @last_switches: … and how often it had left a CPU
 * @last_mm:    the address space of the last sample; only compared
 * @age:        samples since it changed, up to YOUNG_SAMPLES
 * @ring:       where samples go; lives from load to unload
 * @wake:       wakes the collector, which an NMI cannot
 * @last_ns:    time of the last interrupt, CLOCK_MONOTONIC
 * @key:        of the hash that draws the periods; never leaves the kernel
 * @drawn:      periods so far
 * @random:     what the hash has given for two of them
 * @overflows:  interrupts of the trigger that were due
 * @user:       interrupts that met user mode
 * @kernel:     … that met the kernel
 * @guest:      … inside a KVM guest
 * @idle:       … that met the idle task
 * @unreadable: … in user mode whose code could not be read
 * @handler_ns: time spent here
 */
struct cw_cpu {
	bool watched;
	bool last_user;
	const void *last_task;
	pid_t last_tid;
	unsigned long last_switches;
	const void *last_mm;
	unsigned int age;
	struct cw_ring *ring;
	struct irq_work wake;
	u64 last_ns;
	hsiphash_key_t key;
	u64 drawn;
	u32 random;
	u64 overflows;
	u64 user;
	u64 kernel;
	u64 guest;
	u64 idle;
	u64 unreadable;
	u64 handler_ns;
};

static DEFINE_PER_CPU(struct cw_cpu, cw_cpus);
static struct cpumask watch;	/* CPUs that shall be watched */
static unsigned int period_ns;
static void (*wake_collector)(void);
static int hotplug_state;

/* The collector's last round, CLOCK_MONOTONIC; 0: let the next sample wake it. */
static u64 round_ns;
static bool called;		/* somebody has woken it since it began */
static u64 called_ns;		/* … and when */

u64 cw_sampler_mean_ns(void)
{
	return READ_ONCE(period_ns);
}

/*
 * The next period, uniform between 1/16 and 31/16 of the nominal one. A program
 * can see when it is interrupted, and must not be able to tell when that will
 * be next, or it would sleep then. The state of a plain generator follows from
 * six periods, so they are drawn from a keyed hash, of which each takes half;
 * and they may be so short that there is no time after a sample to compute in
 * unseen.
 */
u64 cw_sampler_period(unsigned int nr)
{
	struct cw_cpu *cpu = per_cpu_ptr(&cw_cpus, nr);
	u64 nominal = READ_ONCE(period_ns), n = cpu->drawn++;

	if (n & 1)
		cpu->random >>= 16;
	else
		cpu->random = hsiphash_2u32(n, n >> 32, &cpu->key);
	return nominal / 16 + (nominal * 15 / 8 * (u16)cpu->random >> 16);
}

void cw_sampler_interval(struct cw_interval *iv, bool user, u64 now_ns)
{
	struct cw_cpu *cpu = this_cpu_ptr(&cw_cpus);
	unsigned long switches = current->nvcsw + current->nivcsw;

	/* this clock may go back a little between an interrupt and an NMI */
	iv->ns = cw_elapsed_ns(cpu->last_ns, now_ns);
	iv->now_ns = now_ns;
	iv->quiet = cpu->last_task == current &&
		    cpu->last_tid == current->pid &&
		    cpu->last_switches == switches && !is_idle_task(current);
	iv->clean = iv->quiet && user && cpu->last_user;
	cpu->last_ns = now_ns;
	cpu->last_user = user;
	cpu->last_task = current;
	cpu->last_tid = current->pid;
	cpu->last_switches = switches;
}

static void copy_code(struct cw_sample *s)
{
	const void __user *code = (const void __user *)(unsigned long)s->ip;
	unsigned int room = PAGE_SIZE - offset_in_page(s->ip);
	unsigned int len = CW_SAMPLE_CODE_BYTES;

	if (!cw_copy_code(s->code, code)) {
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

	exe = rcu_dereference(mm->exe_file);
	inode = exe ? READ_ONCE(exe->f_inode) : NULL;
	if (!inode) {
		s->exe_inode = 0;
		s->exe_ino = 0;
		s->exe_dev = 0;
		s->exe_gen = 0;
		return;
	}
	s->exe_inode = (unsigned long)inode;
	s->exe_ino = inode->i_ino;
	s->exe_dev = inode->i_sb->s_dev;
	s->exe_gen = inode->i_generation;
	if (!(READ_ONCE(exe->f_flags) & __FMODE_EXEC))
		s->flags |= CW_SAMPLE_EXCHANGED;
}

static void note_tenant(struct cw_sample *s)
{
	struct cgroup *cgrp = cw_tenant_cgroup(current);

	s->cgroup_id = cgroup_id(cgrp);
	s->cgroup_hierarchy = cw_tenant_hierarchy(cgrp);
}

/*
 * The interrupt ended the time slice of a KVM guest. KVM lets it in with
 * PF_VCPU still set and the guest's floating-point registers still loaded.
 */
static bool met_guest(struct pt_regs *regs)
{
	return !user_mode(regs) && current->flags & PF_VCPU;
}

static void fill_slot(struct cw_ring_slot *slot, struct pt_regs *regs,
		      const struct cw_interval *iv, u64 now)
{
	struct cw_sample *s = &slot->sample;

	s->period_ns = min_t(u64, iv->cpu_ns, U32_MAX);
	s->time_ns = now;
	s->start_ns = current->group_leader->start_boottime;
	s->tgid = current->tgid;
	s->tid = current->pid;
	s->cpu = smp_processor_id();
	s->flags = 0;
	s->code_len = 0;
	s->isa = 0;
	s->fpctrl = 0;
	s->ip = 0;
	s->exec_id = READ_ONCE(current->self_exec_id);
	memcpy(s->comm, current->comm, sizeof(s->comm));
	rcu_read_lock();
	s->uid = __kuid_val(__task_cred(current)->uid);
	note_tenant(s);
	note_executable(s, current->mm);
	rcu_read_unlock();

	if (met_guest(regs)) {
		s->flags |= CW_SAMPLE_GUEST | CW_SAMPLE_FPCTRL;
		s->isa = CW_ISA_NATIVE;
		s->fpctrl = cw_fpctrl_read();
	}
	if (!user_mode(regs))
		return;
	s->flags |= CW_SAMPLE_USER;
	s->ip = cw_user_ip(regs);
	s->isa = cw_user_isa(regs);
	s->fpctrl = cw_fpctrl_read();
	s->flags |= CW_SAMPLE_FPCTRL;
	cw_user_regs(&slot->regs, regs);
#if CW_VECTORS
	cw_vectors_read(slot->regs.vector);
#endif
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

/*
 * Whether the collector must be woken for the sample that was committed just now.
 * Called while it is at work or on its way, it looks at all rings once more
 * after it has taken the call back.
 */
static bool is_overdue(struct cw_cpu *cpu, u64 now_ns)
{
	if (cpu->last_mm != current->mm) {
		cpu->last_mm = current->mm;
		cpu->age = 0;
	} else if (cpu->age < YOUNG_SAMPLES) {
		cpu->age++;
	}
	/* pairs with the one in begin_round(): it sees the sample, or we it */
	smp_mb();
	if (READ_ONCE(called) ||
	    cw_elapsed_ns(READ_ONCE(round_ns), now_ns) <
		    (cpu->age < YOUNG_SAMPLES ? ROUND_YOUNG_NS : ROUND_NS))
		return false;
	WRITE_ONCE(called_ns, now_ns);
	WRITE_ONCE(called, true);
	return true;
}

u64 cw_sampler_called_ns(void)
{
	return READ_ONCE(called) ? READ_ONCE(called_ns) : 0;
}

void cw_sampler_take(const struct cw_interval *iv, struct pt_regs *regs)
{
	struct cw_cpu *cpu = this_cpu_ptr(&cw_cpus);
	struct cw_sample *counted = NULL;
	struct cw_ring_slot *slot = NULL;

	cpu->overflows++;
	if (is_idle_task(current)) {
		cpu->idle++;
	} else if (!is_user_process(current)) {
		cpu->kernel++;
	} else {
		if (user_mode(regs))
			cpu->user++;
		else if (met_guest(regs))
			cpu->guest++;
		else
			cpu->kernel++;
		slot = cw_ring_reserve(cpu->ring);
		if (slot) {
			counted = &slot->sample;
			fill_slot(slot, regs, iv, ktime_get_boot_fast_ns());
			if (counted->flags & CW_SAMPLE_UNREADABLE)
				cpu->unreadable++;
		}
	}
	cw_counters_read(counted, iv->clean, iv->ns);
	if (slot) {
		cw_ring_commit(cpu->ring, slot);
		if (is_overdue(cpu, iv->now_ns) || cw_ring_filling(cpu->ring))
			irq_work_queue(&cpu->wake);
	}
	cpu->handler_ns += ktime_get_mono_fast_ns() - iv->now_ns;
}

static void wake_from_irq(struct irq_work *work)
{
	wake_collector();
}

/* Never fails: an error would keep the CPU offline. */
static int start_cpu(unsigned int nr)
{
	struct cw_cpu *cpu = per_cpu_ptr(&cw_cpus, nr);

	if (!cpumask_test_cpu(nr, &watch))
		return 0;
	cw_counters_start_cpu(nr);
	cpu->last_ns = ktime_get_mono_fast_ns();
	cpu->last_task = NULL;
	if (!cw_pmu_start(nr))
		cw_clock_start(nr);
	WRITE_ONCE(cpu->watched, true);
	return 0;
}

static int stop_cpu(unsigned int nr)
{
	struct cw_cpu *cpu = per_cpu_ptr(&cw_cpus, nr);

	if (!cpu->watched)
		return 0;
	WRITE_ONCE(cpu->watched, false);
	cw_pmu_stop(nr);
	cw_clock_stop(nr);
	irq_work_sync(&cpu->wake);
	cw_counters_stop_cpu(nr);
	return 0;
}

bool cw_sampler_check(void)
{
	unsigned int nr;
	bool pmu;

	/* whoever plugs a CPU may be throttled at it: in a second, then */
	if (!cpus_read_trylock())
		return true;
	cw_counters_yield();
	pmu = cw_pmu_check();
	for_each_online_cpu(nr) {
		if (pmu || !cw_pmu_runs(nr))
			continue;
		cw_pmu_stop(nr);
		cw_clock_start(nr);
	}
	cpus_read_unlock();
	return pmu;
}

static void free_rings(void)
{
	unsigned int nr;

	for_each_possible_cpu(nr) {
		struct cw_cpu *cpu = per_cpu_ptr(&cw_cpus, nr);

		/* samples that nobody has read hold registers */
		kvfree_sensitive(cpu->ring, sizeof(*cpu->ring));
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

/* Which CPUs to watch, by the parameter cpus=. */
static int choose_cpus(const char *cpus)
{
	int ret = 0;

	if (!strcmp(cpus, "housekeeping"))
		cpumask_copy(&watch, cw_housekeeping_cpus());
	else if (!strcmp(cpus, "all"))
		cpumask_copy(&watch, cpu_possible_mask);
	else
		ret = cpulist_parse(cpus, &watch);
	if (ret)
		pr_err("cpus=%s is neither all, housekeeping nor a list such as 0-3,8\n",
		       cpus);
	return ret;
}

static u32 probe(const struct cw_sampler_options *options)
{
	u32 speed;

	if (!options->counters && options->trigger == CW_TRIGGER_CLOCK)
		return 0;
	speed = cw_counters_init(options->pmu_type, options->counters);
	return options->trigger == CW_TRIGGER_CLOCK ? 0 : speed;
}

int cw_sampler_start(const struct cw_sampler_options *options,
		     void (*wake)(void))
{
	struct cw_sampler_stats stats;
	int ret;

	cw_sampler_set_rate(options->rate_hz);
	wake_collector = wake;

	ret = choose_cpus(options->cpus);
	if (ret)
		return ret;
	ret = make_rings();
	if (ret)
		return ret;
	cw_pmu_init(probe(options), options->trigger == CW_TRIGGER_PMU);
	cw_clock_init();
	ret = cpuhp_setup_state(CPUHP_AP_ONLINE_DYN, "perf/cpuwarden:online",
				start_cpu, stop_cpu);
	if (ret < 0) {
		cw_clock_exit();
		free_rings();
		return ret;
	}
	hotplug_state = ret;

	cw_sampler_stats(&stats);
	if (!stats.cpus) {
		pr_err("cpus=%s: none of them is online\n", options->cpus);
		cw_sampler_stop();
		return -ENODEV;
	}
	return 0;
}

void cw_sampler_stop(void)
{
	cpuhp_remove_state(hotplug_state);
	cw_clock_exit();
	free_rings();
}

static unsigned int empty_rings(cw_consume_fn *consume)
{
	struct cw_ring_slot *slot;
	unsigned int nr, n = 0;

	for_each_possible_cpu(nr) {
		struct cw_ring *ring = per_cpu(cw_cpus, nr).ring;
		unsigned int left = CW_RING_SLOTS;

		/* one lap at the most, so that one CPU cannot starve others */
		while (left-- && (slot = cw_ring_oldest(ring))) {
			consume(&slot->sample, &slot->regs);
			cw_ring_release(ring, slot);
			n++;
		}
		/* the collector may have so much to do that it never sleeps */
		cond_resched();
	}
	return n;
}

static void begin_round(u64 now_ns)
{
	WRITE_ONCE(round_ns, now_ns);
	WRITE_ONCE(called, false);
	/* pairs with the one in is_overdue() */
	smp_mb();
}

unsigned int cw_sampler_drain(cw_consume_fn *consume)
{
	unsigned int n;

	begin_round(ktime_get_mono_fast_ns());
	n = empty_rings(consume);
	if (n)
		return n;
	/* nothing: the next one, whenever it comes, wakes us at once */
	begin_round(0);
	return empty_rings(consume);
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
	return cw_pmu_triggers() ? "cycles" : "cpu-clock";
}

const char *cw_sampler_fallback(void)
{
	return cw_pmu_fallback();
}

void cw_sampler_skipped(char *buf, size_t size)
{
	static struct cpumask skipped;

	if (cpumask_andnot(&skipped, cpu_online_mask, &watch))
		scnprintf(buf, size, "%*pbl", cpumask_pr_args(&skipped));
	else
		strscpy(buf, "none", size);
}

static void add_stats(struct cw_sampler_stats *stats, unsigned int nr)
{
	const struct cw_cpu *cpu = per_cpu_ptr(&cw_cpus, nr);

	stats->user += READ_ONCE(cpu->user);
	stats->kernel += READ_ONCE(cpu->kernel);
	stats->guest += READ_ONCE(cpu->guest);
	stats->idle += READ_ONCE(cpu->idle);
	stats->unreadable += READ_ONCE(cpu->unreadable);
	stats->handler_ns += READ_ONCE(cpu->handler_ns);
	stats->dropped += local_read(&cpu->ring->dropped);
	stats->cpus += READ_ONCE(cpu->watched);
}

void cw_sampler_stats(struct cw_sampler_stats *stats)
{
	unsigned int nr;

	memset(stats, 0, sizeof(*stats));
	for_each_possible_cpu(nr)
		add_stats(stats, nr);
}

void cw_sampler_cpu_stats(unsigned int nr, struct cw_sampler_stats *stats)
{
	memset(stats, 0, sizeof(*stats));
	add_stats(stats, nr);
}

u64 cw_sampler_overflows(unsigned int cpu)
{
	return READ_ONCE(per_cpu(cw_cpus, cpu).overflows);
}

bool cw_sampler_watches(unsigned int cpu)
{
	return READ_ONCE(per_cpu(cw_cpus, cpu).watched);
}
