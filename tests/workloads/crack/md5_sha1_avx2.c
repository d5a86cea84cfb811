// SPDX-License-Identifier: GPL-2.0-only
/* MD5 and SHA-1 of eight candidates, one in each lane of the registers. */
#include "crack.h"

typedef u32 v8u32 __attribute__((vector_size(32)));
typedef u64 v4u64 __attribute__((vector_size(32)));

#define md5_word	v8u32
#define sha1_word	v8u32

#include "md5_rounds.h"
#include "sha1_rounds.h"

static __always_inline v8u32 splat(u32 x)
{
	return (v8u32){ x, x, x, x, x, x, x, x };
}

static __always_inline bool any_equal(v8u32 a, v8u32 b)
{
	v4u64 x = (v4u64)(a == b);

	return x[0] | x[1] | x[2] | x[3];
}

#define scan_word		v8u32
#define scan_lanes		CRACK_LANES
#define scan_word_of(x)		splat(x)
#define scan_first(n)		(splat(n) + \
				 (v8u32){ 0, 1, 2, 3, 4, 5, 6, 7 })
#define scan_any(a, b)		any_equal(a, b)

#include "crack_scan.h"

bool md5_scan_avx2(u32 first, u32 count, u32 target)
{
	return md5_scan_words(first, count, target);
}

bool sha1_scan_avx2(u32 first, u32 count, u32 target)
{
	return sha1_scan_words(first, count, target);
}

/* Words 0 … 13 of the padded candidates; the length is the caller's. */
static void load(const u8 in[CRACK_LANES][64], size_t len, bool big_endian,
		 v8u32 w[16])
{
	unsigned int i, l, words = len / 4 + 1;
	u32 x;

	for (i = 0; i < 16; i++)
		w[i] = splat(0);
	for (l = 0; l < CRACK_LANES; l++) {
		u8 block[64] = { 0 };

		memcpy(block, in[l], len);
		block[len] = 0x80;
		for (i = 0; i < words; i++) {
			x = get_le32(block + 4 * i);
			w[i][l] = big_endian ? __builtin_bswap32(x) : x;
		}
	}
}

void md5_short_avx2(const u8 in[CRACK_LANES][64], size_t len,
		    u8 out[CRACK_LANES][16])
{
	v8u32 st[4] = { splat(0x67452301), splat(0xefcdab89),
			splat(0x98badcfe), splat(0x10325476) }, w[16];
	unsigned int i, l;

	load(in, len, false, w);
	w[14] = splat(len * 8);
	md5_compress(st, w);
	for (l = 0; l < CRACK_LANES; l++)
		for (i = 0; i < 4; i++)
			put_le32(out[l] + 4 * i, st[i][l]);
}

void sha1_short_avx2(const u8 in[CRACK_LANES][64], size_t len,
		     u8 out[CRACK_LANES][20])
{
	v8u32 st[5] = { splat(0x67452301), splat(0xefcdab89),
			splat(0x98badcfe), splat(0x10325476),
			splat(0xc3d2e1f0) }, w[16];
	unsigned int i, l;

	load(in, len, true, w);
	w[15] = splat(len * 8);
	sha1_compress(st, w);
	for (l = 0; l < CRACK_LANES; l++)
		for (i = 0; i < 5; i++)
			put_be32(out[l] + 4 * i, st[i][l]);
}
