// SPDX-License-Identifier: GPL-2.0-only
/* act: stop, continue, kill, freeze, thaw or throttle one process, or a tenant. */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "act.h"
#include "act_tenant.h"
#include "cgroup.h"
#include "escape.h"
#include "hiding.h"
#include "identity.h"
#include "json.h"
#include "target.h"
#include "tool.h"

#define THROTTLE_DEFAULT	10	/* per cent of one CPU */
#define TENANT			"tenant:"
#define SETTLE_MS		5000	/* how long an act may take to show */

/**
 * struct act - one act under way
 * @action:  row of the table of actions
 * @percent: throttle: of one CPU
 * @id:      of the process
 * @source:  where @id is from
 * @held:    hold of the process
 * @hiding:  how /proc hides it, empty if it does not
 * @cg:      its cgroup, for the acts that need it
 * @plan:    what is to be done, in words
 * @result:  what is true now, in words
 */
struct act {
	const struct action *action;
	unsigned int percent;
	struct identity id;
	char source[128];
	struct held held;
	char hiding[HIDING_TEXT_LEN];
	struct cgroup cg;
	char plan[CGROUPFS_TEXT_LEN];
	char result[CGROUPFS_TEXT_LEN];
};

/**
 * struct action - a kind of act
 * @name: as typed
 * @plan: fills act.plan; 0, or enum exit_code with the reason in act.plan
 * @run:  does it; 0, or enum exit_code; act.result tells in both cases
 */
struct action {
	const char *name;
	int (*plan)(struct act *a);
	int (*run)(struct act *a);
};

static void pause_ms(int ms)
{
	struct timespec ts = { .tv_nsec = ms * 1000000L };

	nanosleep(&ts, NULL);
}

/* Wait until the process is stopped, or is not; false if it does not come. */
static bool wait_stopped(struct act *a, bool want)
{
	int ms;

	for (ms = 0; ms < SETTLE_MS; ms += 10) {
		char state = held_state(&a->held);

		if (state == '?')
			return false;
		if ((state == 'T') == want)
			return true;
		pause_ms(10);
	}
	return false;
}

static bool wait_exited(struct act *a)
{
	int ms;

	for (ms = 0; ms < SETTLE_MS; ms += 10) {
		if (!held_alive(&a->held))
			return true;
		pause_ms(10);
	}
	return false;
}

__printf(3, 4)
static int say(struct act *a, int code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(a->result, sizeof(a->result), fmt, ap);
	va_end(ap);
	return code;
}

static int send_signal(struct act *a, int sig, const char *name)
{
	int err = held_signal(&a->held, sig);

	if (err == -EPERM)
		return say(a, EXIT_NOT_PERMITTED,
			   "not permitted to send %s to process %d: run this as root",
			   name, a->id.pid);
	if (err)
		return say(a, EXIT_FAILED,
			   "cannot send %s to process %d: %s", name,
			   a->id.pid, strerror(-err));
	return 0;
}

static int plan_stop(struct act *a)
{
	snprintf(a->plan, sizeof(a->plan),
		 "send SIGSTOP to process %d", a->id.pid);
	return 0;
}

static int run_stop(struct act *a)
{
	int code = send_signal(a, SIGSTOP, "SIGSTOP");

	if (code)
		return code;
	if (!wait_stopped(a, true))
		return say(a, EXIT_FAILED,
			   "SIGSTOP was sent, but process %d was not seen to stop",
			   a->id.pid);
	return say(a, 0, "process %d is stopped", a->id.pid);
}

static int plan_cont(struct act *a)
{
	snprintf(a->plan, sizeof(a->plan),
		 "send SIGCONT to process %d", a->id.pid);
	return 0;
}

static int run_cont(struct act *a)
{
	static struct cgroup cg;	/* only looked at */
	int code = send_signal(a, SIGCONT, "SIGCONT");

	if (code)
		return code;
	if (!wait_stopped(a, false))
		return say(a, EXIT_FAILED,
			   "SIGCONT was sent, but process %d was not seen to go on",
			   a->id.pid);
	if (!cgroup_locate(&cg, &a->id, &a->held, a->result) &&
	    cgroup_frozen(&cg))
		return say(a, EXIT_FAILED,
			   "SIGCONT was sent, but process %d is frozen in the cgroup %s: see act thaw",
			   a->id.pid, shown(cg.home));
	return say(a, 0, "process %d is running again", a->id.pid);
}

static int plan_kill(struct act *a)
{
	snprintf(a->plan, sizeof(a->plan),
		 "send SIGKILL to process %d", a->id.pid);
	return 0;
}

static int run_kill(struct act *a)
{
	/* A cgroup that freeze or throttle made for the process is removed. */
	static struct cgroup cg;
	bool swept = !cgroup_locate(&cg, &a->id, &a->held, a->result);
	int code = send_signal(a, SIGKILL, "SIGKILL");

	if (code)
		return code;
	if (!wait_exited(a))
		return say(a, EXIT_FAILED,
			   "SIGKILL was sent, but process %d was not seen to exit",
			   a->id.pid);
	if (swept)
		cgroup_sweep(&cg);
	return say(a, 0, "process %d has exited", a->id.pid);
}

/* "the cgroup X", or how the process gets one. */
static int plan_cgroup(struct act *a, const char *verb, const char *what)
{
	int code = cgroup_locate(&a->cg, &a->id, &a->held, a->plan);

	if (code)
		return code;
	if (a->cg.move)
		snprintf(a->plan, sizeof(a->plan),
			 "move process %d from the cgroup %s, which it shares, to a new one, %s, and %s that%s",
			 a->id.pid, shown(a->cg.home), shown(a->cg.target),
			 verb, what);
	else
		snprintf(a->plan, sizeof(a->plan),
			 "%s the cgroup %s of process %d%s", verb,
			 shown(a->cg.target), a->id.pid, what);
	return 0;
}

static int plan_freeze(struct act *a)
{
	return plan_cgroup(a, "freeze", "");
}

static int run_freeze(struct act *a)
{
	int code = cgroup_freeze(&a->cg, &a->id, &a->held, a->result);

	if (code)
		return code;
	return say(a, 0, "process %d is frozen in the cgroup %s", a->id.pid,
		   shown(a->cg.target));
}

static int plan_throttle(struct act *a)
{
	char what[64];

	snprintf(what, sizeof(what), " to %u %% of one CPU", a->percent);
	return plan_cgroup(a, "throttle", what);
}

static int run_throttle(struct act *a)
{
	int code = cgroup_throttle(&a->cg, &a->id, &a->held, a->percent,
				   a->result);

	if (code)
		return code;
	return say(a, 0,
		   "process %d is throttled to %u %% of one CPU in the cgroup %s%s%s",
		   a->id.pid, a->percent, shown(a->cg.target),
		   *a->cg.opened ? "; for that the cpu controller was enabled in: " : "",
		   shown(a->cg.opened));
}

static int plan_thaw(struct act *a)
{
	int code = cgroup_locate(&a->cg, &a->id, &a->held, a->plan);

	if (code)
		return code;
	if (!cgroup_thawable(&a->cg)) {
		snprintf(a->plan, sizeof(a->plan),
			 "process %d is neither frozen nor throttled: there is nothing to undo",
			 a->id.pid);
		return EXIT_FAILED;
	}
	if (a->cg.ours)
		snprintf(a->plan, sizeof(a->plan),
			 "thaw process %d, move it back and remove the cgroup %s",
			 a->id.pid, shown(a->cg.home));
	else
		snprintf(a->plan, sizeof(a->plan),
			 "thaw the cgroup %s of process %d%s and restore its CPU limit",
			 shown(a->cg.home), a->id.pid,
			 a->cg.move ? ", which it shares," : "");
	return 0;
}

static int run_thaw(struct act *a)
{
	int code = cgroup_thaw(&a->cg, a->result);

	if (code)
		return code;
	return say(a, 0, "process %d is neither frozen nor throttled any more",
		   a->id.pid);
}

static const struct action actions[] = {
	{ "stop", plan_stop, run_stop },
	{ "cont", plan_cont, run_cont },
	{ "kill", plan_kill, run_kill },
	{ "freeze", plan_freeze, run_freeze },
	{ "thaw", plan_thaw, run_thaw },
	{ "throttle", plan_throttle, run_throttle },
};

/* "throttle=25" and the like; 0 or EXIT_USAGE. */
static int parse_action(struct act *a, const char *text)
{
	uint64_t most = 100 * (uint64_t)sysconf(_SC_NPROCESSORS_ONLN);
	size_t len = strcspn(text, "=");
	uint64_t percent;
	size_t i;

	a->percent = THROTTLE_DEFAULT;
	for (i = 0; i < ARRAY_SIZE(actions); i++)
		if (strlen(actions[i].name) == len &&
		    !strncmp(text, actions[i].name, len))
			a->action = &actions[i];
	if (!a->action)
		return fail(EXIT_USAGE,
			    "unknown action '%s': use stop, cont, kill, freeze, thaw or throttle[=PERCENT]",
			    shown(text));
	if (!text[len])
		return 0;
	if (a->action->run != run_throttle)
		return fail(EXIT_USAGE, "the action '%s' takes no value",
			    a->action->name);
	if (!parse_number(text + len + 1, most, &percent) || !percent)
		return fail(EXIT_USAGE,
			    "'%s' is no percentage of one CPU: use 1 to %" PRIu64,
			    shown(text + len + 1), most);
	a->percent = percent;
	return 0;
}

int act_on_process(const struct identity *id, const char *action,
		   unsigned int percent, char *text)
{
	static struct act a;
	char why[IDENTITY_TEXT_LEN];
	size_t i;
	int code;

	memset(&a, 0, sizeof(a));
	for (i = 0; i < ARRAY_SIZE(actions); i++)
		if (!strcmp(actions[i].name, action))
			a.action = &actions[i];
	a.id = *id;
	a.percent = percent;
	code = identity_refused(id->pid, why) ? EXIT_FAILED :
	       identity_hold(&a.id, &a.held, why);
	if (code) {
		snprintf(text, ACT_TEXT_LEN, "%s", why);
		return code;
	}
	code = a.action->plan(&a);
	if (code)
		say(&a, code, "%s", a.plan);
	else
		code = a.action->run(&a);
	snprintf(text, ACT_TEXT_LEN, "%s", a.result);
	identity_release(&a.held);
	return code;
}

/*
 * A parent that ends is replaced at once. So who had that pid when he was looked
 * at is the parent, if the child has this parent afterwards.
 */
static bool parent_of(const struct identity *child, pid_t pid,
		      struct identity *parent)
{
	struct proc_stat stat;
	struct held held;
	char text[IDENTITY_TEXT_LEN];
	bool is;

	if (identity_hold(child, &held, text))
		return false;
	is = !identity_of_pid(parent, pid) &&
	     !proc_stat(held.procfd, &stat) && stat.ppid == pid &&
	     held_alive(&held);
	identity_release(&held);
	return is;
}

int act_on_parent(const struct identity *id, pid_t parent, const char *action,
		  unsigned int percent, char *text)
{
	struct identity who;

	if (parent_of(id, parent, &who))
		return act_on_process(&who, action, percent, text);
	snprintf(text, ACT_TEXT_LEN,
		 "process %d is not, or no more, the parent of process %d",
		 parent, id->pid);
	return EXIT_FAILED;
}

/* Could a bare number mean this pid? Not if it may never be acted upon. */
static bool plausible_pid(uint64_t number)
{
	char text[IDENTITY_TEXT_LEN];
	struct proc_stat stat;
	int procfd, err;

	if (number > INT32_MAX || identity_refused(number, text))
		return false;
	procfd = proc_open(number);
	if (procfd < 0)
		return false;
	err = proc_stat(procfd, &stat);
	close(procfd);
	return !err && !(stat.flags & PROC_PF_KTHREAD);
}

static int identify_pid(struct act *a, pid_t pid)
{
	int err = identity_of_pid(&a->id, pid);

	if (err == -ENOENT || err == -ESRCH)
		return fail(EXIT_FAILED, "there is no process %d", pid);
	if (err)
		return fail(EXIT_FAILED, "cannot read the stat of process %d: %s", pid,
			    strerror(-err));
	snprintf(a->source, sizeof(a->source),
		 "/proc just now: there is no finding about it");
	return 0;
}

static int identify(struct act *a, struct target *t, const char *text)
{
	const struct finding *f = &t->finding;

	if (t->has_finding && !finding_open(f))
		return fail(EXIT_FAILED,
			    "finding %" PRIu64
			    " is closed (%s): there is nothing to act on; a process is named by pid:NUMBER",
			    f->id, name_of(close_reason_names,
					   f->close_reason));
	if (t->has_finding && f->subject == CPUWARDEN_SUBJECT_TENANT &&
	    f->cgroup_hierarchy)
		return fail(EXIT_FAILED,
			    "finding %" PRIu64
			    " is about the tenant %s of cgroup v1: tenants are acted upon in cgroup v2 only, name a process as pid:NUMBER",
			    f->id, shown(f->cgroup_path));
	if (t->has_finding && f->subject == CPUWARDEN_SUBJECT_TENANT)
		return fail(EXIT_FAILED,
			    "finding %" PRIu64
			    " is about the tenant %s: to act on all that is in it say " TENANT "%" PRIu64,
			    f->id, shown(f->cgroup_path), f->cgroup_id);
	if (t->has_finding && f->subject != CPUWARDEN_SUBJECT_PROCESS)
		return fail(EXIT_FAILED,
			    "finding %" PRIu64
			    " is about an executable %s, not about one process: name the process as pid:NUMBER",
			    f->id, shown(f->exe_path));
	if (t->has_finding) {
		if (t->form == TARGET_ANY && f->id == t->number &&
		    f->pid != t->number && plausible_pid(t->number))
			return fail(EXIT_USAGE,
				    "%" PRIu64
				    " is a finding (about process %u) and a process: say id:%s or pid:%s",
				    f->id, f->pid, text, text);
		/*
		 * Since the finding the process may have called execve(). The
		 * user wants the new program only if they named the process.
		 */
		if (t->form == TARGET_PID && t->has_process &&
		    t->process.start_ns == f->start_ns) {
			identity_of_process(&a->id, &t->process);
			snprintf(a->source, sizeof(a->source),
				 "the kernel's record of the process; finding %" PRIu64 " is about it",
				 f->id);
			return 0;
		}
		identity_of_finding(&a->id, f);
		snprintf(a->source, sizeof(a->source), "finding %" PRIu64,
			 f->id);
		return 0;
	}
	/*
	 * The number may be the id of a finding that the module has forgotten.
	 * Do not act on a process that has this number as pid by chance.
	 */
	if (t->form == TARGET_ANY)
		return fail(EXIT_FAILED,
			    "there is no finding %s, nor an open one about a process %s: to act on a process without a finding say pid:NUMBER",
			    text, text);
	if (t->has_process) {
		identity_of_process(&a->id, &t->process);
		snprintf(a->source, sizeof(a->source),
			 "the kernel's record of the process: there is no finding about it");
		return 0;
	}
	return identify_pid(a, t->number);
}

/*
 * A process can be acted upon without the module, if it is named as one: a
 * bare number might be the id of a finding.
 */
static int look_up(struct act *a, const char *text)
{
	struct target t;
	struct nl nl;
	int code;

	code = target_parse(&t, text);
	if (code)
		return code;
	if (t.form == TARGET_PID && nl_open(&nl) == -ENOENT)
		return identify_pid(a, t.number);
	if (t.form == TARGET_PID)
		nl_close(&nl);

	code = nl_connect(&nl);
	if (code) {
		if (code == EXIT_NO_MODULE && t.form == TARGET_ANY)
			warn("without the module a process must be named as pid:%s",
			     text);
		return code;
	}
	code = target_resolve(&t, &nl);
	if (!code)
		code = identify(a, &t, text);
	target_free(&t);
	nl_close(&nl);
	return code;
}

static void report(const struct act *a, bool done)
{
	json_t *doc, *act;

	if (!opt.json) {
		printf("process %d (%s), identity from %s\n", a->id.pid,
		       shown(a->held.stat.comm), a->source);
		if (*a->hiding)
			printf("hidden: %s\n", a->hiding);
		if (done)
			printf("did: %s\nnow: %s\n", a->plan, a->result);
		else
			printf("would %s\ndry run, nothing was done: add --yes to do it\n",
			       a->plan);
		return;
	}
	doc = json_document("act");
	act = json_pack("{s:s, s:i, s:o, s:o, s:s, s:o, s:b, s:b}",
			"action", a->action->name,
			"pid", (int)a->id.pid,
			"start_ticks", json_u64(a->id.start_ticks),
			"comm", json_text(a->held.stat.comm),
			"identity", a->source,
			"plan", json_words(a->plan),
			"dry_run", !opt.yes,
			"done", done);
	if (a->action->run == run_throttle)
		json_object_set_new(act, "percent", json_integer(a->percent));
	if (*a->cg.target)
		json_object_set_new(act, "cgroup", json_text(a->cg.target));
	if (*a->hiding)
		json_object_set_new(act, "hiding", json_words(a->hiding));
	if (done)
		json_object_set_new(act, "result", json_words(a->result));
	json_object_set_new(doc, "act", act);
	json_print(doc);
}

int cmd_act(int argc, char **argv)
{
	static struct act a;
	char why[IDENTITY_TEXT_LEN];
	int code;

	(void)argc;
	code = parse_action(&a, argv[0]);
	if (!code && !strncmp(argv[1], TENANT, strlen(TENANT)))
		return act_on_tenant(a.action->name, a.percent,
				     argv[1] + strlen(TENANT));
	if (!code)
		code = look_up(&a, argv[1]);
	if (code)
		return code;
	if (identity_refused(a.id.pid, why))
		return fail(EXIT_FAILED, "%s", why);
	code = identity_hold(&a.id, &a.held, why);
	if (code)
		return fail(code, "%s", why);
	if (!hiding_of(a.id.pid, a.hiding) || !held_alive(&a.held))
		a.hiding[0] = '\0';

	code = a.action->plan(&a);
	if (code) {
		fail(code, "%s", a.plan);
	} else if (opt.yes) {
		code = a.action->run(&a);
		if (code)
			fail(code, "%s", a.result);
	}
	if (!code)
		report(&a, opt.yes);
	else if (*a.hiding)
		warn("%s", a.hiding);
	identity_release(&a.held);
	return code;
}
