// SPDX-License-Identifier: GPL-2.0-only
/*
 * Honest work that comes near to mining in one respect each: random walks
 * through tables of a miner's sizes, registers full of random numbers, masks,
 * rotations, wide products. "hurts NAME" does it for ever.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint8_t u8;
typedef uint32_t u32;
typedef uint64_t u64;

static u64 seed = 0x9e3779b97f4a7c15;
static u64 table[1 << 18];	/* 2 MiB */
static volatile u64 sink;

static u64 rol(u64 x, unsigned int n)
{
	return x << n | x >> (64 - n);
}

static u64 splitmix(void)
{
	u64 z = seed += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static u64 wyrand(void)
{
	u64 a = seed += 0xa0761d6478bd642f, b = a ^ 0xe7037ed1a0b428db;
	u64 low = (u64)(u32)a * (u32)b, high = (a >> 32) * (b >> 32);

	return low ^ high ^ rol(a * (u32)b, 32);
}

static u64 xoshiro(void)
{
	static u64 s[4] = { 1, 2, 3, 4 };
	u64 r = rol(s[1] * 5, 7) * 9, t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = rol(s[3], 45);
	return r;
}

static double uniform(void)
{
	return (xoshiro() >> 11) * 0x1p-53;
}

/* RandomAccess of the HPC Challenge */
static void gups(void)
{
	static u64 r = 1;
	int i;

	for (i = 0; i < 1 << 20; i++) {
		r = r << 1 ^ ((int64_t)r < 0 ? 7 : 0);
		table[r & 0x3ffff] ^= r;
	}
}

/* memory latency: follow a cycle through all of the table */
static void chase(void)
{
	static int made;
	u64 i, j, t, at = 0;

	if (!made++) {
		for (i = 0; i < 1 << 18; i++)
			table[i] = i;
		for (i = (1 << 18) - 1; i > 0; i--) {
			j = splitmix() % i;
			t = table[i];
			table[i] = table[j];
			table[j] = t;
		}
	}
	for (i = 0; i < 1 << 20; i++)
		at = table[at];
	sink = at;
}

static void cuckoo_table(void)
{
	u64 i, k, t, h;
	int kick;

	for (i = 0; i < 1 << 18; i++) {
		k = splitmix() | 1;
		h = k * 0xff51afd7ed558ccd >> 46;
		for (kick = 0; kick < 8 && k; kick++) {
			t = table[h];
			table[h] = k;
			k = t;
			h = h == k * 0xff51afd7ed558ccd >> 46 ?
			    k * 0xc4ceb9fe1a85ec53 >> 46 : k * 0xff51afd7ed558ccd >> 46;
		}
	}
}

static void robin_hood(void)
{
	u64 mask = 0x7fff, i, k, at, d, t;	/* 256 KiB */

	memset(table, 0, (mask + 1) * 8);
	for (i = 0; i < 28000; i++) {
		k = splitmix() | 1;
		at = (k ^ k >> 32) & mask;
		for (d = 0; table[at]; at = (at + 1) & mask, d++) {
			u64 other = (at - ((table[at] ^ table[at] >> 32) & mask)) & mask;

			if (other < d) {
				t = table[at];
				table[at] = k;
				k = t;
				d = other;
			}
		}
		table[at] = k;
	}
}

static void bloom(void)
{
	u64 i, h, g, j, hits = 0;

	for (i = 0; i < 1 << 18; i++) {
		h = xoshiro();
		g = rol(h, 32) | 1;
		for (j = 0; j < 7; j++, h += g)
			table[h >> 6 & 0x1ffff] |= 1ull << (h & 63);
		hits += table[h >> 6 & 0x1ffff] & 1;
	}
	sink = hits;
}

static u64 sip13(u64 key)
{
	u64 a = 0x736f6d6570736575, b = 0x646f72616e646f6d;
	u64 c = 0x6c7967656e657261, d = 0x7465646279746573 ^ key;
	int r;

	for (r = 0; r < 4; r++) {
		if (r == 1) {
			a ^= key;
			c ^= 0xff;
		}
		a += b;
		c += d;
		b = rol(b, 13) ^ a;
		d = rol(d, 16) ^ c;
		a = rol(a, 32) + d;
		c += b;
		b = rol(b, 17) ^ c;
		d = rol(d, 21) ^ a;
		c = rol(c, 32);
	}
	return a ^ b ^ c ^ d;
}

static void count_min(void)
{
	u64 i, h;
	int row;

	for (i = 0; i < 1 << 17; i++)
		for (row = 0, h = sip13(splitmix() % 100000); row < 4; row++, h >>= 16)
			((u32 *)table)[row << 16 | (h & 0xffff)]++;
}

/* a chess program's table of positions, without the chess */
static int zobrist_search(u64 key, int depth, int alpha)
{
	u64 *slot = &table[key & 0x1ffff];
	int move, value, best = -1000;

	if ((*slot ^ key) >> 17 == 0)
		return key % 199 - 99;
	if (!depth)
		return (int)(key >> 40) % 199 - 99;
	for (move = 0; move < 6; move++) {
		value = -zobrist_search(key ^ sip13(move * 64 + depth), depth - 1,
					-best);
		if (value > best)
			best = value;
		if (best > -alpha)
			break;
	}
	*slot = key;
	return best;
}

static void zobrist(void)
{
	sink = zobrist_search(splitmix(), 8, -1000);
}

/* number theoretic transforms, as lattice cryptography has them */
#define NTT(name, q, root, bits)					\
static void name(void)							\
{									\
	static u32 a[1 << (bits)];					\
	u32 n = 1 << (bits), len, i, j, k;				\
	u64 w;								\
									\
	for (i = 0; i < n; i++)						\
		a[i] = splitmix() % (q);				\
	for (k = 0; k < 50; k++)					\
		for (len = n / 2; len; len /= 2)			\
			for (i = 0, w = 1; i < n; i += 2 * len) {	\
				w = w * (root) % (q);			\
				for (j = i; j < i + len; j++) {		\
					u32 t = w * a[j + len] % (q);	\
									\
					a[j + len] = (a[j] + (q) - t) % (q); \
					a[j] = (a[j] + t) % (q);	\
				}					\
			}						\
	sink = a[1];							\
}
NTT(ntt_kem, 3329u, 17, 8)
NTT(ntt_dsa, 8380417u, 1753, 8)
NTT(ntt_big, 2013265921u, 31, 16)

/* x^7 and a matrix in the field of 2^64 - 2^32 + 1: a hash for proofs */
static u64 goldilocks(u64 a, u64 b)
{
	u64 al = (u32)a, ah = a >> 32, bl = (u32)b, bh = b >> 32;
	u64 mid = ah * bl + (al * bl >> 32), low, high, t;

	t = al * bh + (u32)mid;
	low = a * b;
	high = ah * bh + (mid >> 32) + (t >> 32);
	t = low - (high >> 32);
	if (low < high >> 32)
		t -= 0xffffffff;
	low = t + (u32)high * 0xffffffffull;
	return low < t ? low + 0xffffffff : low;
}

static void poseidon(void)
{
	u64 s[12], t[12];
	int i, j, r, n;

	for (i = 0; i < 12; i++)
		s[i] = splitmix();
	for (n = 0; n < 500; n++)
		for (r = 0; r < 30; r++) {
			for (i = 0; i < (r < 4 || r > 25 ? 12 : 1); i++) {
				u64 x2 = goldilocks(s[i], s[i]);

				s[i] = goldilocks(goldilocks(x2, x2),
						  goldilocks(x2, s[i]));
			}
			memset(t, 0, sizeof(t));
			for (i = 0; i < 12; i++)
				for (j = 0; j < 12; j++)
					t[i] += goldilocks(s[j], (i + j) * 77 + 1);
			memcpy(s, t, sizeof(s));
		}
	sink = s[0];
}

/* Montgomery products of 256 bits, as of curves and proofs, by 32-bit words */
static void montgomery(void)
{
	static const u32 p[8] = { 0xf0000001, 0x43e1f593, 0x79b97091, 0x2833e848,
				  0x8181585d, 0xb85045b6, 0xe131a029, 0x30644e72 };
	static u32 a[8] = { 3, 1, 4, 1, 5, 9, 2, 6 };
	u32 t[10];
	int n, i, j;

	for (n = 0; n < 20000; n++) {
		memset(t, 0, sizeof(t));
		for (i = 0; i < 8; i++) {
			u64 c = 0;
			u32 m;

			for (j = 0; j < 8; j++) {
				c += (u64)a[j] * a[i] + t[j];
				t[j] = c;
				c >>= 32;
			}
			c += t[8];
			t[8] = c;
			t[9] = c >> 32;
			m = t[0] * 0xefffffff;
			c = ((u64)m * p[0] + t[0]) >> 32;
			for (j = 1; j < 8; j++) {
				c += (u64)m * p[j] + t[j];
				t[j - 1] = c;
				c >>= 32;
			}
			c += t[8];
			t[7] = c;
			t[8] = t[9] + (c >> 32);
		}
		memcpy(a, t, sizeof(a));
	}
	sink = a[0];
}

static void histogram(void)
{
	int i;

	for (i = 0; i < 1 << 20; i++)
		((u32 *)table)[wyrand() >> 45]++;
}

static void options(void)
{
	double sum = 0;
	int i;

	for (i = 0; i < 100000; i++) {
		double z = sqrt(-2 * log(uniform() + 1e-300)) *
			   cos(6.283185307179586 * uniform());
		double s = 100 * exp(0.03 + 0.2 * z);

		sum += s > 100 ? s - 100 : 0;
	}
	sink = sum;
}

static void lz77(void)
{
	static u8 text[1 << 20];
	static u32 head[1 << 16];
	u32 i, h, n, length = 0;

	for (i = 0; i < sizeof(text); i++)
		text[i] = (splitmix() & 15) + (i >> 9 & 3) * 16;
	memset(head, 0, sizeof(head));
	for (i = 0; i + 64 < sizeof(text); i += n ? n : 1) {
		u32 v;

		memcpy(&v, text + i, 4);
		h = v * 2654435761u >> 16;
		for (n = 0; n < 64 && text[head[h] + n] == text[i + n]; n++)
			;
		head[h] = i;
		length += n;
	}
	sink = length;
}

/* a range coder over a model that adapts */
static void range_coder(void)
{
	static uint16_t model[4096];
	u32 low = 0, range = 0xffffffff, i, c = 1;

	memset(model, 8, sizeof(model));
	for (i = 0; i < 1 << 20; i++) {
		u32 bit = splitmix() % 5 == 0, bound = (range >> 12) * model[c];

		if (bit) {
			range = bound ? bound : 1;
			model[c] += (4096 - model[c]) >> 5;
		} else {
			low += bound;
			range -= bound;
			model[c] -= model[c] >> 5;
		}
		for (; range < 1 << 24; low <<= 8)
			range <<= 8;
		c = (c << 1 | bit) & 4095;
	}
	sink = low;
}

static void dct(void)
{
	static int b[64], o[64], basis[64];
	int n, i, j, k;

	for (i = 0; i < 64; i++)
		basis[i] = 4096 * cos((2 * (i % 8) + 1) * (i / 8) * 0.19634954);
	for (n = 0; n < 3000; n++) {
		for (i = 0; i < 64; i++)
			b[i] = splitmix() & 255;
		for (k = 0; k < 2; k++) {
			for (i = 0; i < 64; i++) {
				o[i] = 0;
				for (j = 0; j < 8; j++)
					o[i] += b[(i & 7) * 8 + j] * basis[(i & 56) + j] >> 8;
			}
			memcpy(b, o, sizeof(b));
		}
		sink += o[9];
	}
}

static void percolation(void)
{
	u32 *parent = (u32 *)table, n = 1 << 19, i, a, b;

	for (i = 0; i < n; i++)
		parent[i] = i;
	for (i = 0; i < n; i++) {
		a = xoshiro() & (n - 1);
		b = (a + (xoshiro() & 1 ? 1 : 700)) & (n - 1);
		while (parent[a] != a)
			a = parent[a] = parent[parent[a]];
		while (parent[b] != b)
			b = parent[b] = parent[parent[b]];
		parent[a] = b;
	}
}

/* life on a torus of 64 columns, a row a word */
static void life(void)
{
	static u64 row[4096], next[4096];
	int i, n;

	if (!(xoshiro() & 7))
		for (i = 0; i < 4096; i++)
			row[i] = xoshiro();
	for (n = 0; n < 50; n++) {
		for (i = 0; i < 4096; i++) {
			u64 one = 0, two = 0, four = 0, x[8], up = row[(i + 1) & 4095];
			u64 down = row[(i - 1) & 4095], c;
			int k;

			x[0] = up; x[1] = rol(up, 1); x[2] = rol(up, 63);
			x[3] = down; x[4] = rol(down, 1); x[5] = rol(down, 63);
			x[6] = rol(row[i], 1); x[7] = rol(row[i], 63);
			for (k = 0; k < 8; k++) {
				c = one & x[k];
				one ^= x[k];
				four |= two & c;
				two ^= c;
			}
			next[i] = two & ~four & (one | row[i]);
		}
		memcpy(row, next, sizeof(row));
	}
}

static void reed_solomon(void)
{
	static u8 log[256], antilog[512], parity[32];
	int i, j, n, x = 1;

	for (i = 0; i < 255; i++) {
		antilog[i] = antilog[i + 255] = x;
		log[x] = i;
		x = (x << 1 ^ (x >> 7) * 0x11d) & 255;
	}
	for (n = 0; n < 200; n++)
		for (i = 0; i < 223; i++) {
			u8 f = splitmix() ^ parity[31];

			for (j = 31; j > 0; j--)
				parity[j] = parity[j - 1] ^
					    (f ? antilog[log[f] + j * 7 % 255] : 0);
			parity[0] = f;
		}
	sink = parity[0];
}

static void merkle(void)
{
	u64 n = 1 << 17, i, a, b;

	for (i = 0; i < n; i++)
		table[i] = splitmix();
	for (; n > 1; n /= 2)
		for (i = 0; i < n / 2; i++) {
			a = table[2 * i] * 0x9e3779b185ebca87;
			b = table[2 * i + 1] * 0xc2b2ae3d27d4eb4f;
			table[i] = (rol(a, 31) + rol(b, 27)) * 0x165667b19e3779f9;
		}
	sink = table[0];
}

static void radix_sort(void)
{
	static u32 a[1 << 18], b[1 << 18], count[2048];
	u32 i, shift;

	for (i = 0; i < 1 << 18; i++)
		a[i] = splitmix();
	for (shift = 0; shift < 33; shift += 11) {
		memset(count, 0, sizeof(count));
		for (i = 0; i < 1 << 18; i++)
			count[a[i] >> shift & 2047]++;
		for (i = 1; i < 2048; i++)
			count[i] += count[i - 1];
		for (i = 1 << 18; i-- > 0;)
			b[--count[a[i] >> shift & 2047]] = a[i];
		memcpy(a, b, sizeof(a));
	}
}

static void queens_from(u32 columns, u32 left, u32 right)
{
	u32 free = ~(columns | left | right) & 0x3fff, bit;

	if (columns == 0x3fff)
		sink++;
	for (; free; free &= free - 1) {
		bit = free & -free;
		queens_from(columns | bit, (left | bit) << 1, (right | bit) >> 1);
	}
}

static void queens(void)
{
	queens_from(1u << splitmix() % 14, 0, 0);
}

/* cut a stream where a rolling hash says */
static void chunker(void)
{
	static u64 gear[256];
	u64 h = 0, i, cuts = 0;

	if (!gear[0])
		for (i = 0; i < 256; i++)
			gear[i] = splitmix();
	for (i = 0; i < 1 << 20; i++) {
		h = (h << 1) + gear[wyrand() & 255];
		cuts += !(h & 0x1ffff0);
	}
	sink = cuts;
}

/* an emulated processor with 2 MiB of memory */
static void emulator(void)
{
	static u64 r[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	static u32 code[256];
	int pc, n;
	u32 c;

	if (!code[0])
		for (n = 0; n < 256; n++)
			code[n] = splitmix();
	for (n = 0; n < 2000; n++)
		for (pc = 0; pc < 256; pc++) {
			c = code[pc];
			switch (c >> 29) {
			case 0: r[c & 7] += r[c >> 3 & 7]; break;
			case 1: r[c & 7] ^= r[c >> 3 & 7]; break;
			case 2: r[c & 7] *= r[c >> 3 & 7] | 1; break;
			case 3: r[c & 7] = rol(r[c & 7], (c >> 8 & 31) + 1); break;
			case 4: r[c & 7] -= (int)c; break;
			case 5: r[c & 7] ^= table[(r[c >> 3 & 7] & 0x1ffff8) >> 3]; break;
			case 6: table[(r[c >> 3 & 7] & 0x3fff8) >> 3] = r[c & 7]; break;
			case 7: if (!(r[c & 7] & 0xff00)) pc ^= c >> 8 & 3; break;
			}
		}
}

/* samples of a texture of 1024 by 512 pixels at random places, filtered */
static void texture(void)
{
	u32 *t = (u32 *)table, x = splitmix(), y = splitmix(), i, sum = 0;

	for (i = 0; i < 1 << 20; i++) {
		u32 at = (y >> 22 & 511) << 10 | (x >> 22);
		u32 f = x >> 14 & 255;

		sum += (t[at & 0x7ffff] & 0xff00ff) * (256 - f) +
		       (t[(at + 1) & 0x7ffff] & 0xff00ff) * f;
		x += 0x1234567 + (i << 3);
		y += 0x7654321 ^ x;
	}
	sink = sum;
}

static void perlin(void)
{
	static u8 p[512];
	int i, x, y;
	double sum = 0;

	for (i = 0; i < 512; i++)
		p[i] = sip13(i & 255);
	for (i = 0; i < 300000; i++) {
		double u = uniform() * 256, v = uniform() * 256;

		x = u;
		y = v;
		u -= x;
		v -= y;
		u = u * u * u * (u * (u * 6 - 15) + 10);
		v = v * v * v * (v * (v * 6 - 15) + 10);
		sum += p[p[x] + y] * (1 - u) * (1 - v) + p[p[x + 1] + y] * u * v;
	}
	sink = sum;
}

static const struct {
	const char *name;
	void (*work)(void);
} works[] = {
	{ "gups", gups }, { "chase", chase }, { "cuckoo-table", cuckoo_table },
	{ "robin-hood", robin_hood }, { "bloom", bloom },
	{ "count-min", count_min }, { "zobrist", zobrist },
	{ "ntt-kem", ntt_kem }, { "ntt-dsa", ntt_dsa }, { "ntt-big", ntt_big },
	{ "poseidon", poseidon }, { "montgomery", montgomery },
	{ "histogram", histogram }, { "options", options }, { "lz77", lz77 },
	{ "range-coder", range_coder }, { "dct", dct },
	{ "percolation", percolation }, { "life", life },
	{ "reed-solomon", reed_solomon }, { "merkle", merkle },
	{ "radix-sort", radix_sort }, { "queens", queens },
	{ "chunker", chunker }, { "emulator", emulator }, { "texture", texture },
	{ "perlin", perlin },
};

int main(int argc, char **argv)
{
	unsigned int i;

	for (i = 0; i < sizeof(works) / sizeof(works[0]); i++)
		while (argc > 1 && !strcmp(argv[1], works[i].name))
			works[i].work();
	fprintf(stderr, "usage: hurts NAME\n");
	return 2;
}
