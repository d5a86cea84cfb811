// SPDX-License-Identifier: GPL-2.0-only
/*
 * One thread that empties the rings, keeps the tables and judges. Nobody else
 * touches the tables: who wants to read or change them asks it
 * (cw_collector_call()), so that it never waits for somebody whom the scheduler
 * does not let run.
 */

#include "collector.h"
#include "counters.h"
#include "coverage.h"
#include "finding.h"
#include "group.h"
#include "kin.h"
#include "known.h"
#include "ledger.h"
#include "lives.h"
#include "process.h"
#include "sampler.h"
#include "case/judge.h"
#include "case/missed.h"
#include "detect/regs.h"

#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/kernel_stat.h>
#include <linux/kthread.h>
#include <linux/sched.h>
#include <linux/sched/prio.h>
#include <linux/sched/task.h>
#include <linux/spinlock.h>
#include <linux/swait.h>
#include <linux/time64.h>
#include <linux/timekeeping.h>
#include <uapi/linux/sched.h>

enum {
	/* housekeeping goes on so long after the last sample: who has exited? */
	SETTLE_SEC = 10,
	HEARTBEAT_SEC = 10,
	/* so that samples are not lost for requests */
	REQUESTS_PER_ROUND = 16,
	ANSWER_SEC = 10,	/* no answer until then: it does not run */
	/* between two rounds; a ring holds 2.5 s at the default rate */
	LATE_SEC = 2,
};

/**
 * struct cw_request - what somebody wants from the collector's thread
 * @list: of those that wait; empty once the thread has taken it
 * @done: it was served; @ret stands
 * @fn:   see cw_collector_call()
 * @arg:  …
 * @ret:  what @fn returned
 *
 * It is on the stack of who asks, who therefore leaves only after having taken
 * it from the list, or after @done.
 */
struct cw_request {
	struct list_head list;
	struct completion done;
	int (*fn)(void *arg);
	void *arg;
	int ret;
};

static struct task_struct *thread;
/*
 * Raw locks, here and in a simple wait queue: on PREEMPT_RT whoever holds
 * another kind can be switched away, and not be let run again for seconds.
 */
static DECLARE_SWAIT_QUEUE_HEAD(wait);
static DEFINE_RAW_SPINLOCK(requests_lock);
static bool kicked;
static LIST_HEAD(requests);
static bool accepting;
static void (*send_heartbeat)(void);
static bool heartbeat_wanted;
static u64 started_ns;
static struct cw_collector_stats stats;	/* written by the thread */
static const struct cw_recorder *recorder;	/* under cw_tables_lock */

static void judge_sample(struct cw_process *p, const struct cw_sample *s,
			 const struct cw_signs *f, u32 origin)
{
	struct cw_context ctx = {
		.now_ns = s->time_ns,
		.io_idle_ns = cw_io_idle_ns(&p->io_idle, s->time_ns),
	};
	struct cw_track *thread_track = cw_process_track(p, s), *worse;
	struct cw_judgement j;

	if (recorder)
		recorder->sample(p, thread_track, s, origin, ctx.io_idle_ns);
	cw_own_add(&p->own, f, origin);
	worse = cw_judge_sample(&p->track, thread_track, f, &ctx, &j);
	if (thread_track)
		cw_process_note_verdict(p, cw_thread_of(thread_track));
	/* nearly all samples end here */
	if (!p->finding && j.verdict == CW_VERDICT_CLEAR)
		return;
	cw_finding_process(p, worse, NULL,
			   worse == thread_track ? s->tid : 0, &j, s->time_ns);
	if (p->finding)
		cw_kin_code(p->finding, f);
}

static void judge_guest(struct cw_process *p, const struct cw_sample *s)
{
	struct cw_track *track = cw_process_track(p, s);
	struct cw_thread *t = cw_thread_of(track);
	struct cw_judgement j;
	struct cw_guest *worse;

	if (recorder)
		recorder->sample(p, track, s, 0, 0);
	worse = cw_judge_guest(&p->guest, t ? &t->guest : NULL, s, &j);
	if (t)
		cw_process_note_verdict(p, t);
	cw_finding_process(p, &p->track, worse,
			   t && worse == &t->guest ? s->tid : 0, &j,
			   s->time_ns);
}

/*
 * @p has exited, executed another program, or its record is evicted. If it was
 * short-lived, its evidence is added to that of others like it: a miner that
 * replaces itself every 100 ms must not escape, nor one of so many processes
 * that no record lasts. What was confirmed goes nowhere: it was told. A
 * suspicion is not all that many of them may show together.
 */
static void ended(struct cw_process *p, u64 now_ns)
{
	bool confirmed = p->finding &&
			 p->finding->course.verdict == CW_VERDICT_CONFIRMED;

	if (p->finding)
		cw_finding_close(p->finding, CPUWARDEN_CLOSE_REASON_EXITED,
				 now_ns);
	if (!confirmed && cw_is_short_lived(&p->track))
		cw_lives_leave(p, now_ns, recorder ? recorder->left : NULL);
}

static void account(struct cw_process *p, const struct cw_sample *s)
{
	cw_process_account(p, s);
	cw_finding_took(p, s);
}

static void consume(struct cw_sample *s, const struct cw_regs *regs)
{
	struct cw_signs f;
	struct cw_process *p;
	u32 origin, where;

	if (s->flags & CW_SAMPLE_COUNTERS)
		cw_counters_judge(s);
	p = cw_ledger_process(s, ended);
	if (!p)
		return;
	if (!(s->flags & CW_SAMPLE_USER)) {
		mutex_lock(&cw_tables_lock);
		if (recorder && !(s->flags & CW_SAMPLE_GUEST))
			recorder->sample(p, NULL, s, 0, 0);
		account(p, s);
		if (s->flags & CW_SAMPLE_GUEST)
			judge_guest(p, s);
		mutex_unlock(&cw_tables_lock);
		return;
	}

	s->flags |= cw_regs_mask(regs) | CW_SAMPLE_VALUES;
	origin = cw_origin_of(&p->origins, s, p->exe_key.inode);
	where = origin | cw_process_circumstances(p, s->time_ns);
	cw_known_signs(cw_known, &f, s);
	cw_regs_reduce(&s->values, regs, s, &f, &p->walk);
	cw_signs_beside_code(&f, s, where);

	mutex_lock(&cw_tables_lock);
	p->origin |= origin & ~CW_CODE_OWN;
	account(p, s);
	judge_sample(p, s, &f, where);
	mutex_unlock(&cw_tables_lock);
}

static u64 steal_ns(void)
{
	unsigned int nr;
	u64 sum = 0;

	for_each_online_cpu(nr)
		sum += READ_ONCE(kcpustat_cpu(nr).cpustat[CPUTIME_STEAL]);
	return sum;
}

static void note_sampling(void)
{
	struct cw_sampler_stats now;

	cw_sampler_stats(&now);
	cw_ledger_note_sampling(&(struct cw_sampling){
		.period_ns = NSEC_PER_SEC / cw_sampler_rate(),
		.dropped = now.dropped,
		.steal_ns = steal_ns(),
	});
}

static void housekeeping(u64 now_ns)
{
	note_sampling();
	cw_ledger_forget(now_ns, ended);
	mutex_lock(&cw_tables_lock);
	cw_lives_age(now_ns);
	cw_threads_age(now_ns);
	cw_findings_age(now_ns);
	mutex_unlock(&cw_tables_lock);
}

int cw_collector_reset(void *arg)
{
	cw_findings_close_all(CPUWARDEN_CLOSE_REASON_RESET,
			      ktime_get_boottime_ns());
	cw_processes_clear();
	cw_lives_clear();
	cw_groups_clear();
	return 0;
}

static struct cw_request *next_request(void)
{
	struct cw_request *r;

	raw_spin_lock(&requests_lock);
	r = list_first_entry_or_null(&requests, struct cw_request, list);
	if (r)
		list_del_init(&r->list);
	raw_spin_unlock(&requests_lock);
	return r;
}

/* Whether some may be left. */
static bool serve_requests(unsigned int most)
{
	struct cw_request *r;

	for (; most; most--) {
		r = next_request();
		if (!r)
			return false;
		mutex_lock(&cw_tables_lock);
		r->ret = r->fn(r->arg);
		mutex_unlock(&cw_tables_lock);
		complete(&r->done);
	}
	return true;
}

static int enqueue(struct cw_request *r)
{
	int ret = -ESHUTDOWN;

	init_completion(&r->done);
	raw_spin_lock(&requests_lock);
	if (accepting) {
		list_add_tail(&r->list, &requests);
		ret = 0;
	}
	raw_spin_unlock(&requests_lock);
	if (!ret)
		cw_collector_wake();
	return ret;
}

/* Whether it had not been taken yet, and never will be. */
static bool withdraw(struct cw_request *r)
{
	bool waiting;

	raw_spin_lock(&requests_lock);
	waiting = !list_empty(&r->list);
	list_del_init(&r->list);
	raw_spin_unlock(&requests_lock);
	return waiting;
}

int cw_collector_call(int (*fn)(void *arg), void *arg)
{
	struct cw_request r = { .fn = fn, .arg = arg };
	long left;
	int ret;

	ret = enqueue(&r);
	if (ret)
		return ret;
	left = wait_for_completion_killable_timeout(&r.done, ANSWER_SEC * HZ);
	if (left <= 0) {
		if (withdraw(&r))
			return left ? -EINTR : -ETIMEDOUT;
		/* it is at it */
		wait_for_completion(&r.done);
	}
	return r.ret;
}

int cw_collector_call_surely(int (*fn)(void *arg), void *arg)
{
	struct cw_request r = { .fn = fn, .arg = arg };
	int ret;

	ret = enqueue(&r);
	if (ret)
		return ret;
	wait_for_completion(&r.done);
	return r.ret;
}

void cw_collector_record(const struct cw_recorder *who)
{
	lockdep_assert_held(&cw_tables_lock);
	WRITE_ONCE(recorder, who);
}

static void flush_recorder(void)
{
	/* mostly there is none: do without the lock then */
	if (!READ_ONCE(recorder))
		return;
	mutex_lock(&cw_tables_lock);
	if (recorder)
		recorder->flush();
	mutex_unlock(&cw_tables_lock);
}

static bool something_to_do(void)
{
	return READ_ONCE(kicked) || kthread_should_stop();
}

/**
 * struct rounds - when the collector did what it does from time to time
 * @sampled_ns:   it had a sample, or a finding was open
 * @housekept_ns: it last kept house
 * @heartbeat_ns: it last sent a heartbeat
 * @due_ns:       it will run then at the latest, CLOCK_MONOTONIC
 * @check:        the sampler wants to be checked every second
 */
struct rounds {
	u64 sampled_ns;
	u64 housekept_ns;
	u64 heartbeat_ns;
	u64 due_ns;
	bool check;
};

/* How long it was waited for: not long, if the thread gets CPU time. */
static void note_lateness(const struct rounds *r)
{
	u64 now_ns = ktime_get_ns();	/* not what the machine slept */
	u64 called_ns = cw_sampler_called_ns(), gap_ns;

	gap_ns = cw_elapsed_ns(called_ns ? min(called_ns, r->due_ns) :
					   r->due_ns, now_ns);
	if (gap_ns > stats.gap_max_ns)
		WRITE_ONCE(stats.gap_max_ns, gap_ns);
	if (gap_ns < (u64)LATE_SEC * NSEC_PER_SEC)
		return;
	WRITE_ONCE(stats.late, stats.late + 1);
	pr_warn_ratelimited("the collector did not run for %llu ms: samples may be lost\n",
			    gap_ns / NSEC_PER_MSEC);
}

/* Less than what keep_priority() gives; real time is more. */
static bool demoted(void)
{
	switch (current->policy) {
	case SCHED_FIFO:
	case SCHED_RR:
		return false;
	case SCHED_NORMAL:
		return task_nice(current) != MIN_NICE;
	default:
		return true;
	}
}

/*
 * It computes little, but must run however busy the others are. Root can
 * renice any thread, and is not asked why.
 */
static void keep_priority(void)
{
	if (!demoted())
		return;
	WRITE_ONCE(stats.demoted, stats.demoted + 1);
	pr_warn_ratelimited("somebody took the collector's priority (policy %u, nice %d): taken back\n",
			    current->policy, task_nice(current));
	sched_set_normal(current, MIN_NICE);
}

static void every_second(struct rounds *r, u64 now_ns)
{
	keep_priority();
	r->check = cw_sampler_check();
	cw_coverage_check();
	housekeeping(now_ns);
	if (cw_findings_open())
		r->sampled_ns = now_ns;
	if (xchg(&heartbeat_wanted, false) ||
	    now_ns - r->heartbeat_ns >= (u64)HEARTBEAT_SEC * NSEC_PER_SEC) {
		send_heartbeat();
		r->heartbeat_ns = now_ns;
	}
}

/*
 * How long nothing must be done unless somebody wakes us; a sample does. On an
 * idle machine that is until the next heartbeat, since each time wakes a CPU.
 */
static unsigned long may_sleep(struct rounds *r)
{
	u64 now_ns = ktime_get_boottime_ns(), left_ns;
	/* a heartbeat, too, is sent with the rest of every_second() */
	u64 due_ns = r->housekept_ns + NSEC_PER_SEC;

	if (!r->check && !READ_ONCE(heartbeat_wanted) &&
	    cw_elapsed_ns(r->sampled_ns, now_ns) >=
		    (u64)SETTLE_SEC * NSEC_PER_SEC)
		due_ns = max(due_ns, r->heartbeat_ns +
				     (u64)HEARTBEAT_SEC * NSEC_PER_SEC);
	left_ns = cw_elapsed_ns(now_ns, due_ns);
	r->due_ns = ktime_get_ns() + left_ns;
	return nsecs_to_jiffies(left_ns) + 1;
}

static void make_round(struct rounds *r)
{
	u64 now_ns;

	if (serve_requests(REQUESTS_PER_ROUND))
		WRITE_ONCE(kicked, true);
	if (cw_sampler_drain(consume))
		r->sampled_ns = ktime_get_boottime_ns();
	flush_recorder();

	now_ns = ktime_get_boottime_ns();
	if (now_ns - r->housekept_ns >= NSEC_PER_SEC) {
		every_second(r, now_ns);
		r->housekept_ns = now_ns;
	}
}

static int collect(void *unused)
{
	struct rounds r = { .due_ns = ktime_get_ns() };
	unsigned long jiffies_left;

	/*
	 * Neither affinity nor cgroup can be changed from outside: it cannot be
	 * throttled, frozen, or confined to a busy CPU.
	 */
	current->flags |= PF_NO_SETAFFINITY;
	while (!kthread_should_stop()) {
		WRITE_ONCE(kicked, false);
		note_lateness(&r);
		make_round(&r);
		/* the macro asks for it twice */
		jiffies_left = may_sleep(&r);
		swait_event_interruptible_timeout_exclusive(wait,
							    something_to_do(),
							    jiffies_left);
	}

	return 0;
}

void cw_collector_wake(void)
{
	WRITE_ONCE(kicked, true);
	swake_up_one(&wait);
}

void cw_collector_beat(void)
{
	WRITE_ONCE(heartbeat_wanted, true);
	cw_collector_wake();
}

int cw_collector_start(void (*heartbeat)(void))
{
	struct task_struct *t;

	send_heartbeat = heartbeat;
	started_ns = ktime_get_boottime_ns();
	t = kthread_create(collect, NULL, "cpuwarden");
	if (IS_ERR(t))
		return PTR_ERR(t);
	set_user_nice(t, MIN_NICE);	/* see keep_priority() */
	thread = get_task_struct(t);
	accepting = true;
	wake_up_process(t);
	return 0;
}

void cw_collector_stop(void)
{
	raw_spin_lock(&requests_lock);
	accepting = false;
	raw_spin_unlock(&requests_lock);

	kthread_stop(thread);
	/* requests that came in before are still served */
	serve_requests(UINT_MAX);
	put_task_struct(thread);
	thread = NULL;
}

void cw_collector_stats(struct cw_collector_stats *to)
{
	*to = stats;
	to->cpu_ns = thread ? READ_ONCE(thread->se.sum_exec_runtime) : 0;
}

u64 cw_collector_started_ns(void)
{
	return started_ns;
}
