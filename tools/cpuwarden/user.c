// SPDX-License-Identifier: GPL-2.0-only
/* User ids to names. */
#include <pwd.h>
#include <string.h>

#include "tool.h"
#include "user.h"

char *user_name(uint32_t uid)
{
	const struct passwd *pw = getpwuid(uid);

	return pw ? xstrndup(pw->pw_name, strlen(pw->pw_name)) : NULL;
}
