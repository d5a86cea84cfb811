/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * SHAvite-3-512: a Feistel network of AES rounds. Source: "The SHAvite-3 hash
 * function", tweaked version, 2009, 3.3.2. The including file includes
 * aes_block.h or aes_block_ni.h.
 */
#define BLOCK	128
#define ROUNDS	14
#define KEYS	(8 * ROUNDS)

/* What the counter @bits adds to key @i. */
static __always_inline struct aes_block count_of(unsigned int i, u64 bits)
{
	u32 low = bits, high = bits >> 32;

	switch (i) {
	case 8:
		return block_of(low, high, 0, ~0u);
	case 41:
		return block_of(0, 0, high, ~low);
	case 79:
		return block_of(0, 0, low, ~high);
	case 110:
		return block_of(high, low, 0, ~0u);
	default:
		return block_of(0, 0, 0, 0);
	}
}

/* Eight keys from @i on, by AES rounds of the eight before. */
static void expand_by_aes(struct aes_block k[KEYS], unsigned int i, u64 bits)
{
	const struct aes_block zero = block_of(0, 0, 0, 0);
	unsigned int end = i + 8;

	for (; i < end; i++) {
		k[i] = block_aes(block_next(k[i - 8], k[i - 8]), zero);
		k[i] = block_xor(k[i], k[i - 1]);
		k[i] = block_xor(k[i], count_of(i, bits));
	}
}

static void expand_by_xor(struct aes_block k[KEYS], unsigned int i)
{
	unsigned int end = i + 8;

	for (; i < end; i++)
		k[i] = block_xor(k[i - 8], block_next(k[i - 2], k[i - 1]));
}

static void expand(struct aes_block k[KEYS], const u8 block[BLOCK], u64 bits)
{
	unsigned int i;

	for (i = 0; i < 8; i++)
		k[i] = block_get(block + 16 * i);
	for (i = 8; i < KEYS; i += 8) {
		if (i / 8 % 2)
			expand_by_aes(k, i, bits);
		else
			expand_by_xor(k, i);
	}
}

/* Four AES rounds of @r under four keys. */
static __always_inline struct aes_block f4(struct aes_block r,
					   const struct aes_block *k)
{
	r = block_xor(r, k[0]);
	r = block_aes(r, k[1]);
	r = block_aes(r, k[2]);
	r = block_aes(r, k[3]);
	return block_aes(r, block_of(0, 0, 0, 0));
}

static void compress(struct aes_block h[4], const u8 block[BLOCK], u64 bits)
{
	struct aes_block k[KEYS], p[4] = { h[0], h[1], h[2], h[3] }, t;
	unsigned int i;

	expand(k, block, bits);
	for (i = 0; i < ROUNDS; i++) {
		p[0] = block_xor(p[0], f4(p[1], k + 8 * i));
		p[2] = block_xor(p[2], f4(p[3], k + 8 * i + 4));
		t = p[3];
		p[3] = p[2];
		p[2] = p[1];
		p[1] = p[0];
		p[0] = t;
	}
	for (i = 0; i < 4; i++)
		h[i] = block_xor(h[i], p[i]);
}

static void shavite(const u8 *in, size_t len, u8 out[64])
{
	struct aes_block h[4] = {
		block_of(0x72fccdd8, 0x79ca4727, 0x128a077b, 0x40d55aec),
		block_of(0xd1901a06, 0x430ae307, 0xb29f5cd1, 0xdf07fbfc),
		block_of(0x8e45d73d, 0x681ab538, 0xbde86578, 0xdd577e47),
		block_of(0xe275eade, 0x502d9fcd, 0xb9357178, 0x022a4b9a),
	};
	size_t rest = len % BLOCK, i;
	u8 last[2 * BLOCK] = { 0 };
	size_t padded = rest < BLOCK - 18 ? BLOCK : 2 * BLOCK;

	for (i = 0; i < len / BLOCK; i++)
		compress(h, in + i * BLOCK, (i + 1) * BLOCK * 8ull);
	memcpy(last, in + len - rest, rest);
	last[rest] = 0x80;
	put_le64(last + padded - 18, (u64)len * 8);
	last[padded - 1] = 512 >> 8;
	compress(h, last, rest ? (u64)len * 8 : 0);
	if (padded > BLOCK)
		compress(h, last + BLOCK, 0);
	for (i = 0; i < 4; i++)
		block_put(out + 16 * i, h[i]);
}
