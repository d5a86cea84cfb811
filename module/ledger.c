// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who is who: finds or makes the record of a sample's process, notes when it
 * executes another program, exchanges its executable or moves to another
 * tenant, looks its identity up now and then, and forgets it when it has
 * exited.
 */

#include "ledger.h"
#include "finding.h"
#include "group.h"
#include "identity.h"
#include "process.h"

#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/time64.h>
#include <uapi/linux/cpuwarden.h>

enum {
	REFRESH_SEC = 10,	/* look the identity of busy processes up again */
	ACTIVITY_SEC = 2,	/* and what they read and wrote */
	IDLE_FORGET_SEC = 600,
	/*
	 * Identities looked up at most. If there are more processes than the
	 * table holds, each sample meets a new record, and looking it up would
	 * cost the collector more than all else. Until it is looked up, a
	 * record has what the sample itself tells.
	 */
	LOOKUPS_PER_SEC = 1000,
	/* Each may have to be scored, which takes long. */
	FORGET_PER_ROUND = 256,
	/*
	 * Whether a process still exists is looked up as long as it was seen
	 * not long ago: most that end, end then. Of all others some are asked
	 * in each round, so that many do not cost more than few.
	 */
	RECENT_SEC = 4,
	RECENT_PER_ROUND = 4096,
	TOUR_PER_ROUND = 512,
};

static struct cw_sampling sampling;

void cw_ledger_note_sampling(const struct cw_sampling *s)
{
	sampling = *s;
}

static void forget(struct cw_process *p, u64 now_ns, cw_ledger_ended_t ended)
{
	ended(p, now_ns);
	cw_process_remove(p);
}

/* If the table is full, forget the least recently used process. */
static void make_room(u64 now_ns, cw_ledger_ended_t ended)
{
	struct cw_process *p;

	if (!cw_table_full(&cw_processes))
		return;
	p = cw_process_of(cw_table_evictable(&cw_processes));
	if (p)
		forget(p, now_ns, ended);
}

static struct cw_process *enter(const struct cw_sample *s,
				cw_ledger_ended_t ended)
{
	struct cw_process *p;

	mutex_lock(&cw_tables_lock);
	make_room(s->time_ns, ended);
	p = cw_process_make(s);
	mutex_unlock(&cw_tables_lock);
	return p;
}

/* The executable alone does not tell: prctl() may exchange it. */
static bool has_executed(const struct cw_process *p, const struct cw_sample *s)
{
	return p->exec_id != s->exec_id;
}

/*
 * Takes what the sample itself tells, not what a look-up would: the process may
 * have executed yet another program by now, and evidence of one program must
 * not count for another.
 */
static void note_execve(struct cw_process *p, const struct cw_sample *s,
			cw_ledger_ended_t ended)
{
	mutex_lock(&cw_tables_lock);
	ended(p, s->time_ns);
	cw_process_begin(p, s);
	cw_process_set_tenant(p, s->cgroup_id, s->cgroup_hierarchy);
	p->refreshed_ns = 0;
	p->told = 0;
	mutex_unlock(&cw_tables_lock);
}

/* It hides, and goes on with all that it has shown. */
static void note_exchange(struct cw_process *p)
{
	mutex_lock(&cw_tables_lock);
	p->exe_flags |= CPUWARDEN_EXE_FLAG_EXCHANGED;
	p->told = 0;
	mutex_unlock(&cw_tables_lock);
}

/* Threads may be in several cgroups: the first one's is the process's. */
static bool has_moved(const struct cw_process *p, const struct cw_sample *s)
{
	return s->tid == s->tgid && p->tenant &&
	       !cw_process_is_in(p, s->cgroup_id, s->cgroup_hierarchy);
}

static void note_move(struct cw_process *p, const struct cw_sample *s)
{
	mutex_lock(&cw_tables_lock);
	cw_process_set_tenant(p, s->cgroup_id, s->cgroup_hierarchy);
	p->refreshed_ns = 0;	/* for its path */
	mutex_unlock(&cw_tables_lock);
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

/*
 * Look up who @p is, by its thread @tid, which has just been seen: the first
 * thread may have exited, and has no memory and no executable then.
 */
static void refresh(struct cw_process *p, u32 tid, bool whole, u64 now_ns)
{
	struct cw_identity id;
	struct task_struct *task;
	u64 sched_ns;

	task = cw_identity_task(tid, p->start_ns);
	if (!task)
		return;
	sched_ns = cw_identity_cpu_ns(task);
	if (whole) {
		cw_identity_get(task, &id);
		mutex_lock(&cw_tables_lock);
		cw_process_refresh(p, &id, now_ns);
		cw_process_note_scheduled(p, sched_ns, &sampling);
		p->told = 0;
		mutex_unlock(&cw_tables_lock);
		cw_identity_put(&id);
	} else {
		cw_identity_activity(task, &id);
		mutex_lock(&cw_tables_lock);
		cw_process_note_activity(p, &id, now_ns);
		cw_process_note_scheduled(p, sched_ns, &sampling);
		mutex_unlock(&cw_tables_lock);
	}
	put_task_struct(task);
}

static void refresh_when_due(struct cw_process *p, const struct cw_sample *s)
{
	if ((!p->refreshed_ns ||
	     cw_elapsed_ns(p->refreshed_ns, s->time_ns) >
		     (u64)REFRESH_SEC * NSEC_PER_SEC) &&
	    may_look_up(s->time_ns))
		refresh(p, s->tid, true, s->time_ns);
	else if (cw_elapsed_ns(p->io_idle.checked_ns, s->time_ns) >
		 (u64)ACTIVITY_SEC * NSEC_PER_SEC)
		refresh(p, s->tid, false, s->time_ns);
}

struct cw_process *cw_ledger_process(const struct cw_sample *s,
				     cw_ledger_ended_t ended)
{
	struct cw_process *p = cw_process_find(s->tgid, s->start_ns);

	if (!p)
		p = enter(s, ended);
	else if (has_executed(p, s))
		note_execve(p, s, ended);
	else if (has_moved(p, s))
		note_move(p, s);
	if (p && cw_process_exchanged(p, s))
		note_exchange(p);
	if (p)
		refresh_when_due(p, s);
	return p;
}

/* It was not sampled for a while; it may have computed nevertheless. */
static bool process_exists(struct cw_process *p)
{
	struct task_struct *task = cw_identity_task(p->tgid, p->start_ns);
	bool exists;
	u64 sched_ns;

	if (!task)
		return false;
	/* a zombie has exited, even if its parent never reaps it */
	exists = !task->exit_state || get_nr_threads(task) > 1;
	sched_ns = cw_identity_cpu_ns(task);
	put_task_struct(task);
	mutex_lock(&cw_tables_lock);
	cw_process_note_scheduled(p, sched_ns, &sampling);
	mutex_unlock(&cw_tables_lock);
	return exists;
}

/**
 * struct round - one round of housekeeping
 * @now_ns: CLOCK_BOOTTIME
 * @ended:  as for cw_ledger_forget()
 * @left:   so many may still be forgotten, the rest in a second
 */
struct round {
	u64 now_ns;
	cw_ledger_ended_t ended;
	unsigned int left;
};

/* Forget @p if it has exited, or was not seen for long. */
static void look_after(struct cw_process *p, struct round *r)
{
	u64 idle_ns = cw_elapsed_ns(p->last_ns, r->now_ns);

	if (idle_ns < NSEC_PER_SEC || !r->left)
		return;
	if (process_exists(p) &&
	    (p->finding || idle_ns <= (u64)IDLE_FORGET_SEC * NSEC_PER_SEC))
		return;
	mutex_lock(&cw_tables_lock);
	forget(p, r->now_ns, r->ended);
	mutex_unlock(&cw_tables_lock);
	r->left--;
}

/* Those with findings: few, and somebody waits for what becomes of them. */
static void look_after_accused(struct round *r)
{
	static u64 at;
	unsigned int n = min_t(unsigned int, cw_findings.count,
			       RECENT_PER_ROUND);
	struct cw_finding *f;

	while (n--) {
		f = cw_finding_of(cw_table_tour(&cw_findings, &at));
		if (f && f->process)
			look_after(f->process, r);
	}
}

static void look_after_recent(struct round *r)
{
	struct cw_entry *entry, *next;
	unsigned int n = RECENT_PER_ROUND;

	/* the latest first */
	list_for_each_entry_safe_reverse(entry, next, &cw_processes.lru, lru) {
		struct cw_process *p = cw_process_of(entry);

		if (cw_elapsed_ns(p->last_ns, r->now_ns) >
		    (u64)RECENT_SEC * NSEC_PER_SEC || !n--)
			break;
		look_after(p, r);
	}
}

static void look_after_others(struct round *r)
{
	static u64 at;
	unsigned int n = min_t(unsigned int, cw_processes.count,
			       TOUR_PER_ROUND);

	while (n--) {
		struct cw_entry *entry = cw_table_tour(&cw_processes, &at);

		if (entry)
			look_after(cw_process_of(entry), r);
	}
}

void cw_ledger_forget(u64 now_ns, cw_ledger_ended_t ended)
{
	struct round r = {
		.now_ns = now_ns,
		.ended = ended,
		.left = FORGET_PER_ROUND,
	};

	look_after_accused(&r);
	look_after_recent(&r);
	look_after_others(&r);
}
