// SPDX-License-Identifier: GPL-2.0-only
/* SHA-256 (FIPS 180-4), HMAC (FIPS 198-1), PBKDF2 (RFC 8018), SHA-256d. */
#include "bits.h"

#define sha_word	u32

#include "sha256_rounds.h"

#define BLOCK	64

const u32 sha256_k[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
	0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
	0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
	0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
	0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

const u32 sha256_iv[8] = {
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
};

void sha256_compress(u32 st[8], const u8 block[BLOCK])
{
	u32 w[16];
	unsigned int i;

	for (i = 0; i < 16; i++)
		w[i] = get_be32(block + 4 * i);
	sha_compress(st, w);
}

void sha256_init(struct sha256 *s)
{
	memcpy(s->h, sha256_iv, sizeof(s->h));
	s->bytes = 0;
}

void sha256_update(struct sha256 *s, const void *in, size_t len)
{
	const u8 *p = in;
	size_t fill, n;

	for (; len; len -= n, p += n) {
		fill = s->bytes % BLOCK;
		n = len < BLOCK - fill ? len : BLOCK - fill;
		memcpy(s->block + fill, p, n);
		s->bytes += n;
		if (s->bytes % BLOCK == 0)
			sha256_compress(s->h, s->block);
	}
}

void sha256_final(struct sha256 *s, u8 out[32])
{
	u8 pad[BLOCK + 8] = { 0x80 }, bits[8];
	size_t n = 1 + (119 - s->bytes % BLOCK) % BLOCK;
	unsigned int i;

	put_be64(bits, s->bytes * 8);
	sha256_update(s, pad, n);
	sha256_update(s, bits, sizeof(bits));
	for (i = 0; i < 8; i++)
		put_be32(out + 4 * i, s->h[i]);
}

void sha256(const void *in, size_t len, u8 out[32])
{
	struct sha256 s;

	sha256_init(&s);
	sha256_update(&s, in, len);
	sha256_final(&s, out);
}

void sha256d_header(sha256_compress_fn f, const u8 header[80], u8 out[32])
{
	u8 second[BLOCK] = { 0 }, digest[BLOCK] = { 0 };
	u32 h[8];
	unsigned int i;

	memcpy(h, sha256_iv, sizeof(h));
	f(h, header);
	memcpy(second, header + BLOCK, 80 - BLOCK);
	second[80 - BLOCK] = 0x80;
	put_be64(second + BLOCK - 8, 80 * 8);
	f(h, second);

	for (i = 0; i < 8; i++)
		put_be32(digest + 4 * i, h[i]);
	digest[32] = 0x80;
	put_be64(digest + BLOCK - 8, 32 * 8);
	memcpy(h, sha256_iv, sizeof(h));
	f(h, digest);
	for (i = 0; i < 8; i++)
		put_be32(out + 4 * i, h[i]);
}

static void hmac_start(struct sha256 *s, const void *key, size_t klen, u8 pad)
{
	u8 k[BLOCK] = { 0 };
	unsigned int i;

	if (klen > BLOCK)
		sha256(key, klen, k);
	else if (klen)
		memcpy(k, key, klen);
	for (i = 0; i < BLOCK; i++)
		k[i] ^= pad;
	sha256_init(s);
	sha256_update(s, k, BLOCK);
}

static void hmac_finish(struct sha256 *inner, const struct sha256 *outer,
			u8 out[32])
{
	struct sha256 o = *outer;

	sha256_final(inner, out);
	sha256_update(&o, out, 32);
	sha256_final(&o, out);
}

void hmac_sha256(const void *key, size_t klen, const void *in, size_t len,
		 u8 out[32])
{
	struct sha256 inner, outer;

	hmac_start(&inner, key, klen, 0x36);
	hmac_start(&outer, key, klen, 0x5c);
	sha256_update(&inner, in, len);
	hmac_finish(&inner, &outer, out);
}

void pbkdf2_sha256(const void *pw, size_t pwlen, const void *salt,
		   size_t saltlen, u32 rounds, u8 *out, size_t outlen)
{
	struct sha256 inner, outer, s;
	u32 block, r, i;
	u8 be[4], u[32], t[32];
	size_t n;

	hmac_start(&inner, pw, pwlen, 0x36);
	hmac_start(&outer, pw, pwlen, 0x5c);
	for (block = 1; outlen; block++, out += n, outlen -= n) {
		s = inner;
		sha256_update(&s, salt, saltlen);
		put_be32(be, block);
		sha256_update(&s, be, sizeof(be));
		hmac_finish(&s, &outer, u);
		memcpy(t, u, sizeof(t));
		for (r = 1; r < rounds; r++) {
			s = inner;
			sha256_update(&s, u, sizeof(u));
			hmac_finish(&s, &outer, u);
			for (i = 0; i < sizeof(t); i++)
				t[i] ^= u[i];
		}
		n = outlen < sizeof(t) ? outlen : sizeof(t);
		memcpy(out, t, n);
	}
}
