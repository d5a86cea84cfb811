// SPDX-License-Identifier: GPL-2.0-only
/*
 * PID 1 of the KUnit run on User-Mode Linux. Its root is a directory of the
 * host: loads /cpuwarden_kunit.ko, which runs the suites, and copies what
 * debugfs knows of them to /results/SUITE; then unloads the module and copies
 * kmemleak's report to /leaks. /done says that all of this was reached.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SUITES		"/sys/kernel/debug/kunit"
#define KMEMLEAK	"/sys/kernel/debug/kmemleak"
/* kmemleak reports no object younger than MSECS_MIN_AGE, 5 s (mm/kmemleak.c) */
#define KMEMLEAK_AGE_S	6

static void power_off(const char *failed)
{
	if (failed) {
		int fd = open("/dev/kmsg", O_WRONLY);

		dprintf(fd, "kunit init: %s: %s\n", failed, strerror(errno));
	}
	sync();
	reboot(RB_POWER_OFF);
	_exit(1);
}

static void copy(const char *from, const char *to)
{
	int in = open(from, O_RDONLY), out;
	char buf[4096];
	ssize_t n;

	out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (in < 0 || out < 0)
		power_off(from);
	while ((n = read(in, buf, sizeof(buf))) > 0)
		if (write(out, buf, n) != n)
			power_off(to);
	close(in);
	close(out);
}

static void write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		power_off(path);
	close(fd);
}

static void copy_results(void)
{
	DIR *dir = opendir(SUITES);
	char from[600], to[600];
	struct dirent *de;

	if (!dir)
		power_off(SUITES);
	while ((de = readdir(dir))) {
		if (de->d_name[0] == '.')
			continue;
		snprintf(from, sizeof(from), SUITES "/%s/results", de->d_name);
		snprintf(to, sizeof(to), "/results/%s", de->d_name);
		copy(from, to);
	}
	closedir(dir);
}

int main(void)
{
	int fd;

	if (mount("proc", "/proc", "proc", 0, NULL) ||
	    mount("sysfs", "/sys", "sysfs", 0, NULL) ||
	    mount("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL) ||
	    mount("devtmpfs", "/dev", "devtmpfs", 0, NULL))
		power_off("mount");
	write_text(KMEMLEAK, "clear");
	fd = open("/cpuwarden_kunit.ko", O_RDONLY);
	if (fd < 0 || syscall(SYS_finit_module, fd, "", 0))
		power_off("cpuwarden_kunit.ko");
	close(fd);
	copy_results();
	if (syscall(SYS_delete_module, "cpuwarden_kunit", O_NONBLOCK))
		power_off("unload");
	sleep(KMEMLEAK_AGE_S);
	write_text(KMEMLEAK, "scan");
	write_text(KMEMLEAK, "scan");
	copy(KMEMLEAK, "/leaks");
	close(open("/done", O_WRONLY | O_CREAT, 0644));
	power_off(NULL);
}
