/* SPDX-License-Identifier: GPL-2.0-only */
/* What the streams tell, as hosts and their cases. */
#ifndef _FLEET_HOSTS_H
#define _FLEET_HOSTS_H

#include "link.h"

#define SILENT_NS	UINT64_C(60000000000)	/* four signs of life */
#define CASE_TEXT	128	/* bytes of a text that is kept */

/**
 * struct fleet_case - the last that a host told of a case; text is raw
 * @host:        by its subject
 * @event:       what happened last
 * @open:        it is
 * @confirmed:   it was, when it was open
 * @id:          of the finding on that host
 * @fingerprint: of the code, 0: not known
 * @cpu_ns:      taken, as of the last change
 * @first_ns:    CLOCK_REALTIME of the host, of the first evidence
 * @told_ns:     CLOCK_REALTIME of the server, of the last change
 */
struct fleet_case {
	char host[HOST_LEN];
	char event[24];
	bool open;
	bool confirmed;
	uint64_t id;
	uint64_t fingerprint;
	uint64_t cpu_ns;
	uint64_t first_ns;
	uint64_t told_ns;
	char family[40];
	char user[40];
	char comm[32];
	char container[40];
	char exe[CASE_TEXT];
	char cgroup[CASE_TEXT];
};

/**
 * struct fleet_host - one that was ever heard of
 * @name:     by its subject
 * @heard_ns: CLOCK_REALTIME of the server, of the last sign of life; 0: none
 * @loaded:   the module is
 * @waiting:  messages in its outbox, @given_up: that were lost there
 * @given_up: since the outbox was made
 * @uptime_ns: of the module
 * @own_ns:   what the module took of the CPUs
 * @cpus:     sampled
 * @unsampled: CPUs that compute and are not
 * @samples:  taken, @dropped: and lost
 * @dropped:  samples
 * @open:     cases, suspect and confirmed
 * @cases:    all that the stream has
 * @cpu_ns:   taken in open cases
 * @all_ns:   taken in all
 */
struct fleet_host {
	char name[HOST_LEN];
	uint64_t heard_ns;
	bool loaded;
	uint64_t waiting;
	uint64_t given_up;
	uint64_t uptime_ns;
	uint64_t own_ns;
	uint64_t cpus;
	uint64_t unsampled;
	uint64_t samples;
	uint64_t dropped;
	unsigned int open[2];
	unsigned int cases;
	uint64_t cpu_ns;
	uint64_t all_ns;
};

/**
 * struct fleet - all of them
 * @hosts:    sorted by name
 * @nr_hosts: how many
 * @cases:    as they came
 * @nr_cases: how many
 * @bad:      messages that are none of ours
 */
struct fleet {
	struct fleet_host *hosts;
	size_t nr_hosts;
	struct fleet_case *cases;
	size_t nr_cases;
	unsigned long bad;
};

/**
 * fleet_read() - ask the streams
 * @f:    result, to be freed with fleet_free() whatever is returned
 * @l:    the connection
 * @host: this one only, or NULL
 *
 * Return: 0 or enum exit_code, said.
 */
int fleet_read(struct fleet *f, struct link *l, const char *host);
void fleet_free(struct fleet *f);

bool fleet_silent(const struct fleet_host *h);

#endif /* _FLEET_HOSTS_H */
