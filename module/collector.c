// SPDX-License-Identifier: GPL-2.0-only
/*
 * One thread that empties the rings, keeps the tables and judges. It is the
 * only writer of the tables; whoever wants them changed asks it.
 */

#include "collector.h"
#include "counters.h"
#include "finding.h"
#include "group.h"
#include "identity.h"
#include "process.h"
#include "sampler.h"
#include "case/judge.h"

#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/sched/prio.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/spinlock.h>
#include <linux/time64.h>
#include <linux/timekeeping.h>
#include <linux/wait.h>

enum {
	POLL_HZ = 10,		/* when no ring calls earlier */
	REFRESH_SEC = 10,	/* look the identity of busy processes up again */
	ACTIVITY_SEC = 2,	/* and what they read and wrote */
	IDLE_FORGET_SEC = 600,
	HEARTBEAT_SEC = 10,
	/*
	 * Identities looked up at most. More processes than the table holds
	 * would ask for one at each sample, and cost the collector more than
	 * all else; what a sample itself tells has to do for a while.
	 */
	LOOKUPS_PER_SEC = 1000,
	/* To be scored takes longer than anything else that is done at once. */
	BURIALS_PER_ROUND = 256,
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
 * @p has come to its end, or to that of its program, or is forgotten. One that
 * replaces itself every 100 ms must not escape, nor one that is so many that
 * no record lasts: what they showed adds up where it cannot change its name.
 * What it is accused of is nobody else's.
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

/*
 * Look up who @p is, by its thread @tid, which has just been seen alive: the
 * first thread may have ended, and would have no memory and no executable.
 * Takes the lock only to enter it.
 */
static void refresh(struct cw_process *p, u32 tid, bool whole, u64 now_ns)
{
	struct cw_identity id;
	struct task_struct *task;

	task = cw_identity_task(tid, p->start_ns);
	if (!task)
		return;
	if (whole) {
		cw_identity_get(task, &id);
		mutex_lock(&cw_tables_lock);
		cw_process_refresh(p, &id, now_ns);
		p->told = 0;
		mutex_unlock(&cw_tables_lock);
		cw_identity_put(&id);
	} else {
		cw_identity_activity(task, &id);
		mutex_lock(&cw_tables_lock);
		cw_process_note_activity(p, &id, now_ns);
		mutex_unlock(&cw_tables_lock);
	}
	put_task_struct(task);
}

static void bury(struct cw_process *p, u64 now_ns)
{
	ended(p, now_ns);
	cw_process_remove(p);
}

/* The record that was not used for the longest time makes room for another. */
static void make_room(u64 now_ns)
{
	struct cw_process *p;

	if (!cw_table_full(&cw_processes))
		return;
	p = cw_process_of(cw_table_evictable(&cw_processes));
	if (p)
		bury(p, now_ns);
}

static bool may_look_up(u64 now_ns)
{
	static u64 since_ns;
	static unsigned int count;

	if (cw_elapsed_ns(since_ns, now_ns) >= NSEC_PER_SEC) {
		since_ns = now_ns;
		count = 0;
	}
	return count++ < LOOKUPS_PER_SEC;
}

/* The record of the sample's process, as fresh as need be, or NULL. */
static struct cw_process *process_of(const struct cw_sample *s)
{
	struct cw_process *p;

	if (s->flags & CW_SAMPLE_COUNTERS)
		cw_counters_judge(s);
	/* only this thread changes the tables, so it may look without lock */
	p = cw_process_find(s->tgid, s->start_ns);
	if (!p) {
		mutex_lock(&cw_tables_lock);
		make_room(s->time_ns);
		p = cw_process_make(s);
		mutex_unlock(&cw_tables_lock);
		if (!p)
			return NULL;
	} else if (s->exe_ino &&
		   !cw_process_runs(p, s->exe_ino, s->exe_dev, s->exe_gen)) {
		/*
		 * By the sample's own word: the process may be gone by now,
		 * or have executed yet another program, and neither must get
		 * the evidence of what it was before.
		 */
		mutex_lock(&cw_tables_lock);
		ended(p, s->time_ns);
		cw_process_set_exe(p, s->exe_ino, s->exe_dev, s->exe_gen,
				   s->time_ns);
		cw_process_set_tenant(p, s->cgroup_id);
		p->refreshed_ns = 0;
		p->told = 0;
		mutex_unlock(&cw_tables_lock);
	} else if (s->tid == s->tgid && p->tenant &&
		   p->tenant->id != s->cgroup_id) {
		mutex_lock(&cw_tables_lock);
		cw_process_set_tenant(p, s->cgroup_id);
		p->refreshed_ns = 0;	/* for its path */
		mutex_unlock(&cw_tables_lock);
	}
	if ((!p->refreshed_ns ||
	     cw_elapsed_ns(p->refreshed_ns, s->time_ns) >
		     (u64)REFRESH_SEC * NSEC_PER_SEC) &&
	    may_look_up(s->time_ns))
		refresh(p, s->tid, true, s->time_ns);
	else if (cw_elapsed_ns(p->io_idle.checked_ns, s->time_ns) >
		 (u64)ACTIVITY_SEC * NSEC_PER_SEC)
		refresh(p, s->tid, false, s->time_ns);
	return p;
}

static void consume(struct cw_sample *s)
{
	struct cw_signs f;
	struct cw_process *p;
	u32 origin, where;

	p = process_of(s);
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

static bool process_exists(const struct cw_process *p)
{
	struct task_struct *task = cw_identity_task(p->tgid, p->start_ns);
	bool exists;

	if (!task)
		return false;
	/* a zombie computes nothing any more, whoever forgets to reap it */
	exists = !task->exit_state || get_nr_threads(task) > 1;
	put_task_struct(task);
	return exists;
}

static void housekeeping(u64 now_ns)
{
	struct cw_entry *entry, *next;
	unsigned int buried = 0;

	mutex_lock(&cw_tables_lock);
	list_for_each_entry_safe(entry, next, &cw_processes.lru, lru) {
		struct cw_process *p = cw_process_of(entry);
		u64 idle_ns = cw_elapsed_ns(p->last_ns, now_ns);

		if (idle_ns < NSEC_PER_SEC)
			break;	/* the rest was seen later still */
		if (process_exists(p) &&
		    (p->finding ||
		     idle_ns <= (u64)IDLE_FORGET_SEC * NSEC_PER_SEC))
			continue;
		bury(p, now_ns);
		if (++buried == BURIALS_PER_ROUND)
			break;	/* the rest in a second */
	}
	cw_threads_age(now_ns);
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
	/* mostly there is none, and no need for the lock to know */
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
	/* it computes little, and not when those it watches let it */
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
	/* what came in before the door closed is still served, by us */
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
