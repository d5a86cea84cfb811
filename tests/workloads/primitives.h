/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The hash functions the workloads are made of. Each is written from its
 * specification (named in its own file) and checked in vectors.c.
 */
#ifndef _CW_WORKLOAD_PRIMITIVES_H
#define _CW_WORKLOAD_PRIMITIVES_H

#include "bits.h"

/* keccak.c */
#define KECCAK_WORDS	25

void keccak_f1600(u64 st[KECCAK_WORDS]);
/* The state after absorbing @in at rate 136 with Keccak's padding (CNS008). */
void keccak1600(const void *in, size_t len, u64 st[KECCAK_WORDS]);
void sha3_256(const void *in, size_t len, u8 out[32]);

/* aes_table.c; aes_table_init() must have run once before all others */
#define AES256_ROUND_KEYS	15

extern u32 aes_table[4][256];

void aes_table_init(void);
void aes256_expand(const u8 key[32], u32 rk[AES256_ROUND_KEYS][4]);
void aes256_encrypt(const u32 rk[AES256_ROUND_KEYS][4], const u8 in[16],
		    u8 out[16]);
u8 aes_sub(u8 x);

/* aes_ni.c; only where cpu_has_aes() */
void aes256_encrypt_ni(const u32 rk[AES256_ROUND_KEYS][4], const u8 in[16],
		       u8 out[16]);
void aes256_ctr_ni(const u32 rk[AES256_ROUND_KEYS][4], u64 ctr, u8 *buf,
		   size_t len);

/* the four SHA-3 finalists that end a CryptoNight hash, 256-bit digests */
void blake256(const void *in, size_t len, u8 out[32]);
void groestl256(const void *in, size_t len, u8 out[32]);
void jh256(const void *in, size_t len, u8 out[32]);
void skein512_256(const void *in, size_t len, u8 out[32]);

/* sha256.c, sha256_ni.c */
struct sha256 {
	u32 h[8];
	u64 bytes;
	u8 block[64];
};

extern const u32 sha256_k[64];

void sha256_init(struct sha256 *s);
void sha256_update(struct sha256 *s, const void *in, size_t len);
void sha256_final(struct sha256 *s, u8 out[32]);
void sha256(const void *in, size_t len, u8 out[32]);
void sha256_compress(u32 h[8], const u8 block[64]);
void sha256_compress_ni(u32 h[8], const u8 block[64]);
void hmac_sha256(const void *key, size_t klen, const void *in, size_t len,
		 u8 out[32]);
void pbkdf2_sha256(const void *pw, size_t pwlen, const void *salt,
		   size_t saltlen, u32 rounds, u8 *out, size_t outlen);

/* SHA-256 of SHA-256 of an 80-byte block header, with either compression */
typedef void (*sha256_compress_fn)(u32 h[8], const u8 block[64]);
void sha256d_header(sha256_compress_fn f, const u8 header[80], u8 out[32]);

/* scrypt.c; @pad: scrypt_pad_bytes() bytes, 64-byte aligned */
struct scrypt_cost {
	u32 n;
	u32 r;
	u32 p;
};

size_t scrypt_pad_bytes(const struct scrypt_cost *c);
void salsa20_core(u32 b[16], unsigned int rounds);
void scrypt(const void *pw, size_t pwlen, const void *salt, size_t saltlen,
	    const struct scrypt_cost *c, void *pad, u8 *out, size_t outlen);

/* siphash.c, cuckoo.c */
u64 siphash24(const u8 key[16], const void *in, size_t len);
#define CUCKOO_PROOF	42

bool cuckatoo_verify(const u64 keys[4], unsigned int edge_bits,
		     const u64 edges[CUCKOO_PROOF]);
/* Two trimming rounds over 2^edge_bits edges; @pad: cuckoo_pad_bytes() */

size_t cuckoo_pad_bytes(unsigned int edge_bits);
u64 cuckoo_trim(const u64 keys[4], unsigned int edge_bits, void *pad);

/* blake2b.c */
struct blake2b {
	u64 h[8];
	u64 bytes;
	u8 block[128];
	size_t fill;
	size_t outlen;
};

void blake2b_init(struct blake2b *s, size_t outlen, const void *key,
		  size_t keylen, const u8 personal[16]);
void blake2b_update(struct blake2b *s, const void *in, size_t len);
void blake2b_final(struct blake2b *s, u8 *out);
void blake2b(const void *in, size_t len, u8 *out, size_t outlen);

/* argon2.c; @pad: cost->kib KiB, 64-byte aligned */
enum argon2_type { ARGON2_D, ARGON2_I, ARGON2_ID };

struct argon2_cost {
	enum argon2_type type;
	u32 passes;
	u32 kib;
	u32 lanes;
};

struct argon2_input {
	const void *data;
	u32 len;
};

struct argon2_inputs {
	struct argon2_input password, salt, secret, ad;
};

void argon2(const struct argon2_cost *c, const struct argon2_inputs *in,
	    void *pad, u8 *out, u32 outlen);

/* cpu.c */
bool cpu_has_aes(void);
bool cpu_has_sha(void);
bool cpu_has_avx2(void);

#endif /* _CW_WORKLOAD_PRIMITIVES_H */
