// SPDX-License-Identifier: GPL-2.0-only
/* Which findings somebody wants to see. */
#include <fnmatch.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "detect/families.h"
#include "container.h"
#include "escape.h"
#include "filter.h"
#include "model.h"
#include "options.h"
#include "tool.h"
#include "user.h"
#include "views.h"

/* By what people call it. */
static const struct cw_family_info *family_titled(const char *word)
{
	const struct cw_family_info *info;
	unsigned int i;

	for (i = 0; i < CW_FAMILY_COUNT; i++) {
		info = cw_family_info(i);
		if (info && !strcasecmp(info->title, word))
			return info;
	}
	return NULL;
}

int filter_check(void)
{
	const struct cw_family_info *info;

	if (!opt.family)
		return 0;
	info = family_find(opt.family) ?: family_titled(opt.family);
	if (!info)
		return fail(EXIT_USAGE,
			    "no such family: '%s': see 'cpuwarden families'",
			    shown(opt.family));
	opt.family = info->name;
	return 0;
}

bool filter_any(void)
{
	return opt.verdict || opt.family || opt.user || opt.tenant;
}

static bool user_fits(const struct finding *f)
{
	char number[16];
	bool fits;
	char *name;

	if (!has(f, CPUWARDEN_A_FINDING_UID))
		return false;
	snprintf(number, sizeof(number), "%" PRIu32, f->uid);
	if (!strcmp(opt.user, number))
		return true;
	name = user_name(f->uid, f->cgroup_path);
	fits = name && !strcmp(opt.user, name);
	free(name);
	return fits;
}

/* By path, by container, or by what --by=tenant calls it; all as patterns. */
static bool tenant_fits(const struct finding *f)
{
	char owner[OWNER_LEN], text[sizeof(struct container) + 8];
	struct container c;

	if (!f->cgroup_path)
		return false;
	if (!fnmatch(opt.tenant, f->cgroup_path, 0) ||
	    !fnmatch(opt.tenant, owner_of(f->cgroup_path, owner), 0))
		return true;
	if (!container_find(f->cgroup_path, &c))
		return false;
	snprintf(text, sizeof(text), "%s:%s", c.engine, c.id);
	return !fnmatch(opt.tenant, text, 0);
}

bool filter_takes(const struct finding *f)
{
	bool confirmed = f->verdict == CPUWARDEN_VERDICT_CONFIRMED ||
			 f->verdict_before == CPUWARDEN_VERDICT_CONFIRMED;

	return (!opt.verdict || confirmed) &&
	       (!opt.family ||
		(f->family && !strcmp(f->family, opt.family))) &&
	       (!opt.user || user_fits(f)) &&
	       (!opt.tenant || tenant_fits(f));
}
