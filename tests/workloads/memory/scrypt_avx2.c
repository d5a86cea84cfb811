// SPDX-License-Identifier: GPL-2.0-only
/*
 * scrypt(1024, 1, 1) of eight block headers, one in each lane of the AVX2
 * registers. Source: RFC 7914.
 */
#include "primitives.h"

#define LANES	SCRYPT_LANES
#define N	1024
#define SALSA	16	/* words */
#define WORDS	(2 * SALSA)	/* in a row, r = 1 */

typedef u32 v8u32 __attribute__((vector_size(4 * LANES)));

static __always_inline v8u32 rol(v8u32 x, unsigned int n)
{
	return x << n | x >> (32 - n);
}

static __always_inline void quarter(v8u32 *a, v8u32 *b, v8u32 *c, v8u32 *d)
{
	*b ^= rol(*a + *d, 7);
	*c ^= rol(*b + *a, 9);
	*d ^= rol(*c + *b, 13);
	*a ^= rol(*d + *c, 18);
}

/* @b: xored with @in, then through Salsa20/8 */
static void xor_salsa20_8(v8u32 b[SALSA], const v8u32 in[SALSA])
{
	v8u32 x[SALSA];
	unsigned int i;

	for (i = 0; i < SALSA; i++) {
		b[i] ^= in[i];
		x[i] = b[i];
	}
	for (i = 0; i < 8; i += 2) {
		quarter(&x[0], &x[4], &x[8], &x[12]);
		quarter(&x[5], &x[9], &x[13], &x[1]);
		quarter(&x[10], &x[14], &x[2], &x[6]);
		quarter(&x[15], &x[3], &x[7], &x[11]);
		quarter(&x[0], &x[1], &x[2], &x[3]);
		quarter(&x[5], &x[6], &x[7], &x[4]);
		quarter(&x[10], &x[11], &x[8], &x[9]);
		quarter(&x[15], &x[12], &x[13], &x[14]);
	}
	for (i = 0; i < SALSA; i++)
		b[i] += x[i];
}

/* with r = 1 the blocks stay in order */
static void block_mix(v8u32 x[WORDS])
{
	xor_salsa20_8(x, x + SALSA);
	xor_salsa20_8(x + SALSA, x);
}

/* Each lane goes to a row of its own. */
static void xor_rows(v8u32 x[WORDS], const v8u32 *v)
{
	const u32 *words = (const u32 *)v;
	u32 row[LANES];
	unsigned int k, l;

	for (l = 0; l < LANES; l++)
		row[l] = (x[SALSA][l] & (N - 1)) * WORDS * LANES + l;
	for (k = 0; k < WORDS; k++) {
		v8u32 y;

		for (l = 0; l < LANES; l++)
			y[l] = words[row[l] + k * LANES];
		x[k] ^= y;
	}
}

void scrypt_headers_avx2(const u8 header[LANES][80], void *pad,
			 u8 out[LANES][32])
{
	u8 b[LANES][4 * WORDS];
	v8u32 x[WORDS], *v = pad;
	unsigned int i, k, l;

	for (l = 0; l < LANES; l++) {
		pbkdf2_sha256(header[l], 80, header[l], 80, 1, b[l],
			      sizeof(b[l]));
		for (k = 0; k < WORDS; k++)
			x[k][l] = get_le32(b[l] + 4 * k);
	}
	for (i = 0; i < N; i++) {
		memcpy(v + i * WORDS, x, sizeof(x));
		block_mix(x);
	}
	for (i = 0; i < N; i++) {
		xor_rows(x, v);
		block_mix(x);
	}
	for (l = 0; l < LANES; l++) {
		for (k = 0; k < WORDS; k++)
			put_le32(b[l] + 4 * k, x[k][l]);
		pbkdf2_sha256(header[l], 80, b[l], sizeof(b[l]), 1, out[l],
			      32);
	}
}
