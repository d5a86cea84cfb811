/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_KNOWN_H
#define _CW_KNOWN_H

#include "detect/detect.h"

int cw_known_init(void);
void cw_known_exit(void);

/**
 * cw_known_signs() - cw_signs_of_code(), remembering what it said
 * @s:      result
 * @sample: a user-mode sample
 *
 * Context: the collector.
 */
void cw_known_signs(struct cw_signs *s, const struct cw_sample *sample);

#endif /* _CW_KNOWN_H */
