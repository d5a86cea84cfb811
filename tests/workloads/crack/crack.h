/* SPDX-License-Identifier: GPL-2.0-only */
/* The hash functions that crackers of passwords compute. */
#ifndef _CW_WORKLOAD_CRACK_H
#define _CW_WORKLOAD_CRACK_H

#include "bits.h"

/*
 * md5_sha1.c, md5_sha1_avx2.c: digests of what fits into one block, at most
 * CRACK_MAX bytes, and of eight such candidates of the same length at once
 */
#define CRACK_MAX	55
#define CRACK_LANES	8

void md5_short(const void *in, size_t len, u8 out[16]);
void sha1_short(const void *in, size_t len, u8 out[20]);
void md5_short_avx2(const u8 in[CRACK_LANES][64], size_t len,
		    u8 out[CRACK_LANES][16]);
void sha1_short_avx2(const u8 in[CRACK_LANES][64], size_t len,
		     u8 out[CRACK_LANES][20]);

/*
 * Whether one of the candidates with the numbers @first … has a digest with
 * the first word @target; @first and @count: multiples of CRACK_LANES, and the
 * upper half of the number the same in all of them.
 */
#define CRACK_CANDIDATE	8	/* bytes */

void crack_candidate(u32 number, u8 out[CRACK_CANDIDATE]);
typedef bool (*crack_scan_fn)(u32 first, u32 count, u32 target);
bool md5_scan(u32 first, u32 count, u32 target);
bool sha1_scan(u32 first, u32 count, u32 target);
bool md5_scan_avx2(u32 first, u32 count, u32 target);
bool sha1_scan_avx2(u32 first, u32 count, u32 target);

/* sha512.c, sha512_avx2.c: the same with the first 64 bits of the digest */
extern const u64 sha512_k[80];
extern const u64 sha512_iv[8];

bool sha512_scan(u32 first, u32 count, u64 target);
bool sha512_scan_avx2(u32 first, u32 count, u64 target);

/* sha512.c; a password of at most 64 bytes, a salt of at most 16 */
void sha512(const void *in, size_t len, u8 out[64]);
void sha512crypt(const void *pw, size_t pwlen, const void *salt,
		 size_t saltlen, u8 out[64]);

/* bcrypt.c; @pw: with its final zero, at most 72 bytes; 2^@cost rounds */
#define BCRYPT_DIGEST	23

void bcrypt(const u8 *pw, size_t pwlen, const u8 salt[16], unsigned int cost,
	    u8 out[BCRYPT_DIGEST]);

/* blake3.c, blake3_avx2.c: of one input, of eight of at most a chunk */
#define BLAKE3_CHUNK	1024

void blake3(const void *in, size_t len, u8 out[32]);
void blake3_chunks_avx2(const u8 in[CRACK_LANES][BLAKE3_CHUNK], size_t len,
			u8 out[CRACK_LANES][32]);

#endif /* _CW_WORKLOAD_CRACK_H */
