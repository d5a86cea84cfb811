/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/magic.h: FUSE keeps its number to itself before 5.17.
 */
#ifndef _CW_COMPAT_MAGIC_H
#define _CW_COMPAT_MAGIC_H

#include <linux/magic.h>

#ifndef FUSE_SUPER_MAGIC
#define FUSE_SUPER_MAGIC	0x65735546
#endif

#endif /* _CW_COMPAT_MAGIC_H */
