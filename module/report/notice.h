/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_NOTICE_H
#define _CW_NOTICE_H

#include <linux/compiler.h>
#include <linux/types.h>

/* What was done to the module. */
enum cw_act {
	CW_ACT_LOAD,
	CW_ACT_UNLOAD,
	CW_ACT_RESET,
	CW_ACT_RATE,
	CW_ACT_ACK,
	CW_ACT_SEAL,
	CW_ACT_REFUSED,
	CW_ACT_SEAL_REFUSED,
	CW_ACT_COUNT
};

void cw_notice_init(void);

/**
 * cw_notice() - write to the kernel log and to audit that the caller did it
 * @act: what
 * @fmt: the same with its particulars, without a newline
 *
 * Who did it (pid and uid as the host sees them, comm) is added. Of each kind
 * but loads and unloads only some a minute are written, so that one kind in a
 * loop hides no other; the rest is counted.
 *
 * Context: process context, in a system call of whoever did it.
 */
__printf(2, 3) void cw_notice(enum cw_act act, const char *fmt, ...);

/* Calls of cw_notice() that were not written; all calls of one kind. */
u64 cw_notices_unlogged(void);
u64 cw_notices_of(enum cw_act act);

#endif /* _CW_NOTICE_H */
