// SPDX-License-Identifier: GPL-2.0-only
/* One hash or cipher of LibTomCrypt, over and over: tomcrypt hash|ctr NAME. */
#include <string.h>
#include <tomcrypt.h>

static unsigned char in[65536], out[65536], key[64] = { 1 }, iv[64];

int main(int argc, char **argv)
{
	symmetric_CTR ctr;
	unsigned long len;
	int i, size = 64;

	if (argc != 3)
		return 2;
	register_all_ciphers();
	register_all_hashes();
	if (!strcmp(argv[1], "hash")) {
		i = find_hash(argv[2]);
		while (i >= 0) {
			len = sizeof(out);
			hash_memory(i, in, sizeof(in), out, &len);
		}
		return 2;
	}
	i = find_cipher(argv[2]);
	if (i < 0 || cipher_descriptor[i].keysize(&size) != CRYPT_OK ||
	    ctr_start(i, iv, key, size, 0, CTR_COUNTER_BIG_ENDIAN, &ctr) !=
		CRYPT_OK)
		return 2;
	for (;;)
		ctr_encrypt(in, out, sizeof(in), &ctr);
}
