// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of findings: whose each is, and who is told. lib/case decides when
 * one is opened, escalated and closed.
 */

#include "finding.h"
#include "group.h"
#include "lives.h"
#include "process.h"
#include "compat/slab.h"
#include "covert/duty.h"
#include "covert/monitor.h"

#include <linux/hash.h>
#include <linux/time64.h>

struct cw_table cw_findings;

static cw_finding_notify_t notify_listeners;
static u64 opened_by_family[CW_FAMILY_COUNT];
static unsigned int open_count;
static u64 evicted, delayed;
/* events that are to be told as soon as their user and tenant may again */
static LIST_HEAD(untold);
/* findings about processes, open and closed, by pid and start */
static struct hlist_head *by_process;

/* Not judged above clear for so long, an open finding is asleep. */
#define ASLEEP_NS	(10 * NSEC_PER_SEC)

int cw_findings_init(unsigned int max)
{
	int ret;

	open_count = 0;
	evicted = 0;
	delayed = 0;
	memset(opened_by_family, 0, sizeof(opened_by_family));
	ret = cw_table_init(&cw_findings, max);
	if (ret)
		return ret;
	by_process = kvcalloc(1U << cw_findings.bits, sizeof(*by_process),
			      GFP_KERNEL);
	ret = by_process ? cw_holders_init(max) : -ENOMEM;
	if (ret) {
		kvfree(by_process);
		cw_table_destroy(&cw_findings);
	}
	return ret;
}

static struct hlist_head *process_bucket(u32 pid, u64 start_ns)
{
	return &by_process[hash_64(start_ns + pid, cw_findings.bits)];
}

static void finding_free(struct cw_finding *f)
{
	list_del(&f->of_tenant);
	cw_kin_end(f);
	cw_hold_end(&f->holdings);
	list_del(&f->untold);
	if (!hlist_unhashed(&f->same_process))
		hlist_del(&f->same_process);
	cw_group_put(f->exe);
	cw_group_put(f->tenant);
	cw_table_del(&cw_findings, &f->entry);
	kfree(f->exe_path);
	kfree(f);
}

void cw_findings_destroy(void)
{
	struct cw_entry *entry, *next;

	mutex_lock(&cw_tables_lock);
	list_for_each_entry_safe(entry, next, &cw_findings.order, order)
		finding_free(cw_finding_of(entry));
	mutex_unlock(&cw_tables_lock);
	cw_holders_destroy();
	kvfree(by_process);
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
	if (delta > 0) {
		f->tenant->findings_total++;
		list_add_tail(&f->of_tenant, &f->tenant->findings);
	} else {
		list_del_init(&f->of_tenant);
	}
}

static void swap_group(struct cw_group **place, struct cw_group *group)
{
	if (group)
		cw_group_pin(group);
	cw_group_put(*place);
	*place = group;
}

/* Not that which somebody else's mounts give to the same file. */
static void note_path(struct cw_finding *f, const struct cw_process *p)
{
	const char *path = cw_process_exe_path(p);
	char *copy;

	if (!path || (f->exe_path && !strcmp(f->exe_path, path)))
		return;
	copy = kstrdup(path, CW_TABLE_GFP);
	if (!copy)
		return;	/* the next judgement tries again */
	kfree(f->exe_path);
	f->exe_path = copy;
}

/*
 * Copy what a finding says of its process. One about short-lived processes
 * names none of them, since none left more than its share of the evidence.
 */
static void describe(struct cw_finding *f, u8 subject,
		     const struct cw_process *p)
{
	if (subject != CPUWARDEN_SUBJECT_PROCESS)
		return;
	f->uid = p->uid;
	f->pid = p->tgid;
	f->start_ns = p->start_ns;
	strscpy(f->comm, p->comm, sizeof(f->comm));
	f->nr_threads = p->nr_threads;
	f->origin = p->origin;
	f->exe_flags = p->exe_flags;
	/* what a program was, it may have changed; what it executes it has not */
	f->covert &= ~(u32)CPUWARDEN_COVERT_GONE;
	f->covert |= cw_process_covert(p);
	note_path(f, p);
}

/* In whose name a finding about @p is, or about @lives if that is not NULL. */
static struct cw_claim claim_of(const struct cw_process *p,
				const struct cw_lives_record *lives)
{
	u64 tenant = p->tenant ? p->tenant->entry.serial : 0;

	return (struct cw_claim){
		.user = p->answers,
		.tenant = lives ? lives->tenant : tenant,
		.whole_tenant = lives && lives->uid == CW_ANY_USER,
	};
}

/*
 * A process may move to another tenant while its finding is open; the finding
 * moves with it, and into the name of who answers for the process now. Findings
 * on executables and tenants stay where they were made. Its executable may have
 * found a place only now.
 */
static void follow_process(struct cw_finding *f, const struct cw_process *p)
{
	struct cw_claim c = claim_of(p, NULL);

	/* without memory it stays in the old name */
	if (!cw_holds(&f->holdings, &c))
		cw_hold(&f->holdings, &c, CW_HELD_OPEN);
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

static enum cw_held held_as(const struct cw_finding *f)
{
	if (cw_finding_is_open(f))
		return CW_HELD_OPEN;
	return f->course.verdict == CW_VERDICT_CONFIRMED ||
	       f->course.verdict_before == CW_VERDICT_CONFIRMED ?
		       CW_HELD_MEMORY : CW_HELD_SUSPICION;
}

/*
 * It is as @p is now, or as all of @lives are if that is not NULL, and about to
 * be judged.
 */
static void begin(struct cw_finding *f, u8 subject, struct cw_process *p,
		  struct cw_lives_record *lives, const struct cw_judgement *j)
{
	f->covert = 0;
	memset(&f->watched, 0, sizeof(f->watched));
	memset(&f->duty, 0, sizeof(f->duty));
	describe(f, subject, p);
	if (lives)
		f->uid = lives->uid;
	if (!lives || lives->exe) {
		swap_group(&f->exe, p->exe);
		note_path(f, p);
	}
	if (!lives || lives->tenant)
		swap_group(&f->tenant, p->tenant);
	if (!lives)
		cw_kin_begin(f, p);
	count_open(f, 1);
	if (j->family < CW_FAMILY_COUNT)
		opened_by_family[j->family]++;
}

static void detach(struct cw_finding *f)
{
	if (f->process) {
		f->process->finding = NULL;
		cw_table_unpin(&f->process->entry);
		f->process = NULL;
	} else if (f->lives) {
		cw_lives_told(f->lives);
		f->lives = NULL;
	}
}

/* What was last told of it is old news. */
static bool told(struct cw_finding *f, bool waited, u64 now_ns)
{
	if (!cw_hold_may_tell(&f->holdings, waited, now_ns) ||
	    !notify_listeners(f))
		return false;
	list_del_init(&f->untold);
	return true;
}

static void tell(struct cw_finding *f, u64 now_ns)
{
	if (!notify_listeners || told(f, false, now_ns))
		return;
	delayed++;
	if (list_empty(&f->untold))
		list_add_tail(&f->untold, &untold);
}

static void tell_late(u64 now_ns)
{
	struct cw_finding *f, *next;

	list_for_each_entry(f, &untold, untold)
		cw_hold_turn(&f->holdings);
	list_for_each_entry_safe(f, next, &untold, untold)
		told(f, true, now_ns);
}

void cw_finding_took(struct cw_process *p, const struct cw_sample *s)
{
	cw_monitor_computed(s);
	if (p->finding)
		cw_watched_add(&p->finding->watched, s->time_ns, s->period_ns);
}

static void note_pauses(struct cw_finding *f)
{
	if (cw_falls_beyond_chance(&f->watched.seen))
		f->covert |= CPUWARDEN_COVERT_PAUSES;
	if (cw_falls_beyond_chance(&f->watched.crowd))
		f->covert |= CPUWARDEN_COVERT_YIELDS;
	if (cw_hours_same(&f->hours))
		f->covert |= CPUWARDEN_COVERT_SAME_HOURS;
}

/* Since it booted. The order keeps a second's end from making it negative. */
static u32 slept_s(void)
{
	time64_t awake_s = ktime_get_seconds();

	return ktime_get_boottime_seconds() - awake_s;
}

/* Whoever is started anew after each look has ended at each. */
static void note_end(struct cw_finding *f)
{
	if (!f->process ||
	    f->course.close_reason != CPUWARDEN_CLOSE_REASON_EXITED)
		return;
	cw_monitor_judge_ended(&f->watched);
	note_pauses(f);
}

static void look_what_it_does(struct cw_finding *f, u64 now_ns)
{
	struct cw_duty_look look;

	if (!f->process || !cw_duty_look(f->pid, f->start_ns, &look))
		return;
	cw_duty_add(&f->duty, &look, now_ns);
	cw_monitor_judge(&f->watched, &look, now_ns);
	cw_hours_add(&f->hours, ktime_get_real_seconds(), slept_s(),
		     look.any_wanting);
	note_pauses(f);
}

/* @event happened to @f: detach it if it is closed, and tell the listeners. */
static void happened(struct cw_finding *f, enum cpuwarden_event event,
		     u64 now_ns)
{
	if (event == CPUWARDEN_EVENT_NONE)
		return;
	if (event == CPUWARDEN_EVENT_CLOSED) {
		note_end(f);
		detach(f);
		cw_kin_end(f);
		count_open(f, -1);
		cw_hold_as(&f->holdings, held_as(f));
	}
	tell(f, now_ns);
}

static struct cw_finding *finding_held(const struct cw_holdings *h)
{
	return h ? container_of(h, struct cw_finding, holdings) : NULL;
}

static bool is_asleep(const struct cw_holdings *h, u64 now_ns)
{
	const struct cw_finding *f = finding_held(h);

	return cw_elapsed_ns(f->course.updated_ns, now_ns) > ASLEEP_NS;
}

/* Make room for a finding in the name of @c. */
static bool make_room(const struct cw_claim *c, u64 now_ns)
{
	struct cw_finding *f;

	if (!cw_table_full(&cw_findings))
		return true;
	f = finding_held(cw_hold_yields(c, is_asleep, now_ns));
	if (!f)
		return false;
	if (cw_finding_is_open(f)) {
		evicted++;
		cw_finding_close(f, CPUWARDEN_CLOSE_REASON_EVICTED, now_ns);
	}
	finding_free(f);
	return true;
}

/* @lives: whom it is about, NULL: about @p */
static struct cw_finding *finding_make(u8 subject, struct cw_process *p,
				       struct cw_lives_record *lives,
				       const struct cw_judgement *j, u64 now_ns)
{
	struct cw_claim c = claim_of(p, lives);
	struct cw_finding *f = NULL;

	if (make_room(&c, now_ns))
		f = kzalloc(sizeof(*f), CW_TABLE_GFP);
	if (!f || cw_hold(&f->holdings, &c, CW_HELD_OPEN)) {
		cw_findings.refused++;
		kfree(f);
		return NULL;
	}
	INIT_LIST_HEAD(&f->untold);
	INIT_LIST_HEAD(&f->of_tenant);
	cw_table_add(&cw_findings, &f->entry, cw_findings.last + 1);
	begin(f, subject, p, lives, j);
	if (subject == CPUWARDEN_SUBJECT_PROCESS)
		hlist_add_head(&f->same_process,
			       process_bucket(f->pid, f->start_ns));
	return f;
}

/* Open a closed finding of @p again, if it has one for that. */
static struct cw_finding *finding_again(struct cw_process *p,
					const struct cw_judgement *j)
{
	struct cw_finding *f, *again = NULL;
	struct cw_claim c = claim_of(p, NULL);
	unsigned int n = 0;

	hlist_for_each_entry(f, process_bucket(p->tgid, p->start_ns),
			     same_process) {
		if (f->pid != p->tgid || f->start_ns != p->start_ns)
			continue;
		n++;
		if (cw_case_rather_again(&f->course,
					 again ? &again->course : NULL, j))
			again = f;
	}
	if (!again || !cw_case_is_again(&again->course, n, j) ||
	    cw_hold(&again->holdings, &c, CW_HELD_OPEN))
		return NULL;
	cw_case_again(&again->course);
	begin(again, CPUWARDEN_SUBJECT_PROCESS, p, NULL, j);
	return again;
}

static struct cw_ack_look look_at(const struct cw_finding *f)
{
	const struct cw_case *course = &f->course;

	return (struct cw_ack_look){
		.verdict = course->verdict,
		.family = course->judgement.family,
		.origin = f->origin,
		.threads = f->nr_threads,
		.share_bp = cw_case_share_bp(course),
		.user = f->uid,
		.executable = f->exe ? f->exe->entry.serial : 0,
		.tenant = f->tenant ? f->tenant->entry.serial : 0,
		.cpu_ns = course->cpu_ns,
		.has_large = f->covert & CPUWARDEN_COVERT_LARGE_REGION,
	};
}

void cw_finding_ack(struct cw_finding *f, u64 now_ns)
{
	struct cw_ack_look seen = look_at(f);

	cw_ack_begin(&f->ack, &seen, now_ns);
	f->acked = true;
	f->changed = 0;
}

/* It was judged, and is open: is it still what somebody acknowledged? */
static enum cpuwarden_event check_ack(struct cw_finding *f,
				      enum cpuwarden_event event, u64 now_ns)
{
	struct cw_ack_look look;

	if (!f->acked)
		return event;
	look = look_at(f);
	f->changed = cw_ack_changes(&f->ack, &look, now_ns);
	if (!f->changed)
		return event;
	f->acked = false;
	if (event == CPUWARDEN_EVENT_NONE || event == CPUWARDEN_EVENT_UPDATED)
		event = cw_case_tell(&f->course, CPUWARDEN_EVENT_CHANGED,
				     now_ns);
	return event;
}

/* Hand a judgement to the finding of its subject. */
static void judge(struct cw_finding *f, const struct cw_case_subject *s,
		  const struct cw_judgement *j, u64 now_ns)
{
	enum cpuwarden_event event = cw_case_judge(&f->course, s, j, now_ns);

	if (j->verdict != CW_VERDICT_CLEAR) {
		cw_hold_as(&f->holdings, CW_HELD_OPEN);
		event = check_ack(f, event, now_ns);
	}
	happened(f, event, now_ns);
}

static bool is_clear(const void *process, u64 now_ns)
{
	const struct cw_process *p = process;

	/* however long ago they were seen: a miner may sleep in between */
	return p->track.verdict == CW_VERDICT_CLEAR &&
	       p->guest.verdict == CW_VERDICT_CLEAR && !p->threads_accused;
}

void cw_finding_process(struct cw_process *p, const struct cw_track *track,
			const struct cw_guest *guest, u32 tid,
			const struct cw_judgement *j, u64 now_ns)
{
	struct cw_finding *f = p->finding;
	struct cw_case_subject s;

	if (!f) {
		if (!cw_case_opens(CPUWARDEN_SUBJECT_PROCESS, false, j))
			return;
		f = finding_again(p, j) ?:
		    finding_make(CPUWARDEN_SUBJECT_PROCESS, p, NULL, j, now_ns);
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
		.guest = guest,
		.samples = p->samples_user + p->samples_kernel +
			   p->samples_guest,
		.cpu_ns = p->cpu_ns,
		.is_clear = is_clear,
		.arg = p,
	};
	judge(f, &s, j, now_ns);
	if (j->verdict != CW_VERDICT_CLEAR)
		cw_kin_follow(f, p);
}

void cw_finding_lives(struct cw_lives_record *lives, struct cw_process *p,
		      const struct cw_judgement *j, bool told, u64 now_ns)
{
	struct cw_case_subject s = {
		.subject = lives->exe ? CPUWARDEN_SUBJECT_EXECUTABLE :
					CPUWARDEN_SUBJECT_TENANT,
		.track = &lives->lives.track,
		.samples = lives->lives.track.samples,
		.cpu_ns = lives->lives.cpu_ns,
	};
	struct cw_finding *f = lives->finding;

	if (!f) {
		if (!cw_case_opens(s.subject, told, j))
			return;
		f = finding_make(s.subject, p, lives, j, now_ns);
		if (!f)
			return;
		lives->finding = f;
		cw_table_pin(&lives->entry);
		f->lives = lives;
	}
	judge(f, &s, j, now_ns);
}

bool cw_finding_explains(const struct cw_process *p, unsigned int family,
			 u64 now_ns)
{
	const struct cw_finding *f;

	/* nearly always one of them has none */
	if (family == CW_FAMILY_NONE || !p->exe || !p->exe->findings_open ||
	    !p->tenant || !p->tenant->findings_open)
		return false;
	list_for_each_entry(f, &p->tenant->findings, of_tenant) {
		/* who acknowledged it did not see what others show */
		if (f->process && !f->acked && f->exe == p->exe &&
		    f->uid == p->uid &&
		    cw_case_explains(&f->course, family, now_ns))
			return true;
	}
	return false;
}

void cw_finding_close(struct cw_finding *f, u8 reason, u64 now_ns)
{
	happened(f, cw_case_close(&f->course, reason, now_ns), now_ns);
}

void cw_findings_age(u64 now_ns)
{
	struct cw_entry *entry;

	list_for_each_entry(entry, &cw_findings.order, order) {
		struct cw_finding *f = cw_finding_of(entry);

		cond_resched();
		look_what_it_does(f, now_ns);
		happened(f, cw_case_age(&f->course, now_ns), now_ns);
	}
	tell_late(now_ns);
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

u64 cw_findings_evicted(void)
{
	return evicted;
}

u64 cw_findings_delayed(void)
{
	return delayed;
}
