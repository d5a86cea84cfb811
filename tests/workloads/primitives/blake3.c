// SPDX-License-Identifier: GPL-2.0-only
/*
 * BLAKE3. Source: J. O'Connor, J.-P. Aumasson, S. Neves, Z. Wilcox-O'Hearn:
 * "BLAKE3: one function, fast everywhere", 2021.
 */
#include "crack.h"
#include "primitives.h"

#define blake3_word	u32

#include "blake3_rounds.h"

static void compress(u32 cv[8], const u8 *block, u32 len, u64 counter,
		     u32 flags)
{
	u32 v[16], m[16], i;

	memcpy(v, cv, 32);
	memcpy(v + 8, sha256_iv, 16);
	v[12] = counter;
	v[13] = counter >> 32;
	v[14] = len;
	v[15] = flags;
	for (i = 0; i < 16; i++)
		m[i] = get_le32(block + 4 * i);
	blake3_compress(v, m, cv);
}

/* @root: BLAKE3_ROOT if there is no other chunk */
static void hash_chunk(const u8 *in, size_t len, u64 counter, u32 root,
		       u32 cv[8])
{
	u32 start = BLAKE3_CHUNK_START;
	u8 last[BLAKE3_BLOCK] = { 0 };

	memcpy(cv, sha256_iv, 32);
	for (; len > BLAKE3_BLOCK; len -= BLAKE3_BLOCK, in += BLAKE3_BLOCK) {
		compress(cv, in, BLAKE3_BLOCK, counter, start);
		start = 0;
	}
	memcpy(last, in, len);
	compress(cv, last, len, counter, start | BLAKE3_CHUNK_END | root);
}

/* The left subtree has the largest power of two of chunks that leaves some. */
static void hash_tree(const u8 *in, size_t len, u64 counter, u32 root,
		      u32 cv[8])
{
	size_t left = BLAKE3_CHUNK;
	u8 block[BLAKE3_BLOCK];
	u32 child[16], i;

	if (len <= BLAKE3_CHUNK) {
		hash_chunk(in, len, counter, root, cv);
		return;
	}
	while (2 * left < len)
		left *= 2;
	hash_tree(in, left, counter, 0, child);
	hash_tree(in + left, len - left, counter + left / BLAKE3_CHUNK, 0,
		  child + 8);
	for (i = 0; i < 16; i++)
		put_le32(block + 4 * i, child[i]);
	memcpy(cv, sha256_iv, 32);
	compress(cv, block, BLAKE3_BLOCK, 0, BLAKE3_PARENT | root);
}

void blake3(const void *in, size_t len, u8 out[32])
{
	u32 cv[8], i;

	hash_tree(in, len, 0, BLAKE3_ROOT, cv);
	for (i = 0; i < 8; i++)
		put_le32(out + 4 * i, cv[i]);
}
