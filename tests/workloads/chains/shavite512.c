// SPDX-License-Identifier: GPL-2.0-only
/* SHAvite-3-512, AES by tables */
#include "aes_block.h"
#include "x11.h"

#include "shavite_template.h"

void shavite512(const void *in, size_t len, u8 out[64])
{
	shavite(in, len, out);
}
