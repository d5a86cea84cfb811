// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hash table keyed by two AES rounds by tables, entries of sixteen bytes: in
 * WebAssembly all of CryptoNight but the wide product.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static uint32_t T[4][256];
static uint8_t S[256];
static uint32_t rk[44];

static uint8_t xt(uint8_t x)
{
	return x << 1 ^ (x >> 7) * 0x1b;
}

static void init(void)
{
	uint8_t p = 1, q = 1;
	do {
		p = p ^ xt(p);
		q ^= q << 1;
		q ^= q << 2;
		q ^= q << 4;
		if (q & 0x80)
			q ^= 9;
		uint8_t x = q ^ (uint8_t)(q << 1 | q >> 7) ^
			    (uint8_t)(q << 2 | q >> 6) ^
			    (uint8_t)(q << 3 | q >> 5) ^
			    (uint8_t)(q << 4 | q >> 4);
		S[p] = x ^ 0x63;
	} while (p != 1);
	S[0] = 0x63;
	for (int i = 0; i < 256; i++) {
		uint32_t s = S[i], d = xt(S[i]);
		uint32_t t = d | s << 8 | s << 16 | (s ^ d) << 24;
		for (int k = 0; k < 4; k++) {
			T[k][i] = t;
			t = t << 8 | t >> 24;
		}
	}
}

static void key(const uint32_t *k)
{
	uint8_t rc = 1;
	memcpy(rk, k, 16);
	for (int i = 4; i < 44; i++) {
		uint32_t t = rk[i - 1];
		if (i % 4 == 0) {
			t = t >> 8 | t << 24;
			t = S[t & 255] | S[t >> 8 & 255] << 8 |
			    S[t >> 16 & 255] << 16 | (uint32_t)S[t >> 24] << 24;
			t ^= rc;
			rc = xt(rc);
		}
		rk[i] = rk[i - 4] ^ t;
	}
}

static void round1(uint32_t *b, const uint32_t *k)
{
	uint32_t a0 = b[0], a1 = b[1], a2 = b[2], a3 = b[3];
	uint32_t t0 = T[0][a0 & 255] ^ T[1][a1 >> 8 & 255] ^
		      T[2][a2 >> 16 & 255] ^ T[3][a3 >> 24] ^ k[0];
	uint32_t t1 = T[0][a1 & 255] ^ T[1][a2 >> 8 & 255] ^
		      T[2][a3 >> 16 & 255] ^ T[3][a0 >> 24] ^ k[1];
	uint32_t t2 = T[0][a2 & 255] ^ T[1][a3 >> 8 & 255] ^
		      T[2][a0 >> 16 & 255] ^ T[3][a1 >> 24] ^ k[2];
	uint32_t t3 = T[0][a3 & 255] ^ T[1][a0 >> 8 & 255] ^
		      T[2][a1 >> 16 & 255] ^ T[3][a2 >> 24] ^ k[3];
	b[0] = t0;
	b[1] = t1;
	b[2] = t2;
	b[3] = t3;
}

static struct {
	uint64_t key, n;
} tab[65536];

int main(void)
{
	init();
	uint32_t k[4] = { 0x16157e2b, 0xa6d2ae28, 0x8815f7ab, 0x3c4fcf09 };
	key(k);
	uint64_t x = 1, s = 0;
	time_t e = time(0) + 12;
	do
		for (int i = 0; i < 100000; i++) {
			x = x * 6364136223846793005ull + 1442695040888963407ull;
			uint64_t v = x >> 40;
			uint32_t b[4] = { v, v >> 32, 3, 4 };
			round1(b, rk);
			round1(b, rk + 4);
			uint32_t off = b[0] * 0x9e3779b1u >> 8 &
				       (sizeof(tab) - 16);
			struct {
				uint64_t key, n;
			} *p = (void *)((char *)tab + off);
			s += p->key == v;
			p->key = v;
			p->n++;
		}
	while (time(0) < e);
	printf("%llu\n", (unsigned long long)s);
}
