// SPDX-License-Identifier: GPL-2.0-only
/* Hash tables, filters, indices, caches, walks through graphs. */
#include "honest.h"

#ifdef __x86_64__
/* How often each word comes: open addressing, hashed by AES as aHash does. */
void ahash(size_t bytes)
{
	struct slot {
		u64 key, count;
	} *table = space(bytes);
	size_t mask = bytes / sizeof(*table) - 1;
	__m128i k0 = _mm_set_epi64x(next(), next()), k1 = _mm_set_epi64x(next(), next());

	for (u64 total = 0;;) {
		for (size_t n = 0; n < mask / 2; n++) {
			u64 key = next() % (mask / 2) + 1;
			__m128i h = _mm_xor_si128(_mm_set1_epi64x(key), k0);
			size_t i;

			h = _mm_aesenc_si128(h, k1);
			h = _mm_aesenc_si128(h, k0);
			h = _mm_aesenc_si128(h, k1);
			i = _mm_cvtsi128_si64(h) & mask;
			while (table[i].key && table[i].key != key)
				i = (i + 1) & mask;
			table[i].key = key;
			table[i].count++;
			total++;
		}
		u64 sum = 0;

		for (size_t i = 0; i <= mask; i++)
			sum += table[i].count;
		must(sum == total, "counts");
	}
}
#endif

/* The same by a product of 128 bits, as wyhash and many maps have it. */
static u64 wyhash(u64 a, u64 b)
{
	u128 p = (u128)(a ^ 0xa0761d6478bd642f) * (b ^ 0xe7037ed1a0b428db);

	return (u64)p ^ (u64)(p >> 64);
}

void wymap(size_t bytes)
{
	struct slot {
		u64 key, value;
	} *table = space(bytes);
	size_t mask = bytes / sizeof(*table) - 1;

	for (;;) {
		u64 before = 0, after = 0;

		for (size_t n = 0; n < mask / 2; n++) {
			u64 key = next() % (mask / 2) + 1;
			size_t i = wyhash(key, 0x8ebc6af09c88c6e3) & mask;

			while (table[i].key && table[i].key != key)
				i = (i + 1) & mask;
			before += n;
			table[i].key = key;
			table[i].value += n;
		}
		for (size_t i = 0; i <= mask; i++) {
			after += table[i].value;
			table[i].value = 0;
		}
		must(before == after, "sums");
	}
}

/* A Bloom filter by seven multiplications. */
void bloom(size_t bytes)
{
	u64 *bits = space(bytes), mask = bytes * 8 - 1, count = bytes;

	for (;;) {
		u64 at = seed, wrong = 0;

		memset(bits, 0, bytes);
		for (u64 n = 0; n < count; n++) {
			u64 h = next();

			for (int k = 0; k < 7; k++) {
				u64 b = h & mask;

				bits[b / 64] |= 1ull << b % 64;
				h = h * 0x9e3779b97f4a7c15 + (h >> 29);
			}
		}
		seed = at;
		for (u64 n = 0; n < 2 * count; n++) {
			u64 h = next(), in = 1;

			for (int k = 0; k < 7 && in; k++) {
				u64 b = h & mask;

				in = bits[b / 64] >> b % 64 & 1;
				h = h * 0x9e3779b97f4a7c15 + (h >> 29);
			}
			wrong += n < count && !in;
		}
		must(!wrong, "filter");
	}
}

/* Chess without chess: a search that asks a table of 16 bytes an entry. */
static u64 zobrist[64][12];

static int search(u64 (*table)[2], size_t mask, u64 hash, int depth, u64 board)
{
	u64 *e = table[hash & mask];
	int best = -1000000;

	if (e[0] == hash && (int)(e[1] >> 32) >= depth)
		return (int32_t)e[1];
	if (!depth)
		return (int32_t)(board * 0x9e3779b1) >> 20;
	for (int m = 0; m < 4; m++) {
		int from = (board >> (6 * m)) & 63, to = (from * 5 + 7 * m + depth) & 63;
		int piece = (from + to) % 12;
		u64 h = hash ^ zobrist[from][piece] ^ zobrist[to][piece];
		int v = -search(table, mask, h, depth - 1, board ^ 1ull << to);

		best = v > best ? v : best;
	}
	e[0] = hash;
	e[1] = (u64)depth << 32 | (u32)best;
	return best;
}

void chess(size_t bytes)
{
	u64 (*table)[2] = space(bytes);

	for (int i = 0; i < 64; i++)
		for (int k = 0; k < 12; k++)
			zobrist[i][k] = next();
	for (;;)
		sink += search(table, bytes / 16 - 1, next(), 9, next());
}

/* Random walks: how often pages are visited, by links of a random graph. */
void walks(size_t bytes)
{
	size_t n = bytes / 16;
	u32 (*page)[4] = space(bytes);

	for (size_t i = 0; i < n; i++)
		for (int k = 0; k < 3; k++)
			page[i][k] = next() % n;
	for (u32 at = 0;;) {
		u64 r = next();

		page[at][3]++;
		at = r % 20 < 17 ? page[at][(r >> 32) % 3] : (r >> 8) % n;
	}
}

/* An index of keys in pages, searched by halves; pages are split when full. */
void btree(size_t bytes)
{
	size_t n = bytes / 8;
	u64 *keys = space(bytes);

	for (size_t i = 0; i < n; i++)
		keys[i] = i * 0x1000 + (next() & 0xfff);
	for (;;) {
		u64 want = next() % (n * 0x1000);
		size_t low = 0, high = n;

		while (low < high) {
			size_t mid = (low + high) / 2;

			if (keys[mid] < want)
				low = mid + 1;
			else
				high = mid;
		}
		if (low < n)
			keys[low] = want > (low ? keys[low - 1] : 0) ? want : keys[low];
	}
}

/* Least recently used: a cache of objects by FNV, with a list through it. */
void lru(size_t bytes)
{
	struct entry {
		u32 key, hash, before, after;
	} *e = space(bytes);
	u32 n = bytes / 32, *head = space(n * 4 * 2), newest = 0, used = 1;

	for (;;) {
		u32 key = (next() % n * (next() % n)) / (n / 4 + 1), h = 0x811c9dc5, at;

		for (int i = 0; i < 4; i++)
			h = (h ^ (key >> 8 * i & 255)) * 0x01000193;
		h &= 2 * n - 1;
		at = head[h];
		if (!at || e[at].key != key) {
			at = used < n ? used++ : next() % (n - 1) + 1;
			e[at].key = key;
			e[at].hash = h;
			head[h] = at;
		}
		e[e[at].before].after = e[at].after;
		e[e[at].after].before = e[at].before;
		e[at].before = newest;
		e[newest].after = at;
		newest = at;
	}
}
