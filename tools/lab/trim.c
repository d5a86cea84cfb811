// SPDX-License-Identifier: GPL-2.0-only
/* trim: the first user-mode samples of a trace to a smaller one. */
#include "trace/trace.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static int copy(struct cw_trace_writer *w, const struct cw_trace_reader *r)
{
	size_t len;
	const void *record = cw_trace_raw(r, &len);

	return cw_trace_put(w, record, len);
}

int main(int argc, char **argv)
{
	struct cw_trace_writer *w;
	struct cw_trace_reader *r;
	struct cw_trace_entry e;
	unsigned long left;
	const char *why;

	if (argc != 4) {
		fprintf(stderr, "usage: trim SAMPLES FROM TO\n");
		return 2;
	}
	left = strtoul(argv[1], NULL, 10);
	r = cw_trace_open(argv[2], &why);
	if (!r) {
		fprintf(stderr, "trim: %s: %s\n", argv[2], why);
		return 1;
	}
	w = cw_trace_create(argv[3], cw_trace_flags(r), cw_trace_rate(r));
	if (!w) {
		fprintf(stderr, "trim: %s: %s\n", argv[3], strerror(errno));
		return 1;
	}
	while (left && cw_trace_next(r, &e) > 0) {
		if (e.type == CW_TRACE_SAMPLE) {
			if (!(e.sample.s.flags & CW_SAMPLE_USER))
				continue;
			left--;
		}
		if (copy(w, r)) {
			fprintf(stderr, "trim: %s: %s\n", argv[3],
				strerror(errno));
			return 1;
		}
	}
	cw_trace_close(r);
	return cw_trace_finish(w) ? 1 : 0;
}
