// SPDX-License-Identifier: GPL-2.0-only
/* Blue Midnight Wish, 512 bits */
#include "x11.h"

typedef u64 word;

#define BMW_ROL		rol64
#define BMW_GET		get_le64
#define BMW_PUT		put_le64
#define BMW_K		0x0555555555555555
#define BMW_IV		0x8081828384858687
#define BMW_FINAL	0xaaaaaaaaaaaaaaa0
#define BMW_S		{ 4, 37, 13, 43, 19, 53, 28, 59 }
#define BMW_R		{ 0, 5, 11, 27, 32, 37, 43, 53 }

#include "bmw_template.h"

void bmw512(const void *in, size_t len, u8 out[64])
{
	bmw_hash(in, len, out);
}
