// SPDX-License-Identifier: GPL-2.0-only
/*
 * The life of findings: opened, escalated, updated, closed. A finding keeps
 * what it says of its process, so that it can still be read, and shown to a
 * tenant, after the process is gone.
 */

#include "finding.h"
#include "group.h"
#include "process.h"

#include <linux/math64.h>
#include <linux/slab.h>
#include <linux/time64.h>

struct cw_table cw_findings;

static cw_finding_notify_t notify_listeners;
static u64 opened_by_family[CW_FAMILY_COUNT];
static unsigned int open_count;

enum {
	UPDATE_SEC = 10,	/* listeners hear of an open one this often */
	GROUP_QUIET_SEC = 60,
};

int cw_findings_init(unsigned int max)
{
	open_count = 0;
	memset(opened_by_family, 0, sizeof(opened_by_family));
	return cw_table_init(&cw_findings, max);
}

static void finding_free(struct cw_finding *f)
{
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

static void tell(struct cw_finding *f, u8 event, u64 now_ns)
{
	f->event = event;
	f->told_ns = now_ns;
	if (notify_listeners)
		notify_listeners(f);
}

static void count_open(struct cw_finding *f, int delta)
{
	open_count += delta;
	if (f->exe)
		f->exe->findings_open += delta;
	if (f->tenant)
		f->tenant->findings_open += delta;
}

static void swap_group(struct cw_group **place, struct cw_group *group)
{
	if (group)
		cw_group_pin(group);
	cw_group_put(*place);
	*place = group;
}

/*
 * What a finding says of its process, as it is now. That of a tenant names
 * nobody: the process that died last need not be one of those that mined.
 */
static void describe(struct cw_finding *f, const struct cw_process *p)
{
	if (f->subject == CPUWARDEN_SUBJECT_TENANT)
		return;
	f->pid = p->tgid;
	f->start_ns = p->start_ns;
	strscpy(f->comm, p->comm, sizeof(f->comm));
	f->uid = p->uid;
	f->nr_threads = p->nr_threads;
	f->origin = p->origin;
}

/*
 * A process that is accused is told beside the tenant that it belongs to by
 * now. What the dead left names the one whose end made it a finding.
 */
static void follow_tenant(struct cw_finding *f, const struct cw_process *p)
{
	if (!p->tenant || p->tenant == f->tenant)
		return;
	if (f->tenant)
		f->tenant->findings_open--;
	swap_group(&f->tenant, p->tenant);
	f->tenant->findings_open++;
}

/* @cpu_ns and @samples: of the subject, since it was first seen */
static struct cw_finding *finding_open(u8 subject, struct cw_process *p,
				       const struct cw_judgement *j,
				       u64 cpu_ns, u64 samples, u64 now_ns)
{
	struct cw_finding *f;
	u64 evidence_ns;

	if (cw_table_full(&cw_findings)) {
		f = cw_finding_of(cw_table_evictable(&cw_findings));
		if (!f)
			return NULL;
		finding_free(f);
	}
	f = kzalloc(sizeof(*f), GFP_KERNEL);
	if (!f) {
		cw_findings.refused++;
		return NULL;
	}

	f->subject = subject;
	f->opened_ns = now_ns;
	f->first_ns = j->first_ns ? j->first_ns : now_ns;
	/* by samples: the share of the CPU time that came after first_ns */
	evidence_ns = j->samples * div64_u64(cpu_ns, samples + 1);
	f->cpu_before_ns = cpu_ns > evidence_ns ? cpu_ns - evidence_ns : 0;
	describe(f, p);
	if (subject != CPUWARDEN_SUBJECT_TENANT)
		swap_group(&f->exe, p->exe);
	swap_group(&f->tenant, p->tenant);
	f->entry.pins = 1;
	cw_table_add(&cw_findings, &f->entry, cw_findings.last + 1);
	count_open(f, 1);
	if (j->family < CW_FAMILY_COUNT)
		opened_by_family[j->family]++;
	return f;
}

static void finding_update(struct cw_finding *f, const struct cw_track *track,
			   const struct cw_judgement *j, u64 cpu_ns,
			   u64 now_ns)
{
	u8 before = f->verdict;

	/*
	 * A finding keeps its reasons while the verdict stands for no others.
	 * They cost more than the rest of a sample's way: only when judged anew.
	 */
	if (j->verdict > f->verdict ||
	    (j->verdict == f->verdict && j->fresh)) {
		f->verdict = j->verdict;
		f->judgement = *j;
		f->nr_evidence = cw_track_evidence(track, j->family,
						   f->evidence,
						   CW_FINDING_EVIDENCE);
	}
	f->cpu_ns = cpu_ns > f->cpu_before_ns ? cpu_ns - f->cpu_before_ns : 0;
	f->updated_ns = max(f->updated_ns, now_ns);

	if (before == CW_VERDICT_CLEAR)
		tell(f, CPUWARDEN_EVENT_OPENED, now_ns);
	else if (f->verdict > before)
		tell(f, CPUWARDEN_EVENT_ESCALATED, now_ns);
	else if (cw_elapsed_ns(f->told_ns, now_ns) >=
		 (u64)UPDATE_SEC * NSEC_PER_SEC)
		tell(f, CPUWARDEN_EVENT_UPDATED, now_ns);
}

static bool is_clear(const struct cw_process *p)
{
	const struct cw_thread *t;

	if (p->track.verdict != CW_VERDICT_CLEAR)
		return false;
	/* one that sleeps for long is seen seldom, and mines all the same */
	list_for_each_entry(t, &p->threads, sibling)
		if (t->track.verdict != CW_VERDICT_CLEAR)
			return false;
	return true;
}

/* There may be thousands of threads to ask: once a second. */
static bool is_over(struct cw_finding *f, const struct cw_process *p,
		    u64 now_ns)
{
	if (cw_elapsed_ns(f->updated_ns, now_ns) <=
		    (u64)UPDATE_SEC * NSEC_PER_SEC ||
	    cw_elapsed_ns(f->asked_ns, now_ns) <= NSEC_PER_SEC)
		return false;
	f->asked_ns = now_ns;
	return is_clear(p);
}

void cw_finding_process(struct cw_process *p, const struct cw_track *track,
			const struct cw_judgement *j, u64 now_ns)
{
	struct cw_finding *f = p->finding;

	if (j->verdict == CW_VERDICT_CLEAR) {
		if (f && is_over(f, p, now_ns))
			cw_finding_close(f, CPUWARDEN_CLOSE_REASON_QUIET,
					 now_ns);
		return;
	}

	if (!f) {
		f = finding_open(CPUWARDEN_SUBJECT_PROCESS, p, j, p->cpu_ns,
				 p->samples_user + p->samples_kernel, now_ns);
		if (!f)
			return;
		p->finding = f;
		p->entry.pins++;
		f->process = p;
	}
	describe(f, p);
	follow_tenant(f, p);
	finding_update(f, track, j, p->cpu_ns, now_ns);
}

void cw_finding_group(struct cw_group *group, u8 subject,
		      struct cw_process *p, const struct cw_judgement *j,
		      u64 now_ns)
{
	struct cw_finding *f = group->finding;

	if (!f) {
		/* a verdict stands for long: what is over is not told anew */
		if (!j->fresh)
			return;
		/* its processes are already accused by name */
		if (group->findings_open)
			return;
		f = finding_open(subject, p, j, group->young_cpu_ns,
				 group->track.samples, now_ns);
		if (!f)
			return;
		group->finding = f;
	}
	finding_update(f, &group->track, j, group->young_cpu_ns, now_ns);
}

static void detach(struct cw_finding *f)
{
	struct cw_group *group = f->subject == CPUWARDEN_SUBJECT_TENANT ?
					 f->tenant : f->exe;

	if (f->process) {
		f->process->finding = NULL;
		f->process->entry.pins--;
		f->process = NULL;
	} else if (group && group->finding == f) {
		group->finding = NULL;
	}
}

void cw_finding_close(struct cw_finding *f, u8 reason, u64 now_ns)
{
	if (!cw_finding_is_open(f))
		return;
	detach(f);
	count_open(f, -1);
	f->close_reason = reason;
	f->closed_ns = now_ns;
	f->entry.pins = 0;
	tell(f, CPUWARDEN_EVENT_CLOSED, now_ns);
}

/* What the dead left to both is told, unless by a finding that goes on. */
static void forget_told(struct cw_group *group)
{
	if (group && !group->finding)
		cw_group_forget_young(group);
}

void cw_findings_age(u64 now_ns)
{
	struct cw_entry *entry;

	list_for_each_entry(entry, &cw_findings.order, order) {
		struct cw_finding *f = cw_finding_of(entry);

		if (!cw_finding_is_open(f) ||
		    f->subject == CPUWARDEN_SUBJECT_PROCESS ||
		    cw_elapsed_ns(f->updated_ns, now_ns) <=
			    (u64)GROUP_QUIET_SEC * NSEC_PER_SEC)
			continue;
		cw_finding_close(f, CPUWARDEN_CLOSE_REASON_QUIET, now_ns);
		forget_told(f->exe);
		forget_told(f->tenant);
	}
}

void cw_findings_close_all(u8 reason, u64 now_ns)
{
	struct cw_entry *entry;

	list_for_each_entry(entry, &cw_findings.order, order)
		cw_finding_close(cw_finding_of(entry), reason, now_ns);
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
	const struct cw_finding *worst = NULL;
	struct cw_entry *entry;

	if (!tenant->findings_open)
		return NULL;
	list_for_each_entry(entry, &cw_findings.order, order) {
		const struct cw_finding *f = cw_finding_of(entry);

		if (f->tenant == tenant && cw_finding_is_open(f) &&
		    (!worst || f->verdict > worst->verdict))
			worst = f;
	}
	return worst;
}

u32 cw_finding_share_bp(const struct cw_finding *f)
{
	u64 wall_ns = f->updated_ns - f->first_ns;

	if (f->updated_ns <= f->first_ns)
		return 0;
	return min_t(u64, U32_MAX,
		     div64_u64(f->cpu_ns, div_u64(wall_ns, 10000) + 1));
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
