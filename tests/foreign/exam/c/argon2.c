// SPDX-License-Identifier: GPL-2.0-only
/*
 * Argon2id after RFC 9106, portable C, one lane: what Chukwa and its kin hash
 * with. Usage: argon2 KIB PASSES
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "blake2b.h"

#define WORDS 128

struct page {
	uint64_t w[WORDS];
};

static void longer(const void *in, size_t n, uint8_t *out, uint32_t want)
{
	struct blake2 b;
	uint8_t v[64];

	begin(&b, want <= 64 ? want : 64);
	add32(&b, want);
	add(&b, in, n);
	if (want <= 64) {
		finish(&b, out);
		return;
	}
	finish(&b, v);
	for (;;) {
		memcpy(out, v, 32);
		out += 32;
		want -= 32;
		begin(&b, want <= 64 ? want : 64);
		add(&b, v, 64);
		finish(&b, v);
		if (want <= 64)
			break;
	}
	memcpy(out, v, want);
}

static inline uint64_t blamka(uint64_t x, uint64_t y)
{
	return x + y + 2 * (uint64_t)(uint32_t)x * (uint32_t)y;
}

#define G(a, b, c, d) do {						\
	a = blamka(a, b);						\
	d = ror(d ^ a, 32);						\
	c = blamka(c, d);						\
	b = ror(b ^ c, 24);						\
	a = blamka(a, b);						\
	d = ror(d ^ a, 16);						\
	c = blamka(c, d);						\
	b = ror(b ^ c, 63);						\
} while (0)

static void permute(uint64_t *v, int pair, int step)
{
#define V(i) v[(i) / 2 * step + (i) % 2 * pair]
	G(V(0), V(4), V(8), V(12));
	G(V(1), V(5), V(9), V(13));
	G(V(2), V(6), V(10), V(14));
	G(V(3), V(7), V(11), V(15));
	G(V(0), V(5), V(10), V(15));
	G(V(1), V(6), V(11), V(12));
	G(V(2), V(7), V(8), V(13));
	G(V(3), V(4), V(9), V(14));
#undef V
}

static void fill(const struct page *x, const struct page *y, struct page *z,
		 int xored)
{
	struct page r, t;

	for (int i = 0; i < WORDS; i++)
		t.w[i] = r.w[i] = x->w[i] ^ y->w[i];
	for (int i = 0; i < 8; i++)
		permute(r.w + 16 * i, 1, 2);
	for (int i = 0; i < 8; i++)
		permute(r.w + 2 * i, 1, 16);
	for (int i = 0; i < WORDS; i++)
		z->w[i] = (xored ? z->w[i] : 0) ^ t.w[i] ^ r.w[i];
}

/* One lane: type 0 is d, 2 is id. */
static void argon2(int type, uint32_t kib, uint32_t passes, const uint8_t *pass,
		   uint32_t pass_n, const uint8_t *salt, uint32_t salt_n,
		   const uint8_t *key, uint32_t key_n, const uint8_t *ad,
		   uint32_t ad_n, uint8_t *tag, uint32_t tag_n,
		   struct page *memory, uint32_t lanes)
{
	struct blake2 b;
	uint8_t seed[72];
	uint32_t length = kib / (4 * lanes) * 4, quarter = length / 4;
	struct page zero = { { 0 } }, input, addresses;

	begin(&b, 64);
	add32(&b, lanes);
	add32(&b, tag_n);
	add32(&b, kib);
	add32(&b, passes);
	add32(&b, 0x13);
	add32(&b, type);
	add32(&b, pass_n);
	add(&b, pass, pass_n);
	add32(&b, salt_n);
	add(&b, salt, salt_n);
	add32(&b, key_n);
	add(&b, key, key_n);
	add32(&b, ad_n);
	add(&b, ad, ad_n);
	finish(&b, seed);
	for (uint32_t l = 0; l < lanes; l++)
		for (uint32_t i = 0; i < 2; i++) {
			memcpy(seed + 64, &i, 4);
			memcpy(seed + 68, &l, 4);
			longer(seed, 72, (uint8_t *)&memory[l * length + i], 1024);
		}
	for (uint32_t pass_i = 0; pass_i < passes; pass_i++)
	for (uint32_t slice = 0; slice < 4; slice++)
	for (uint32_t lane = 0; lane < lanes; lane++) {
		int independent = type == 1 || (type == 2 && !pass_i && slice < 2);

		memset(&input, 0, sizeof(input));
		input.w[0] = pass_i;
		input.w[1] = lane;
		input.w[2] = slice;
		input.w[3] = length * lanes;
		input.w[4] = passes;
		input.w[5] = type;
		for (uint32_t i = 0; i < quarter; i++) {
			uint32_t at = slice * quarter + i;
			uint32_t before = at ? at - 1 : length - 1;
			struct page *mine = memory + lane * length;
			uint64_t random;

			if (independent && i % WORDS == 0) {
				input.w[6]++;
				fill(&zero, &input, &addresses, 0);
				fill(&zero, &addresses, &addresses, 0);
			}
			if (!pass_i && at < 2)
				continue;
			random = independent ? addresses.w[i % WORDS] : mine[before].w[0];

			uint32_t of = !pass_i && !slice ? lane : (random >> 32) % lanes;
			uint32_t area;

			if (!pass_i)
				area = of == lane ? at - 1 : slice * quarter - (i == 0);
			else
				area = of == lane ? length - quarter + i - 1 :
				       length - quarter - (i == 0);
			uint64_t x = (uint32_t)random;

			x = x * x >> 32;
			x = area - 1 - (area * x >> 32);
			x = ((pass_i ? (slice + 1) % 4 * quarter : 0) + x) % length;
			fill(mine + before, memory + of * length + x, mine + at,
			     pass_i > 0);
		}
	}
	struct page last = memory[length - 1];

	for (uint32_t l = 1; l < lanes; l++)
		for (int i = 0; i < WORDS; i++)
			last.w[i] ^= memory[l * length + length - 1].w[i];
	longer(&last, 1024, tag, tag_n);
}

int main(int argc, char **argv)
{
	static const uint8_t want[] =	/* RFC 9106, 5.3 */
		"\x0d\x64\x0d\xf5\x8d\x78\x76\x6c\x08\xc0\x37\xa3\x4a\x8b\x53\xc9"
		"\xd0\x1e\xf0\x45\x2d\x75\xb6\x5e\xb5\x25\x20\xe9\x6b\x01\xe6\x59";
	uint32_t kib = argc > 1 ? atoi(argv[1]) : 512;
	uint32_t passes = argc > 2 ? atoi(argv[2]) : 3;
	struct page *memory = aligned_alloc(64, (size_t)(kib < 32 ? 32 : kib) << 10);
	uint8_t pass[76], salt[16], key[8], ad[12], tag[32];

	memset(pass, 1, 32);
	memset(salt, 2, 16);
	memset(key, 3, 8);
	memset(ad, 4, 12);
	argon2(2, 32, 3, pass, 32, salt, 16, key, 8, ad, 12, tag, 32, memory, 4);
	if (memcmp(tag, want, 32)) {
		fprintf(stderr, "wrong\n");
		return 1;
	}
	for (uint32_t nonce = 0;; nonce++) {
		memcpy(pass + 39, &nonce, 4);
		argon2(2, kib, passes, pass, 76, pass, 16, NULL, 0, NULL, 0, tag, 32,
		       memory, 1);
		if (!tag[31] && !tag[30] && !tag[29])
			printf("%u\n", nonce);
	}
}
