/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * net/genetlink.h: before 6.1 nobody is told which attribute is missing.
 */
#ifndef _CW_COMPAT_GENETLINK_H
#define _CW_COMPAT_GENETLINK_H

#include <net/genetlink.h>

#ifndef GENL_REQ_ATTR_CHECK
#define GENL_REQ_ATTR_CHECK(info, attr)	(!(info)->attrs[attr])
#endif

#endif /* _CW_COMPAT_GENETLINK_H */
