// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "detect/detect.h"
#include "machine.h"
#include "proc.h"

/* More arguments than this are not looked at. */
#define ARGUMENTS_LEN	65536

bool rule_of_guest(const char *rule)
{
	return rule && !strcmp(rule, cw_family_rule_name(0, CW_RULE_GUEST));
}

/* QEMU: NAME,OPTIONS or guest=NAME,OPTIONS, in any order. */
static bool of_value(const char *value, char *name)
{
	static const char key[] = "guest=";
	const char *guest = strstr(value, key);
	size_t len;

	if (guest && (guest == value || guest[-1] == ','))
		value = guest + strlen(key);
	len = strcspn(value, ",");
	if (!len || len >= MACHINE_NAME_LEN)
		return false;
	memcpy(name, value, len);
	name[len] = '\0';
	return true;
}

bool machine_of_arguments(const char *args, size_t len, char *name)
{
	const char *end = args + len, *arg, *next;

	for (arg = args; arg < end; arg = next) {
		next = memchr(arg, 0, end - arg);
		if (!next++)
			return false;	/* it was cut */
		if (strcmp(arg, "-name") && strcmp(arg, "--name"))
			continue;
		return next < end && memchr(next, 0, end - next) &&
		       of_value(next, name);
	}
	return false;
}

bool machine_of_process(uint32_t pid, uint64_t start_ns, char *name)
{
	char *args = malloc(ARGUMENTS_LEN);
	int procfd = args ? proc_open_since(pid, start_ns) : -1, fd = -1;
	ssize_t len = 0;

	if (procfd >= 0)
		fd = openat(procfd, "cmdline", O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		len = read(fd, args, ARGUMENTS_LEN);
		close(fd);
	}
	if (procfd >= 0)
		close(procfd);
	if (len <= 0 || !machine_of_arguments(args, len, name))
		len = 0;
	free(args);
	return len;
}
