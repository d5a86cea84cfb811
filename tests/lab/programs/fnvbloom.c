// SPDX-License-Identifier: GPL-2.0-only
/*
 * FNV by Fowler, Noll and Vo, 32 bits, as small programs carry it: a filter of
 * shingles (similar documents by minimal hashes), or checksums of records.
 * fnvbloom 1|1a FILE
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define PRIME 0x01000193u
#define BASIS 0x811c9dc5u

static uint32_t fnv1(const unsigned char *p, int n)
{
	uint32_t h = BASIS;

	while (n--)
		h = h * PRIME ^ *p++;
	return h;
}

static uint32_t fnv1a(const unsigned char *p, int n)
{
	uint32_t h = BASIS;

	while (n--)
		h = (h ^ *p++) * PRIME;
	return h;
}

int main(int argc, char **argv)
{
	static unsigned char text[4 << 20];
	static uint32_t minimum[256], filter[1 << 21];
	FILE *f = argc == 3 ? fopen(argv[2], "r") : NULL;
	int size = f ? fread(text, 1, sizeof(text), f) : 0;
	uint32_t (*hash)(const unsigned char *p, int n) =
		f && !strcmp(argv[1], "1") ? fnv1 : fnv1a;

	if (!size)
		return 2;
	for (;;) {
		memset(minimum, 0xff, sizeof(minimum));
		for (int i = 0; i + 12 < size; i++) {
			uint32_t h = hash(text + i, 12);

			filter[h >> 11] |= 1u << (h & 31);
			if (h < minimum[text[i]])
				minimum[text[i]] = h;
		}
	}
}
