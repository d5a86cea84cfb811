// SPDX-License-Identifier: GPL-2.0-only
/*
 * Records of processes and of the threads of those that show several.
 */

#include "process.h"
#include "group.h"
#include "identity.h"
#include "case/case.h"
#include "case/names.h"

#include <linux/slab.h>
#include <uapi/linux/cpuwarden.h>

struct cw_table cw_processes;
struct cw_table cw_threads;

enum {
	IN_KERNEL_SAMPLES = 500,
	IN_KERNEL_TIMES = 3,	/* as many as all others */
};

/* A record is a little more than 2 KiB; kmalloc() would take 4. */
static struct kmem_cache *process_cache;

int cw_processes_init(unsigned int processes_max, unsigned int threads_max)
{
	int ret;

	process_cache = KMEM_CACHE(cw_process, 0);
	if (!process_cache)
		return -ENOMEM;
	ret = cw_table_init(&cw_processes, processes_max);
	if (ret)
		goto err_cache;
	ret = cw_table_init(&cw_threads, threads_max);
	if (ret)
		goto err_processes;
	return 0;

err_processes:
	cw_table_destroy(&cw_processes);
err_cache:
	kmem_cache_destroy(process_cache);
	return ret;
}

void cw_processes_destroy(void)
{
	mutex_lock(&cw_tables_lock);
	cw_processes_clear();
	mutex_unlock(&cw_tables_lock);
	cw_table_destroy(&cw_threads);
	cw_table_destroy(&cw_processes);
	kmem_cache_destroy(process_cache);
}

struct cw_process *cw_process_find(u32 tgid, u64 start_ns)
{
	struct cw_process *p, *newest = NULL;

	hlist_for_each_entry(p, cw_table_bucket(&cw_processes, tgid),
			     entry.hash) {
		if (p->tgid != tgid)
			continue;
		if (start_ns && p->start_ns == start_ns)
			return p;
		if (!newest || p->start_ns > newest->start_ns)
			newest = p;
	}
	return start_ns ? NULL : newest;
}

static struct cw_group *exe_group(const struct cw_process *p)
{
	return p->exe_key.inode ? cw_group_get(&cw_executables, &p->exe_key) :
				  NULL;
}

/*
 * If it was exchanged before we saw it, nobody knows which it was: the file
 * that is there now has nothing to do with what is executed.
 */
static void note_exe(struct cw_process *p, const struct cw_sample *s)
{
	bool exchanged = s->flags & CW_SAMPLE_EXCHANGED;

	p->exec_id = s->exec_id;
	p->exe_flags = exchanged ? CPUWARDEN_EXE_FLAG_EXCHANGED : 0;
	memset(&p->exe_key, 0, sizeof(p->exe_key));
	if (exchanged)
		return;
	p->exe_key.id = s->exe_ino;
	p->exe_key.inode = s->exe_inode;
	p->exe_key.dev = s->exe_dev;
	p->exe_key.gen = s->exe_gen;
}

static struct cw_group *tenant_group(u64 cgroup_id, u32 cgroup_hierarchy)
{
	const struct cw_group_key key = {
		.id = cgroup_id, .dev = cgroup_hierarchy,
	};

	return cw_group_get(&cw_tenants, &key);
}

static void note_names(struct cw_process *p)
{
	p->covert |= cw_covert_names(p->comm, cw_process_exe_path(p));
}

/* Each sample brings a name, and hardly ever another one. */
static void set_comm(struct cw_process *p, const char comm[TASK_COMM_LEN])
{
	if (!memcmp(p->named, comm, TASK_COMM_LEN))
		return;
	memcpy(p->named, comm, TASK_COMM_LEN);
	strscpy(p->comm, comm, sizeof(p->comm));
	note_names(p);
	p->disguised = cw_name_is_kernel_thread(p->comm);
}

struct cw_process *cw_process_make(const struct cw_sample *s)
{
	struct cw_process *p;

	if (cw_table_full(&cw_processes))
		return NULL;
	p = kmem_cache_zalloc(process_cache, CW_TABLE_GFP);
	if (!p) {
		cw_processes.refused++;
		return NULL;
	}
	p->tgid = s->tgid;
	p->start_ns = s->start_ns;
	p->first_tid = s->tid;
	p->first_ns = s->time_ns;
	cw_io_idle_begin(&p->io_idle, s->time_ns);
	p->nr_threads = 1;
	p->uid = s->uid;
	p->answers = p->uid;
	set_comm(p, s->comm);
	INIT_LIST_HEAD(&p->threads);
	cw_track_init(&p->track);
	note_exe(p, s);
	p->exe = exe_group(p);
	p->tenant = tenant_group(s->cgroup_id, s->cgroup_hierarchy);
	if (p->exe)
		p->exe->processes++;
	if (p->tenant)
		p->tenant->processes++;
	cw_table_add(&cw_processes, &p->entry, p->tgid);
	return p;
}

static void thread_remove(struct cw_thread *t)
{
	list_del(&t->sibling);
	t->process->nr_thread_records--;
	t->process->threads_accused -= t->accused;
	cw_table_del(&cw_threads, &t->entry);
	kfree(t);
}

/* There may be tens of thousands. */
static void threads_remove(struct cw_process *p)
{
	struct cw_thread *t, *next;

	list_for_each_entry_safe(t, next, &p->threads, sibling) {
		thread_remove(t);
		cond_resched();
	}
}

static void move_to_group(struct cw_group **place, struct cw_group *group)
{
	if (*place) {
		(*place)->processes--;
		cw_group_put(*place);
	}
	*place = group;
	if (group)
		group->processes++;
}

void cw_process_begin(struct cw_process *p, const struct cw_sample *s)
{
	note_exe(p, s);
	p->covert = 0;
	kfree(p->exe_path);
	p->exe_path = NULL;
	move_to_group(&p->exe, exe_group(p));
	/*
	 * Its evidence begins anew, and so does its time without I/O. It has
	 * one thread and other pages.
	 */
	threads_remove(p);
	p->first_tid = p->tgid;
	memset(&p->origins, 0, sizeof(p->origins));
	memset(&p->walk, 0, sizeof(p->walk));
	p->origin = 0;
	cw_io_idle_begin(&p->io_idle, s->time_ns);
	p->cpu_before_ns = p->cpu_ns;
	cw_track_init(&p->track);
	memset(&p->guest, 0, sizeof(p->guest));
	memset(&p->own, 0, sizeof(p->own));
}

/*
 * Within execve() the executable changes before the number of the program does,
 * so samples in the kernel are not compared.
 */
bool cw_process_exchanged(const struct cw_process *p,
			  const struct cw_sample *s)
{
	if (p->exe_flags & CPUWARDEN_EXE_FLAG_EXCHANGED)
		return false;
	return s->flags & CW_SAMPLE_EXCHANGED ||
	       (s->flags & CW_SAMPLE_USER && s->exe_inode &&
		s->exe_inode != p->exe_key.inode);
}

bool cw_process_is_in(const struct cw_process *p, u64 cgroup_id,
		      u32 cgroup_hierarchy)
{
	return p->tenant && p->tenant->key.id == cgroup_id &&
	       p->tenant->key.dev == cgroup_hierarchy;
}

void cw_process_set_tenant(struct cw_process *p, u64 cgroup_id,
			   u32 cgroup_hierarchy)
{
	if (!cw_process_is_in(p, cgroup_id, cgroup_hierarchy))
		move_to_group(&p->tenant,
			      tenant_group(cgroup_id, cgroup_hierarchy));
}

void cw_process_note_activity(struct cw_process *p,
			      const struct cw_identity *id, u64 now_ns)
{
	/* a process of which no thread is left has no files to look at */
	if (id->looked)
		cw_io_idle_check(&p->io_idle, &id->look, p->last_ns, now_ns);
}

void cw_process_note_scheduled(struct cw_process *p, u64 sched_ns,
			       const struct cw_sampling *sampling)
{
	if (sched_ns &&
	    cw_missed_look(&p->missed, sched_ns, p->cpu_ns, sampling))
		p->covert |= CPUWARDEN_COVERT_UNSAMPLED;
}

/*
 * What @id says of another file says nothing of the one that was executed. That
 * it was replaced is remembered: the kernel may forget the name of the new one.
 */
static void refresh_exe(struct cw_process *p, struct cw_identity *id)
{
	if (id->exe_flags & CPUWARDEN_EXE_FLAG_EXCHANGED ||
	    id->exe_inode != p->exe_key.inode)
		return;
	p->exe_flags &= CPUWARDEN_EXE_FLAG_EXCHANGED |
			CPUWARDEN_EXE_FLAG_REPLACED;
	p->exe_flags |= id->exe_flags;
	if (!id->exe_path)
		return;
	/* root of the host sees it where it is; else who comes first */
	if (p->exe && (!p->exe->path || !id->answers))
		cw_group_set_path(p->exe, kstrdup(id->exe_path, CW_TABLE_GFP));
	kfree(p->exe_path);
	p->exe_path = id->exe_path;
	id->exe_path = NULL;
}

const char *cw_process_exe_path(const struct cw_process *p)
{
	return p->exe_path ?: p->exe ? p->exe->path : NULL;
}

/* It computes in the kernel, for nobody: by AF_ALG, for example. */
static bool computes_in_kernel(const struct cw_process *p, u64 now_ns)
{
	u64 others = p->samples_user + p->samples_guest;

	return p->samples_kernel >= IN_KERNEL_SAMPLES &&
	       p->samples_kernel >= IN_KERNEL_TIMES * others &&
	       cw_io_idle_ns(&p->io_idle, now_ns) >= CW_IO_IDLE_NS;
}

void cw_process_refresh(struct cw_process *p, struct cw_identity *id,
			u64 now_ns)
{
	p->refreshed_ns = now_ns;
	cw_process_note_activity(p, id, now_ns);
	p->answers = id->answers;

	/* else it has executed another program, and the next sample will tell */
	if (id->exec_id == p->exec_id) {
		set_comm(p, id->comm);
		p->nr_threads = id->threads;
		refresh_exe(p, id);
		p->covert |= id->covert;
		if (computes_in_kernel(p, now_ns))
			p->covert |= CPUWARDEN_COVERT_IN_KERNEL;
		/* later it may have another parent: that one has ended */
		if (!p->lineage.n)
			p->lineage = id->lineage;
		note_names(p);
	}

	cw_process_set_tenant(p, id->cgroup_id, id->cgroup_hierarchy);
	if (p->tenant) {
		cw_group_set_path(p->tenant, id->cgroup_path);
		id->cgroup_path = NULL;
	}
}

/*
 * A table that was full, or short of memory, may have a place now. Not for the
 * first sample of a process, for which it was asked just now.
 */
static void find_groups(struct cw_process *p, const struct cw_sample *s)
{
	if (p->exe_key.inode && !p->exe) {
		move_to_group(&p->exe, exe_group(p));
		if (p->exe)
			p->refreshed_ns = 0;	/* for its path */
	}
	if (!p->tenant) {
		cw_process_set_tenant(p, s->cgroup_id, s->cgroup_hierarchy);
		if (p->tenant)
			p->refreshed_ns = 0;
	}
}

static void account_group(struct cw_group *group, const struct cw_sample *s,
			  bool suspect)
{
	if (!group)
		return;
	if (s->flags & CW_SAMPLE_USER)
		group->samples_user++;
	else if (s->flags & CW_SAMPLE_GUEST)
		group->samples_guest++;
	else
		group->samples_kernel++;
	group->cpu_ns += s->period_ns;
	if (suspect)
		group->suspect_ns += s->period_ns;
	if (!group->first_ns)
		group->first_ns = s->time_ns;
	group->last_ns = max(group->last_ns, s->time_ns);
}

static void account_counters(struct cw_process *p, const struct cw_sample *s)
{
	enum cw_counter c;

	for (c = 0; c < CW_COUNTER_COUNT; c++)
		p->counter[c] += s->counter[c];
	p->counter_ns += s->counter_ns;
}

static void note_user(struct cw_process *p, u32 uid)
{
	if (p->uid == uid)
		return;
	/* another may answer for it: look it up */
	p->refreshed_ns = 0;
	if (p->answers == p->uid)
		p->answers = uid;
	p->uid = uid;
}

static void account_guest(struct cw_process *p, const struct cw_sample *s)
{
	p->samples_guest++;
	p->guest_ns += s->period_ns;
}

void cw_process_account(struct cw_process *p, const struct cw_sample *s)
{
	if (p->last_ns)
		find_groups(p, s);
	if (s->flags & CW_SAMPLE_USER)
		p->samples_user++;
	else if (s->flags & CW_SAMPLE_GUEST)
		account_guest(p, s);
	else
		p->samples_kernel++;
	/*
	 * A process may exit before its name is looked up, so it is taken
	 * from samples; in user mode only, because within execve() the
	 * executable changes before the name does.
	 */
	if ((s->flags & CW_SAMPLE_USER) && s->tid == s->tgid)
		set_comm(p, s->comm);
	note_user(p, s->uid);
	if (s->flags & CW_SAMPLE_UNREADABLE)
		p->samples_unreadable++;
	if ((s->flags & CW_SAMPLE_USER) && !(s->flags & CW_SAMPLE_CODE))
		p->samples_without_code++;
	if (s->flags & CW_SAMPLE_COUNTERS)
		account_counters(p, s);
	p->cpu_ns += s->period_ns;
	p->last_ns = max(p->last_ns, s->time_ns);
	cw_table_touch(&cw_processes, &p->entry);
	account_group(p->exe, s, p->finding);
	account_group(p->tenant, s, p->finding);
}

/*
 * Nobody can look at what it executes. After an upgrade nobody can either, but
 * there the name leads to a program as it should.
 */
static bool is_gone(u32 exe_flags)
{
	return exe_flags & CPUWARDEN_EXE_FLAG_EXCHANGED ||
	       (exe_flags & CPUWARDEN_EXE_FLAG_DELETED &&
		!(exe_flags & CPUWARDEN_EXE_FLAG_REPLACED));
}

u32 cw_process_circumstances(const struct cw_process *p, u64 now_ns)
{
	u32 bits = 0;

	if (is_gone(p->exe_flags))
		bits |= CW_CIRCUMSTANCE_GONE;
	if (p->disguised || p->covert & CPUWARDEN_COVERT_KERNEL_NAME)
		bits |= CW_CIRCUMSTANCE_DISGUISED;
	if (cw_io_idle_ns(&p->io_idle, now_ns) >= CW_IO_IDLE_NS)
		bits |= CW_CIRCUMSTANCE_IO_IDLE;
	return bits;
}

u32 cw_process_covert(const struct cw_process *p)
{
	u32 signs = p->covert | cw_origin_covert(&p->origins) |
		    cw_covert_fileless(cw_process_exe_path(p), p->origin);

	if (p->disguised)
		signs |= CPUWARDEN_COVERT_KERNEL_NAME;
	if (is_gone(p->exe_flags))
		signs |= CPUWARDEN_COVERT_GONE;
	return signs;
}

static struct cw_thread *thread_make(struct cw_process *p, u32 tid)
{
	struct cw_thread *t;
	struct cw_entry *entry;

	if (cw_table_full(&cw_threads)) {
		entry = cw_table_evictable(&cw_threads);
		if (!entry)
			return NULL;
		thread_remove(cw_thread_of_entry(entry));
	}
	t = kzalloc(sizeof(*t), CW_TABLE_GFP);
	if (!t) {
		cw_threads.refused++;
		return NULL;
	}
	t->tid = tid;
	t->process = p;
	cw_track_init(&t->track);
	list_add(&t->sibling, &p->threads);
	p->nr_thread_records++;
	cw_table_add(&cw_threads, &t->entry, tid);
	return t;
}

struct cw_thread *cw_process_thread(const struct cw_process *p, u32 tid)
{
	struct cw_thread *t;

	hlist_for_each_entry(t, cw_table_bucket(&cw_threads, tid),
			     entry.hash) {
		if (t->tid == tid && t->process == p)
			return t;
	}
	return NULL;
}

struct cw_track *cw_process_track(struct cw_process *p,
				  const struct cw_sample *s)
{
	struct cw_thread *t;

	if (s->tid == p->first_tid && list_empty(&p->threads))
		return NULL;

	t = cw_process_thread(p, s->tid);
	if (!t)
		t = thread_make(p, s->tid);
	if (!t)
		return NULL;
	t->last_ns = s->time_ns;
	cw_table_touch(&cw_threads, &t->entry);
	return &t->track;
}

struct cw_standing cw_process_standing(const struct cw_process *p)
{
	return cw_standing_of(&p->track, &p->guest);
}

void cw_process_note_verdict(struct cw_process *p, struct cw_thread *t)
{
	bool accused = t->track.verdict != CW_VERDICT_CLEAR ||
		       t->guest.verdict != CW_VERDICT_CLEAR;

	p->threads_accused += accused - t->accused;
	t->accused = accused;
}

void cw_process_remove(struct cw_process *p)
{
	threads_remove(p);
	move_to_group(&p->exe, NULL);
	move_to_group(&p->tenant, NULL);
	cw_table_del(&cw_processes, &p->entry);
	kfree(p->exe_path);
	kmem_cache_free(process_cache, p);
}

void cw_processes_clear(void)
{
	struct cw_entry *entry, *next;

	list_for_each_entry_safe(entry, next, &cw_processes.order, order) {
		cw_process_remove(cw_process_of(entry));
		cond_resched();
	}
}

void cw_threads_age(u64 now_ns)
{
	struct cw_entry *entry, *next;

	list_for_each_entry_safe(entry, next, &cw_threads.lru, lru) {
		struct cw_thread *t = cw_thread_of_entry(entry);

		if (cw_elapsed_ns(t->last_ns, now_ns) < CW_THREAD_IDLE_NS)
			break;
		thread_remove(t);
		cond_resched();
	}
}
