// SPDX-License-Identifier: GPL-2.0-only
/* One hash or cipher of libgcrypt, over and over: gcrypt hash|ctr NAME. */
#include <gcrypt.h>
#include <string.h>

static unsigned char in[65536], out[65536], key[64] = { 1, 2, 3 };

int main(int argc, char **argv)
{
	gcry_cipher_hd_t cipher;
	int algo, mode;

	if (argc != 3 || !gcry_check_version(NULL))
		return 2;
	gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
	if (!strcmp(argv[1], "hash")) {
		algo = gcry_md_map_name(argv[2]);
		if (!algo)
			return 2;
		for (;;)
			gcry_md_hash_buffer(algo, out, in, sizeof(in));
	}
	algo = gcry_cipher_map_name(argv[2]);
	mode = strcmp(argv[1], "stream") ? GCRY_CIPHER_MODE_CTR :
					   GCRY_CIPHER_MODE_STREAM;
	if (gcry_cipher_open(&cipher, algo, mode, 0) ||
	    gcry_cipher_setkey(cipher, key, gcry_cipher_get_algo_keylen(algo)))
		return 2;
	for (;;)
		gcry_cipher_encrypt(cipher, out, sizeof(out), in, sizeof(in));
}
