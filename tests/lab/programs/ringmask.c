// SPDX-License-Identifier: GPL-2.0-only
/* A ring of 2 MiB whose 16-byte slots are picked with the mask of
 * CryptoNight's scratchpad, wide multiplications beside it; no miner.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint8_t ring[1 << 21];

int main(void)
{
	uint64_t x = 1, y = 0;

	for (uint64_t i = 0; i < 8000000000ull; i++) {
		unsigned __int128 p = (unsigned __int128)x * 0x9e3779b97f4a7c15u;
		uint64_t slot[2];

		memcpy(slot, ring + (x & 0x1ffff0), 16);
		slot[0] += (uint64_t)p;
		slot[1] ^= (uint64_t)(p >> 64);
		memcpy(ring + (x & 0x1ffff0), slot, 16);
		x = x * 6364136223846793005ull + slot[0] + i;
		y ^= slot[1];
	}
	printf("%llu\n", (unsigned long long)y);
	return 0;
}
