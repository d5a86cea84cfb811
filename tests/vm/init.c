// SPDX-License-Identifier: GPL-2.0-only
/*
 * PID 1 of the test guest: mounts the Debian user land, loads the module under
 * test, runs one command, reports its status, powers off.
 *
 * Everything it is told lies in the initramfs: /argv (NUL-separated command),
 * /config (key=value lines), /modules.list and /modules/ (what the kernel needs
 * to find its disks). It talks to the host over three virtio-serial ports: "out"
 * and "err" carry the command's bytes, "ctl" carries lines:
 *
 *	ready			the command starts now
 *	problem TEXT		the run has failed, whatever the command says
 *	status N out=B err=B	the command's wait status, bytes sent per stream
 *
 * After "status" the host answers with one byte when it has all the bytes.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <net/if.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MODULE		"cpuwarden"
#define MODULE_FILE	"/usr/lib/cpuwarden/cpuwarden.ko"
#define STEADY_FILE	"/usr/lib/cpuwarden/steady.ko"	/* may be missing */
#define KMEMLEAK	"/sys/kernel/debug/kmemleak"
#define WAIT_S		120	/* for a device to appear; TCG is slow */
#define WARM_PIECE	131072	/* read_ahead_kb of a disk */
#define DRAIN_S		60	/* for killed processes to be gone */
/* kmemleak reports no object younger than MSECS_MIN_AGE, 5 s (mm/kmemleak.c) */
#define KMEMLEAK_AGE_S	6

#define __printf(f, a)	__attribute__((format(printf, f, a)))

static int ctl = -1;
static char *config;		/* "key=value\n"… */
static char *command_text;	/* NUL-terminated words */
static size_t command_len;

struct stream {
	int pipe;		/* read end of the command's stdout or stderr */
	int port;		/* where the bytes go */
	unsigned long bytes;
};

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

static void nap(long ms)
{
	struct timespec ts = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&ts, NULL);
}

static void write_all(int fd, const char *buf, size_t len)
{
	while (len) {
		ssize_t n = write(fd, buf, len);

		if (n < 0 && errno != EINTR && errno != EAGAIN)
			return;
		if (n > 0) {
			buf += n;
			len -= n;
		}
	}
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	write_all(fd, text, strlen(text));
	close(fd);
}

__printf(1, 2)
static void control(const char *format, ...)
{
	char line[1024];
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(line, sizeof(line), format, ap);
	va_end(ap);
	if (n >= (int)sizeof(line))
		n = sizeof(line) - 1;
	if (ctl >= 0)
		write_all(ctl, line, n);
	else
		write_file("/dev/kmsg", line);
}

static void power_off(void)
{
	reboot(RB_POWER_OFF);
	for (;;)
		pause();
}

/* Something of ours does not work: nothing after it can be trusted. */
static void fatal(const char *what)
{
	control("problem guest init: %s: %s\n", what, strerror(errno));
	/* The host ends the guest when it has read that. */
	if (ctl >= 0)
		nap(WAIT_S * 1000);
	power_off();
}

static char *read_file(const char *path, size_t *len)
{
	size_t size = 0, room = 4096;
	char *buf = malloc(room + 1);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0 || !buf) {
		free(buf);
		return NULL;
	}
	while ((n = read(fd, buf + size, room - size)) > 0) {
		size += n;
		if (size == room)
			buf = realloc(buf, (room *= 2) + 1);
	}
	close(fd);
	buf[size] = '\0';
	if (len)
		*len = size;
	return buf;
}

/* The value of a key in /config, "" if it is not there. */
static const char *setting(const char *key)
{
	static char value[4096];
	size_t len = strlen(key);
	const char *line;

	for (line = config; line && *line; line = strchr(line, '\n') + 1) {
		size_t rest = strcspn(line, "\n");

		if (!strncmp(line, key, len) && line[len] == '=') {
			snprintf(value, sizeof(value), "%.*s",
				 (int)(rest - len - 1), line + len + 1);
			return value;
		}
	}
	return "";
}

static int load_module(const char *path, const char *params)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int ret;

	if (fd < 0)
		return -1;
	ret = syscall(SYS_finit_module, fd, params, 0);
	close(fd);
	return ret;
}

static void load_boot_modules(void)
{
	char *list = read_file("/modules.list", NULL);
	char path[256], *name;

	for (name = strtok(list, "\n"); name; name = strtok(NULL, "\n")) {
		snprintf(path, sizeof(path), "/modules/%s", name);
		if (load_module(path, "") && errno != EEXIST)
			fatal(path);
	}
	free(list);
}

/*
 * Find the entry of a sysfs class whose attribute holds want; waits for it,
 * as devices appear at their own pace. Returns its /dev path (static).
 */
static const char *device(const char *class, const char *attr, const char *want)
{
	static char dev[300];
	double limit = now() + WAIT_S;

	while (now() < limit) {
		DIR *dir = opendir(class);
		struct dirent *de;

		while (dir && (de = readdir(dir))) {
			char path[600], *text;
			int same;

			snprintf(path, sizeof(path), "%s/%s/%s", class,
				 de->d_name, attr);
			text = read_file(path, NULL);
			if (!text)
				continue;
			text[strcspn(text, "\n")] = '\0';
			same = !strcmp(text, want);
			free(text);
			if (!same)
				continue;
			snprintf(dev, sizeof(dev), "/dev/%s", de->d_name);
			closedir(dir);
			return dev;
		}
		if (dir)
			closedir(dir);
		nap(20);
	}
	errno = ENODEV;
	fatal(want);
	return NULL;
}

static const char *disk(const char *serial)
{
	return device("/sys/block", "serial", serial);
}

static int port(const char *name)
{
	int fd = open(device("/sys/class/virtio-ports", "name", name),
		      O_RDWR | O_CLOEXEC);

	if (fd < 0)
		fatal(name);
	return fd;
}

static void mount_or_die(const char *dev, const char *dir, const char *type,
			 unsigned long flags, const char *data)
{
	mkdir(dir, 0755);
	if (mount(dev, dir, type, flags, data)) {
		char what[128];

		snprintf(what, sizeof(what), "mounting %s (%s) on %s", dev,
			 type ? type : "moved", dir);
		fatal(what);
	}
}

static void enter_root(void)
{
	mount_or_die(disk("root"), "/new", "ext4", 0, NULL);
	mount_or_die(disk("modules"), "/new/usr/lib/modules", "ext4", MS_RDONLY,
		     NULL);
	mount_or_die("/dev", "/new/dev", NULL, MS_MOVE, NULL);
	mount_or_die("/proc", "/new/proc", NULL, MS_MOVE, NULL);
	mount_or_die("/sys", "/new/sys", NULL, MS_MOVE, NULL);
	if (chdir("/new") || mount(".", "/", NULL, MS_MOVE, NULL) ||
	    chroot(".") || chdir("/"))
		fatal("entering the root image");
}

static void enable_controllers(void)
{
	static const char * const names[] = { "+cpu", "+pids", "+cpuset",
					      "+memory", "+io" };
	size_t i;

	/* One by one: a kernel without one of them refuses the whole line. */
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		write_file("/sys/fs/cgroup/cgroup.subtree_control", names[i]);
}

static void loopback_up(void)
{
	struct ifreq ifr = { .ifr_name = "lo" };
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || ioctl(fd, SIOCGIFFLAGS, &ifr))
		fatal("lo");
	ifr.ifr_flags |= IFF_UP | IFF_RUNNING;
	if (ioctl(fd, SIOCSIFFLAGS, &ifr))
		fatal("lo up");
	close(fd);
}

static void set_up_system(void)
{
	mount_or_die("tmpfs", "/run", "tmpfs", MS_NOSUID | MS_NODEV,
		     "mode=0755");
	mount_or_die("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV,
		     "mode=1777");
	mount_or_die("tmpfs", "/dev/shm", "tmpfs", MS_NOSUID | MS_NODEV,
		     "mode=1777");
	mount_or_die("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC,
		     "gid=5,mode=620,ptmxmode=666");
	mount_or_die("cgroup2", "/sys/fs/cgroup", "cgroup2", 0, NULL);
	mount_or_die("debugfs", "/sys/kernel/debug", "debugfs", 0, NULL);
	symlink("/proc/self/fd", "/dev/fd");
	symlink("/proc/self/fd/0", "/dev/stdin");
	symlink("/proc/self/fd/1", "/dev/stdout");
	symlink("/proc/self/fd/2", "/dev/stderr");
	enable_controllers();
	sethostname("guest", 5);
	loopback_up();
}

/* Run a program of the image to its end. */
static int run(char *const argv[])
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		dup2(open("/dev/kmsg", O_WRONLY), 2);
		execvp(argv[0], argv);
		_exit(127);
	}
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return status;
}

static void unpack_added_files(void)
{
	char *argv[] = { "tar", "-x", "-p", "--numeric-owner",
			 "--keep-directory-symlink", "-C", "/", "-f", NULL,
			 NULL };

	argv[8] = strdup(disk("added"));
	errno = EIO;
	if (run(argv))
		fatal("unpacking the added files");
	free(argv[8]);
}

/* Read ahead all of a file, a piece at a time: it takes no more at once. */
static int warm_file(const char *path, const struct stat *st, int type,
		     struct FTW *ftw)
{
	int fd;
	off_t at;

	(void)ftw;
	if (type != FTW_F || !S_ISREG(st->st_mode))
		return 0;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	for (at = 0; at < st->st_size; at += WARM_PIECE)
		readahead(fd, at, WARM_PIECE);
	close(fd);
	return 0;
}

/*
 * With --icount the clock of a guest that idles jumps from timer to timer, also
 * while the host reads a disk for it: to start a program that nobody has run yet
 * took half a minute of the guest's time, two on a slow host, and what waited
 * for that program a while had waited in vain. So all programs are read first.
 */
static void warm_up(void)
{
	static const char * const dirs[] = { "/usr/bin", "/usr/sbin",
					     "/usr/lib", "/usr/local",
					     "/mnt" };
	size_t i;

	if (!*setting("warm"))
		return;
	for (i = 0; i < sizeof(dirs) / sizeof(*dirs); i++)
		nftw(dirs[i], warm_file, 32, FTW_PHYS | FTW_MOUNT);
}

static int kmemleak_present(void)
{
	return !access(KMEMLEAK, W_OK);
}

static void load_tested_module(void)
{
	if (!*setting("module"))
		return;
	if (!access(STEADY_FILE, R_OK) && load_module(STEADY_FILE, ""))
		fatal("loading steady.ko");
	/* What leaked while booting is not ours. */
	if (kmemleak_present()) {
		write_file(KMEMLEAK, "scan");
		write_file(KMEMLEAK, "clear");
	}
	if (load_module(MODULE_FILE, setting("params")))
		fatal("loading " MODULE ".ko (the kernel log may say why)");
}

static void unload_tested_module(void)
{
	double limit = now() + DRAIN_S;

	while (syscall(SYS_delete_module, MODULE, O_NONBLOCK)) {
		if (errno == ENOENT)
			return;
		if (now() > limit) {
			control("problem " MODULE " does not unload: %s\n",
				strerror(errno));
			return;
		}
		nap(50);
	}
}

static void check_leaks(struct stream *err)
{
	char *report;
	size_t len;

	if (!*setting("module") || !kmemleak_present())
		return;
	/* Twice: the first scan may see stale pointers in freed stacks. */
	nap(KMEMLEAK_AGE_S * 1000);
	write_file(KMEMLEAK, "scan");
	write_file(KMEMLEAK, "scan");
	report = read_file(KMEMLEAK, &len);
	if (!report || !len)
		return;
	write_all(err->port, report, len);
	err->bytes += len;
	control("problem kmemleak found unreferenced memory\n");
}

static pid_t start_command(int out, int err)
{
	static char *env[] = {
		"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin",
		"HOME=/root", "USER=root", "LOGNAME=root", "SHELL=/bin/bash",
		"TERM=dumb", "LANG=C.UTF-8", NULL
	};
	char **argv = calloc(command_len + 1, sizeof(*argv)), *p;
	size_t argc = 0;
	sigset_t none;
	pid_t pid;

	for (p = command_text; p < command_text + command_len;
	     p += strlen(p) + 1)
		argv[argc++] = p;
	pid = fork();
	if (pid)
		return pid;
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid();
	dup2(open("/dev/null", O_RDONLY), 0);
	dup2(out, 1);
	dup2(err, 2);
	if (chdir("/root"))
		_exit(127);
	environ = env;	/* execvp() searches the PATH in it */
	execvp(argv[0], argv);
	dprintf(2, "%s: %s\n", argv[0], strerror(errno));
	_exit(errno == ENOENT ? 127 : 126);
}

/* Move what has come; 0 when the pipe has ended. */
static int pump(struct stream *s)
{
	char buf[32768];
	ssize_t n = read(s->pipe, buf, sizeof(buf));

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return 1;
	if (n <= 0) {
		close(s->pipe);
		s->pipe = -1;
		return 0;
	}
	write_all(s->port, buf, n);
	s->bytes += n;
	return 1;
}

/* Reap everybody; true when the command itself was among them. */
static int reap(pid_t command, int *status)
{
	int st, found = 0;
	pid_t pid;

	while ((pid = waitpid(-1, &st, WNOHANG)) > 0) {
		if (pid == command) {
			*status = st;
			found = 1;
		}
	}
	return found;
}

static int follow_command(pid_t command, struct stream *s, int sigfd)
{
	double limit = 0;
	int status = -1;

	while (!limit || ((s[0].pipe >= 0 || s[1].pipe >= 0) && now() < limit)) {
		struct pollfd fds[] = {
			{ s[0].pipe, POLLIN, 0 }, { s[1].pipe, POLLIN, 0 },
			{ sigfd, POLLIN, 0 },
		};
		struct signalfd_siginfo info;

		if (poll(fds, 3, limit ? 100 : -1) < 0 && errno != EINTR)
			break;
		if (fds[0].revents)
			pump(&s[0]);
		if (fds[1].revents)
			pump(&s[1]);
		while (read(sigfd, &info, sizeof(info)) > 0)
			;
		if (reap(command, &status)) {
			/* What it left behind does not outlive it. */
			kill(-1, SIGKILL);
			limit = now() + DRAIN_S;
		}
	}
	return status;
}

static void reap_rest(void)
{
	double limit = now() + DRAIN_S;
	pid_t pid;

	while ((pid = waitpid(-1, NULL, WNOHANG)) >= 0 || errno == EINTR) {
		if (now() > limit) {
			/* rmmod -f of a sealed module stays */
			if (!*setting("stays"))
				control("problem a process cannot be killed\n");
			return;
		}
		kill(-1, SIGKILL);
		if (!pid)
			nap(20);
	}
}

static int watch_children(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int main(void)
{
	struct stream s[2] = { { .pipe = -1 }, { .pipe = -1 } };
	int out[2], err[2], status, sigfd;
	struct pollfd answer;
	pid_t command;

	mount_or_die("devtmpfs", "/dev", "devtmpfs", 0, NULL);
	/* No pipe of ours may end up as descriptor 0, 1 or 2. */
	while (open("/dev/null", O_RDWR) < 3)
		;
	mount_or_die("proc", "/proc", "proc", 0, NULL);
	mount_or_die("sysfs", "/sys", "sysfs", 0, NULL);
	config = read_file("/config", NULL);
	command_text = read_file("/argv", &command_len);
	load_boot_modules();
	ctl = port("ctl");
	s[0].port = port("out");
	s[1].port = port("err");
	if (*setting("trial")) {
		control("ready\n");
		power_off();
	}
	sigfd = watch_children();
	if (sigfd < 0 || pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC))
		fatal("pipes");
	mkdir("/new", 0755);
	enter_root();
	set_up_system();
	unpack_added_files();
	warm_up();
	load_tested_module();
	control("ready\n");
	command = start_command(out[1], err[1]);
	close(out[1]);
	close(err[1]);
	s[0].pipe = out[0];
	s[1].pipe = err[0];
	status = follow_command(command, s, sigfd);
	reap_rest();
	if (*setting("module") && !*setting("stays"))
		unload_tested_module();
	check_leaks(&s[1]);
	control("status %d out=%lu err=%lu\n", status, s[0].bytes, s[1].bytes);
	answer = (struct pollfd){ ctl, POLLIN, 0 };
	poll(&answer, 1, WAIT_S * 1000);
	power_off();
}
