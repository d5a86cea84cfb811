// SPDX-License-Identifier: GPL-2.0-only
/* One primitive of wolfCrypt, over and over: wolfssl NAME. */
#include <string.h>
#include <wolfssl/options.h>
#include <wolfssl/wolfcrypt/aes.h>
#include <wolfssl/wolfcrypt/chacha20_poly1305.h>
#include <wolfssl/wolfcrypt/hash.h>

static unsigned char in[65536], out[65536 + 64], key[32], iv[16], tag[16];

int main(int argc, char **argv)
{
	Aes aes;

	if (argc != 2)
		return 2;
	if (!strcmp(argv[1], "sha3"))
		for (;;)
			wc_Sha3_256Hash(in, sizeof(in), out);
	if (!strcmp(argv[1], "sha256"))
		for (;;)
			wc_Sha256Hash(in, sizeof(in), out);
	if (!strcmp(argv[1], "chacha"))
		for (;;)
			wc_ChaCha20Poly1305_Encrypt(key, iv, NULL, 0, in,
						    sizeof(in), out, tag);
	if (strcmp(argv[1], "gcm") || wc_AesInit(&aes, NULL, -2) ||
	    wc_AesGcmSetKey(&aes, key, sizeof(key)))
		return 2;
	for (;;)
		wc_AesGcmEncrypt(&aes, out, in, sizeof(in), iv, 12, tag, 16,
				 NULL, 0);
}
