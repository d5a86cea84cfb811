// SPDX-License-Identifier: GPL-2.0-only
#include "verdicts.h"

#include <stdlib.h>

#include "case/judge.h"

struct cw_verdicts *cw_verdicts_new(void)
{
	struct cw_verdicts *v = calloc(1, sizeof(*v));

	if (v)
		v->last_finding = &v->findings;
	return v;
}

void cw_verdicts_free(struct cw_verdicts *v)
{
	struct cw_replay_finding *f, *next;

	if (!v)
		return;
	cw_subjects_free(&v->subjects);
	for (f = v->findings; f; f = next) {
		next = f->next;
		free(f);
	}
	free(v);
}

/* execve(): what came before belongs to another program. */
static void begin_program(struct cw_subject *p)
{
	p->cpu_before_ns = p->cpu_ns;
	p->origin = 0;
}

/* Is it another program than before? A path tells only if no number does. */
static bool is_other(const struct cw_trace_process *before,
		     const struct cw_trace_process *who)
{
	if (before->program && who->program)
		return before->program != who->program;
	return before->exe[0] && strcmp(before->exe, who->exe);
}

/*
 * @samples: what the module had counted before. If it is not what we have,
 * records are missing.
 */
static void agree(struct cw_subject *s, u32 samples)
{
	if (!samples) {
		cw_track_init(&s->track);
		memset(&s->own, 0, sizeof(s->own));
		cw_lives_init(&s->lives);
	} else if (s->track.samples != samples) {
		s->partial = true;
	}
}

/* The same of what it did inside its guest. */
static void agree_guest(struct cw_subject *s, u32 samples)
{
	if (!samples)
		memset(&s->guest, 0, sizeof(s->guest));
	else if (s->guest.samples != samples)
		s->partial = true;
}

static int take_process(struct cw_verdicts *v,
			const struct cw_trace_process *who)
{
	struct cw_subject *p;
	bool other;

	p = who->process ?
	    cw_subject_get(&v->subjects, CW_SUBJECT_PROCESS, who->process) :
	    cw_subject_by_pid(&v->subjects, who->tgid, who->start_ns);
	if (!p)
		return -1;
	other = is_other(&p->who, who);
	p->who = *who;
	if (other)
		begin_program(p);
	/* the evidence, too; the module says so with the next sample */
	if (!who->process && other && !p->finding)
		agree(p, 0);
	return 0;
}

/* Copy what a finding says of whom it is about. */
static void describe(struct cw_replay_finding *f)
{
	f->who = f->about->who;
	f->origin = f->about->origin;
}

/* As the module: a process goes on with the finding that it had. */
static struct cw_replay_finding *finding_again(struct cw_verdicts *v,
					       struct cw_subject *about,
					       const struct cw_judgement *j)
{
	struct cw_replay_finding *f, *again = NULL;
	unsigned int n = 0;

	if (about->kind != CW_SUBJECT_PROCESS || !about->findings)
		return NULL;
	for (f = v->findings; f; f = f->next) {
		if (f->about != about)
			continue;
		n++;
		if (cw_case_rather_again(&f->course,
					 again ? &again->course : NULL, j))
			again = f;
	}
	if (!again || !cw_case_is_again(&again->course, n, j))
		return NULL;
	cw_case_again(&again->course);
	return again;
}

static struct cw_replay_finding *finding_make(struct cw_verdicts *v,
					      struct cw_subject *about,
					      const struct cw_judgement *j)
{
	struct cw_replay_finding *f = finding_again(v, about, j);

	if (!f) {
		f = calloc(1, sizeof(*f));
		if (!f)
			return NULL;
		f->about = about;
		*v->last_finding = f;
		v->last_finding = &f->next;
	}
	describe(f);
	about->finding = f;
	about->findings++;
	return f;
}

/*
 * Hand @j to the finding of @about, which it may open, change or close.
 * @named: findings that stood already about processes of a group
 */
static int judged(struct cw_verdicts *v, struct cw_subject *about, bool named,
		  const struct cw_case_subject *s,
		  const struct cw_judgement *j, u64 now_ns)
{
	if (!about->finding) {
		if (!cw_case_opens(s->subject, named, j))
			return 0;
		if (!finding_make(v, about, j))
			return -1;
	}
	if (about->kind == CW_SUBJECT_PROCESS &&
	    j->verdict != CW_VERDICT_CLEAR)
		describe(about->finding);
	if (cw_case_judge(&about->finding->course, s, j, now_ns) ==
	    CPUWARDEN_EVENT_CLOSED)
		about->finding = NULL;
	return 0;
}

/* For findings that the module has closed; the trace does not say why. */
static void close_finding(struct cw_subject *s, u8 reason, u64 now_ns)
{
	if (s->finding)
		cw_case_close(&s->finding->course, reason, now_ns);
	s->finding = NULL;
}

/* The track of the thread, *@t is NULL if it has none; -1 without memory. */
static int thread_of(struct cw_verdicts *v, struct cw_subject *p,
		     const struct cw_trace_sample *ts, struct cw_subject **t)
{
	bool needs = ts->judged ? ts->thread :
				  p->threads || ts->s.tid != p->first_tid;

	*t = NULL;
	if (!needs)
		return 0;
	*t = ts->judged ? cw_subject_get(&v->subjects, CW_SUBJECT_THREAD,
					 ts->thread) :
			  cw_subject_by_tid(&v->subjects, p, ts->s.tid);
	if (!*t)
		return -1;
	(*t)->tid = ts->s.tid;
	(*t)->process = p;
	p->threads = true;
	cw_subject_account(*t, &ts->s);
	if (ts->judged && ts->s.flags & CW_SAMPLE_GUEST)
		agree_guest(*t, ts->thread_samples);
	else if (ts->judged)
		agree(*t, ts->thread_samples);
	return 0;
}

struct process {
	const struct cw_subjects *subjects;
	const struct cw_subject *p;
};

static bool is_accused(const struct cw_subject *s)
{
	return s->track.verdict != CW_VERDICT_CLEAR ||
	       s->guest.verdict != CW_VERDICT_CLEAR;
}

static bool is_clear(const void *arg, u64 now_ns)
{
	const struct process *process = arg;
	const struct cw_subject *t;

	if (is_accused(process->p))
		return false;
	for (t = process->subjects->first; t; t = t->next)
		if (t->kind == CW_SUBJECT_THREAD && t->process == process->p &&
		    is_accused(t) &&
		    cw_elapsed_ns(t->last_ns, now_ns) < CW_THREAD_IDLE_NS)
			return false;
	return true;
}

static struct cw_case_subject subject_of(const struct process *process)
{
	const struct cw_subject *p = process->p;

	return (struct cw_case_subject){
		.subject = CPUWARDEN_SUBJECT_PROCESS,
		.track = &p->track,
		.samples = p->samples_user + p->samples_kernel +
			   p->samples_guest,
		.cpu_ns = p->cpu_ns,
		.is_clear = is_clear,
		.arg = process,
	};
}

/* As the module says with each sample: has the process an open finding? */
static void agree_finding(struct cw_subject *p, const struct cw_trace_sample *ts)
{
	if (!(ts->state & CPUWARDEN_REC_STATE_FINDING))
		close_finding(p, CPUWARDEN_CLOSE_REASON_EXITED, ts->s.time_ns);
	else if (!p->finding)
		p->partial = true;
}

static int judge_guest(struct cw_verdicts *v, struct cw_subject *p,
		       const struct cw_trace_sample *ts)
{
	struct process process = { .subjects = &v->subjects, .p = p };
	struct cw_case_subject s = subject_of(&process);
	struct cw_judgement j;
	struct cw_subject *t;

	if (thread_of(v, p, ts, &t))
		return -1;
	if (ts->judged) {
		agree_guest(p, ts->process_samples);
		agree_finding(p, ts);
	}
	s.guest = cw_judge_guest(&p->guest, t ? &t->guest : NULL, &ts->s, &j);
	s.tid = t && s.guest == &t->guest ? t->tid : 0;
	return judged(v, p, false, &s, &j, ts->s.time_ns);
}

static int judge_sample(struct cw_verdicts *v, struct cw_subject *p,
			const struct cw_trace_sample *ts)
{
	struct process process = { .subjects = &v->subjects, .p = p };
	struct cw_context ctx = {
		.now_ns = ts->s.time_ns,
		.io_idle_ns = cw_subject_io_idle_ns(p, ts),
	};
	struct cw_case_subject s = subject_of(&process);
	struct cw_signs f;
	struct cw_judgement j;
	struct cw_subject *t;

	if (thread_of(v, p, ts, &t))
		return -1;
	if (ts->judged) {
		agree(p, ts->process_samples);
		agree_finding(p, ts);
	}
	p->origin |= ts->origin & CW_TRACE_ORIGIN;
	cw_signs_extract(&f, &ts->s, ts->origin);
	cw_own_add(&p->own, &f, ts->origin);
	s.track = cw_judge_sample(&p->track, t ? &t->track : NULL, &f, &ctx,
				  &j);
	s.tid = t && s.track == &t->track ? t->tid : 0;
	if (judged(v, p, false, &s, &j, ctx.now_ns))
		return -1;
	if (v->watch)
		v->watch(v->arg, p, ctx.now_ns);
	return 0;
}

static int take_sample(struct cw_verdicts *v, const struct cw_trace_sample *ts)
{
	bool user = ts->s.flags & CW_SAMPLE_USER;
	bool guest = ts->s.flags & CW_SAMPLE_GUEST;
	struct cw_subject *p;

	p = ts->judged ?
	    cw_subject_get(&v->subjects, CW_SUBJECT_PROCESS, ts->process) :
	    cw_subject_by_pid(&v->subjects, ts->s.tgid, ts->s.start_ns);
	if (!p)
		return -1;
	if (!p->who.tgid) {	/* its description was lost */
		p->who.tgid = ts->s.tgid;
		p->who.start_ns = ts->s.start_ns;
		p->who.process = ts->process;
	}
	if (!p->first_tid)
		p->first_tid = ts->s.tid;
	v->samples_user += user;
	v->samples_guest += guest;
	v->samples_kernel += !user && !guest;
	if (!v->first_ns)
		v->first_ns = ts->s.time_ns;
	if (ts->s.time_ns > v->last_ns)
		v->last_ns = ts->s.time_ns;
	cw_subject_account(p, &ts->s);
	if (guest)
		return judge_guest(v, p, ts);
	return user ? judge_sample(v, p, ts) : 0;
}

/*
 * What short-lived processes of an executable or a tenant left, as the module
 * had it before it was left more. No memory: NULL.
 */
static struct cw_subject *group_of(struct cw_verdicts *v,
				   enum cw_subject_kind kind, u64 number,
				   u32 samples, bool has_finding, u64 now_ns)
{
	struct cw_subject *g = cw_subject_get(&v->subjects, kind, number);

	if (!g)
		return NULL;
	agree(g, samples);
	if (!samples)
		g->cpu_ns = 0;
	if (!has_finding)
		close_finding(g, CPUWARDEN_CLOSE_REASON_QUIET, now_ns);
	else if (!g->finding)
		g->partial = true;
	return g;
}

/* No process is named: none left more than its share. */
static void describe_group(struct cw_subject *g, const struct cw_subject *p)
{
	g->who = p->who;
	g->who.tgid = 0;
	g->who.start_ns = 0;
	g->who.comm[0] = '\0';
	g->who.threads = 0;
	if (g->kind == CW_SUBJECT_TENANT) {
		g->who.exe[0] = '\0';
		g->who.exe_ino = 0;
		g->who.exe_dev = 0;
		g->who.exe_gen = 0;
		g->who.exe_flags = 0;
	}
	if (!g->first_ns)
		g->first_ns = p->first_ns;
	if (g->any_tenant) {
		g->who.cgroup[0] = '\0';
		g->who.cgroup_id = 0;
	}
	g->last_ns = p->last_ns;
	g->partial |= p->partial;
}

static int leave(struct cw_verdicts *v, struct cw_subject *g,
		 const struct cw_subject *p, const struct cw_exited *e,
		 bool told, u64 now_ns)
{
	struct cw_case_subject s = {
		.subject = g->kind == CW_SUBJECT_TENANT ?
			   CPUWARDEN_SUBJECT_TENANT :
			   CPUWARDEN_SUBJECT_EXECUTABLE,
		.track = &g->track,
	};
	struct cw_judgement j;
	bool tell;

	describe_group(g, p);
	tell = cw_judge_exited(&g->lives, e, now_ns, &j);
	g->track = g->lives.track;
	g->cpu_ns = g->lives.cpu_ns;
	if (!tell)
		return 0;
	s.samples = g->track.samples;
	s.cpu_ns = g->cpu_ns;
	return judged(v, g, told, &s, &j, now_ns);
}

/* As the module before evidence was kept by user. */
static int take_older_left(struct cw_verdicts *v, const struct cw_trace_left *l,
			   struct cw_subject *p, const struct cw_exited *e)
{
	u32 named = l->tenant_accused;
	struct cw_subject *g;

	if (l->executable) {
		g = group_of(v, CW_SUBJECT_EXECUTABLE, l->executable,
			     l->executable_samples,
			     l->state & CPUWARDEN_REC_LEFT_EXE_FINDING,
			     l->time_ns);
		if (!g)
			return -1;
		g->any_tenant = true;
		named -= !!g->finding;
		if (leave(v, g, p, e, l->executable_accused, l->time_ns))
			return -1;
		named += !!g->finding;
	}
	if (!l->tenant)
		return 0;
	g = group_of(v, CW_SUBJECT_TENANT, l->tenant, l->tenant_samples,
		     l->state & CPUWARDEN_REC_LEFT_TENANT_FINDING, l->time_ns);
	return g ? leave(v, g, p, e, named, l->time_ns) : -1;
}

/* Where a life goes, as struct cw_left of module/lives.h. */
struct places {
	struct cw_verdicts *v;
	const struct cw_subject *p;
	struct cw_subject *at[CW_PLACE_COUNT];
	u64 now_ns;
	int ret;
};

static int place(struct places *to, const struct cw_trace_left *l,
		 enum cw_place place, enum cw_subject_kind kind, u64 number,
		 u32 samples, u32 finding)
{
	struct cw_subject *g;

	if (!number)
		return 0;
	g = group_of(to->v, kind, number, samples, l->state & finding,
		     l->time_ns);
	if (!g)
		return -1;
	g->one_user = place != CW_PLACE_ALL;
	if (place == CW_PLACE_USER)
		g->any_tenant = true;
	to->at[place] = g;
	return 0;
}

static int places_of(struct places *to, const struct cw_trace_left *l)
{
	return place(to, l, CW_PLACE_EXE, CW_SUBJECT_EXECUTABLE,
		     l->executable_lives, l->executable_samples,
		     CPUWARDEN_REC_LEFT_EXE_FINDING) ||
	       place(to, l, CW_PLACE_USER, CW_SUBJECT_EXECUTABLE,
		     l->user_lives, l->user_samples,
		     CPUWARDEN_REC_LEFT_USER_FINDING) ||
	       place(to, l, CW_PLACE_TENANT, CW_SUBJECT_TENANT,
		     l->tenant_lives, l->tenant_samples,
		     CPUWARDEN_REC_LEFT_TENANT_FINDING) ||
	       place(to, l, CW_PLACE_ALL, CW_SUBJECT_TENANT, l->all_lives,
		     l->all_samples, CPUWARDEN_REC_LEFT_ALL_FINDING) ? -1 : 0;
}

static const struct cw_case *finding_of(void *arg, enum cw_place place)
{
	const struct cw_subject *g = ((struct places *)arg)->at[place];

	return g && g->finding ? &g->finding->course : NULL;
}

static void add(void *arg, enum cw_place place, const struct cw_exited *e,
		bool told)
{
	struct places *to = arg;

	if (to->at[place] && !to->ret)
		to->ret = leave(to->v, to->at[place], to->p, e, told,
				to->now_ns);
}

/*
 * What a finding tells that has just been opened, the module forgets in the
 * other places: their next record is another one.
 */
static int leave_all(struct cw_verdicts *v, const struct cw_trace_left *l,
		     struct cw_subject *p, const struct cw_exited *whole)
{
	struct places to = { .v = v, .p = p, .now_ns = l->time_ns };
	struct cw_exited own;
	struct cw_leaving leaving = {
		.whole = whole,
		.exe_told = l->state & CPUWARDEN_REC_LEFT_EXE_TOLD,
		.tenant_told = l->state & CPUWARDEN_REC_LEFT_TENANT_TOLD,
		.finding = finding_of,
		.add = add,
		.arg = &to,
	};

	if (places_of(&to, l))
		return -1;
	if (p->own.samples != l->own_samples)
		p->partial = true;
	if (cw_exited_own(&own, whole, &p->own))
		leaving.own = &own;
	cw_leave(&leaving, l->time_ns);
	return to.ret;
}

static int take_left(struct cw_verdicts *v, const struct cw_trace_left *l)
{
	struct cw_subject *p = cw_subject_find(&v->subjects,
					       CW_SUBJECT_PROCESS, l->process);
	struct cw_exited e;

	if (!p)		/* recorded from its end on only */
		return 0;
	if (p->track.samples != l->process_samples)
		p->partial = true;
	cw_exited_score(&e, &p->track.window[0], p->track.first_ns[0],
			p->cpu_ns - p->cpu_before_ns);
	if (l->by_user)
		p->who.uid = l->uid;
	if (l->by_user ? leave_all(v, l, p, &e) : take_older_left(v, l, p, &e))
		return -1;
	/* it may go on, as another program */
	begin_program(p);
	return 0;
}

int cw_verdicts_take(struct cw_verdicts *v, const struct cw_trace_entry *e)
{
	switch (e->type) {
	case CW_TRACE_PROCESS:
		return take_process(v, &e->process);
	case CW_TRACE_SAMPLE:
		return take_sample(v, &e->sample);
	case CW_TRACE_LEFT:
		return take_left(v, &e->left);
	case CW_TRACE_LOST:
		v->lost += e->lost.lost;
		return 0;
	default:
		return 0;
	}
}
