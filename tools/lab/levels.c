// SPDX-License-Identifier: GPL-2.0-only
#include "levels.h"

#include <stdio.h>
#include <stdlib.h>

const char *cw_level_name(enum cw_level level)
{
	static const char *const names[CW_LEVEL_COUNT] = {
		"thread", "process", "executable",
	};

	return names[level];
}

static struct cw_subject *add(struct cw_levels *l, enum cw_level level,
			      const struct cw_trace_process *p, u32 tid)
{
	struct cw_subject *s = calloc(1, sizeof(*s));

	if (!s)
		return NULL;
	s->level = level;
	s->tgid = p->tgid;
	s->tid = tid;
	s->start_ns = p->start_ns;
	snprintf(s->exe, sizeof(s->exe), "%s", p->exe);
	s->worst_family = CW_FAMILY_NONE;
	cw_track_init(&s->track);
	if (l->last)
		l->last->next = s;
	else
		l->first = s;
	l->last = s;
	l->count++;
	return s;
}

static struct cw_subject *process_of(struct cw_levels *l, u32 tgid, u64 start)
{
	struct cw_subject *s;

	for (s = l->first; s; s = s->next)
		if (s->level == CW_LEVEL_PROCESS && s->tgid == tgid &&
		    s->start_ns == start)
			return s;
	return NULL;
}

static struct cw_subject *executable(struct cw_levels *l, const char *exe)
{
	struct cw_subject *s;

	for (s = l->first; s; s = s->next)
		if (s->level == CW_LEVEL_EXECUTABLE && !strcmp(s->exe, exe))
			return s;
	return NULL;
}

static struct cw_subject *thread(struct cw_levels *l,
				 const struct cw_subject *p, u32 tid)
{
	struct cw_trace_process d = { .tgid = p->tgid,
				      .start_ns = p->start_ns };
	struct cw_subject *s;

	for (s = l->first; s; s = s->next)
		if (s->level == CW_LEVEL_THREAD && s->tid == tid &&
		    s->tgid == p->tgid && s->start_ns == p->start_ns)
			return s;
	memcpy(d.exe, p->exe, sizeof(d.exe));
	return add(l, CW_LEVEL_THREAD, &d, tid);
}

int cw_levels_process(struct cw_levels *l, const struct cw_trace_process *p)
{
	struct cw_subject *s = process_of(l, p->tgid, p->start_ns);

	if (s)	/* it has executed another program */
		snprintf(s->exe, sizeof(s->exe), "%s", p->exe);
	else if (!add(l, CW_LEVEL_PROCESS, p, 0))
		return -1;
	if (!executable(l, p->exe) && !add(l, CW_LEVEL_EXECUTABLE, p, 0))
		return -1;
	return 0;
}

static void judge(struct cw_subject *s,
		  const struct cw_trace_sample *ts,
		  const struct cw_signs *f, u64 pure_ns)
{
	struct cw_context ctx = { .now_ns = ts->s.time_ns };
	u8 before = s->judgement.verdict;

	if (!s->first_ns)
		s->first_ns = ts->s.time_ns;
	s->last_ns = ts->s.time_ns;
	s->cpu_ns += ts->s.period_ns;
	if (!(ts->s.flags & CW_SAMPLE_USER))
		return;
	ctx.io_idle_ns = pure_ns;
	cw_track_add(&s->track, f, ts->s.time_ns);
	cw_track_judge(&s->track, &ctx, &s->judgement);
	if (before == CW_VERDICT_CLEAR && s->judgement.verdict)
		s->opened++;
	if (s->judgement.verdict > s->worst) {
		s->worst = s->judgement.verdict;
		s->worst_family = s->judgement.family;
		s->worst_score = s->judgement.score_milli;
		s->worst_at = s->track.samples;
		s->worst_ns = s->cpu_ns;
	}
}

int cw_levels_sample(struct cw_levels *l, const struct cw_trace_sample *ts)
{
	struct cw_subject *p = process_of(l, ts->s.tgid, ts->s.start_ns);
	struct cw_subject *t;
	struct cw_signs f;
	u64 pure_ns;

	if (!p)
		return -1;
	t = thread(l, p, ts->s.tid);
	if (!t)
		return -1;
	l->samples[!!(ts->s.flags & CW_SAMPLE_USER)]++;
	pure_ns = cw_purity_ns(&p->purity, ts);
	if (l->pure_ns)
		pure_ns = l->pure_ns;
	cw_signs_extract(&f, &ts->s, ts->origin);
	judge(t, ts, &f, pure_ns);
	judge(p, ts, &f, pure_ns);
	judge(executable(l, p->exe), ts, &f, pure_ns);
	return 0;
}

void cw_levels_free(struct cw_levels *l)
{
	struct cw_subject *s = l->first, *next;

	for (; s; s = next) {
		next = s->next;
		free(s);
	}
	memset(l, 0, sizeof(*l));
}
