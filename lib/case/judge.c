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

struct cw_guest *cw_judge_guest(struct cw_guest *process,
				struct cw_guest *thread,
				const struct cw_sample *s,
				struct cw_judgement *j)
{
	struct cw_judgement of_thread;

	cw_guest_judge(process, s, j);
	if (!thread)
		return process;
	cw_guest_judge(thread, s, &of_thread);
	if (of_thread.verdict <= j->verdict)
		return process;
	*j = of_thread;
	return thread;
}

struct cw_standing cw_standing_of(const struct cw_track *own,
				  const struct cw_guest *guest)
{
	if (guest->verdict > own->verdict)
		return (struct cw_standing){
			.verdict = guest->verdict,
			.family = CW_FAMILY_RANDOMX,
		};
	return (struct cw_standing){
		.verdict = own->verdict,
		.family = own->family,
		.score_milli = own->score_milli,
	};
}

void cw_exited_recall(struct cw_exited *e, struct cw_life_memo *memo,
		      const struct cw_window *window, u64 first_ns,
		      u64 cpu_ns)
{
	e->window = window;
	e->first_ns = first_ns;
	e->cpu_ns = cpu_ns;
	e->memo = memo;
	if (memo)
		cw_life_recall(memo, &e->life, window);
	else
		cw_life_score(&e->life, window);
	e->family = cw_life_family(&e->life);
}

void cw_exited_score(struct cw_exited *e, const struct cw_window *window,
		     u64 first_ns, u64 cpu_ns)
{
	cw_exited_recall(e, NULL, window, first_ns, cpu_ns);
}

bool cw_exited_own(struct cw_exited *part, const struct cw_exited *whole,
		   const struct cw_window *own)
{
	if (!own->samples)
		return false;
	if (own->samples == whole->window->samples)
		*part = *whole;
	else
		cw_exited_recall(part, whole->memo, own, whole->first_ns,
				 div64_u64(whole->cpu_ns * own->samples,
					   whole->window->samples));
	return true;
}

void cw_lives_init(struct cw_lives *lives)
{
	memset(lives, 0, sizeof(*lives));
	cw_track_init(&lives->track);
}

bool cw_judge_exited(struct cw_lives *lives, const struct cw_exited *e,
		     u64 now_ns, struct cw_judgement *j)
{
	if (e->family != CW_FAMILY_NONE) {
		lives->cpu_ns += e->cpu_ns;
		lives->spoke_ns = now_ns;
	}
	return cw_short_lived_add(&lives->sum, &lives->track, e->window,
				  e->first_ns, &e->life, now_ns, j);
}

static bool explains(const struct cw_leaving *l, enum cw_place place,
		     const struct cw_exited *e, u64 now_ns)
{
	const struct cw_case *c = l->finding(l->arg, place);

	return c && cw_case_explains(c, e->family, now_ns);
}

/* Return: whether a finding was opened about @place. */
static bool opens(const struct cw_leaving *l, enum cw_place place,
		  const struct cw_exited *e, bool told)
{
	bool open = l->finding(l->arg, place);

	l->add(l->arg, place, e, told);
	return !open && l->finding(l->arg, place);
}

enum cw_place cw_leave(const struct cw_leaving *l, u64 now_ns)
{
	if (l->own && opens(l, CW_PLACE_EXE, l->own, l->exe_told))
		return CW_PLACE_EXE;
	if (l->own && !l->exe_told &&
	    !explains(l, CW_PLACE_EXE, l->own, now_ns))
		l->add(l->arg, CW_PLACE_USER, l->own, false);
	if (l->tenant_told || explains(l, CW_PLACE_EXE, l->whole, now_ns))
		return CW_PLACE_COUNT;
	if (opens(l, CW_PLACE_TENANT, l->whole, false))
		return CW_PLACE_TENANT;
	if (!explains(l, CW_PLACE_TENANT, l->whole, now_ns))
		l->add(l->arg, CW_PLACE_ALL, l->whole, false);
	return CW_PLACE_COUNT;
}
