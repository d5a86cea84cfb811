// SPDX-License-Identifier: GPL-2.0-only
/*
 * GhostRider: three times five of fifteen hash functions and one of six
 * CryptoNights, in an order that the hash of the block before picks. Source:
 * Raptoreum's and XMRig's sources; there is no paper. The hash functions do AES
 * by tables even where there are instructions, as in XMRig.
 */
#include "ghostrider.h"
#include "primitives.h"
#include "x11.h"

#define HEADER		80
#define CORES		15
#define CRYPTONIGHTS	6
#define PARTS		3
#define SEED_NIBBLES	64

typedef void (*core_fn)(const void *in, size_t len, u8 out[64]);

static const core_fn core[CORES] = {
	blake512, bmw512, groestl512, jh512, keccak512, skein512_512,
	luffa512, cubehash512, shavite512, simd512, echo512, hamsi512,
	fugue512, shabal512, whirlpool,
};

static const enum cn_variant cryptonight[CRYPTONIGHTS] = {
	CN_DARK, CN_DARK_LITE, CN_FAST, CN_LITE_V1, CN_TURTLE, CN_TURTLE_LITE,
};

/* The numbers below @n by their first nibble in the seed, then the others. */
static void order_by(const u8 *seed, unsigned int n, u8 *order)
{
	unsigned int i, x, count = 0;
	u32 seen = 0;

	for (i = 0; i < SEED_NIBBLES + n; i++) {
		x = i < SEED_NIBBLES ?
			(seed[i / 2] >> i % 2 * 4 & 15) % n : i - SEED_NIBBLES;
		if (seen & 1u << x)
			continue;
		seen |= 1u << x;
		order[count++] = x;
	}
}

void ghostrider(enum cn_aes aes, const u8 header[80], void *pad, u8 out[32])
{
	u8 cores[CORES], cns[CRYPTONIGHTS], a[64], b[64];
	unsigned int part, i;

	order_by(header + GHOSTRIDER_SEED, CORES, cores);
	order_by(header + GHOSTRIDER_SEED, CRYPTONIGHTS, cns);
	for (part = 0; part < PARTS; part++) {
		const u8 *c = cores + part * (CORES / PARTS);

		if (part)
			core[c[0]](a, sizeof(a), b);
		else
			core[c[0]](header, HEADER, b);
		for (i = 1; i < CORES / PARTS; i++) {
			core[c[i]](b, sizeof(b), a);
			memcpy(b, a, sizeof(b));
		}
		memset(a, 0, sizeof(a));
		cn_hash(cryptonight[cns[part]], aes, b, sizeof(b), pad, a);
	}
	memcpy(out, a, 32);
}
