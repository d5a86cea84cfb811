// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers of the netlink contract as the words of /proc/cpuwarden.
 */

#include "words.h"

#include <linux/kernel.h>
#include <linux/string.h>
#include <uapi/linux/cpuwarden.h>

#include "detect/detect.h"

static const char *name_of(const char *const *names, size_t n, u8 value)
{
	return value < n ? names[value] : "?";
}

const char *cw_subject_name(u8 subject)
{
	static const char *const names[] = {
		[CPUWARDEN_SUBJECT_PROCESS] = "process",
		[CPUWARDEN_SUBJECT_EXECUTABLE] = "executable",
		[CPUWARDEN_SUBJECT_TENANT] = "tenant",
	};

	return name_of(names, ARRAY_SIZE(names), subject);
}

const char *cw_close_reason_name(u8 reason)
{
	static const char *const names[] = {
		[CPUWARDEN_CLOSE_REASON_OPEN] = "open",
		[CPUWARDEN_CLOSE_REASON_EXITED] = "exited",
		[CPUWARDEN_CLOSE_REASON_QUIET] = "quiet",
		[CPUWARDEN_CLOSE_REASON_RESET] = "reset",
	};

	return name_of(names, ARRAY_SIZE(names), reason);
}

static const char *flag_names(const char *const *names, size_t n, u32 flags,
			      char *buf)
{
	size_t i, len = 0;

	for (i = 0; i < n; i++) {
		if (flags & BIT(i))
			len += scnprintf(buf + len, CW_FLAGS_BYTES - len,
					 "%s%s", len ? "," : "", names[i]);
	}
	return len ? buf : "-";
}

const char *cw_origin_names(u32 origin, char *buf)
{
	static const char *const names[] = {
		"file", "anon", "memfd", "wx", "xonly", "vdso",
	};

	BUILD_BUG_ON((u32)CPUWARDEN_ORIGIN_FILE != (u32)CW_ORIGIN_FILE);
	BUILD_BUG_ON((u32)CPUWARDEN_ORIGIN_VDSO != (u32)CW_ORIGIN_VDSO);
	return flag_names(names, ARRAY_SIZE(names), origin, buf);
}

const char *cw_exe_flag_names(u32 flags, char *buf)
{
	static const char *const names[] = { "deleted", "memfd" };

	return flag_names(names, ARRAY_SIZE(names), flags, buf);
}

const char *cw_family_name(u8 family)
{
	const struct cw_family_info *info = cw_family_info(family);

	return info ? info->name : "-";
}
