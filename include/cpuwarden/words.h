/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Do not edit: docs/netlink/gen-fields.py made this from
 * docs/netlink/cpuwarden.yaml.
 */
#ifndef _CPUWARDEN_WORDS_H
#define _CPUWARDEN_WORDS_H

/* In the order of the values; of flags in that of the bits. */

#define CW_VERDICT_WORDS \
	"clear", "suspect", "confirmed"

#define CW_EVENT_WORDS \
	"none", "opened", "escalated", "updated", "closed", "changed"

#define CW_CLOSE_REASON_WORDS \
	"open", "exited", "quiet", "reset", "evicted"

#define CW_SUBJECT_WORDS \
	"process", "executable", "tenant"

#define CW_ORIGIN_WORDS \
	"file", "anon", "memfd", "wx", "xonly", "vdso", "deleted"

#define CW_EXE_FLAG_WORDS \
	"deleted", "memfd", "replaced", "tmpfs", "exchanged"

#define CW_CHANGE_WORDS \
	"verdict", "family", "origin", "threads", "share", "user", "executable", "tenant", "memory"

#define CW_REST_WORDS \
	"stopped", "waits", "sleeps"

#define CW_COVERT_WORDS \
	"kernel-name", "other-name", "system-name", "open-folder", "hidden-path", "gone", "fileless", "idle-class", "pinned", "huge-pages", "pauses", "unsampled", "in-kernel", "changed-code", "two-mappings", "rewritten", "yields", "large-region", "same-hours"

#define CW_RESTARTER_WORDS \
	"none", "cron", "at", "unit", "container", "session", "shell", "process"

#define CW_LINK_WORDS \
	"code", "restarter"

#define CW_FAMILY_KIND_WORDS \
	"primitive", "mining"

/* Bounds of what may be set. */
#define CW_CONFIG_RATE_HZ_MIN 10
#define CW_CONFIG_RATE_HZ_MAX 4000

#endif /* _CPUWARDEN_WORDS_H */
