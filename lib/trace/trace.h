/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trace: recorded samples on disk. The format is docs/traces.md.
 */
#ifndef _CW_TRACE_H
#define _CW_TRACE_H

#include <cpuwarden/sample.h>
#include <linux/cpuwarden_samples.h>

#include "isa/isa.h"

#define CW_TRACE_VERSION	1	/* as a recorder of the laboratory writes it */
#define CW_TRACE_VERSION_MODULE	2	/* and with records of the module */

#define CW_TRACE_PATH	1024		/* bytes of a path, its 0 included */

enum cw_trace_flags {
	CW_TRACE_NO_FPCTRL	= 1 << 0,	/* taken without register state */
	CW_TRACE_MODULE		= 1 << 1,	/* from /proc/cpuwarden/samples */
};

enum cw_trace_record {
	CW_TRACE_NOTE		= 1,	/* text, "key=value" */
	CW_TRACE_PROCESS	= 2,
	CW_TRACE_SAMPLE		= 3,
	CW_TRACE_END		= 4,	/* the recording ended in good order */
	/*
	 * The module's, with its numbers; CPUWARDEN_REC_IDENTITY and _JUDGED
	 * are read as CW_TRACE_PROCESS and CW_TRACE_SAMPLE.
	 */
	CW_TRACE_STREAM		= CPUWARDEN_REC_STREAM,
	CW_TRACE_LEFT		= CPUWARDEN_REC_LEFT,
	CW_TRACE_LOST		= CPUWARDEN_REC_LOST,
};

/**
 * struct cw_trace_sample - one sample with what the collector would add
 * @s:        as the sampler takes it
 * @io_bytes: bytes read and written so far by this process, 0 if not known
 * @origin:   enum cw_origin bits of the code, and what else detect was told
 * @judged:   from the module: what follows is valid, @io_bytes is not
 * @io_idle_ns: the time without I/O that it was judged by
 * @process:  number of the module's record of the process
 * @thread:   of that of the thread, 0 if it has none
 * @process_samples: what the process's record had counted before
 * @thread_samples: and the thread's
 * @state:    enum cpuwarden_rec_state
 */
struct cw_trace_sample {
	struct cw_sample s;
	u64 io_bytes;
	u32 origin;
	bool judged;
	u64 io_idle_ns;
	u64 process, thread;
	u32 process_samples, thread_samples;
	u32 state;
};

/**
 * struct cw_trace_process - who a tgid is; precedes its first sample
 * @start_ns:   when it began, CLOCK_BOOTTIME
 * @tgid:       process id
 * @uid:        real user
 * @comm:       name, as the kernel tells it, unescaped; so are the next paths
 * @exe:        path of the executable
 * @process:    from the module: the number of its record, and what follows is
 *              valid; else 0
 * @executable: number of the executable's record, or 0
 * @tenant:     number of the tenant's record, or 0
 * @exe_ino:    inode of the executable
 * @cgroup_id:  of the tenant
 * @exe_dev:    device of the executable
 * @exe_gen:    generation of its inode
 * @exe_flags:  enum cpuwarden_exe_flag bits
 * @threads:    how many it has
 * @program:    which of its programs: another number is another one; 0 if the
 *              recorder did not tell
 * @cgroup:     path of the cgroup
 */
struct cw_trace_process {
	u64 start_ns;
	u32 tgid;
	u32 uid;
	char comm[16];
	char exe[CW_TRACE_PATH];
	u64 process, executable, tenant;
	u64 exe_ino, cgroup_id;
	u32 exe_dev, exe_gen, exe_flags;
	u32 threads;
	u32 program;
	char cgroup[CW_TRACE_PATH];
};

/*
 * A short-lived process left its evidence, see struct cpuwarden_rec_left. Older
 * modules added it up by executable and by tenant, whoever the user was: then
 * @by_user is false, and what follows is not valid.
 */
struct cw_trace_left {
	u64 process, time_ns, executable, tenant;
	u32 tgid;
	u32 process_samples, executable_samples, tenant_samples;
	u32 executable_accused, tenant_accused;
	u32 state;
	bool by_user;
	u64 executable_lives, user_lives, tenant_lives, all_lives;
	u32 user_samples, all_samples, own_samples;
	u32 uid;
};

struct cw_trace_lost {
	u64 time_ns, lost;
};

struct cw_trace_stream {
	u64 time_ns, realtime_ns;
	u32 version, rate_hz, buffer_bytes;
};

struct cw_trace_writer;
struct cw_trace_reader;

/* Is there a trace at @path? Who writes a file may want to leave it alone. */
bool cw_trace_is_there(const char *path);

/**
 * cw_trace_create() - begin a trace
 * @path:    file to create or overwrite, "-": standard output
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
int cw_trace_lost(struct cw_trace_writer *w, const struct cw_trace_lost *l);
/* A record of the module, as it came. */
int cw_trace_put(struct cw_trace_writer *w, const void *record, size_t len);
int cw_trace_flush(struct cw_trace_writer *w);
/* The same if a second has passed since it was last done. */
int cw_trace_flush_old(struct cw_trace_writer *w);
/* frees @w whatever it returns */
int cw_trace_finish(struct cw_trace_writer *w);

/**
 * cw_trace_open() - begin to read
 * @path: a trace, "-": standard input
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
		struct cw_trace_left left;
		struct cw_trace_lost lost;
		struct cw_trace_stream stream;
	};
};

/**
 * cw_record_parse() - one record of the module
 * @e:   result
 * @p:   the record, its header first
 * @len: what the header says, or less
 *
 * Return: 1 with *@e filled, 0 if its type is not known, -1 if it is damaged.
 */
int cw_record_parse(struct cw_trace_entry *e, const void *p, size_t len);

/*
 * Return: 1 with *@e filled, 0 at the end (cw_trace_torn() tells whether it
 * was a torn one), -1 if the trace is damaged before its last block.
 */
int cw_trace_next(struct cw_trace_reader *r, struct cw_trace_entry *e);
bool cw_trace_torn(const struct cw_trace_reader *r);
/* The record that cw_trace_next() returned last, as it is in the file. */
const void *cw_trace_raw(const struct cw_trace_reader *r, size_t *len);
u64 cw_trace_created(const struct cw_trace_reader *r);
void cw_trace_close(struct cw_trace_reader *r);

#endif /* _CW_TRACE_H */
