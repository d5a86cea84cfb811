/* SPDX-License-Identifier: GPL-2.0-only */
/* A textfile for the node_exporter, in the OpenMetrics format. */
#ifndef _GUARD_METRICS_H
#define _GUARD_METRICS_H

#include <stdbool.h>

#include "model.h"

/**
 * struct metrics - what is told
 * @loaded:   the module is there
 * @status:   its last, for the numbers
 * @open:     open findings: suspect, confirmed
 * @findings: that opened or escalated to confirmed since the start
 * @acts:     that were done, @refused: that were not
 * @refused:  by whoever holds the process, the cgroup or the rate limit
 * @store_failures: of the history
 * @notify_failures: of notifications
 */
struct metrics {
	bool loaded;
	struct status status;
	unsigned long open[2];
	unsigned long findings;
	unsigned long acts;
	unsigned long refused;
	unsigned long store_failures;
	unsigned long notify_failures;
};

/* Write it whole or not at all; false with errno. */
bool metrics_write(const struct metrics *m, const char *path);

#endif /* _GUARD_METRICS_H */
