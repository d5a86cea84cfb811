// SPDX-License-Identifier: GPL-2.0-only
/*
 * scrypt(1024, 1, 1) after RFC 7914, as Litecoin's miners for CPUs have it:
 * Salsa20/8 on rows and diagonals by SSE2, or WAYS hashes side by side.
 */
#ifdef ROWS
#include <emmintrin.h>
#endif
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef WAYS
typedef uint32_t lane __attribute__((vector_size(4 * WAYS)));
#else
#define WAYS 1
typedef uint32_t lane;
#endif

static uint32_t k256[64];

static uint32_t rotr(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

/* The constants are cube roots of primes; Newton in integers finds them. */
static void constants(uint32_t *h)
{
	int n = 0;

	for (int p = 2; n < 64; p++) {
		int prime = 1;

		for (int d = 2; d * d <= p; d++)
			prime &= p % d != 0;
		if (!prime)
			continue;
		unsigned __int128 want = (unsigned __int128)p << 96, x = 0;

		for (int bit = 36; bit >= 0; bit--) {
			unsigned __int128 y = x | (unsigned __int128)1 << bit;

			if (y * y * y <= want)
				x = y;
		}
		k256[n] = (uint32_t)x;
		if (n < 8) {
			want = (unsigned __int128)p << 64;
			x = 0;
			for (int bit = 36; bit >= 0; bit--) {
				unsigned __int128 y = x | (unsigned __int128)1 << bit;

				if (y * y <= want)
					x = y;
			}
			h[n] = (uint32_t)x;
		}
		n++;
	}
}

static uint32_t start[8];

static void sha256(uint32_t *h, const uint8_t *p)
{
	uint32_t w[64], s[8];

	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)p[4 * i] << 24 | p[4 * i + 1] << 16 | p[4 * i + 2] << 8 |
		       p[4 * i + 3];
	for (int i = 16; i < 64; i++)
		w[i] = w[i - 16] + w[i - 7] +
		       (rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ w[i - 15] >> 3) +
		       (rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ w[i - 2] >> 10);
	memcpy(s, h, 32);
	for (int i = 0; i < 64; i++) {
		uint32_t t = s[7] + (rotr(s[4], 6) ^ rotr(s[4], 11) ^ rotr(s[4], 25)) +
			     (s[6] ^ (s[4] & (s[5] ^ s[6]))) + k256[i] + w[i];
		uint32_t u = (rotr(s[0], 2) ^ rotr(s[0], 13) ^ rotr(s[0], 22)) +
			     ((s[0] & s[1]) | (s[2] & (s[0] | s[1])));

		memmove(s + 1, s, 28);
		s[4] += t;
		s[0] = t + u;
	}
	for (int i = 0; i < 8; i++)
		h[i] += s[i];
}

struct hash {
	uint32_t h[8];
	uint8_t buffer[64];
	uint64_t n;
};

static void begin(struct hash *c)
{
	memcpy(c->h, start, 32);
	c->n = 0;
}

static void add(struct hash *c, const void *data, size_t n)
{
	for (const uint8_t *p = data; n; n--) {
		c->buffer[c->n++ % 64] = *p++;
		if (c->n % 64 == 0)
			sha256(c->h, c->buffer);
	}
}

static void finish(struct hash *c, uint8_t *out)
{
	uint64_t bits = c->n * 8;

	add(c, "\x80", 1);
	while (c->n % 64 != 56)
		add(c, "", 1);
	for (int i = 56; i >= 0; i -= 8) {
		uint8_t b = bits >> i;

		add(c, &b, 1);
	}
	for (int i = 0; i < 32; i++)
		out[i] = c->h[i / 4] >> (24 - i % 4 * 8);
}

/* PBKDF2 with one round, HMAC-SHA-256. */
static void pbkdf2(const uint8_t *pass, size_t pass_n, const uint8_t *salt,
		   size_t salt_n, uint8_t *out, size_t n)
{
	uint8_t key[64] = { 0 }, inner[64], outer[64], digest[32];
	struct hash c;

	if (pass_n > 64) {
		begin(&c);
		add(&c, pass, pass_n);
		finish(&c, key);
	} else {
		memcpy(key, pass, pass_n);
	}
	for (int i = 0; i < 64; i++) {
		inner[i] = key[i] ^ 0x36;
		outer[i] = key[i] ^ 0x5c;
	}
	for (uint8_t block[4] = { 0, 0, 0, 1 }; n; block[3]++) {
		size_t part = n < 32 ? n : 32;

		begin(&c);
		add(&c, inner, 64);
		add(&c, salt, salt_n);
		add(&c, block, 4);
		finish(&c, digest);
		begin(&c);
		add(&c, outer, 64);
		add(&c, digest, 32);
		finish(&c, digest);
		memcpy(out, digest, part);
		out += part;
		n -= part;
	}
}

#ifdef ROWS
/* One hash: the matrix by its diagonals, four words in a register. */
#define TURN(x, n) _mm_or_si128(_mm_slli_epi32(x, n), _mm_srli_epi32(x, 32 - (n)))

static void salsa(__m128i *b, const __m128i *x)
{
	__m128i r0, r1, r2, r3;

	b[0] = r0 = _mm_xor_si128(b[0], x[0]);
	b[1] = r1 = _mm_xor_si128(b[1], x[1]);
	b[2] = r2 = _mm_xor_si128(b[2], x[2]);
	b[3] = r3 = _mm_xor_si128(b[3], x[3]);
	for (int i = 0; i < 8; i++) {
		r1 = _mm_xor_si128(r1, TURN(_mm_add_epi32(r0, r3), 7));
		r2 = _mm_xor_si128(r2, TURN(_mm_add_epi32(r1, r0), 9));
		r3 = _mm_xor_si128(r3, TURN(_mm_add_epi32(r2, r1), 13));
		r0 = _mm_xor_si128(r0, TURN(_mm_add_epi32(r3, r2), 18));
		__m128i t = _mm_shuffle_epi32(r1, 0x93);

		r1 = _mm_shuffle_epi32(r3, 0x39);
		r2 = _mm_shuffle_epi32(r2, 0x4e);
		r3 = t;
	}
	b[0] = _mm_add_epi32(b[0], r0);
	b[1] = _mm_add_epi32(b[1], r1);
	b[2] = _mm_add_epi32(b[2], r2);
	b[3] = _mm_add_epi32(b[3], r3);
}

static const uint8_t place[16] = {
	0, 5, 10, 15, 4, 9, 14, 3, 8, 13, 2, 7, 12, 1, 6, 11
};

static void smix(uint32_t (*x)[WAYS], void *memory, int n)
{
	__m128i b[8], *v = memory;
	uint32_t *w = (uint32_t *)b;

	for (int i = 0; i < 32; i++)
		w[i] = x[i / 16 * 16 + place[i % 16]][0];
	for (int i = 0; i < n; i++) {
		memcpy(v + 8 * i, b, 128);
		salsa(b, b + 4);
		salsa(b + 4, b);
	}
	for (int i = 0; i < n; i++) {
		const __m128i *p = v + 8 * (w[16] & (n - 1));

		for (int k = 0; k < 8; k++)
			b[k] = _mm_xor_si128(b[k], p[k]);
		salsa(b, b + 4);
		salsa(b + 4, b);
	}
	for (int i = 0; i < 32; i++)
		x[i / 16 * 16 + place[i % 16]][0] = w[i];
}
#else
#define TURN(x, n) ((x) << (n) | (x) >> (32 - (n)))
#define QUARTER(a, b, c, d) do {					\
	lane t = a + d;							\
									\
	b ^= TURN(t, 7);						\
	t = b + a;							\
	c ^= TURN(t, 9);						\
	t = c + b;							\
	d ^= TURN(t, 13);						\
	t = d + c;							\
	a ^= TURN(t, 18);						\
} while (0)

static void salsa(lane *b, const lane *y)
{
	lane x[16];

	for (int i = 0; i < 16; i++)
		x[i] = b[i] ^= y[i];
	for (int i = 0; i < 4; i++) {
		QUARTER(x[0], x[4], x[8], x[12]);
		QUARTER(x[5], x[9], x[13], x[1]);
		QUARTER(x[10], x[14], x[2], x[6]);
		QUARTER(x[15], x[3], x[7], x[11]);
		QUARTER(x[0], x[1], x[2], x[3]);
		QUARTER(x[5], x[6], x[7], x[4]);
		QUARTER(x[10], x[11], x[8], x[9]);
		QUARTER(x[15], x[12], x[13], x[14]);
	}
	for (int i = 0; i < 16; i++)
		b[i] += x[i];
}

static void smix(uint32_t (*x)[WAYS], void *memory, int n)
{
	lane b[32], *v = memory;

	memcpy(b, x, sizeof(b));
	for (int i = 0; i < n; i++) {
		memcpy(v + 32 * i, b, sizeof(b));
		salsa(b, b + 16);
		salsa(b + 16, b);
	}
	for (int i = 0; i < n; i++) {
		for (int l = 0; l < WAYS; l++) {
			uint32_t j = ((uint32_t *)(b + 16))[l] & (n - 1);
			const uint32_t *p = (uint32_t *)(v + 32 * (size_t)j) + l;

			for (int k = 0; k < 32; k++)
				((uint32_t *)(b + k))[l] ^= p[k * WAYS];
		}
		salsa(b, b + 16);
		salsa(b + 16, b);
	}
	memcpy(x, b, sizeof(b));
}
#endif

static void scrypt(const uint8_t (*pass)[80], size_t pass_n, size_t salt_n, int n,
		   uint8_t (*out)[64], void *memory)
{
	uint32_t x[32][WAYS];
	uint8_t b[128];

	for (int l = 0; l < WAYS; l++) {
		pbkdf2(pass[l], pass_n, pass[l], salt_n, b, 128);
		for (int i = 0; i < 32; i++)
			memcpy(&x[i][l], b + 4 * i, 4);
	}
	smix(x, memory, n);
	for (int l = 0; l < WAYS; l++) {
		for (int i = 0; i < 32; i++)
			memcpy(b + 4 * i, &x[i][l], 4);
		pbkdf2(pass[l], pass_n, b, 128, out[l], 64);
	}
}

int main(void)
{
	static const uint8_t want[16] = {	/* RFC 7914, 12, the first one */
		0x77, 0xd6, 0x57, 0x62, 0x38, 0x65, 0x7b, 0x20,
		0x3b, 0x19, 0xca, 0x42, 0xc1, 0x8a, 0x04, 0x97
	};
	void *memory = aligned_alloc(64, 128 * 1024 * WAYS);
	uint8_t head[WAYS][80], out[WAYS][64];

	constants(start);
	memset(head, 0, sizeof(head));
	scrypt(head, 0, 0, 16, out, memory);
	for (int l = 0; l < WAYS; l++)
		if (memcmp(out[l], want, 16)) {
			fprintf(stderr, "wrong\n");
			return 1;
		}
	for (uint32_t nonce = 0;; nonce += WAYS) {
		for (uint32_t l = 0; l < WAYS; l++) {
			uint32_t n = nonce + l;

			memcpy(head[l] + 76, &n, 4);
		}
		scrypt(head, 80, 80, 1024, out, memory);
		for (uint32_t l = 0; l < WAYS; l++)
			if (!out[l][31] && !out[l][30] && !out[l][29])
				printf("%u\n", nonce + l);
	}
}
