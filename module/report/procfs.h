/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_PROCFS_H
#define _CW_PROCFS_H

/**
 * cw_procfs_init() - make /proc/cpuwarden
 * @gid: group that may read it beside root, or -1
 *
 * Return: 0 or a negative errno.
 */
int cw_procfs_init(int gid);

/* Waits for readers. */
void cw_procfs_exit(void);

#endif /* _CW_PROCFS_H */
