// SPDX-License-Identifier: GPL-2.0-only
/* BLAKE2b. Source: RFC 7693; personalisation from the BLAKE2 paper, 2.8. */
#include "primitives.h"
#include "blake2b_g.h"
#include "blake_sigma.h"

#define BLOCK	128
#define ROUNDS	12

static const u64 iv[8] = {
	0x6a09e667f3bcc908, 0xbb67ae8584caa73b,
	0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
	0x510e527fade682d1, 0x9b05688c2b3e6c1f,
	0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};

static void compress(struct blake2b *s, bool last)
{
	u64 v[16], m[16];
	const u8 *t;
	unsigned int i;

	for (i = 0; i < 16; i++)
		m[i] = get_le64(s->block + 8 * i);
	memcpy(v, s->h, 64);
	memcpy(v + 8, iv, 64);
	v[12] ^= s->bytes;
	if (last)
		v[14] = ~v[14];
	for (i = 0; i < ROUNDS; i++) {
		t = blake_sigma[i % 10];
		blake2b_g(v, 0, 4, 8, 12, m[t[0]], m[t[1]]);
		blake2b_g(v, 1, 5, 9, 13, m[t[2]], m[t[3]]);
		blake2b_g(v, 2, 6, 10, 14, m[t[4]], m[t[5]]);
		blake2b_g(v, 3, 7, 11, 15, m[t[6]], m[t[7]]);
		blake2b_g(v, 0, 5, 10, 15, m[t[8]], m[t[9]]);
		blake2b_g(v, 1, 6, 11, 12, m[t[10]], m[t[11]]);
		blake2b_g(v, 2, 7, 8, 13, m[t[12]], m[t[13]]);
		blake2b_g(v, 3, 4, 9, 14, m[t[14]], m[t[15]]);
	}
	for (i = 0; i < 8; i++)
		s->h[i] ^= v[i] ^ v[i + 8];
}

void blake2b_init(struct blake2b *s, size_t outlen, const void *key,
		  size_t keylen, const u8 personal[16])
{
	memcpy(s->h, iv, sizeof(iv));
	s->h[0] ^= 0x01010000 ^ keylen << 8 ^ outlen;
	if (personal) {
		s->h[6] ^= get_le64(personal);
		s->h[7] ^= get_le64(personal + 8);
	}
	s->bytes = 0;
	s->fill = 0;
	s->outlen = outlen;
	if (keylen) {
		memset(s->block, 0, BLOCK);
		memcpy(s->block, key, keylen);
		s->fill = BLOCK;
	}
}

void blake2b_update(struct blake2b *s, const void *in, size_t len)
{
	const u8 *p = in;
	size_t n;

	for (; len; len -= n, p += n) {
		/* a full block waits until it is known not to be the last */
		if (s->fill == BLOCK) {
			s->bytes += BLOCK;
			compress(s, false);
			s->fill = 0;
		}
		n = BLOCK - s->fill < len ? BLOCK - s->fill : len;
		memcpy(s->block + s->fill, p, n);
		s->fill += n;
	}
}

void blake2b_final(struct blake2b *s, u8 *out)
{
	u8 digest[64];
	unsigned int i;

	memset(s->block + s->fill, 0, BLOCK - s->fill);
	s->bytes += s->fill;
	compress(s, true);
	for (i = 0; i < 8; i++)
		put_le64(digest + 8 * i, s->h[i]);
	memcpy(out, digest, s->outlen);
}

void blake2b(const void *in, size_t len, u8 *out, size_t outlen)
{
	struct blake2b s;

	blake2b_init(&s, outlen, NULL, 0, NULL);
	blake2b_update(&s, in, len);
	blake2b_final(&s, out);
}
