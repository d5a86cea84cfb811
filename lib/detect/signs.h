/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * signs: what is known of each sign beside how it is seen. signs.map lists
 * them.
 */
#ifndef _CPUWARDEN_DETECT_SIGNS_H
#define _CPUWARDEN_DETECT_SIGNS_H

#include "detect.h"

/* What a sample must have so that a sign could be seen in it. */
enum cw_needs {
	CW_NEEDS_STATE,		/* a control word */
	CW_NEEDS_ORIGIN,	/* nothing beside what every sample has */
	CW_NEEDS_CODE,		/* decoded instructions */
	CW_NEEDS_VALUES,	/* what is kept of the registers */
	CW_NEEDS_VECTORS,	/* … of the vector registers, too */
};

/**
 * struct cw_sign_info - one sign
 * @name:    stable
 * @text:    for people
 * @needs:   enum cw_needs
 * @refines: the sign without which this one is never seen; itself if there is
 *           none
 */
struct cw_sign_info {
	const char *name;
	const char *text;
	u8 needs;
	u8 refines;
};

extern const struct cw_sign_info cw_sign_infos[CW_SIGN_COUNT];

/* @sign: below CW_SIGN_COUNT; judging asks often */
static inline const struct cw_sign_info *cw_sign_info(unsigned int sign)
{
	return &cw_sign_infos[sign];
}

/* What a process is like beside its code: by number, enum cw_circumstance. */
struct cw_circumstance_info {
	const char *name;	/* stable */
	const char *text;	/* for people */
};

/* @number: below CW_CIRCUMSTANCE_COUNT */
const struct cw_circumstance_info *
cw_circumstance_info(unsigned int number);

#endif /* _CPUWARDEN_DETECT_SIGNS_H */
