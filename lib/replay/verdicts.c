// SPDX-License-Identifier: GPL-2.0-only
#include "verdicts.h"

#include <stdlib.h>

/* As in module/finding.c. */
#define QUIET_NS	10000000000ull
#define ASK_NS		1000000000ull
#define THREAD_IDLE_NS	60000000000ull	/* then its record is forgotten */

const char *cw_party_kind_name(enum cw_party_kind kind)
{
	static const char *const names[CW_PARTY_KINDS] = {
		"process", "thread", "executable", "tenant",
	};

	return names[kind];
}

static u64 elapsed(u64 then, u64 now)
{
	return now > then ? now - then : 0;
}

struct cw_verdicts *cw_verdicts_new(void)
{
	struct cw_verdicts *v = calloc(1, sizeof(*v));

	if (v) {
		v->last_party = &v->parties;
		v->last_charge = &v->charges;
	}
	return v;
}

void cw_verdicts_free(struct cw_verdicts *v)
{
	struct cw_party *p, *next_party;
	struct cw_charge *c, *next_charge;

	if (!v)
		return;
	for (p = v->parties; p; p = next_party) {
		next_party = p->next;
		free(p);
	}
	for (c = v->charges; c; c = next_charge) {
		next_charge = c->next;
		free(c);
	}
	free(v);
}

static struct cw_party **bucket(struct cw_verdicts *v,
				enum cw_party_kind kind, u64 key)
{
	key = (key * CW_PARTY_KINDS + kind) * 0x9e3779b97f4a7c15ull;
	return &v->bucket[key >> 52 & (CW_VERDICT_BUCKETS - 1)];
}

static struct cw_party *find(struct cw_verdicts *v, enum cw_party_kind kind,
			     u64 number)
{
	struct cw_party *p = *bucket(v, kind, number);

	while (p && (p->kind != kind || p->number != number))
		p = p->chain;
	return p;
}

static struct cw_party *make(struct cw_verdicts *v, enum cw_party_kind kind,
			     u64 number, u64 key)
{
	struct cw_party **b = bucket(v, kind, key);
	struct cw_party *p = calloc(1, sizeof(*p));

	if (!p)
		return NULL;
	p->kind = kind;
	p->number = number;
	cw_track_init(&p->track);
	p->chain = *b;
	*b = p;
	*v->last_party = p;
	v->last_party = &p->next;
	v->count[kind]++;
	return p;
}

static struct cw_party *find_or_make(struct cw_verdicts *v,
				     enum cw_party_kind kind, u64 number)
{
	struct cw_party *p = find(v, kind, number);

	return p ? p : make(v, kind, number, number);
}

/* A process of a trace that has no numbers; kept by its pid. */
static struct cw_party *by_pid(struct cw_verdicts *v, u32 tgid, u64 start_ns)
{
	struct cw_party *p = *bucket(v, CW_PARTY_PROCESS, tgid);

	while (p && (p->kind != CW_PARTY_PROCESS || p->who.tgid != tgid ||
		     p->who.start_ns != start_ns))
		p = p->chain;
	if (p)
		return p;
	p = make(v, CW_PARTY_PROCESS, ++v->numbered, tgid);
	if (p) {
		p->who.tgid = tgid;
		p->who.start_ns = start_ns;
	}
	return p;
}

static struct cw_party *by_tid(struct cw_verdicts *v, struct cw_party *process,
			       u32 tid)
{
	struct cw_party *t = *bucket(v, CW_PARTY_THREAD, tid);

	if (tid == process->first_tid && !process->threads)
		return NULL;
	while (t && (t->kind != CW_PARTY_THREAD || t->tid != tid ||
		     t->process != process))
		t = t->chain;
	return t ? t : make(v, CW_PARTY_THREAD, ++v->numbered, tid);
}

/* execve(): what came before belongs to another program. */
static void begin_program(struct cw_party *p)
{
	p->cpu_before_ns = p->cpu_ns;
	p->origin = 0;
}

static int take_process(struct cw_verdicts *v,
			const struct cw_trace_process *who)
{
	struct cw_party *p;
	bool other;

	p = who->process ? find_or_make(v, CW_PARTY_PROCESS, who->process) :
			   by_pid(v, who->tgid, who->start_ns);
	if (!p)
		return -1;
	other = p->who.exe[0] && strcmp(p->who.exe, who->exe);
	p->who = *who;
	if (other)
		begin_program(p);
	/* the evidence, too; the module says so with the next sample */
	if (!who->process && other && !p->charge)
		cw_track_init(&p->track);
	return 0;
}

static struct cw_charge *open_charge(struct cw_verdicts *v,
				     struct cw_party *about,
				     const struct cw_judgement *j, u64 samples,
				     u64 now_ns)
{
	struct cw_charge *c = calloc(1, sizeof(*c));
	u64 evidence_ns;

	if (!c)
		return NULL;
	c->about = about;
	c->open = true;
	c->opened_ns = now_ns;
	c->first_ns = j->first_ns ? j->first_ns : now_ns;
	evidence_ns = j->samples * (about->cpu_ns / (samples + 1));
	c->cpu_before_ns = elapsed(evidence_ns, about->cpu_ns);
	c->who = about->who;
	c->origin = about->origin;
	*v->last_charge = c;
	v->last_charge = &c->next;
	about->charge = c;
	about->charges++;
	return c;
}

static void close_charge(struct cw_party *p)
{
	if (p->charge)
		p->charge->open = false;
	p->charge = NULL;
}

static void update_charge(struct cw_charge *c, const struct cw_party *best,
			  const struct cw_judgement *j, u64 now_ns)
{
	if (!c->verdict)
		c->opened_samples = best->track.samples;
	if (j->verdict == CW_VERDICT_CONFIRMED && !c->confirmed_ns) {
		c->confirmed_ns = now_ns;
		c->confirmed_samples = best->track.samples;
	}
	/* as the module: its reasons are taken anew when it is judged anew */
	if (j->verdict > c->verdict || (j->verdict == c->verdict && j->fresh)) {
		c->verdict = j->verdict;
		c->judgement = *j;
		c->nr_evidence = cw_track_evidence(&best->track, j->family,
						   c->evidence,
						   CW_CHARGE_EVIDENCE);
		c->tid = best->kind == CW_PARTY_THREAD ? best->tid : 0;
	}
	/* what the dead left names the one whose end made it a finding */
	if (c->about->kind == CW_PARTY_PROCESS) {
		c->who = c->about->who;
		c->origin = c->about->origin;
	}
	c->cpu_ns = elapsed(c->cpu_before_ns, c->about->cpu_ns);
	if (now_ns > c->updated_ns)
		c->updated_ns = now_ns;
}

/* As the module: nobody of it is accused, asked once a second. */
static bool is_over(const struct cw_verdicts *v, const struct cw_party *p,
		    struct cw_charge *c, u64 now_ns)
{
	const struct cw_party *t;

	if (elapsed(c->updated_ns, now_ns) <= QUIET_NS ||
	    elapsed(c->asked_ns, now_ns) <= ASK_NS)
		return false;
	c->asked_ns = now_ns;
	if (p->track.verdict != CW_VERDICT_CLEAR)
		return false;
	for (t = v->parties; t; t = t->next)
		if (t->kind == CW_PARTY_THREAD && t->process == p &&
		    t->track.verdict != CW_VERDICT_CLEAR &&
		    elapsed(t->last_ns, now_ns) < THREAD_IDLE_NS)
			return false;
	return true;
}

static int charge_process(struct cw_verdicts *v, struct cw_party *p,
			  const struct cw_party *best,
			  const struct cw_judgement *j, u64 now_ns)
{
	struct cw_charge *c = p->charge;

	if (j->verdict == CW_VERDICT_CLEAR) {
		if (c && is_over(v, p, c, now_ns))
			close_charge(p);
		return 0;
	}
	if (!c)
		c = open_charge(v, p, j, p->samples_user + p->samples_kernel,
				now_ns);
	if (!c)
		return -1;
	update_charge(c, best, j, now_ns);
	return 0;
}

static void account(struct cw_party *p, const struct cw_sample *s)
{
	if (s->flags & CW_SAMPLE_USER)
		p->samples_user++;
	else
		p->samples_kernel++;
	p->unreadable += !!(s->flags & CW_SAMPLE_UNREADABLE);
	p->cpu_ns += s->period_ns;
	if (!p->first_ns)
		p->first_ns = s->time_ns;
	if (s->time_ns > p->last_ns)
		p->last_ns = s->time_ns;
}

/* What the module had counted before is what we have, or some is missing. */
static void agree(struct cw_party *p, u32 samples)
{
	if (!samples)
		cw_track_init(&p->track);
	else if (p->track.samples != samples)
		p->partial = true;
}

static void judge(struct cw_party *p, const struct cw_signs *f,
		  const struct cw_context *ctx, struct cw_judgement *j)
{
	cw_track_add(&p->track, f, ctx->now_ns);
	cw_track_judge(&p->track, ctx, j);
}

/* The track of the thread, *@t is NULL if it has none; -1 without memory. */
static int thread_of(struct cw_verdicts *v, struct cw_party *p,
		     const struct cw_trace_sample *ts, struct cw_party **t)
{
	bool needs = ts->judged ? ts->thread :
				  p->threads || ts->s.tid != p->first_tid;

	*t = NULL;
	if (!needs)
		return 0;
	*t = ts->judged ? find_or_make(v, CW_PARTY_THREAD, ts->thread) :
			  by_tid(v, p, ts->s.tid);
	if (!*t)
		return -1;
	(*t)->tid = ts->s.tid;
	(*t)->process = p;
	p->threads = true;
	account(*t, &ts->s);
	if (ts->judged)
		agree(*t, ts->thread_samples);
	return 0;
}

static int judge_sample(struct cw_verdicts *v, struct cw_party *p,
			const struct cw_trace_sample *ts)
{
	struct cw_context ctx = {
		.now_ns = ts->s.time_ns,
		.io_idle_ns = cw_purity_ns(&p->purity, ts),
	};
	struct cw_judgement j, j_thread;
	struct cw_party *best = p, *t;
	struct cw_signs f;

	if (thread_of(v, p, ts, &t))
		return -1;
	if (ts->judged) {
		agree(p, ts->process_samples);
		if (!(ts->state & CPUWARDEN_REC_STATE_FINDING))
			close_charge(p);
		else if (!p->charge)
			p->partial = true;
	}
	p->origin |= ts->origin & CW_PARTY_ORIGIN;
	cw_signs_extract(&f, &ts->s, ts->origin);
	judge(p, &f, &ctx, &j);
	if (t) {
		judge(t, &f, &ctx, &j_thread);
		if (j_thread.verdict > j.verdict) {
			j = j_thread;
			best = t;
		}
	}
	if (charge_process(v, p, best, &j, ts->s.time_ns))
		return -1;
	if (v->watch)
		v->watch(v->arg, p, ts->s.time_ns);
	return 0;
}

static int take_sample(struct cw_verdicts *v, const struct cw_trace_sample *ts)
{
	bool user = ts->s.flags & CW_SAMPLE_USER;
	struct cw_party *p;

	p = ts->judged ? find_or_make(v, CW_PARTY_PROCESS, ts->process) :
			 by_pid(v, ts->s.tgid, ts->s.start_ns);
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
	v->samples_kernel += !user;
	if (!v->first_ns)
		v->first_ns = ts->s.time_ns;
	if (ts->s.time_ns > v->last_ns)
		v->last_ns = ts->s.time_ns;
	account(p, &ts->s);
	return user ? judge_sample(v, p, ts) : 0;
}

/* @accused: findings that stood already about processes of the heir. */
static int inherit(struct cw_verdicts *v, struct cw_party *heir,
		   const struct cw_party *p, const struct cw_life *life,
		   u32 accused, u64 now_ns)
{
	struct cw_context ctx = { .now_ns = now_ns };
	struct cw_judgement j;

	heir->who = p->who;
	heir->origin = p->origin;
	if (!heir->first_ns)
		heir->first_ns = p->first_ns;
	heir->last_ns = p->last_ns;
	heir->partial |= p->partial;
	if (cw_life_speaks(life)) {
		heir->samples_user += p->track.samples;
		heir->cpu_ns += p->cpu_ns - p->cpu_before_ns;
	}
	if (!cw_short_lived_add(&heir->lives, &heir->track, &p->track,
				life, &ctx, &j) ||
	    (!heir->charge && (!j.fresh || accused)))
		return 0;
	if (!heir->charge &&
	    !open_charge(v, heir, &j, heir->samples_user, now_ns))
		return -1;
	update_charge(heir->charge, heir, &j, now_ns);
	return 0;
}

static struct cw_party *heir_of(struct cw_verdicts *v,
				enum cw_party_kind kind, u64 number,
				u32 samples, bool charged)
{
	struct cw_party *heir = find_or_make(v, kind, number);

	if (!heir)
		return NULL;
	agree(heir, samples);
	if (!samples) {
		memset(&heir->lives, 0, sizeof(heir->lives));
		heir->samples_user = 0;
		heir->cpu_ns = 0;
	}
	if (!charged)
		close_charge(heir);
	else if (!heir->charge)
		heir->partial = true;
	return heir;
}

static int take_left(struct cw_verdicts *v, const struct cw_trace_left *l)
{
	struct cw_party *p = find(v, CW_PARTY_PROCESS, l->process);
	u32 accused = l->tenant_accused;
	struct cw_party *heir;
	struct cw_life life;

	if (!p)		/* recorded from its end on only */
		return 0;
	if (p->track.samples != l->process_samples)
		p->partial = true;
	cw_life_score(&life, &p->track);
	if (l->executable) {
		heir = heir_of(v, CW_PARTY_EXECUTABLE, l->executable,
			       l->executable_samples,
			       l->state & CPUWARDEN_REC_LEFT_EXE_FINDING);
		if (!heir)
			return -1;
		accused -= !!heir->charge;
		if (inherit(v, heir, p, &life, l->executable_accused,
			    l->time_ns))
			return -1;
		accused += !!heir->charge;
	}
	if (l->tenant) {
		heir = heir_of(v, CW_PARTY_TENANT, l->tenant,
			       l->tenant_samples,
			       l->state & CPUWARDEN_REC_LEFT_TENANT_FINDING);
		if (!heir ||
		    inherit(v, heir, p, &life, accused, l->time_ns))
			return -1;
	}
	/* it may live on, as another program of the same path */
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
