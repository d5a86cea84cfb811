/* SPDX-License-Identifier: GPL-2.0-only */
/* VerusHash 2.2, verus_ni.c; only where cpu_has_aes() and cpu_has_clmul(). */
#ifndef _CW_WORKLOAD_VERUS_H
#define _CW_WORKLOAD_VERUS_H

#include "bits.h"

#define VERUS_PAD_BYTES		16384
#define VERUS_REST_MAX		31
#define VERUS_NONCE_BYTES	15	/* a block header ends in them */

/**
 * verus_begin() - hash all but the end, and make the key for the end
 * @pad:    VERUS_PAD_BYTES, 16-byte aligned
 * @in:     input
 * @blocks: its length in blocks of 32 bytes
 *
 * A miner does this once per block header.
 */
void verus_begin(void *pad, const void *in, size_t blocks);

/**
 * verus_end() - the hash for one end; the pad is then as it was before
 * @pad:  as verus_begin() left it
 * @rest: the end
 * @len:  its length, at most VERUS_REST_MAX
 * @out:  result
 */
void verus_end(void *pad, const void *rest, size_t len, u8 out[32]);

#endif /* _CW_WORKLOAD_VERUS_H */
