// SPDX-License-Identifier: GPL-2.0-only
/* ECHO-512, AES instructions */
#include "x11.h"

#include <stdlib.h>

#if defined(__x86_64__) || defined(__aarch64__)

#include "aes_block_ni.h"

#include "echo_template.h"

void echo512_ni(const void *in, size_t len, u8 out[64])
{
	echo(in, len, out);
}

#else /* never called: cpu_has_aes() is false */

void echo512_ni(const void *in, size_t len, u8 out[64])
{
	abort();
}

#endif
