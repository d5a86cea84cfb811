// SPDX-License-Identifier: GPL-2.0-only
/* What names say of who wants to look like another. */
#include <kunit/test.h>
#include <linux/module.h>

#include "case/names.h"

static void names_of_kernel_threads(struct kunit *test)
{
	/* as ps of Linux 6.12 shows them, and as the kernel cuts them */
	static const char *const yes[] = {
		"kworker/0:1", "kworker/u16:3-", "[kworker/0:0]", "ksoftirqd/1",
		"kswapd0", "migration/3", "[kworker/u16:3-", "rcu_tasks_kthre",
	};
	static const char *const no[] = {
		"[", "[[", "irqbalance", "kswapd-exporter", "[1] job", "kwork",
		"nginx: worker process", "",
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(yes); i++)
		KUNIT_EXPECT_TRUE_MSG(test, cw_name_is_kernel_thread(yes[i]),
				      "%s", yes[i]);
	for (i = 0; i < ARRAY_SIZE(no); i++)
		KUNIT_EXPECT_FALSE_MSG(test, cw_name_is_kernel_thread(no[i]),
				       "%s", no[i]);
}

struct named {
	const char *comm;
	const char *exe;
	u32 signs;
};

#define OTHER	CPUWARDEN_COVERT_OTHER_NAME
#define SYSTEM	CPUWARDEN_COVERT_SYSTEM_NAME
#define HIDDEN	CPUWARDEN_COVERT_HIDDEN_PATH

/* Names that public reports of families have, and programs of Debian 12. */
static void names_and_paths(struct kunit *test)
{
	static const struct named names[] = {
		/* Kinsing */
		{ "kdevtmpfsi", "/tmp/kdevtmpfsi", SYSTEM },
		/* TeamTNT: a daemon's name, hidden */
		{ ".dockerd", "/usr/bin/.dockerd", SYSTEM | HIDDEN },
		{ "dockerd", "/var/tmp/.copydie/dockerd", SYSTEM | HIDDEN },
		{ "systemd-network", "/tmp/systemd-networkd", SYSTEM },
		{ "sshd", "/root/sshd", SYSTEM },
		{ "systemdd", "/usr/bin/systemdd", SYSTEM },
		{ "php-fpm", "/dev/shm/x", OTHER },
		{ "x", "/root/...  /x", HIDDEN },

		{ "sshd", "/usr/sbin/sshd", 0 },
		{ "systemd-network", "/usr/lib/systemd/systemd-networkd", 0 },
		{ "rsyslogd", "/usr/sbin/rsyslogd", 0 },
		{ "syslogd", "/sbin/syslogd", 0 },
		{ "docker", "/usr/bin/docker", 0 },
		{ "mysql", "/usr/bin/mysql", 0 },
		{ "chronyc", "/usr/bin/chronyc", 0 },
		{ "apache2", "/usr/sbin/apache2", 0 },
		{ "unattended-upgr", "/usr/bin/python3.11", 0 },
		{ "postgres", "/usr/lib/postgresql/15/bin/postgres", 0 },
		{ "gzip", "/usr/bin/gzip", 0 },
		{ "a", "/home/u/a", 0 },
		{ "server", NULL, 0 },
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		KUNIT_EXPECT_EQ_MSG(test, cw_covert_names(names[i].comm,
							  names[i].exe),
				    names[i].signs, "%s of %s", names[i].comm,
				    names[i].exe ?: "nothing");
}

static void interpreters_of_no_file(struct kunit *test)
{
	const u32 yes = CPUWARDEN_COVERT_FILELESS;
	const u32 memfd = CW_ORIGIN_FILE | CW_ORIGIN_MEMFD;
	const u32 anon = CW_ORIGIN_FILE | CW_ORIGIN_ANON;

	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/perl", anon), yes);
	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/php8.2", memfd), yes);
	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/python3", memfd),
			yes);
	/* compilers to machine code in Python and PHP; a program that has one */
	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/python3", anon), 0u);
	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/php8.2", anon), 0u);
	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/wine", memfd), 0u);
	KUNIT_EXPECT_EQ(test, cw_covert_fileless("/usr/bin/perl",
						 CW_ORIGIN_FILE), 0u);
	KUNIT_EXPECT_EQ(test, cw_covert_fileless(NULL, memfd), 0u);
}

static struct kunit_case covert_cases[] = {
	KUNIT_CASE(names_of_kernel_threads),
	KUNIT_CASE(names_and_paths),
	KUNIT_CASE(interpreters_of_no_file),
	{}
};

static struct kunit_suite covert_suite = {
	.name = "cpuwarden_covert",
	.test_cases = covert_cases,
};

kunit_test_suite(covert_suite);

MODULE_DESCRIPTION("KUnit suite of signs of hiding");
MODULE_LICENSE("GPL");
