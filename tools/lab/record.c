// SPDX-License-Identifier: GPL-2.0-only
/*
 * record: samples of one process and its descendants to a trace file, without
 * the module.
 */
#define _GNU_SOURCE
#include "record-ptrace.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static const char usage[] =
	"usage: record [-b ptrace|perf] [-r HZ] [-t SECONDS] [-q] -o FILE\n"
	"              (-p PID | -- COMMAND [ARG]...)\n"
	"\n"
	"Samples a process and what it starts to FILE (see docs/traces.md).\n"
	"  -b ptrace   stop each running thread and look (default): slow, sees\n"
	"              the floating-point control register\n"
	"  -b perf     kernel's cpu-clock event: fast, does not see it\n"
	"  -r HZ       samples per second of CPU time, 1 ... 4000 (default 500)\n"
	"  -t SECONDS  stop after so long (default: when the target ends)\n"
	"  -q          the command's output is thrown away\n";

static u32 number(const char *s, u32 min, u32 max, char option)
{
	unsigned long v;
	char *end;

	errno = 0;
	v = strtoul(s, &end, 10);
	if (errno || *end || end == s || v < min || v > max) {
		fprintf(stderr, "record: -%c wants a number from %u to %u, not %s\n",
			option, min, max, s);
		exit(2);
	}
	return v;
}

static int run(const struct cw_record_options *o, const char *path, bool perf)
{
	struct cw_trace_writer *w;
	char command[256] = "";
	struct cw_target *t;
	u64 samples = 0;
	int ret;

	w = cw_trace_create(path, perf ? CW_TRACE_NO_FPCTRL : 0, o->rate_hz);
	if (!w) {
		fprintf(stderr, "record: cannot create %s: %s\n", path,
			strerror(errno));
		return 1;
	}
	for (char **a = o->argv; *a; a++)
		snprintf(command + strlen(command),
			 sizeof(command) - strlen(command), "%s%s",
			 a == o->argv ? "" : " ", *a);
	cw_trace_note(w, "command", command);
	cw_trace_note(w, "backend", perf ? "perf" : "ptrace");
	t = cw_target_new(w);
	if (!t) {
		fprintf(stderr, "record: out of memory\n");
		cw_trace_finish(w);
		return 1;
	}
	ret = perf ? cw_record_perf(o, t, &samples) :
		     cw_record_ptrace(o, t, &samples);
	cw_target_free(t);
	if (cw_trace_finish(w)) {
		fprintf(stderr, "record: %s was cut short: %s\n", path,
			strerror(errno));
		return 1;
	}
	fprintf(stderr, "record: %llu samples in %s\n",
		(unsigned long long)samples, path);
	return ret ? 1 : 0;
}

int main(int argc, char **argv)
{
	struct cw_record_options o = { .rate_hz = 500 };
	const char *path = NULL;
	bool perf = false;
	int c;

	while ((c = getopt(argc, argv, "+b:r:t:p:o:qh")) != -1) {
		switch (c) {
		case 'b':
			perf = !strcmp(optarg, "perf");
			if (!perf && strcmp(optarg, "ptrace")) {
				fprintf(stderr, "record: no back end %s\n",
					optarg);
				return 2;
			}
			break;
		case 'r':
			o.rate_hz = number(optarg, 1, 4000, 'r');
			break;
		case 't':
			o.seconds = number(optarg, 1, 1000000, 't');
			break;
		case 'p':
			o.tgid = number(optarg, 1, 1 << 22, 'p');
			break;
		case 'o':
			path = optarg;
			break;
		case 'q':
			o.quiet = true;
			break;
		case 'h':
			fputs(usage, stdout);
			return 0;
		default:
			fputs(usage, stderr);
			return 2;
		}
	}
	o.argv = argv + optind;
	if (!path || !o.tgid == !*o.argv) {
		fputs(usage, stderr);
		return 2;
	}
	return run(&o, path, perf);
}
