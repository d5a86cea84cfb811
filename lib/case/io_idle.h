/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * io_idle: the time without I/O, since when a process has worked for nobody:
 * it has moved no data and answered nobody, or too seldom for the CPU time it
 * took. Two ways to tell: by what the module sees when it looks now and then, or
 * by the data it has moved when each sample is taken (other recorders). PURE,
 * as detect.
 */
#ifndef _CPUWARDEN_CASE_IO_IDLE_H
#define _CPUWARDEN_CASE_IO_IDLE_H

#include <cpuwarden/sample.h>

/**
 * struct cw_io_look - what one look at a process saw
 * @cpu_ns:     CPU time since its start, of all threads, exited ones too
 * @io_bytes:   read and written since its start, likewise
 * @disk_bytes: of storage, and pages made dirty, likewise
 * @writes:     system calls that wrote, likewise
 * @switches:   voluntary context switches, likewise
 * @received:   messages taken from the channels that it has open: full buffers
 *              of pipes, segments of TCP
 * @sent:       messages put into them
 * @channels:   a number that changes when it has other channels open; a channel
 *              is a pipe or a connection whose other end somebody else holds
 * @positions:  a number that changes by at least the bytes that it reads or
 *              writes on in a file, and by far more if it opens another
 * @active:     channels that were at work just now
 * @uncounted:  it may have messages that nobody counts: by sockets of AF_UNIX,
 *              by UDP, by a device
 * @fed:        it has read from a pipe that somebody else writes
 */
struct cw_io_look {
	u64 cpu_ns;
	u64 io_bytes;
	u64 disk_bytes;
	u64 writes;
	u64 switches;
	u64 received;
	u64 sent;
	u64 channels;
	u64 positions;
	u32 active;
	bool uncounted;
	bool fed;
};

/**
 * struct cw_io_idle - of one process
 * @since_ns:   it has computed since then, with no input or output worth the
 *              name
 * @checked_ns: when it was last looked at
 * @last:       what was seen then; of the other way, @last.io_bytes alone
 * @owed_ms:    CPU time for which it has not answered anybody
 * @changing:   its channels were others than at the look before the last
 *
 * Begins as zeros.
 */
struct cw_io_idle {
	u64 since_ns;
	u64 checked_ns;
	struct cw_io_look last;
	u32 owed_ms;
	bool changing;
};

/* What a program owes that begins: neither trusted yet, nor far from it. */
#define CW_IO_OWED_AT_FIRST_MS	10000u

/* A program begins: the time of the one before it does not count. */
static inline void cw_io_idle_begin(struct cw_io_idle *i, u64 now_ns)
{
	i->since_ns = now_ns;
	i->owed_ms = CW_IO_OWED_AT_FIRST_MS;
}

/**
 * cw_io_idle_check() - tell by what a look saw
 * @i:       the process
 * @now:     what was seen
 * @seen_ns: when it was last seen computing
 * @now_ns:  when this was looked up
 */
void cw_io_idle_check(struct cw_io_idle *i, const struct cw_io_look *now,
		      u64 seen_ns, u64 now_ns);

/* Tell by the bytes moved; to be called for each sample. */
void cw_io_idle_moved(struct cw_io_idle *i, u64 io_bytes, u64 now_ns);

/* The time without I/O. */
static inline u64 cw_io_idle_ns(const struct cw_io_idle *i, u64 now_ns)
{
	return cw_elapsed_ns(i->since_ns, now_ns);
}

#endif /* _CPUWARDEN_CASE_IO_IDLE_H */
