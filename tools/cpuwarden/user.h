/* SPDX-License-Identifier: GPL-2.0-only */
/* User ids to names. */
#ifndef _TOOL_USER_H
#define _TOOL_USER_H

#include <stdint.h>

/* The user's name, unescaped, for the caller to free; NULL if there is none. */
char *user_name(uint32_t uid);

#endif /* _TOOL_USER_H */
