// SPDX-License-Identifier: GPL-2.0-only
/* Blue Midnight Wish, 256 bits */
#include "x11.h"

typedef u32 word;

#define BMW_ROL		rol32
#define BMW_GET		get_le32
#define BMW_PUT		put_le32
#define BMW_K		0x05555555
#define BMW_IV		0x40414243
#define BMW_FINAL	0xaaaaaaa0
#define BMW_S		{ 4, 19, 8, 23, 12, 25, 15, 29 }
#define BMW_R		{ 0, 3, 7, 13, 16, 19, 23, 27 }

#include "bmw_template.h"

void bmw256(const void *in, size_t len, u8 out[32])
{
	bmw_hash(in, len, out);
}
