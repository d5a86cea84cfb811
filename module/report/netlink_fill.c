// SPDX-License-Identifier: GPL-2.0-only
/*
 * Objects as netlink attributes. Attribute sets: docs/netlink/cpuwarden.yaml.
 */

#include "netlink.h"
#include "words.h"
#include "../counters.h"
#include "../coverage.h"
#include "../finding.h"
#include "../group.h"
#include "../lives.h"
#include "../process.h"
#include "../sampler.h"

#include <cpuwarden/wire.h>
#include <net/netlink.h>
#include <uapi/linux/cpuwarden.h>

CW_WIRE(CW_VERDICT_CLEAR, CPUWARDEN_VERDICT_CLEAR);
CW_WIRE(CW_VERDICT_SUSPECT, CPUWARDEN_VERDICT_SUSPECT);
CW_WIRE(CW_VERDICT_CONFIRMED, CPUWARDEN_VERDICT_CONFIRMED);

/* After the first put that fails all others do nothing. */
struct fill {
	struct sk_buff *skb;
	u16 pad;
	int ret;
};

static void u8_attr(struct fill *fill, u16 attr, u8 value)
{
	if (!fill->ret)
		fill->ret = nla_put_u8(fill->skb, attr, value);
}

static void u32_attr(struct fill *fill, u16 attr, u32 value)
{
	if (!fill->ret)
		fill->ret = nla_put_u32(fill->skb, attr, value);
}

static void s32_attr(struct fill *fill, u16 attr, s32 value)
{
	if (!fill->ret)
		fill->ret = nla_put_s32(fill->skb, attr, value);
}

static void u64_attr(struct fill *fill, u16 attr, u64 value)
{
	if (!fill->ret)
		fill->ret = nla_put_u64_64bit(fill->skb, attr, value,
					      fill->pad);
}

static void text_attr(struct fill *fill, u16 attr, const char *text)
{
	if (!fill->ret && text)
		fill->ret = nla_put_string(fill->skb, attr, text);
}

static struct nlattr *begin_nest(struct fill *fill, u16 attr)
{
	struct nlattr *nest = NULL;

	if (!fill->ret) {
		nest = nla_nest_start(fill->skb, attr);
		if (!nest)
			fill->ret = -EMSGSIZE;
	}
	return nest;
}

static void evidence_attr(struct fill *fill, const struct cw_evidence *ev)
{
	struct fill in = { .skb = fill->skb };
	struct nlattr *nest;

	nest = begin_nest(fill, CPUWARDEN_A_FINDING_EVIDENCE);
	if (!nest)
		return;
	text_attr(&in, CPUWARDEN_A_EVIDENCE_NAME, ev->name);
	text_attr(&in, CPUWARDEN_A_EVIDENCE_TEXT, ev->text);
	u32_attr(&in, CPUWARDEN_A_EVIDENCE_HITS, ev->hits);
	u32_attr(&in, CPUWARDEN_A_EVIDENCE_TRIALS, ev->trials);
	s32_attr(&in, CPUWARDEN_A_EVIDENCE_WEIGHT_MILLI, ev->weight_milli);
	nla_nest_end(fill->skb, nest);
	fill->ret = in.ret;
}

static void finding_judgement(struct fill *fill, const struct cw_finding *f)
{
	const struct cw_judgement *j = &f->course.judgement;
	const struct cw_family_info *info = cw_family_info(j->family);

	if (info) {
		text_attr(fill, CPUWARDEN_A_FINDING_FAMILY, info->name);
		text_attr(fill, CPUWARDEN_A_FINDING_FAMILY_TITLE, info->title);
		text_attr(fill, CPUWARDEN_A_FINDING_RULE,
			  cw_family_rule_name(j->family, j->rule));
	}
	s32_attr(fill, CPUWARDEN_A_FINDING_SCORE_MILLI, j->score_milli);
	info = cw_family_info(j->runner_up);
	if (info) {
		text_attr(fill, CPUWARDEN_A_FINDING_RUNNER_UP, info->name);
		s32_attr(fill, CPUWARDEN_A_FINDING_RUNNER_UP_MILLI,
			 j->runner_up_milli);
	}
	u32_attr(fill, CPUWARDEN_A_FINDING_SAMPLES, j->samples);
}

static void finding_process(struct fill *fill, const struct cw_finding *f)
{
	u32_attr(fill, CPUWARDEN_A_FINDING_PID, f->pid);
	u64_attr(fill, CPUWARDEN_A_FINDING_START_NS, f->start_ns);
	text_attr(fill, CPUWARDEN_A_FINDING_COMM, f->comm);
	u32_attr(fill, CPUWARDEN_A_FINDING_THREADS, f->nr_threads);
	u32_attr(fill, CPUWARDEN_A_FINDING_ORIGIN, f->origin);
	u32_attr(fill, CPUWARDEN_A_FINDING_EXE_FLAGS, f->exe_flags);
}

static void finding_kin(struct fill *fill, const struct cw_kin *kin)
{
	char parents[CW_PARENTS_BYTES];

	u8_attr(fill, CPUWARDEN_A_FINDING_RESTARTER_KIND, kin->restarter.kind);
	text_attr(fill, CPUWARDEN_A_FINDING_RESTARTER, kin->restarter.name);
	u32_attr(fill, CPUWARDEN_A_FINDING_RESTARTER_PID, kin->restarter.pid);
	text_attr(fill, CPUWARDEN_A_FINDING_PARENTS,
		  cw_parents_text(&kin->lineage, parents));
	u64_attr(fill, CPUWARDEN_A_FINDING_FINGERPRINT, kin->fingerprint);
	u64_attr(fill, CPUWARDEN_A_FINDING_EARLIER, kin->earlier);
	u32_attr(fill, CPUWARDEN_A_FINDING_NTH, kin->nth);
	u32_attr(fill, CPUWARDEN_A_FINDING_LINKS, kin->links);
}

int cw_fill_finding(struct sk_buff *skb, const struct cw_finding *f)
{
	struct fill fill = { .skb = skb, .pad = CPUWARDEN_A_FINDING_PAD };
	const struct cw_case *course = &f->course;
	unsigned int i;

	u64_attr(&fill, CPUWARDEN_A_FINDING_ID, f->entry.serial);
	u8_attr(&fill, CPUWARDEN_A_FINDING_EVENT, course->event);
	u8_attr(&fill, CPUWARDEN_A_FINDING_SUBJECT, course->subject);
	u8_attr(&fill, CPUWARDEN_A_FINDING_VERDICT, course->verdict);
	u8_attr(&fill, CPUWARDEN_A_FINDING_CLOSE_REASON, course->close_reason);
	u8_attr(&fill, CPUWARDEN_A_FINDING_ACKED, f->acked);
	finding_judgement(&fill, f);
	if (f->uid != CW_ANY_USER)
		u32_attr(&fill, CPUWARDEN_A_FINDING_UID, f->uid);
	if (course->subject == CPUWARDEN_SUBJECT_PROCESS)
		finding_process(&fill, f);
	if (f->exe) {
		text_attr(&fill, CPUWARDEN_A_FINDING_EXE_PATH, f->exe_path);
		u32_attr(&fill, CPUWARDEN_A_FINDING_EXE_DEV, f->exe->key.dev);
		u64_attr(&fill, CPUWARDEN_A_FINDING_EXE_INO, f->exe->key.id);
	}
	if (f->tenant) {
		u64_attr(&fill, CPUWARDEN_A_FINDING_CGROUP_ID,
			 f->tenant->key.id);
		u32_attr(&fill, CPUWARDEN_A_FINDING_CGROUP_HIERARCHY,
			 f->tenant->key.dev);
		text_attr(&fill, CPUWARDEN_A_FINDING_CGROUP_PATH,
			  f->tenant->path);
	}
	u32_attr(&fill, CPUWARDEN_A_FINDING_TIMES, course->times);
	u8_attr(&fill, CPUWARDEN_A_FINDING_VERDICT_BEFORE,
		course->verdict_before);
	u32_attr(&fill, CPUWARDEN_A_FINDING_CHANGED, f->changed);
	u64_attr(&fill, CPUWARDEN_A_FINDING_FIRST_NS, course->first_ns);
	u64_attr(&fill, CPUWARDEN_A_FINDING_OPENED_NS, course->opened_ns);
	u64_attr(&fill, CPUWARDEN_A_FINDING_UPDATED_NS, course->updated_ns);
	u64_attr(&fill, CPUWARDEN_A_FINDING_CLOSED_NS, course->closed_ns);
	u64_attr(&fill, CPUWARDEN_A_FINDING_CPU_NS, course->cpu_ns);
	u32_attr(&fill, CPUWARDEN_A_FINDING_SHARE_BP, cw_case_share_bp(course));
	u32_attr(&fill, CPUWARDEN_A_FINDING_COVERT, f->covert);
	u64_attr(&fill, CPUWARDEN_A_FINDING_CONFIRMED_NS,
		 course->confirmed_ns);
	u32_attr(&fill, CPUWARDEN_A_FINDING_TID, course->tid);
	if (course->subject == CPUWARDEN_SUBJECT_PROCESS) {
		finding_kin(&fill, &f->kin);
		u32_attr(&fill, CPUWARDEN_A_FINDING_DUTY_BP,
			 cw_duty_bp(&f->duty));
		u32_attr(&fill, CPUWARDEN_A_FINDING_RESTS,
			 cw_duty_rests(&f->duty));
	}
	for (i = 0; i < course->nr_evidence; i++)
		evidence_attr(&fill, &course->evidence[i]);
	return fill.ret;
}

static void mix_attr(struct fill *fill, unsigned int op, u64 count)
{
	struct fill in = { .skb = fill->skb, .pad = CPUWARDEN_A_MIX_PAD };
	struct nlattr *nest;

	nest = begin_nest(fill, CPUWARDEN_A_PROCESS_MIX);
	if (!nest)
		return;
	text_attr(&in, CPUWARDEN_A_MIX_OP, cw_op_name(op));
	u64_attr(&in, CPUWARDEN_A_MIX_COUNT, count);
	nla_nest_end(fill->skb, nest);
	fill->ret = in.ret;
}

static void counter_attrs(struct fill *fill, const struct cw_process *p)
{
	static const u16 attr[CW_COUNTER_COUNT] = {
		[CW_COUNTER_CYCLES] = CPUWARDEN_A_PROCESS_CYCLES,
		[CW_COUNTER_INSTRUCTIONS] = CPUWARDEN_A_PROCESS_INSTRUCTIONS,
		[CW_COUNTER_LLC_REFS] = CPUWARDEN_A_PROCESS_LLC_REFS,
		[CW_COUNTER_LLC_MISSES] = CPUWARDEN_A_PROCESS_LLC_MISSES,
		[CW_COUNTER_BRANCH_MISSES] =
			CPUWARDEN_A_PROCESS_BRANCH_MISSES,
	};
	enum cw_counter c;

	for (c = 0; c < CW_COUNTER_COUNT; c++) {
		if (cw_counters_valid(c))
			u64_attr(fill, attr[c], p->counter[c]);
	}
	u64_attr(fill, CPUWARDEN_A_PROCESS_COUNTER_NS, p->counter_ns);
}

int cw_fill_process(struct sk_buff *skb, const struct cw_process *p, bool mix)
{
	struct fill fill = { .skb = skb, .pad = CPUWARDEN_A_PROCESS_PAD };
	struct cw_standing standing = cw_process_standing(p);
	unsigned int op;

	u32_attr(&fill, CPUWARDEN_A_PROCESS_PID, p->tgid);
	u64_attr(&fill, CPUWARDEN_A_PROCESS_START_NS, p->start_ns);
	text_attr(&fill, CPUWARDEN_A_PROCESS_COMM, p->comm);
	u32_attr(&fill, CPUWARDEN_A_PROCESS_UID, p->uid);
	if (p->exe) {
		text_attr(&fill, CPUWARDEN_A_PROCESS_EXE_PATH,
			  cw_process_exe_path(p));
		u32_attr(&fill, CPUWARDEN_A_PROCESS_EXE_DEV, p->exe->key.dev);
		u64_attr(&fill, CPUWARDEN_A_PROCESS_EXE_INO, p->exe->key.id);
	}
	u32_attr(&fill, CPUWARDEN_A_PROCESS_EXE_FLAGS, p->exe_flags);
	if (p->tenant) {
		u64_attr(&fill, CPUWARDEN_A_PROCESS_CGROUP_ID,
			 p->tenant->key.id);
		u32_attr(&fill, CPUWARDEN_A_PROCESS_CGROUP_HIERARCHY,
			 p->tenant->key.dev);
		text_attr(&fill, CPUWARDEN_A_PROCESS_CGROUP_PATH,
			  p->tenant->path);
	}
	u32_attr(&fill, CPUWARDEN_A_PROCESS_THREADS, p->nr_threads);
	u32_attr(&fill, CPUWARDEN_A_PROCESS_ORIGIN, p->origin);
	u8_attr(&fill, CPUWARDEN_A_PROCESS_VERDICT, standing.verdict);
	if (cw_family_info(standing.family))
		text_attr(&fill, CPUWARDEN_A_PROCESS_FAMILY,
			  cw_family_name(standing.family));
	s32_attr(&fill, CPUWARDEN_A_PROCESS_SCORE_MILLI, standing.score_milli);
	u64_attr(&fill, CPUWARDEN_A_PROCESS_SAMPLES_USER, p->samples_user);
	u64_attr(&fill, CPUWARDEN_A_PROCESS_SAMPLES_KERNEL, p->samples_kernel);
	u64_attr(&fill, CPUWARDEN_A_PROCESS_SAMPLES_UNREADABLE,
		 p->samples_unreadable);
	u64_attr(&fill, CPUWARDEN_A_PROCESS_SAMPLES_ROUNDING,
		 p->track.rounding);
	u64_attr(&fill, CPUWARDEN_A_PROCESS_CPU_NS, p->cpu_ns);
	u64_attr(&fill, CPUWARDEN_A_PROCESS_LAST_NS, p->last_ns);
	counter_attrs(&fill, p);
	u64_attr(&fill, CPUWARDEN_A_PROCESS_SAMPLES_WITHOUT_CODE,
		 p->samples_without_code);
	u32_attr(&fill, CPUWARDEN_A_PROCESS_COVERT, cw_process_covert(p));
	u64_attr(&fill, CPUWARDEN_A_PROCESS_SAMPLES_GUEST, p->samples_guest);
	u64_attr(&fill, CPUWARDEN_A_PROCESS_GUEST_NS, p->guest_ns);
	for (op = 0; mix && op < CW_OP_COUNT; op++) {
		if (p->track.op[op])
			mix_attr(&fill, op, p->track.op[op]);
	}
	return fill.ret;
}

int cw_fill_tenant(struct sk_buff *skb, const struct cw_group *t)
{
	struct fill fill = { .skb = skb, .pad = CPUWARDEN_A_TENANT_PAD };
	const struct cw_finding *worst = cw_finding_worst(t);

	u64_attr(&fill, CPUWARDEN_A_TENANT_CGROUP_ID, t->key.id);
	u32_attr(&fill, CPUWARDEN_A_TENANT_CGROUP_HIERARCHY, t->key.dev);
	text_attr(&fill, CPUWARDEN_A_TENANT_CGROUP_PATH, t->path);
	u32_attr(&fill, CPUWARDEN_A_TENANT_PROCESSES, t->processes);
	u64_attr(&fill, CPUWARDEN_A_TENANT_SAMPLES_USER, t->samples_user);
	u64_attr(&fill, CPUWARDEN_A_TENANT_SAMPLES_KERNEL, t->samples_kernel);
	u64_attr(&fill, CPUWARDEN_A_TENANT_CPU_NS, t->cpu_ns);
	u8_attr(&fill, CPUWARDEN_A_TENANT_VERDICT,
		worst ? worst->course.verdict : CW_VERDICT_CLEAR);
	if (worst) {
		text_attr(&fill, CPUWARDEN_A_TENANT_FAMILY,
			  cw_family_name(worst->course.judgement.family));
		s32_attr(&fill, CPUWARDEN_A_TENANT_SCORE_MILLI,
			 worst->course.judgement.score_milli);
	}
	u32_attr(&fill, CPUWARDEN_A_TENANT_FINDINGS_OPEN, t->findings_open);
	u64_attr(&fill, CPUWARDEN_A_TENANT_SAMPLES_GUEST, t->samples_guest);
	u64_attr(&fill, CPUWARDEN_A_TENANT_SUSPECT_NS, t->suspect_ns);
	u64_attr(&fill, CPUWARDEN_A_TENANT_FINDINGS_TOTAL, t->findings_total);
	u64_attr(&fill, CPUWARDEN_A_TENANT_FIRST_NS, t->first_ns);
	u64_attr(&fill, CPUWARDEN_A_TENANT_LAST_NS, t->last_ns);
	return fill.ret;
}

int cw_fill_family(struct sk_buff *skb, unsigned int family)
{
	struct fill fill = { .skb = skb, .pad = CPUWARDEN_A_FAMILY_PAD };
	const struct cw_family_info *info = cw_family_info(family);

	text_attr(&fill, CPUWARDEN_A_FAMILY_NAME, info->name);
	text_attr(&fill, CPUWARDEN_A_FAMILY_TITLE, info->title);
	text_attr(&fill, CPUWARDEN_A_FAMILY_USED_BY, info->used_by);
	u8_attr(&fill, CPUWARDEN_A_FAMILY_MINING_ONLY,
		info->kind == CW_FAMILY_MINING);
	u64_attr(&fill, CPUWARDEN_A_FAMILY_FINDINGS_TOTAL,
		 cw_findings_total(family));
	return fill.ret;
}

int cw_fill_thread(struct sk_buff *skb, const struct cw_thread *t)
{
	struct fill fill = { .skb = skb, .pad = CPUWARDEN_A_THREAD_PAD };
	struct cw_standing standing = cw_standing_of(&t->track, &t->guest);

	u32_attr(&fill, CPUWARDEN_A_THREAD_PID, t->process->tgid);
	u64_attr(&fill, CPUWARDEN_A_THREAD_START_NS, t->process->start_ns);
	u32_attr(&fill, CPUWARDEN_A_THREAD_TID, t->tid);
	u8_attr(&fill, CPUWARDEN_A_THREAD_VERDICT, standing.verdict);
	if (cw_family_info(standing.family))
		text_attr(&fill, CPUWARDEN_A_THREAD_FAMILY,
			  cw_family_name(standing.family));
	s32_attr(&fill, CPUWARDEN_A_THREAD_SCORE_MILLI, standing.score_milli);
	u32_attr(&fill, CPUWARDEN_A_THREAD_SAMPLES, t->track.samples);
	u64_attr(&fill, CPUWARDEN_A_THREAD_LAST_NS, t->last_ns);
	return fill.ret;
}

int cw_fill_executable(struct sk_buff *skb, const struct cw_group *exe)
{
	struct fill fill = { .skb = skb, .pad = CPUWARDEN_A_EXECUTABLE_PAD };

	text_attr(&fill, CPUWARDEN_A_EXECUTABLE_EXE_PATH, exe->path);
	u32_attr(&fill, CPUWARDEN_A_EXECUTABLE_EXE_DEV, exe->key.dev);
	u64_attr(&fill, CPUWARDEN_A_EXECUTABLE_EXE_INO, exe->key.id);
	u32_attr(&fill, CPUWARDEN_A_EXECUTABLE_PROCESSES, exe->processes);
	u64_attr(&fill, CPUWARDEN_A_EXECUTABLE_SAMPLES_USER,
		 exe->samples_user);
	u64_attr(&fill, CPUWARDEN_A_EXECUTABLE_SAMPLES_KERNEL,
		 exe->samples_kernel);
	u64_attr(&fill, CPUWARDEN_A_EXECUTABLE_SAMPLES_GUEST,
		 exe->samples_guest);
	u64_attr(&fill, CPUWARDEN_A_EXECUTABLE_CPU_NS, exe->cpu_ns);
	u32_attr(&fill, CPUWARDEN_A_EXECUTABLE_FINDINGS_OPEN,
		 exe->findings_open);
	u64_attr(&fill, CPUWARDEN_A_EXECUTABLE_FIRST_NS, exe->first_ns);
	u64_attr(&fill, CPUWARDEN_A_EXECUTABLE_LAST_NS, exe->last_ns);
	return fill.ret;
}

int cw_fill_cpu(struct sk_buff *skb, unsigned int nr)
{
	struct fill fill = { .skb = skb, .pad = CPUWARDEN_A_CPU_PAD };
	struct cw_sampler_stats s;

	cw_sampler_cpu_stats(nr, &s);
	u32_attr(&fill, CPUWARDEN_A_CPU_CPU, nr);
	u8_attr(&fill, CPUWARDEN_A_CPU_SAMPLED, s.cpus);
	u8_attr(&fill, CPUWARDEN_A_CPU_UNSAMPLED, cw_coverage_lacks(nr));
	u64_attr(&fill, CPUWARDEN_A_CPU_SAMPLES_USER, s.user);
	u64_attr(&fill, CPUWARDEN_A_CPU_SAMPLES_KERNEL, s.kernel);
	u64_attr(&fill, CPUWARDEN_A_CPU_SAMPLES_GUEST, s.guest);
	u64_attr(&fill, CPUWARDEN_A_CPU_SAMPLES_IDLE, s.idle);
	u64_attr(&fill, CPUWARDEN_A_CPU_SAMPLES_UNREADABLE, s.unreadable);
	u64_attr(&fill, CPUWARDEN_A_CPU_SAMPLES_DROPPED, s.dropped);
	u64_attr(&fill, CPUWARDEN_A_CPU_HANDLER_NS, s.handler_ns);
	return fill.ret;
}

static void score_attr(struct fill *fill, const struct cw_track *track,
		       unsigned int family, const struct cw_context *ctx)
{
	struct fill in = { .skb = fill->skb };
	struct cw_scored scored;
	struct nlattr *nest;

	nest = begin_nest(fill, CPUWARDEN_A_SCORES_SCORE);
	if (!nest)
		return;
	cw_track_scored(track, family, ctx, &scored);
	text_attr(&in, CPUWARDEN_A_SCORE_FAMILY, cw_family_name(family));
	s32_attr(&in, CPUWARDEN_A_SCORE_SCORE_MILLI, scored.score_milli);
	u8_attr(&in, CPUWARDEN_A_SCORE_ALLOWED, scored.allowed);
	text_attr(&in, CPUWARDEN_A_SCORE_RULE,
		  cw_family_rule_name(family, scored.rule));
	s32_attr(&in, CPUWARDEN_A_SCORE_BAR_MILLI, scored.bar_milli);
	nla_nest_end(fill->skb, nest);
	fill->ret = in.ret;
}

static void sign_attr(struct fill *fill, const struct cw_evidence *sign)
{
	struct fill in = { .skb = fill->skb };
	struct nlattr *nest;

	nest = begin_nest(fill, CPUWARDEN_A_SCORES_SIGN);
	if (!nest)
		return;
	text_attr(&in, CPUWARDEN_A_SIGN_NAME, sign->name);
	text_attr(&in, CPUWARDEN_A_SIGN_TEXT, sign->text);
	u32_attr(&in, CPUWARDEN_A_SIGN_HITS, sign->hits);
	u32_attr(&in, CPUWARDEN_A_SIGN_TRIALS, sign->trials);
	nla_nest_end(fill->skb, nest);
	fill->ret = in.ret;
}

static void rotation_attr(struct fill *fill, unsigned int bits,
			  unsigned int amount, u32 hits)
{
	struct fill in = { .skb = fill->skb };
	struct nlattr *nest;

	nest = begin_nest(fill, CPUWARDEN_A_SCORES_ROTATION);
	if (!nest)
		return;
	u32_attr(&in, CPUWARDEN_A_ROTATION_BITS, bits);
	u32_attr(&in, CPUWARDEN_A_ROTATION_AMOUNT, amount);
	u32_attr(&in, CPUWARDEN_A_ROTATION_HITS, hits);
	nla_nest_end(fill->skb, nest);
	fill->ret = in.ret;
}

int cw_fill_scores(struct sk_buff *skb, const struct cw_process *p,
		   const struct cw_thread *t)
{
	struct fill fill = { .skb = skb, .pad = CPUWARDEN_A_SCORES_PAD };
	const struct cw_track *track = t ? &t->track : &p->track;
	const struct cw_context ctx = {
		.now_ns = t ? t->last_ns : p->last_ns,
		.io_idle_ns = cw_io_idle_ns(&p->io_idle,
					    t ? t->last_ns : p->last_ns),
	};
	const u16 *rol = track->window[0].rol;
	struct cw_evidence sign;
	unsigned int i;

	u32_attr(&fill, CPUWARDEN_A_SCORES_PID, p->tgid);
	u64_attr(&fill, CPUWARDEN_A_SCORES_START_NS, p->start_ns);
	u32_attr(&fill, CPUWARDEN_A_SCORES_TID, t ? t->tid : 0);
	u32_attr(&fill, CPUWARDEN_A_SCORES_SAMPLES, track->window[0].samples);
	u64_attr(&fill, CPUWARDEN_A_SCORES_IO_IDLE_NS, ctx.io_idle_ns);
	for (i = 0; i < CW_FAMILY_COUNT; i++)
		score_attr(&fill, track, i, &ctx);
	for (i = 0; i < CW_SIGN_COUNT; i++) {
		if (cw_track_sign(track, i, &sign))
			sign_attr(&fill, &sign);
	}
	for (i = 0; i < ARRAY_SIZE(track->window[0].rol); i++) {
		if (rol[i])
			rotation_attr(&fill, i < 32 ? 32 : 64,
				      i < 32 ? i : i - 32, rol[i]);
	}
	return fill.ret;
}
