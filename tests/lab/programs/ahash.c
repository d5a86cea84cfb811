// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hash tables whose hash is made of AES rounds, as in the Go run time and
 * ahash, with open addressing in buckets of 16 bytes: ahash words|lines
 * FILE
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wmmintrin.h>

#define SLOTS (1u << 20)

struct slot {
	uint64_t hash;
	uint32_t start, count;
};

static uint64_t hash(const char *p, size_t n)
{
	__m128i key = _mm_set_epi64x(0x243f6a8885a308d3, 0x13198a2e03707344);
	__m128i h = _mm_xor_si128(key, _mm_cvtsi64_si128(n)), block;

	for (; n >= 16; p += 16, n -= 16) {
		block = _mm_loadu_si128((const __m128i *)p);
		h = _mm_aesenc_si128(_mm_xor_si128(h, block), key);
	}
	if (n) {
		char rest[16] = "";

		memcpy(rest, p, n);
		block = _mm_loadu_si128((const __m128i *)rest);
		h = _mm_aesenc_si128(_mm_xor_si128(h, block), key);
	}
	h = _mm_aesenc_si128(h, key);
	h = _mm_aesenc_si128(h, key);
	return _mm_cvtsi128_si64(h);
}

int main(int argc, char **argv)
{
	static struct slot table[SLOTS];
	static char text[8 << 20];
	FILE *f = argc == 3 ? fopen(argv[2], "r") : NULL;
	size_t size = f ? fread(text, 1, sizeof(text) - 1, f) : 0;
	const char *ends;

	if (!size)
		return 2;
	ends = !strcmp(argv[1], "words") ? " \n\t" : "\n";
	for (;;) {
		memset(table, 0, sizeof(table));
		for (char *p = text; p < text + size;) {
			size_t n = strcspn(p, ends);
			uint64_t h = hash(p, n) | 1;
			size_t at = (h >> 8) * sizeof(struct slot) &
				    (SLOTS * sizeof(struct slot) - 16);
			struct slot *s;

			for (;; at = (at + 16) & (sizeof(table) - 16)) {
				s = (struct slot *)((char *)table + at);
				if (s->hash == h || !s->hash)
					break;
			}
			s->hash = h;
			s->start = p - text;
			s->count++;
			p += n + 1;
		}
	}
}
