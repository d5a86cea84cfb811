/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One AES round by tables on two words of 64 bits, as sphlib has it, for hash
 * functions that are made of AES rounds. aes_block_ni.h: by instructions.
 */
#ifndef _CW_WORKLOAD_AES_BLOCK_H
#define _CW_WORKLOAD_AES_BLOCK_H

#include "primitives.h"

struct aes_block {
	u64 q[2];
};

static __always_inline struct aes_block block_get(const void *p)
{
	return (struct aes_block){ { get_le64(p), get_le64(p + 8) } };
}

static __always_inline void block_put(void *p, struct aes_block b)
{
	put_le64(p, b.q[0]);
	put_le64(p + 8, b.q[1]);
}

static __always_inline struct aes_block block_of(u32 a, u32 b, u32 c, u32 d)
{
	return (struct aes_block){ { a | (u64)b << 32, c | (u64)d << 32 } };
}

static __always_inline struct aes_block block_xor(struct aes_block a,
						  struct aes_block b)
{
	return (struct aes_block){ { a.q[0] ^ b.q[0], a.q[1] ^ b.q[1] } };
}

static __always_inline u64 twice8(u64 x)
{
	u64 top = x & 0x8080808080808080;

	return (x ^ top) << 1 ^ (top >> 7) * 0x1b;
}

/* every byte times 2 in the field of AES */
static __always_inline struct aes_block block_twice(struct aes_block b)
{
	return (struct aes_block){ { twice8(b.q[0]), twice8(b.q[1]) } };
}

/* words 1, 2, 3 of @a and word 0 of @b */
static __always_inline struct aes_block block_next(struct aes_block a,
						   struct aes_block b)
{
	return (struct aes_block){ { a.q[0] >> 32 | a.q[1] << 32,
				     a.q[1] >> 32 | b.q[0] << 32 } };
}

static __always_inline u32 aes_column(u32 a, u32 b, u32 c, u32 d)
{
	return aes_table[0][a & 0xff] ^ aes_table[1][b >> 8 & 0xff] ^
	       aes_table[2][c >> 16 & 0xff] ^ aes_table[3][d >> 24];
}

static __always_inline struct aes_block block_aes(struct aes_block b,
						  struct aes_block key)
{
	u32 s0 = b.q[0], s1 = b.q[0] >> 32, s2 = b.q[1], s3 = b.q[1] >> 32;

	return block_xor(block_of(aes_column(s0, s1, s2, s3),
				  aes_column(s1, s2, s3, s0),
				  aes_column(s2, s3, s0, s1),
				  aes_column(s3, s0, s1, s2)), key);
}

#endif /* _CW_WORKLOAD_AES_BLOCK_H */
