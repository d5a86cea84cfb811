/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * CryptoNight and what is around it, after CNS008 and the descriptions of its
 * variants, for any way to do one round of AES: the file that includes this
 * defines `struct block` of two words, aes_round() and aes_sub_word().
 */
#include "keccak.h"

#include <fenv.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct cn {
	const char *name;
	int variant;
	size_t pad, iterations;
	uint64_t check;		/* first word of the state in the end */
};

/*
 * Of the input of XMRig's self-test. Their digests are the published ones if
 * the state is finished by BLAKE, Groestl, JH or Skein, which is left out here.
 */
static const struct cn cns[] = {
	{ "v0", 0, 2 << 20, 0x80000, 0x3f623466e0dc7066 },
	{ "v1", 1, 2 << 20, 0x80000, 0x301ffa81c93a9f0a },
	{ "v2", 2, 2 << 20, 0x80000, 0x1ad4a9e9082421f1 },
	{ "half", 2, 2 << 20, 0x40000, 0x6ece8367b9bce8c8 },
	{ "lite", 0, 1 << 20, 0x40000, 0x892c49d9aa2957c7 },
	{ "lite1", 1, 1 << 20, 0x40000, 0x527bfc9917fb3969 },
	{ "pico", 2, 256 << 10, 0x10000, 0xf9382d6c18e2ac0f },
};

static const uint8_t cn_input[76] =
	"\x03\x05\xa0\xdb\xd6\xbf\x05\xcf\x16\xe5\x03\xf3\xa6\x6f\x78\x00\x7c\xbf\x34"
	"\x14\x43\x32\xec\xbf\xc2\x2e\xd9\x5c\x87\x00\x38\x3b\x30\x9a\xce\x19\x23\xa0"
	"\x96\x4b\x00\x00\x00\x08\xba\x93\x9a\x62\x72\x4c\x0d\x75\x81\xfc\xe5\x76\x1e"
	"\x9d\x8a\x0e\x6a\x1c\x3f\x92\x4f\xdd\x84\x93\xd1\x11\x56\x49\xc0\x5e\xb6\x01";

static void expand_key(const uint64_t *key, uint32_t *w)
{
	uint32_t rcon = 1;

	memcpy(w, key, 32);
	for (int i = 8; i < 40; i++) {
		uint32_t t = w[i - 1];

		if (i % 8 == 0) {
			t = aes_sub_word(t >> 8 | t << 24) ^ rcon;
			rcon <<= 1;
		} else if (i % 8 == 4) {
			t = aes_sub_word(t);
		}
		w[i] = w[i - 8] ^ t;
	}
}

static void ten_rounds(struct block text[8], const struct block *keys)
{
	for (int i = 0; i < 8; i++)
		for (int r = 0; r < 10; r++)
			text[i] = aes_round(text[i], keys[r]);
}

static uint64_t square_root(uint64_t n)
{
	uint64_t r = sqrt(n + 18446744073709551616.0) * 2.0 - 8589934592.0;
	uint64_t s = r >> 1, b = r & 1, r2 = s * (s + b) + (r << 32);

	if (r2 + b > n)
		r--;
	if (r2 + (1ull << 32) < n - s)
		r++;
	return r;
}

static inline void shuffle(struct block *pad, size_t i, struct block a,
			   struct block b, struct block b1)
{
	struct block c1 = pad[i ^ 1], c2 = pad[i ^ 2], c3 = pad[i ^ 3];

	pad[i ^ 1].lo = c3.lo + b1.lo;
	pad[i ^ 1].hi = c3.hi + b1.hi;
	pad[i ^ 2].lo = c1.lo + b.lo;
	pad[i ^ 2].hi = c1.hi + b.hi;
	pad[i ^ 3].lo = c2.lo + a.lo;
	pad[i ^ 3].hi = c2.hi + a.hi;
}

static inline uint64_t tweak_byte(uint64_t hi)
{
	uint64_t t = hi >> 24 & 0xff;
	unsigned int i = (t >> 3 & 6 | t & 1) << 1;

	return hi ^ (uint64_t)(0x75310 >> i & 0x30) << 24;
}

static inline uint64_t wide_product(uint64_t x, uint64_t y, uint64_t *hi)
{
#ifdef __SIZEOF_INT128__
	*hi = (unsigned __int128)x * y >> 64;
#else
	uint64_t x0 = (uint32_t)x, x1 = x >> 32, y0 = (uint32_t)y, y1 = y >> 32;
	uint64_t low = x0 * y0, mid = x1 * y0 + (low >> 32);
	uint64_t mid2 = x0 * y1 + (uint32_t)mid;

	*hi = x1 * y1 + (mid >> 32) + (mid2 >> 32);
#endif
	return x * y;
}

static void mix(const struct cn *cn, uint64_t *s, const uint8_t *in,
		struct block *pad)
{
	/* the smallest of them walks through half of its pad */
	const size_t mask = cn->pad > 256 << 10 ? cn->pad / 16 - 1 : 0x1fff;
	const int variant = cn->variant;
	struct block a = { s[0] ^ s[4], s[1] ^ s[5] };
	struct block b = { s[2] ^ s[6], s[3] ^ s[7] };
	struct block b1 = { s[8] ^ s[10], s[9] ^ s[11] };
	uint64_t division = s[12], root = s[13], tweak;

	memcpy(&tweak, in + 35, 8);
	tweak ^= s[24];
	for (size_t n = cn->iterations; n; n--) {
		size_t i = a.lo >> 4 & mask;
		struct block c = aes_round(pad[i], a), d;

		if (variant == 2)
			shuffle(pad, i, a, b, b1);
		pad[i].lo = b.lo ^ c.lo;
		pad[i].hi = b.hi ^ c.hi;
		if (variant == 1)
			pad[i].hi = tweak_byte(pad[i].hi);
		i = c.lo >> 4 & mask;
		d = pad[i];
		if (variant == 2) {
			uint32_t divisor = (c.lo + (uint32_t)(root << 1)) |
					   0x80000001;

			d.lo ^= division ^ root << 32;
			division = (uint32_t)(c.hi / divisor) +
				   (c.hi % divisor << 32);
			root = square_root(c.lo + division);
		}

		uint64_t hi, lo = wide_product(c.lo, d.lo, &hi);

		if (variant == 2) {
			pad[i ^ 1].lo ^= hi;
			pad[i ^ 1].hi ^= lo;
			hi ^= pad[i ^ 2].lo;
			lo ^= pad[i ^ 2].hi;
			shuffle(pad, i, a, b, b1);
		}
		a.lo += hi;
		a.hi += lo;
		pad[i].lo = a.lo;
		pad[i].hi = variant == 1 ? a.hi ^ tweak : a.hi;
		a.lo ^= d.lo;
		a.hi ^= d.hi;
		b1 = b;
		b = c;
	}
}

static void cn_state(const struct cn *cn, const uint8_t *in, size_t n,
		     uint64_t s[25], struct block *pad)
{
	uint32_t keys[40] __attribute__((aligned(16)));
	struct block text[8];

	memset(s, 0, 200);
	memcpy(s, in, n);
	((uint8_t *)s)[n] = 1;
	((uint8_t *)s)[135] |= 0x80;
	keccak_rounds(s, 24);
	expand_key(s, keys);
	memcpy(text, s + 8, 128);
	for (size_t i = 0; i < cn->pad / 16; i += 8) {
		ten_rounds(text, (struct block *)keys);
		memcpy(pad + i, text, 128);
	}
	mix(cn, s, in, pad);
	expand_key(s + 4, keys);
	memcpy(text, s + 8, 128);
	for (size_t i = 0; i < cn->pad / 16; i += 8) {
		for (int k = 0; k < 8; k++) {
			text[k].lo ^= pad[i + k].lo;
			text[k].hi ^= pad[i + k].hi;
		}
		ten_rounds(text, (struct block *)keys);
	}
	memcpy(s + 8, text, 128);
	keccak_rounds(s, 24);
}

#ifndef CN_NO_MAIN
int main(int argc, char **argv)
{
	const struct cn *cn = NULL;
	uint8_t in[76];
	uint64_t s[25];

	for (size_t i = 0; i < sizeof(cns) / sizeof(*cns); i++)
		if (argc > 1 && !strcmp(argv[1], cns[i].name))
			cn = cns + i;
	if (!cn)
		return 2;

	struct block *pad = aligned_alloc(64, cn->pad);

	aes_prepare();
	memcpy(in, cn_input, 76);
	cn_state(cn, in, 76, s, pad);
	if (s[0] != cn->check) {
		fprintf(stderr, "%s: %016lx\n", cn->name, s[0]);
		return 1;
	}
	for (uint32_t nonce = 0;; nonce++) {
		memcpy(in + 39, &nonce, 4);
		cn_state(cn, in, 76, s, pad);
		if (s[3] >> 40 == 0)
			printf("%u\n", nonce);
	}
}
#endif
