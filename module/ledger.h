/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_LEDGER_H
#define _CW_LEDGER_H

#include <linux/types.h>

struct cw_process;
struct cw_sample;
struct cw_sampling;

/*
 * Who is who: the records of the processes that samples are of, made, kept up
 * to date and forgotten. The collector's thread alone calls this.
 */

/**
 * typedef cw_ledger_ended_t - a program has come to its end
 * @p:      the process: it has exited, executed another program, or has to be
 *          forgotten; the record is still as it was
 * @now_ns: CLOCK_BOOTTIME
 *
 * Context: under cw_tables_lock.
 */
typedef void (*cw_ledger_ended_t)(struct cw_process *p, u64 now_ns);

/**
 * cw_ledger_process() - whose a sample is
 * @s:     the sample
 * @ended: called for a process whose record is evicted for it, and for its own
 *         process if that ran another program before
 *
 * Context: the collector, without cw_tables_lock. It is the only writer, so it
 * reads the tables without the lock and takes it to change them; looking up an
 * identity may sleep and take long, and is done without it.
 *
 * Return: the record of its process, its identity looked up not long ago, or
 * NULL if the table is full.
 */
struct cw_process *cw_ledger_process(const struct cw_sample *s,
				     cw_ledger_ended_t ended);

/* How sampling goes, from now on. Context: the collector, once a second. */
void cw_ledger_note_sampling(const struct cw_sampling *s);

/**
 * cw_ledger_forget() - forget who has exited, and who was not seen for long
 * @now_ns: CLOCK_BOOTTIME
 * @ended:  called for each before
 *
 * Bounded work in each round, whatever the tables hold. Who exits is forgotten
 * within two seconds if he was seen in the last four or has an open finding,
 * the others in their turn.
 *
 * Context: the collector, once a second, without cw_tables_lock, which it takes
 * for each process that it forgets.
 */
void cw_ledger_forget(u64 now_ns, cw_ledger_ended_t ended);

#endif /* _CW_LEDGER_H */
