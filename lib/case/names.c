// SPDX-License-Identifier: GPL-2.0-only
#include "names.h"

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

/* So long that a name one letter off is no accident. */
enum { LIKE_MIN_CHARS = 6 };

static bool has_prefix(const char *text, const char *prefix)
{
	size_t len = strlen(prefix);

	return strlen(text) >= len && !memcmp(text, prefix, len);
}

static bool has_blank(const char *text)
{
	while (*text && *text != ' ')
		text++;
	return *text;
}

static bool is_one_of(const char *text, const char *const *words, size_t n)
{
	while (n--)
		if (!strcmp(text, words[n]))
			return true;
	return false;
}

static const char *const kernel_names[] = {
	"kthreadd", "kworker", "ksoftirqd", "rcu_sched", "rcu_preempt",
	"rcu_gp", "rcu_par_gp", "kswapd0", "kcompactd0", "khugepaged",
	"ksmd", "kdevtmpfs", "kauditd", "khungtaskd", "oom_reaper",
	"kblockd", "mm_percpu_wq", "kintegrityd", "kthrotld",
};

/* Of kernel threads that a number tells apart; else it may be a folder's name. */
static bool is_numbered(const char *name)
{
	static const char *const prefixes[] = {
		"ksoftirqd/", "migration/", "cpuhp/", "idle_inject/", "irq/",
		"scsi_eh_",
	};
	size_t i;

	for (i = 0; i < COUNT(prefixes); i++) {
		if (has_prefix(name, prefixes[i])) {
			name += strlen(prefixes[i]);
			return *name >= '0' && *name <= '9';
		}
	}
	return false;
}

bool cw_name_is_kernel_thread(const char *name)
{
	static const char *const prefixes[] = {
		"kworker/", "jbd2/", "rcu_tasks",
	};
	size_t i, len = strlen(name);

	if (*name == '[') {
		if (len > 2 && name[len - 1] == ']' && !has_blank(name))
			return true;
		name++;
	}
	for (i = 0; i < COUNT(prefixes); i++)
		if (has_prefix(name, prefixes[i]))
			return true;
	return is_numbered(name) ||
	       is_one_of(name, kernel_names, COUNT(kernel_names));
}

static const char *base_of(const char *path)
{
	const char *base = path;

	for (; *path; path++)
		if (*path == '/')
			base = path + 1;
	return base;
}

/*
 * Their name is that of what they run, and what they run is where the user
 * wants it. Versions follow: python3.11, php-fpm8.2.
 */
static bool is_interpreter(const char *exe)
{
	static const char *const names[] = {
		"python", "perl", "ruby", "php", "node", "lua", "java",
		"busybox", "bash", "dash", "zsh", "ksh", "guile", "tclsh",
		"qemu-",
	};
	const char *base = base_of(exe);
	size_t i;

	for (i = 0; i < COUNT(names); i++)
		if (has_prefix(base, names[i]))
			return true;
	return !strcmp(base, "sh");
}

/* "nginx" of nginx, "python3" of python3.11, what is cut after 15 letters. */
static bool is_name_of(const char *comm, const char *base)
{
	size_t i;

	for (i = 0; comm[i] && base[i]; i++)
		if (comm[i] != base[i])
			return false;
	return i >= 2 || (!comm[i] && !base[i]);
}

/*
 * Is it @word but for one letter, which is another, one more or one less? With
 * another last one, or without it, it may be what goes with a daemon: docker,
 * mysql, chronyc.
 */
static bool is_one_off(const char *text, const char *word)
{
	size_t a = strlen(text), b = strlen(word), i;

	if (b < LIKE_MIN_CHARS || a > b + 1 || b > a + 1)
		return false;
	for (i = 0; text[i] && text[i] == word[i]; i++)
		;
	if (!text[i] || (a == b && i == a - 1))
		return false;
	return !strcmp(text + i + (a >= b), word + i + (b >= a));
}

static const char *const daemons[] = {
	"systemd", "init", "sshd", "cron", "crond", "atd", "anacron",
	"dbus-daemon", "rsyslogd", "syslogd", "agetty", "login", "udevd",
	"polkitd", "dockerd", "containerd", "containerd-shim", "runc",
	"kubelet", "kube-proxy", "NetworkManager", "auditd", "chronyd", "ntpd",
	"irqbalance", "snapd", "nginx", "apache2", "httpd", "mysqld",
	"mariadbd", "postgres", "redis-server", "memcached", "named",
	"dnsmasq", "iscsid", "multipathd", "lvmetad", "rpcbind", "postfix",
	"exim4", "cupsd", "avahi-daemon", "systemd-journald",
	"systemd-logind", "systemd-udevd", "systemd-resolved",
	"systemd-networkd", "systemd-timesyncd",
};

/* Where the programs of a system are, in containers too. */
static bool is_system_path(const char *exe)
{
	static const char *const folders[] = {
		"/usr/", "/bin/", "/sbin/", "/lib/", "/lib64/", "/opt/",
		"/snap/", "/nix/store/", "/gnu/store/", "/app/",
	};
	size_t i;

	for (i = 0; i < COUNT(folders); i++)
		if (has_prefix(exe, folders[i]))
			return true;
	return false;
}

/*
 * The name of a daemon, cut to what the kernel keeps, on what is not installed
 * as one; or a name that is to be read as a daemon's or a kernel thread's
 * (kdevtmpfsi) anywhere.
 */
static bool is_system_name(const char *name, const char *exe)
{
	size_t i;

	for (i = 0; i < COUNT(daemons); i++)
		if (!strcmp(name, daemons[i]) ||
		    (strlen(name) == CW_COMM_CHARS &&
		     has_prefix(daemons[i], name)))
			return !is_system_path(exe);
	for (i = 0; i < COUNT(daemons); i++)
		if (is_one_off(name, daemons[i]))
			return true;
	for (i = 0; i < COUNT(kernel_names); i++)
		if (is_one_off(name, kernel_names[i]))
			return true;
	return false;
}

/* A folder or file that ls does not show, or that looks like one of those. */
static bool is_hidden(const char *path)
{
	for (; *path; path++)
		if (path[0] == '/' &&
		    (path[1] == '.' || path[1] == ' ' || path[1] == '\t'))
			return true;
	return false;
}

u32 cw_covert_names(const char *comm, const char *exe)
{
	const char *base;
	u32 signs = 0;

	if (!exe || *exe != '/')
		return 0;
	base = base_of(exe);
	if (is_hidden(exe))
		signs |= CPUWARDEN_COVERT_HIDDEN_PATH;
	if (is_interpreter(exe))
		return signs;
	if (!is_name_of(comm, base))
		signs |= CPUWARDEN_COVERT_OTHER_NAME;
	if (is_system_name(comm, exe) || is_system_name(base, exe))
		signs |= CPUWARDEN_COVERT_SYSTEM_NAME;
	return signs;
}

/*
 * They have no compiler to machine code, and hardly anybody loads one into them
 * (into Python many do): what they execute in anonymous memory, somebody put
 * there.
 */
static bool is_plain_interpreter(const char *exe)
{
	static const char *const names[] = {
		"perl", "bash", "dash", "busybox", "zsh", "ksh",
	};
	const char *base = base_of(exe);
	size_t i;

	for (i = 0; i < COUNT(names); i++)
		if (has_prefix(base, names[i]))
			return true;
	return !strcmp(base, "sh");
}

u32 cw_covert_fileless(const char *exe, u32 origin)
{
	if (!exe)
		return 0;
	if ((origin & CW_ORIGIN_MEMFD && is_interpreter(exe)) ||
	    (origin & CW_ORIGIN_ANON && is_plain_interpreter(exe)))
		return CPUWARDEN_COVERT_FILELESS;
	return 0;
}
