/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_SAMPLES_H
#define _CW_SAMPLES_H

#include <linux/proc_fs.h>
#include <linux/types.h>

/* /proc/cpuwarden/samples */
extern const struct proc_ops cw_samples_proc_ops;

/*
 * Somebody records now; records that readers missed since load.
 * Context: under cw_tables_lock.
 */
bool cw_samples_recording(void);
u64 cw_samples_dropped(void);

#endif /* _CW_SAMPLES_H */
