/* SPDX-License-Identifier: GPL-2.0-only */
/* GhostRider, Raptoreum's proof of work: ghostrider.c. */
#ifndef _CW_WORKLOAD_GHOSTRIDER_H
#define _CW_WORKLOAD_GHOSTRIDER_H

#include "cryptonight.h"

#define GHOSTRIDER_PAD_BYTES	(2ul << 20)	/* of its largest CryptoNight */
#define GHOSTRIDER_SEED		4	/* where in the header the order is from */

/**
 * ghostrider() - one hash
 * @aes:    how the CryptoNights do AES
 * @header: block header
 * @pad:    GHOSTRIDER_PAD_BYTES, aligned to 64
 * @out:    digest
 */
void ghostrider(enum cn_aes aes, const u8 header[80], void *pad, u8 out[32]);

#endif /* _CW_WORKLOAD_GHOSTRIDER_H */
