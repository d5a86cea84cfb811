// SPDX-License-Identifier: GPL-2.0-only
/* show: everything about one finding or one process. */
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "container.h"
#include "covert.h"
#include "escape.h"
#include "hiding.h"
#include "layer.h"
#include "human.h"
#include "machine.h"
#include "peers.h"
#include "proc.h"
#include "target.h"
#include "term.h"
#include "tool.h"
#include "views.h"

/* Evidence of less weight is not shown if it was never seen. */
#define NOISE_MILLI	1000

static void heading(const char *text)
{
	printf("%s%s%s\n", color_on(COLOR_BOLD), text, color_off(COLOR_BOLD));
}

__printf(2, 3)
static void line(const char *name, const char *fmt, ...)
{
	va_list ap;

	printf("  %-12s", name);
	va_start(ap, fmt);
	vprintf(fmt, ap);
	va_end(ap);
	putchar('\n');
}

/* What a finding and a process record have in common: who it is. */
struct who {
	uint32_t pid;
	uint64_t start_ns;
	const char *comm;
	bool user_known;
	uint32_t uid;
	const char *exe_path;
	uint32_t exe_flags;
	uint64_t cgroup_id;
	uint32_t cgroup_hierarchy;
	const char *cgroup_path;
	uint32_t threads;
	uint32_t origin;
	bool runs_guest;
};

static void print_origin(uint32_t origin)
{
	static const char *const words[] = {
		"a file", "anonymous memory (a JIT compiler or an unpacker)",
		"a memfd", "writable and executable at once",
		"execute-only", "the kernel's vdso",
		"a file that has no name any more",
	};
	const char *sep = "";
	unsigned int i;

	printf("  %-12s", "code in");
	for (i = 0; i < ARRAY_SIZE(words); i++) {
		if (!(origin >> i & 1))
			continue;
		printf("%s%s", sep, words[i]);
		sep = ", ";
	}
	puts(origin ? "" : "not known yet");
}

/* The kernel's name of a deleted file mostly says so itself. */
static bool says_deleted(const char *path)
{
	static const char suffix[] = " (deleted)";
	size_t len = path ? strlen(path) : 0;

	return len >= strlen(suffix) &&
	       !strcmp(path + len - strlen(suffix), suffix);
}

static void print_exe(const struct who *w)
{
	uint32_t flags = w->exe_flags;
	const char *state = "";

	if (flags & CPUWARDEN_EXE_FLAG_MEMFD)
		state = ", in memory only (memfd)";
	else if (flags & CPUWARDEN_EXE_FLAG_REPLACED)
		state = ", and another program has its name now: an upgrade?";
	else if (flags & CPUWARDEN_EXE_FLAG_TMPFS)
		state = ", which was in memory only (tmpfs)";
	line("executable", "%s%s%s", w->exe_path ? shown(w->exe_path) : "unknown",
	     flags & CPUWARDEN_EXE_FLAG_DELETED && !says_deleted(w->exe_path) ?
	     " (deleted)" : "", state);
	if (flags & CPUWARDEN_EXE_FLAG_EXCHANGED)
		line("exchanged", "another file was put in its place without execve(): /proc/%" PRIu32 "/exe lies",
		     w->pid);
	if (layer_is_upper(w->pid, w->start_ns))
		line("layer", "written into its container, or changed there: it did not come with the image");
}

/*
 * How /proc hides this process; NULL if it has exited or is not hidden. The
 * text stays valid until the next call.
 */
static const char *hiding(uint32_t pid, uint64_t start_ns)
{
	static char text[HIDING_TEXT_LEN];
	struct proc_stat stat;
	int procfd = pid ? proc_open(pid) : -1;
	bool hides;

	if (procfd < 0)
		return NULL;
	hides = hiding_of(pid, text);
	/* A process that is hidden can only be read in a procfs of our own. */
	if (hides && proc_is_private())
		hides = !proc_stat(procfd, &stat) &&
			stat.start_ticks == proc_ticks(start_ns);
	close(procfd);
	return hides ? text : NULL;
}

static void print_user(const struct who *w)
{
	struct container c;

	if (w->cgroup_path && container_find(w->cgroup_path, &c))
		line("user", "%" PRIu32 ", of the container: no user of this host",
		     w->uid);
	else
		line("user", "%s (%" PRIu32 ")",
		     user_shown(w->uid, w->cgroup_path), w->uid);
}

static void print_machine(const struct who *w)
{
	const char *name = machine_shown(w->pid, w->start_ns);

	line("machine", "a virtual machine%s%s", name ? ", by its own words: " : "",
	     name ? name : "");
}

/* A pool is at the other end, or whoever passes its work on. */
static void print_peers(const struct who *w)
{
	struct peers peers;
	size_t i;

	peers_of_process(&peers, w->pid, w->start_ns);
	for (i = 0; i < peers.n; i++)
		line(i ? "" : "talks to", "%s", peers.names[i]);
	if (peers.more)
		line("", "and %zu more", peers.more);
}

static void print_who(const struct who *w)
{
	const char *hidden = hiding(w->pid, w->start_ns);
	char buf[HUMAN_LEN], owner[OWNER_LEN];
	struct container container;

	heading("who");
	if (w->pid)
		line("process", "%" PRIu32 " (%s), started %s ago", w->pid,
		     shown(w->comm), human_duration(buf, since(w->start_ns)));
	else
		line("processes", "several, too short-lived to name one");
	/* Short-lived processes may be of several, or of a new one each. */
	if (w->pid || w->exe_path)
		print_exe(w);
	if (w->user_known)
		print_user(w);
	if (hidden)
		line("hidden", "%s", hidden);
	/* Of version 1 it cannot be acted upon by its id. */
	if (!w->cgroup_id && !w->cgroup_path)
		line("cgroup", "not known, or several");
	else if (w->cgroup_hierarchy)
		line("cgroup", "%s (version 1)", shown(w->cgroup_path));
	else
		line("cgroup", "%s, tenant:%" PRIu64, shown(w->cgroup_path),
		     w->cgroup_id);
	if (w->cgroup_path)
		line("owner", "%s", shown(owner_of(w->cgroup_path, owner)));
	if (w->cgroup_path && container_find(w->cgroup_path, &container))
		line("container", "%s %.*s", container.engine,
		     container_width(&container), shown(container.id));
	if (!w->pid)
		return;
	if (w->runs_guest)
		print_machine(w);
	line("threads", "%" PRIu32, w->threads);
	print_origin(w->origin);
	print_peers(w);
}

/* What surrounds the code has no weight: it is so, or is not told. */
static bool is_fact(const struct evidence *e)
{
	return !e->weight_milli && e->hits;
}

/* Facts first: they tell people most. */
static int by_weight(const void *left, const void *right)
{
	const struct evidence *a = left;
	const struct evidence *b = right;
	int64_t wa = llabs(a->weight_milli);
	int64_t wb = llabs(b->weight_milli);

	if (is_fact(a) != is_fact(b))
		return is_fact(a) ? -1 : 1;
	return wa > wb ? -1 : wa < wb;
}

static void print_evidence(const struct vec *evidence)
{
	const struct evidence *e = evidence->items;
	char share[HUMAN_LEN], count[HUMAN_LEN], score[HUMAN_LEN];
	size_t i;

	heading("evidence");
	if (!evidence->n) {
		puts("  none was handed over");
		return;
	}
	qsort(evidence->items, evidence->n, sizeof(*e), by_weight);
	for (i = 0; i < evidence->n; i++) {
		/* what was never seen, and hardly speaks for or against */
		if (!e[i].hits && llabs(e[i].weight_milli) < NOISE_MILLI)
			continue;
		printf("  %s", shown(e[i].text ? e[i].text : e[i].name));
		if (is_fact(&e[i])) {
			putchar('\n');
			continue;
		}
		if (e[i].trials)
			printf(" in %s of %s samples",
			       human_ratio(share, e[i].hits, e[i].trials),
			       human_count(count, e[i].trials));
		/* of guests there is no model */
		if (e[i].weight_milli)
			printf(" (%s)", human_score(score, e[i].weight_milli));
		putchar('\n');
	}
}

/* The row of @name in the module's table of families, if it can be had. */
static const struct family *find_family(const struct vec *families,
					const char *name)
{
	const struct family *f = families->items;
	size_t i;

	for (i = 0; name && i < families->n; i++)
		if (!strcmp(f[i].name, name))
			return &f[i];
	return NULL;
}

/* How it spares itself, so that nobody notices. */
static void print_duty(const struct finding *f)
{
	static const char *const words[] = {
		"it is stopped", "it waits for a CPU, or for its quota",
		"it sleeps",
	};
	char share[HUMAN_LEN], rests[128] = "";
	size_t i, len = 0;

	if (!f->duty_bp)
		return;
	for (i = 0; i < ARRAY_SIZE(words); i++)
		if (f->rests & 1u << i)
			len += snprintf(rests + len, sizeof(rests) - len,
					"%s%s", len ? ", " : "; else ",
					words[i]);
	line("duty", "its threads compute %s of the time%s",
	     human_share(share, f->duty_bp), rests);
}

static void print_what(const struct finding *f, const struct vec *families)
{
	const struct family *family = find_family(families, f->family);
	const struct family *second = find_family(families, f->runner_up);
	char a[HUMAN_LEN], b[HUMAN_LEN], date[HUMAN_LEN];
	enum color color = verdict_color(f->verdict);

	heading("what");
	line("verdict", "%s%s%s%s", color_on(color),
	     name_of(verdict_names, f->verdict), color_off(color),
	     f->acked ? ", acknowledged" :
	     f->changed ? ", changed since it was acknowledged" : "");
	line("family", "%s", family_shown(f));
	if (family && family->used_by && *family->used_by)
		line("used by", "%s%s", shown(family->used_by),
		     family->mining_only ? "; nothing but miners runs it" :
		     "; benign programs run it too");
	if (f->rule && *f->rule)
		line("rule", "%s", shown(f->rule));
	if (rule_of_guest(f->rule))
		line("seen", "the guest's rounding modes in %s samples, none of its code",
		     human_count(b, f->samples));
	else
		line("score", "%s after %s samples",
		     human_score(a, f->score_milli),
		     human_count(b, f->samples));
	if (f->runner_up && *f->runner_up)
		line("runner-up", "%s (%s)",
		     second && second->title ? shown(second->title) :
		     family_named(f->runner_up),
		     human_score(a, f->runner_up_milli));

	heading("since");
	line("opened", "%s, %s ago, first evidence %s before",
	     human_date(date, realtime_ns() - since(f->opened_ns)),
	     human_duration(a, since(f->opened_ns)),
	     human_duration(b, f->opened_ns > f->first_ns ?
			    f->opened_ns - f->first_ns : 0));
	if (f->times > 1)
		line("times", "%" PRIu32 ", at worst %s before", f->times,
		     name_of(verdict_names, f->verdict_before));
	if (finding_open(f))
		line("updated", "%s ago",
		     human_duration(a, since(f->updated_ns)));
	else
		line("closed", "%s ago: %s",
		     human_duration(a, since(f->closed_ns)),
		     name_of(close_reason_names, f->close_reason));
	line("took", "%s of CPU time since the first evidence: %s of one CPU",
	     human_duration(a, f->cpu_ns), human_share(b, f->share_bp));
	print_duty(f);
	line("energy", "about %s, if a busy CPU takes %u W",
	     human_energy(a, human_cpu_joules(f->cpu_ns)), HUMAN_CPU_WATTS);
}

static void print_finding(const struct finding *f, const struct vec *families)
{
	struct who who = {
		.pid = f->pid, .start_ns = f->start_ns, .comm = f->comm,
		.user_known = has(f, CPUWARDEN_A_FINDING_UID), .uid = f->uid,
		.exe_path = f->exe_path,
		.exe_flags = f->exe_flags, .cgroup_id = f->cgroup_id,
		.cgroup_hierarchy = f->cgroup_hierarchy,
		.cgroup_path = f->cgroup_path,
		.threads = f->threads, .origin = f->origin,
		.runs_guest = rule_of_guest(f->rule),
	};

	printf("finding %" PRIu64 ", about %s %s\n", f->id,
	       f->subject == CPUWARDEN_SUBJECT_EXECUTABLE ? "an" : "a",
	       name_of(subject_names, f->subject));
	print_what(f, families);
	print_who(&who);
	covert_print(f->covert);
	kin_print(f);
	print_evidence(&f->evidence);
}

static int by_count(const void *left, const void *right)
{
	const struct mix *a = left;
	const struct mix *b = right;

	return a->count > b->count ? -1 : a->count < b->count;
}

static void print_process(const struct process *p)
{
	struct who who = {
		.pid = p->pid, .start_ns = p->start_ns, .comm = p->comm,
		.user_known = true, .uid = p->uid,
		.exe_path = p->exe_path,
		.exe_flags = p->exe_flags, .cgroup_id = p->cgroup_id,
		.cgroup_hierarchy = p->cgroup_hierarchy,
		.cgroup_path = p->cgroup_path,
		.threads = p->threads, .origin = p->origin,
		.runs_guest = p->samples_guest,
	};
	struct mix *mix = p->mix.items;
	char a[HUMAN_LEN], b[HUMAN_LEN];
	uint64_t total = 0;
	size_t i;

	print_who(&who);
	covert_print(p->covert);
	heading("seen");
	line("verdict", "%s", name_of(verdict_names, p->verdict));
	if (p->family && *p->family)
		line("family", "%s (%s)", family_named(p->family),
		     human_score(a, p->score_milli));
	line("samples", "%s user, %s kernel",
	     human_count(a, p->samples_user),
	     human_count(b, p->samples_kernel));
	if (p->samples_guest)
		line("guest", "%s samples inside it, %s of the CPU time",
		     human_count(a, p->samples_guest),
		     human_ratio(b, p->guest_ns, p->cpu_ns));
	line("unreadable", "%s of the user samples, %s for good",
	     human_ratio(a, p->samples_unreadable, p->samples_user),
	     human_ratio(b, p->samples_without_code, p->samples_user));
	line("rounding", "changed in %s of the user samples",
	     human_ratio(a, p->samples_rounding, p->samples_user));
	line("CPU time", "%s, last seen %s ago",
	     human_duration(a, p->cpu_ns),
	     human_duration(b, since(p->last_ns)));

	if (has(p, CPUWARDEN_A_PROCESS_CYCLES) &&
	    has(p, CPUWARDEN_A_PROCESS_INSTRUCTIONS) && p->cycles)
		line("counters", "%.2f instructions per cycle over %s",
		     (double)p->instructions / p->cycles,
		     human_duration(a, p->counter_ns));

	heading("instructions");
	if (!p->mix.n) {
		puts("  none decoded yet");
		return;
	}
	qsort(mix, p->mix.n, sizeof(*mix), by_count);
	for (i = 0; i < p->mix.n; i++)
		total += mix[i].count;
	for (i = 0; i < p->mix.n && mix[i].count; i++)
		line(shown(mix[i].op), "%8s  %s",
		     human_ratio(a, mix[i].count, total),
		     human_count(b, mix[i].count));
}

static json_t *peers_json(uint32_t pid, uint64_t start_ns)
{
	json_t *array = json_array();
	struct peers peers;
	size_t i;

	peers_of_process(&peers, pid, start_ns);
	for (i = 0; i < peers.n; i++)
		json_array_append_new(array, json_string(peers.names[i]));
	return array;
}

static void print_json(const struct target *t, const struct vec *families)
{
	json_t *doc = json_document("show");
	const struct family *family;
	const char *hidden;

	hidden = t->has_finding ? hiding(t->finding.pid, t->finding.start_ns) :
		 hiding(t->process.pid, t->process.start_ns);
	if (hidden)
		json_object_set_new(doc, "hiding", json_words(hidden));
	json_object_set_new(doc, "upper_layer", json_boolean(
			    t->has_finding ?
			    layer_is_upper(t->finding.pid, t->finding.start_ns) :
			    layer_is_upper(t->process.pid,
					   t->process.start_ns)));
	json_object_set_new(doc, "peers", t->has_finding ?
			    peers_json(t->finding.pid, t->finding.start_ns) :
			    peers_json(t->process.pid, t->process.start_ns));
	if (t->has_finding) {
		json_t *finding = json_record(&finding_schema, &t->finding);

		family = find_family(families, t->finding.family);
		if (family && family->used_by) {
			json_object_set_new(finding, "used_by",
					    json_text(family->used_by));
			json_object_set_new(finding, "mining_only",
					    json_boolean(family->mining_only));
		}
		json_object_set_new(doc, "finding", finding);
	}
	if (t->has_process)
		json_object_set_new(doc, "process",
				    json_record(&process_schema, &t->process));
	json_print(doc);
}

/* Does a process of this number exist, that one may have meant? */
static bool is_process(uint64_t number)
{
	int procfd = number > 1 && number <= INT_MAX ? proc_open(number) : -1;

	if (procfd < 0)
		return false;
	close(procfd);
	return true;
}

/* A number that is a finding and a pid shows the finding: say so. */
static void print_target(const struct target *t, const struct vec *families)
{
	if (t->has_finding)
		print_finding(&t->finding, families);
	else
		print_process(&t->process);
	if (t->has_finding && t->form == TARGET_ANY &&
	    t->finding.id == t->number && t->finding.pid != t->number &&
	    is_process(t->number))
		printf("\nfor the process with this number: cpuwarden show pid:%" PRIu64 "\n",
		       t->number);
}

int cmd_show(int argc, char **argv)
{
	struct vec families = { 0 };
	struct target t;
	struct nl nl;
	int code;

	(void)argc;
	code = target_parse(&t, argv[0]);
	if (code)
		return code;
	code = nl_connect(&nl);
	if (code)
		return code;
	code = target_resolve(&t, &nl);
	if (!code && !t.has_finding && !t.has_process)
		code = fail(EXIT_FAILED,
			    "there is no finding and no sampled process %" PRIu64
			    ": it may not have run since the module was loaded",
			    t.number);
	if (!code) {
		/* If this fails the explanation is shorter, no more. */
		if (t.has_finding)
			nl_dump(&nl, CPUWARDEN_CMD_FAMILY_GET, &family_schema,
				&families);
		if (opt.json)
			print_json(&t, &families);
		else
			print_target(&t, &families);
	}
	vec_free(&families, &family_schema);
	target_free(&t);
	nl_close(&nl);
	return code;
}
