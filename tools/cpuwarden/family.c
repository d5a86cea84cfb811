// SPDX-License-Identifier: GPL-2.0-only
/* Families by their names. */
#include <string.h>

#include "detect/families.h"
#include "escape.h"
#include "views.h"

const struct cw_family_info *family_find(const char *name)
{
	const struct cw_family_info *info;
	unsigned int i;

	for (i = 0; i < CW_FAMILY_COUNT; i++) {
		info = cw_family_info(i);
		if (info && !strcmp(info->name, name))
			return info;
	}
	return NULL;
}

const char *family_named(const char *name)
{
	const struct cw_family_info *info = family_find(name);

	return shown(info ? info->title : name);	/* of a newer module */
}
