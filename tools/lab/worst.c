// SPDX-License-Identifier: GPL-2.0-only
#include "worst.h"

#include <stdio.h>

#include "case/judge.h"

void cw_worsts_init(struct cw_worsts *w, u64 io_idle_ns)
{
	memset(w, 0, sizeof(*w));
	w->subjects.size = sizeof(struct cw_worst);
	w->io_idle_ns = io_idle_ns;
}

void cw_worsts_free(struct cw_worsts *w)
{
	cw_subjects_free(&w->subjects);
}

int cw_worsts_process(struct cw_worsts *w, const struct cw_trace_process *who)
{
	struct cw_subject *p = cw_subject_by_pid(&w->subjects, who->tgid,
						 who->start_ns);

	if (!p || !cw_subject_by_path(&w->subjects, who))
		return -1;
	/* the process may be known and have executed another program */
	snprintf(p->who.exe, sizeof(p->who.exe), "%s", who->exe);
	return 0;
}

static void judge(struct cw_subject *s, const struct cw_trace_sample *ts,
		  const struct cw_signs *f, u64 io_idle_ns)
{
	struct cw_context ctx = {
		.now_ns = ts->s.time_ns,
		.io_idle_ns = io_idle_ns,
	};
	struct cw_worst *w = (struct cw_worst *)s;
	u8 before = s->track.verdict;
	struct cw_judgement j;

	cw_subject_account(s, &ts->s);
	if (!(ts->s.flags & CW_SAMPLE_USER))
		return;
	cw_judge_sample(&s->track, NULL, f, &ctx, &j);
	if (before == CW_VERDICT_CLEAR && j.verdict)
		w->opened++;
	if (j.verdict > w->verdict) {
		w->verdict = j.verdict;
		w->family = j.family;
		w->score_milli = j.score_milli;
		w->samples = s->track.samples;
		w->cpu_ns = s->cpu_ns;
	}
}

int cw_worsts_sample(struct cw_worsts *w, const struct cw_trace_sample *ts)
{
	struct cw_subject *p, *t, *e;
	struct cw_signs f;
	u64 io_idle_ns;

	p = cw_subject_find_pid(&w->subjects, ts->s.tgid, ts->s.start_ns);
	if (!p)
		return -1;
	t = cw_subject_by_tid(&w->subjects, p, ts->s.tid);
	e = cw_subject_by_path(&w->subjects, &p->who);
	if (!t || !e)
		return -1;
	io_idle_ns = cw_subject_io_idle_ns(p, ts);
	if (w->io_idle_ns)
		io_idle_ns = w->io_idle_ns;
	cw_signs_extract(&f, &ts->s, ts->origin);
	judge(t, ts, &f, io_idle_ns);
	judge(p, ts, &f, io_idle_ns);
	judge(e, ts, &f, io_idle_ns);
	return 0;
}
