// SPDX-License-Identifier: GPL-2.0-only
/*
 * prints: are fingerprints of code (lib/case/print.h) alike where they should be?
 * Of each trace the first samples make one, the next another; then each is
 * compared with those of all others.
 *
 * usage: prints SAMPLES TRACE...
 *
 * Prints the pairs that are said to be the same code, and sums.
 */
#include "case/print.h"
#include "trace/trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct recording {
	const char *path;
	struct cw_print first;
	struct cw_print next;
};

/* Return: whether there are enough samples. */
static int read_prints(struct recording *r, unsigned int samples)
{
	struct cw_print_once once[2] = {};
	struct cw_trace_reader *reader;
	struct cw_trace_entry e;
	struct cw_signs s;
	unsigned int n = 0;
	const char *why;

	reader = cw_trace_open(r->path, &why);
	if (!reader) {
		fprintf(stderr, "prints: %s: %s\n", r->path, why);
		exit(1);
	}
	while (n < 2 * samples && cw_trace_next(reader, &e) > 0) {
		if (e.type != CW_TRACE_SAMPLE)
			continue;
		cw_signs_extract(&s, &e.sample.s, 0);
		if (!s.insns)
			continue;
		cw_print_add(n < samples ? &r->first : &r->next,
			     &once[n >= samples], &s);
		n++;
	}
	cw_trace_close(reader);
	return n == 2 * samples;
}

int main(int argc, char **argv)
{
	unsigned int samples = argc > 2 ? atoi(argv[1]) : 0;
	struct recording *all = calloc(argc, sizeof(*all));
	unsigned long same = 0, pairs = 0, alike = 0;
	int i, j, n = 0;

	if (samples < CW_PRINT_FIRST_SAMPLES || !all) {
		fprintf(stderr, "usage: prints SAMPLES TRACE...\n");
		return 2;
	}
	for (i = 2; i < argc; i++) {
		memset(&all[n], 0, sizeof(*all));
		all[n].path = argv[i];
		n += read_prints(&all[n], samples);
	}
	for (i = 0; i < n; i++) {
		same += cw_print_alike_pct(&all[i].first, &all[i].next) >=
			CW_PRINT_SAME_PCT;
		for (j = i + 1; j < n; j++, pairs++) {
			u32 pct = cw_print_alike_pct(&all[i].first,
						     &all[j].next);

			if (pct < CW_PRINT_SAME_PCT)
				continue;
			alike++;
			printf("%u\t%s\t%s\n", pct, all[i].path, all[j].path);
		}
	}
	printf("# %lu of %d are like themselves, %lu of %lu pairs alike\n",
	       same, n, alike, pairs);
	free(all);
	return 0;
}
