/* SPDX-License-Identifier: GPL-2.0-only */
/* What a virtual machine calls itself. Libvirt's are told by container.h. */
#ifndef _TOOL_MACHINE_H
#define _TOOL_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MACHINE_NAME_LEN	256

/* Is a finding by this rule (or NULL) of what was seen inside a guest? */
bool rule_of_guest(const char *rule);

/**
 * machine_of_arguments() - by QEMU's -name, or kvmtool's --name
 * @args: arguments of a process, each ended by a 0
 * @len:  bytes of them
 * @name: result, MACHINE_NAME_LEN, raw
 *
 * Return: whether there is one.
 */
bool machine_of_arguments(const char *args, size_t len, char *name);

/**
 * machine_of_process() - the same of a process that lives
 * @pid:      the process
 * @start_ns: its start, as the module has it: another process is not asked
 * @name:     result, MACHINE_NAME_LEN, raw. It may say what it likes
 *
 * Return: whether it is known.
 */
bool machine_of_process(uint32_t pid, uint64_t start_ns, char *name);

#endif /* _TOOL_MACHINE_H */
