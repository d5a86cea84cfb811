/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * linux/proc_fs.h: pde_data() is PDE_DATA() before 5.17 (probed in Kbuild).
 */
#ifndef _CW_COMPAT_PROC_FS_H
#define _CW_COMPAT_PROC_FS_H

#include <linux/proc_fs.h>

#ifndef CW_HAVE_PDE_DATA
#define pde_data(inode)	PDE_DATA(inode)
#endif

#endif /* _CW_COMPAT_PROC_FS_H */
