// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which findings are of one miner that comes back: of the same code, by its
 * fingerprint, or started by the same one after the one before had ended. Evidence
 * is not passed on: each finding stands for itself.
 */

#include "kin.h"
#include "finding.h"
#include "group.h"
#include "process.h"

#include <linux/slab.h>
#include <uapi/linux/cpuwarden.h>

/* Of the latest so many: no search may grow with what a tenant does. */
enum { LOOKED_AT = 1024 };

static bool is_another_process(const struct cw_finding *a,
			       const struct cw_finding *b)
{
	return a->pid != b->pid || a->start_ns != b->start_ns;
}

static bool has_same_restarter(const struct cw_finding *f,
			       const struct cw_finding *other)
{
	if (other->course.close_reason != CPUWARDEN_CLOSE_REASON_EXITED ||
	    !cw_restarter_same(&f->kin.restarter, &other->kin.restarter))
		return false;
	/* units of one name: in a container, too */
	return f->kin.restarter.pid || f->tenant == other->tenant;
}

static u32 links_to(const struct cw_finding *f, const struct cw_finding *other)
{
	u32 links = 0;

	if (cw_print_is_known(&f->kin.print) &&
	    cw_print_is_known(&other->kin.print) &&
	    cw_print_alike_pct(&f->kin.print, &other->kin.print) >=
		    CW_PRINT_SAME_PCT)
		links |= CPUWARDEN_LINK_CODE;
	if (has_same_restarter(f, other))
		links |= CPUWARDEN_LINK_RESTARTER;
	return links;
}

static void count(struct cw_finding *f)
{
	struct cw_kin *kin = &f->kin;
	unsigned int n = LOOKED_AT;
	struct cw_entry *entry;

	kin->nth = 1;
	list_for_each_entry_reverse(entry, &cw_findings.order, order) {
		const struct cw_finding *other = cw_finding_of(entry);

		if (!n--)
			break;
		if (other != f && other->kin.first == kin->first)
			kin->nth = max(kin->nth, other->kin.nth + 1);
	}
}

static u32 looks_at(const struct cw_finding *f)
{
	return f->watched.seen.starts + f->watched.crowd.starts;
}

/*
 * Of those before it that had ended when it was opened, what the one did that was
 * looked at most: it has inherited, too.
 */
static void inherit(struct cw_finding *f, u64 first)
{
	const struct cw_finding *most = NULL;
	struct cw_entry *entry = &f->entry;
	unsigned int n = LOOKED_AT;

	list_for_each_entry_continue_reverse(entry, &cw_findings.order, order) {
		const struct cw_finding *other = cw_finding_of(entry);

		if (!n--)
			break;
		if (other->kin.first != first || cw_finding_is_open(other) ||
		    other->course.closed_ns > f->course.opened_ns)
			continue;
		if (!most || looks_at(other) > looks_at(most))
			most = other;
	}
	if (!most)
		return;
	cw_watched_inherit(&f->watched, &most->watched);
	cw_hours_inherit(&f->hours, &most->hours);
}

static void link_to(struct cw_finding *f, const struct cw_finding *other,
		    u32 links)
{
	struct cw_kin *kin = &f->kin;

	if (!kin->links)
		inherit(f, other->kin.first);
	kin->links = links;
	kin->earlier = other->entry.serial;
	kin->first = other->kin.first;
	if (links & CPUWARDEN_LINK_CODE)
		kin->fingerprint = other->kin.fingerprint;
	count(f);
}

/* The latest one before it that it is linked with. */
static void look_for_kin(struct cw_finding *f)
{
	struct cw_entry *entry = &f->entry;
	unsigned int n = LOOKED_AT;

	list_for_each_entry_continue_reverse(entry, &cw_findings.order, order) {
		const struct cw_finding *other = cw_finding_of(entry);
		u32 links;

		if (!n--)
			break;
		if (other->course.subject != CPUWARDEN_SUBJECT_PROCESS ||
		    other->course.judgement.family !=
			    f->course.judgement.family ||
		    !is_another_process(f, other))
			continue;
		links = links_to(f, other);
		if (!links)
			continue;
		link_to(f, other, links);
		break;
	}
}

static void note_restarter(struct cw_finding *f, const struct cw_process *p)
{
	f->kin.lineage = p->lineage;
	cw_restarter_of(&f->kin.restarter, &p->lineage,
			p->tenant ? p->tenant->path : NULL);
}

void cw_kin_begin(struct cw_finding *f, const struct cw_process *p)
{
	cw_kin_end(f);
	memset(&f->kin, 0, sizeof(f->kin));
	f->kin.first = f->entry.serial;
	f->kin.nth = 1;
	note_restarter(f, p);
}

void cw_kin_follow(struct cw_finding *f, const struct cw_process *p)
{
	struct cw_kin *kin = &f->kin;

	if (kin->looked)
		return;
	if (!kin->lineage.n)
		note_restarter(f, p);
	if (!kin->lineage.n)
		return;
	/* by code it is looked for whenever more of that is known */
	kin->looked = true;
	look_for_kin(f);
}

void cw_kin_code(struct cw_finding *f, const struct cw_signs *s)
{
	struct cw_kin *kin = &f->kin;

	if (cw_print_is_done(&kin->print) || !s->insns)
		return;
	/* what is seen is the hypervisor's code, and the same for all guests */
	if (f->course.judgement.rule == CW_RULE_GUEST)
		return;
	if (!kin->once)
		kin->once = kzalloc(sizeof(*kin->once), CW_TABLE_GFP);
	if (!kin->once)
		return;	/* the next sample asks again */
	cw_print_add(&kin->print, kin->once, s);
	if (cw_print_is_due(&kin->print)) {
		if (!(kin->links & CPUWARDEN_LINK_CODE))
			look_for_kin(f);
		if (!kin->fingerprint)
			kin->fingerprint = cw_print_number(&kin->print);
	}
	if (cw_print_is_done(&kin->print))
		cw_kin_end(f);
}

void cw_kin_end(struct cw_finding *f)
{
	kfree(f->kin.once);
	f->kin.once = NULL;
}
