// SPDX-License-Identifier: GPL-2.0-only
/*
 * Freezing and throttling real processes, and tenants. Needs root and cgroup v2; what the
 * machine lacks is skipped, by name. All happens below one cgroup that is
 * made for it and removed again.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <inttypes.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "tap.h"
#include "tenant.h"
#include "tool.h"

static char text[CGROUPFS_TEXT_LEN];
static char where[PATH_MAX];
static char base[64];

/* The absolute name of @file in the cgroup @path. */
static const char *name(const char *path, const char *file)
{
	static char full[2 * PATH_MAX];

	snprintf(full, sizeof(full), "%s%s/%s", where, path, file);
	return full;
}

static bool put(const char *path, const char *file, const char *value)
{
	int fd = open(name(path, file), O_WRONLY | O_CLOEXEC);
	bool good = fd >= 0 &&
		    write(fd, value, strlen(value)) == (ssize_t)strlen(value);

	if (fd >= 0)
		close(fd);
	return good;
}

static const char *get(const char *path, const char *file)
{
	static char value[512];
	int fd = open(name(path, file), O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, value, sizeof(value) - 1);

	value[n > 0 ? n : 0] = '\0';
	value[strcspn(value, "\n")] = '\0';
	if (fd >= 0)
		close(fd);
	return value;
}

static bool exists(const char *path)
{
	return !access(name(path, ""), F_OK);
}

/* A cgroup below @base; the result stays valid for the next three calls. */
static const char *make(const char *leaf)
{
	static char paths[4][128];
	static unsigned int next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s", base, leaf);
	mkdir(name(path, ""), 0755);
	return path;
}

static void enter(const char *path, const char *file, pid_t pid)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%d", pid);
	if (!put(path, file, digits))
		printf("# cannot move %d to %s\n", pid, path);
}

static pid_t busy_in(const char *path)
{
	pid_t pid = child_busy();

	enter(path, "cgroup.procs", pid);
	return pid;
}

static pid_t threaded_in(const char *path)
{
	pid_t pid = child_threaded();

	enter(path, "cgroup.procs", pid);
	return pid;
}

/* CPU time that @pid gets in @ms, in per cent of one CPU. */
static unsigned int percent(pid_t pid, int ms)
{
	uint64_t before = child_cpu_ms(pid);

	sleep_ms(ms);
	return (child_cpu_ms(pid) - before) * 100 / ms;
}

/*
 * Does it run? Others may want the CPUs too, so there is time for it; that it
 * does not run is only seen by waiting.
 */
static bool runs(pid_t pid)
{
	uint64_t before = child_cpu_ms(pid);
	int ms;

	for (ms = 0; ms < 60000 && child_cpu_ms(pid) < before + 20; ms += 10)
		sleep_ms(10);
	return ms < 60000;
}

static bool rests(pid_t pid)
{
	uint64_t before = child_cpu_ms(pid);

	sleep_ms(500);
	return child_cpu_ms(pid) == before;
}

/* Who is meant, hold of it, and where it lives. */
struct subject {
	struct identity id;
	struct held held;
	struct cgroup cg;
};

static bool locate(struct subject *s, pid_t pid)
{
	if (identity_of_pid(&s->id, pid) ||
	    identity_hold(&s->id, &s->held, text) ||
	    cgroup_locate(&s->cg, &s->id, &s->held, text)) {
		printf("# where is %d: %s\n", pid, text);
		return false;
	}
	return true;
}

static int thaw(pid_t pid)
{
	struct subject s;
	int code;

	if (!locate(&s, pid))
		return -1;
	code = cgroup_thawable(&s.cg) ? cgroup_thaw(&s.cg, text) : -1;
	identity_release(&s.held);
	return code;
}

static int freeze(struct subject *s, pid_t pid)
{
	int code = locate(s, pid) ?
		   cgroup_freeze(&s->cg, &s->id, &s->held, text) : -1;

	identity_release(&s->held);
	if (code)
		printf("# %s\n", text);
	return code;
}

static int throttle(struct subject *s, pid_t pid, unsigned int percent)
{
	int code = locate(s, pid) ?
		   cgroup_throttle(&s->cg, &s->id, &s->held, percent, text) :
		   -1;

	identity_release(&s->held);
	if (code)
		printf("# %s\n", text);
	return code;
}

static void test_freeze_shared(void)
{
	const char *shared = make("shared");
	pid_t pid = busy_in(shared);
	pid_t other = busy_in(shared);
	struct subject s;

	ok(locate(&s, pid) && s.cg.move && !s.cg.ours &&
	   !strcmp(s.cg.home, shared) && !cgroup_thawable(&s.cg) &&
	   !exists(s.cg.target),
	   "shared: located, nothing is changed by that");
	identity_release(&s.held);
	ok(!freeze(&s, pid), "shared: frozen in %s", s.cg.target);
	ok(rests(pid), "shared: the process does not run");
	ok(runs(other), "shared: the other one does");
	ok(!thaw(pid), "shared: thawed");
	ok(runs(pid), "shared: the process runs again");
	ok(!exists(s.cg.target), "shared: the new cgroup is gone");
	ok(locate(&s, pid) && !strcmp(s.cg.home, shared),
	   "shared: the process is back");
	identity_release(&s.held);
	ok(!strcmp(get(shared, "cgroup.type"), "domain"),
	   "shared: its cgroup is as it was");
	ok(thaw(pid) == -1, "shared: there is nothing to thaw now");
	child_end(pid);
	child_end(other);
	rmdir(name(shared, ""));
}

static void test_freeze_alone(void)
{
	const char *alone = make("alone");
	pid_t pid = busy_in(alone);
	struct subject s;

	ok(!freeze(&s, pid) && !s.cg.move && !strcmp(s.cg.target, alone),
	   "alone: frozen in the cgroup it has for itself");
	ok(rests(pid), "alone: it does not run");
	ok(!thaw(pid) && runs(pid), "alone: thawed, it runs");
	child_end(pid);
	rmdir(name(alone, ""));
}

/* Another process came in after it was frozen: thaw must still thaw both. */
static void test_thaw_joined(void)
{
	const char *alone = make("alone");
	pid_t pid = busy_in(alone);
	struct subject s;
	pid_t other;

	ok(!freeze(&s, pid) && !s.cg.move, "joined: frozen alone");
	other = busy_in(alone);
	ok(rests(pid) && locate(&s, pid) && s.cg.move,
	   "joined: another one came in");
	identity_release(&s.held);
	ok(!thaw(pid) && runs(pid) && runs(other), "joined: thawed, both run");
	child_end(pid);
	child_end(other);
	rmdir(name(alone, ""));
}

/* Where a throttled process was once, an empty threaded cgroup may remain. */
static void test_freeze_leftover(void)
{
	const char *alone = make("alone");
	const char *left = make("alone/cpuwarden-1-1");
	pid_t pid = busy_in(alone);
	struct subject s;

	ok(put(left, "cgroup.type", "threaded"), "leftover: a threaded child");
	ok(!freeze(&s, pid) && !s.cg.move && rests(pid),
	   "leftover: frozen beside it");
	ok(!thaw(pid) && runs(pid), "leftover: thawed");
	child_end(pid);
	rmdir(name(left, ""));
	rmdir(name(alone, ""));
}

/* It is moved by somebody else after it was located. */
static void test_freeze_escaped(void)
{
	const char *alone = make("alone");
	const char *away = make("away");
	pid_t pid = busy_in(alone);
	char digits[16];
	struct subject s;

	snprintf(digits, sizeof(digits), "%d", pid);
	ok(locate(&s, pid) && !s.cg.move && put(away, "cgroup.procs", digits),
	   "escaped: located, then moved away");
	ok(cgroup_freeze(&s.cg, &s.id, &s.held, text) == EXIT_FAILED &&
	   strstr(text, "any more"), "escaped: said: %s", text);
	ok(runs(pid) && !strcmp(get(alone, "cgroup.freeze"), "0"),
	   "escaped: and nothing is left frozen");
	identity_release(&s.held);
	child_end(pid);
	rmdir(name(away, ""));
	rmdir(name(alone, ""));
}

/* A cgroup whose child holds a process is shared too. */
static void test_freeze_nested(void)
{
	const char *outer = make("outer");
	const char *inner = make("outer/inner");
	pid_t pid = busy_in(outer);
	pid_t other = busy_in(inner);
	struct subject s;

	ok(!freeze(&s, pid) && s.cg.move, "nested: frozen in %s",
	   s.cg.target);
	ok(runs(other), "nested: the one below runs on");
	ok(!thaw(pid) && !exists(s.cg.target), "nested: thawed");
	child_end(pid);
	child_end(other);
	rmdir(name(inner, ""));
	rmdir(name(outer, ""));
}

/* Killed while frozen: the cgroup made for it can be swept away. */
static void test_kill_frozen(void)
{
	const char *shared = make("shared");
	pid_t pid = busy_in(shared);
	pid_t other = busy_in(shared);
	struct subject s;

	ok(!freeze(&s, pid), "kill: frozen");
	ok(locate(&s, pid) && s.cg.ours, "kill: its cgroup is known as ours");
	ok(!held_signal(&s.held, SIGKILL), "kill: SIGKILL");
	child_end(pid);
	cgroup_sweep(&s.cg);
	ok(!exists(s.cg.home), "kill: the cgroup is gone");
	identity_release(&s.held);
	child_end(other);
	rmdir(name(shared, ""));
}

/* Where the main thread was when it ended says nothing. */
static void test_main_ended(void)
{
	const char *here = make("here");
	const char *away = make("away");
	pid_t other = busy_in(away);
	pid_t pid = threaded_in(away);
	struct subject s;

	child_end_main(pid);
	enter(here, "cgroup.procs", pid);
	ok(!freeze(&s, pid) && !s.cg.move && !strcmp(s.cg.home, here) &&
	   rests(pid) && runs(other),
	   "main thread ended elsewhere: frozen where the others are");
	ok(!thaw(pid) && runs(pid), "main thread ended elsewhere: thawed");
	enter(away, "cgroup.procs", pid);
	ok(!freeze(&s, pid) && s.cg.move && rests(pid) && runs(other),
	   "main thread ended: frozen in %s", s.cg.target);
	ok(!thaw(pid) && runs(pid) && !exists(s.cg.target) &&
	   locate(&s, pid) && !strcmp(s.cg.home, away),
	   "main thread ended: thawed, it is back");
	identity_release(&s.held);
	child_end(pid);
	child_end(other);
	rmdir(name(here, ""));
	rmdir(name(away, ""));
}

/* The name that an act would give to a cgroup for @pid. */
static const char *make_forged(const char *in, pid_t pid)
{
	struct identity id;
	char leaf[96];

	identity_of_pid(&id, pid);
	snprintf(leaf, sizeof(leaf), "%s/cpuwarden-%d-%" PRIu64,
		 in + strlen(base) + 1, pid, id.start_ticks);
	return make(leaf);
}

static void test_threads_apart(void)
{
	const char *here = make("here");
	pid_t pid = threaded_in(here);
	const char *forged = make_forged(here, pid);
	struct subject s;

	put(forged, "cgroup.type", "threaded");
	enter(forged, "cgroup.threads", pid);
	ok(identity_of_pid(&s.id, pid) == 0 &&
	   !identity_hold(&s.id, &s.held, text) &&
	   cgroup_locate(&s.cg, &s.id, &s.held, text) == EXIT_FAILED &&
	   strstr(text, "in several cgroups"), "apart: refused: %s", text);
	ok(runs(pid) && !strcmp(get(forged, "cgroup.freeze"), "0"),
	   "apart: nothing was done");
	/* It is taken apart after it was located. */
	enter(forged, "cgroup.procs", pid);
	ok(!cgroup_locate(&s.cg, &s.id, &s.held, text) && !s.cg.move,
	   "apart: together again: located");
	enter(here, "cgroup.threads", child_thread(pid));
	ok(cgroup_freeze(&s.cg, &s.id, &s.held, text) == EXIT_FAILED &&
	   strstr(text, "any more") && runs(pid), "apart: said: %s", text);
	identity_release(&s.held);
	child_end(pid);
	sleep_ms(100);
	rmdir(name(forged, ""));
	rmdir(name(here, ""));
}

/* Who is in a cgroup of that name is not frozen for the name alone. */
static void test_forged_shared(void)
{
	const char *here = make("here");
	pid_t pid = child_busy();
	const char *forged = make_forged(here, pid);
	pid_t other = busy_in(forged);
	struct subject s;

	enter(forged, "cgroup.procs", pid);
	ok(!freeze(&s, pid) && s.cg.move && rests(pid) && runs(other),
	   "forged name: only the process is frozen");
	ok(!thaw(pid) && runs(pid) && !exists(s.cg.target),
	   "forged name: thawed");
	child_end(pid);
	child_end(other);
	sleep_ms(100);
	rmdir(name(forged, ""));
	rmdir(name(here, ""));
}

/* Somebody made the cgroup that an act would make, and lives in it. */
static void test_forged_before(void)
{
	const char *here = make("here");
	pid_t pid = busy_in(here);
	pid_t beside = busy_in(here);
	const char *forged = make_forged(here, pid);
	struct subject s;
	pid_t other;

	ok(!freeze(&s, pid) && rests(pid) && !strcmp(s.cg.target, forged) &&
	   !thaw(pid) && !exists(forged),
	   "forged before: an empty one is replaced");
	make_forged(here, pid);
	put(forged, "cgroup.type", "threaded");
	other = busy_in(forged);
	ok(freeze(&s, pid) == EXIT_FAILED && strstr(text, "File exists") &&
	   runs(pid) && runs(other), "forged before: refused: %s", text);
	child_end(pid);
	child_end(beside);
	child_end(other);
	sleep_ms(100);
	rmdir(name(forged, ""));
	rmdir(name(here, ""));
}

/* In a cgroup that an act made, others are what the process forked since. */
static void test_made_joined(void)
{
	const char *shared = make("shared");
	pid_t pid = busy_in(shared);
	pid_t other = busy_in(shared);
	struct subject s;
	pid_t joined;

	ok(!freeze(&s, pid) && s.cg.move, "made: frozen");
	joined = busy_in(s.cg.target);
	ok(locate(&s, pid) && s.cg.ours && !s.cg.move,
	   "made: not shared, although another came in");
	identity_release(&s.held);
	ok(!thaw(pid) && runs(pid) && runs(joined) && !exists(s.cg.home),
	   "made: thawed, both");
	child_end(joined);
	child_end(pid);
	child_end(other);
	rmdir(name(shared, ""));
}

/* The kernel cuts the path: there is a decoy where it seems to lead. */
static void test_long_path(void)
{
	enum { LEVELS = 20, LEN = 250 };
	int fds[LEVELS + 1], procs, n = 0;
	char leaf[LEN + 1], digits[16];
	pid_t pid = child_busy();
	struct identity id;
	struct held held;
	static struct cgroup cg;

	memset(leaf, 'l', LEN);
	leaf[LEN] = '\0';
	fds[0] = open(name(base, ""), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (n < LEVELS && !mkdirat(fds[n], leaf, 0755)) {
		fds[n + 1] = openat(fds[n], leaf, O_RDONLY | O_DIRECTORY |
				    O_CLOEXEC);
		n++;
	}
	snprintf(digits, sizeof(digits), "%d", pid);
	procs = openat(fds[n], "cgroup.procs", O_WRONLY | O_CLOEXEC);
	ok(n == LEVELS && write(procs, digits, strlen(digits)) > 0,
	   "long path: entered");
	close(procs);
	text[0] = '\0';
	ok(!identity_of_pid(&id, pid) && !identity_hold(&id, &held, text) &&
	   cgroup_locate(&cg, &id, &held, text) == EXIT_FAILED &&
	   strstr(text, "too long"), "long path: refused: %.100s", text);
	identity_release(&held);
	child_end(pid);
	sleep_ms(100);
	while (n > 0) {
		close(fds[n]);
		unlinkat(fds[--n], leaf, AT_REMOVEDIR);
	}
	close(fds[0]);
}

/* Somebody is far below: it is seen with few descriptors. */
static void test_shared_deep(void)
{
	enum { LEVELS = 60 };
	const char *here = make("here");
	char deep[LEVELS * 2 + 64];
	pid_t pid = busy_in(here);
	struct rlimit before, few;
	size_t len, top;
	struct subject s;
	pid_t other;

	top = len = snprintf(deep, sizeof(deep), "%s", here);
	while (len < top + 2 * LEVELS) {
		len += snprintf(deep + len, sizeof(deep) - len, "/d");
		mkdir(name(deep, ""), 0755);
	}
	other = busy_in(deep);
	getrlimit(RLIMIT_NOFILE, &before);
	few = before;
	few.rlim_cur = 30;
	setrlimit(RLIMIT_NOFILE, &few);
	ok(locate(&s, pid) && s.cg.move, "deep: it is shared");
	identity_release(&s.held);
	setrlimit(RLIMIT_NOFILE, &before);
	child_end(pid);
	child_end(other);
	sleep_ms(100);
	for (; len >= top; len -= 2) {
		deep[len] = '\0';
		rmdir(name(deep, ""));
	}
}

static void test_throttle_shared(void)
{
	const char *shared = make("shared");
	pid_t pid = busy_in(shared);
	pid_t other = busy_in(shared);
	unsigned int got;
	struct subject s;

	ok(!throttle(&s, pid, 10), "throttle shared: in %s", s.cg.target);
	got = percent(pid, 3000);
	ok(got >= 1 && got <= 20, "throttle shared: gets %u %%, not over 20",
	   got);
	ok(runs(other), "throttle shared: the other runs on");
	ok(!throttle(&s, pid, 30) && !s.cg.move,
	   "throttle shared: again, less");
	ok(!strcmp(get(s.cg.home, "cpu.max"), "30000 100000"),
	   "throttle shared: the new limit holds");
	ok(!freeze(&s, pid) && rests(pid),
	   "throttle shared: frozen on top");
	ok(!thaw(pid) && runs(pid),
	   "throttle shared: thaw undoes both");
	ok(!exists(s.cg.home), "throttle shared: the new cgroup is gone");
	ok(!strcmp(get(shared, "cgroup.type"), "domain") &&
	   !*get(shared, "cgroup.subtree_control"),
	   "throttle shared: its cgroup is as it was");
	child_end(pid);
	child_end(other);
	rmdir(name(shared, ""));
}

static void test_throttle_frozen(void)
{
	const char *shared = make("shared");
	pid_t pid = busy_in(shared);
	pid_t other = busy_in(shared);
	struct subject s;

	ok(!freeze(&s, pid), "frozen first");
	ok(!throttle(&s, pid, 10) &&
	   !strcmp(get(s.cg.home, "cpu.max"), "10000 100000"),
	   "throttled while frozen");
	ok(!thaw(pid) && !exists(s.cg.home), "thaw undoes both");
	child_end(pid);
	child_end(other);
	rmdir(name(shared, ""));
}

static void test_throttle_alone(void)
{
	const char *alone = make("alone");
	pid_t pid = busy_in(alone);
	struct subject s;

	put(base, "cgroup.subtree_control", "+cpu");
	ok(put(alone, "cpu.max", "50000 100000"), "limited: to 50 %% before");
	ok(throttle(&s, pid, 60) && strstr(text, "would be more"),
	   "limited: a higher limit is refused: %s", text);
	ok(!throttle(&s, pid, 10) &&
	   !strcmp(get(alone, "cpu.max"), "10000 100000"),
	   "limited: throttled to 10 %%");
	ok(!thaw(pid) && !strcmp(get(alone, "cpu.max"), "50000 100000"),
	   "limited: thaw restores the limit it had");
	child_end(pid);
	rmdir(name(alone, ""));
	put(base, "cgroup.subtree_control", "-cpu");
}

/* Where the kernel allows no throttled child, all must be as before. */
static void test_throttle_impossible(void)
{
	const char *outer = make("outer");
	const char *inner = make("outer/inner");
	pid_t pid = busy_in(outer);
	pid_t other = busy_in(inner);
	struct subject s;

	ok(throttle(&s, pid, 10) && strstr(text, "cannot be moved"),
	   "impossible: refused: %s", text);
	ok(!exists(s.cg.target), "impossible: nothing is left behind");
	ok(locate(&s, pid) && !strcmp(s.cg.home, outer),
	   "impossible: the process is where it was");
	identity_release(&s.held);
	child_end(pid);
	child_end(other);
	rmdir(name(inner, ""));
	rmdir(name(outer, ""));
}

/* The root cgroup itself is never touched: its process gets a child. */
static void test_root(void)
{
	pid_t pid = busy_in("/");
	struct subject s;

	ok(!freeze(&s, pid) && s.cg.move && !strcmp(s.cg.home, "/") &&
	   strrchr(s.cg.target, '/') == s.cg.target,
	   "root: frozen in %s", s.cg.target);
	ok(rests(pid), "root: it does not run");
	ok(!thaw(pid) && !exists(s.cg.target), "root: thawed, all is gone");
	child_end(pid);
}

static int hold_tenant(struct held_tenant *t, const char *which)
{
	int code = tenant_hold(t, which, text);

	if (code)
		printf("# %s\n", text);
	return code;
}

static void test_tenant_throttle(void)
{
	const char *limited = make("limited");
	pid_t pid = busy_in(limited);
	static struct held_tenant t;

	hold_tenant(&t, limited);
	ok(!tenant_throttle(&t, 10, text) &&
	   !strcmp(get(limited, "cpu.max"), "10000 100000"),
	   "tenant: throttled: %s", text);
	ok(tenant_throttle(&t, 20, text) == EXIT_OK &&
	   !strcmp(get(limited, "cpu.max"), "20000 100000"),
	   "tenant: again, less: %s", text);
	ok(tenant_thawable(&t) && !tenant_thaw(&t, text) &&
	   !strcmp(get(limited, "cpu.max"), "max 100000"),
	   "tenant: the limit is gone");
	tenant_release(&t);
	child_end(pid);
	rmdir(name(limited, ""));
	put(base, "cgroup.subtree_control", "-cpu");
}

static bool has_cpu_controller(void)
{
	char words[600];

	snprintf(words, sizeof(words), " %s ",
		 get("/", "cgroup.controllers"));
	return strstr(words, " cpu ");
}

static void test_throttle(void)
{
	if (!has_cpu_controller()) {
		const char *shared = make("shared");
		pid_t pid = busy_in(shared);
		struct subject s;

		ok(throttle(&s, pid, 10) == EXIT_FAILED &&
		   strstr(text, "no cpu controller"),
		   "no cpu controller: %s", text);
		child_end(pid);
		rmdir(name(shared, ""));
		skip("throttling", "cgroup v2 has no cpu controller here");
		return;
	}
	test_throttle_shared();
	test_throttle_frozen();
	test_throttle_alone();
	test_throttle_impossible();
	test_tenant_throttle();
}

/* A process that goes on starting others, which end at once. */
static pid_t forking_in(const char *path)
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		signal(SIGCHLD, SIG_IGN);
		for (;;)
			if (!fork())
				_exit(0);
	}
	enter(path, "cgroup.procs", pid);
	return pid;
}

static void test_tenant(void)
{
	const char *outer = make("tenant");
	const char *inner = make("tenant/inner");
	const char *next = make("tenant2");
	pid_t pid = busy_in(outer);
	pid_t forking = forking_in(inner);
	pid_t other = busy_in(next);
	static struct held_tenant t, u;
	char id[32];

	ok(!hold_tenant(&t, outer) && !strcmp(t.path, outer) &&
	   t.processes >= 2 && t.below == 1 && !*t.hiding &&
	   !tenant_frozen(&t) && !tenant_thawable(&t), "tenant: held");
	snprintf(id, sizeof(id), "%" PRIu64, t.id);
	ok(!hold_tenant(&u, id) && !strcmp(u.path, outer) && u.id == t.id,
	   "tenant: by its id, too");
	tenant_release(&u);
	ok(!tenant_freeze(&t, text) && tenant_frozen(&t), "tenant: frozen");
	ok(rests(pid) && rests(forking), "tenant: all of it rests");
	ok(runs(other), "tenant: its neighbour runs");
	ok(!tenant_thaw(&t, text) && runs(pid) && runs(forking) &&
	   !tenant_thawable(&t), "tenant: thawed");
	ok(!tenant_kill(&t, text) && waitpid(pid, NULL, 0) == pid &&
	   waitpid(forking, NULL, 0) == forking, "tenant: killed");
	pid = busy_in(outer);
	forking = forking_in(inner);
	ok(!tenant_kill_each(&t) && waitpid(pid, NULL, 0) == pid &&
	   waitpid(forking, NULL, 0) == forking && !tenant_frozen(&t),
	   "tenant: killed one by one, while it forks");
	ok(runs(other), "tenant: its neighbour lives");
	sleep_ms(100);
	ok(!rmdir(name(inner, "")) && !rmdir(name(outer, "")) &&
	   tenant_freeze(&t, text) && strstr(text, "its cgroup is gone"),
	   "tenant: gone while it was held: %s", text);
	make("tenant");
	ok(tenant_kill(&t, text) && tenant_hold(&u, id, text) &&
	   strstr(text, "(any more)"),
	   "tenant: one of the same name is another: %s", text);
	tenant_release(&t);
	rmdir(name(outer, ""));
	child_end(other);
	rmdir(name(next, ""));
}

static void test_tenant_threaded(void)
{
	const char *outer = make("domain");
	const char *inner = make("domain/threads");
	pid_t other = busy_in(outer);
	static struct held_tenant t;
	pid_t pid;

	ok(put(inner, "cgroup.type", "threaded"), "threaded: made");
	pid = busy_in(inner);
	ok(!hold_tenant(&t, inner) && t.processes == 1, "threaded: held");
	ok(!tenant_freeze(&t, text) && rests(pid) && runs(other) &&
	   !tenant_thaw(&t, text) && runs(pid), "threaded: frozen, thawed");
	ok(!tenant_kill(&t, text) && waitpid(pid, NULL, 0) == pid &&
	   runs(other), "threaded: killed, and not what is above");
	tenant_release(&t);
	child_end(other);
	sleep_ms(100);
	rmdir(name(inner, ""));
	rmdir(name(outer, ""));
}

/* The main thread has ended, here or in another cgroup. */
static void test_tenant_main_ended(void)
{
	const char *here = make("here");
	const char *away = make("away");
	static struct held_tenant t;
	pid_t pid = threaded_in(here);

	child_end_main(pid);
	ok(!hold_tenant(&t, here) && t.processes == 1,
	   "main thread ended: one process is seen");
	ok(!tenant_kill(&t, text) && child_killed(pid),
	   "main thread ended: killed: %s", text);
	tenant_release(&t);
	child_end(pid);
	pid = threaded_in(away);
	child_end_main(pid);
	enter(here, "cgroup.procs", pid);
	ok(!hold_tenant(&t, here) && t.processes == 1,
	   "main thread ended elsewhere: one process is seen");
	ok(!tenant_kill(&t, text) && child_killed(pid),
	   "main thread ended elsewhere: killed: %s", text);
	tenant_release(&t);
	child_end(pid);
	sleep_ms(100);
	rmdir(name(here, ""));
	rmdir(name(away, ""));
}

/* Its status is longer than 4096 bytes. */
static void test_tenant_groups(void)
{
	const char *here = make("here");
	static struct held_tenant t;
	static gid_t groups[1000];
	size_t i, own = getgroups(ARRAY_SIZE(groups), groups);
	static gid_t before[ARRAY_SIZE(groups)];
	pid_t pid;

	memcpy(before, groups, sizeof(before));
	for (i = 0; i < ARRAY_SIZE(groups); i++)
		groups[i] = 1000000 + i;
	if (setgroups(ARRAY_SIZE(groups), groups)) {
		skip("many groups", "setgroups() is not permitted");
	} else {
		pid = busy_in(here);
		setgroups(own, before);
		ok(!hold_tenant(&t, here) && t.processes == 1,
		   "many groups: seen");
		ok(!tenant_kill_each(&t) && child_killed(pid),
		   "many groups: killed");
		tenant_release(&t);
		child_end(pid);
	}
	sleep_ms(100);
	rmdir(name(here, ""));
}

/* Somebody makes and removes cgroups below it all the time. */
static void test_tenant_churn(void)
{
	const char *here = make("here");
	static struct held_tenant t;
	int i, code = 0;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (chdir(name(here, "")))
			_exit(1);
		for (;;) {
			mkdir("a", 0755);
			mkdir("b", 0755);
			rmdir("a");
			rmdir("b");
		}
	}
	for (i = 0; i < 3000 && !code; i++) {
		code = hold_tenant(&t, here);
		if (!code)
			tenant_release(&t);
	}
	ok(!code, "churn below: held %d times", i);
	child_end(pid);
	rmdir(name(here, "a"));
	rmdir(name(here, "b"));
	rmdir(name(here, ""));
}

/* What holds ourselves, and what is no tenant. */
static void test_tenant_refused(void)
{
	static const char *const bad[] = {
		"", "x", "0", "-1", "a/b", "//a", "/a/", "/a/../b", "/./a",
		"/a//b",
	};
	const char *own = make("own");
	const char *inner = make("own/inner");
	static struct held_tenant t;
	char digits[16];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		ok(tenant_hold(&t, bad[i], text) == EXIT_USAGE,
		   "tenant: not '%s': %s", bad[i], text);
	ok(tenant_hold(&t, "/", text) == EXIT_FAILED &&
	   strstr(text, "root cgroup"), "tenant: not the root: %s", text);
	ok(tenant_hold(&t, "1", text) == EXIT_FAILED,
	   "tenant: not by its id: %s", text);
	snprintf(digits, sizeof(digits), "%d", getpid());
	put(inner, "cgroup.procs", digits);
	ok(tenant_hold(&t, inner, text) == EXIT_FAILED &&
	   strstr(text, "this cpuwarden"), "tenant: not our own: %s", text);
	ok(tenant_hold(&t, own, text) == EXIT_FAILED &&
	   strstr(text, "this cpuwarden"), "tenant: nor above it: %s", text);
	put("/", "cgroup.procs", digits);
	rmdir(name(inner, ""));
	rmdir(name(own, ""));
}

/* Another cgroup, or nothing, is mounted over that of the process. */
static void test_covered(void)
{
	const char *alone = make("alone");
	const char *decoy = make("decoy");
	pid_t pid = busy_in(alone);
	static struct held_tenant t;
	char from[PATH_MAX], to[PATH_MAX];
	struct subject s;

	snprintf(from, sizeof(from), "%s", name(decoy, ""));
	snprintf(to, sizeof(to), "%s", name(alone, ""));
	if (unshare(CLONE_NEWNS) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount(from, to, NULL, MS_BIND, NULL)) {
		skip("covered", "no mounts here");
	} else {
		ok(!freeze(&s, pid) && !s.cg.move && rests(pid),
		   "covered: what is said to be frozen is");
		ok(!thaw(pid) && runs(pid), "covered: thawed");
		ok(!hold_tenant(&t, alone) && strstr(t.hiding, "covered") &&
		   t.processes == 1, "covered: named: %s", t.hiding);
		ok(!tenant_freeze(&t, text) && rests(pid) &&
		   !tenant_thaw(&t, text) && runs(pid),
		   "covered: the tenant is acted upon, not the decoy");
		tenant_release(&t);
		umount2(to, MNT_DETACH);
	}
	child_end(pid);
	rmdir(name(alone, ""));
	rmdir(name(decoy, ""));
}

int main(void)
{
	struct identity id;
	struct held held;
	struct cgroup cg;

	if (identity_of_pid(&id, getpid()) ||
	    identity_hold(&id, &held, text) ||
	    cgroup_locate(&cg, &id, &held, text)) {
		skip("cgroups", text);
		return tap_done();
	}
	snprintf(where, sizeof(where), "%s", cg.mount);
	snprintf(base, sizeof(base), "/cpuwarden-test.%d", getpid());
	if (mkdir(name(base, ""), 0755)) {
		skip("cgroups", "cannot make a cgroup here");
		return tap_done();
	}
	test_freeze_shared();
	test_freeze_alone();
	test_thaw_joined();
	test_freeze_leftover();
	test_freeze_escaped();
	test_freeze_nested();
	test_kill_frozen();
	test_main_ended();
	test_threads_apart();
	test_forged_shared();
	test_forged_before();
	test_made_joined();
	test_long_path();
	test_shared_deep();
	test_root();
	test_throttle();
	test_tenant();
	test_tenant_threaded();
	test_tenant_main_ended();
	test_tenant_groups();
	test_tenant_churn();
	test_tenant_refused();
	test_covered();
	ok(!rmdir(name(base, "")), "nothing is left behind");
	return tap_done();
}
