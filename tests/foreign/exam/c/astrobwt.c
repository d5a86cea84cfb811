// SPDX-License-Identifier: GPL-2.0-only
/*
 * AstroBWT, Dero's first: Salsa20's stream from SHA3-256 of the input, its
 * suffixes sorted by libdivsufsort, the transform hashed, and again with a
 * length that the digest says. As deroproject/astrobwt has it.
 */
#include "keccak.h"

#include <divsufsort.h>
#include <stdio.h>
#include <stdlib.h>

#define FIRST 147253
#define MOST (FIRST + 0xfffff)

static uint32_t turn(uint32_t x, int n)
{
	return x << n | x >> (32 - n);
}

static void salsa20(const uint8_t *key, uint8_t *out, size_t n)
{
	uint32_t in[16] = { 0x61707865 }, x[16];

	memcpy(in + 1, key, 16);
	in[5] = 0x3320646e;
	in[10] = 0x79622d32;
	memcpy(in + 11, key + 16, 16);
	in[15] = 0x6b206574;
	for (; n; in[8]++) {
		size_t part = n < 64 ? n : 64;

		memcpy(x, in, 64);
		for (int r = 0; r < 20; r++)
			for (int i = 0; i < 4; i++) {
				/* a column, then a row */
				int step = r & 1 ? 1 : 4;
				uint32_t *p[4];

				for (int k = 0; k < 4; k++)
					p[k] = r & 1 ? &x[4 * i + (i + k) % 4] :
						       &x[(5 * i + k * step) % 16];
				*p[1] ^= turn(*p[0] + *p[3], 7);
				*p[2] ^= turn(*p[1] + *p[0], 9);
				*p[3] ^= turn(*p[2] + *p[1], 13);
				*p[0] ^= turn(*p[3] + *p[2], 18);
			}
		for (int i = 0; i < 16; i++)
			x[i] += in[i];
		memcpy(out, x, part);
		out += part;
		n -= part;
	}
}

static uint8_t *text, *bwt;
static saidx_t *suffix;

static void stage(uint8_t *key, uint32_t n)
{
	salsa20(key, text, n);
	divsufsort(text, suffix, n);
	/* the empty suffix is the first, what precedes the whole text is zero */
	bwt[0] = text[n - 1];
	for (uint32_t i = 0; i < n; i++)
		bwt[i + 1] = suffix[i] ? text[suffix[i] - 1] : 0;
	keccak_sponge(bwt, n + 1, 136, 6, 24, key, 32);
}

static void astrobwt(const void *in, size_t n, uint8_t *key)
{
	uint32_t more;

	keccak_sponge(in, n, 136, 6, 24, key, 32);
	stage(key, FIRST);
	memcpy(&more, key, 4);
	stage(key, FIRST + (more & 0xfffff));
}

int main(void)
{
	uint8_t key[32], in[48] = { 0 };
	static const uint8_t want[4] = { 0x7e, 0x88, 0x44, 0xf2 };	/* XMRig's self-test */
	static const uint8_t test[76] =
		"\x03\x05\xa0\xdb\xd6\xbf\x05\xcf\x16\xe5\x03\xf3\xa6\x6f\x78\x00\x7c\xbf\x34"
		"\x14\x43\x32\xec\xbf\xc2\x2e\xd9\x5c\x87\x00\x38\x3b\x30\x9a\xce\x19\x23\xa0"
		"\x96\x4b\x00\x00\x00\x08\xba\x93\x9a\x62\x72\x4c\x0d\x75\x81\xfc\xe5\x76\x1e"
		"\x9d\x8a\x0e\x6a\x1c\x3f\x92\x4f\xdd\x84\x93\xd1\x11\x56\x49\xc0\x5e\xb6\x01";

	text = malloc(MOST);
	bwt = malloc(MOST + 1);
	suffix = malloc(MOST * sizeof(*suffix));
	astrobwt(test, 76, key);
	if (memcmp(key, want, 4)) {
		for (int i = 0; i < 32; i++)
			fprintf(stderr, "%02x", key[i]);
		fprintf(stderr, " is wrong\n");
		return 1;
	}
	for (uint32_t nonce = 0;; nonce++) {
		memcpy(in + 39, &nonce, 4);
		astrobwt(in, 48, key);
		if (!key[31] && !key[30])
			printf("%u\n", nonce);
	}
}
