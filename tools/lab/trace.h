/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trace: recorded samples on disk. The format is docs/traces.md.
 */
#ifndef _CW_LAB_TRACE_H
#define _CW_LAB_TRACE_H

#include <cpuwarden/sample.h>

#include "../../module/isa/isa.h"

#define CW_TRACE_VERSION	1

enum cw_trace_flags {
	CW_TRACE_NO_FPCTRL	= 1 << 0,	/* taken without register state */
};

enum cw_trace_record {
	CW_TRACE_NOTE		= 1,	/* text, "key=value" */
	CW_TRACE_PROCESS	= 2,
	CW_TRACE_SAMPLE		= 3,
	CW_TRACE_END		= 4,	/* the recording ended in good order */
};

/**
 * struct cw_trace_sample - one sample with what the collector would add
 * @s:        as the sampler takes it
 * @io_bytes: bytes read and written so far by this process, 0 if not known
 * @origin:   enum cw_origin bits of the code
 */
struct cw_trace_sample {
	struct cw_sample s;
	u64 io_bytes;
	u32 origin;
};

/**
 * struct cw_trace_process - who a tgid is; precedes its first sample
 * @comm, @exe: as the kernel tells them, unescaped
 */
struct cw_trace_process {
	u64 start_ns;
	u32 tgid;
	u32 uid;
	char comm[16];
	char exe[256];
};

struct cw_trace_writer;
struct cw_trace_reader;

/**
 * cw_trace_create() - begin a trace
 * @path:    file to create or overwrite
 * @flags:   enum cw_trace_flags
 * @rate_hz: nominal samples per CPU second
 *
 * Return: the writer, or NULL with errno set.
 */
struct cw_trace_writer *cw_trace_create(const char *path, u32 flags,
					u32 rate_hz);

/*
 * Each returns 0, or -1 with errno set once the file can take no more (then
 * what was written before stands, cut to whole blocks).
 */
int cw_trace_note(struct cw_trace_writer *w, const char *key,
		  const char *value);
int cw_trace_process(struct cw_trace_writer *w,
		     const struct cw_trace_process *p);
int cw_trace_sample(struct cw_trace_writer *w,
		    const struct cw_trace_sample *s);
int cw_trace_flush(struct cw_trace_writer *w);
/* frees @w whatever it returns */
int cw_trace_finish(struct cw_trace_writer *w);

/**
 * cw_trace_open() - begin to read
 * @path: a trace
 * @why:  on failure a sentence for people
 *
 * Return: the reader, or NULL.
 */
struct cw_trace_reader *cw_trace_open(const char *path, const char **why);

u32 cw_trace_flags(const struct cw_trace_reader *r);
u32 cw_trace_rate(const struct cw_trace_reader *r);

/* One record; the member is chosen by @type. */
struct cw_trace_entry {
	enum cw_trace_record type;
	union {
		char note[512];
		struct cw_trace_process process;
		struct cw_trace_sample sample;
	};
};

/*
 * Return: 1 with *@e filled, 0 at the end (cw_trace_torn() tells whether it
 * was a torn one), -1 if the trace is damaged before its last block.
 */
int cw_trace_next(struct cw_trace_reader *r, struct cw_trace_entry *e);
bool cw_trace_torn(const struct cw_trace_reader *r);
void cw_trace_close(struct cw_trace_reader *r);

#endif /* _CW_LAB_TRACE_H */
