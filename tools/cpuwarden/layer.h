/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether an executable came with its container's image, or was written there. */
#ifndef _TOOL_LAYER_H
#define _TOOL_LAYER_H

#include <stdbool.h>
#include <stdint.h>

/**
 * layer_is_upper() - was the executable of a process written into its container?
 * @pid:      the process
 * @start_ns: its start, as the module has it: another process is not asked
 *
 * The mount that the executable is on tells where overlayfs has its upper layer,
 * if it is one. What is there was not in the image: it was written after the
 * container had been made. Root of the host sees where it is; in a mount namespace
 * of its own a process can name another folder, of which only the file of the same
 * name, size and time is believed.
 *
 * Return: whether it lies there; false, too, if it is not known.
 */
bool layer_is_upper(uint32_t pid, uint64_t start_ns);

#endif /* _TOOL_LAYER_H */
