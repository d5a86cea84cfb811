// SPDX-License-Identifier: GPL-2.0-only
/* SHAvite-3-512, AES instructions */
#include "x11.h"

#include <stdlib.h>

#if defined(__x86_64__) || defined(__aarch64__)

#include "aes_block_ni.h"

#include "shavite_template.h"

void shavite512_ni(const void *in, size_t len, u8 out[64])
{
	shavite(in, len, out);
}

#else /* never called: cpu_has_aes() is false */

void shavite512_ni(const void *in, size_t len, u8 out[64])
{
	abort();
}

#endif
