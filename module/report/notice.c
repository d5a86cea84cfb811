// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who did what to the module: kernel log and audit.
 */

#include "notice.h"
#include "words.h"

#include <linux/atomic.h>
#include <linux/audit.h>
#include <linux/cred.h>
#include <linux/printk.h>
#include <linux/ratelimit.h>
#include <linux/sched.h>
#include <linux/string_helpers.h>
#include <linux/uidgid.h>

enum { PER_MINUTE = 10 };

/* Each byte of a name may become \ooo. */
enum { COMM_BYTES = 4 * TASK_COMM_LEN };

/**
 * struct act - one kind of what is done
 * @op:      its name in audit records
 * @limited: whether it may be done in a loop
 * @refusal: it was wanted, and not done
 * @limit:   how many more may be written now
 * @count:   so many
 * @skipped: how many were not written since the last that was
 */
struct act {
	const char *op;
	bool limited;
	bool refusal;
	struct ratelimit_state limit;
	atomic64_t count;
	atomic_t skipped;
};

static struct act acts[CW_ACT_COUNT] = {
	[CW_ACT_LOAD] = { .op = "load" },
	[CW_ACT_UNLOAD] = { .op = "unload" },
	[CW_ACT_RESET] = { .op = "reset", .limited = true },
	[CW_ACT_RATE] = { .op = "set-rate", .limited = true },
	[CW_ACT_ACK] = { .op = "ack", .limited = true },
	[CW_ACT_SEAL] = { .op = "seal" },
	[CW_ACT_REFUSED] = { .op = "refused", .limited = true,
			     .refusal = true },
	[CW_ACT_SEAL_REFUSED] = { .op = "refused-sealed", .limited = true,
				  .refusal = true },
};

static atomic64_t unlogged;

static void to_log(struct va_format *what, unsigned int skipped)
{
	char comm[TASK_COMM_LEN], escaped[COMM_BYTES + 1], more[48] = "";
	int len;

	get_task_comm(comm, current);
	len = string_escape_mem(comm, strlen(comm), escaped, COMM_BYTES,
				ESCAPE_OCTAL, CW_TEXT_ESCAPED);
	escaped[min_t(int, len, COMM_BYTES)] = '\0';
	if (skipped)
		scnprintf(more, sizeof(more),
			  "; %u before were not logged", skipped);
	pr_notice("%pV, by pid %d uid %u comm %s%s\n", what,
		  task_tgid_nr(current),
		  from_kuid(&init_user_ns, current_uid()), escaped, more);
}

/* AUDIT_KERNEL_OTHER is for modules like this one; audit escapes the name. */
static void to_audit(const struct act *act, struct va_format *what)
{
	struct audit_buffer *record;

	if (audit_enabled == AUDIT_OFF)
		return;
	/* a stranger's request must not wait for audit, under genl's lock */
	record = audit_log_start(audit_context(),
				 act->refusal ? GFP_NOWAIT : GFP_KERNEL,
				 AUDIT_KERNEL_OTHER);
	if (!record)
		return;
	audit_log_format(record, "module=cpuwarden op=%s info=\"%pV\"",
			 act->op, what);
	audit_log_task_info(record);
	audit_log_format(record, " res=%d", !act->refusal);
	audit_log_end(record);
}

void cw_notice(enum cw_act kind, const char *fmt, ...)
{
	struct act *act = &acts[kind];
	struct va_format what = { .fmt = fmt };
	va_list args;

	atomic64_inc(&act->count);
	if (act->limited && !__ratelimit(&act->limit)) {
		atomic_inc(&act->skipped);
		atomic64_inc(&unlogged);
		return;
	}
	va_start(args, fmt);
	what.va = &args;
	to_log(&what, atomic_xchg(&act->skipped, 0));
	to_audit(act, &what);
	va_end(args);
}

void cw_notice_init(void)
{
	struct act *act;

	for (act = acts; act < acts + CW_ACT_COUNT; act++) {
		ratelimit_state_init(&act->limit, 60 * HZ, PER_MINUTE);
		/* no message of its own: our next line has the count */
		ratelimit_set_flags(&act->limit, RATELIMIT_MSG_ON_RELEASE);
	}
}

u64 cw_notices_unlogged(void)
{
	return atomic64_read(&unlogged);
}

u64 cw_notices_of(enum cw_act kind)
{
	return atomic64_read(&acts[kind].count);
}
