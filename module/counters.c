// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hardware counters: perf events that count user mode beside the trigger. They
 * are read in the trigger's interrupt, on their own CPU, the way
 * perf_event_read_local() does it, which is not exported.
 *
 * None is pinned: whoever needs the hardware more (the NMI watchdog's event is
 * pinned) gets it. No counter is needed for a verdict.
 */

#include "counters.h"

#include <linux/cpu.h>
#include <linux/delay.h>
#include <linux/math64.h>
#include <linux/perf_event.h>
#include <linux/smp.h>
#include <linux/timekeeping.h>

enum {
	/* the sums of so many clean intervals are judged at once */
	WINDOW_INTERVALS = 16,
	/*
	 * A counter is not believed after so many intervals without a count.
	 * User mode always takes cycles and instructions. A loop in the
	 * first-level cache may need no other cache and miss no branch for a
	 * while, but not for ten seconds of being interrupted.
	 */
	STILL_INTERVALS = 16,
	STILL_INTERVALS_RARE = 1024,
	PROBE_US = 200,
	PROBES = 3,
	/* plausible speeds of a clock, in cycles per 1024 ns: 10 MHz, 10 GHz */
	SPEED_MIN = 10,
	SPEED_MAX = 10240,
	/* and instructions per cycle: 0.01 to 10 */
	IPC_MIN_DIVISOR = 100,
	IPC_MAX = 10,
	/* what was given back is taken again; each time after twice as long */
	AGAIN_SEC = 30,
	AGAIN_SEC_MAX = 3600,
};

enum distrust {
	TRUSTED,
	STILL,
	BACKWARDS,
	CLOCK,
	IPC,
	REFERENCES,
	NO_ROOM,
};

static const char *const distrust_text[] = {
	[STILL] = "stands still",
	[BACKWARDS] = "runs backwards",
	[CLOCK] = "contradicts the clock",
	[IPC] = "contradicts cycles",
	[REFERENCES] = "exceeds llc-references",
	[NO_ROOM] = "no free counter",
};

static const struct {
	const char *name;
	u64 config;
} info[CW_COUNTER_COUNT] = {
	[CW_COUNTER_CYCLES] = { "cycles", PERF_COUNT_HW_CPU_CYCLES },
	[CW_COUNTER_INSTRUCTIONS] = {
		"instructions", PERF_COUNT_HW_INSTRUCTIONS },
	[CW_COUNTER_LLC_REFS] = {
		"llc-references", PERF_COUNT_HW_CACHE_REFERENCES },
	[CW_COUNTER_LLC_MISSES] = {
		"llc-misses", PERF_COUNT_HW_CACHE_MISSES },
	[CW_COUNTER_BRANCH_MISSES] = {
		"branch-misses", PERF_COUNT_HW_BRANCH_MISSES },
};

/**
 * struct reading - what a counter showed at the end of an interval
 * @count:  its value
 * @off_ns: time that it was enabled without hardware, since it was made
 * @on:     it had hardware just then
 */
struct reading {
	u64 count;
	u64 off_ns;
	bool on;
};

/**
 * struct cpu_counters - what the interrupt of one CPU works with
 * @started:   the CPU is being sampled
 * @event:     NULL where there is none
 * @last:      as read by the last interrupt
 * @intervals: intervals so far
 * @starved:   those in which the counter lacked hardware at some time
 * @checked_intervals: as cw_counters_yield() last saw them
 * @checked_starved: likewise
 */
struct cpu_counters {
	bool started;
	struct perf_event *event[CW_COUNTER_COUNT];
	struct reading last[CW_COUNTER_COUNT];
	u64 intervals;
	u64 starved[CW_COUNTER_COUNT];
	u64 checked_intervals;
	u64 checked_starved[CW_COUNTER_COUNT];
};

static DEFINE_PER_CPU(struct cpu_counters, cpu_counters);
static u32 pmu_type;
bool cw_counters_held;
static unsigned long offered;	/* bit per counter: the hardware has it */
static unsigned long valid;	/* … and it is believed */
static enum distrust distrust[CW_COUNTER_COUNT];
static unsigned long retired;	/* … not valid, and its events are disabled */

/* When to take again what lacked hardware. Of the collector, as @retired. */
static struct {
	u64 at_ns;
	unsigned int wait_sec;
} again[CW_COUNTER_COUNT];

/* The collector's: sums since the last decision, and how long none moved. */
static struct {
	u64 count[CW_COUNTER_COUNT];
	u64 ns;
	u32 counters;
	unsigned int intervals;
} window;
static unsigned int still[CW_COUNTER_COUNT];

static void disbelieve(enum cw_counter c, enum distrust why)
{
	/* safe in NMI; the first reason stays */
	if (cmpxchg(&distrust[c], TRUSTED, why) == TRUSTED)
		clear_bit(c, &valid);
}

bool cw_counters_valid(enum cw_counter c)
{
	return test_bit(c, &valid);
}

bool cw_counters_believed(enum cw_counter c)
{
	enum distrust why = READ_ONCE(distrust[c]);

	return why == TRUSTED || why == NO_ROOM;
}

void cw_counters_attr(struct perf_event_attr *attr, enum cw_counter c)
{
	attr->type = pmu_type ?: PERF_TYPE_HARDWARE;
	attr->config = info[c].config;
}

static struct perf_event *make_event(unsigned int cpu, enum cw_counter c,
				     bool kernel_too)
{
	struct perf_event_attr attr = {
		.size = sizeof(attr),
		.exclude_kernel = !kernel_too,
		.exclude_hv = 1,
		.exclude_guest = 1,
	};
	struct perf_event *event;

	cw_counters_attr(&attr, c);
	event = perf_event_create_kernel_counter(&attr, cpu, NULL, NULL, NULL);
	return IS_ERR(event) ? NULL : event;
}

/* Context: the event's CPU, interrupts off. */
static void read_event(struct perf_event *event, struct reading *r)
{
	r->on = READ_ONCE(event->state) == PERF_EVENT_STATE_ACTIVE &&
		READ_ONCE(event->oncpu) == raw_smp_processor_id();
	if (!r->on)
		return;
	event->pmu->read(event);
	r->count = local64_read(&event->count);
	/* both are updated when the event gains or loses hardware */
	r->off_ns = event->total_time_enabled - event->total_time_running;
}

/* The counter had hardware from one reading to the other. */
static bool continuous(const struct reading *from, const struct reading *to)
{
	return from->on && to->on && from->off_ns == to->off_ns;
}

void cw_counters_read_held(struct cw_sample *s, bool clean, u64 ns)
{
	struct cpu_counters *cpu = this_cpu_ptr(&cpu_counters);
	u32 all = READ_ONCE(valid), seen = 0;
	enum cw_counter c;

	if (s)
		s->counters = 0;
	cpu->intervals++;
	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		struct reading *last = &cpu->last[c], now = { 0 };
		u64 delta = 0;

		if (s)
			s->counter[c] = 0;
		if (!(all & BIT(c)) || !cpu->event[c]) {
			last->on = false;
			continue;
		}
		read_event(cpu->event[c], &now);
		if (!continuous(last, &now)) {
			cpu->starved[c]++;
		} else if (now.count < last->count) {
			disbelieve(c, BACKWARDS);
		} else {
			delta = now.count - last->count;
			if (delta <= U32_MAX)
				seen |= BIT(c);
		}
		if (s)
			s->counter[c] = delta;
		*last = now;
	}
	/* the counts are of one interval only if no counter is missing */
	if (s && clean && seen && seen == all && ns <= U32_MAX) {
		s->flags |= CW_SAMPLE_COUNTERS;
		s->counter_ns = ns;
		s->counters = seen;
	}
}

static void judge_sums(const u64 *count, u64 ns, u32 counters)
{
	u64 cycles = count[CW_COUNTER_CYCLES];
	u64 instructions = count[CW_COUNTER_INSTRUCTIONS];

	if (counters & BIT(CW_COUNTER_CYCLES)) {
		u64 speed = div64_u64(cycles * 1024, ns);

		if (speed < SPEED_MIN || speed > SPEED_MAX)
			disbelieve(CW_COUNTER_CYCLES, CLOCK);
		else if ((counters & BIT(CW_COUNTER_INSTRUCTIONS)) &&
			 (instructions > cycles * IPC_MAX ||
			  instructions < div_u64(cycles, IPC_MIN_DIVISOR)))
			disbelieve(CW_COUNTER_INSTRUCTIONS, IPC);
	}
	if ((counters & BIT(CW_COUNTER_LLC_REFS)) &&
	    (counters & BIT(CW_COUNTER_LLC_MISSES)) &&
	    count[CW_COUNTER_LLC_MISSES] > count[CW_COUNTER_LLC_REFS])
		disbelieve(CW_COUNTER_LLC_MISSES, REFERENCES);
}

static unsigned int still_limit(enum cw_counter c)
{
	return c == CW_COUNTER_CYCLES || c == CW_COUNTER_INSTRUCTIONS ?
		       STILL_INTERVALS : STILL_INTERVALS_RARE;
}

/*
 * It did not move lately. If it has stopped, counters that contradict it may be
 * right: they are not judged before that is certain.
 */
static bool stopping(enum cw_counter c)
{
	return (window.counters & BIT(c)) && still[c];
}

void cw_counters_judge(const struct cw_sample *s)
{
	enum cw_counter c;

	/* sums of different counters do not compare: begin a new window */
	if (s->counters != window.counters) {
		memset(&window, 0, sizeof(window));
		window.counters = s->counters;
	}
	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (!(s->counters & BIT(c)))
			continue;
		window.count[c] += s->counter[c];
		still[c] = s->counter[c] ? 0 : still[c] + 1;
		if (still[c] >= still_limit(c))
			disbelieve(c, STILL);
	}
	window.ns += s->counter_ns;
	if (++window.intervals < WINDOW_INTERVALS)
		return;
	if (window.ns && !stopping(CW_COUNTER_CYCLES) &&
	    !stopping(CW_COUNTER_INSTRUCTIONS))
		judge_sums(window.count, window.ns, window.counters);
	memset(&window, 0, sizeof(window));
}

static void disable_everywhere(enum cw_counter c)
{
	unsigned int nr;

	for_each_online_cpu(nr) {
		struct perf_event *event = per_cpu(cpu_counters, nr).event[c];

		if (event)
			perf_event_disable(event);
	}
}

/* Starved in most intervals since the last look, on any CPU. */
static bool is_starved(enum cw_counter c)
{
	unsigned int nr;
	bool starved = false;

	for_each_online_cpu(nr) {
		struct cpu_counters *cpu = per_cpu_ptr(&cpu_counters, nr);
		u64 intervals = READ_ONCE(cpu->intervals) -
				cpu->checked_intervals;
		u64 n = READ_ONCE(cpu->starved[c]) - cpu->checked_starved[c];

		if (intervals >= WINDOW_INTERVALS && 2 * n > intervals)
			starved = true;
	}
	return starved;
}

static void begin_starvation_window(void)
{
	enum cw_counter c;
	unsigned int nr;

	for_each_online_cpu(nr) {
		struct cpu_counters *cpu = per_cpu_ptr(&cpu_counters, nr);
		u64 intervals = READ_ONCE(cpu->intervals);

		if (intervals - cpu->checked_intervals < WINDOW_INTERVALS)
			continue;
		cpu->checked_intervals = intervals;
		/* the CPU may be counting: each is read at once */
		for (c = 0; c < CW_COUNTER_COUNT; c++)
			cpu->checked_starved[c] = READ_ONCE(cpu->starved[c]);
	}
}

/* Counters that are not valid give their hardware back. */
static void retire_invalid(void)
{
	enum cw_counter c;

	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (!test_bit(c, &offered) || cw_counters_valid(c) ||
		    __test_and_set_bit(c, &retired))
			continue;
		disable_everywhere(c);
		again[c].wait_sec = clamp(2 * again[c].wait_sec,
					  (unsigned int)AGAIN_SEC,
					  (unsigned int)AGAIN_SEC_MAX);
		again[c].at_ns = ktime_get_boottime_ns() +
				 (u64)again[c].wait_sec * NSEC_PER_SEC;
	}
}

static void enable_everywhere(enum cw_counter c)
{
	unsigned int nr;

	for_each_online_cpu(nr) {
		struct cpu_counters *cpu = per_cpu_ptr(&cpu_counters, nr);

		if (!cpu->started)
			continue;
		if (!cpu->event[c])
			WRITE_ONCE(cpu->event[c], make_event(nr, c, false));
		else
			perf_event_enable(cpu->event[c]);
		/* the time without it does not count as starved */
		cpu->checked_intervals = READ_ONCE(cpu->intervals);
		cpu->checked_starved[c] = READ_ONCE(cpu->starved[c]);
	}
}

/* Whoever took the hardware may be gone. */
static void take_again(void)
{
	u64 now = ktime_get_boottime_ns();
	enum cw_counter c;

	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (!test_bit(c, &retired) || now < again[c].at_ns ||
		    READ_ONCE(distrust[c]) != NO_ROOM)
			continue;
		__clear_bit(c, &retired);
		enable_everywhere(c);
		still[c] = 0;
		WRITE_ONCE(distrust[c], TRUSTED);
		set_bit(c, &valid);
	}
}

bool cw_counters_give_way(void)
{
	int c = fls_long(READ_ONCE(valid)) - 1;

	if (c < 0)
		return false;
	disbelieve(c, NO_ROOM);
	retire_invalid();
	return true;
}

void cw_counters_yield(void)
{
	enum cw_counter c;

	if (!cw_counters_held)
		return;
	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (cw_counters_valid(c) && is_starved(c)) {
			/* one at a time: the others may fit then */
			cw_counters_give_way();
			break;
		}
	}
	begin_starvation_window();
	retire_invalid();
	take_again();
}

void cw_counters_start_cpu(unsigned int nr)
{
	struct cpu_counters *cpu = per_cpu_ptr(&cpu_counters, nr);
	enum cw_counter c;

	if (!cw_counters_held)
		return;
	cpu->started = true;
	memset(cpu->last, 0, sizeof(cpu->last));
	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (cw_counters_valid(c))
			cpu->event[c] = make_event(nr, c, false);
	}
}

void cw_counters_stop_cpu(unsigned int nr)
{
	struct cpu_counters *cpu = per_cpu_ptr(&cpu_counters, nr);
	enum cw_counter c;

	cpu->started = false;
	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (cpu->event[c])
			perf_event_release_kernel(cpu->event[c]);
		cpu->event[c] = NULL;
	}
}

struct probe {
	struct perf_event *event[CW_COUNTER_COUNT];
	struct reading before[CW_COUNTER_COUNT];
	struct reading after[CW_COUNTER_COUNT];
	u64 ns;
};

static void probe_once(struct probe *p)
{
	enum cw_counter c;
	u64 start = ktime_get_ns();

	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (p->event[c])
			read_event(p->event[c], &p->before[c]);
	}
	udelay(PROBE_US);
	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (p->event[c])
			read_event(p->event[c], &p->after[c]);
	}
	p->ns = ktime_get_ns() - start;
}

/* Keeps the shortest: a hypervisor may stop us between any two readings. */
static void run_probe(void *arg)
{
	struct probe *best = arg, p = *best;
	unsigned int i;

	for (i = 0; i < PROBES; i++) {
		probe_once(&p);
		if (!i || p.ns < best->ns)
			*best = p;
	}
}

/* Return: cycles per 1024 ns, 0 if there are none. */
static u32 judge_probe(const struct probe *p)
{
	u64 delta[CW_COUNTER_COUNT] = { 0 };
	u32 seen = 0;
	enum cw_counter c;

	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (!p->event[c])
			continue;
		if (!continuous(&p->before[c], &p->after[c])) {
			disbelieve(c, NO_ROOM);
			continue;
		}
		if (p->after[c].count < p->before[c].count) {
			disbelieve(c, BACKWARDS);
			continue;
		}
		delta[c] = p->after[c].count - p->before[c].count;
		if (!delta[c] && still_limit(c) == STILL_INTERVALS)
			disbelieve(c, STILL);
		else
			seen |= BIT(c);
	}
	if (p->ns)
		judge_sums(delta, p->ns, seen);
	if (!p->ns || !cw_counters_valid(CW_COUNTER_CYCLES))
		return 0;
	return div64_u64(delta[CW_COUNTER_CYCLES] * 1024, p->ns);
}

u32 cw_counters_init(u32 type, bool hold)
{
	struct probe p = { 0 };
	enum cw_counter c;
	unsigned int nr;
	u32 speed;

	pmu_type = type;
	cpus_read_lock();
	nr = cpumask_first(cpu_online_mask);
	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		p.event[c] = make_event(nr, c, true);
		if (p.event[c])
			offered |= BIT(c);
	}
	valid = offered;
	smp_call_function_single(nr, run_probe, &p, 1);
	speed = judge_probe(&p);
	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (p.event[c])
			perf_event_release_kernel(p.event[c]);
	}
	cpus_read_unlock();
	cw_counters_held = hold;
	if (!cw_counters_held)
		valid = 0;
	return speed;
}

void cw_counters_text(char *buf)
{
	size_t size = CW_COUNTERS_TEXT_BYTES, len = 0;
	const char *lead = "; invalid: ";
	enum cw_counter c;

	if (!cw_counters_held) {
		strscpy(buf, "off", size);
		return;
	}
	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (cw_counters_valid(c))
			len += scnprintf(buf + len, size - len, "%s%s",
					 len ? " " : "", info[c].name);
	}
	if (!len)
		len = scnprintf(buf, size, "none");
	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (!test_bit(c, &offered) || cw_counters_valid(c))
			continue;
		len += scnprintf(buf + len, size - len, "%s%s (%s)", lead,
				 info[c].name,
				 distrust_text[READ_ONCE(distrust[c])]);
		lead = ", ";
	}
}
