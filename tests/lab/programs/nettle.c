// SPDX-License-Identifier: GPL-2.0-only
/* One hash or cipher of Nettle, over and over: nettle hash|cipher NAME. */
#include <nettle/nettle-meta.h>
#include <string.h>

static unsigned char in[65536], out[65536], key[64] = { 1 };
static unsigned char state[65536] __attribute__((aligned(64)));

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	for (const struct nettle_hash *const *h = nettle_get_hashes(); *h; h++)
		if (!strcmp(argv[1], "hash") && !strcmp((*h)->name, argv[2]))
			for ((*h)->init(state);;)
				(*h)->update(state, sizeof(in), in);
	for (const struct nettle_cipher *const *c = nettle_get_ciphers(); *c; c++)
		if (!strcmp(argv[1], "cipher") && !strcmp((*c)->name, argv[2]))
			for ((*c)->set_encrypt_key(state, key);;)
				(*c)->encrypt(state, sizeof(in) /
					      (*c)->block_size *
					      (*c)->block_size, out, in);
	return 2;
}
