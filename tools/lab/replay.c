// SPDX-License-Identifier: GPL-2.0-only
/*
 * replay: the detector over a trace. The same sources as in the module, fed
 * with the same samples: the same verdicts.
 */
#include "rules.h"
#include "worst.h"

#include "detect/evidence.h"
#include "detect/families.h"
#include "detect/signs.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

enum mode {
	MODE_VERDICTS,
	MODE_COUNTS,
	MODE_DUMP,
	MODE_SCORES,
	MODE_RULES,
};

static const char usage[] =
	"usage: replay [-c | -d | -f | -r] [-e] [-s N] [-n N] [-P SECONDS] TRACE...\n"
	"\n"
	"Runs the detector over traces and prints its verdicts, tab-separated.\n"
	"  -e          with the evidence of each\n"
	"  -c          print how many samples showed each sign instead\n"
	"  -d          print what each sample shows instead\n"
	"  -f          print the score of every family, conditions aside, over all\n"
	"              samples of a trace, and its instructions, instead\n"
	"  -r          print which rules hold in a trace instead, as if without I/O,\n"
	"              whatever the score; and what was named by each\n"
	"  -n N        stop after N user samples\n"
	"  -s N        keep every Nth sample only\n"
	"  -P SECONDS  take this for the time without I/O, whatever the trace\n"
	"              says\n";

struct options {
	enum mode mode;
	bool evidence;
	u32 limit;
	u32 stride;
	u64 io_idle_ns;
};

static void print_escaped(const char *s)
{
	for (; *s; s++) {
		unsigned char c = *s;

		if (c <= ' ' || c == '\\' || c >= 127)
			printf("\\%03o", c);
		else
			putchar(c);
	}
}

static const char *family_name(u8 family)
{
	return family < CW_FAMILY_COUNT ? cw_family_info(family)->name : "-";
}

/* While the verdict is clear there is no family. */
static u8 family_of(const struct cw_worst *w)
{
	return w->verdict ? w->family : CW_FAMILY_NONE;
}

static void print_evidence(const struct cw_worst *w)
{
	struct cw_evidence ev[16];
	unsigned int n = cw_track_evidence(&w->s.track, family_of(w), ev, 16);

	for (unsigned int i = 0; i < n; i++)
		printf("#\t%s in %u %% of %u samples (%+.1f)\n", ev[i].text,
		       ev[i].hits * 100 / ev[i].trials, ev[i].trials,
		       ev[i].weight_milli / 1000.0);
}

static void print_verdicts(const char *path, const struct cw_worsts *all,
			   bool evidence)
{
	const struct cw_subject *s;

	for (s = all->subjects.first; s; s = s->next) {
		const struct cw_worst *w = cw_worst_of(s);

		printf("%s\t%s\t%u\t%u\t", path,
		       cw_subject_kind_name(s->kind), s->who.tgid, s->tid);
		print_escaped(s->who.exe);
		printf("\t%u\t%s\t%s\t%d\t%u\t%llu\t%u\n", s->track.samples,
		       cw_verdict_name(w->verdict), family_name(family_of(w)),
		       w->score_milli, w->samples,
		       (unsigned long long)w->cpu_ns, w->opened);
		if (evidence)
			print_evidence(w);
	}
}

/* Counts of a whole trace, without windows. */
struct counts {
	u64 user, code, fpctrl, values, vectors, rotated, insns;
	u64 seen[CW_SIGN_COUNT];
	u64 circumstance[CW_CIRCUMSTANCE_COUNT];
	u64 rol[2][64];
};

static void count(struct counts *c, const struct cw_signs *f)
{
	if (!f->user)
		return;
	c->user++;
	c->code += f->insns != 0;
	c->fpctrl += f->fpctrl;
	c->values += f->values;
	c->vectors += f->vectors;
	c->insns += f->insns;
	c->rotated += f->rol[0] || f->rol[1];
	for (unsigned int i = 0; i < CW_SIGN_COUNT; i++)
		c->seen[i] += cw_sign_seen(f, i);
	for (unsigned int i = 0; i < CW_CIRCUMSTANCE_COUNT; i++)
		c->circumstance[i] += f->circumstances >> i & 1;
	for (unsigned int w = 0; w < 2; w++)
		for (unsigned int i = 0; i < 64; i++)
			c->rol[w][i] += f->rol[w] >> i & 1;
}

/* Circumstances stand between those of the code and the others. */
static bool is_of_code(unsigned int sign)
{
	return cw_sign_info(sign)->needs == CW_NEEDS_CODE;
}

static void print_sign_counts(const struct counts *c, bool of_code)
{
	for (unsigned int i = 0; i < CW_SIGN_COUNT; i++)
		if (c->seen[i] && is_of_code(i) == of_code)
			printf("\t%s=%llu", cw_sign_info(i)->name,
			       (unsigned long long)c->seen[i]);
}

static void print_counts(const char *path, const struct counts *c)
{
	printf("%s\tuser=%llu\tcode=%llu\tfpctrl=%llu\trotated=%llu\tinsns=%llu",
	       path, (unsigned long long)c->user, (unsigned long long)c->code,
	       (unsigned long long)c->fpctrl, (unsigned long long)c->rotated,
	       (unsigned long long)c->insns);
	if (c->values)
		printf("\tvalues=%llu", (unsigned long long)c->values);
	if (c->vectors)
		printf("\tvectors=%llu", (unsigned long long)c->vectors);
	print_sign_counts(c, false);
	for (unsigned int i = 0; i < CW_CIRCUMSTANCE_COUNT; i++)
		if (c->circumstance[i])
			printf("\t%s=%llu", cw_circumstance_info(i)->name,
			       (unsigned long long)c->circumstance[i]);
	print_sign_counts(c, true);
	for (unsigned int w = 0; w < 2; w++)
		for (unsigned int i = 0; i < 64; i++)
			if (c->rol[w][i])
				printf("\trol%u.%u=%llu", w ? 64 : 32, i,
				       (unsigned long long)c->rol[w][i]);
	putchar('\n');
}

static void dump_signs(const struct cw_signs *f, bool of_code)
{
	for (unsigned int i = 0; i < CW_SIGN_COUNT; i++)
		if (cw_sign_seen(f, i) && is_of_code(i) == of_code)
			printf("\t%s", cw_sign_info(i)->name);
}

static void dump(const struct cw_trace_sample *s, const struct cw_signs *f)
{
	printf("%u/%u\tip=%llx\torigin=%x\tfpctrl=%x", s->s.tgid, s->s.tid,
	       (unsigned long long)s->s.ip, s->origin, s->s.fpctrl);
	if (s->s.flags & CW_SAMPLE_VALUES)
		printf("\tvalues=%u/%u/%u/%u,%u:%u:%u", s->s.values.wide,
		       s->s.values.word, s->s.values.vectors,
		       s->s.values.pointers, s->s.values.accesses,
		       s->s.values.reach, s->s.values.spread);
	dump_signs(f, false);
	for (unsigned int i = 0; i < CW_CIRCUMSTANCE_COUNT; i++)
		if (f->circumstances >> i & 1)
			printf("\t%s", cw_circumstance_info(i)->name);
	dump_signs(f, true);
	printf("\t:");
	for (unsigned int i = 0; i < f->insns; i++)
		printf(" %s", cw_op_name(f->op[i]));
	putchar('\n');
}

/* After 8, 16, 32 … samples, and at the end of what a window holds. */
static void print_scores(const char *path, const struct cw_window *w)
{
	printf("%s\tscore\t%u", path, w->samples);
	for (unsigned int i = 0; i < CW_FAMILY_COUNT; i++)
		printf("\t%s=%d", family_name(i),
		       cw_score_micro(w, i, NULL) / 1000);
	putchar('\n');
}

static void score(const char *path, struct cw_track *t,
		  const struct cw_signs *f, u64 now_ns)
{
	unsigned int n = t->samples + 1;

	cw_track_add(t, f, now_ns);
	if (n >= 8 && n < CW_WINDOW_SAMPLES && !(n & (n - 1)))
		print_scores(path, &t->window[0]);
}

static void print_mix(const char *path, const struct cw_track *t)
{
	unsigned int n = t->samples;

	if (n < CW_WINDOW_SAMPLES && n & (n - 1))
		print_scores(path, &t->window[0]);
	printf("%s\tmix\t%llu", path, (unsigned long long)t->insns);
	for (unsigned int i = 0; i < CW_OP_COUNT; i++)
		if (t->op[i])
			printf("\t%s=%llu", cw_op_name(i),
			       (unsigned long long)t->op[i]);
	putchar('\n');
}

static void print_families(void)
{
	const struct cw_family_info *info;

	for (unsigned int i = 0; i < CW_FAMILY_COUNT; i++) {
		info = cw_family_info(i);
		printf("#\t%s\t%s\t%d\n", info->name,
		       info->kind == CW_FAMILY_MINING ? "mining" : "primitive",
		       info->confirm_micro / 1000);
	}
}

static int replay(const char *path, const struct options *o)
{
	struct cw_rules_log rules = { 0 };
	struct cw_trace_reader *r;
	struct cw_worsts worsts;
	struct counts counts = { 0 };
	struct cw_trace_entry e;
	struct cw_track whole;
	struct cw_signs f;
	const char *why;
	u64 seen = 0;
	int ret;

	r = cw_trace_open(path, &why);
	if (!r) {
		fprintf(stderr, "replay: %s: %s\n", path, why);
		return 1;
	}
	cw_worsts_init(&worsts, o->io_idle_ns);
	cw_track_init(&whole);
	while ((ret = cw_trace_next(r, &e)) > 0) {
		if (e.type == CW_TRACE_PROCESS &&
		    cw_worsts_process(&worsts, &e.process))
			break;
		if (e.type != CW_TRACE_SAMPLE)
			continue;
		if (!(e.sample.s.flags & CW_SAMPLE_USER))
			continue;
		if (seen++ % o->stride)
			continue;
		if (o->limit && seen > (u64)o->limit * o->stride)
			break;
		if (o->mode == MODE_VERDICTS) {
			if (cw_worsts_sample(&worsts, &e.sample))
				break;
			continue;
		}
		cw_signs_extract(&f, &e.sample.s, e.sample.origin);
		if (o->mode == MODE_COUNTS)
			count(&counts, &f);
		else if (o->mode == MODE_SCORES)
			score(path, &whole, &f, e.sample.s.time_ns);
		else if (o->mode != MODE_RULES)
			dump(&e.sample, &f);
		else if (cw_rules_take(&rules, &e.sample, &f))
			break;
	}
	if (ret < 0)
		fprintf(stderr, "replay: %s is damaged; what precedes was used\n",
			path);
	else if (!ret && cw_trace_torn(r))
		fprintf(stderr, "replay: %s ends early; what there is was used\n",
			path);
	if (o->mode == MODE_VERDICTS)
		print_verdicts(path, &worsts, o->evidence);
	else if (o->mode == MODE_COUNTS)
		print_counts(path, &counts);
	else if (o->mode == MODE_SCORES)
		print_mix(path, &whole);
	cw_rules_print(&rules, path);
	cw_worsts_free(&worsts);
	cw_trace_close(r);
	return ret < 0;
}

int main(int argc, char **argv)
{
	struct options o = { .stride = 1 };
	int c, ret = 0;

	while ((c = getopt(argc, argv, "cdefrs:n:P:h")) != -1) {
		switch (c) {
		case 'c':
			o.mode = MODE_COUNTS;
			break;
		case 'd':
			o.mode = MODE_DUMP;
			break;
		case 'e':
			o.evidence = true;
			break;
		case 'n':
			o.limit = strtoul(optarg, NULL, 10);
			break;
		case 'f':
			o.mode = MODE_SCORES;
			break;
		case 'r':
			o.mode = MODE_RULES;
			break;
		case 's':
			o.stride = strtoul(optarg, NULL, 10);
			break;
		case 'P':
			o.io_idle_ns = strtoull(optarg, NULL, 10) *
				       1000000000ull;
			break;
		case 'h':
			fputs(usage, stdout);
			return 0;
		default:
			fputs(usage, stderr);
			return 2;
		}
	}
	if (optind == argc || !o.stride) {
		fputs(usage, stderr);
		return 2;
	}
	if (o.mode == MODE_VERDICTS)
		puts("# trace\tlevel\ttgid\ttid\texe\tsamples\tverdict\tfamily\tscore_milli\tat_sample\tat_cpu_ns\topened");
	if (o.mode == MODE_SCORES)
		print_families();
	if (o.mode == MODE_RULES)
		puts("# trace\tfamily\trule\tverdict");
	for (int i = optind; i < argc; i++)
		ret |= replay(argv[i], &o);
	return ret;
}
