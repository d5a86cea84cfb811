// SPDX-License-Identifier: GPL-2.0-only
/* User ids to names. */
#include <pwd.h>
#include <string.h>

#include "container.h"
#include "tool.h"
#include "user.h"

char *user_name(uint32_t uid, const char *cgroup)
{
	const struct passwd *pw;
	struct container c;

	if (cgroup && container_find(cgroup, &c))
		return NULL;
	pw = getpwuid(uid);
	return pw ? xstrndup(pw->pw_name, strlen(pw->pw_name)) : NULL;
}
