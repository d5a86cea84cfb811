// SPDX-License-Identifier: GPL-2.0-only
/*
 * cw-workload as WebAssembly (WASI): one workload, one thread, as a page that
 * mines in a browser, or a script in a JavaScript server, would run it.
 */
#include "primitives.h"
#include "workload.h"
#include "x11.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char usage[] =
	"usage: cw-workload.wasm -s SECONDS WORKLOAD | --list | --selftest\n";

static void list(void)
{
	unsigned int i;

	for (i = 0; i < workload_count; i++)
		if (!workloads[i].supported || workloads[i].supported())
			printf("%s\t%s\t%s\n", workloads[i].name,
			       workloads[i].family, workloads[i].kind);
}

static int run(const struct workload *w, unsigned long seconds)
{
	static struct job job;
	time_t end;

	if (vectors_check(workload_group(w))) {
		fprintf(stderr, "%s: wrong digests: not running it\n", w->name);
		return EXIT_FAILURE;
	}
	job.pad = calloc(1, w->pad_bytes + 1);
	if (!job.pad) {
		fprintf(stderr, "%s: no memory for %zu bytes\n", w->name,
			w->pad_bytes);
		return EXIT_FAILURE;
	}
	if (w->prepare)
		w->prepare(job.pad, w->pad_bytes);
	for (end = time(NULL) + seconds; time(NULL) < end;)
		w->hash(&job);
	free(job.pad);
	return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	const struct workload *w;
	unsigned long seconds;

	aes_table_init();
	x11_table_init();
	if (argc == 2 && !strcmp(argv[1], "--selftest"))
		return vectors_tap() ? EXIT_FAILURE : EXIT_SUCCESS;
	if (argc == 2 && !strcmp(argv[1], "--list")) {
		list();
		return EXIT_SUCCESS;
	}
	seconds = argc == 4 && !strcmp(argv[1], "-s") ?
		  strtoul(argv[2], NULL, 10) : 0;
	if (!seconds) {
		fputs(usage, stderr);
		return EXIT_FAILURE;
	}
	w = workload_find(argv[3]);
	if (!w || (w->supported && !w->supported())) {
		fprintf(stderr, "no workload '%s' here; see --list\n", argv[3]);
		return EXIT_FAILURE;
	}
	return run(w, seconds);
}
