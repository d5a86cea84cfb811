// SPDX-License-Identifier: GPL-2.0-only
/*
 * Honest programs that do what miners do, for other ends: hash tables by AES
 * and by wide products, oblivious memory, interval arithmetic, machines that
 * are emulated, proofs, ciphers over disks. Each is one loop for ever, checked
 * by what it must come to.
 *
 * usage: honest PROGRAM [MIB]
 */
#include "honest.h"

u64 seed = 88172645463325252;
volatile u64 sink;

void *space(size_t n)
{
	void *p = aligned_alloc(64, (n + 63) & ~63ul);

	if (!p)
		exit(1);
	memset(p, 0, n);
	return p;
}

void must(int truth, const char *what)
{
	if (!truth) {
		fprintf(stderr, "honest: %s\n", what);
		exit(1);
	}
}

static const struct program {
	const char *name;
	void (*run)(size_t bytes);
} programs[] = {
#ifdef __x86_64__
	{ "ahash", ahash }, { "oram-ni", oram_ni }, { "interval", interval },
	{ "stochastic", stochastic }, { "haraka", haraka },
#endif
	{ "wymap", wymap }, { "bloom", bloom }, { "xts", xts }, { "oram", oram },
	{ "emulator", emulator }, { "ntt", ntt }, { "poseidon", poseidon },
	{ "msm", msm }, { "memtest", memtest }, { "suffixes", suffixes },
	{ "chess", chess }, { "battery", battery }, { "walks", walks },
	{ "particles", particles }, { "sparse", sparse }, { "lz", lz },
	{ "lattice", lattice }, { "btree", btree }, { "lru", lru },
};

int main(int argc, char **argv)
{
	size_t mib = argc > 2 ? atoi(argv[2]) : 2;

	for (size_t i = 0; i < sizeof(programs) / sizeof(*programs); i++)
		if (argc > 1 && !strcmp(argv[1], programs[i].name))
			programs[i].run(mib << 20);
	return 2;
}
