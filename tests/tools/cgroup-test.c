// SPDX-License-Identifier: GPL-2.0-only
/*
 * Freezing and throttling real processes. Needs root and cgroup v2; what the
 * machine lacks is skipped, by name. All happens below one cgroup that is
 * made for it and removed again.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cgroup.h"
#include "child.h"
#include "tap.h"
#include "tool.h"

static char text[CGROUP_TEXT_LEN];
static char mount[PATH_MAX];
static char base[64];

/* The absolute name of @file in the cgroup @path. */
static const char *name(const char *path, const char *file)
{
	static char full[2 * PATH_MAX];

	snprintf(full, sizeof(full), "%s%s/%s", mount, path, file);
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

static pid_t busy_in(const char *path)
{
	pid_t pid = child_busy();
	char digits[16];

	snprintf(digits, sizeof(digits), "%d", pid);
	if (!put(path, "cgroup.procs", digits))
		printf("# cannot move %d to %s\n", pid, path);
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

	for (ms = 0; ms < 10000 && child_cpu_ms(pid) < before + 20; ms += 10)
		sleep_ms(10);
	return ms < 10000;
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

/* Another one came in after it was frozen: it must not stay so for ever. */
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
	snprintf(mount, sizeof(mount), "%s", cg.mount);
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
	test_root();
	test_throttle();
	ok(!rmdir(name(base, "")), "nothing is left behind");
	return tap_done();
}
