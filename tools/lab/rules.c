// SPDX-License-Identifier: GPL-2.0-only
#include "rules.h"
#include "detect/unknown.h"

#include <stdio.h>
#include <stdlib.h>

#define LONG_IDLE_NS	1000000000000ull

static struct cw_rules_process *process_of(struct cw_rules_log *l,
					   const struct cw_sample *s)
{
	struct cw_rules_process *p;

	for (p = l->last; p; p = p->next)
		if (p->tgid == s->tgid && p->start_ns == s->start_ns)
			return p;
	p = calloc(1, sizeof(*p));
	if (!p)
		return NULL;
	p->tgid = s->tgid;
	p->start_ns = s->start_ns;
	cw_track_init(&p->track);
	p->next = l->last;
	l->last = p;
	return p;
}

static void look(struct cw_rules_log *l, const struct cw_track *t)
{
	const struct cw_window *w;
	struct cw_window room;
	const struct cw_rule *r;
	unsigned int family, i, count;

	for (family = 0; family < CW_FAMILY_COUNT; family++) {
		w = cw_track_counts(t, family, &room);
		r = cw_family_rules(family, &count);
		for (i = 0; i < count && i < CW_RULES_MAX; i++)
			l->held[family][i] |= cw_rule_holds(&r[i], w,
							     w == &room ? NULL :
							     &t->window[1]);
	}
}

int cw_rules_take(struct cw_rules_log *l, const struct cw_trace_sample *ts,
		  const struct cw_signs *s)
{
	struct cw_context ctx = {
		.now_ns = ts->s.time_ns,
		.io_idle_ns = LONG_IDLE_NS,
	};
	struct cw_rules_process *p = process_of(l, &ts->s);
	struct cw_judgement j;

	if (!p)
		return -1;
	cw_track_add(&p->track, s, ctx.now_ns);
	if (p->track.window[0].samples >= p->track.next_judge)
		look(l, &p->track);
	cw_track_judge(&p->track, &ctx, &j);
	if (j.verdict && j.rule < CW_RULES_MAX &&
	    j.verdict > l->verdict[j.family][j.rule])
		l->verdict[j.family][j.rule] = j.verdict;
	return 0;
}

void cw_rules_print(struct cw_rules_log *l, const char *path)
{
	struct cw_rules_process *p;
	unsigned int family, i;

	for (family = 0; family < CW_FAMILY_COUNT; family++)
		for (i = 0; i < CW_RULES_MAX; i++)
			if (l->held[family][i])
				printf("%s\t%s\t%s\t%s\n", path,
				       cw_family_info(family)->name,
				       cw_family_rule_name(family, i),
				       cw_verdict_name(l->verdict[family][i]));
	while ((p = l->last)) {
		l->last = p->next;
		free(p);
	}
}
