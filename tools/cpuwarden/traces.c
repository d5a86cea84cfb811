// SPDX-License-Identifier: GPL-2.0-only
/* Traces, run through the detector, and their JSON. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "detect/families.h"
#include "escape.h"
#include "human.h"
#include "json.h"
#include "known.h"
#include "tool.h"
#include "traces.h"

enum {
	BUSIEST = 15,		/* processes that a report shows */
};

const char *family_word(uint8_t family)
{
	const struct cw_family_info *info = cw_family_info(family);

	return info ? info->name : "-";
}

const char *family_words(uint8_t family)
{
	const struct cw_family_info *info = cw_family_info(family);

	return info ? info->title : "-";
}

bool who_known(const struct cw_trace_process *who)
{
	return who->comm[0] || who->exe[0];
}

const char *exe_shown(const struct cw_trace_process *who)
{
	char name[sizeof(who->comm) + 2];

	if (who->exe[0])
		return shown(who->exe);
	snprintf(name, sizeof(name), "(%s)", who->comm);
	return shown(name);
}

static void take_note(struct trace *t, const char *note)
{
	static const char *const keys[NOTES] = {
		[NOTE_TOOL] = "tool",
		[NOTE_BACKEND] = "backend",
		[NOTE_HOST] = "host",
		[NOTE_KERNEL] = "kernel",
		[NOTE_MACHINE] = "machine",
		[NOTE_COMMAND] = "command",
	};
	size_t i, len;

	for (i = 0; i < NOTES; i++) {
		len = strlen(keys[i]);
		if (!strncmp(note, keys[i], len) && note[len] == '=')
			snprintf(t->notes[i], sizeof(t->notes[i]), "%s",
				 note + len + 1);
	}
	if (!strncmp(note, KNOWN_NOTE "=", strlen(KNOWN_NOTE "=")))
		known_take(t->known, note + strlen(KNOWN_NOTE "="));
}

static void take_stream(struct trace *t, const struct cw_trace_stream *s)
{
	t->rate_hz = s->rate_hz;
	if (s->realtime_ns > s->time_ns)
		t->boot_ns = s->realtime_ns - s->time_ns;
}

void trace_date(char *buf, const struct trace *t, uint64_t ns)
{
	*buf = '\0';
	if (t->boot_ns)
		human_date(buf, t->boot_ns + ns);
}

/* Who looks on while a trace is read. */
struct onlooker {
	void (*watch)(void *arg, struct cw_subject *process, uint64_t now_ns);
	void (*each)(void *arg, const struct trace *t,
		     const struct cw_trace_entry *e);
	void *arg;
};

static int load(struct trace *t, const char *path, const struct onlooker *o)
{
	struct cw_trace_reader *r;
	struct cw_trace_entry e;
	const char *why;
	int ret;

	memset(t, 0, sizeof(*t));
	t->path = path;
	t->known = json_array();
	r = cw_trace_open(path, &why);
	if (!r)
		return fail(errno == EACCES ? EXIT_NOT_PERMITTED : EXIT_FAILED,
			    "cannot read %s: %s", shown(path), why);
	t->verdicts = cw_verdicts_new();
	if (t->verdicts) {
		t->verdicts->watch = o->watch;
		t->verdicts->arg = o->arg;
	}
	t->created_ns = cw_trace_created(r);
	t->rate_hz = cw_trace_rate(r);
	t->registers = !(cw_trace_flags(r) & CW_TRACE_NO_FPCTRL);
	t->module = cw_trace_flags(r) & CW_TRACE_MODULE;
	while ((ret = cw_trace_next(r, &e)) > 0) {
		if (e.type == CW_TRACE_NOTE)
			take_note(t, e.note);
		else if (e.type == CW_TRACE_STREAM)
			take_stream(t, &e.stream);
		if (!t->verdicts || cw_verdicts_take(t->verdicts, &e))
			break;
		if (o->each)
			o->each(o->arg, t, &e);
	}
	t->damaged = ret < 0;
	t->torn = !ret && cw_trace_torn(r);
	cw_trace_close(r);
	if (ret > 0)
		return fail(EXIT_FAILED, "out of memory reading %s",
			    shown(path));
	return 0;
}

int trace_load(struct trace *t, const char *path,
	       void (*watch)(void *arg, struct cw_subject *process,
			     uint64_t now_ns), void *arg)
{
	const struct onlooker o = { .watch = watch, .arg = arg };

	return load(t, path, &o);
}

int trace_walk(struct trace *t, const char *path,
	       void (*each)(void *arg, const struct trace *t,
			    const struct cw_trace_entry *e), void *arg)
{
	const struct onlooker o = { .each = each, .arg = arg };

	return load(t, path, &o);
}

void trace_free(struct trace *t)
{
	cw_verdicts_free(t->verdicts);
	json_decref(t->known);
	t->verdicts = NULL;
	t->known = NULL;
}

int trace_spare(const char *path)
{
	if (!cw_trace_is_there(path))
		return 0;
	return fail(EXIT_FAILED,
		    "%s is a trace and is not overwritten: remove it, or choose another name",
		    shown(path));
}

int trace_verdict(const struct trace *t)
{
	if (t->damaged)
		warn("%s is damaged; only what precedes the damage was used",
		     shown(t->path));
	if (t->torn)
		warn("%s ends early, its recording was cut short; what there is was used",
		     shown(t->path));
	return t->damaged ? EXIT_FAILED : 0;
}

static int by_cpu(const void *left, const void *right)
{
	const struct cw_subject *a = *(struct cw_subject *const *)left;
	const struct cw_subject *b = *(struct cw_subject *const *)right;

	return a->cpu_ns > b->cpu_ns ? -1 : a->cpu_ns < b->cpu_ns;
}

size_t trace_busiest(const struct trace *t, struct cw_subject ***list)
{
	size_t n = t->verdicts->subjects.count[CW_SUBJECT_PROCESS], i = 0;
	struct cw_subject *p;

	*list = xmalloc(n * sizeof(**list));
	for (p = t->verdicts->subjects.first; p; p = p->next)
		if (p->kind == CW_SUBJECT_PROCESS)
			(*list)[i++] = p;
	qsort(*list, n, sizeof(**list), by_cpu);
	return n < BUSIEST ? n : BUSIEST;
}

static char *text(const char *s)
{
	return (char *)(uintptr_t)s;	/* only read */
}

/* Presence of all attributes up to @attr, the last that is filled in. */
#define UP_TO(attr)	(UINT64_MAX >> (63 - CPUWARDEN_A_##attr))

static struct vec evidence_of(const struct cw_evidence *ev, unsigned int n,
			      struct evidence *items)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		items[i] = (struct evidence){
			.present = UP_TO(EVIDENCE_WEIGHT_MILLI),
			.name = text(ev[i].name),
			.text = text(ev[i].text),
			.hits = ev[i].hits,
			.trials = ev[i].trials,
			.weight_milli = ev[i].weight_milli,
		};
	return (struct vec){ .items = items, .n = n };
}

static void drop(json_t *object, const char *const *keys, size_t n)
{
	while (n--)
		json_object_del(object, keys[n]);
}

/* As in the module's output, a key is missing if its value is not known. */
static void drop_unknown(json_t *object, const struct cw_trace_process *who)
{
	static const char *const identity[] = { "comm", "uid" };
	static const char *const inode[] = {
		"exe_dev", "exe_ino", "exe_flags",
	};

	if (!who_known(who))
		drop(object, identity, ARRAY_SIZE(identity));
	if (!who->exe[0])
		json_object_del(object, "exe_path");
	if (!who->exe_ino)
		drop(object, inode, ARRAY_SIZE(inode));
	if (!who->cgroup_id)
		json_object_del(object, "cgroup_id");
	if (!who->cgroup[0])
		json_object_del(object, "cgroup_path");
	if (!who->threads)
		json_object_del(object, "threads");
}

/* As the module: a finding about short-lived processes names none of them. */
static void drop_process(json_t *object)
{
	static const char *const keys[] = {
		"pid", "start_ns", "comm", "threads", "origin",
	};

	drop(object, keys, ARRAY_SIZE(keys));
}

bool user_known(const struct cw_replay_finding *found)
{
	return found->about->kind == CW_SUBJECT_PROCESS ?
	       who_known(&found->who) : found->about->one_user;
}

/* What was looked up on this machine is not of that of the trace. */
static void drop_local(json_t *object)
{
	static const char *const keys[] = { "user", "machine" };

	drop(object, keys, ARRAY_SIZE(keys));
}

static json_t *finding_json(const struct cw_replay_finding *found)
{
	const struct cw_case *course = &found->course;
	const struct cw_judgement *j = &course->judgement;
	struct evidence evidence[CW_CASE_EVIDENCE];
	struct finding f = {
		.present = UP_TO(FINDING_CHANGED),
		.subject = course->subject,
		.verdict = course->verdict,
		.family = text(family_word(j->family)),
		.family_title = text(family_words(j->family)),
		.runner_up = text(family_word(j->runner_up)),
		.rule = text(cw_family_rule_name(j->family, j->rule)),
		.score_milli = j->score_milli,
		.runner_up_milli = j->runner_up_milli,
		.samples = j->samples,
		.pid = found->who.tgid,
		.start_ns = found->who.start_ns,
		.comm = text(found->who.comm),
		.uid = found->who.uid,
		.exe_path = text(found->who.exe),
		.exe_dev = found->who.exe_dev,
		.exe_ino = found->who.exe_ino,
		.exe_flags = found->who.exe_flags,
		.cgroup_id = found->who.cgroup_id,
		.cgroup_path = text(found->who.cgroup),
		.threads = found->who.threads,
		.origin = found->origin,
		.first_ns = course->first_ns,
		.opened_ns = course->opened_ns,
		.updated_ns = course->updated_ns,
		.cpu_ns = course->cpu_ns,
		.times = course->times,
		.verdict_before = course->verdict_before,
		.evidence = evidence_of(course->evidence, course->nr_evidence,
					evidence),
	};
	json_t *object;

	if (j->runner_up == CW_FAMILY_NONE)
		f.present &= ~(UINT64_C(1) << CPUWARDEN_A_FINDING_RUNNER_UP |
			       UINT64_C(1) << CPUWARDEN_A_FINDING_RUNNER_UP_MILLI);
	object = json_record(&finding_schema, &f);
	drop_unknown(object, &found->who);
	if (found->about->kind != CW_SUBJECT_PROCESS)
		drop_process(object);
	if (user_known(found))
		json_object_set_new(object, "uid",
				    json_integer(found->who.uid));
	else
		json_object_del(object, "uid");
	json_object_set_new(object, "open",
			    json_boolean(cw_case_is_open(course)));
	json_object_set_new(object, "tid", json_integer(course->tid));
	json_object_set_new(object, "opened_samples",
			    json_integer(course->opened_samples));
	json_object_set_new(object, "confirmed_ns",
			    json_u64(course->confirmed_ns));
	json_object_set_new(object, "confirmed_samples",
			    json_integer(course->confirmed_samples));
	json_object_set_new(object, "partial",
			    json_boolean(found->about->partial));
	/* user names are of this machine; the rest only the module knows */
	drop_local(object);
	json_object_del(object, "id");
	json_object_del(object, "event");
	json_object_del(object, "acked");
	json_object_del(object, "changed");
	json_object_del(object, "closed_ns");
	json_object_del(object, "close_reason");
	json_object_del(object, "share_bp");
	return object;
}

static json_t *process_json(const struct cw_subject *p)
{
	struct cw_standing standing = cw_standing_of(&p->track, &p->guest);
	struct mix mix[CW_OP_COUNT];
	struct process r = {
		.present = UP_TO(PROCESS_GUEST_NS),
		.pid = p->who.tgid,
		.start_ns = p->who.start_ns,
		.comm = text(p->who.comm),
		.uid = p->who.uid,
		.exe_path = text(p->who.exe),
		.exe_dev = p->who.exe_dev,
		.exe_ino = p->who.exe_ino,
		.exe_flags = p->who.exe_flags,
		.cgroup_id = p->who.cgroup_id,
		.cgroup_path = text(p->who.cgroup),
		.threads = p->who.threads,
		.origin = p->origin,
		.verdict = standing.verdict,
		.family = text(family_word(standing.family)),
		.score_milli = standing.score_milli,
		.samples_user = p->samples_user,
		.samples_kernel = p->samples_kernel,
		.samples_unreadable = p->unreadable,
		.samples_without_code = p->without_code,
		.samples_rounding = p->track.rounding,
		.samples_guest = p->samples_guest,
		.guest_ns = p->guest_ns,
		.cpu_ns = p->cpu_ns,
		.last_ns = p->last_ns,
		.mix.items = mix,
	};
	unsigned int op;
	json_t *object;

	for (op = 0; op < CW_OP_COUNT; op++)
		if (p->track.op[op])
			mix[r.mix.n++] = (struct mix){
				.present = UP_TO(MIX_COUNT),
				.op = text(cw_op_name(op)),
				.count = p->track.op[op],
			};
	r.present &= ~(UINT64_C(1) << CPUWARDEN_A_PROCESS_CGROUP_HIERARCHY |
		       UINT64_C(1) << CPUWARDEN_A_PROCESS_COVERT);
	if (standing.family == CW_FAMILY_NONE)
		r.present &= ~(UINT64_C(1) << CPUWARDEN_A_PROCESS_FAMILY);
	for (op = CPUWARDEN_A_PROCESS_CYCLES;
	     op <= CPUWARDEN_A_PROCESS_COUNTER_NS; op++)
		r.present &= ~(UINT64_C(1) << op);
	object = json_record(&process_schema, &r);
	drop_unknown(object, &p->who);
	json_object_set_new(object, "first_ns", json_u64(p->first_ns));
	json_object_set_new(object, "findings", json_integer(p->findings));
	json_object_set_new(object, "partial", json_boolean(p->partial));
	drop_local(object);
	return object;
}

/* The JSON of a thread, an executable or a tenant. */
static json_t *subject_json(const struct cw_subject *p)
{
	json_t *object = json_pack("{s:s, s:s, s:i, s:I, s:I, s:I, s:b}",
		"verdict", cw_verdict_name(p->track.verdict),
		"family", family_word(p->track.family),
		"score_milli", p->track.score_milli,
		"samples", (json_int_t)p->track.samples,
		"findings", (json_int_t)p->findings,
		"cpu_ns", (json_int_t)p->cpu_ns,
		"partial", p->partial);

	if (p->kind == CW_SUBJECT_THREAD) {
		json_object_set_new(object, "pid",
				    json_integer(p->process->who.tgid));
		json_object_set_new(object, "tid", json_integer(p->tid));
	}
	if (p->kind == CW_SUBJECT_EXECUTABLE)
		json_object_set_new(object, "exe_path", json_text(p->who.exe));
	if (p->kind == CW_SUBJECT_TENANT ||
	    (p->kind == CW_SUBJECT_EXECUTABLE && !p->any_tenant))
		json_object_set_new(object, "cgroup_path",
				    json_text(p->who.cgroup));
	if (p->kind != CW_SUBJECT_THREAD && p->one_user)
		json_object_set_new(object, "uid", json_integer(p->who.uid));
	return object;
}

json_t *trace_json(const struct trace *t)
{
	static const char *const lists[CW_SUBJECT_KINDS] = {
		[CW_SUBJECT_PROCESS] = "processes",
		[CW_SUBJECT_THREAD] = "threads",
		[CW_SUBJECT_EXECUTABLE] = "executables",
		[CW_SUBJECT_TENANT] = "tenants",
	};
	const struct cw_verdicts *v = t->verdicts;
	json_t *object = json_object(), *array;
	const struct cw_replay_finding *f;
	const struct cw_subject *p;
	unsigned int kind;

	json_object_set_new(object, "file", json_text(t->path));
	json_object_set_new(object, "backend",
			    json_text(t->notes[NOTE_BACKEND]));
	if (*t->notes[NOTE_HOST])
		json_object_set_new(object, "host",
				    json_text(t->notes[NOTE_HOST]));
	json_object_set_new(object, "created_ns", json_u64(t->created_ns));
	if (t->boot_ns)
		json_object_set_new(object, "boot_realtime_ns",
				    json_u64(t->boot_ns));
	json_object_set_new(object, "rate_hz", json_integer(t->rate_hz));
	json_object_set_new(object, "register_state",
			    json_boolean(t->registers));
	json_object_set_new(object, "complete",
			    json_boolean(!t->torn && !t->damaged));
	json_object_set_new(object, "samples_user", json_u64(v->samples_user));
	json_object_set_new(object, "samples_kernel",
			    json_u64(v->samples_kernel));
	json_object_set_new(object, "samples_guest", json_u64(v->samples_guest));
	json_object_set_new(object, "lost", json_u64(v->lost));
	json_object_set_new(object, "first_ns", json_u64(v->first_ns));
	json_object_set_new(object, "last_ns", json_u64(v->last_ns));
	array = json_array();
	for (f = v->findings; f; f = f->next)
		json_array_append_new(array, finding_json(f));
	json_object_set_new(object, "findings", array);
	json_object_set(object, "known_findings", t->known);
	for (kind = 0; kind < CW_SUBJECT_KINDS; kind++) {
		array = json_array();
		for (p = v->subjects.first; p; p = p->next)
			if (p->kind == kind)
				json_array_append_new(array,
					kind == CW_SUBJECT_PROCESS ?
					process_json(p) : subject_json(p));
		json_object_set_new(object, lists[kind], array);
	}
	return object;
}
