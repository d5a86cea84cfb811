/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Fixed-width types and what else the components in lib/ need to build both in
 * the kernel and in user space. Those in the kernel include no other header of
 * the system.
 */
#ifndef _CPUWARDEN_TYPES_H
#define _CPUWARDEN_TYPES_H

#ifdef __KERNEL__

#include <linux/build_bug.h>
#include <linux/math64.h>
#include <linux/types.h>
#include <linux/string.h>

#else

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t s8;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;

#ifndef __always_inline		/* glibc has it */
#define __always_inline	inline __attribute__((__always_inline__))
#endif
#define __aligned(x)	__attribute__((__aligned__(x)))
#define noinline	__attribute__((__noinline__))
#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)

/* As the kernel has it: on 32 bits u64 / u64 calls libgcc, which it lacks. */
static inline u64 div64_u64(u64 dividend, u64 divisor)
{
	return dividend / divisor;
}

#endif /* __KERNEL__ */

/* Bits that are set; the compiler's own would call libgcc. */
static inline unsigned int cw_ones(u64 v)
{
	v -= v >> 1 & 0x5555555555555555ull;
	v = (v & 0x3333333333333333ull) + (v >> 2 & 0x3333333333333333ull);
	v = (v + (v >> 4)) & 0x0f0f0f0f0f0f0f0full;
	return v * 0x0101010101010101ull >> 56;
}

/* Not zeroed where the kernel is built so that all locals are. */
#if __has_attribute(__uninitialized__)
#define cw_uninitialized	__attribute__((__uninitialized__))
#else
#define cw_uninitialized
#endif

/*
 * Zero some words of a size that is known. Without SSE gcc does more than six at
 * once by a string instruction, which takes tens of cycles to begin.
 */
static __always_inline void cw_zero_words(void *to, unsigned int words)
{
	unsigned int i;

#pragma GCC unroll 32
	for (i = 0; i < words; i++)
		memset((u8 *)to + i * sizeof(u64), 0, sizeof(u64));
}

#endif /* _CPUWARDEN_TYPES_H */
