// SPDX-License-Identifier: GPL-2.0-only
/* BLAKE-256, 14 rounds. Source: "SHA-3 proposal BLAKE", version 1.4, 2.1. */
#include "primitives.h"

typedef u32 word;

#define BLAKE_ROR	ror32
#define BLAKE_ROT	{ 16, 12, 8, 7 }
#define BLAKE_ROUNDS	14
#define BLAKE_GET	get_be32
#define BLAKE_PI	{						\
	0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344,			\
	0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89,			\
	0x452821e6, 0x38d01377, 0xbe5466cf, 0x34e90c6c,			\
	0xc0ac29b7, 0xc97c50dd, 0x3f84d5b5, 0xb5470917,			\
}

#include "blake_template.h"

void blake256(const void *in, size_t len, u8 out[32])
{
	u32 h[8];
	unsigned int i;

	memcpy(h, sha256_iv, sizeof(h));	/* BLAKE-256 shares it */
	blake_hash(h, in, len);
	for (i = 0; i < 8; i++)
		put_be32(out + 4 * i, h[i]);
}
