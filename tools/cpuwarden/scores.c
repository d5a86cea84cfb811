// SPDX-License-Identifier: GPL-2.0-only
/* scores: one process as all families see it, finding or not. */
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "escape.h"
#include "human.h"
#include "json.h"
#include "netlink.h"
#include "target.h"
#include "term.h"
#include "tool.h"
#include "views.h"

static int score_order(const void *left, const void *right)
{
	const struct score *a = left, *b = right;

	if (a->allowed != b->allowed)
		return a->allowed > b->allowed ? -1 : 1;
	return a->score_milli > b->score_milli ? -1 :
	       a->score_milli < b->score_milli;
}

static void print_families(const struct vec *scores)
{
	static const char *const titles[] = {
		"FAMILY", "SCORE", "BAR", "ALLOWED", "RULE",
	};
	struct table t = {
		.columns = ARRAY_SIZE(titles), .right = 1 << 1 | 1 << 2,
		.cut = 1 << 0 | 1 << 4, .spare = 1 << 2,
	};
	const struct score *s = scores->items;
	char buf[HUMAN_LEN];
	size_t i;

	table_titles(&t, titles);
	for (i = 0; i < scores->n; i++, s++) {
		table_add(&t, COLOR_NONE, family_named(s->family));
		table_add(&t, COLOR_NONE, human_score(buf, s->score_milli));
		table_add(&t, COLOR_NONE, human_score(buf, s->bar_milli));
		table_add(&t, verdict_color(s->allowed),
			  s->allowed ? name_of(verdict_names, s->allowed) :
			  "-");
		table_add(&t, COLOR_NONE, s->rule ? shown(s->rule) : "-");
	}
	table_print(&t);
}

static int sign_order(const void *left, const void *right)
{
	const struct sign *a = left, *b = right;
	double x = a->trials ? (double)a->hits / a->trials : 0;
	double y = b->trials ? (double)b->hits / b->trials : 0;

	return x > y ? -1 : x < y;
}

static void print_signs(const struct vec *signs)
{
	const struct sign *s = signs->items;
	char share[HUMAN_LEN], count[HUMAN_LEN];
	size_t i;

	if (signs->n)
		puts("\nsigns");
	for (i = 0; i < signs->n; i++, s++)
		printf("  %s in %s of %s samples\n",
		       shown(s->text ? s->text : s->name),
		       human_ratio(share, s->hits, s->trials),
		       human_count(count, s->trials));
}

static void print_rotations(const struct vec *rotations)
{
	const struct rotation *r = rotations->items;
	uint32_t bits = 0;
	size_t i;

	if (!rotations->n)
		return;
	printf("\nrotations to the left, and samples that showed them");
	for (i = 0; i < rotations->n; i++, r++) {
		if (r->bits != bits)
			printf("\n  of %" PRIu32 " bits:", r->bits);
		bits = r->bits;
		printf(" %" PRIu32 " (%" PRIu32 ")", r->amount, r->hits);
	}
	putchar('\n');
}

static void print_scores(struct scores *s)
{
	char samples[HUMAN_LEN], idle[HUMAN_LEN];

	printf("process %" PRIu32, s->pid);
	if (s->tid)
		printf(", thread %" PRIu32, s->tid);
	printf(": %s samples under test, %s without I/O\n\n",
	       human_count(samples, s->samples),
	       human_duration(idle, s->io_idle_ns));
	qsort(s->score.items, s->score.n, sizeof(struct score), score_order);
	print_families(&s->score);
	qsort(s->sign.items, s->sign.n, sizeof(struct sign), sign_order);
	print_signs(&s->sign);
	print_rotations(&s->rotation);
}

/* The pid that was typed: a number, or as 'show' takes it. */
static int parse_pid(const char *text, uint64_t *pid)
{
	struct target t;
	int code = target_parse(&t, text);

	if (!code && (t.form == TARGET_ID || !t.number || t.number > INT_MAX))
		code = fail(EXIT_USAGE, "'%s' is not a process id",
			    shown(text));
	*pid = code ? 0 : t.number;
	return code;
}

int cmd_scores(int argc, char **argv)
{
	struct nl_arg args[] = {
		{ CPUWARDEN_A_SCORES_PID, sizeof(uint32_t), 0 },
		{ CPUWARDEN_A_SCORES_TID, sizeof(uint32_t), opt.tid },
	};
	struct scores scores;
	struct nl nl;
	json_t *doc;
	int code, err;

	(void)argc;
	code = parse_pid(argv[0], &args[0].value);
	if (!code)
		code = nl_connect(&nl);
	if (code)
		return code;
	err = nl_do_with(&nl, CPUWARDEN_CMD_SCORES_GET, args, opt.tid ? 2 : 1,
			 &scores_schema, &scores);
	if (err) {
		code = nl_failed(&nl, err, "read the scores");
	} else if (opt.json) {
		doc = json_document("scores");
		json_object_set_new(doc, "scores",
				    json_record(&scores_schema, &scores));
		json_print(doc);
	} else {
		print_scores(&scores);
	}
	if (!err)
		record_free(&scores_schema, &scores);
	nl_close(&nl);
	return code;
}
