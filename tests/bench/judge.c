// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the collector takes to judge one sample, over recorded programs that
 * take turns, sample by sample: signs, counts, verdict, compiled with the flags
 * of the kernel. Each round is one sample of each of them; what is told is the
 * median of the rounds, and of how the steps share it.
 *
 * usage: judge WAYS TRACE...
 *
 * WAYS programs at a time, since a machine has so many that compute: tracks and
 * code of 64 do not fit into the nearest cache.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "detect/detect.h"
#include "detect/known.h"
#include "detect/track.h"
#include "trace/trace.h"
#include "bench.h"

enum {
	SAMPLES = 1024,		/* of each program at most */
	/* wanted of a sample: with 64 programs, and with 16 */
	BOUND_NS = 200,
	BOUND_FEW_NS = 150,
	WAYS_MAX = 64,
};

struct program {
	struct cw_trace_sample *samples;
	unsigned int n;
	struct cw_track track;
};

static volatile unsigned int sink;
static struct cw_known known;

static bool is_judged(const struct cw_trace_entry *e)
{
	return e->type == CW_TRACE_SAMPLE &&
	       e->sample.s.flags & CW_SAMPLE_USER &&
	       e->sample.s.isa == CW_ISA_X86_64;
}

static void load(struct program *p, const char *path)
{
	static struct cw_trace_entry e;
	struct cw_trace_reader *r;
	const char *why;

	r = cw_trace_open(path, &why);
	if (!r) {
		fprintf(stderr, "judge: %s: %s\n", path, why);
		exit(2);
	}
	p->samples = malloc(SAMPLES * sizeof(*p->samples));
	if (!p->samples)
		exit(2);
	for (p->n = 0; p->n < SAMPLES && cw_trace_next(r, &e) > 0;)
		if (is_judged(&e))
			p->samples[p->n++] = e.sample;
	cw_trace_close(r);
}

static u64 now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* One sample of each of some programs, copied as from a ring. */
struct round {
	struct {
		struct cw_track *track;
		u32 origin;
		struct cw_sample s;
	} of[WAYS_MAX];
	unsigned int n;
};

/* Sample @nr of each, of those that have so many. */
static void fill(struct round *r, struct program *p, unsigned int ways,
		 unsigned int nr)
{
	unsigned int i;

	r->n = 0;
	for (i = 0; i < ways; i++) {
		if (nr >= p[i].n)
			continue;
		r->of[r->n].track = &p[i].track;
		r->of[r->n].origin = p[i].samples[nr].origin;
		r->of[r->n++].s = p[i].samples[nr].s;
	}
}

static noinline void judge(struct round *r)
{
	struct cw_context ctx = { 0 };
	struct cw_judgement j;
	struct cw_signs signs;
	unsigned int i;

	for (i = 0; i < r->n; i++) {
		const struct cw_sample *s = &r->of[i].s;

		ctx.now_ns = s->time_ns;
		cw_known_signs(&known, &signs, s);
		cw_signs_beside_code(&signs, s, r->of[i].origin);
		cw_track_add(r->of[i].track, &signs, s->time_ns);
		cw_track_judge(r->of[i].track, &ctx, &j);
		sink = j.verdict;
	}
}

/* Signs of code that is never known. */
static noinline void only_signs(struct round *r)
{
	struct cw_signs signs;
	unsigned int i;

	for (i = 0; i < r->n; i++) {
		cw_signs_of_code(&signs, &r->of[i].s);
		sink = signs.insns;
	}
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Median over all rounds of the nanoseconds for each sample. */
static double median(struct program *p, unsigned int count, unsigned int ways,
		     void (*step)(struct round *))
{
	double *ns = malloc((count / ways + 1) * SAMPLES * sizeof(*ns)), m;
	unsigned int first, nr, some, rounds = 0;
	static struct round r;
	u64 began;

	if (!ns)
		exit(2);
	for (first = 0; first < count; first += ways) {
		some = count - first < ways ? count - first : ways;
		for (nr = 0; nr < some; nr++)
			cw_track_init(&p[first + nr].track);
		for (nr = 0; nr < SAMPLES; nr++) {
			fill(&r, p + first, some, nr);
			began = now_ns();
			step(&r);
			/* few take turns where most have ended */
			if (2 * r.n >= ways)
				ns[rounds++] = (double)(now_ns() - began) / r.n;
		}
	}
	qsort(ns, rounds, sizeof(*ns), compare);
	m = rounds ? ns[rounds / 2] : 0;
	free(ns);
	return m;
}

int main(int argc, char **argv)
{
	unsigned int ways = argc > 1 ? atoi(argv[1]) : 0, count = argc - 2, i;
	struct program *p;
	double whole, code, most = ways > 16 ? BOUND_NS : BOUND_FEW_NS;

	if (argc < 3 || !ways || ways > WAYS_MAX) {
		fprintf(stderr, "usage: judge WAYS TRACE...\n");
		return 2;
	}
	p = calloc(count, sizeof(*p));
	if (!p)
		return 2;
	for (i = 0; i < count; i++)
		load(&p[i], argv[2 + i]);
	for (i = 0; i < CW_KNOWN_WORDS + 1; i++)
		known.factor[i] = 0x9e3779b97f4a7c15 * (2 * i + 1);
	bench_pin();
	whole = median(p, count, ways, judge);
	code = median(p, count, ways, only_signs);
	printf("judge, %2u of %u benign programs in turn: %.0f ns a sample; signs of code that is not known take %.0f\n",
	       ways, count, whole, code);
	printf("bound: judge, %u in turn: %.0f ns a sample, at most %.0f wanted: %.2f of it\n",
	       ways, whole, most, whole / most);
	return 0;
}
