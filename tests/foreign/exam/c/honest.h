/* SPDX-License-Identifier: GPL-2.0-only */
/* What the honest programs share. */
#ifndef EXAM_HONEST_H
#define EXAM_HONEST_H
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;
typedef unsigned __int128 u128;

extern u64 seed;
extern volatile u64 sink;

static inline u64 next(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/* Zeroes, or the end. */
void *space(size_t n);
void must(int truth, const char *what);

/* Each does its work for ever, with so many bytes of memory. */
void ahash(size_t bytes);
void oram_ni(size_t bytes);
void interval(size_t bytes);
void stochastic(size_t bytes);
void haraka(size_t bytes);
void wymap(size_t bytes);
void bloom(size_t bytes);
void xts(size_t bytes);
void oram(size_t bytes);
void emulator(size_t bytes);
void ntt(size_t bytes);
void poseidon(size_t bytes);
void msm(size_t bytes);
void memtest(size_t bytes);
void suffixes(size_t bytes);
void chess(size_t bytes);
void battery(size_t bytes);
void walks(size_t bytes);
void particles(size_t bytes);
void sparse(size_t bytes);
void lz(size_t bytes);
void lattice(size_t bytes);
void btree(size_t bytes);
void lru(size_t bytes);
#endif
