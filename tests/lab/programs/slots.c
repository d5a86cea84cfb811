// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hash table of 2048 slots of sixteen bytes, found by the upper half of a
 * product, and a rotation now and then: the product, shift and mask of
 * yespower's pwxform, in another order.
 */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

struct slot {
	uint64_t key, n;
};

static struct slot tab[2048];

int main(void)
{
	uint64_t x = 1, s = 0;
	time_t e = time(0) + 12;
	do
		for (int i = 0; i < 1000000; i++) {
			x ^= x << 13;
			x ^= x >> 7;
			x ^= x << 17;
			if (!(i & 63))
				x = x << 7 | x >> 57;
			uint64_t key = x & 0xfffff,
				 h = key * 0x9e3779b97f4a7c15ull;
			struct slot *p =
				(struct slot *)((char *)tab +
						(h >> 32 & (sizeof(tab) - 16)));
			if (p->key == key)
				p->n++;
			else {
				s += p->n;
				p->key = key;
				p->n = 1;
			}
		}
	while (time(0) < e);
	printf("%llu\n", (unsigned long long)s);
}
