// SPDX-License-Identifier: GPL-2.0-only
/* Traces: what goes in comes out, and what a kill or a full disk leaves. */
#define _GNU_SOURCE
#include "trace/trace.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define SAMPLES	20000

static int failed, tests;
static char path[] = "/tmp/cw-trace-test-XXXXXX";

static void result(bool good, const char *what)
{
	printf("%sok %d - %s\n", good ? "" : "not ", ++tests, what);
	failed |= !good;
}

static u32 random_state = 1;

static u32 noise(void)
{
	random_state = random_state * 1664525u + 1013904223u;
	return random_state >> 8;
}

static void make_sample(struct cw_trace_sample *s, u32 i)
{
	memset(s, 0, sizeof(*s));
	s->s.time_ns = 1000000ull * i;
	s->s.start_ns = 7;
	s->s.ip = 0x400000 + i;
	s->s.tgid = 42;
	s->s.tid = 42 + i % 3;
	s->s.fpctrl = 0x1f80;
	s->s.flags = CW_SAMPLE_USER | CW_SAMPLE_CODE | CW_SAMPLE_FPCTRL;
	s->s.isa = CW_ISA_X86_64;
	s->s.code_len = i % (CW_SAMPLE_CODE_BYTES + 1);
	random_state = i + 1;	/* noise, so that it does not compress */
	for (unsigned int k = 0; k < s->s.code_len; k++)
		s->s.code[k] = noise();
	s->io_bytes = i * 3ull;
	s->origin = CW_ORIGIN_FILE;
}

static int fill(unsigned int samples)
{
	struct cw_trace_process p = { .start_ns = 7, .tgid = 42, .uid = 1000,
				      .comm = "name with sp",
				      .exe = "/bin/\xff\n" };
	struct cw_trace_writer *w = cw_trace_create(path, 0, 500);
	struct cw_trace_sample s;
	int ret = 0;

	if (!w)
		return -1;
	ret |= cw_trace_note(w, "command", "a = b");
	ret |= cw_trace_process(w, &p);
	for (u32 i = 0; i < samples && !ret; i++) {
		make_sample(&s, i);
		ret = cw_trace_sample(w, &s);
	}
	return cw_trace_finish(w) || ret ? -1 : 0;
}

/* Samples that are read back in order and unchanged; -1 if any is not. */
static long check(bool *torn, int *end)
{
	struct cw_trace_reader *r;
	struct cw_trace_sample want;
	struct cw_trace_entry e;
	const char *why;
	long n = 0;

	r = cw_trace_open(path, &why);
	if (!r)
		return -1;
	while ((*end = cw_trace_next(r, &e)) > 0) {
		if (e.type == CW_TRACE_NOTE && strcmp(e.note, "command=a = b"))
			n = -1000000;
		if (e.type == CW_TRACE_PROCESS &&
		    (strcmp(e.process.comm, "name with sp") ||
		     strcmp(e.process.exe, "/bin/\xff\n") ||
		     e.process.uid != 1000))
			n = -1000000;
		if (e.type != CW_TRACE_SAMPLE)
			continue;
		make_sample(&want, n);
		if (memcmp(&want.s, &e.sample.s, sizeof(want.s)) ||
		    want.io_bytes != e.sample.io_bytes ||
		    want.origin != e.sample.origin)
			n = -1000000;
		n++;
	}
	*torn = cw_trace_torn(r);
	cw_trace_close(r);
	return n < 0 ? -1 : n;
}

static void flip(off_t at)
{
	FILE *f = fopen(path, "r+b");
	int c;

	if (!f)
		exit(1);
	fseek(f, at, SEEK_SET);
	c = fgetc(f);
	fseek(f, at, SEEK_SET);
	fputc(c ^ 0x10, f);
	fclose(f);
}

int main(void)
{
	struct rlimit full = { 300000, RLIM_INFINITY };
	struct rlimit none = { RLIM_INFINITY, RLIM_INFINITY };
	struct stat st;
	bool torn;
	long n;
	int end;

	close(mkstemp(path));
	signal(SIGXFSZ, SIG_IGN);
	puts("TAP version 13\n1..8");

	result(!fill(SAMPLES) && check(&torn, &end) == SAMPLES && !torn && !end,
	       "what goes in comes out");
	stat(path, &st);
	result((st.st_mode & 0777) == 0600, "only the owner may read it");

	if (truncate(path, st.st_size - 100))
		return 1;
	n = check(&torn, &end);
	result(n > SAMPLES / 2 && n < SAMPLES && torn && !end,
	       "cut inside the last block, the rest is read");

	fill(SAMPLES);
	flip(st.st_size / 2);
	n = check(&torn, &end);
	result(n >= 0 && n < SAMPLES && end < 0,
	       "damage in the middle is noticed");
	flip(st.st_size / 2);
	flip(20);
	result(check(&torn, &end) < 0, "a damaged header is refused");

	setrlimit(RLIMIT_FSIZE, &full);
	errno = 0;
	result(fill(SAMPLES) < 0, "a full disk is reported");
	setrlimit(RLIMIT_FSIZE, &none);
	n = check(&torn, &end);
	stat(path, &st);
	result(n > 0 && n < SAMPLES && !end,
	       "what was written before the disk was full is read");
	result(torn, "and said to end early");
	unlink(path);
	return failed;
}
