// SPDX-License-Identifier: GPL-2.0-only
/*
 * A miner that computed a primitive before, as RandomX fills its cache by
 * Argon2: the finding on the process must name the miner's family nearly as
 * soon as if the process had done nothing before.
 *
 * usage: after-test FIRST... -- THEN...
 *
 * Each trace of FIRST, judged as without I/O, is followed by each of THEN in
 * the same thread, once as it is and once as a recorder sees it that does not
 * see the floating-point control word.
 */
#include "case/case.h"
#include "case/judge.h"
#include "trace/trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IDLE_NS		(150 * 1000000000ull)
#define SAMPLE_NS	10000000ull
#define NEVER		(~0u)
/* leaves both windows full of it, and not at their beginning */
#define FIRST_SAMPLES	1400
/* a window that began after the first program is there by then */
#define LATE		(CW_WINDOW_SAMPLES / 2)
/* who is named so soon wherever in its trace we begin, is named for sure */
#define SOON		256
#define STARTS		8

struct program {
	const char *path;
	struct cw_trace_sample *s;
	unsigned int n;
};

struct process {
	struct cw_track track;
	struct cw_case finding;
	bool open;
	u64 now_ns;
	u64 samples;
};

static unsigned int tests, failed;

static void load(struct program *p, const char *path)
{
	struct cw_trace_reader *r;
	struct cw_trace_entry e;
	const char *why;

	p->path = path;
	r = cw_trace_open(path, &why);
	if (!r) {
		fprintf(stderr, "after-test: %s: %s\n", path, why);
		exit(1);
	}
	while (cw_trace_next(r, &e) > 0) {
		if (e.type != CW_TRACE_SAMPLE ||
		    !(e.sample.s.flags & CW_SAMPLE_USER))
			continue;
		p->s = realloc(p->s, (p->n + 1) * sizeof(*p->s));
		if (!p->s)
			exit(1);
		p->s[p->n++] = e.sample;
	}
	cw_trace_close(r);
}

static bool is_clear(const void *arg, u64 now_ns)
{
	const struct process *p = arg;

	(void)now_ns;
	return p->track.verdict == CW_VERDICT_CLEAR;
}

static void take(struct process *p, const struct cw_trace_sample *ts,
		 bool state)
{
	struct cw_context ctx = { .now_ns = p->now_ns, .io_idle_ns = IDLE_NS };
	struct cw_case_subject s = {
		.subject = CPUWARDEN_SUBJECT_PROCESS,
		.samples = ++p->samples,
		.cpu_ns = p->samples * SAMPLE_NS,
		.is_clear = is_clear,
		.arg = p,
	};
	struct cw_sample sample = ts->s;
	struct cw_judgement j;
	struct cw_signs f;

	p->now_ns += SAMPLE_NS;
	if (!state)
		sample.flags &= ~CW_SAMPLE_FPCTRL;
	cw_signs_extract(&f, &sample, ts->origin);
	s.track = cw_judge_sample(&p->track, NULL, &f, &ctx, &j);
	if (!p->open) {
		if (!cw_case_opens(CPUWARDEN_SUBJECT_PROCESS, false, &j))
			return;
		memset(&p->finding, 0, sizeof(p->finding));
		p->open = true;
	}
	if (cw_case_judge(&p->finding, &s, &j, ctx.now_ns) ==
	    CPUWARDEN_EVENT_CLOSED)
		p->open = false;
}

static void begin(struct process *p)
{
	memset(p, 0, sizeof(*p));
	p->now_ns = IDLE_NS;
	cw_track_init(&p->track);
}

static const struct cw_family_info *named(const struct process *p)
{
	return p->open ? cw_family_info(p->finding.judgement.family) : NULL;
}

/* Samples until @p is named as a miner; it goes round in @then from @from. */
static unsigned int until_named(struct process *p, const struct program *then,
				unsigned int from, bool state)
{
	const struct cw_family_info *info;
	unsigned int i;

	for (i = 0; i < 3 * CW_WINDOW_SAMPLES; i++) {
		take(p, &then->s[(from + i) % then->n], state);
		info = named(p);
		if (info && info->kind == CW_FAMILY_MINING)
			return i + 1;
	}
	return NEVER;
}

/* The same without anything before, from wherever it takes longest. */
static unsigned int until_named_alone(const struct program *then, bool state)
{
	unsigned int i, n, most = 0;
	struct process p;

	for (i = 0; i < STARTS; i++) {
		begin(&p);
		n = until_named(&p, then, i * then->n / STARTS, state);
		most = n > most ? n : most;
	}
	return most;
}

static bool is_named_after(const struct program *first,
			   const struct program *then, unsigned int alone,
			   bool state)
{
	const struct cw_family_info *after;
	struct process p;
	unsigned int i, n;

	begin(&p);
	for (i = 0; i < FIRST_SAMPLES; i++)
		take(&p, &first->s[i % first->n], true);
	n = until_named(&p, then, 0, state);
	if (n != NEVER && n <= alone + LATE)
		return true;
	after = named(&p);
	printf("# after %s it is called %s", first->path,
	       after ? after->name : "clear");
	if (n != NEVER)
		printf(", from sample %u on", n);
	printf("; alone it takes %u samples\n", alone);
	return false;
}

static void try(const struct program *first, unsigned int firsts,
		const struct program *then, bool state)
{
	unsigned int alone = until_named_alone(then, state), i, bad = 0;

	if (alone > SOON)
		return;
	for (i = 0; i < firsts; i++)
		bad += !is_named_after(&first[i], then, alone, state);
	printf("%sok %u - a primitive before it does not hide %s%s\n",
	       bad ? "not " : "", ++tests, then->path,
	       state ? "" : ", without its state");
	failed += !!bad;
}

int main(int argc, char **argv)
{
	struct program *p = calloc(argc, sizeof(*p));
	int i, separator = 0;

	if (!p)
		return 1;
	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--"))
			separator = i;
		else
			load(&p[i], argv[i]);
	}
	printf("TAP version 13\n");
	for (i = separator + 1; separator && i < argc; i++) {
		try(p + 1, separator - 1, &p[i], true);
		try(p + 1, separator - 1, &p[i], false);
	}
	printf("1..%u\n", tests);
	for (i = 1; i < argc; i++)
		free(p[i].s);
	free(p);
	return failed || !tests;
}
