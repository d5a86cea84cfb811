// SPDX-License-Identifier: GPL-2.0-only
/*
 * Allocations of all sizes, freed in another order:
 * mallocs small|aligned|grow
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS 8192

int main(int argc, char **argv)
{
	static void *slot[SLOTS];
	const char *how = argc == 2 ? argv[1] : "small";
	uint64_t x = 88172645463325252ULL;

	for (;;) {
		void **p;
		size_t n;

		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		p = &slot[x % SLOTS];
		n = 1 + (x >> 40) % (x & 0x100000 ? 4096 : 200);
		if (how[0] == 'g') {
			n = *p ? n * 3 : n;
			*p = realloc(*p, n);
		} else {
			free(*p);
			*p = how[0] == 'a' ?
				aligned_alloc(16 << (x >> 60), (n | 15) + 1) :
				malloc(n);
		}
		if (*p)
			memset(*p, 0, n < 64 ? n : 64);
	}
}
