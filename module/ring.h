/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef _CW_RING_H
#define _CW_RING_H

#include <linux/types.h>
#include <asm/local.h>
#include <cpuwarden/regs.h>
#include <cpuwarden/sample.h>

enum { CW_RING_SLOTS = 256 };	/* 2.5 s at the default rate; a power of two */

struct cw_ring_slot {
	u32 committed;		/* head + 1 of the lap that filled it */
	struct cw_sample sample;
	struct cw_regs regs;	/* of a user-mode sample; wiped when it was read */
};

/**
 * struct cw_ring - samples of one CPU, on their way to the collector
 * @head:    next slot to reserve; moved by the interrupts of the own CPU only
 * @tail:    next slot to read; moved by the collector only
 * @dropped: samples that found the ring full
 * @slot:    the samples
 *
 * Two producers on one CPU: an NMI may come while the timer's interrupt fills
 * its slot. A local cmpxchg gives each its own slot, and each slot is marked
 * complete by itself, so the order of completion does not matter.
 */
struct cw_ring {
	local_t head;
	u32 tail;
	local_t dropped;
	struct cw_ring_slot slot[CW_RING_SLOTS];
};

/**
 * cw_ring_reserve() - a slot for one sample
 * @ring: ring of the current CPU
 *
 * Context: hardirq or NMI on the CPU that owns the ring.
 *
 * Return: the slot, to be handed to cw_ring_commit(), or NULL and one more
 * drop counted if the collector lags behind.
 */
struct cw_ring_slot *cw_ring_reserve(struct cw_ring *ring);
void cw_ring_commit(struct cw_ring *ring, struct cw_ring_slot *slot);

/**
 * cw_ring_oldest() - the oldest complete sample
 * @ring: any CPU's ring
 *
 * Context: the one consumer, with the ring's memory kept alive.
 *
 * Return: its slot, the consumer's until cw_ring_release(); NULL if there is none.
 */
struct cw_ring_slot *cw_ring_oldest(struct cw_ring *ring);

/* Wipes the registers and gives the slot of cw_ring_oldest() back. */
void cw_ring_release(struct cw_ring *ring, struct cw_ring_slot *slot);

/* Filling enough that the consumer should not wait for its timer. */
bool cw_ring_filling(const struct cw_ring *ring);

#endif /* _CW_RING_H */
