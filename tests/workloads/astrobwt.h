/* SPDX-License-Identifier: GPL-2.0-only */
/* The proofs of work of Dero. */
#ifndef _CW_WORKLOAD_ASTROBWT_H
#define _CW_WORKLOAD_ASTROBWT_H

#include "bits.h"

/* astrobwt.c; @pad: ASTROBWT_PAD_BYTES, aligned to 8 */
#define ASTROBWT_PAD_BYTES	(20ul << 20)

size_t astrobwt_pad_bytes(void);
void astrobwt(const void *in, size_t len, void *pad, u8 out[32]);

#endif /* _CW_WORKLOAD_ASTROBWT_H */
