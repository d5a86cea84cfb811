/* SPDX-License-Identifier: GPL-2.0-only */
/* Signs of hiding, in words for people. */
#ifndef _TOOL_COVERT_H
#define _TOOL_COVERT_H

#include <stdint.h>

/**
 * covert_print() - a section of its own, if there are any
 * @signs: enum cpuwarden_covert bits
 */
void covert_print(uint32_t signs);

struct finding;

/* Who started its process, and whether it was here before. */
void kin_print(const struct finding *f);

#endif /* _TOOL_COVERT_H */
