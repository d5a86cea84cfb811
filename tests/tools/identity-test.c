// SPDX-License-Identifier: GPL-2.0-only
/* Holding on to exactly the process that is meant, on real processes. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child.h"
#include "hiding.h"
#include "identity.h"
#include "tap.h"
#include "tool.h"

static char why[IDENTITY_TEXT_LEN];

/* Can it be got hold of? Lets go again. */
static bool holds(const struct identity *id)
{
	struct held held;
	int code = identity_hold(id, &held, why);

	if (!code)
		identity_release(&held);
	return !code;
}

/* Device and inode of the first mapping, as the kernel itself prints them. */
static bool maps_exe(pid_t pid, uint32_t *dev, uint64_t *ino)
{
	unsigned int major, minor;
	char path[32];
	FILE *file;
	bool got;

	snprintf(path, sizeof(path), "/proc/%d/maps", pid);
	file = fopen(path, "r");
	if (!file)
		return false;
	got = fscanf(file, "%*s %*s %*s %x:%x %" SCNu64, &major, &minor,
		     ino) == 3;
	fclose(file);
	*dev = major << 20 | minor;
	return got;
}

static void test_signals(void)
{
	pid_t pid = child_idle();
	struct identity id;
	struct held held;

	ok(!identity_of_pid(&id, pid) && id.pid == pid && id.has_exe,
	   "a child is described");
	if (!ok(!identity_hold(&id, &held, why), "the right one is held"))
		exit(tap_done());
	ok(held_alive(&held), "it lives");
	ok(!held_signal(&held, SIGSTOP), "SIGSTOP through the pidfd");
	waitpid(pid, NULL, WUNTRACED);
	ok(child_state(pid) == 'T', "it is stopped");
	ok(!held_signal(&held, SIGCONT), "SIGCONT through the pidfd");
	waitpid(pid, NULL, WCONTINUED);
	ok(child_state(pid) != 'T', "it goes on");
	kill(pid, SIGKILL);
	while (held_alive(&held))
		sleep_ms(1);
	ok(!holds(&id) && strstr(why, "there is no process"),
	   "a zombie is refused: %s", why);
	waitpid(pid, NULL, 0);
	ok(held_signal(&held, SIGTERM) == -ESRCH,
	   "once reaped a signal reaches nobody");
	ok(!holds(&id) && strstr(why, "there is no process"),
	   "a process that has exited is refused: %s", why);
	identity_release(&held);
}

static void test_mismatch(void)
{
	pid_t pid = child_idle();
	struct identity id, bad;

	identity_of_pid(&id, pid);
	bad = id;
	bad.start_ticks++;
	ok(!holds(&bad) && strstr(why, "reused"), "later start: %s", why);
	bad.start_ticks -= 2;
	ok(!holds(&bad) && strstr(why, "reused"), "earlier start: %s", why);
	bad = id;
	bad.exe_ino++;
	ok(!holds(&bad) && strstr(why, "another executable"),
	   "other inode: %s", why);
	bad = id;
	bad.exe_dev++;
	ok(!holds(&bad) && strstr(why, "another executable"),
	   "other device: %s", why);
	ok(holds(&id), "and the right one is still held");
	child_end(pid);
}

/* clone3() with a chosen pid: a reused one, made on purpose. */
static void test_reuse(void)
{
	static const char name[] = "a reused pid is refused";
	pid_t pid = child_idle();
	struct clone_args args = {
		.set_tid = (uintptr_t)&pid, .set_tid_size = 1,
		.exit_signal = SIGCHLD,
	};
	struct identity id;
	pid_t second;

	identity_of_pid(&id, pid);
	child_end(pid);
	sleep_ms(50);
	second = syscall(SYS_clone3, &args, sizeof(args));
	if (!second)
		for (;;)
			pause();
	if (second < 0) {
		skip(name, "clone3() may not choose a pid here");
		return;
	}
	ok(second == pid && !holds(&id) && strstr(why, "reused"), "%s: %s",
	   name, why);
	child_end(second);
}

static void test_exec(void)
{
	pid_t pid = child_idle();
	struct identity before, after;

	identity_of_pid(&before, pid);
	child_end(pid);
	pid = child_exec("/bin/sleep", "1000");
	identity_of_pid(&after, pid);
	ok(before.exe_ino != after.exe_ino, "exec changes the executable");
	before.pid = after.pid;
	before.start_ticks = after.start_ticks;
	ok(!holds(&before) && strstr(why, "another executable"),
	   "a process that ran exec is refused: %s", why);
	child_end(pid);
}

static void *spin(void *arg)
{
	for (;;)
		asm volatile("");
	return arg;
}

/* A process may live on without its first thread, which is a zombie then. */
static void test_headless(void)
{
	pthread_t thread;
	struct identity id;
	struct held held;
	pid_t pid;
	int ms;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		pthread_create(&thread, NULL, spin, NULL);
		pthread_exit(NULL);
	}
	while (child_state(pid) != 'Z')
		sleep_ms(1);
	ok(!identity_of_pid(&id, pid) && id.has_exe,
	   "without its first thread: the executable is known");
	if (ok(!identity_hold(&id, &held, why),
	       "without its first thread: held: %s", why)) {
		ok(held_state(&held) == 'R',
		   "without its first thread: it is running");
		held_signal(&held, SIGSTOP);
		/* It has to run to stop, and others want the CPUs too. */
		for (ms = 0; ms < 30000 && held_state(&held) != 'T'; ms += 10)
			sleep_ms(10);
		ok(held_state(&held) == 'T',
		   "without its first thread: it can be stopped");
		identity_release(&held);
	}
	child_end(pid);
}

static void *wait_for_ever(void *arg)
{
	*(pid_t *)arg = gettid();
	pause();
	return NULL;
}

static void test_refused(void)
{
	struct identity id = { .pid = 2 };
	pthread_t thread;
	pid_t tid = 0;

	ok(identity_refused(1, why), "init: %s", why);
	ok(identity_refused(getpid(), why), "itself: %s", why);
	ok(identity_refused(getppid(), why), "its parent: %s", why);
	ok(!identity_refused(0x7ffffffe, why), "nobody is not refused here");

	if (!identity_of_pid(&id, 2) && !id.has_exe)
		ok(!holds(&id) && strstr(why, "kernel thread"),
		   "kernel thread: %s", why);
	else
		skip("kernel thread", "there is none in this pid namespace");

	pthread_create(&thread, NULL, wait_for_ever, &tid);
	while (!__atomic_load_n(&tid, __ATOMIC_SEQ_CST))
		sleep_ms(1);
	ok(!identity_of_pid(&id, tid) && !holds(&id) &&
	   strstr(why, "is a thread"), "thread: %s", why);
	pthread_cancel(thread);
	pthread_join(thread, NULL);
}

/* Copy /bin/sleep; false if that cannot be done. */
static bool copy_sleep(const char *to)
{
	char command[256];

	snprintf(command, sizeof(command), "cp /bin/sleep '%s'", to);
	return !system(command);
}

static void check_file(const char *path, bool remove, const char *where)
{
	struct identity id = { 0 };
	pid_t pid = child_exec(path, "1000");
	uint32_t dev = 0;
	uint64_t ino = 0;
	bool known;

	if (remove)
		unlink(path);
	identity_of_pid(&id, pid);
	/* As the module would say it: device of the superblock, inode. */
	known = maps_exe(pid, &dev, &ino) && id.has_exe;
	ok(known && id.exe_dev == dev && id.exe_ino == ino, "%s: device %u:%u, inode %" PRIu64
	   " as in /proc/PID/maps", where, dev >> 20, dev & 0xfffff, ino);
	id.exe_dev = dev;
	id.exe_ino = ino;
	ok(holds(&id), "%s: held", where);
	id.exe_dev ^= 1;
	ok(!holds(&id), "%s: refused with another device", where);
	child_end(pid);
}

/*
 * An overlay over two file systems, in a mount namespace of its own: stat()
 * gives a device that is no file system's.
 */
static void test_overlay(const char *dir)
{
	static const char *const parts[] = { "up", "work", "top" };
	char path[128], options[512];
	size_t i;

	snprintf(path, sizeof(path), "%s/low", dir);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/m", dir);
	mkdir(path, 0700);
	if (unshare(CLONE_NEWNS) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("tmpfs", path, "tmpfs", 0, NULL)) {
		skip("overlayfs", "no mounts here");
		return;
	}
	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		snprintf(path, sizeof(path), "%s/m/%s", dir, parts[i]);
		mkdir(path, 0700);
	}
	snprintf(path, sizeof(path), "%s/low/sleep", dir);
	copy_sleep(path);
	snprintf(options, sizeof(options),
		 "lowerdir=%s/low,upperdir=%s/m/up,workdir=%s/m/work", dir,
		 dir, dir);
	snprintf(path, sizeof(path), "%s/m/top", dir);
	if (mount("overlay", path, "overlay", 0, options)) {
		skip("overlayfs", "no overlayfs here");
	} else {
		snprintf(path, sizeof(path), "%s/m/top/sleep", dir);
		check_file(path, false, "overlayfs");
		snprintf(path, sizeof(path), "%s/m/top", dir);
		umount2(path, MNT_DETACH);
	}
	snprintf(path, sizeof(path), "%s/m", dir);
	umount2(path, MNT_DETACH);
	rmdir(path);
	snprintf(path, sizeof(path), "%s/low/sleep", dir);
	unlink(path);
	snprintf(path, sizeof(path), "%s/low", dir);
	rmdir(path);
}

static void test_files(void)
{
	char dir[] = "/tmp/identity-test-XXXXXX";
	char path[128];

	if (!mkdtemp(dir))
		exit(1);
	snprintf(path, sizeof(path), "%s/sleep", dir);
	if (ok(copy_sleep(path), "a copy of sleep")) {
		check_file(path, false, "a file");
		check_file(path, true, "a deleted file");
	}
	test_overlay(dir);
	rmdir(dir);
}

static void check_covered(pid_t pid, const struct identity *id,
			  const char *says)
{
	struct identity again;
	char text[HIDING_TEXT_LEN] = "";

	ok(hiding_of(pid, text) && strstr(text, says), "covered: named: %s",
	   text);
	ok(!identity_of_pid(&again, pid) && again.has_exe &&
	   again.start_ticks == id->start_ticks &&
	   again.exe_ino == id->exe_ino, "covered: described as it is");
	ok(holds(id), "covered: held");
	again.start_ticks++;
	ok(!holds(&again) && strstr(why, "reused"),
	   "covered: and another one is not: %s", why);
}

/* What is mounted over /proc, in a mount namespace of its own. */
static void test_covered(void)
{
	pid_t pid = child_idle();
	pid_t other = child_idle();
	char path[32], from[32], text[HIDING_TEXT_LEN];
	struct identity id;

	identity_of_pid(&id, pid);
	ok(!hiding_of(pid, text), "nothing hides it");
	if (!proc_is_private() || unshare(CLONE_NEWNS) ||
	    mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL)) {
		skip("covered", "no mounts here");
		goto out;
	}
	snprintf(path, sizeof(path), "/proc/%d", pid);
	snprintf(from, sizeof(from), "/proc/%d", other);
	mount(from, path, NULL, MS_BIND, NULL);
	check_covered(pid, &id, "that shows process");
	umount2(path, MNT_DETACH);
	mount("none", path, "tmpfs", 0, NULL);
	check_covered(pid, &id, "shows nothing of it");
	umount2(path, MNT_DETACH);
	snprintf(path, sizeof(path), "/proc/%d/cmdline", pid);
	mount("/dev/null", path, NULL, MS_BIND, NULL);
	check_covered(pid, &id, "/cmdline is covered by a mount");
	umount2(path, MNT_DETACH);
	ok(!hiding_of(pid, text), "once unmounted nothing hides it");
	mount("none", "/proc", "tmpfs", 0, NULL);
	check_covered(pid, &id, "/proc is covered by a mount");
	umount2("/proc", MNT_DETACH);
out:
	child_end(pid);
	child_end(other);
}

int main(void)
{
	test_signals();
	test_mismatch();
	test_reuse();
	test_exec();
	test_headless();
	test_refused();
	test_covered();
	test_files();
	return tap_done();
}
