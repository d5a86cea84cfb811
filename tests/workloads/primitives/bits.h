/* SPDX-License-Identifier: GPL-2.0-only */
/* Byte order, rotations and vector types shared by the workloads' primitives. */
#ifndef _CW_WORKLOAD_BITS_H
#define _CW_WORKLOAD_BITS_H

#include <cpuwarden/types.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

/*
 * Two 64-bit lanes: GCC's vector extension, so that the same source is SSE2,
 * NEON or plain integer code, and lanes are read with v[0] and v[1].
 */
typedef u64 v2u64 __attribute__((vector_size(16)));
typedef u32 v4u32 __attribute__((vector_size(16)));

/* A cache line, for memory that must be aligned to one. */
typedef u64 v8u64 __attribute__((vector_size(64)));

static inline u32 rol32(u32 x, unsigned int n)
{
	return (x << (n & 31)) | (x >> (-n & 31));
}

static inline u32 ror32(u32 x, unsigned int n)
{
	return (x >> (n & 31)) | (x << (-n & 31));
}

static inline u64 rol64(u64 x, unsigned int n)
{
	return (x << (n & 63)) | (x >> (-n & 63));
}

static inline u64 ror64(u64 x, unsigned int n)
{
	return (x >> (n & 63)) | (x << (-n & 63));
}

static inline u32 get_le32(const void *p)
{
	const u8 *b = p;

	return b[0] | (u32)b[1] << 8 | (u32)b[2] << 16 | (u32)b[3] << 24;
}

static inline u64 get_le64(const void *p)
{
	const u8 *b = p;

	return get_le32(b) | (u64)get_le32(b + 4) << 32;
}

static inline u32 get_be32(const void *p)
{
	return __builtin_bswap32(get_le32(p));
}

static inline u64 get_be64(const void *p)
{
	return __builtin_bswap64(get_le64(p));
}

static inline void put_le32(void *p, u32 v)
{
	u8 *b = p;

	b[0] = v;
	b[1] = v >> 8;
	b[2] = v >> 16;
	b[3] = v >> 24;
}

static inline void put_le64(void *p, u64 v)
{
	put_le32(p, v);
	put_le32((u8 *)p + 4, v >> 32);
}

static inline void put_be32(void *p, u32 v)
{
	put_le32(p, __builtin_bswap32(v));
}

static inline void put_be64(void *p, u64 v)
{
	put_le64(p, __builtin_bswap64(v));
}

#endif /* _CW_WORKLOAD_BITS_H */
