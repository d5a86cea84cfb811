// SPDX-License-Identifier: GPL-2.0-only
/*
 * A hash of folded products of halves (as wyhash32) beside a table of 2048
 * slots of sixteen bytes: nearly all of yespower's pwxform.
 */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

static struct {
	uint64_t key, count;
} tab[2048];

static inline uint64_t mum(uint64_t a)
{
	return (a >> 32) * (uint32_t)a;
}

int main(void)
{
	uint64_t x = 1, s = 0;
	time_t end = time(0) + 12;
	do
		for (int i = 0; i < 1000000; i++) {
			x += 0x9e3779b97f4a7c15ull;
			uint64_t h = mum(x);
			h ^= mum(h ^ 0x53c5ca59e2b3f4a1ull);
			typeof(tab[0]) *p = (void *)((char *)tab +
						     (h & (sizeof(tab) - 16)));
			s += p->count;
			p->key = x;
			p->count++;
		}
	while (time(0) < end);
	printf("%llu\n", (unsigned long long)s);
}
