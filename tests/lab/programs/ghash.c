// SPDX-License-Identifier: GPL-2.0-only
/* AES-128 by tables, chained with a multiplication modulo 2^61 - 1 as a
 * message authenticator would be: rounds by tables, wide multiplications,
 * no scratchpad.
 */
#include <stdint.h>
#include <stdio.h>

static uint32_t table[4][256];
static uint32_t keys[44];

int main(void)
{
	uint32_t s[4] = { 1, 2, 3, 4 }, t[4];
	uint64_t acc = 1;

	for (int i = 0; i < 1024; i++)
		table[i / 256][i % 256] = i * 2654435761u;
	for (int i = 0; i < 44; i++)
		keys[i] = i * 0x9e3779b9u;
	for (uint64_t n = 0; n < 4000000000ull; n++) {
		for (int r = 0; r < 40; r += 4) {
			for (int i = 0; i < 4; i++)
				t[i] = table[0][s[i] & 255] ^
				       table[1][s[(i + 1) & 3] >> 8 & 255] ^
				       table[2][s[(i + 2) & 3] >> 16 & 255] ^
				       table[3][s[(i + 3) & 3] >> 24] ^
				       keys[r + i];
			for (int i = 0; i < 4; i++)
				s[i] = t[i];
		}
		acc = ((unsigned __int128)acc * 0x123456789abcdefull + s[0]) %
		      ((1ull << 61) - 1);
	}
	printf("%llu\n", (unsigned long long)acc);
	return 0;
}
