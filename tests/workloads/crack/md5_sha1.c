// SPDX-License-Identifier: GPL-2.0-only
/* MD5 and SHA-1 of short candidates. Sources: RFC 1321, FIPS 180-4. */
#include "crack.h"

#define md5_word	u32
#define sha1_word	u32

#include "md5_rounds.h"
#include "sha1_rounds.h"

#define scan_word		u32
#define scan_lanes		1
#define scan_word_of(x)		(x)
#define scan_first(n)		(n)
#define scan_any(a, b)		((a) == (b))

#include "crack_scan.h"

void crack_candidate(u32 number, u8 out[CRACK_CANDIDATE])
{
	put_le32(out, scan_letters(number));
	put_le32(out + 4, scan_letters(number >> 16));
}

bool md5_scan(u32 first, u32 count, u32 target)
{
	return md5_scan_words(first, count, target);
}

bool sha1_scan(u32 first, u32 count, u32 target)
{
	return sha1_scan_words(first, count, target);
}

static void fill_block(const void *in, size_t len, u8 block[64])
{
	memset(block, 0, 64);
	memcpy(block, in, len);
	block[len] = 0x80;
}

void md5_short(const void *in, size_t len, u8 out[16])
{
	u32 st[4] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 }, w[16];
	unsigned int i;
	u8 block[64];

	fill_block(in, len, block);
	for (i = 0; i < 14; i++)
		w[i] = get_le32(block + 4 * i);
	w[14] = len * 8;
	w[15] = 0;
	md5_compress(st, w);
	for (i = 0; i < 4; i++)
		put_le32(out + 4 * i, st[i]);
}

void sha1_short(const void *in, size_t len, u8 out[20])
{
	u32 st[5] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476,
		      0xc3d2e1f0 }, w[16];
	unsigned int i;
	u8 block[64];

	fill_block(in, len, block);
	for (i = 0; i < 15; i++)
		w[i] = get_be32(block + 4 * i);
	w[15] = len * 8;
	sha1_compress(st, w);
	for (i = 0; i < 5; i++)
		put_be32(out + 4 * i, st[i]);
}
