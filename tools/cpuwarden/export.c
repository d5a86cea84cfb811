// SPDX-License-Identifier: GPL-2.0-only
/*
 * The samples of a trace as rows, for programs that read tables: CSV, or JSON
 * lines. docs/traces.md has the columns.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cpuwarden/words.h>

#include "detect/signs.h"
#include "escape.h"
#include "export.h"
#include "json.h"
#include "model.h"

/**
 * struct row - one line being made
 * @json:  the object, NULL: CSV
 * @title: names of the columns are wanted, not what is in them
 * @begun: there is a cell already
 */
struct row {
	json_t *json;
	bool title;
	bool begun;
};

/* A cell of CSV, RFC 4180. */
static void put_cell(struct row *row, const char *text)
{
	if (row->begun)
		putchar(',');
	row->begun = true;
	if (!text[strcspn(text, ",\"\r\n")]) {
		fputs(text, stdout);
		return;
	}
	putchar('"');
	for (; *text; text++) {
		if (*text == '"')
			putchar('"');
		putchar(*text);
	}
	putchar('"');
}

/* Is all done but the cell itself? */
static bool put_title(struct row *row, const char *name)
{
	if (row->title)
		put_cell(row, name);
	return row->title;
}

/* Text of somebody else, NULL or empty: not known. */
static void put_text(struct row *row, const char *name, const char *text)
{
	bool known = text && *text;
	char *escaped;

	if (put_title(row, name))
		return;
	if (row->json) {
		if (known)
			json_object_set_new(row->json, name, json_text(text));
		return;
	}
	escaped = known ? escape_terminal(text, true) : NULL;
	put_cell(row, known ? escaped : "");
	free(escaped);
}

static void put_number(struct row *row, const char *name, bool known,
		       uint64_t value)
{
	char digits[24];

	if (put_title(row, name))
		return;
	if (row->json) {
		if (known)
			json_object_set_new(row->json, name, json_u64(value));
		return;
	}
	snprintf(digits, sizeof(digits), "%" PRIu64, value);
	put_cell(row, known ? digits : "");
}

/* Several words of ours: an array, or with blanks between them. */
struct words {
	json_t *json;
	char text[2048];
	size_t len;
};

static void add_word(struct words *w, const char *word)
{
	if (w->json)
		json_array_append_new(w->json, json_string(word));
	else if (w->len < sizeof(w->text))
		w->len += snprintf(w->text + w->len, sizeof(w->text) - w->len,
				   "%s%s", w->len ? " " : "", word);
}

static void begin_words(const struct row *row, struct words *w)
{
	w->json = row->json ? json_array() : NULL;
	w->text[0] = '\0';
	w->len = 0;
}

static void put_words(struct row *row, const char *name, struct words *w)
{
	if (put_title(row, name))
		return;
	if (row->json)
		json_object_set_new(row->json, name, w->json);
	else
		put_cell(row, w->text);
}

static const char *mode_of(const struct cw_sample *s)
{
	if (s->flags & CW_SAMPLE_GUEST)
		return "guest";
	return s->flags & CW_SAMPLE_USER ? "user" : "kernel";
}

static void put_who(struct row *row, const struct cw_trace_process *who,
		    const struct cw_sample *s)
{
	put_number(row, "pid", true, s->tgid);
	put_number(row, "start_ns", true, s->start_ns);
	put_number(row, "tid", true, s->tid);
	put_number(row, "uid", who_known(who), who->uid);
	put_text(row, "comm", who->comm);
	put_text(row, "exe_path", who->exe);
	put_text(row, "cgroup_path", who->cgroup);
}

static void put_code(struct row *row, const struct cw_sample *s)
{
	static const char *const isas[CW_ISA_COUNT] = {
		[CW_ISA_X86_64] = "x86-64",
		[CW_ISA_X86_32] = "x86-32",
		[CW_ISA_ARM64] = "arm64",
	};
	bool code = s->flags & CW_SAMPLE_CODE;
	char hex[2 * CW_SAMPLE_CODE_BYTES + 1] = "";
	unsigned int i;

	for (i = 0; code && i < s->code_len && i < CW_SAMPLE_CODE_BYTES; i++)
		snprintf(hex + 2 * i, sizeof(hex) - 2 * i, "%02x", s->code[i]);
	put_number(row, "ip", s->flags & CW_SAMPLE_USER, s->ip);
	put_number(row, "fpctrl", s->flags & CW_SAMPLE_FPCTRL, s->fpctrl);
	put_text(row, "isa", code && s->isa < CW_ISA_COUNT ? isas[s->isa] :
							     NULL);
	put_text(row, "code", hex);
}

static void put_origin(struct row *row, uint32_t origin)
{
	struct words words;
	unsigned int i;

	begin_words(row, &words);
	for (i = 0; origin_names[i]; i++)
		if (origin & 1u << i)
			add_word(&words, origin_names[i]);
	put_words(row, "origin", &words);
	begin_words(row, &words);
	for (i = 0; i < CW_CIRCUMSTANCE_COUNT; i++)
		if (origin & 1u << (CW_CIRCUMSTANCE_SHIFT + i))
			add_word(&words, cw_circumstance_info(i)->name);
	put_words(row, "circumstances", &words);
}

/* What detect sees in it. */
static void put_signs(struct row *row, const struct cw_trace_sample *ts)
{
	struct cw_signs seen = { 0 };
	struct words words;
	char text[16];
	unsigned int i, width;

	if (ts->s.flags & CW_SAMPLE_USER)
		cw_signs_extract(&seen, &ts->s, ts->origin);
	begin_words(row, &words);
	for (i = 0; i < seen.insns; i++)
		add_word(&words, cw_op_name(seen.op[i]));
	put_words(row, "insns", &words);
	begin_words(row, &words);
	for (i = 0; i < CW_SIGN_COUNT; i++)
		if (cw_sign_seen(&seen, i))
			add_word(&words, cw_sign_info(i)->name);
	put_words(row, "signs", &words);
	begin_words(row, &words);
	for (width = 32; width <= 64; width += 32)
		for (i = 0; i < width; i++)
			if (seen.rol[width == 64] >> i & 1) {
				snprintf(text, sizeof(text), "%u:%u", width, i);
				add_word(&words, text);
			}
	put_words(row, "rotations", &words);
}

static void put_counters(struct row *row, const struct cw_sample *s)
{
	static const char *const names[CW_COUNTER_COUNT] = {
		[CW_COUNTER_CYCLES] = "cycles",
		[CW_COUNTER_INSTRUCTIONS] = "instructions",
		[CW_COUNTER_LLC_REFS] = "llc_refs",
		[CW_COUNTER_LLC_MISSES] = "llc_misses",
		[CW_COUNTER_BRANCH_MISSES] = "branch_misses",
	};
	bool some = s->flags & CW_SAMPLE_COUNTERS;
	unsigned int i;

	for (i = 0; i < CW_COUNTER_COUNT; i++)
		put_number(row, names[i], some && s->counters >> i & 1,
			   s->counter[i]);
	put_number(row, "counter_ns", some, s->counter_ns);
}

/* What was thought of the process when this had been judged. */
static void put_verdict(struct row *row, const struct cw_subject *p)
{
	struct cw_standing standing = { 0 };
	bool named;
	char text[16];

	if (p)
		standing = cw_standing_of(&p->track, &p->guest);
	named = standing.verdict != CW_VERDICT_CLEAR;
	put_text(row, "verdict", cw_verdict_name(standing.verdict));
	put_text(row, "family", named ? family_word(standing.family) : NULL);
	if (put_title(row, "score_milli"))
		return;
	if (row->json && named)
		json_object_set_new(row->json, "score_milli",
				    json_integer(standing.score_milli));
	if (row->json)
		return;
	snprintf(text, sizeof(text), "%" PRId32, standing.score_milli);
	put_cell(row, named ? text : "");
}

static void put_row(struct row *row, const struct trace *t,
		    const struct cw_subject *p,
		    const struct cw_trace_sample *ts)
{
	static const struct cw_trace_process nobody;
	const struct cw_sample *s = &ts->s;

	put_text(row, "trace", t->path);
	put_number(row, "time_ns", true, s->time_ns);
	put_number(row, "realtime_ns", t->boot_ns, t->boot_ns + s->time_ns);
	put_number(row, "cpu", true, s->cpu);
	put_text(row, "mode", mode_of(s));
	put_number(row, "period_ns", true, s->period_ns);
	put_who(row, p ? &p->who : &nobody, s);
	put_code(row, s);
	put_origin(row, ts->origin);
	put_signs(row, ts);
	put_number(row, "io_idle_ns", ts->judged, ts->io_idle_ns);
	put_counters(row, s);
	put_verdict(row, p);
}

void export_titles(void)
{
	static const struct trace nothing = { .path = "" };
	static const struct cw_trace_sample none;
	struct row row = { .title = true };

	put_row(&row, &nothing, NULL, &none);
	putchar('\n');
}

void export_entry(void *arg, const struct trace *t,
		  const struct cw_trace_entry *e)
{
	const struct cw_trace_sample *ts = &e->sample;
	const bool *json = arg;
	struct row row = { 0 };
	struct cw_subject *p;

	if (e->type != CW_TRACE_SAMPLE)
		return;
	p = ts->judged ?
	    cw_subject_find(&t->verdicts->subjects, CW_SUBJECT_PROCESS,
			    ts->process) :
	    cw_subject_find_pid(&t->verdicts->subjects, ts->s.tgid,
				ts->s.start_ns);
	if (*json)
		row.json = json_object();
	put_row(&row, t, p, ts);
	if (row.json)
		json_print(row.json);
	else
		putchar('\n');
}
