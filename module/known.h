/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_KNOWN_H
#define _CW_KNOWN_H

#include "detect/known.h"

/* The collector's alone, from load to unload. */
extern struct cw_known *cw_known;

int cw_known_init(void);
void cw_known_exit(void);

#endif /* _CW_KNOWN_H */
