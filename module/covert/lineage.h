/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_LINEAGE_H
#define _CW_LINEAGE_H

struct cw_lineage;
struct task_struct;

/* Who is above @task now. Context: process, does not sleep. */
void cw_lineage_look(struct task_struct *task, struct cw_lineage *l);

#endif /* _CW_LINEAGE_H */
