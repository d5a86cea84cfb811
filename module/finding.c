// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of findings: whose each is, and who is told. lib/case decides when
 * one is opened, escalated and closed.
 */

#include "finding.h"
#include "group.h"
#include "process.h"

#include <linux/math64.h>
#include <linux/slab.h>

struct cw_table cw_findings;

static cw_finding_notify_t notify_listeners;
static u64 opened_by_family[CW_FAMILY_COUNT];
static unsigned int open_count;

int cw_findings_init(unsigned int max)
{
	open_count = 0;
	memset(opened_by_family, 0, sizeof(opened_by_family));
	return cw_table_init(&cw_findings, max);
}

static void finding_free(struct cw_finding *f)
{
	list_del(&f->of_tenant);
	cw_group_put(f->exe);
	cw_group_put(f->tenant);
	cw_table_del(&cw_findings, &f->entry);
	kfree(f);
}

void cw_findings_destroy(void)
{
	struct cw_entry *entry, *next;

	mutex_lock(&cw_tables_lock);
	list_for_each_entry_safe(entry, next, &cw_findings.order, order)
		finding_free(cw_finding_of(entry));
	mutex_unlock(&cw_tables_lock);
	cw_table_destroy(&cw_findings);
}

void cw_findings_set_notify(cw_finding_notify_t notify)
{
	mutex_lock(&cw_tables_lock);
	notify_listeners = notify;
	mutex_unlock(&cw_tables_lock);
}

static void count_open(struct cw_finding *f, int delta)
{
	open_count += delta;
	if (f->exe)
		f->exe->findings_open += delta;
	if (!f->tenant)
		return;
	f->tenant->findings_open += delta;
	if (delta > 0)
		list_add_tail(&f->of_tenant, &f->tenant->findings);
	else
		list_del_init(&f->of_tenant);
}

static void swap_group(struct cw_group **place, struct cw_group *group)
{
	if (group)
		cw_group_pin(group);
	cw_group_put(*place);
	*place = group;
}

/*
 * Copy what a finding says of its process. That of a tenant names no process:
 * the one that exited last need not be one of those that mined.
 */
static void describe(struct cw_finding *f, u8 subject,
		     const struct cw_process *p)
{
	if (subject == CPUWARDEN_SUBJECT_TENANT)
		return;
	f->pid = p->tgid;
	f->start_ns = p->start_ns;
	strscpy(f->comm, p->comm, sizeof(f->comm));
	f->uid = p->uid;
	f->nr_threads = p->nr_threads;
	f->origin = p->origin;
}

/*
 * A process may move to another tenant while its finding is open; the finding
 * moves with it. Findings on executables and tenants stay where they were made.
 * Its executable may have found a place only now.
 */
static void follow_process(struct cw_finding *f, const struct cw_process *p)
{
	if (p->exe && !f->exe) {
		swap_group(&f->exe, p->exe);
		f->exe->findings_open++;
	}
	if (!p->tenant || p->tenant == f->tenant)
		return;
	if (f->tenant)
		f->tenant->findings_open--;
	swap_group(&f->tenant, p->tenant);
	f->tenant->findings_open++;
	list_move_tail(&f->of_tenant, &f->tenant->findings);
}

static struct cw_finding *finding_make(u8 subject, struct cw_process *p,
				       const struct cw_judgement *j)
{
	struct cw_finding *f;

	if (cw_table_full(&cw_findings)) {
		f = cw_finding_of(cw_table_evictable(&cw_findings));
		if (!f)
			return NULL;
		finding_free(f);
	}
	f = kzalloc(sizeof(*f), CW_TABLE_GFP);
	if (!f) {
		cw_findings.refused++;
		return NULL;
	}

	INIT_LIST_HEAD(&f->of_tenant);
	describe(f, subject, p);
	if (subject != CPUWARDEN_SUBJECT_TENANT)
		swap_group(&f->exe, p->exe);
	swap_group(&f->tenant, p->tenant);
	cw_table_add(&cw_findings, &f->entry, cw_findings.last + 1);
	cw_table_pin(&f->entry);
	count_open(f, 1);
	if (j->family < CW_FAMILY_COUNT)
		opened_by_family[j->family]++;
	return f;
}

static void detach(struct cw_finding *f)
{
	struct cw_group *group = f->course.subject == CPUWARDEN_SUBJECT_TENANT ?
					 f->tenant : f->exe;

	if (f->process) {
		f->process->finding = NULL;
		cw_table_unpin(&f->process->entry);
		f->process = NULL;
	} else if (group && group->finding == f) {
		group->finding = NULL;
	}
}

static void tell(struct cw_finding *f)
{
	f->untold = notify_listeners && !notify_listeners(f);
}

/* @event happened to @f: detach it if it is closed, and tell the listeners. */
static void happened(struct cw_finding *f, enum cpuwarden_event event)
{
	if (event == CPUWARDEN_EVENT_NONE)
		return;
	if (event == CPUWARDEN_EVENT_CLOSED) {
		detach(f);
		count_open(f, -1);
		cw_table_unpin(&f->entry);
	}
	tell(f);
}

static bool is_clear(const void *process, u64 now_ns)
{
	const struct cw_process *p = process;

	/* however long ago they were seen: a miner may sleep in between */
	return p->track.verdict == CW_VERDICT_CLEAR && !p->threads_accused;
}

void cw_finding_process(struct cw_process *p, const struct cw_track *track,
			u32 tid, const struct cw_judgement *j, u64 now_ns)
{
	struct cw_finding *f = p->finding;
	struct cw_case_subject s;

	if (!f) {
		/* nearly all samples end here */
		if (!cw_case_opens(CPUWARDEN_SUBJECT_PROCESS, false, j))
			return;
		f = finding_make(CPUWARDEN_SUBJECT_PROCESS, p, j);
		if (!f)
			return;
		p->finding = f;
		cw_table_pin(&p->entry);
		f->process = p;
	}
	if (j->verdict != CW_VERDICT_CLEAR) {
		describe(f, CPUWARDEN_SUBJECT_PROCESS, p);
		follow_process(f, p);
	}
	s = (struct cw_case_subject){
		.subject = CPUWARDEN_SUBJECT_PROCESS,
		.tid = tid,
		.track = track,
		.samples = p->samples_user + p->samples_kernel,
		.cpu_ns = p->cpu_ns,
		.is_clear = is_clear,
		.arg = p,
	};
	happened(f, cw_case_judge(&f->course, &s, j, now_ns));
}

void cw_finding_group(struct cw_group *group, u8 subject,
		      struct cw_process *p, const struct cw_judgement *j,
		      u64 now_ns)
{
	struct cw_case_subject s = {
		.subject = subject,
		.track = &group->track,
		.samples = group->track.samples,
		.cpu_ns = group->left_cpu_ns,
	};
	struct cw_finding *f = group->finding;

	if (!f) {
		if (!cw_case_opens(subject, group->findings_open, j))
			return;
		f = finding_make(subject, p, j);
		if (!f)
			return;
		group->finding = f;
	}
	happened(f, cw_case_judge(&f->course, &s, j, now_ns));
}

void cw_finding_close(struct cw_finding *f, u8 reason, u64 now_ns)
{
	happened(f, cw_case_close(&f->course, reason, now_ns));
}

/*
 * A closed finding has told the evidence left to @group: forget it, unless
 * another finding of the group is open, which rests on it.
 */
static void forget_told(struct cw_group *group)
{
	if (group && !group->finding)
		cw_group_forget_left(group);
}

void cw_findings_age(u64 now_ns)
{
	enum cpuwarden_event event;
	struct cw_entry *entry;

	list_for_each_entry(entry, &cw_findings.order, order) {
		struct cw_finding *f = cw_finding_of(entry);

		cond_resched();
		if (f->untold)
			tell(f);
		event = cw_case_age(&f->course, now_ns);
		happened(f, event);
		if (event == CPUWARDEN_EVENT_CLOSED) {
			forget_told(f->exe);
			forget_told(f->tenant);
		}
	}
}

void cw_findings_close_all(u8 reason, u64 now_ns)
{
	struct cw_entry *entry;

	list_for_each_entry(entry, &cw_findings.order, order) {
		cw_finding_close(cw_finding_of(entry), reason, now_ns);
		cond_resched();
	}
}

struct cw_finding *cw_finding_by_id(u64 id)
{
	struct cw_finding *f;

	hlist_for_each_entry(f, cw_table_bucket(&cw_findings, id),
			     entry.hash) {
		if (f->entry.serial == id)
			return f;
	}
	return NULL;
}

const struct cw_finding *cw_finding_worst(const struct cw_group *tenant)
{
	const struct cw_finding *f, *worst = NULL;

	list_for_each_entry(f, &tenant->findings, of_tenant) {
		if (!worst || f->course.verdict > worst->course.verdict)
			worst = f;
		if (worst->course.verdict == CW_VERDICT_CONFIRMED)
			break;
	}
	return worst;
}

u32 cw_finding_share_bp(const struct cw_finding *f)
{
	u64 wall_ns = cw_elapsed_ns(f->course.first_ns, f->course.updated_ns);

	if (!wall_ns)
		return 0;
	return min_t(u64, U32_MAX,
		     div64_u64(f->course.cpu_ns, div_u64(wall_ns, 10000) + 1));
}

u64 cw_findings_total(unsigned int family)
{
	unsigned int i;
	u64 sum = 0;

	if (family < CW_FAMILY_COUNT)
		return opened_by_family[family];
	for (i = 0; i < CW_FAMILY_COUNT; i++)
		sum += opened_by_family[i];
	return sum;
}

unsigned int cw_findings_open(void)
{
	return open_count;
}
