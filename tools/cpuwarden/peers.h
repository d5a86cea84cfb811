/* SPDX-License-Identifier: GPL-2.0-only */
/* With whom a process talks: the other ends of its TCP connections. */
#ifndef _TOOL_PEERS_H
#define _TOOL_PEERS_H

#include <stddef.h>
#include <stdint.h>

#define PEERS_MAX	16
#define PEER_LEN	64

/**
 * struct peers - of one process, now
 * @names: "192.0.2.1:3333", "[2001:db8::1]:3333"
 * @n:     how many there are in @names
 * @more:  how many there are beside them
 */
struct peers {
	char names[PEERS_MAX][PEER_LEN];
	size_t n;
	size_t more;
};

/**
 * peers_of_process() - whom it is connected to, or connects to
 * @p:        result; none if the process has ended
 * @pid:      the process
 * @start_ns: its start, as the module has it: another process is not asked
 *
 * What it reads does not depend on the process's memory or files, so that it
 * cannot be made to wait.
 */
void peers_of_process(struct peers *p, uint32_t pid, uint64_t start_ns);

#endif /* _TOOL_PEERS_H */
