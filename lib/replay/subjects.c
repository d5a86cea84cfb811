// SPDX-License-Identifier: GPL-2.0-only
#include "subjects.h"

#include <stdlib.h>

const char *cw_subject_kind_name(enum cw_subject_kind kind)
{
	static const char *const names[CW_SUBJECT_KINDS] = {
		"process", "thread", "executable", "tenant",
	};

	return names[kind];
}

void cw_subjects_free(struct cw_subjects *s)
{
	struct cw_subject *p, *next;

	for (p = s->first; p; p = next) {
		next = p->next;
		free(p);
	}
	memset(s, 0, sizeof(*s));
}

static struct cw_subject **bucket(struct cw_subjects *s,
				  enum cw_subject_kind kind, u64 key)
{
	key = (key * CW_SUBJECT_KINDS + kind) * 0x9e3779b97f4a7c15ull;
	return &s->bucket[key >> 52 & (CW_SUBJECT_BUCKETS - 1)];
}

static struct cw_subject *make(struct cw_subjects *s,
			       enum cw_subject_kind kind, u64 number, u64 key)
{
	struct cw_subject **b = bucket(s, kind, key);
	struct cw_subject *p = calloc(1, s->size ? s->size : sizeof(*p));

	if (!p)
		return NULL;
	p->kind = kind;
	p->number = number;
	cw_track_init(&p->track);
	p->chain = *b;
	*b = p;
	if (s->last)
		s->last->next = p;
	else
		s->first = p;
	s->last = p;
	s->count[kind]++;
	return p;
}

struct cw_subject *cw_subject_find(struct cw_subjects *s,
				   enum cw_subject_kind kind, u64 number)
{
	struct cw_subject *p = *bucket(s, kind, number);

	while (p && (p->kind != kind || p->number != number))
		p = p->chain;
	return p;
}

struct cw_subject *cw_subject_get(struct cw_subjects *s,
				  enum cw_subject_kind kind, u64 number)
{
	struct cw_subject *p = cw_subject_find(s, kind, number);

	return p ? p : make(s, kind, number, number);
}

struct cw_subject *cw_subject_find_pid(struct cw_subjects *s, u32 tgid,
				       u64 start_ns)
{
	struct cw_subject *p = *bucket(s, CW_SUBJECT_PROCESS, tgid);

	while (p && (p->kind != CW_SUBJECT_PROCESS || p->who.tgid != tgid ||
		     p->who.start_ns != start_ns))
		p = p->chain;
	return p;
}

struct cw_subject *cw_subject_by_pid(struct cw_subjects *s, u32 tgid,
				     u64 start_ns)
{
	struct cw_subject *p = cw_subject_find_pid(s, tgid, start_ns);

	if (p)
		return p;
	p = make(s, CW_SUBJECT_PROCESS, ++s->numbered, tgid);
	if (p) {
		p->who.tgid = tgid;
		p->who.start_ns = start_ns;
	}
	return p;
}

struct cw_subject *cw_subject_by_tid(struct cw_subjects *s,
				     struct cw_subject *process, u32 tid)
{
	struct cw_subject *t = *bucket(s, CW_SUBJECT_THREAD, tid);

	while (t && (t->kind != CW_SUBJECT_THREAD || t->tid != tid ||
		     t->process != process))
		t = t->chain;
	if (t)
		return t;
	t = make(s, CW_SUBJECT_THREAD, ++s->numbered, tid);
	if (t) {
		t->tid = tid;
		t->process = process;
		t->who = process->who;
	}
	return t;
}

struct cw_subject *cw_subject_by_path(struct cw_subjects *s,
				      const struct cw_trace_process *who)
{
	struct cw_subject *e;
	const char *c;
	u64 key = 0;

	for (c = who->exe; *c; c++)
		key = key * 31 + (unsigned char)*c;
	e = *bucket(s, CW_SUBJECT_EXECUTABLE, key);
	while (e && (e->kind != CW_SUBJECT_EXECUTABLE ||
		     strcmp(e->who.exe, who->exe)))
		e = e->chain;
	if (e)
		return e;
	e = make(s, CW_SUBJECT_EXECUTABLE, ++s->numbered, key);
	if (e)
		e->who = *who;
	return e;
}

static void account_guest(struct cw_subject *s, const struct cw_sample *sample)
{
	s->samples_guest++;
	s->guest_ns += sample->period_ns;
}

void cw_subject_account(struct cw_subject *s, const struct cw_sample *sample)
{
	if (sample->flags & CW_SAMPLE_USER)
		s->samples_user++;
	else if (sample->flags & CW_SAMPLE_GUEST)
		account_guest(s, sample);
	else
		s->samples_kernel++;
	s->unreadable += !!(sample->flags & CW_SAMPLE_UNREADABLE);
	s->without_code += (sample->flags & CW_SAMPLE_USER) &&
			   !(sample->flags & CW_SAMPLE_CODE);
	s->cpu_ns += sample->period_ns;
	if (!s->first_ns)
		s->first_ns = sample->time_ns;
	if (sample->time_ns > s->last_ns)
		s->last_ns = sample->time_ns;
}

u64 cw_subject_io_idle_ns(struct cw_subject *process,
			  const struct cw_trace_sample *ts)
{
	if (ts->judged)
		return ts->io_idle_ns;
	cw_io_idle_moved(&process->io_idle, ts->io_bytes, ts->s.time_ns);
	return cw_io_idle_ns(&process->io_idle, ts->s.time_ns);
}
