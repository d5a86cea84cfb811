// SPDX-License-Identifier: GPL-2.0-only
/*
 * Hash functions on several nonces at once, by vectors of GCC: SHA-256d,
 * Keccak-256 twice, BLAKE2b, BLAKE2s, BLAKE3, KangarooTwelve's permutation.
 * LANES32 lanes of 32 bits, half as many of 64; with 1 it is scalar code.
 *
 * usage: lanes ALGORITHM
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifndef LANES32
#define LANES32 4
#endif
#define LANES64 (LANES32 > 1 ? LANES32 / 2 : 1)

typedef uint32_t v32 __attribute__((vector_size(4 * LANES32)));
typedef uint64_t v64 __attribute__((vector_size(8 * LANES64)));

#define ROL(x, n, bits) ((x) << (n) | (x) >> ((bits) - (n)))
#define ROR32(x, n) ROL(x, 32 - (n), 32)
#define ROR64(x, n) ROL(x, 64 - (n), 64)

static const uint32_t k256[64] = {
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
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};
static const uint32_t iv32[8] = {
	0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
	0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
};
static const uint64_t iv64[8] = {
	0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
	0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
	0x1f83d9abfb41bd6b, 0x5be0cd19137e2179
};
static const uint8_t sigma[12][16] = {
	{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
	{ 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3 },
	{ 11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4 },
	{ 7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8 },
	{ 9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13 },
	{ 2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9 },
	{ 12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11 },
	{ 13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10 },
	{ 6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5 },
	{ 10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0 },
	{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
	{ 14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3 },
};

static void sha256(v32 *h, const v32 *block)
{
	v32 w[16], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5],
	    g = h[6], k = h[7];

	memcpy(w, block, sizeof(w));
	for (int i = 0; i < 64; i++) {
		if (i >= 16) {
			v32 x = w[(i + 1) & 15], y = w[(i + 14) & 15];

			w[i & 15] += w[(i + 9) & 15] +
				     (ROR32(x, 7) ^ ROR32(x, 18) ^ x >> 3) +
				     (ROR32(y, 17) ^ ROR32(y, 19) ^ y >> 10);
		}
		v32 t = k + (ROR32(e, 6) ^ ROR32(e, 11) ^ ROR32(e, 25)) +
			(g ^ (e & (f ^ g))) + k256[i] + w[i & 15];
		v32 u = (ROR32(a, 2) ^ ROR32(a, 13) ^ ROR32(a, 22)) +
			((a & b) | (c & (a | b)));

		k = g;
		g = f;
		f = e;
		e = d + t;
		d = c;
		c = b;
		b = a;
		a = t + u;
	}
	h[0] += a;
	h[1] += b;
	h[2] += c;
	h[3] += d;
	h[4] += e;
	h[5] += f;
	h[6] += g;
	h[7] += k;
}

/* Twice, of 80 bytes: words of the header as they are read, most significant first. */
static void sha256d(const uint32_t *head, v32 nonce, v32 *h)
{
	v32 w[16] = { { 0 } }, mid[8];

	for (int i = 0; i < 8; i++)
		mid[i] = iv32[i] + (v32){ 0 };
	for (int i = 0; i < 16; i++)
		w[i] = head[i] + (v32){ 0 };
	sha256(mid, w);
	for (int i = 0; i < 16; i++)
		w[i] = (i < 3 ? head[16 + i] : i == 4 ? 0x80000000 : i == 15 ? 640 : 0) +
		       (v32){ 0 };
	w[3] = nonce;
	sha256(mid, w);
	for (int i = 0; i < 8; i++) {
		h[i] = iv32[i] + (v32){ 0 };
		w[i] = mid[i];
	}
	for (int i = 8; i < 16; i++)
		w[i] = (i == 8 ? 0x80000000 : i == 15 ? 256 : 0) + (v32){ 0 };
	sha256(h, w);
}

#define KECCAK_ROUND(rc) do {						\
	v64 c0 = s[0] ^ s[5] ^ s[10] ^ s[15] ^ s[20];			\
	v64 c1 = s[1] ^ s[6] ^ s[11] ^ s[16] ^ s[21];			\
	v64 c2 = s[2] ^ s[7] ^ s[12] ^ s[17] ^ s[22];			\
	v64 c3 = s[3] ^ s[8] ^ s[13] ^ s[18] ^ s[23];			\
	v64 c4 = s[4] ^ s[9] ^ s[14] ^ s[19] ^ s[24];			\
	v64 d[5] = { c4 ^ ROL(c1, 1, 64), c0 ^ ROL(c2, 1, 64),		\
		     c1 ^ ROL(c3, 1, 64), c2 ^ ROL(c4, 1, 64),		\
		     c3 ^ ROL(c0, 1, 64) }, t[25];			\
	t[0] = s[0] ^ d[0];						\
	TURN(1, 10, 1) TURN(10, 7, 3) TURN(7, 11, 6) TURN(11, 17, 10)	\
	TURN(17, 18, 15) TURN(18, 3, 21) TURN(3, 5, 28) TURN(5, 16, 36)	\
	TURN(16, 8, 45) TURN(8, 21, 55) TURN(21, 24, 2) TURN(24, 4, 14)	\
	TURN(4, 15, 27) TURN(15, 23, 41) TURN(23, 19, 56) TURN(19, 13, 8)	\
	TURN(13, 12, 25) TURN(12, 2, 43) TURN(2, 20, 62) TURN(20, 14, 18)	\
	TURN(14, 22, 39) TURN(22, 9, 61) TURN(9, 6, 20) TURN(6, 1, 44)	\
	for (int j = 0; j < 25; j += 5)					\
		for (int i = 0; i < 5; i++)				\
			s[j + i] = t[j + i] ^				\
				   (~t[j + (i + 1) % 5] & t[j + (i + 2) % 5]); \
	s[0] ^= rc;							\
} while (0)
#define TURN(from, to, n) t[to] = ROL(s[from] ^ d[from % 5], n, 64);

static const uint64_t rc[24] = {
	0x0000000000000001, 0x0000000000008082, 0x800000000000808a,
	0x8000000080008000, 0x000000000000808b, 0x0000000080000001,
	0x8000000080008081, 0x8000000000008009, 0x000000000000008a,
	0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
	0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
	0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
	0x000000000000800a, 0x800000008000000a, 0x8000000080008081,
	0x8000000000008080, 0x0000000080000001, 0x8000000080008008
};

static void keccak(v64 *s, int from)
{
	for (int r = from; r < 24; r++)
		KECCAK_ROUND(rc[r]);
}

/* Of words up to the rate, then @pad behind @n of them. */
static void sponge(v64 *s, int n, int rate, uint64_t pad, int from)
{
	for (int i = n; i < 25; i++)
		s[i] = (v64){ 0 };
	s[n] ^= pad;
	s[rate - 1] ^= 1ull << 63;
	keccak(s, from);
}

#define MIX(a, b, c, d, x, y, type, r0, r1, r2, r3, bits) do {		\
	a += b + x;							\
	d = ROL(d ^ a, bits - r0, bits);				\
	c += d;								\
	b = ROL(b ^ c, bits - r1, bits);				\
	a += b + y;							\
	d = ROL(d ^ a, bits - r2, bits);				\
	c += d;								\
	b = ROL(b ^ c, bits - r3, bits);				\
} while (0)

#define COLUMNS(m, s, type, r0, r1, r2, r3, bits) do {			\
	MIX(v[0], v[4], v[8], v[12], m[s[0]], m[s[1]], type, r0, r1, r2, r3, bits); \
	MIX(v[1], v[5], v[9], v[13], m[s[2]], m[s[3]], type, r0, r1, r2, r3, bits); \
	MIX(v[2], v[6], v[10], v[14], m[s[4]], m[s[5]], type, r0, r1, r2, r3, bits); \
	MIX(v[3], v[7], v[11], v[15], m[s[6]], m[s[7]], type, r0, r1, r2, r3, bits); \
	MIX(v[0], v[5], v[10], v[15], m[s[8]], m[s[9]], type, r0, r1, r2, r3, bits); \
	MIX(v[1], v[6], v[11], v[12], m[s[10]], m[s[11]], type, r0, r1, r2, r3, bits); \
	MIX(v[2], v[7], v[8], v[13], m[s[12]], m[s[13]], type, r0, r1, r2, r3, bits); \
	MIX(v[3], v[4], v[9], v[14], m[s[14]], m[s[15]], type, r0, r1, r2, r3, bits); \
} while (0)

static void blake2b(const v64 *m, uint64_t n, v64 *h)
{
	v64 v[16];

	for (int i = 0; i < 8; i++) {
		h[i] = iv64[i] + (v64){ 0 };
		v[8 + i] = h[i];
	}
	h[0] ^= 0x01010020;
	memcpy(v, h, sizeof(v) / 2);
	v[12] ^= n;
	v[14] = ~v[14];
	for (int r = 0; r < 12; r++)
		COLUMNS(m, sigma[r], v64, 32, 24, 16, 63, 64);
	for (int i = 0; i < 8; i++)
		h[i] ^= v[i] ^ v[i + 8];
}

static void blake2s(const v32 *m, uint32_t n, v32 *h)
{
	v32 v[16];

	for (int i = 0; i < 8; i++) {
		h[i] = iv32[i] + (v32){ 0 };
		v[8 + i] = h[i];
	}
	h[0] ^= 0x01010020;
	memcpy(v, h, sizeof(v) / 2);
	v[12] ^= n;
	v[14] = ~v[14];
	for (int r = 0; r < 10; r++)
		COLUMNS(m, sigma[r], v32, 16, 12, 8, 7, 32);
	for (int i = 0; i < 8; i++)
		h[i] ^= v[i] ^ v[i + 8];
}

static void blake3(const v32 *in, uint32_t n, v32 *h)
{
	static const uint8_t next[16] = {
		2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8
	};
	uint8_t s[16];
	v32 v[16];

	for (int i = 0; i < 16; i++)
		s[i] = i;
	for (int i = 0; i < 8; i++)
		v[i] = iv32[i] + (v32){ 0 };
	for (int i = 8; i < 12; i++)
		v[i] = iv32[i - 8] + (v32){ 0 };
	v[12] = v[13] = (v32){ 0 };
	v[14] = n + (v32){ 0 };
	v[15] = 11 + (v32){ 0 };	/* first, last, root */
	for (int r = 0; r < 7; r++) {
		COLUMNS(in, s, v32, 16, 12, 8, 7, 32);
		for (int i = 0; i < 16; i++)
			s[i] = next[s[i]];
	}
	for (int i = 0; i < 8; i++)
		h[i] = v[i] ^ v[i + 8];
}

/* The first lane, of words of 4 or of 8 bytes */
static int differs(const void *got, int bytes, const char *hex)
{
	const uint8_t *p = got;
	char text[65];

	for (int i = 0; i < 8; i++)
		for (int k = 0; k < 4; k++)
			sprintf(text + 8 * i + 2 * k, "%02x",
				bytes == 4 ? p[4 * LANES32 * i + k] :
				p[8 * LANES64 * (i / 2) + 4 * (i % 2) + k]);
	if (!strcmp(text, hex))
		return 0;
	fprintf(stderr, "got %s, want %s\n", text, hex);
	return 1;
}

static void find32(const v32 *h, uint32_t nonce)
{
	for (int i = 0; i < LANES32; i++)
		if (!h[7][i])
			printf("%u\n", nonce + i);
}

static void find64(const v64 *h, uint64_t nonce)
{
	for (int i = 0; i < LANES64; i++)
		if (!(h[3][i] >> 32))
			printf("%lu\n", nonce + i);
}

int main(int argc, char **argv)
{
	/* block 125552 of Bitcoin */
	static const uint32_t head[19] = {
		0x01000000, 0x81cd02ab, 0x7e569e8b, 0xcd9317e2, 0xfe99f2de, 0x44d49ab2,
		0xb8851ba4, 0xa3080000, 0x00000000, 0xe320b6c2, 0xfffc8d75, 0x0423db8b,
		0x1eb942ae, 0x710e951e, 0xd797f7af, 0xfc8892b0, 0xf1fc122b, 0xc7f5d74d,
		0xf2b9441a
	};
	const char *what = argc > 1 ? argv[1] : "";
	v32 m[16] = { { 0 } }, h[8], step;
	v64 w[25] = { { 0 } }, g[8], step64;

	for (int i = 0; i < LANES32; i++)
		step[i] = i;
	for (int i = 0; i < LANES64; i++)
		step64[i] = i;
	if (!strcmp(what, "sha256d")) {
		sha256d(head, 0x42a14695 + (v32){ 0 }, h);
		if (h[7][0]) {	/* its digest ends with 49 zero bits */
			fprintf(stderr, "wrong: %08x\n", h[7][0]);
			return 1;
		}
		for (uint32_t n = 0;; n += LANES32) {
			sha256d(head, n + step, h);
			find32(h, n);
		}
	} else if (!strcmp(what, "keccak256d")) {
		sponge(w, 0, 17, 1, 0);
		if (differs(w, 8,
			    "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"))
			return 1;
		for (uint64_t n = 0;; n += LANES64) {
			for (int i = 0; i < 9; i++)
				w[i] = head[i] * 0x100000001ull + (v64){ 0 };
			w[9] = n + step64;
			sponge(w, 10, 17, 1, 0);
			sponge(w, 4, 17, 1, 0);
			find64(w, n);
		}
	} else if (!strcmp(what, "k12")) {
		/* TurboSHAKE128 over one chunk: what KangarooTwelve is below 8 KiB */
		sponge(w, 0, 21, 0x0700, 12);
		if (differs(w, 8,
			    "1ac2d450fc3b4205d19da7bfca1b37513c0803577ac7167f06fe2ce1f0ef39e5"))
			return 1;
		for (uint64_t n = 0;; n += LANES64) {
			for (int i = 0; i < 9; i++)
				w[i] = head[i] * 0x100000001ull + (v64){ 0 };
			w[9] = n + step64;
			sponge(w, 10, 21, 0x0700, 12);
			find64(w, n);
		}
	} else if (!strcmp(what, "blake2b")) {
		blake2b(w, 0, g);
		if (differs(g, 8,
			    "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"))
			return 1;
		for (uint64_t n = 0;; n += LANES64) {
			for (int i = 0; i < 9; i++)
				w[i] = head[i] * 0x100000001ull + (v64){ 0 };
			w[4] = n + step64;
			blake2b(w, 80, g);
			find64(g, n);
		}
	} else if (!strcmp(what, "blake2s")) {
		blake2s(m, 0, h);
		if (differs(h, 4,
			    "69217a3079908094e11121d042354a7c1f55b6482ca1a51e1b250dfd1ed0eef9"))
			return 1;
		for (uint32_t n = 0;; n += LANES32) {
			for (int i = 0; i < 16; i++)
				m[i] = head[i] + (v32){ 0 };
			m[3] = n + step;
			blake2s(m, 64, h);
			find32(h, n);
		}
	} else if (!strcmp(what, "blake3")) {
		blake3(m, 0, h);
		if (differs(h, 4,
			    "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"))
			return 1;
		for (uint32_t n = 0;; n += LANES32) {
			for (int i = 0; i < 16; i++)
				m[i] = head[i] + (v32){ 0 };
			m[15] = n + step;
			blake3(m, 64, h);
			find32(h, n);
		}
	}
	return 2;
}
