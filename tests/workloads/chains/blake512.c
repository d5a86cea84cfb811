// SPDX-License-Identifier: GPL-2.0-only
/* BLAKE-512, 16 rounds. Source: "SHA-3 proposal BLAKE", version 1.4, 2.2. */
#include "x11.h"

typedef u64 word;

#define BLAKE_ROR	ror64
#define BLAKE_ROT	{ 32, 25, 16, 11 }
#define BLAKE_ROUNDS	16
#define BLAKE_GET	get_be64
#define BLAKE_PI	{						\
	0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0,	\
	0x082efa98ec4e6c89, 0x452821e638d01377, 0xbe5466cf34e90c6c,	\
	0xc0ac29b7c97c50dd, 0x3f84d5b5b5470917, 0x9216d5d98979fb1b,	\
	0xd1310ba698dfb5ac, 0x2ffd72dbd01adfb7, 0xb8e1afed6a267e96,	\
	0xba7c9045f12c7f99, 0x24a19947b3916cf7, 0x0801f2e2858efc16,	\
	0x636920d871574e69,						\
}

#include "blake_template.h"

void blake512(const void *in, size_t len, u8 out[64])
{
	u64 h[8] = {	/* of SHA-512 */
		0x6a09e667f3bcc908, 0xbb67ae8584caa73b,
		0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
		0x510e527fade682d1, 0x9b05688c2b3e6c1f,
		0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
	};
	unsigned int i;

	blake_hash(h, in, len);
	for (i = 0; i < 8; i++)
		put_be64(out + 8 * i, h[i]);
}
