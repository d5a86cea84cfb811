// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers of the netlink contract as the words of /proc/cpuwarden.
 */

#include "words.h"

#include <cpuwarden/words.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "detect/detect.h"
#include "case/restarter.h"

static const char *name_of(const char *const *names, size_t n, u8 value)
{
	return value < n ? names[value] : "?";
}

const char *cw_subject_name(u8 subject)
{
	static const char *const names[] = { CW_SUBJECT_WORDS };

	return name_of(names, ARRAY_SIZE(names), subject);
}

const char *cw_close_reason_name(u8 reason)
{
	static const char *const names[] = { CW_CLOSE_REASON_WORDS };

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
	static const char *const names[] = { CW_ORIGIN_WORDS };

	return flag_names(names, ARRAY_SIZE(names), origin, buf);
}

const char *cw_exe_flag_names(u32 flags, char *buf)
{
	static const char *const names[] = { CW_EXE_FLAG_WORDS };

	return flag_names(names, ARRAY_SIZE(names), flags, buf);
}

const char *cw_change_names(u32 changes, char *buf)
{
	static const char *const names[] = { CW_CHANGE_WORDS };

	return flag_names(names, ARRAY_SIZE(names), changes, buf);
}

const char *cw_covert_names_of(u32 signs, char *buf)
{
	static const char *const names[] = { CW_COVERT_WORDS };

	return flag_names(names, ARRAY_SIZE(names), signs, buf);
}

const char *cw_rest_names(u32 rests, char *buf)
{
	static const char *const names[] = { CW_REST_WORDS };

	return flag_names(names, ARRAY_SIZE(names), rests, buf);
}

const char *cw_link_names(u32 links, char *buf)
{
	static const char *const names[] = { CW_LINK_WORDS };

	return flag_names(names, ARRAY_SIZE(names), links, buf);
}

const char *cw_restarter_name(u8 kind)
{
	static const char *const names[] = { CW_RESTARTER_WORDS };

	return name_of(names, ARRAY_SIZE(names), kind);
}

const char *cw_parents_text(const struct cw_lineage *l, char *buf)
{
	size_t len = 0;
	u32 i;

	*buf = '\0';
	for (i = 0; i < l->n; i++)
		len += scnprintf(buf + len, CW_PARENTS_BYTES - len, "%s%s(%u)",
				 len ? "<" : "", l->up[i].comm, l->up[i].pid);
	return buf;
}

const char *cw_family_kind_name(bool mining_only)
{
	static const char *const names[] = { CW_FAMILY_KIND_WORDS };

	return name_of(names, ARRAY_SIZE(names), mining_only);
}

const char *cw_family_name(u8 family)
{
	const struct cw_family_info *info = cw_family_info(family);

	return info ? info->name : "-";
}
