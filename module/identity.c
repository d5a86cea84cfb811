// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who a process is: name, user, executable, tenant. Looked up by the
 * collector, some time after the interrupt, by pid and start time.
 */

#include "identity.h"
#include "channel.h"
#include "tenant.h"
#include "compat/file.h"
#include "compat/magic.h"
#include "covert/covert.h"
#include "covert/lineage.h"

#include <linux/cred.h>
#include <linux/dcache.h>
#include <linux/fs.h>
#include <linux/pid.h>
#include <linux/pid_namespace.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/user_namespace.h>
#include <uapi/linux/cpuwarden.h>

enum { KEPT_BYTES = 1024 };	/* longer paths lose their beginning */
enum {
	ACTIVITY_TRIES = 4,	/* to sum up without a thread exiting */
	ACTIVITY_TRIES_MANY = 2,
	THREADS_PER_SLICE = 512,
};

struct task_struct *cw_identity_task(u32 nr, u64 start_ns)
{
	struct task_struct *task;

	/* a task that has a pid has a leader, which RCU protects */
	rcu_read_lock();
	task = pid_task(find_pid_ns(nr, &init_pid_ns), PIDTYPE_PID);
	if (task && task->group_leader->start_boottime == start_ns)
		get_task_struct(task);
	else
		task = NULL;
	rcu_read_unlock();
	return task;
}

static char *keep_path(const char *path)
{
	size_t len = strlen(path);

	if (len >= KEPT_BYTES)
		path += len - (KEPT_BYTES - 1);
	return kstrdup(path, GFP_KERNEL);
}

/*
 * Does the name by which @dentry was executed lead to another program now? Only
 * what the kernel remembers of the directory is asked: a look-up might wait for
 * the file system, and thus for whoever serves that, and so might letting go
 * of what was found. After an upgrade the kernel remembers, for it has just
 * renamed the new file.
 */
static bool is_replaced(struct dentry *dentry)
{
	const struct super_block *sb = dentry->d_sb;
	struct dentry *parent, *other;
	struct name_snapshot name;
	struct inode *inode;
	bool is = false;

	if (sb->s_user_ns != &init_user_ns || sb->s_magic == FUSE_SUPER_MAGIC)
		return false;
	parent = dget_parent(dentry);
	take_dentry_name_snapshot(&name, dentry);
	other = d_lookup(parent, &name.name);
	release_dentry_name_snapshot(&name);
	dput(parent);
	if (!other)
		return false;
	inode = d_inode_rcu(other);
	is = inode && inode != d_inode_rcu(dentry) &&
	     S_ISREG(inode->i_mode) && inode->i_mode & 0111;
	dput(other);
	return is;
}

static u32 exe_flags(const struct file *file)
{
	struct dentry *dentry = file->f_path.dentry;
	const struct inode *inode = file_inode(file);
	const struct super_block *sb = inode->i_sb;
	u32 flags = 0;

	if (!(file->f_flags & __FMODE_EXEC))
		flags |= CPUWARDEN_EXE_FLAG_EXCHANGED;
	if (inode->i_nlink && !d_unlinked(dentry))
		return flags;
	flags |= CPUWARDEN_EXE_FLAG_DELETED;
	/* on the kernel's own mounts nothing ever had a name */
	if (sb->s_flags & SB_KERNMOUNT)
		return flags | CPUWARDEN_EXE_FLAG_MEMFD;
	if (sb->s_magic == TMPFS_MAGIC)
		flags |= CPUWARDEN_EXE_FLAG_TMPFS;
	if (is_replaced(dentry))
		flags |= CPUWARDEN_EXE_FLAG_REPLACED;
	return flags;
}

static void identify_exe(struct mm_struct *mm, struct cw_identity *id)
{
	static const char deleted[] = " (deleted)";
	struct file *file;
	char *buf, *path;
	size_t len;

	file = cw_mm_exe_file(mm);
	if (!file)
		return;

	id->exe_inode = (unsigned long)file_inode(file);
	id->exe_flags = exe_flags(file);
	id->covert |= cw_covert_place(file);
	buf = kmalloc(PATH_MAX, GFP_KERNEL);
	path = buf ? file_path(file, buf, PATH_MAX) : ERR_PTR(-ENOMEM);
	if (!IS_ERR(path)) {
		/*
		 * Cut what the kernel appends to paths of unlinked files; the
		 * flag says it. Both are asked, because a file may be named
		 * so, or be unlinked just after the path was made.
		 */
		len = strlen(path);
		if (d_unlinked(file->f_path.dentry) &&
		    len > sizeof(deleted) - 1 &&
		    !strcmp(path + len - (sizeof(deleted) - 1), deleted))
			path[len - (sizeof(deleted) - 1)] = '\0';
		id->exe_path = keep_path(path);
	}
	kfree(buf);
	fput(file);
}

/*
 * "cpu,cpuacct:", "cpu,name=foo:", as in /proc/PID/cgroup. No path of cgroup v2
 * begins so.
 */
static int put_controllers(char *buf, size_t size, const struct css_set *set,
			   const struct cgroup_root *root)
{
	const struct cgroup_subsys_state *css;
	const char *comma = "";
	unsigned int i;
	int len = 0;

	for (i = 0; i < CGROUP_SUBSYS_COUNT; i++) {
		css = set->subsys[i];
		if (css->cgroup->root != root)
			continue;
		len += scnprintf(buf + len, size - len, "%s%s", comma,
				 css->ss->legacy_name);
		comma = ",";
	}
	if (*root->name)
		len += scnprintf(buf + len, size - len, "%sname=%s", comma,
				 root->name);
	len += scnprintf(buf + len, size - len, ":");
	return len;
}

static void identify_tenant(struct task_struct *task, struct cw_identity *id)
{
	struct cgroup *cgrp;
	int len, before = 0;
	char *buf;

	buf = kmalloc(PATH_MAX, GFP_KERNEL);

	rcu_read_lock();
	/* threads may be in several: the first one's is the process's */
	if (pid_alive(task) && !task->group_leader->exit_state)
		task = task->group_leader;
	cgrp = cw_tenant_cgroup(task);
	id->cgroup_id = cgroup_id(cgrp);
	id->cgroup_hierarchy = cw_tenant_hierarchy(cgrp);
	if (buf && id->cgroup_hierarchy)
		before = put_controllers(buf, PATH_MAX, task_css_set(task),
					 cgrp->root);
	len = buf ? cgroup_path(cgrp, buf + before, PATH_MAX - before) :
		    -ENOMEM;
	rcu_read_unlock();

	if (len >= 0 && len < PATH_MAX - before)
		id->cgroup_path = keep_path(buf);
	kfree(buf);
}

#ifdef CONFIG_TASK_XACCT
static void add_io(const struct task_io_accounting *io, struct cw_io_look *look)
{
	look->io_bytes += READ_ONCE(io->rchar) + READ_ONCE(io->wchar);
	look->writes += READ_ONCE(io->syscw);
#ifdef CONFIG_TASK_IO_ACCOUNTING
	look->disk_bytes += READ_ONCE(io->read_bytes) +
			    READ_ONCE(io->write_bytes);
#endif
}
#else
static void add_io(const struct task_io_accounting *io, struct cw_io_look *look)
{
}
#endif

/*
 * Let others run in the middle of a list of threads, as khungtaskd does.
 * Return: whether the list goes on at @t; it does not if it has exited.
 */
static bool pause_at(struct task_struct *t)
{
	bool alive;

	get_task_struct(t);
	rcu_read_unlock();
	cond_resched();
	rcu_read_lock();
	alive = pid_alive(t);
	put_task_struct(t);
	return alive;
}

/*
 * Of all threads: exited ones have added theirs to the signal_struct
 * (__exit_signal()); there are also the bytes of children that were waited for
 * (wait_task_zombie()). These come first, so that nothing counts twice.
 * Return: whether it is complete, which it always is without @pauses.
 */
static bool sum_activity(struct task_struct *task, struct cw_io_look *look,
			 bool pauses)
{
	const struct signal_struct *exited = task->signal;
	struct task_struct *t;
	unsigned int n = 0;

	memset(look, 0, sizeof(*look));
	look->cpu_ns = exited->sum_sched_runtime;
	look->switches = exited->nvcsw;
	add_io(&exited->ioac, look);
	for_each_thread(task, t) {
		look->cpu_ns += READ_ONCE(t->se.sum_exec_runtime);
		look->switches += READ_ONCE(t->nvcsw);
		add_io(&t->ioac, look);
		if (pauses && !(++n % THREADS_PER_SLICE) && !pause_at(t))
			return false;
	}
	return true;
}

void cw_identity_activity(struct task_struct *task, struct cw_identity *id)
{
	/* a task keeps its signal_struct as long as itself */
	struct signal_struct *signal = task->signal;
	unsigned int seq, tries = ACTIVITY_TRIES;
	bool all;

	/* of so many some always exit; who did is counted the next time */
	if (get_nr_threads(task) > THREADS_PER_SLICE)
		tries = ACTIVITY_TRIES_MANY;
	rcu_read_lock();
	/* a thread that exits meanwhile may not count at all */
	do {
		seq = read_seqbegin(&signal->stats_lock);
		all = sum_activity(task, &id->look, --tries);
	} while (tries && (!all || read_seqretry(&signal->stats_lock, seq)));
	rcu_read_unlock();
	id->looked = cw_channels_look(task, &id->look);
}

u64 cw_identity_cpu_ns(struct task_struct *task)
{
	struct signal_struct *signal = task->signal;
	struct task_struct *t;
	unsigned int seq;
	u64 cpu_ns;

	if (get_nr_threads(task) > THREADS_PER_SLICE)
		return 0;
	rcu_read_lock();
	seq = read_seqbegin(&signal->stats_lock);
	cpu_ns = signal->sum_sched_runtime;
	for_each_thread(task, t)
		cpu_ns += READ_ONCE(t->se.sum_exec_runtime);
	if (read_seqretry(&signal->stats_lock, seq))
		cpu_ns = 0;
	rcu_read_unlock();
	return cpu_ns;
}

/*
 * Who is in a user namespace may be any of thousands of users that were lent to
 * him who made it. He answers for all of them.
 */
static u32 who_answers(struct task_struct *task)
{
	const struct user_namespace *ns;
	const struct cred *cred;
	kuid_t user;

	rcu_read_lock();
	cred = __task_cred(task);
	user = cred->uid;
	for (ns = cred->user_ns; ns != &init_user_ns; ns = ns->parent)
		user = ns->owner;
	rcu_read_unlock();
	return from_kuid(&init_user_ns, user);
}

void cw_identity_get(struct task_struct *task, struct cw_identity *id)
{
	struct mm_struct *mm;
	u32 exec_id;

	memset(id, 0, sizeof(*id));
	exec_id = READ_ONCE(task->self_exec_id);
	rcu_read_lock();
	/* a task that was reaped may not have its leader any more */
	get_task_comm(id->comm, pid_alive(task) ? task->group_leader : task);
	rcu_read_unlock();
	id->threads = get_nr_threads(task);
	id->answers = who_answers(task);
	cw_lineage_look(task, &id->lineage);

	mm = get_task_mm(task);
	if (mm) {
		identify_exe(mm, id);
		id->covert |= cw_covert_argv(mm) |
			      cw_covert_preparation(task, mm);
		mmput_async(mm);
	}
	if (exec_id == (u32)READ_ONCE(task->self_exec_id))
		id->exec_id = exec_id;
	identify_tenant(task, id);
	cw_identity_activity(task, id);
}

void cw_identity_put(struct cw_identity *id)
{
	kfree(id->exe_path);
	kfree(id->cgroup_path);
	id->exe_path = NULL;
	id->cgroup_path = NULL;
}
