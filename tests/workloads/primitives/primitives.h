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
void sha3_512(const void *in, size_t len, u8 out[64]);
/* As submitted to NIST, with another padding: Ethereum's. */
void keccak256(const void *in, size_t len, u8 out[32]);
void keccak512(const void *in, size_t len, u8 out[64]);

/* aes_table.c; aes_table_init() must have run once before all others */
#define AES256_ROUND_KEYS	15

extern u32 aes_table[4][256];

void aes_table_init(void);
void aes256_expand(const u8 key[32], u32 rk[AES256_ROUND_KEYS][4]);
void aes256_encrypt(const u32 rk[AES256_ROUND_KEYS][4], const u8 in[16],
		    u8 out[16]);
u8 aes_sub(u8 x);

/* Twice @x in the field of AES: x^8 + x^4 + x^3 + x + 1, FIPS 197, 4.2 */
static inline u8 aes_xtime(u8 x)
{
	return x << 1 ^ (x & 0x80 ? 0x1b : 0);
}

/* @x times @y there */
static inline u8 aes_field_mul(u8 x, u8 y)
{
	u8 r = 0;

	for (; y; y >>= 1) {
		if (y & 1)
			r ^= x;
		x = aes_xtime(x);
	}
	return r;
}

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
extern const u32 sha256_iv[8];

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

/* sha256_avx2.c: SHA-256d of eight 80-byte headers at once */
#define SHA256_LANES	8
void sha256d_headers_avx2(const u8 header[SHA256_LANES][80],
			  u8 out[SHA256_LANES][32]);

/* scrypt.c; @pad: scrypt_pad_bytes() bytes, 64-byte aligned */
struct scrypt_cost {
	u32 n;
	u32 r;
	u32 p;
};

size_t scrypt_pad_bytes(const struct scrypt_cost *c);
void salsa20_core(u32 b[16], unsigned int rounds);
/* @len bytes of Salsa20's key stream, the nonce being zero */
void salsa20_stream(const u8 key[32], u8 *out, u32 len);
void scrypt(const void *pw, size_t pwlen, const void *salt, size_t saltlen,
	    const struct scrypt_cost *c, void *pad, u8 *out, size_t outlen);

/* scrypt_avx2.c: eight scrypt(1024, 1, 1) of 80-byte headers at once */
#define SCRYPT_LANES	8
#define SCRYPT_LANES_PAD_BYTES	(SCRYPT_LANES * 128ul * 1024)

void scrypt_headers_avx2(const u8 header[SCRYPT_LANES][80], void *pad,
			 u8 out[SCRYPT_LANES][32]);

/* siphash.c, cuckoo.c, cuckoo_avx2.c */
u64 siphash24(const u8 key[16], const void *in, size_t len);
#define CUCKOO_PROOF	42

bool cuckatoo_verify(const u64 keys[4], unsigned int edge_bits,
		     const u64 edges[CUCKOO_PROOF]);

/* The nodes on @side of CUCKOO_BATCH edges from @edge on. */
#define CUCKOO_BATCH	64
typedef void (*cuckoo_nodes_fn)(const u64 keys[4], u64 edge, unsigned int side,
				u64 mask, u64 node[CUCKOO_BATCH]);
void cuckoo_nodes(const u64 keys[4], u64 edge, unsigned int side, u64 mask,
		  u64 node[CUCKOO_BATCH]);
void cuckoo_nodes_avx2(const u64 keys[4], u64 edge, unsigned int side,
		       u64 mask, u64 node[CUCKOO_BATCH]);

/* Trim both sides of 2^edge_bits edges once; @pad: cuckoo_pad_bytes() */
size_t cuckoo_pad_bytes(unsigned int edge_bits);
u64 cuckoo_trim(cuckoo_nodes_fn nodes, const u64 keys[4],
		unsigned int edge_bits, void *pad);

/* cuckaroo.c; @pad: cuckaroo_pad_bytes() */
bool cuckaroo_verify(const u64 keys[4], unsigned int edge_bits,
		     const u64 edges[CUCKOO_PROOF]);
size_t cuckaroo_pad_bytes(unsigned int edge_bits);
u64 cuckaroo_trim(const u64 keys[4], unsigned int edge_bits, void *pad);

/* xxh64.c */
u64 xxh64(const void *in, size_t len);

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

/* yespower.c; @n: a power of two from 1024, @r: 8 … 32 */
size_t yespower_pad_bytes(u32 n, u32 r);
void yespower(const void *in, size_t len, u32 n, u32 r, void *pad, u8 out[32]);

/* equihash.c */
struct equihash_shape {
	unsigned int n;		/* bits of a hash */
	unsigned int k;		/* rounds; a solution is 2^k indices */
};

size_t equihash_pad_bytes(const struct equihash_shape *s);

/**
 * equihash_solve() - all solutions for one header
 * @shape:     n and k; n / (k + 1) at most 20
 * @header:    header with its nonce
 * @len:       its length
 * @pad:       equihash_pad_bytes()
 * @solutions: result, 2^k indices each
 * @max:       how many of them fit
 *
 * Return: how many were found.
 */
unsigned int equihash_solve(const struct equihash_shape *shape,
			    const void *header, size_t len, void *pad,
			    u32 *solutions, unsigned int max);

/* cpu.c */
bool cpu_has_aes(void);
bool cpu_has_aes_clmul(void);
bool cpu_has_sha(void);
bool cpu_has_avx2(void);

#endif /* _CW_WORKLOAD_PRIMITIVES_H */
