/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_WORDS_H
#define _CW_WORDS_H

#include <linux/types.h>

/* What is written as \ooo in text of somebody else. */
#define CW_TEXT_ESCAPED							\
	" \\\001\002\003\004\005\006\a\b\t\n\v\f\r\016\017"		\
	"\020\021\022\023\024\025\026\027\030\031\032\033\034\035\036\037\177"

/* Names that netlink gives as numbers and procfs as words; "?" if unknown. */
const char *cw_subject_name(u8 subject);
const char *cw_close_reason_name(u8 reason);
const char *cw_family_kind_name(bool mining_only);

enum { CW_FLAGS_BYTES = 256 };

/* "anon,wx" or "-" if none is set; @buf is CW_FLAGS_BYTES long. */
const char *cw_origin_names(u32 origin, char *buf);
const char *cw_exe_flag_names(u32 flags, char *buf);
const char *cw_change_names(u32 changes, char *buf);
const char *cw_covert_names_of(u32 signs, char *buf);
const char *cw_rest_names(u32 rests, char *buf);

const char *cw_link_names(u32 links, char *buf);
const char *cw_restarter_name(u8 kind);

struct cw_lineage;

enum { CW_PARENTS_BYTES = 128 };

/* "sh(12)<cron(3)", "" if none is known; @buf is CW_PARENTS_BYTES long. */
const char *cw_parents_text(const struct cw_lineage *l, char *buf);

/* Name of a family, "-" for CW_FAMILY_NONE. */
const char *cw_family_name(u8 family);

#endif /* _CW_WORDS_H */
