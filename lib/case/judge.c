// SPDX-License-Identifier: GPL-2.0-only
#include "judge.h"

static void judge(struct cw_track *track, const struct cw_signs *f,
		  const struct cw_context *ctx, struct cw_judgement *j)
{
	cw_track_add(track, f, ctx->now_ns);
	cw_track_judge(track, ctx, j);
}

struct cw_track *cw_judge_sample(struct cw_track *process,
				 struct cw_track *thread,
				 const struct cw_signs *f,
				 const struct cw_context *ctx,
				 struct cw_judgement *j)
{
	struct cw_judgement of_thread;

	judge(process, f, ctx, j);
	if (!thread)
		return process;
	judge(thread, f, ctx, &of_thread);
	if (cw_precedence(of_thread.family, of_thread.verdict) <=
	    cw_precedence(j->family, j->verdict))
		return process;
	*j = of_thread;
	return thread;
}

void cw_exited_score(struct cw_exited *e, const struct cw_track *track,
		     u64 cpu_ns)
{
	e->track = track;
	e->cpu_ns = cpu_ns;
	cw_life_score(&e->life, track);
}

bool cw_judge_exited(const struct cw_exited *e, struct cw_short_lived *lives,
		     struct cw_track *track, u64 *cpu_ns, u64 now_ns,
		     struct cw_judgement *j)
{
	struct cw_context ctx = { .now_ns = now_ns };

	if (cw_life_speaks(&e->life))
		*cpu_ns += e->cpu_ns;
	return cw_short_lived_add(lives, track, e->track, &e->life, &ctx, j);
}
