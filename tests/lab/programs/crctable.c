// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hash table of sixteen-byte entries, its size a constant power of two,
 * indexed by the upper bits of a CRC-32 that is computed four bytes at a time
 * (slicing by four): table look-ups of the bytes of a word, as of AES, beside
 * an AND with 2^n-16, as of CryptoNight, and no miner. With "mul" the keys are
 * products. Compiles natively and to WebAssembly.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENTRIES		(1u << 17)
#define KEY_WORDS	4

struct entry {
	uint64_t key, count;
};

static struct entry table[ENTRIES];
static uint32_t slice[4][256];

static void fill_slices(void)
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t crc = i;

		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
		slice[0][i] = crc;
	}
	for (uint32_t i = 0; i < 256; i++)
		for (int t = 1; t < 4; t++)
			slice[t][i] = slice[t - 1][i] >> 8 ^
				      slice[0][slice[t - 1][i] & 255];
}

static uint32_t crc32(const uint32_t *word, int words)
{
	uint32_t crc = ~0u;

	for (int i = 0; i < words; i++) {
		crc ^= word[i];
		crc = slice[3][crc & 255] ^ slice[2][crc >> 8 & 255] ^
		      slice[1][crc >> 16 & 255] ^ slice[0][crc >> 24];
	}
	return ~crc;
}

int main(int argc, char **argv)
{
	int products = argc > 1 && !strcmp(argv[1], "mul");
	uint64_t hits = 0, x = 1;

	fill_slices();
	for (uint64_t i = 0; i < 4000000000ull; i++) {
		uint32_t key[KEY_WORDS] = { i, i >> 32, 3, 4 };
		struct entry *e;

		if (products) {
			x = x * 6364136223846793005ull + i;
			key[2] = x >> 32;
		}
		e = &table[crc32(key, KEY_WORDS) >> 9 & (ENTRIES - 1)];
		hits += e->key == i % 3000000;
		e->key = i % 3000000;
		e->count++;
	}
	printf("%llu\n", (unsigned long long)hits);
	return 0;
}
