// SPDX-License-Identifier: GPL-2.0-only
/*
 * One thread that empties the rings, keeps the tables and judges. It is the
 * only writer of the tables; others have it change them (cw_collector_call()).
 */

#include "collector.h"
#include "counters.h"
#include "finding.h"
#include "group.h"
#include "ledger.h"
#include "process.h"
#include "sampler.h"
#include "case/judge.h"

#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/sched/prio.h>
#include <linux/sched/task.h>
#include <linux/spinlock.h>
#include <linux/time64.h>
#include <linux/timekeeping.h>
#include <linux/wait.h>

enum {
	POLL_HZ = 10,		/* when no ring fills earlier */
	HEARTBEAT_SEC = 10,
};

struct cw_request {
	struct list_head list;
	struct completion done;
	int (*fn)(void *arg);
	void *arg;
	int ret;
};

static struct task_struct *thread;
static DECLARE_WAIT_QUEUE_HEAD(wait);
static bool kicked;
static DEFINE_SPINLOCK(requests_lock);
static LIST_HEAD(requests);
static bool accepting;
static void (*send_heartbeat)(void);
static u64 started_ns;
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
	worse = cw_judge_sample(&p->track, thread_track, f, &ctx, &j);
	cw_finding_process(p, worse, worse == thread_track ? s->tid : 0, &j,
			   s->time_ns);
}

static void leave(struct cw_group *group, u8 subject, struct cw_process *p,
		  const struct cw_exited *e, u64 now_ns)
{
	struct cw_judgement j;

	if (group && cw_judge_exited(e, &group->lives, &group->track,
				     &group->left_cpu_ns, now_ns, &j))
		cw_finding_group(group, subject, p, &j, now_ns);
}

/*
 * @p has exited, executed another program, or its record is evicted. If it was
 * short-lived, its evidence goes to its executable and its tenant: a miner that
 * replaces itself every 100 ms must not escape, nor one of so many processes
 * that no record lasts. The evidence of a finding goes nowhere: it was told.
 */
static void ended(struct cw_process *p, u64 now_ns)
{
	struct cw_exited e;

	if (p->finding) {
		cw_finding_close(p->finding, CPUWARDEN_CLOSE_REASON_EXITED,
				 now_ns);
	} else if (cw_is_short_lived(&p->track)) {
		if (recorder)
			recorder->left(p, now_ns);
		cw_exited_score(&e, &p->track, p->cpu_ns - p->cpu_before_ns);
		leave(p->exe, CPUWARDEN_SUBJECT_EXECUTABLE, p, &e, now_ns);
		leave(p->tenant, CPUWARDEN_SUBJECT_TENANT, p, &e, now_ns);
	}
}

static void consume(struct cw_sample *s)
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
		if (recorder)
			recorder->sample(p, NULL, s, 0, 0);
		cw_process_account(p, s);
		mutex_unlock(&cw_tables_lock);
		return;
	}

	origin = cw_origin_of(&p->origins, s);
	where = origin | cw_process_circumstances(p, s->time_ns);
	cw_signs_extract(&f, s, where);

	mutex_lock(&cw_tables_lock);
	p->origin |= origin;
	cw_process_account(p, s);
	judge_sample(p, s, &f, where);
	mutex_unlock(&cw_tables_lock);
}

static void housekeeping(u64 now_ns)
{
	mutex_lock(&cw_tables_lock);
	cw_ledger_forget(now_ns, ended);
	cw_findings_age(now_ns);
	mutex_unlock(&cw_tables_lock);
}

int cw_collector_reset(void *arg)
{
	struct cw_entry *entry, *next;

	cw_findings_close_all(CPUWARDEN_CLOSE_REASON_RESET,
			      ktime_get_boottime_ns());
	list_for_each_entry_safe(entry, next, &cw_processes.order, order)
		cw_process_remove(cw_process_of(entry));
	cw_groups_clear();
	return 0;
}

static struct cw_request *next_request(void)
{
	struct cw_request *r;

	spin_lock(&requests_lock);
	r = list_first_entry_or_null(&requests, struct cw_request, list);
	if (r)
		list_del(&r->list);
	spin_unlock(&requests_lock);
	return r;
}

static void serve_requests(void)
{
	struct cw_request *r;

	while ((r = next_request())) {
		mutex_lock(&cw_tables_lock);
		r->ret = r->fn(r->arg);
		mutex_unlock(&cw_tables_lock);
		complete(&r->done);
	}
}

int cw_collector_call(int (*fn)(void *arg), void *arg)
{
	struct cw_request r = { .fn = fn, .arg = arg };

	init_completion(&r.done);
	spin_lock(&requests_lock);
	if (!accepting) {
		spin_unlock(&requests_lock);
		return -ESHUTDOWN;
	}
	list_add_tail(&r.list, &requests);
	spin_unlock(&requests_lock);

	cw_collector_wake();
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

static int collect(void *unused)
{
	u64 housekept_ns = 0, heartbeat_ns = 0, now_ns;

	while (!kthread_should_stop()) {
		wait_event_interruptible_timeout(wait, something_to_do(),
						 HZ / POLL_HZ);
		WRITE_ONCE(kicked, false);
		serve_requests();
		cw_sampler_drain(consume);
		flush_recorder();

		now_ns = ktime_get_boottime_ns();
		if (now_ns - housekept_ns >= NSEC_PER_SEC) {
			cw_sampler_check();
			housekeeping(now_ns);
			housekept_ns = now_ns;
		}
		if (now_ns - heartbeat_ns >= (u64)HEARTBEAT_SEC * NSEC_PER_SEC) {
			send_heartbeat();
			heartbeat_ns = now_ns;
		}
	}

	return 0;
}

void cw_collector_wake(void)
{
	WRITE_ONCE(kicked, true);
	wake_up(&wait);
}

int cw_collector_start(void (*heartbeat)(void))
{
	struct task_struct *t;

	send_heartbeat = heartbeat;
	started_ns = ktime_get_boottime_ns();
	t = kthread_create(collect, NULL, "cpuwarden");
	if (IS_ERR(t))
		return PTR_ERR(t);
	/* it computes little, but must run however busy the others are */
	set_user_nice(t, MIN_NICE);
	thread = get_task_struct(t);
	accepting = true;
	wake_up_process(t);
	return 0;
}

void cw_collector_stop(void)
{
	spin_lock(&requests_lock);
	accepting = false;
	spin_unlock(&requests_lock);

	kthread_stop(thread);
	/* requests that came in before are still served */
	serve_requests();
	put_task_struct(thread);
	thread = NULL;
}

u64 cw_collector_cpu_ns(void)
{
	return thread ? READ_ONCE(thread->se.sum_exec_runtime) : 0;
}

u64 cw_collector_started_ns(void)
{
	return started_ns;
}
