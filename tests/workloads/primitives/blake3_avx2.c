// SPDX-License-Identifier: GPL-2.0-only
/* BLAKE3 of eight inputs, one in each lane of the registers. */
#include "crack.h"
#include "primitives.h"

typedef u32 v8u32 __attribute__((vector_size(32)));

#define blake3_word	v8u32

#include "blake3_rounds.h"

static __always_inline v8u32 splat(u32 x)
{
	return (v8u32){ x, x, x, x, x, x, x, x };
}

static __always_inline void load(const u8 in[CRACK_LANES][BLAKE3_CHUNK],
				 size_t at, size_t len, v8u32 m[16])
{
	u8 block[BLAKE3_BLOCK];
	unsigned int i, l;

	for (l = 0; l < CRACK_LANES; l++) {
		memset(block, 0, sizeof(block));
		memcpy(block, in[l] + at, len);
		for (i = 0; i < 16; i++)
			m[i][l] = get_le32(block + 4 * i);
	}
}

void blake3_chunks_avx2(const u8 in[CRACK_LANES][BLAKE3_CHUNK], size_t len,
			u8 out[CRACK_LANES][32])
{
	u32 flags = BLAKE3_CHUNK_START, i, l;
	v8u32 cv[8], v[16], m[16];
	size_t at = 0, n;

	for (i = 0; i < 8; i++)
		cv[i] = splat(sha256_iv[i]);
	do {
		n = len - at < BLAKE3_BLOCK ? len - at : BLAKE3_BLOCK;
		if (at + n == len)
			flags |= BLAKE3_CHUNK_END | BLAKE3_ROOT;
		load(in, at, n, m);
		memcpy(v, cv, sizeof(cv));
		for (i = 0; i < 4; i++)
			v[8 + i] = splat(sha256_iv[i]);
		v[12] = splat(0);
		v[13] = splat(0);
		v[14] = splat(n);
		v[15] = splat(flags);
		blake3_compress(v, m, cv);
		flags = 0;
		at += n;
	} while (at < len);
	for (l = 0; l < CRACK_LANES; l++)
		for (i = 0; i < 8; i++)
			put_le32(out[l] + 4 * i, cv[i][l]);
}
