// SPDX-License-Identifier: GPL-2.0-only
/*
 * report --html. No script, no font, no image from anywhere: a report may be
 * looked at on a machine that must not talk to others. All text of processes
 * passes page_text().
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cpuwarden/version.h>

#include "detect/sprt.h"
#include "container.h"
#include "escape.h"
#include "human.h"
#include "known.h"
#include "page.h"
#include "tool.h"

/* The plot, in its own units. */
enum {
	WIDTH = 900,
	HEIGHT = 260,
	LEFT = 50,
	BOTTOM = 24,
	CURVES = 8,		/* drawn; more cannot be told apart */
	MICRO_PER_MILLI = 1000,
	OTHERS = 10,		/* processes that are named beside a finding */
};

static const char *const inks[CURVES] = {
	"#b2182b", "#2166ac", "#1b7837", "#762a83", "#b35806", "#01665e",
	"#5e4fa2", "#555555",
};

static int by_subject(const void *left, const void *right)
{
	uintptr_t a = (uintptr_t)((const struct curve *)left)->subject;
	uintptr_t b = (uintptr_t)((const struct curve *)right)->subject;

	return a < b ? -1 : a > b;
}

static struct curve *curve_of(const struct curves *all,
			      const struct cw_subject *subject)
{
	struct curve key = { .subject = subject };
	struct curve **found = tfind(&key, &all->tree, by_subject);

	return found ? *found : NULL;
}

void curves_add(struct curves *all, const struct cw_subject *subject,
		const struct point *point)
{
	struct curve *c = curve_of(all, subject);

	if (!c) {
		c = xmalloc(sizeof(*c));
		*c = (struct curve){ .subject = subject };
		if (!tsearch(c, &all->tree, by_subject)) {
			free(c);
			return;
		}
	}
	/* double at each power of two */
	if (!(c->n & (c->n - 1)))
		c->points = xrealloc(c->points, (c->n ? 2 * c->n : 1) *
				     sizeof(*c->points));
	c->points[c->n++] = *point;
}

static void curve_free(void *curve)
{
	free(((struct curve *)curve)->points);
	free(curve);
}

void curves_free(struct curves *all)
{
	tdestroy(all->tree, curve_free);
	*all = (struct curves){ 0 };
}

/* Text that is harmless on a terminal, made harmless in HTML. */
void page_text(FILE *out, const char *raw)
{
	char *safe = escape_terminal(raw, true);
	const char *s;

	for (s = safe; *s; s++) {
		switch (*s) {
		case '&':
			fputs("&amp;", out);
			break;
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		default:
			fputc(*s, out);
		}
	}
	free(safe);
}

void page_cell(FILE *out, bool figure, const char *raw)
{
	fputs(figure ? "<td class=r>" : "<td>", out);
	page_text(out, raw);
}

/*
 * It names processes of everybody, so it is for its owner's eyes only, though a
 * file of that name was there and others could read it.
 */
static FILE *create(const char *path)
{
	struct stat st;
	int fd;

	if (is_standard(path))
		return stdout;
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return NULL;
	if (!fstat(fd, &st) && S_ISREG(st.st_mode) && fchmod(fd, 0600)) {
		close(fd);
		return NULL;
	}
	return fdopen(fd, "w");
}

int page_check(void)
{
	if (!opt.html)
		return 0;
	if (opt.json && is_standard(opt.html))
		return fail(EXIT_USAGE,
			    "--json and the page cannot both go to standard output");
	return trace_spare(opt.html);
}

static void begin(FILE *out)
{
	fputs("<!DOCTYPE html>\n<html lang=en><meta charset=utf-8>\n"
	      "<meta name=viewport content=\"width=device-width,initial-scale=1\">\n"
	      "<title>cpuwarden report</title>\n<style>\n"
	      "body{font:15px/1.4 sans-serif;max-width:960px;margin:2em auto;padding:0 1em;color:#222}\n"
	      "table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:2px 10px 2px 0;border-bottom:1px solid #ddd}\n"
	      "td,code,h2{overflow-wrap:break-word}div{overflow-x:auto}.verdict{font-size:1.15em}\n"
	      "@media(max-width:600px){body{margin:1em auto;padding:0 .6em}svg{min-width:600px}"
	      "td,th{padding-right:.4em}.busy td:nth-child(4){overflow-wrap:anywhere}.busy tr>*:nth-child(n+5):nth-child(-n+8){display:none}}\n"
	      ".r{text-align:right;white-space:nowrap}.confirmed{color:#b2182b;font-weight:bold}.suspect{color:#8c6d00;font-weight:bold}\n"
	      "svg{width:100%;height:auto}svg text{font:11px sans-serif;fill:#444}footer{color:#666;margin-top:2em}\n"
	      "</style>\n<h1>cpuwarden report</h1>\n", out);
}

static void end(FILE *out)
{
	fputs("<footer>cpuwarden " CPUWARDEN_VERSION
	      ". Scores are log-likelihood ratios in nats: how much better a family explains the samples than benign programs do."
	      "</footer></html>\n", out);
}

static void put_head(FILE *out, const struct trace *t)
{
	const struct cw_verdicts *v = t->verdicts;
	char a[HUMAN_LEN], b[HUMAN_LEN], c[HUMAN_LEN], date[HUMAN_LEN];

	fputs("<h2>", out);
	page_text(out, t->path);
	fprintf(out, "</h2>\n<p>Taken %s by ",
		human_date(date, t->created_ns));
	page_text(out, t->module ? "the module" : t->notes[NOTE_BACKEND]);
	if (*t->notes[NOTE_HOST]) {
		fputs(" on the host <b>", out);
		page_text(out, t->notes[NOTE_HOST]);
		fputs("</b>,", out);
	}
	if (*t->notes[NOTE_KERNEL]) {
		fputs(" on Linux ", out);
		page_text(out, t->notes[NOTE_KERNEL]);
	}
	if (*t->notes[NOTE_COMMAND]) {
		fputs(", of <code>", out);
		page_text(out, t->notes[NOTE_COMMAND]);
		fputs("</code>", out);
	}
	fprintf(out, ". %s, %s samples of user mode and %s of the kernel, %u processes.",
		human_duration(a, v->last_ns - v->first_ns),
		human_count(b, v->samples_user),
		human_count(c, v->samples_kernel),
		v->subjects.count[CW_SUBJECT_PROCESS]);
	if (!t->registers)
		fputs(" Without register state.", out);
	if (v->lost)
		fprintf(out, " <b>%s records were lost.</b>",
			human_count(a, v->lost));
	if (t->torn || t->damaged)
		fprintf(out, " <b>The trace is %s.</b>",
			t->torn ? "cut short" : "damaged");
	fputs("</p>\n", out);
}

/* Whose it is, what it took, and what else it might be. */
static void put_account(FILE *out, const struct cw_replay_finding *f)
{
	const struct cw_case *course = &f->course;
	const struct cw_judgement *j = &course->judgement;
	const char *rule = cw_family_rule_name(j->family, j->rule);
	struct container container;
	char a[HUMAN_LEN], b[HUMAN_LEN];

	if (user_known(f)) {
		fprintf(out, " User %" PRIu32, f->who.uid);
		if (f->who.cgroup[0]) {
			fputs(", cgroup <code>", out);
			page_text(out, f->who.cgroup);
			fputs("</code>", out);
		}
		if (container_find(f->who.cgroup, &container)) {
			fprintf(out, ", container %s ", container.engine);
			page_text(out, container.id);
		}
		fputc('.', out);
	}
	fprintf(out, " It took %s of CPU time since the first evidence, about %s if a busy CPU takes %u W.",
		human_duration(a, course->cpu_ns),
		human_energy(b, human_cpu_joules(course->cpu_ns)),
		HUMAN_CPU_WATTS);
	if (rule) {
		fputs(" Rule: ", out);
		page_text(out, rule);
		fputc('.', out);
	}
	if (j->runner_up != CW_FAMILY_NONE)
		fprintf(out, " Runner-up: %s (%s).",
			family_words(j->runner_up),
			human_score(a, j->runner_up_milli));
}

/* Are both about the same miner: executable, family, user and cgroup? */
static bool alike(const struct cw_replay_finding *a,
		  const struct cw_replay_finding *b)
{
	return a->about->kind == CW_SUBJECT_PROCESS &&
	       b->about->kind == CW_SUBJECT_PROCESS &&
	       a->course.judgement.family == b->course.judgement.family &&
	       a->who.uid == b->who.uid && a->who.exe[0] &&
	       !strcmp(a->who.exe, b->who.exe) &&
	       !strcmp(a->who.cgroup, b->who.cgroup);
}

/* Is one like @f told of already? */
static bool told(const struct trace *t, const struct cw_replay_finding *f)
{
	const struct cw_replay_finding *other = t->verdicts->findings;

	while (other != f && !alike(other, f))
		other = other->next;
	return other != f;
}

/* A miner that starts itself anew has a finding for each of its processes. */
static void put_others(FILE *out, const struct cw_replay_finding *f)
{
	const struct cw_replay_finding *other;
	uint64_t cpu_ns = f->course.cpu_ns;
	char cpu[HUMAN_LEN];
	unsigned int n = 0;

	for (other = f->next; other; other = other->next) {
		if (!alike(f, other))
			continue;
		if (n < OTHERS)
			fprintf(out, "%s%" PRIu32, n ? ", " :
				" The same was found of process ",
				other->who.tgid);
		cpu_ns += other->course.cpu_ns;
		n++;
	}
	if (n)
		fprintf(out, "%s: %u processes of one executable, user and cgroup, which took %s in all.",
			n > OTHERS ? " and more" : "", n + 1,
			human_duration(cpu, cpu_ns));
}

static void put_finding(FILE *out, const struct trace *t,
			const struct cw_replay_finding *f)
{
	const struct cw_case *course = &f->course;
	char a[HUMAN_LEN], b[HUMAN_LEN], s[HUMAN_LEN];
	unsigned int i;

	fprintf(out, "<h3><span class=%s>%s</span>: %s (%s)</h3>\n<p>",
		cw_verdict_name(course->verdict),
		cw_verdict_name(course->verdict),
		family_words(course->judgement.family),
		human_score(s, course->judgement.score_milli));
	if (f->about->kind == CW_SUBJECT_TENANT)
		fputs("Short-lived processes of cgroup <code>", out);
	else if (f->about->kind == CW_SUBJECT_EXECUTABLE)
		fputs("Short-lived processes of <code>", out);
	else
		fprintf(out, "Process %" PRIu32 ", <code>", f->who.tgid);
	if (f->about->kind == CW_SUBJECT_TENANT)
		page_text(out, f->who.cgroup);
	else
		page_text(out, f->who.exe[0] ? f->who.exe : f->who.comm);
	trace_date(s, t, course->opened_ns);
	fprintf(out, "</code>. Opened %s%safter %s samples, %s into the trace.",
		s, *s ? ", " : "",
		human_count(a, course->opened_samples),
		human_duration(b, course->opened_ns - t->verdicts->first_ns));
	put_account(out, f);
	put_others(out, f);
	if (f->about->partial)
		fputs(" Samples are missing: the module may have judged otherwise.",
		      out);
	fputs("</p>\n<div><table><tr><th>evidence<th class=r>in<th class=r>of samples<th class=r>weight\n",
	      out);
	for (i = 0; i < course->nr_evidence; i++) {
		const struct cw_evidence *e = &course->evidence[i];

		fputs("<tr>", out);
		page_cell(out, false, e->text);
		page_cell(out, true, human_ratio(a, e->hits, e->trials));
		page_cell(out, true, human_count(a, e->trials));
		page_cell(out, true, human_score(a, e->weight_milli));
		fputc('\n', out);
	}
	fputs("</table></div>\n", out);
}

/**
 * struct frame - how a plot maps time and score
 * @from_ns, @to_ns: time from left to right
 * @low, @high: score from bottom to top, milli-nats
 */
struct frame {
	uint64_t from_ns, to_ns;
	int32_t low, high;
};

static double at_x(const struct frame *f, uint64_t ns)
{
	if (ns < f->from_ns)
		ns = f->from_ns;
	return LEFT + (double)(ns - f->from_ns) * (WIDTH - LEFT) /
		      (f->to_ns - f->from_ns + 1);
}

static double at_y(const struct frame *f, int32_t milli)
{
	if (milli < f->low)
		milli = f->low;
	return (double)(f->high - milli) * (HEIGHT - BOTTOM) /
	       (f->high - f->low);
}

static void put_level(FILE *out, const struct frame *f, int32_t milli,
		      const char *name, const char *dash)
{
	double y = at_y(f, milli);

	fprintf(out, "<path d=\"M%d %.1fH%d\" stroke=\"#999\" stroke-dasharray=\"%s\"/><text x=\"%d\" y=\"%.1f\">%s</text>\n",
		LEFT, y, WIDTH, dash, LEFT + 4, y - 3, name);
}

static void put_axes(FILE *out, const struct frame *f)
{
	char buf[HUMAN_LEN];
	int i, step = (f->high - f->low) / 1000 > 100 ? 50 : 10;

	for (i = f->low / 1000 / step * step; i <= f->high / 1000; i += step)
		fprintf(out, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d</text>\n",
			LEFT - 6, at_y(f, i * 1000) + 4, i);
	for (i = 0; i <= 5; i++) {
		uint64_t ns = (f->to_ns - f->from_ns) / 5 * i;

		fprintf(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>\n",
			at_x(f, f->from_ns + ns), HEIGHT - 6,
			i == 5 ? "end" : "middle", human_duration(buf, ns));
	}
	put_level(out, f, CW_CONFIRM_MICRO / MICRO_PER_MILLI, "confirmed",
		  "6 3");
	put_level(out, f, CW_SUSPECT_MICRO / MICRO_PER_MILLI, "suspect",
		  "2 3");
}

static void put_curve(FILE *out, const struct frame *f, const struct curve *c,
		      const char *ink)
{
	double x, drawn = -1;
	size_t i;

	fprintf(out, "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"",
		ink);
	for (i = 0; i < c->n; i++) {
		x = at_x(f, c->points[i].time_ns);
		/* less than half a unit apart cannot be seen */
		if (x < drawn + 0.5)
			continue;
		fprintf(out, "%.1f,%.1f ", x,
			at_y(f, c->points[i].score_milli));
		drawn = x;
	}
	fputs("\"/>\n", out);
}

/* Evidence over time of the processes that took the most CPU time. */
static void put_plot(FILE *out, const struct trace *t,
		     const struct curves *curves, struct cw_subject **list,
		     size_t n)
{
	struct frame f = {
		.from_ns = t->verdicts->first_ns,
		.to_ns = t->verdicts->last_ns,
		.low = -20000,
		.high = CW_CONFIRM_MICRO / MICRO_PER_MILLI + 5000,
	};
	const struct curve *c;
	size_t i, k;

	for (i = 0; i < n && i < CURVES; i++) {
		c = curve_of(curves, list[i]);
		for (k = 0; c && k < c->n; k++)
			if (c->points[k].score_milli > f.high)
				f.high = c->points[k].score_milli + 2000;
	}
	fprintf(out, "<h3>Evidence over time</h3>\n<p>Score of the leading family of each of the busiest processes. The lines are the usual bars of RandomX and CryptoNight; those of other families are no higher, and none is named by its score alone.</p>\n<div><svg viewBox=\"0 0 %d %d\" role=img aria-label=\"Evidence over time\">\n",
		WIDTH, HEIGHT);
	put_axes(out, &f);
	for (i = 0; i < n && i < CURVES; i++) {
		c = curve_of(curves, list[i]);
		if (c)
			put_curve(out, &f, c, inks[i]);
	}
	fputs("</svg></div>\n", out);
}

static void put_busiest(FILE *out, const struct trace *t,
			struct cw_subject **list, size_t n)
{
	uint64_t span = t->verdicts->last_ns - t->verdicts->first_ns;
	char buf[HUMAN_LEN];
	size_t i;

	fputs("<h3>Busiest processes</h3>\n<div><table class=busy><tr><th><th class=r>pid<th>command<th>executable<th class=r>time<th class=r>CPU<th class=r>kernel<th class=r>samples<th>verdict\n",
	      out);
	for (i = 0; i < n; i++) {
		const struct cw_subject *p = list[i];

		fprintf(out, "<tr><td style=\"color:%s\">%s<td class=r>%" PRIu32,
			i < CURVES ? inks[i] : "inherit",
			i < CURVES ? "&#9632;" : "", p->who.tgid);
		page_cell(out, false, p->who.comm);
		page_cell(out, false, p->who.exe);
		page_cell(out, true, human_duration(buf, p->cpu_ns));
		page_cell(out, true, human_ratio(buf, p->cpu_ns, span));
		page_cell(out, true, human_ratio(buf, p->samples_kernel,
					    p->samples_user +
					    p->samples_kernel));
		page_cell(out, true, human_count(buf, p->track.samples));
		fprintf(out, "<td class=%s>%s %s\n",
			cw_verdict_name(p->track.verdict),
			cw_verdict_name(p->track.verdict),
			p->track.verdict ? family_words(p->track.family) : "");
	}
	fputs("</table></div>\n", out);
}

/* The page in a sentence, for who reads no further. */
static void put_summary(FILE *out, const struct trace *t)
{
	const struct cw_replay_finding *f, *worst = NULL;
	unsigned int n = 0, known = json_array_size(t->known);
	char cpu[HUMAN_LEN];
	uint64_t cpu_ns = 0;

	for (f = t->verdicts->findings; f; f = f->next) {
		if (told(t, f))
			continue;
		n++;
		cpu_ns += f->course.cpu_ns;
		if (!worst || f->course.verdict > worst->course.verdict)
			worst = f;
	}
	fputs("<p class=verdict>", out);
	if (worst)
		fprintf(out, "<span class=%s>%s</span>: %s computes %s%s. %u thing%s found, which took %s of CPU time.",
			cw_verdict_name(worst->course.verdict),
			cw_verdict_name(worst->course.verdict),
			worst->about->kind == CW_SUBJECT_PROCESS ?
			"a process" : "a series of short-lived processes",
			family_words(worst->course.judgement.family),
			worst->course.verdict == CW_VERDICT_CONFIRMED ?
			"" : ", perhaps", n, n == 1 ? " was" : "s were",
			human_duration(cpu, cpu_ns));
	else
		fputs("In these samples alone nothing was found.", out);
	if (known)
		fprintf(out, " <b>The module had %u open finding%s meanwhile, by what it had seen before too</b>: see below.",
			known, known == 1 ? "" : "s");
	fputs("</p>\n", out);
}

static void put_known(FILE *out, const struct trace *t)
{
	const json_t *finding;
	char text[512];
	size_t i;

	if (!json_array_size(t->known))
		return;
	fputs("<h3>Open in the module when this was recorded</h3>\n<p>A replay starts from nothing. The module knew more:</p>\n<ul>\n",
	      out);
	json_array_foreach(t->known, i, finding) {
		known_line(finding, text, sizeof(text));
		fputs("<li>", out);
		page_text(out, text);
		fputc('\n', out);
	}
	fputs("</ul>\n", out);
}

void page_trace(FILE *out, const struct trace *t, const struct curves *curves)
{
	const struct cw_replay_finding *f;
	struct cw_subject **list;
	size_t n = trace_busiest(t, &list);

	put_head(out, t);
	put_summary(out, t);
	put_known(out, t);
	put_plot(out, t, curves, list, n);
	put_busiest(out, t, list, n);
	for (f = t->verdicts->findings; f; f = f->next)
		if (!told(t, f))
			put_finding(out, t, f);
	free(list);
}

int page_write(void (*put)(FILE *out, const void *arg), const void *arg,
	       const char *what)
{
	FILE *out = create(opt.html);
	int bad;

	if (!out)
		return fail(exit_code_of(errno), "cannot create %s: %s",
			    shown(opt.html), strerror(errno));
	begin(out);
	put(out, arg);
	end(out);
	bad = ferror(out);
	if ((out == stdout ? fflush(out) : fclose(out)) || bad)
		return fail(EXIT_FAILED, "cannot write %s", shown(opt.html));
	if (out != stdout && !opt.json)
		printf("%s: page of %s\n", shown(opt.html), what);
	return 0;
}
