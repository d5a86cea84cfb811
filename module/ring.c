// SPDX-License-Identifier: GPL-2.0-only
/*
 * The ring between the sampling interrupt of a CPU and the collector: fixed
 * size, lock-free, any nesting of producers on the own CPU, one consumer.
 */

#include "ring.h"

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/log2.h>
#include <asm/barrier.h>

static u32 slot_index(u32 position)
{
	BUILD_BUG_ON(!is_power_of_2(CW_RING_SLOTS));
	return position & (CW_RING_SLOTS - 1);
}

struct cw_ring_slot *cw_ring_reserve(struct cw_ring *ring)
{
	long head;
	u32 used;

	do {
		head = local_read(&ring->head);
		/* pairs with the one in cw_ring_release(): the slot is read */
		used = (u32)head - smp_load_acquire(&ring->tail);
		if (used >= CW_RING_SLOTS) {
			local_inc(&ring->dropped);
			return NULL;
		}
	} while (local_cmpxchg(&ring->head, head, head + 1) != head);

	return &ring->slot[slot_index(head)];
}

void cw_ring_commit(struct cw_ring *ring, struct cw_ring_slot *slot)
{
	/*
	 * A slot is read before it is reserved again. So its position is the
	 * last one plus a lap, and at first its index.
	 */
	u32 lap = slot->committed ? slot->committed + CW_RING_SLOTS :
				    (u32)(slot - ring->slot) + 1;

	/* pairs with the acquire in cw_ring_oldest(): the sample is whole */
	smp_store_release(&slot->committed, lap);
}

struct cw_ring_slot *cw_ring_oldest(struct cw_ring *ring)
{
	u32 tail = ring->tail;
	struct cw_ring_slot *slot = &ring->slot[slot_index(tail)];

	/* pairs with the release in cw_ring_commit(): the sample is whole */
	return smp_load_acquire(&slot->committed) == tail + 1 ? slot : NULL;
}

void cw_ring_release(struct cw_ring *ring, struct cw_ring_slot *slot)
{
	if (slot->sample.flags & CW_SAMPLE_USER)
		memset(&slot->regs, 0, sizeof(slot->regs));
	/* pairs with the acquire in cw_ring_reserve(): the slot is read */
	smp_store_release(&ring->tail, ring->tail + 1);
}

bool cw_ring_filling(const struct cw_ring *ring)
{
	return (u32)local_read(&ring->head) - READ_ONCE(ring->tail) >=
	       CW_RING_SLOTS / 2;
}
