// SPDX-License-Identifier: GPL-2.0-only
/* scrypt and the Salsa20 core. Sources: RFC 7914, the Salsa20 specification. */
#include "primitives.h"

#define SALSA_WORDS	16

static __always_inline void quarter(u32 *a, u32 *b, u32 *c, u32 *d)
{
	*b ^= rol32(*a + *d, 7);
	*c ^= rol32(*b + *a, 9);
	*d ^= rol32(*c + *b, 13);
	*a ^= rol32(*d + *c, 18);
}

static __always_inline void salsa20(u32 b[SALSA_WORDS], unsigned int rounds)
{
	u32 x[SALSA_WORDS];
	unsigned int i;

	memcpy(x, b, sizeof(x));
	for (i = 0; i < rounds; i += 2) {
		quarter(&x[0], &x[4], &x[8], &x[12]);	/* columns */
		quarter(&x[5], &x[9], &x[13], &x[1]);
		quarter(&x[10], &x[14], &x[2], &x[6]);
		quarter(&x[15], &x[3], &x[7], &x[11]);
		quarter(&x[0], &x[1], &x[2], &x[3]);	/* rows */
		quarter(&x[5], &x[6], &x[7], &x[4]);
		quarter(&x[10], &x[11], &x[8], &x[9]);
		quarter(&x[15], &x[12], &x[13], &x[14]);
	}
	for (i = 0; i < SALSA_WORDS; i++)
		b[i] += x[i];
}

void salsa20_core(u32 b[SALSA_WORDS], unsigned int rounds)
{
	salsa20(b, rounds);
}

void salsa20_stream(const u8 key[32], u8 *out, u32 len)
{
	/* "expand 32-byte k" */
	u32 in[16] = { [0] = 0x61707865, [5] = 0x3320646e,
		       [10] = 0x79622d32, [15] = 0x6b206574 };
	u32 x[16], done, i;
	u8 block[64];

	for (i = 0; i < 4; i++) {
		in[1 + i] = get_le32(key + 4 * i);
		in[11 + i] = get_le32(key + 16 + 4 * i);
	}
	for (done = 0; done < len; done += sizeof(block), in[8]++) {
		memcpy(x, in, sizeof(x));
		salsa20_core(x, 20);
		for (i = 0; i < 16; i++)
			put_le32(block + 4 * i, x[i]);
		i = len - done < sizeof(block) ? len - done : sizeof(block);
		memcpy(out + done, block, i);
	}
}

/* scryptBlockMix: @in, @out: 2 r blocks of 16 words */
static void block_mix(const u32 *in, u32 *out, u32 r)
{
	u32 x[SALSA_WORDS];
	u32 i, j;

	memcpy(x, in + (2 * r - 1) * SALSA_WORDS, sizeof(x));
	for (i = 0; i < 2 * r; i++) {
		for (j = 0; j < SALSA_WORDS; j++)
			x[j] ^= in[i * SALSA_WORDS + j];
		salsa20(x, 8);
		memcpy(out + (i / 2 + (i & 1) * r) * SALSA_WORDS, x, sizeof(x));
	}
}

/* scryptROMix: @x, @y: 32 r words, @v: 32 r n words; n a power of two */
static void ro_mix(u32 *x, u32 *y, u32 *v, const struct scrypt_cost *c)
{
	u32 words = 2 * c->r * SALSA_WORDS, i, k;
	u32 *swap;

	for (i = 0; i < c->n; i++) {
		memcpy(v + (size_t)i * words, x, words * sizeof(*x));
		block_mix(x, y, c->r);
		swap = x;
		x = y;
		y = swap;
	}
	for (i = 0; i < c->n; i++) {
		const u32 *vj = v + (size_t)(x[words - SALSA_WORDS] &
					     (c->n - 1)) * words;

		for (k = 0; k < words; k++)
			x[k] ^= vj[k];
		block_mix(x, y, c->r);
		swap = x;
		x = y;
		y = swap;
	}
	/* an even number of swaps: the result is where the input was */
}

size_t scrypt_pad_bytes(const struct scrypt_cost *c)
{
	/* B, X, Y and V of the RFC */
	return 128ul * c->r * (c->p + 2 + c->n);
}

void scrypt(const void *pw, size_t pwlen, const void *salt, size_t saltlen,
	    const struct scrypt_cost *c, void *pad, u8 *out, size_t outlen)
{
	size_t bytes = 128ul * c->r, i, k;
	u8 *b = pad;
	u32 *x = (u32 *)(b + bytes * c->p);
	u32 *y = x + bytes / 4, *v = y + bytes / 4;

	pbkdf2_sha256(pw, pwlen, salt, saltlen, 1, b, bytes * c->p);
	for (i = 0; i < c->p; i++) {
		for (k = 0; k < bytes / 4; k++)
			x[k] = get_le32(b + i * bytes + 4 * k);
		ro_mix(x, y, v, c);
		for (k = 0; k < bytes / 4; k++)
			put_le32(b + i * bytes + 4 * k, x[k]);
	}
	pbkdf2_sha256(pw, pwlen, b, bytes * c->p, 1, out, outlen);
}
