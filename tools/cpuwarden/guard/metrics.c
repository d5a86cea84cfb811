// SPDX-License-Identifier: GPL-2.0-only
/* A textfile for the node_exporter. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "metrics.h"
#include "tool.h"

static void put(FILE *out, const char *name, const char *kind,
		const char *help, double value)
{
	fprintf(out, "# HELP cpuwarden_%s %s\n# TYPE cpuwarden_%s %s\n"
		"cpuwarden_%s %.15g\n", name, help, name, kind, name, value);
}

static void put_status(FILE *out, const struct status *s)
{
	put(out, "samples_total", "counter", "Samples taken.",
	    s->samples_user + s->samples_kernel);
	put(out, "samples_dropped_total", "counter",
	    "Samples lost because a ring was full.", s->samples_dropped);
	put(out, "handler_seconds_total", "counter",
	    "Time spent in the sampling interrupt.", s->handler_ns / 1e9);
	put(out, "collector_seconds_total", "counter",
	    "CPU time of the collector.", s->collector_ns / 1e9);
	put(out, "cpus_sampled", "gauge", "CPUs that are sampled.", s->cpus);
	put(out, "cpus_unsampled", "gauge",
	    "CPUs that compute and are not sampled.", s->cpus_unsampled);
	put(out, "sealed", "gauge", "The module is sealed.", s->sealed);
}

static void put_all(FILE *out, const struct metrics *m)
{
	put(out, "module_loaded", "gauge", "The module is loaded.", m->loaded);
	fprintf(out, "# HELP cpuwarden_findings_open Open findings.\n"
		"# TYPE cpuwarden_findings_open gauge\n"
		"cpuwarden_findings_open{verdict=\"suspect\"} %lu\n"
		"cpuwarden_findings_open{verdict=\"confirmed\"} %lu\n",
		m->open[0], m->open[1]);
	put(out, "guard_findings_total", "counter",
	    "Findings that opened or escalated since guard started.",
	    m->findings);
	put(out, "guard_acts_total", "counter", "Acts that were done.",
	    m->acts);
	put(out, "guard_acts_refused_total", "counter",
	    "Acts that were not done.", m->refused);
	put(out, "guard_store_failures_total", "counter",
	    "Writes to the history that failed.", m->store_failures);
	put(out, "guard_notify_failures_total", "counter",
	    "Notifications that failed.", m->notify_failures);
	if (m->loaded)
		put_status(out, &m->status);
}

/*
 * New, and no link that stands there already: the directory may be of whoever
 * reads it. For its eyes, too, whatever the umask is.
 */
static FILE *open_new(const char *path)
{
	int fd;

	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (fd < 0)
		return NULL;
	fchmod(fd, 0644);
	return fdopen(fd, "w");
}

bool metrics_write(const struct metrics *m, const char *path)
{
	char *temporary = xasprintf("%s.new", path);
	FILE *out = open_new(temporary);
	bool ok = out;

	if (out) {
		put_all(out, m);
		ok = !ferror(out);
		ok = !fclose(out) && ok && !rename(temporary, path);
	}
	if (!ok) {
		int error = errno;

		unlink(temporary);
		errno = error;
	}
	free(temporary);
	return ok;
}
