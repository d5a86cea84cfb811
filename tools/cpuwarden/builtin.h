/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Do the decoder and the detector, built from the very files of the module, do
 * on known samples what they must?
 */
#ifndef _TOOL_BUILTIN_H
#define _TOOL_BUILTIN_H

#include <stdbool.h>
#include <stddef.h>

/* True if all is well; @text tells what was seen in any case. */
bool builtin_decode(char *text, size_t size);
bool builtin_detect(char *text, size_t size);

#endif /* _TOOL_BUILTIN_H */
