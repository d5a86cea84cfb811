// SPDX-License-Identifier: GPL-2.0-only
/*
 * resample: what recorded programs would say in far longer runs than were
 * recorded, and as many short lives. Pieces of up to 63 consecutive samples
 * are drawn from a recording, again and again (block bootstrap).
 *
 *   long   each program by itself, as one process that never ends
 *   lives  tenants, whose processes exit before they could be judged and leave
 *          what they showed to the tenant, by the rules of the module
 *   framed benign lives, each the next one after as many of a miner as it takes:
 *          is the benign one told?
 */
#include "case/case.h"
#include "case/judge.h"
#include "trace/trace.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIFE_MAX	(CW_SHORT_LIVED_SAMPLES - 1)
#define MINER_LIFE_MAX	20
#define PROGRAMS_MAX	6	/* of a tenant that runs the same few */
#define LIVES		256	/* of a tenant */
#define FRAMING_LIVES	64	/* of a miner, before a benign one */

struct program {
	const char *path;
	struct cw_signs *f;
	unsigned int n;
};

struct set {
	struct program *p;
	unsigned int n;
};

/* The same draws everywhere: splitmix64 (Steele, Lea, Flood 2014). */
static u64 state;

static unsigned int below(unsigned int n)
{
	u64 z = state += 0x9e3779b97f4a7c15ull;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
	z = (z ^ z >> 27) * 0x94d049bb133111ebull;
	return (z ^ z >> 31) % n;
}

static int read_program(struct program *p, const char *path)
{
	struct cw_trace_reader *r;
	struct cw_trace_entry e;
	const char *why;

	r = cw_trace_open(path, &why);
	if (!r) {
		fprintf(stderr, "resample: %s: %s\n", path, why);
		return -1;
	}
	p->path = path;
	while (cw_trace_next(r, &e) > 0) {
		struct cw_signs *grown;

		if (e.type != CW_TRACE_SAMPLE ||
		    !(e.sample.s.flags & CW_SAMPLE_USER))
			continue;
		grown = realloc(p->f, (p->n + 1) * sizeof(*p->f));
		if (!grown) {
			perror("resample");
			return -1;
		}
		p->f = grown;
		cw_signs_extract(&p->f[p->n++], &e.sample.s,
				    e.sample.origin);
	}
	cw_trace_close(r);
	return 0;
}

static int read_set(struct set *s, char **path, int n)
{
	int i;

	s->p = calloc(n ? n : 1, sizeof(*s->p));
	if (!s->p) {
		perror("resample");
		return -1;
	}
	for (i = 0; i < n; i++) {
		if (read_program(&s->p[s->n], path[i]))
			return -1;
		s->n += !!s->p[s->n].n;
	}
	return 0;
}

static void free_set(struct set *s)
{
	unsigned int i;

	for (i = 0; i < s->n; i++)
		free(s->p[i].f);
	free(s->p);
}

static const char *name_of(const struct program *p)
{
	const char *name = strrchr(p->path, '/');

	return name ? name + 1 : p->path;
}

/* The worst that was said of one program in @total samples. */
static struct cw_judgement run_long(const struct program *p,
				    unsigned long total, u64 io_idle_ns)
{
	struct cw_context ctx = { .now_ns = 1, .io_idle_ns = io_idle_ns };
	struct cw_judgement j, worst = { .family = CW_FAMILY_NONE };
	unsigned int i, n, at;
	struct cw_track t;

	cw_track_init(&t);
	while (total) {
		n = 1 + below(LIFE_MAX);
		at = below(p->n);
		for (i = 0; i < n && total; i++, total--) {
			cw_judge_sample(&t, NULL, &p->f[(at + i) % p->n],
					&ctx, &j);
			if (j.verdict > worst.verdict)
				worst = j;
		}
	}
	return worst;
}

/* io_idle_s, program, verdict, family of each that was not clear; then totals */
static void tell_long(const struct set *s, unsigned long samples, u64 io_idle_s)
{
	unsigned int i, count[CW_VERDICT_COUNT] = { 0 };

	for (i = 0; i < s->n; i++) {
		struct cw_judgement j = run_long(&s->p[i], samples,
						 io_idle_s * 1000000000ull);

		count[j.verdict]++;
		if (j.verdict)
			printf("%llu\t%s\t%s\t%s\n", (unsigned long long)io_idle_s,
			       name_of(&s->p[i]), cw_verdict_name(j.verdict),
			       cw_family_info(j.family)->name);
	}
	printf("%llu\ttotal\t%u\t%u\t%u\n", (unsigned long long)io_idle_s, s->n,
	       count[CW_VERDICT_SUSPECT], count[CW_VERDICT_CONFIRMED]);
}

/* One life: consecutive samples from anywhere in the recording. */
static void live(struct cw_track *t, const struct program *p, unsigned int max)
{
	unsigned int n = 1 + below(max), at = below(p->n), i;

	cw_track_init(t);
	for (i = 0; i < n; i++)
		cw_track_add(t, &p->f[(at + i) % p->n], 1);
}

/**
 * struct tenant - runs short-lived processes one after the other
 * @benign:   programs to draw from
 * @programs: how many of them it runs, again and again; 0: any of them
 * @first_percent: share of the first program, if there are two
 * @runs:     each program has 10 to 69 lives before the next one
 * @miner:    runs beside them, or NULL
 * @benign_percent: share of benign lives, if there is a miner
 * @benign_max: most samples of a benign life
 */
struct tenant {
	const struct set *benign;
	unsigned int programs;
	unsigned int first_percent;
	bool runs;
	const struct program *miner;
	unsigned int benign_percent;
	unsigned int benign_max;
};

/* Which program runs next, and for how many more lives. */
struct turn {
	const struct program *few[PROGRAMS_MAX];
	const struct program *now;
	unsigned int left;
};

static const struct program *next(struct turn *turn, const struct tenant *t)
{
	if (t->miner && below(100) >= t->benign_percent)
		return t->miner;
	if (turn->left) {
		turn->left--;
		return turn->now;
	}
	if (t->runs)
		turn->left = 9 + below(60);
	if (!t->programs)
		turn->now = &t->benign->p[below(t->benign->n)];
	else if (t->first_percent)
		turn->now = turn->few[below(100) >= t->first_percent];
	else
		turn->now = turn->few[below(t->programs)];
	return turn->now;
}

/* What merged counts alone would say of a tenant, and when a finding opens. */
struct worst {
	unsigned int merged;
	unsigned int told_after;	/* lives; 0: it does not */
};

static struct worst judge_tenant(const struct tenant *t)
{
	struct cw_context ctx = { .now_ns = 1 };	/* no time without I/O */
	struct cw_track all, one;
	struct worst worst = { 0 };
	struct turn turn = { 0 };
	struct cw_lives lives;
	struct cw_judgement j;
	struct cw_exited e;
	unsigned int i;

	for (i = 0; i < t->programs; i++)
		turn.few[i] = &t->benign->p[below(t->benign->n)];
	cw_track_init(&all);
	cw_lives_init(&lives);
	for (i = 0; i < LIVES; i++) {
		const struct program *p = next(&turn, t);

		live(&one, p, p == t->miner ? MINER_LIFE_MAX : t->benign_max);
		cw_track_merge(&all, &one.window[0], 1);
		cw_track_judge(&all, &ctx, &j);
		if (j.verdict > worst.merged)
			worst.merged = j.verdict;

		cw_exited_score(&e, &one.window[0], 1, 0);
		if (cw_judge_exited(&lives, &e, ctx.now_ns, &j) &&
		    cw_case_opens(CPUWARDEN_SUBJECT_TENANT, false, &j) &&
		    !worst.told_after)
			worst.told_after = i + 1;
	}
	return worst;
}

/* A row: verdicts by merged counts alone, findings, lives until then. */
static void tell_tenants(const char *what, struct tenant *t,
			 const struct set *miners, unsigned long tenants)
{
	unsigned long merged[CW_VERDICT_COUNT] = { 0 };
	unsigned long i, told = 0, lives = 0;

	for (i = 0; i < tenants; i++) {
		struct worst w;

		if (miners)
			t->miner = &miners->p[i % miners->n];
		w = judge_tenant(t);
		merged[w.merged]++;
		told += !!w.told_after;
		lives += w.told_after;
	}
	printf("%s\t%lu\t%lu\t%lu\t%lu\t%lu\n", what, tenants,
	       merged[CW_VERDICT_SUSPECT], merged[CW_VERDICT_CONFIRMED], told,
	       told ? lives / told : 0);
}

static void tell_lives(const struct set *benign, const struct set *miners,
		       unsigned long tenants)
{
	struct tenant t = { .benign = benign, .benign_max = LIFE_MAX };

	printf("tenants\tnumber\tmerged suspect\tmerged confirmed\tconfirmed\t"
	       "mean lives\n");
	tell_tenants("any benign program", &t, NULL, tenants);
	t.runs = true;
	tell_tenants("any, 10 to 69 lives of one at a time", &t, NULL, tenants);
	t.benign_max = 5;
	tell_tenants("the same, of 1 to 5 samples each", &t, NULL, tenants);
	t.benign_max = LIFE_MAX;
	t.runs = false;
	t.programs = PROGRAMS_MAX;
	tell_tenants("six benign programs", &t, NULL, tenants);
	t.programs = 2;
	tell_tenants("two benign programs", &t, NULL, tenants);
	t.first_percent = 75;
	tell_tenants("two, three lives of one to one of the other", &t, NULL,
		     tenants);
	t.programs = 0;
	if (!miners->n)
		return;
	t.benign_max = MINER_LIFE_MAX;
	tell_tenants("a miner", &t, miners, miners->n);
	t.benign_percent = 30;
	tell_tenants("a miner in 70 % of the lives", &t, miners, miners->n);
	t.benign_percent = 50;
	tell_tenants("a miner in half of the lives", &t, miners, miners->n);
	t.benign_max = 3;
	tell_tenants("a miner, beside as many lives of 1 to 3 samples", &t,
		     miners, miners->n);
}

/* What a miner leaves of FRAMING_LIVES; whether that was enough to be told. */
static bool prepare(struct cw_lives *lives, const struct program *miner)
{
	struct cw_judgement j;
	struct cw_exited e;
	struct cw_track one;
	bool told = false;
	unsigned int i;

	cw_lives_init(lives);
	for (i = 0; i < FRAMING_LIVES; i++) {
		live(&one, miner, MINER_LIFE_MAX);
		cw_exited_score(&e, &one.window[0], 1, 0);
		told |= cw_judge_exited(lives, &e, 1, &j);
	}
	return told;
}

/*
 * A row for each benign program that is told: its name, as what, how many of
 * its lives, the fewest samples of these. Then the totals: programs, lives,
 * miners that were told themselves, of how many, programs that were accused,
 * lives.
 */
static int tell_framed(const struct set *benign, const struct set *miners,
		       unsigned long lives)
{
	struct cw_lives *left = calloc(miners->n, sizeof(*left)), after;
	unsigned long i, told, all = 0;
	unsigned int n, able = 0, accused = 0, fewest, family;
	struct cw_judgement j;
	struct cw_exited e;
	struct cw_track one;

	if (!left) {
		perror("resample");
		return -1;
	}
	for (n = 0; n < miners->n; n++)
		able += prepare(&left[n], &miners->p[n]);
	for (n = 0; n < benign->n; n++) {
		told = 0;
		fewest = LIFE_MAX;
		family = 0;
		for (i = 0; i < lives; i++) {
			live(&one, &benign->p[n], LIFE_MAX);
			cw_exited_score(&e, &one.window[0], 1, 0);
			after = left[below(miners->n)];
			if (!cw_judge_exited(&after, &e, 1, &j))
				continue;
			told++;
			family = j.family;
			if (one.samples < fewest)
				fewest = one.samples;
		}
		all += told;
		accused += !!told;
		if (told)
			printf("%s\t%s\t%lu\t%u\n", name_of(&benign->p[n]),
			       cw_family_info(family)->name, told, fewest);
	}
	printf("total\t%u\t%lu\t%u\t%u\t%u\t%lu\n", benign->n,
	       benign->n * lives, able, miners->n, accused, all);
	free(left);
	return 0;
}

static int usage(void)
{
	fprintf(stderr, "usage: resample long SAMPLES BENIGN...\n"
			"       resample lives TENANTS BENIGN... -- MINER...\n"
			"       resample framed LIVES BENIGN... -- MINER...\n");
	return 2;
}

int main(int argc, char **argv)
{
	struct set benign = { 0 }, miners = { 0 };
	unsigned long number;
	int n;

	if (argc < 4)
		return usage();
	number = strtoul(argv[2], NULL, 10);
	for (n = 3; n < argc && strcmp(argv[n], "--"); n++)
		;
	if (!number || read_set(&benign, argv + 3, n - 3) || !benign.n ||
	    (n < argc && read_set(&miners, argv + n + 1, argc - n - 1)))
		return usage();
	if (!strcmp(argv[1], "long")) {
		tell_long(&benign, number, 0);
		tell_long(&benign, number, 150);
	} else if (!strcmp(argv[1], "lives")) {
		tell_lives(&benign, &miners, number);
	} else if (!strcmp(argv[1], "framed") && miners.n) {
		if (tell_framed(&benign, &miners, number))
			return 1;
	} else {
		return usage();
	}
	free_set(&benign);
	free_set(&miners);
	return 0;
}
