// SPDX-License-Identifier: GPL-2.0-only
#include "case.h"

#include "ack.h"
#include "detect/track.h"

/* An open finding is told again this often. */
#define UPDATE_NS	10000000000ull
/*
 * A process that was judged clear for QUIET_NS has its finding closed if all of
 * its tracks are clear, which is looked at every ASK_NS.
 */
#define QUIET_NS	10000000000ull
#define ASK_NS		1000000000ull
/* The finding of an executable or a tenant is closed after so long. */
#define GROUP_QUIET_NS	60000000000ull

bool cw_case_explains(const struct cw_case *c, unsigned int family, u64 now_ns)
{
	return cw_case_is_open(c) && c->verdict == CW_VERDICT_CONFIRMED &&
	       c->judgement.family == family &&
	       cw_elapsed_ns(c->updated_ns, now_ns) <= GROUP_QUIET_NS;
}

enum cpuwarden_event cw_case_tell(struct cw_case *c,
				  enum cpuwarden_event event, u64 now_ns)
{
	c->event = event;
	c->told_ns = now_ns;
	return event;
}

static u32 judged_samples(const struct cw_case_subject *s)
{
	return s->guest ? s->guest->samples : s->track->samples;
}

static unsigned int list_evidence(const struct cw_case_subject *s, u8 family,
				  struct cw_evidence *ev)
{
	if (s->guest)
		return cw_guest_evidence(s->guest, ev, CW_CASE_EVIDENCE);
	return cw_track_evidence(s->track, family, ev, CW_CASE_EVIDENCE);
}

static void open_case(struct cw_case *c, const struct cw_case_subject *s,
		      const struct cw_judgement *j, u64 now_ns)
{
	u64 evidence_ns;

	c->times++;
	c->subject = s->subject;
	c->opened_ns = now_ns;
	c->opened_samples = judged_samples(s);
	c->first_ns = j->first_ns ? j->first_ns : now_ns;
	/* the evidence's share of the CPU time is that of its samples */
	evidence_ns = j->samples * div64_u64(s->cpu_ns, s->samples + 1);
	c->cpu_before_ns = cw_elapsed_ns(evidence_ns, s->cpu_ns);
}

static bool is_over(struct cw_case *c, const struct cw_case_subject *s,
		    u64 now_ns)
{
	if (cw_elapsed_ns(c->updated_ns, now_ns) <= QUIET_NS ||
	    cw_elapsed_ns(c->asked_ns, now_ns) <= ASK_NS)
		return false;
	c->asked_ns = now_ns;
	return s->is_clear(s->arg, now_ns);
}

/*
 * Figures and evidence are those of the last look that supported the verdict.
 * To list the evidence costs more than all else that is done for a sample, so
 * it is not done for each. A primitive does not take the place of a miner: the
 * two may be of different threads, or one after the other.
 */
static bool is_told(const struct cw_case *c, const struct cw_judgement *j)
{
	if (j->verdict > c->verdict)
		return true;
	return j->verdict == c->verdict && j->fresh &&
	       cw_precedence(j->family, j->verdict) >=
		       cw_precedence(c->judgement.family, c->verdict);
}

enum cpuwarden_event cw_case_judge(struct cw_case *c,
				   const struct cw_case_subject *s,
				   const struct cw_judgement *j, u64 now_ns)
{
	u8 before = c->verdict;

	if (j->verdict == CW_VERDICT_CLEAR) {
		if (s->subject != CPUWARDEN_SUBJECT_PROCESS ||
		    !is_over(c, s, now_ns))
			return CPUWARDEN_EVENT_NONE;
		return cw_case_close(c, CPUWARDEN_CLOSE_REASON_QUIET, now_ns);
	}

	if (before == CW_VERDICT_CLEAR)
		open_case(c, s, j, now_ns);
	if (j->verdict == CW_VERDICT_CONFIRMED && !c->confirmed_ns) {
		c->confirmed_ns = now_ns;
		c->confirmed_samples = judged_samples(s);
	}
	if (is_told(c, j)) {
		c->verdict = j->verdict;
		c->judgement = *j;
		c->nr_evidence = list_evidence(s, j->family, c->evidence);
		c->tid = s->tid;
	}
	c->cpu_ns = cw_elapsed_ns(c->cpu_before_ns, s->cpu_ns);
	if (now_ns > c->updated_ns)
		c->updated_ns = now_ns;

	if (before == CW_VERDICT_CLEAR)
		return cw_case_tell(c, CPUWARDEN_EVENT_OPENED, now_ns);
	if (c->verdict > before)
		return cw_case_tell(c, CPUWARDEN_EVENT_ESCALATED, now_ns);
	if (cw_elapsed_ns(c->told_ns, now_ns) >= UPDATE_NS)
		return cw_case_tell(c, CPUWARDEN_EVENT_UPDATED, now_ns);
	return CPUWARDEN_EVENT_NONE;
}

enum cpuwarden_event cw_case_age(struct cw_case *c, u64 now_ns)
{
	if (c->subject == CPUWARDEN_SUBJECT_PROCESS ||
	    cw_elapsed_ns(c->updated_ns, now_ns) <= GROUP_QUIET_NS)
		return CPUWARDEN_EVENT_NONE;
	return cw_case_close(c, CPUWARDEN_CLOSE_REASON_QUIET, now_ns);
}

enum cpuwarden_event cw_case_close(struct cw_case *c, u8 reason, u64 now_ns)
{
	if (!cw_case_is_open(c))
		return CPUWARDEN_EVENT_NONE;
	c->close_reason = reason;
	c->closed_ns = now_ns;
	return cw_case_tell(c, CPUWARDEN_EVENT_CLOSED, now_ns);
}

static u8 highest_verdict(const struct cw_case *c)
{
	return c->verdict > c->verdict_before ? c->verdict : c->verdict_before;
}

bool cw_case_rather_again(const struct cw_case *c, const struct cw_case *other,
			  const struct cw_judgement *j)
{
	bool same = c->judgement.family == j->family;
	bool other_same = other && other->judgement.family == j->family;

	if (cw_case_is_open(c) ||
	    c->close_reason == CPUWARDEN_CLOSE_REASON_RESET)
		return false;
	if (!other || same != other_same)
		return !other || same;
	if (highest_verdict(c) != highest_verdict(other))
		return highest_verdict(c) < highest_verdict(other);
	return c->closed_ns < other->closed_ns;
}

void cw_case_again(struct cw_case *c)
{
	u8 before = highest_verdict(c);
	u32 times = c->times;

	memset(c, 0, sizeof(*c));
	c->times = times;
	c->verdict_before = before;
}

u32 cw_case_share_bp(const struct cw_case *c)
{
	return cw_share_bp(c->cpu_ns,
			   cw_elapsed_ns(c->first_ns, c->updated_ns));
}
