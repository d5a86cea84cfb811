// SPDX-License-Identifier: GPL-2.0-only
/* SHA-256d of eight block headers, one in each lane of the AVX2 registers. */
#include "bits.h"

typedef u32 v8u32 __attribute__((vector_size(32)));

#define sha_word	v8u32

#include "sha256_rounds.h"

#define LANES	SHA256_LANES

static __always_inline v8u32 splat(u32 x)
{
	return (v8u32){ x, x, x, x, x, x, x, x };
}

static void start(v8u32 st[8])
{
	unsigned int i;

	for (i = 0; i < 8; i++)
		st[i] = splat(sha256_iv[i]);
}

/* Words @from … of all headers, and after the last of them the padding. */
static void load(const u8 header[LANES][80], unsigned int from, v8u32 w[16])
{
	unsigned int i, l;

	for (i = 0; i < 16; i++) {
		w[i] = splat(0);
		for (l = 0; from + i < 20 && l < LANES; l++)
			w[i][l] = get_be32(header[l] + 4 * (from + i));
	}
	if (from + 16 > 20) {
		w[20 - from] = splat(0x80000000);
		w[15] = splat(80 * 8);
	}
}

void sha256d_headers_avx2(const u8 header[LANES][80], u8 out[LANES][32])
{
	v8u32 st[8], w[16];
	unsigned int i, l;

	start(st);
	load(header, 0, w);
	sha_compress(st, w);
	load(header, 16, w);
	sha_compress(st, w);

	memcpy(w, st, sizeof(st));
	for (i = 8; i < 16; i++)
		w[i] = splat(0);
	w[8] = splat(0x80000000);
	w[15] = splat(32 * 8);
	start(st);
	sha_compress(st, w);
	for (l = 0; l < LANES; l++)
		for (i = 0; i < 8; i++)
			put_be32(out[l] + 4 * i, st[i][l]);
}
