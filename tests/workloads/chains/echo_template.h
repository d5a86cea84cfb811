/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ECHO-512: AES on a 4 x 4 matrix of 128-bit words. Source: "SHA-3 proposal:
 * ECHO", version 2.0, 2010. The including file includes aes_block.h or
 * aes_block_ni.h.
 */
#define BLOCK	128
#define WORDS	16	/* of 128 bits; the first half is the chain */
#define ROUNDS	10

/* Two AES rounds on each word, the first keyed by the counter. */
static __always_inline void big_sub_words(struct aes_block w[WORDS], u64 *count)
{
	const struct aes_block salt = block_of(0, 0, 0, 0);
	unsigned int i;

	for (i = 0; i < WORDS; i++, ++*count) {
		w[i] = block_aes(w[i], block_of(*count, *count >> 32, 0, 0));
		w[i] = block_aes(w[i], salt);
	}
}

static __always_inline void swap(struct aes_block *a, struct aes_block *b)
{
	struct aes_block t = *a;

	*a = *b;
	*b = t;
}

static __always_inline void big_shift_rows(struct aes_block w[WORDS])
{
	struct aes_block t = w[1];

	w[1] = w[5];
	w[5] = w[9];
	w[9] = w[13];
	w[13] = t;
	swap(w + 2, w + 10);
	swap(w + 6, w + 14);
	t = w[15];
	w[15] = w[11];
	w[11] = w[7];
	w[7] = w[3];
	w[3] = t;
}

static __always_inline void big_mix_column(struct aes_block w[4])
{
	struct aes_block a = w[0], b = w[1], c = w[2], d = w[3];
	struct aes_block ab = block_xor(a, b), bc = block_xor(b, c);
	struct aes_block cd = block_xor(c, d);
	struct aes_block abx = block_twice(ab), bcx = block_twice(bc);
	struct aes_block cdx = block_twice(cd);

	w[0] = block_xor(abx, block_xor(bc, d));
	w[1] = block_xor(bcx, block_xor(a, cd));
	w[2] = block_xor(cdx, block_xor(ab, d));
	w[3] = block_xor(block_xor(abx, bcx),
			 block_xor(cdx, block_xor(ab, c)));
}

/* @bits: message bits hashed so far, 0 for a block of padding only */
static void compress(struct aes_block v[8], const u8 block[BLOCK], u64 bits)
{
	struct aes_block w[WORDS];
	unsigned int i;

	for (i = 0; i < 8; i++) {
		w[i] = v[i];
		w[8 + i] = block_get(block + 16 * i);
		v[i] = block_xor(v[i], w[8 + i]);
	}
	for (i = 0; i < ROUNDS; i++) {
		big_sub_words(w, &bits);
		big_shift_rows(w);
		big_mix_column(w);
		big_mix_column(w + 4);
		big_mix_column(w + 8);
		big_mix_column(w + 12);
	}
	for (i = 0; i < 8; i++)
		v[i] = block_xor(v[i], block_xor(w[i], w[8 + i]));
}

static void echo(const u8 *in, size_t len, u8 out[64])
{
	size_t rest = len % BLOCK, i;
	u8 last[2 * BLOCK] = { 0 };
	size_t padded = rest < BLOCK - 18 ? BLOCK : 2 * BLOCK;
	struct aes_block v[8];

	for (i = 0; i < 8; i++)
		v[i] = block_of(512, 0, 0, 0);
	for (i = 0; i < len / BLOCK; i++)
		compress(v, in + i * BLOCK, (i + 1) * BLOCK * 8ull);
	memcpy(last, in + len - rest, rest);
	last[rest] = 0x80;
	last[padded - 17] = 512 >> 8;
	put_le64(last + padded - 16, (u64)len * 8);
	compress(v, last, rest ? (u64)len * 8 : 0);
	if (padded > BLOCK)
		compress(v, last + BLOCK, 0);
	for (i = 0; i < 4; i++)
		block_put(out + 16 * i, v[i]);
}
