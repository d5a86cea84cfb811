// SPDX-License-Identifier: GPL-2.0-only
/* Disks and memory that are encrypted, signatures by hashes. */
#include "honest.h"

/* AES by table, for what follows. */
static u32 te[4][256];
static u8 box[256];

static void aes_prepare(void)
{
	u8 p = 1, q = 1;

	do {
		p = p ^ p << 1 ^ (p & 0x80 ? 0x1b : 0);
		q ^= q << 1;
		q ^= q << 2;
		q ^= q << 4;
		if (q & 0x80)
			q ^= 9;
		box[p] = q ^ (q << 1 | q >> 7) ^ (q << 2 | q >> 6) ^
			 (q << 3 | q >> 5) ^ (q << 4 | q >> 4) ^ 0x63;
	} while (p != 1);
	box[0] = 0x63;
	for (int i = 0; i < 256; i++) {
		u8 s = box[i], d = s << 1 ^ (s & 0x80 ? 0x1b : 0);
		u32 w = d | s << 8 | s << 16 | (u32)(u8)(d ^ s) << 24;

		for (int k = 0; k < 4; k++, w = w << 8 | w >> 24)
			te[k][i] = w;
	}
}

struct key {
	u32 w[60];
	int rounds;
};

static void aes_expand(struct key *k, const u8 *key, int words)
{
	u32 rcon = 1;

	k->rounds = words + 6;
	memcpy(k->w, key, 4 * words);
	for (int i = words; i < 4 * (k->rounds + 1); i++) {
		u32 t = k->w[i - 1];

		if (i % words == 0)
			t = t >> 8 | t << 24;
		if (i % words == 0 || (words == 8 && i % 8 == 4))
			t = box[t & 255] | box[t >> 8 & 255] << 8 |
			    box[t >> 16 & 255] << 16 | (u32)box[t >> 24] << 24;
		if (i % words == 0) {
			t ^= rcon;
			rcon = rcon << 1 ^ (rcon >> 7) * 0x11b;
		}
		k->w[i] = k->w[i - words] ^ t;
	}
}

static void aes_table(const struct key *k, const void *in, void *out)
{
	u32 a[4], b[4];
	const u32 *w = k->w;

	memcpy(a, in, 16);
	for (int i = 0; i < 4; i++)
		a[i] ^= w[i];
	for (int r = 1; r < k->rounds; r++) {
		w += 4;
		for (int i = 0; i < 4; i++)
			b[i] = te[0][a[i] & 255] ^ te[1][a[(i + 1) & 3] >> 8 & 255] ^
			       te[2][a[(i + 2) & 3] >> 16 & 255] ^
			       te[3][a[(i + 3) & 3] >> 24] ^ w[i];
		memcpy(a, b, 16);
	}
	w += 4;
	for (int i = 0; i < 4; i++)
		b[i] = (box[a[i] & 255] | box[a[(i + 1) & 3] >> 8 & 255] << 8 |
			box[a[(i + 2) & 3] >> 16 & 255] << 16 |
			(u32)box[a[(i + 3) & 3] >> 24] << 24) ^ w[i];
	memcpy(out, b, 16);
}

static void aes_check(void)
{
	static const u8 want[16] = {	/* FIPS 197, C.1 */
		0x69, 0xc4, 0xe0, 0xd8, 0x6a, 0x7b, 0x04, 0x30,
		0xd8, 0xcd, 0xb7, 0x80, 0x70, 0xb4, 0xc5, 0x5a
	};
	u8 key[16], block[16];
	struct key k;

	aes_prepare();
	for (int i = 0; i < 16; i++) {
		key[i] = i;
		block[i] = i * 0x11;
	}
	aes_expand(&k, key, 4);
	aes_table(&k, block, block);
	must(!memcmp(block, want, 16), "AES");
}

/* XTS over a disk in memory, sectors in the order in which they are asked for. */
void xts(size_t bytes)
{
	u8 *disk = space(bytes), key[32];
	struct key k1, k2;
	size_t sectors = bytes / 512;

	aes_check();
	for (int i = 0; i < 32; i++)
		key[i] = next();
	aes_expand(&k1, key, 4);
	aes_expand(&k2, key + 16, 4);
	for (;;) {
		u64 sector = next() % sectors, t[2] = { sector, 0 };
		u64 *p = (u64 *)(disk + 512 * sector);

		aes_table(&k2, t, t);
		for (int i = 0; i < 64; i += 2) {
			p[i] ^= t[0];
			p[i + 1] ^= t[1];
			aes_table(&k1, p + i, p + i);
			p[i] ^= t[0];
			p[i + 1] ^= t[1];
			u64 carry = t[1] >> 63;

			t[1] = t[1] << 1 | t[0] >> 63;
			t[0] = t[0] << 1 ^ carry * 0x87;
		}
	}
}

/* Oblivious memory: a path of a tree is read, decrypted, shuffled, encrypted. */
void oram(size_t bytes)
{
	struct block {
		u64 id, data;
	} *tree = space(bytes), stash[256], path[64];
	size_t leaves = bytes / sizeof(*tree) / 4;
	u8 key[16];
	struct key k;
	u64 version = 0;

	aes_check();
	for (int i = 0; i < 16; i++)
		key[i] = next();
	aes_expand(&k, key, 4);
	memset(stash, 0, sizeof(stash));
	for (;;) {
		size_t leaf = leaves / 2 + next() % (leaves / 2);
		int n = 0;

		for (size_t node = leaf; node; node /= 2)
			for (int i = 0; i < 2; i++) {
				u64 pad[2] = { node, version };

				aes_table(&k, pad, pad);
				path[n] = tree[2 * node + i];
				path[n].id ^= pad[0];
				path[n].data ^= pad[1];
				n++;
			}
		int at = next() % 256;
		struct block t = stash[at];

		stash[at] = path[next() % n];
		path[next() % n] = t;
		n = 0;
		for (size_t node = leaf; node; node /= 2)
			for (int i = 0; i < 2; i++) {
				u64 pad[2] = { node, version };

				aes_table(&k, pad, pad);
				tree[2 * node + i].id = path[n].id ^ pad[0];
				tree[2 * node + i].data = path[n].data ^ pad[1];
				n++;
			}
	}
}

#ifdef __x86_64__
/* The same by AES instructions and blocks of 64 bytes. */
void oram_ni(size_t bytes)
{
	__m128i *tree = space(bytes), k[11], path[64][4];
	size_t leaves = bytes / 64;

	for (int i = 0; i < 11; i++)
		k[i] = _mm_set_epi64x(next(), next());
	for (;;) {
		size_t leaf = leaves / 2 + next() % (leaves / 2);
		int n = 0;

		for (size_t node = leaf; node; node /= 2, n++)
			for (int i = 0; i < 4; i++) {
				__m128i x = _mm_set_epi64x(node, i);

				for (int r = 0; r < 10; r++)
					x = _mm_aesenc_si128(x, k[r]);
				path[n][i] = _mm_xor_si128(tree[4 * node + i],
						_mm_aesenclast_si128(x, k[10]));
			}
		int a = next() % n, b = next() % n;

		for (int i = 0; i < 4; i++) {
			__m128i t = path[a][i];

			path[a][i] = path[b][i];
			path[b][i] = t;
		}
		n = 0;
		for (size_t node = leaf; node; node /= 2, n++)
			for (int i = 0; i < 4; i++) {
				__m128i x = _mm_set_epi64x(node, i);

				for (int r = 0; r < 10; r++)
					x = _mm_aesenc_si128(x, k[r]);
				_mm_store_si128(&tree[4 * node + i],
					_mm_xor_si128(path[n][i],
						_mm_aesenclast_si128(x, k[10])));
			}
	}
}
#endif

#ifdef __x86_64__
/* One-time signatures by Haraka: chains of AES rounds, a tree above them. */
void haraka(size_t bytes)
{
	__m128i rc[40], *leaf = space(bytes);
	size_t n = bytes / 32;

	for (int i = 0; i < 40; i++)
		rc[i] = _mm_set_epi64x(next(), next());
	for (;;) {
		for (size_t i = 0; i < n; i++) {
			__m128i a = _mm_set_epi64x(next(), i), b = _mm_set_epi64x(i, next());

			for (int chain = 0; chain < 15; chain++) {
				__m128i c = a, d = b;

				for (int r = 0; r < 5; r++) {
					a = _mm_aesenc_si128(a, rc[4 * r]);
					b = _mm_aesenc_si128(b, rc[4 * r + 1]);
					a = _mm_aesenc_si128(a, rc[4 * r + 2]);
					b = _mm_aesenc_si128(b, rc[4 * r + 3]);
					__m128i t = _mm_unpacklo_epi32(a, b);

					b = _mm_unpackhi_epi32(a, b);
					a = t;
				}
				a = _mm_xor_si128(a, c);
				b = _mm_xor_si128(b, d);
			}
			_mm_store_si128(leaf + 2 * i, a);
			_mm_store_si128(leaf + 2 * i + 1, b);
		}
		sink += _mm_cvtsi128_si64(leaf[0]);
	}
}
#endif
