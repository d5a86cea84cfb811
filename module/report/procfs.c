// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/cpuwarden: status, tables and samples. The format is ABI, described in
 * docs/proc.md: columns are only ever appended.
 */

#include "procfs.h"
#include "border.h"
#include "samples.h"
#include "words.h"
#include "status.h"
#include "../collector.h"
#include "../compat/proc_fs.h"
#include "../counters.h"
#include "../coverage.h"
#include "../finding.h"
#include "../group.h"
#include "../lives.h"
#include "../process.h"
#include "../sampler.h"

#include <linux/cpumask.h>
#include <linux/seq_file.h>
#include <linux/uidgid.h>

/**
 * struct cw_proc_table - one file of rows
 * @name:    of the file
 * @columns: tab-separated
 * @table:   where the rows are, or NULL
 * @rows:    how many there are if @table is NULL
 * @row:     writes one, or nothing; gets the entry, or NULL and the number of
 *           the row
 */
struct cw_proc_table {
	const char *name;
	const char *columns;
	struct cw_table *table;
	unsigned int (*rows)(void);
	void (*row)(struct seq_file *m, struct cw_entry *entry,
		    unsigned int nr);
};

static struct proc_dir_entry *proc_dir;

/* Text of somebody else: white space, control characters and \ as \ooo. */
static void put_text(struct seq_file *m, const char *text)
{
	seq_escape(m, text && *text ? text : "-", CW_TEXT_ESCAPED);
}

static void put_path(struct seq_file *m, const char *path)
{
	seq_putc(m, '\t');
	put_text(m, path);
}

static void put_group(struct seq_file *m, const struct cw_group *group)
{
	put_path(m, group ? group->path : NULL);
}

static void evidence_column(struct seq_file *m, const struct cw_finding *f)
{
	unsigned int i;

	for (i = 0; i < f->course.nr_evidence; i++) {
		const struct cw_evidence *ev = &f->course.evidence[i];

		seq_printf(m, "%c%s:%u/%u:%d", i ? ',' : '\t', ev->name,
			   ev->hits, ev->trials, ev->weight_milli);
	}
	if (!f->course.nr_evidence)
		seq_puts(m, "\t-");
}

static void kin_columns(struct seq_file *m, const struct cw_kin *kin)
{
	char parents[CW_PARENTS_BYTES], links[CW_FLAGS_BYTES];

	seq_printf(m, "\t%s", cw_restarter_name(kin->restarter.kind));
	put_path(m, kin->restarter.name);
	seq_printf(m, "\t%u", kin->restarter.pid);
	put_path(m, cw_parents_text(&kin->lineage, parents));
	seq_printf(m, "\t%llu\t%llu\t%u\t%s", kin->fingerprint, kin->earlier,
		   kin->nth, cw_link_names(kin->links, links));
}

static void finding_row(struct seq_file *m, struct cw_entry *entry,
			unsigned int nr)
{
	const struct cw_finding *f = cw_finding_of(entry);
	const struct cw_case *course = &f->course;
	const struct cw_judgement *j = &course->judgement;
	char flags[CW_FLAGS_BYTES];

	seq_printf(m, "%llu\t%s\t%s\t%s\t%d\t%s\t%d\t%s\t%u\t%llu\t",
		   entry->serial, cw_close_reason_name(course->close_reason),
		   cw_verdict_name(course->verdict), cw_family_name(j->family),
		   j->score_milli, cw_family_name(j->runner_up),
		   j->runner_up_milli, cw_subject_name(course->subject), f->pid,
		   f->start_ns);
	put_text(m, f->comm);
	if (f->uid != CW_ANY_USER)
		seq_printf(m, "\t%u", f->uid);
	else
		seq_puts(m, "\t-");
	put_path(m, f->exe_path);
	seq_printf(m, "\t%s", cw_exe_flag_names(f->exe_flags, flags));
	put_group(m, f->tenant);
	seq_printf(m, "\t%u\t%s\t%u\t%llu\t%llu\t%llu\t%llu\t%llu\t%u\t%u",
		   f->nr_threads, cw_origin_names(f->origin, flags),
		   j->samples, course->first_ns, course->opened_ns,
		   course->updated_ns, course->closed_ns, course->cpu_ns,
		   cw_case_share_bp(course), f->acked);
	evidence_column(m, f);
	seq_putc(m, '\t');
	put_text(m, cw_family_rule_name(j->family, j->rule));
	seq_printf(m, "\t%u\t%s\t%s", course->times,
		   cw_verdict_name(course->verdict_before),
		   cw_change_names(f->changed, flags));
	seq_printf(m, "\t%s", cw_covert_names_of(f->covert, flags));
	kin_columns(m, &f->kin);
	seq_printf(m, "\t%u\t%s\t%llu\t%u", cw_duty_bp(&f->duty),
		   cw_rest_names(cw_duty_rests(&f->duty), flags),
		   course->confirmed_ns, course->tid);
	if (f->exe)
		seq_printf(m, "\t%u\t%llu\n", f->exe->key.dev,
			   f->exe->key.id);
	else
		seq_puts(m, "\t-\t-\n");
}

static void mix_column(struct seq_file *m, const struct cw_track *track)
{
	char separator = '\t';
	unsigned int op;

	for (op = 0; op < CW_OP_COUNT; op++) {
		if (!track->op[op])
			continue;
		seq_printf(m, "%c%s:%llu", separator, cw_op_name(op),
			   track->op[op]);
		separator = ',';
	}
	if (separator == '\t')
		seq_puts(m, "\t-");
}

static void counter_columns(struct seq_file *m, const struct cw_process *p)
{
	enum cw_counter c;

	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (cw_counters_valid(c))
			seq_printf(m, "\t%llu", p->counter[c]);
		else
			seq_puts(m, "\t-");
	}
	seq_printf(m, "\t%llu", p->counter_ns);
}

static void process_row(struct seq_file *m, struct cw_entry *entry,
			unsigned int nr)
{
	const struct cw_process *p = cw_process_of(entry);
	struct cw_standing standing = cw_process_standing(p);
	char flags[CW_FLAGS_BYTES];

	seq_printf(m, "%u\t%llu\t", p->tgid, p->start_ns);
	put_text(m, p->comm);
	seq_printf(m, "\t%u", p->uid);
	put_path(m, cw_process_exe_path(p));
	put_group(m, p->tenant);
	seq_printf(m, "\t%u\t%s\t%s\t%s\t%d\t%llu\t%llu\t%llu\t%llu\t%llu\t%llu\t%llu",
		   p->nr_threads, cw_origin_names(p->origin, flags),
		   cw_verdict_name(standing.verdict),
		   cw_family_name(standing.family), standing.score_milli,
		   p->samples_user, p->samples_kernel, p->samples_unreadable,
		   p->track.rounding, p->cpu_ns, p->first_ns, p->last_ns);
	mix_column(m, &p->track);
	counter_columns(m, p);
	seq_printf(m, "\t%llu\t%s", p->samples_without_code,
		   cw_exe_flag_names(p->exe_flags, flags));
	seq_printf(m, "\t%s\t%llu\t%llu\n",
		   cw_covert_names_of(cw_process_covert(p), flags),
		   p->samples_guest, p->guest_ns);
}

static void tenant_row(struct seq_file *m, struct cw_entry *entry,
		       unsigned int nr)
{
	const struct cw_group *t = cw_group_of(entry);
	const struct cw_finding *finding = cw_finding_worst(t);
	const struct cw_case *worst = finding ? &finding->course : NULL;

	seq_printf(m, "%llu", t->key.id);
	put_group(m, t);
	seq_printf(m, "\t%u\t%llu\t%llu\t%llu\t%llu\t%s\t%s\t%d\t%u\t%u\t%llu\t%llu\t%llu\t%llu\n",
		   t->processes, t->samples_user, t->samples_kernel, t->cpu_ns,
		   t->last_ns,
		   cw_verdict_name(worst ? worst->verdict : CW_VERDICT_CLEAR),
		   cw_family_name(worst ? worst->judgement.family :
					  CW_FAMILY_NONE),
		   worst ? worst->judgement.score_milli : 0, t->findings_open,
		   t->key.dev, t->samples_guest, t->suspect_ns,
		   t->findings_total, t->first_ns);
}

static void family_row(struct seq_file *m, struct cw_entry *entry,
		       unsigned int nr)
{
	const struct cw_family_info *info = cw_family_info(nr);

	seq_printf(m, "%s\t", info->name);
	put_text(m, info->title);
	seq_printf(m, "\t%s\t",
		   cw_family_kind_name(info->kind == CW_FAMILY_MINING));
	put_text(m, info->used_by);
	seq_printf(m, "\t%llu\n", cw_findings_total(nr));
}

static unsigned int family_rows(void)
{
	return CW_FAMILY_COUNT;
}

static void thread_row(struct seq_file *m, struct cw_entry *entry,
		       unsigned int nr)
{
	const struct cw_thread *t = cw_thread_of_entry(entry);
	struct cw_standing standing = cw_standing_of(&t->track, &t->guest);

	seq_printf(m, "%u\t%llu\t%u\t%s\t%s\t%d\t%u\t%llu\n",
		   t->process->tgid, t->process->start_ns, t->tid,
		   cw_verdict_name(standing.verdict),
		   cw_family_name(standing.family), standing.score_milli,
		   t->track.samples, t->last_ns);
}

static void executable_row(struct seq_file *m, struct cw_entry *entry,
			   unsigned int nr)
{
	const struct cw_group *exe = cw_group_of(entry);

	put_text(m, exe->path);
	seq_printf(m, "\t%u\t%llu\t%u\t%llu\t%llu\t%llu\t%llu\t%u\t%llu\t%llu\n",
		   exe->key.dev, exe->key.id, exe->processes,
		   exe->samples_user, exe->samples_kernel, exe->samples_guest,
		   exe->cpu_ns, exe->findings_open, exe->first_ns,
		   exe->last_ns);
}

static void cpu_row(struct seq_file *m, struct cw_entry *entry, unsigned int nr)
{
	struct cw_sampler_stats s;

	if (!cpu_possible(nr))
		return;
	cw_sampler_cpu_stats(nr, &s);
	seq_printf(m, "%u\t%u\t%u\t%llu\t%llu\t%llu\t%llu\t%llu\t%llu\t%llu\n",
		   nr, s.cpus, cw_coverage_lacks(nr), s.user, s.kernel, s.guest,
		   s.idle, s.unreadable, s.dropped, s.handler_ns);
}

static unsigned int cpu_rows(void)
{
	return nr_cpu_ids;
}

static const struct cw_proc_table tables[] = {
	{
		.name = "findings",
		.columns = "id\tstate\tverdict\tfamily\tscore_milli\trunner_up\t"
			   "runner_up_milli\tsubject\tpid\tstart_ns\tcomm\tuid\t"
			   "exe\texe_flags\tcgroup\tthreads\torigin\tsamples\t"
			   "first_ns\topened_ns\tupdated_ns\tclosed_ns\tcpu_ns\t"
			   "share_bp\tacked\tevidence\trule\ttimes\tverdict_before\t"
			   "changed\tcovert\trestarter_kind\trestarter\t"
			   "restarter_pid\tparents\tfingerprint\tearlier\t"
			   "nth\tlinks\tduty_bp\trests\tconfirmed_ns\ttid\t"
			   "exe_dev\texe_ino",
		.table = &cw_findings,
		.row = finding_row,
	},
	{
		.name = "processes",
		.columns = "pid\tstart_ns\tcomm\tuid\texe\tcgroup\tthreads\t"
			   "origin\tverdict\tfamily\tscore_milli\tsamples_user\t"
			   "samples_kernel\tsamples_unreadable\t"
			   "samples_rounding\tcpu_ns\tfirst_ns\tlast_ns\tmix\t"
			   "cycles\tinstructions\tllc_refs\tllc_misses\t"
			   "branch_misses\tcounter_ns\tsamples_without_code\t"
			   "exe_flags\tcovert\tsamples_guest\tguest_ns",
		.table = &cw_processes,
		.row = process_row,
	},
	{
		.name = "tenants",
		.columns = "cgroup_id\tcgroup\tprocesses\tsamples_user\t"
			   "samples_kernel\tcpu_ns\tlast_ns\tverdict\tfamily\t"
			   "score_milli\tfindings_open\tcgroup_hierarchy\t"
			   "samples_guest\tsuspect_ns\tfindings_total\t"
			   "first_ns",
		.table = &cw_tenants,
		.row = tenant_row,
	},
	{
		.name = "families",
		.columns = "name\ttitle\tkind\tused_by\tfindings_total",
		.rows = family_rows,
		.row = family_row,
	},
	{
		.name = "threads",
		.columns = "pid\tstart_ns\ttid\tverdict\tfamily\tscore_milli\t"
			   "samples\tlast_ns",
		.table = &cw_threads,
		.row = thread_row,
	},
	{
		.name = "executables",
		.columns = "exe\texe_dev\texe_ino\tprocesses\tsamples_user\t"
			   "samples_kernel\tsamples_guest\tcpu_ns\t"
			   "findings_open\tfirst_ns\tlast_ns",
		.table = &cw_executables,
		.row = executable_row,
	},
	{
		.name = "cpus",
		.columns = "cpu\tsampled\tunsampled\tsamples_user\t"
			   "samples_kernel\tsamples_guest\tsamples_idle\t"
			   "samples_unreadable\tsamples_dropped\thandler_ns",
		.rows = cpu_rows,
		.row = cpu_row,
	},
};

/**
 * struct position - what a reader reads next
 * @table: of the file
 * @from:  0: the header; else the serial of an entry, or the number of a row,
 *         from 1, so that a reader who comes back finds its place whatever
 *         happened in between
 * @next:  the same after what was shown last
 * @more:  and there is something
 *
 * What seq_file calls a record is as many whole rows as fit its buffer: the
 * collector writes them at one go (cw_collector_call()).
 */
struct position {
	const struct cw_proc_table *table;
	u64 from;
	u64 next;
	bool more;
};

/* Whether the row fitted. One that stands alone needs a larger buffer then. */
static bool put_row(struct seq_file *m, struct position *at,
		    struct cw_entry *entry, unsigned int nr)
{
	size_t before = m->count;

	at->table->row(m, entry, nr);
	if (!seq_has_overflowed(m))
		return true;
	if (before)
		m->count = before;
	at->more = true;
	return false;
}

static int show_rows(void *arg)
{
	struct seq_file *m = arg;
	struct position *at = m->private;
	const struct cw_proc_table *t = at->table;
	struct cw_entry *entry;

	at->more = false;
	at->next = at->from;
	if (!at->next) {
		seq_printf(m, "# cpuwarden %s v1\n%s\n", t->name, t->columns);
		at->next = 1;
	}
	if (!t->table) {
		for (; at->next <= t->rows(); at->next++)
			if (!put_row(m, at, NULL, at->next - 1))
				break;
		return 0;
	}
	entry = cw_table_from(t->table, at->next);
	while (entry && !list_entry_is_head(entry, &t->table->order, order)) {
		if (!put_row(m, at, entry, 0))
			break;
		at->next = entry->serial + 1;
		entry = list_next_entry(entry, order);
	}
	return 0;
}

static void *table_start(struct seq_file *m, loff_t *pos)
{
	struct position *at = m->private;

	at->from = *pos;
	return at;
}

static void *table_next(struct seq_file *m, void *v, loff_t *pos)
{
	struct position *at = v;

	at->from = at->next;
	*pos = at->next;
	return at->more ? at : NULL;
}

static void table_stop(struct seq_file *m, void *v)
{
}

static int table_show(struct seq_file *m, void *v)
{
	if (m->count) {
		/* full, says this: the rest at the next read */
		m->count = m->size;
		return 0;
	}
	return cw_collector_call(show_rows, m);
}

static const struct seq_operations table_seq_ops = {
	.start = table_start,
	.next = table_next,
	.stop = table_stop,
	.show = table_show,
};

static int table_open(struct inode *inode, struct file *file)
{
	struct position *at;

	if (cw_outside())
		return -ENOENT;
	at = __seq_open_private(file, &table_seq_ops, sizeof(*at));
	if (!at)
		return -ENOMEM;
	at->table = pde_data(inode);
	return 0;
}

static const struct proc_ops table_proc_ops = {
	.proc_open = table_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = seq_release_private,
};

static int show_status(void *arg)
{
	cw_status_show(arg);
	return 0;
}

static int status_show(struct seq_file *m, void *v)
{
	return cw_collector_call(show_status, m);
}

static int status_open(struct inode *inode, struct file *file)
{
	if (cw_outside())
		return -ENOENT;
	return single_open(file, status_show, NULL);
}

static const struct proc_ops status_proc_ops = {
	.proc_open = status_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = single_release,
};

int cw_procfs_init(int gid)
{
	umode_t group = gid < 0 ? 0 : 0040;
	kgid_t kgid = KGIDT_INIT(gid < 0 ? 0 : gid);
	struct proc_dir_entry *file;
	unsigned int i;

	proc_dir = proc_mkdir_mode("cpuwarden", 0500 | (group ? 0050 : 0),
				   NULL);
	if (!proc_dir)
		return -ENOMEM;
	proc_set_user(proc_dir, GLOBAL_ROOT_UID, kgid);

	file = proc_create("status", 0400 | group, proc_dir,
			   &status_proc_ops);
	if (!file)
		goto err;
	proc_set_user(file, GLOBAL_ROOT_UID, kgid);

	for (i = 0; i < ARRAY_SIZE(tables); i++) {
		file = proc_create_data(tables[i].name, 0400 | group, proc_dir,
					&table_proc_ops, (void *)&tables[i]);
		if (!file)
			goto err;
		proc_set_user(file, GLOBAL_ROOT_UID, kgid);
	}

	/* code bytes of everybody's processes: for root alone */
	if (!proc_create("samples", 0400, proc_dir, &cw_samples_proc_ops))
		goto err;
	return 0;
err:
	cw_procfs_exit();
	return -ENOMEM;
}

void cw_procfs_exit(void)
{
	proc_remove(proc_dir);
}
