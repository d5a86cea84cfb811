/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * io_idle: the time without I/O, since when a process has done nothing but
 * compute. Two ways to tell: by the rate at which it moves data and goes to
 * sleep (the module, which looks now and then), or by the data it has moved
 * when each sample is taken (other recorders). PURE, as detect.
 */
#ifndef _CPUWARDEN_CASE_IO_IDLE_H
#define _CPUWARDEN_CASE_IO_IDLE_H

#include <cpuwarden/sample.h>

/**
 * struct cw_io_idle - of one process
 * @since_ns:   it has computed since then, with no input or output worth the
 *              name
 * @checked_ns: when its figures were last looked up
 * @io_bytes:   read and written until then
 * @switches:   voluntary context switches until then
 *
 * Begins as zeros.
 */
struct cw_io_idle {
	u64 since_ns;
	u64 checked_ns;
	u64 io_bytes;
	u64 switches;
};

/* A program begins: the time of the one before it does not count. */
static inline void cw_io_idle_begin(struct cw_io_idle *i, u64 now_ns)
{
	i->since_ns = now_ns;
}

/**
 * cw_io_idle_check() - tell by the rate of I/O and of switches
 * @i:        the process
 * @io_bytes: read and written since its start
 * @switches: voluntary context switches since its start
 * @seen_ns:  when it was last seen computing
 * @now_ns:   when this was looked up
 */
void cw_io_idle_check(struct cw_io_idle *i, u64 io_bytes, u64 switches,
		      u64 seen_ns, u64 now_ns);

/* Tell by the bytes moved; to be called for each sample. */
void cw_io_idle_moved(struct cw_io_idle *i, u64 io_bytes, u64 now_ns);

/* The time without I/O. */
static inline u64 cw_io_idle_ns(const struct cw_io_idle *i, u64 now_ns)
{
	return cw_elapsed_ns(i->since_ns, now_ns);
}

#endif /* _CPUWARDEN_CASE_IO_IDLE_H */
