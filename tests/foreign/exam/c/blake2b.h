/* SPDX-License-Identifier: GPL-2.0-only */
/* BLAKE2b after RFC 7693, plain. */
#ifndef EXAM_BLAKE2B_H
#define EXAM_BLAKE2B_H
#include <stdint.h>
#include <string.h>

static const uint64_t iv[8] = {
	0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
	0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
	0x1f83d9abfb41bd6b, 0x5be0cd19137e2179
};
static const char order[12][17] = {
	"0123456789abcdef", "ea489fd61c02b753", "b8c052fdae367194",
	"7931dcbe265a40f8", "905724afe1bc683d", "2c6a0b834d75fe19",
	"c51fed4a0763928b", "db7ec13950f4862a", "6fe9b308c2d714a5",
	"a2847615fb9e3cd0", "0123456789abcdef", "ea489fd61c02b753",
};

static inline uint64_t ror(uint64_t x, int n)
{
	return x >> n | x << (64 - n);
}

struct blake2 {
	uint64_t h[8], n;
	uint8_t buffer[128];
	size_t used, out;
};

static int digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

static void compress(struct blake2 *b, int last)
{
	static const uint8_t at[8][4] = {
		{ 0, 4, 8, 12 }, { 1, 5, 9, 13 }, { 2, 6, 10, 14 }, { 3, 7, 11, 15 },
		{ 0, 5, 10, 15 }, { 1, 6, 11, 12 }, { 2, 7, 8, 13 }, { 3, 4, 9, 14 }
	};
	uint64_t m[16], v[16];

	memcpy(m, b->buffer, 128);
	memcpy(v, b->h, 64);
	memcpy(v + 8, iv, 64);
	v[12] ^= b->n;
	if (last)
		v[14] = ~v[14];
	for (int r = 0; r < 12; r++)
		for (int g = 0; g < 8; g++) {
			const uint8_t *i = at[g];
			uint64_t *x = &v[i[0]], *y = &v[i[1]], *z = &v[i[2]], *w = &v[i[3]];

			*x += *y + m[digit(order[r][2 * g])];
			*w = ror(*w ^ *x, 32);
			*z += *w;
			*y = ror(*y ^ *z, 24);
			*x += *y + m[digit(order[r][2 * g + 1])];
			*w = ror(*w ^ *x, 16);
			*z += *w;
			*y = ror(*y ^ *z, 63);
		}
	for (int i = 0; i < 8; i++)
		b->h[i] ^= v[i] ^ v[i + 8];
}

static void begin(struct blake2 *b, size_t out)
{
	memcpy(b->h, iv, 64);
	b->h[0] ^= 0x01010000 ^ out;
	b->n = 0;
	b->used = 0;
	b->out = out;
}

static void add(struct blake2 *b, const void *data, size_t n)
{
	for (const uint8_t *p = data; n; n--) {
		if (b->used == 128) {
			b->n += 128;
			compress(b, 0);
			b->used = 0;
		}
		b->buffer[b->used++] = *p++;
	}
}

static inline void add32(struct blake2 *b, uint32_t x)
{
	add(b, &x, 4);
}

static void finish(struct blake2 *b, void *out)
{
	b->n += b->used;
	memset(b->buffer + b->used, 0, 128 - b->used);
	compress(b, 1);
	memcpy(out, b->h, b->out);
}

static inline void blake2b(const void *data, size_t n, void *out, size_t out_n)
{
	struct blake2 b;

	begin(&b, out_n);
	add(&b, data, n);
	finish(&b, out);
}
#endif
