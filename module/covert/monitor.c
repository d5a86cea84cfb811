// SPDX-License-Identifier: GPL-2.0-only
/*
 * When monitors were started, or others began to compute, and who then stopped
 * computing, or ended.
 */

#include "monitor.h"

#include <linux/minmax.h>
#include <linux/pid.h>
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>
#include <linux/time64.h>
#include <linux/timekeeping.h>
#include <linux/tracepoint.h>

#include <cpuwarden/sample.h>

#include "case/crowd.h"
#include "case/duty.h"
#include "case/watched.h"

struct linux_binprm;

enum {
	REMEMBERED = 16,	/* seconds */
	/* so long it may take to see what somebody started to look makes of one */
	LASTS_SEC = 3,
};

/**
 * struct start - monitors that were started in one second
 * @second:   which, CLOCK_BOOTTIME
 * @first_ns: the first of them
 * @session:  all of them by this one, 0: by several
 */
struct start {
	u64 second;
	u64 first_ns;
	u32 session;
};

enum asked { NOT_STARTED, STARTED, STARTED_BY_ITSELF };

static DEFINE_RAW_SPINLOCK(starts_lock);
static struct start starts[REMEMBERED];	/* by number modulo */
static struct tracepoint *executed;
static struct cw_seconds all_took;	/* the collector's */

/* Not below 0, soon after boot */
static u64 seconds_before(u64 second, u32 n)
{
	return second > n ? second - n : 0;
}

static u32 session_of(struct task_struct *task)
{
	u32 nr;

	rcu_read_lock();
	nr = pid_alive(task) ? pid_nr(task_session(task)) : 0;
	rcu_read_unlock();
	return nr;
}

static void note_start(u32 session, u64 now_ns)
{
	u64 second = cw_second_of(now_ns);
	struct start *s = &starts[second % REMEMBERED];
	unsigned long flags;

	raw_spin_lock_irqsave(&starts_lock, flags);
	if (s->second != second)
		*s = (struct start){
			.second = second,
			.first_ns = now_ns,
			.session = session,
		};
	else if (s->session != session)
		s->session = 0;
	raw_spin_unlock_irqrestore(&starts_lock, flags);
}

/* Every execve() of the machine comes here. */
static void probe_exec(void *data, struct task_struct *task, pid_t old_pid,
		       struct linux_binprm *bprm)
{
	char comm[TASK_COMM_LEN];

	/* the name may be changed meanwhile, and be without its end then */
	strscpy(comm, task->comm, sizeof(comm));
	if (cw_name_is_monitor(comm))
		note_start(session_of(task), ktime_get_boottime_ns());
}

/* Modules do not get it by its name. */
static void look_for_exec(struct tracepoint *tp, void *found)
{
	if (!strcmp(tp->name, "sched_process_exec"))
		*(struct tracepoint **)found = tp;
}

void cw_monitor_init(void)
{
	executed = NULL;
	memset(starts, 0, sizeof(starts));
	memset(&all_took, 0, sizeof(all_took));
	for_each_kernel_tracepoint(look_for_exec, &executed);
	if (executed && tracepoint_probe_register(executed, probe_exec, NULL))
		executed = NULL;
	if (!executed)
		pr_info("no tracepoint of execve(): who pauses when watched is not told\n");
}

void cw_monitor_exit(void)
{
	if (!executed)
		return;
	tracepoint_probe_unregister(executed, probe_exec, NULL);
	tracepoint_synchronize_unregister();
}

static enum asked asked_in(u64 second, u32 session, u64 before_ns)
{
	const struct start *s = &starts[second % REMEMBERED];
	enum asked asked = NOT_STARTED;
	unsigned long flags;

	raw_spin_lock_irqsave(&starts_lock, flags);
	if (s->second == second && s->first_ns <= before_ns)
		asked = s->session && s->session == session ?
			STARTED_BY_ITSELF : STARTED;
	raw_spin_unlock_irqrestore(&starts_lock, flags);
	return asked;
}

/* What follows a look is no chance, nor a new look. */
static bool is_near_start(u64 second)
{
	u64 s;

	for (s = second - LASTS_SEC; s < second; s++)
		if (asked_in(s, 0, U64_MAX))
			return true;
	return false;
}

static bool is_before_start(u64 second)
{
	u64 s;

	for (s = second + 1; s <= second + LASTS_SEC; s++)
		if (asked_in(s, 0, U64_MAX))
			return true;
	return false;
}

static void judge(struct cw_watched *w, u64 second, bool wants, u64 before_ns)
{
	enum asked asked = asked_in(second, w->session, before_ns);
	bool fell;

	if (asked == STARTED_BY_ITSELF || is_near_start(second))
		return;
	if (asked == NOT_STARTED && is_before_start(second))
		return;
	if (!cw_watched_falls(w, second, &fell) || (fell && wants))
		return;
	cw_falls_count(&w->seen, asked == STARTED, fell);
}

static void judge_up_to(struct cw_watched *w, u64 last, bool wants,
			u64 before_ns)
{
	/* what is older than its bins cannot be judged any more */
	w->second = max(w->second, seconds_before(last, CW_WATCHED_LATER));
	while (w->second < last)
		judge(w, ++w->second, wants, before_ns);
}

void cw_monitor_computed(const struct cw_sample *s)
{
	cw_seconds_add(&all_took, s->time_ns, s->period_ns);
}

void cw_monitor_judge(struct cw_watched *w, const struct cw_duty_look *look,
		      u64 now_ns)
{
	if (look->any_wanting)
		cw_watched_wants(w, now_ns);
	cw_crowd_judge(&all_took, w, now_ns);
	w->session = look->session;
	/* who wants a CPU and gets none has not stopped */
	judge_up_to(w, seconds_before(cw_second_of(now_ns), CW_WATCHED_LATER),
		    look->any_wanting, U64_MAX);
}

void cw_monitor_judge_ended(struct cw_watched *w)
{
	/* what was started after it had ended did not end it */
	judge_up_to(w, cw_second_of(w->last_ns), false, w->last_ns);
}
