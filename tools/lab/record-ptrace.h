/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_LAB_RECORD_PTRACE_H
#define _CW_LAB_RECORD_PTRACE_H

#include "record/target.h"

/* Record through ptrace. Return: 0, or -1 after a message. */
int cw_record_ptrace(const struct cw_record_options *o, struct cw_target *t,
		     u64 *samples);

#endif /* _CW_LAB_RECORD_PTRACE_H */
